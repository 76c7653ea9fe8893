"""The company's own posts and the flows of their markets."""

from collections.abc import Sequence

import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.errors import ParameterError
from workbench.market.flows.cells import KEY, flow_cells
from workbench.market.flows.verdict import verdicts
from workbench.market.flows.words import DRAIN, SUPPRESSED, TOO_FEW

_TOLD = [
    "verdict", "net_per_year", "net_low_per_year", "net_high_per_year",
    "to_competitor_low_per_year", "to_competitor_high_per_year", "why",
]  # fmt: skip


@once
def market_verdicts(company: Company) -> pd.DataFrame:
    """Say for each occupation and region of the company's data whether it drains.

    Returns
    -------
    DataFrame, see ``verdicts``; without rows where there is no table region_flows
    """
    return verdicts(flow_cells(company), company.settings.flows)


def posts_in_flows(company: Company, position_ids: Sequence[str] | None = None) -> pd.DataFrame:
    """Say of own posts whether the market of their occupation and region drains.

    Parameters
    ----------
    company : the table region_flows; without it every post says so
    position_ids : ids of open posts, such as the key posts; all where not given

    Returns
    -------
    DataFrame, one row a post in their order: position_id, title, occupation_code, region, verdict,
    drains (yes or no; missing where nothing is known), net_per_year, net_low_per_year,
    net_high_per_year, to_competitor_low_per_year, to_competitor_high_per_year, why (where there is
    no verdict: what is missing)

    Raises
    ------
    ParameterError
        If an id is no open post; the message names the first five.
    """
    posts = company.positions[["position_id", "title", *KEY]]
    if position_ids is not None:
        strange = sorted(set(position_ids) - set(posts["position_id"]))
        if strange:
            raise ParameterError(f"Not among the open posts: {', '.join(strange[:5])}.")
        asked = list(dict.fromkeys(position_ids))
        posts = posts.set_index("position_id").loc[asked].reset_index()
    posts = posts.reset_index(drop=True)
    found = posts.merge(market_verdicts(company)[[*KEY, *_TOLD]], on=KEY, how="left")
    reason = pd.Series("no flow of the occupation from or to the region", index=found.index)
    reason = reason.mask(found["region"].isna(), "no region")
    reason = reason.mask(found["occupation_code"].isna(), "no occupation")
    found.insert(5, "drains", _drains(found["verdict"]))
    return found.assign(why=found["why"].fillna(reason))


def _drains(verdict: pd.Series) -> pd.Series:
    told = (verdict == DRAIN).astype("boolean")
    return told.mask(verdict.isna() | verdict.isin([SUPPRESSED, TOO_FEW]))


def own_markets(company: Company, position_ids: Sequence[str] | None = None) -> pd.DataFrame:
    """Count the own posts of each occupation and region.

    Returns
    -------
    DataFrame: occupation_code, region, posts (open posts), listed_posts (of the given ids; all
    where none are given), example (the first of their titles, a listed one where there is one)
    """
    posts = company.positions.dropna(subset=KEY)
    listed = posts["position_id"].isin(list(posts["position_id"] if position_ids is None
                                            else position_ids))  # fmt: skip
    posts = posts.assign(is_listed=listed).sort_values(
        ["is_listed", "title"], ascending=[False, True], kind="stable"
    )
    return posts.groupby(KEY, as_index=False).agg(
        posts=("position_id", "size"), listed_posts=("is_listed", "sum"), example=("title", "first")
    )
