"""When a flow between regions, or a tighter market, is more than the noise of counting."""

from typing import Annotated

from pydantic import Field

from workbench.settings.ranges import Strict

Level = Annotated[float, Field(gt=0, lt=0.5)]


class FlowSettings(Strict):
    """Flows between regions and tightness over time.

    Attributes
    ----------
    false_discovery_share : share of false ones allowed among what is called a drain or a gain, and
        among the markets called tighter or easier (Benjamini and Hochberg)
    noise_level : chance at which a further check of one row is held (a season, a part of the time
        that was counted by one definition)
    compare_months : a market is compared with its latest date at least this many months before
    """

    false_discovery_share: Level = 0.05
    noise_level: Level = 0.05
    compare_months: int = Field(default=12, ge=1, le=120)
