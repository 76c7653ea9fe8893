"""The gaps that routes are sought for: posts that fall free with nobody surely ready."""

import pandas as pd

from workbench.company import Company
from workbench.pools.build import Pools

KINDS = ("vacancy", "no successor")


def places_to_fill(company: Company, pools: Pools, *, horizon_days: int) -> pd.DataFrame:
    """List the posts with a place that is not filled, or not filled in time.

    Parameters
    ----------
    company : the report date
    pools : from ``build_pools``
    horizon_days : day by which a post without a known date needs a successor

    Returns
    -------
    DataFrame, the earliest first: position_id, title, kind (vacancy: the post falls free on a known
    date within five years and nobody proposed is ready by then in nine of ten cases; no successor:
    nobody is proposed, and no date is known), places (vacant seats of a vacancy, else 1),
    needed_on, needed_days (from the report date, 0 where the post is free already)
    """
    columns = ["position_id", "title", "kind", "places", "needed_on", "needed_days"]
    time, targets = pools.gaps.time, pools.targets
    dated = time[time["state"] != "in time"].assign(
        kind="vacancy", places=lambda rows: rows["vacant_seats"].clip(lower=1),
        needed_on=lambda rows: rows["vacant_on"],
    )  # fmt: skip
    nobody = targets[(targets["proposed"] == 0) & ~targets["position_id"].isin(time["position_id"])]
    end = company.as_of + pd.Timedelta(days=horizon_days)
    without = nobody.assign(kind="no successor", places=1, needed_on=end)
    parts = [part for part in (dated, without) if len(part)]
    if not parts:
        return pd.DataFrame(columns=columns)
    gaps = pd.concat([part[columns[:-1]] for part in parts], ignore_index=True)
    days = (gaps["needed_on"] - company.as_of).dt.days.clip(lower=0)
    return gaps.assign(needed_days=days, places=gaps["places"].astype(int)).sort_values(
        ["needed_days", "position_id"], ignore_index=True
    )[columns]
