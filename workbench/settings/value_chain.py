"""When a link of talent work counts as covered, and over how long a benefit is counted."""

from pydantic import Field

from workbench.settings.ranges import Strict
from workbench.settings.source import Share


class ValueChainSettings(Strict):
    """The value chain of talent work.

    Attributes
    ----------
    covered_share : part of those in need that must be served for a need to be covered
    sole_provider_share : where one provider serves this part of all who are served, or more, it
        hangs on that provider whether they go on being served
    horizon_years : years over which what a year of service brings is counted
    discount_rate : a year, for what comes after the first year
    core_share : part of the cost in core business, below it a provider counts as spread thin
    """

    covered_share: Share = 0.9
    sole_provider_share: Share = 0.95
    horizon_years: int = Field(default=5, ge=1, le=30)
    discount_rate: float = Field(default=0.05, ge=0, le=0.5)
    core_share: Share = 0.5
