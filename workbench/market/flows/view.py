"""Flows and tightness of the region as one frozen result."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.market.flows.cells import KEY, flow_cells, net_by_period
from workbench.market.flows.markets import tightness_by_date, tightness_now
from workbench.market.flows.own import market_verdicts, own_markets, posts_in_flows


@dataclass(frozen=True)
class MarketFlows:
    """Which markets drain and which became tighter; tables without their source have no row.

    Attributes
    ----------
    verdicts : see ``verdicts``, with posts, listed_posts (own ones there; 0 where none) and example
    nets : what every region gained and lost in each period, see ``net_by_period``
    tightness : every market at its latest date, see ``tightness_now``; with posts, listed_posts and
        example
    tightness_dates : every market at each date, see ``tightness_by_date``
    posts : the listed posts and the flow of their market, see ``posts_in_flows``
    compare_months : months between the dates that are compared, at the least
    false_discovery_share : share of false ones allowed among what is called a drain, a gain,
        tighter or easier
    currency : of pay
    lacks : the sentence that says which tables are missing; empty if none is
    """

    verdicts: pd.DataFrame
    nets: pd.DataFrame
    tightness: pd.DataFrame
    tightness_dates: pd.DataFrame
    posts: pd.DataFrame
    compare_months: int
    false_discovery_share: float
    currency: str
    lacks: str


def market_flows(company: Company, position_ids: Sequence[str] | None = None) -> MarketFlows:
    """Look at flows between regions and at the tightness of all markets.

    Parameters
    ----------
    company : tables region_flows and market; settings ``flows``
    position_ids : ids of the posts that come first, such as the key posts; all open ones where not
        given

    Returns
    -------
    MarketFlows

    Raises
    ------
    ParameterError
        If an id is no open post; the message names the first five.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})
    >>> people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    >>> tables = {"positions": posts, "employees": people}
    >>> flows = market_flows(company_from_tables(tables, as_of="2026-06-30"))
    >>> len(flows.verdicts), flows.posts["why"].tolist()
    (0, ['no occupation'])
    """
    choice, own = company.settings.flows, own_markets(company, position_ids)
    cells, dates = flow_cells(company), tightness_by_date(company)
    now = tightness_now(
        dates, compare_months=choice.compare_months,
        false_discovery_share=choice.false_discovery_share,
    )  # fmt: skip
    return MarketFlows(
        _with_posts(market_verdicts(company), own),
        net_by_period(cells),
        _with_posts(now, own),
        dates,
        posts_in_flows(company, position_ids),
        choice.compare_months,
        choice.false_discovery_share,
        company.settings.currency,
        company.lacks("region_flows", "market"),
    )


def _with_posts(table: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    found = table.merge(own, on=KEY, how="left")
    counts = ["posts", "listed_posts"]
    return found.assign(**{name: found[name].fillna(0).astype(int) for name in counts})
