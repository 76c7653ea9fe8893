"""Days to fill posts from outside: by the usual ways, and by the quickest channel."""

import pandas as pd

from workbench.company import Company
from workbench.market.fill import external_fill
from workbench.pools.routes.buy import outside_routes

COLUMNS = ["fill_days", "channel", "channel_days", "channel_days_high"]


def days_from_outside(company: Company) -> pd.DataFrame:
    """Give the days to fill each open post from outside.

    Parameters
    ----------
    company : see ``external_fill`` and ``outside_routes``

    Returns
    -------
    DataFrame by position_id: fill_days (by the ways usually taken, from ``external_fill``), channel
    (the quickest one to recruit by), channel_days and channel_days_high (by that channel alone: the
    middle, and in nine of ten cases); missing where not known

    Notes
    -----
    The two differ: the channels usually used for such posts together make the usual days, and the
    quickest of them takes less.
    """
    fill = external_fill(company)[["position_id", "fill_days"]].set_index("position_id")
    # Nobody lent by another company fills a seat, so only channels to recruit by are asked for.
    asked = pd.DataFrame({"position_id": fill.index, "kind": "no successor"})
    routes = outside_routes(company, asked).dropna(subset=["days"])
    order = routes.sort_values(["days", "days_high", "by"]).drop_duplicates("position_id")
    quickest = order.set_index("position_id")[["by", "days", "days_high"]].reindex(fill.index)
    frame = fill.assign(
        channel=quickest["by"].astype("str"),
        channel_days=quickest["days"].astype("float64"),
        channel_days_high=quickest["days_high"].astype("float64"),
    )
    return frame[COLUMNS]
