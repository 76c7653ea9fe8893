"""How tight the market is where the company has posts, and how that moved."""

import pandas as pd

from workbench.company import Company
from workbench.market.latest import CELL, latest_rows, market_rows

_LATEST = [*CELL, "market_as_of", "openings", "seekers", "openings_per_seeker", "posts", "example"]
_HISTORY = [*CELL, "market_as_of", "openings_per_seeker", "posts", "example"]


def tightness(company: Company) -> pd.DataFrame:
    """List openings per job seeker by occupation and region, where the company has posts.

    Parameters
    ----------
    company : the table market; without it there is no row

    Returns
    -------
    DataFrame, one row an occupation in a region, tightest first: occupation_code, region,
    market_as_of, openings, seekers, openings_per_seeker (missing without a known seeker), posts
    (open posts of the company there), example (the first of their titles)
    """
    frame = _own_cells(company).merge(latest_rows(company), on=CELL)
    ordered = frame.sort_values("openings_per_seeker", ascending=False, kind="stable")
    return ordered[_LATEST].reset_index(drop=True)


def tightness_history(company: Company) -> pd.DataFrame:
    """Give openings per job seeker at every date up to the report date, where posts are.

    Returns
    -------
    DataFrame, by occupation and region, the oldest date first: occupation_code, region,
    market_as_of, openings_per_seeker (missing without a known seeker), posts, example
    """
    frame = _own_cells(company).merge(market_rows(company), on=CELL)
    return frame.sort_values([*CELL, "market_as_of"])[_HISTORY].reset_index(drop=True)


def without_market(company: Company) -> pd.DataFrame:
    """List open posts of which the market says nothing, with the reason.

    Returns
    -------
    DataFrame: position_id, reason (no occupation, no region, or no row of the market for the two
    up to the report date). Without a table market there is no row.
    """
    posts = company.positions[["position_id", *CELL]]
    found = posts.merge(latest_rows(company)[[*CELL, "market_as_of"]], on=CELL, how="left")
    reason = pd.Series("no row of the market", index=posts.index)
    reason = reason.mask(posts["region"].isna(), "no region").mask(
        posts["occupation_code"].isna(), "no occupation"
    )
    lacking = found["market_as_of"].isna() & company.has("market")
    return posts[["position_id"]].assign(reason=reason)[lacking].reset_index(drop=True)


def _own_cells(company: Company) -> pd.DataFrame:
    posts = company.positions.dropna(subset=CELL)
    return posts.groupby(CELL, as_index=False).agg(
        posts=("position_id", "size"), example=("title", "min")
    )
