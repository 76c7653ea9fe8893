"""The market outside as a page needs it: tidy tables, made once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.market.evidence import fill_evidence
from workbench.market.families import fill_by_family
from workbench.market.fill import external_fill
from workbench.market.hard import reasons
from workbench.market.pay_gap import pay_against_market
from workbench.market.tightness import tightness, tightness_history, without_market


@dataclass(frozen=True)
class MarketView:
    """What the market and the own vacancies say; a frame whose tables are missing has no row.

    Attributes
    ----------
    fill : one row a listed post, the longest to fill first: title and the columns of
        ``external_fill``, fill_days_least and fill_days_most (with the
        elasticities at the ends of their ranges in the settings), ramp_months, outside_months (to
        full work), why (what makes it hard, in words)
    evidence : the rows behind ``fill``, see ``fill_evidence``
    pay : one row a listed post, the lowest ratio first: title and the columns of
        ``pay_against_market``; posts and no people
    tightness, trend : occupations and regions of all open posts, see ``tightness`` and
        ``tightness_history``
    families, curves : see ``fill_by_family``
    unknown : listed posts of which the market says nothing, with the reason
    hard_market_months : months from which a market is called hard
    """

    fill: pd.DataFrame
    evidence: pd.DataFrame
    pay: pd.DataFrame
    tightness: pd.DataFrame
    trend: pd.DataFrame
    families: pd.DataFrame
    curves: pd.DataFrame
    unknown: pd.DataFrame
    hard_market_months: float


def market_view(company: Company, position_ids: Sequence[str] | None = None) -> MarketView:
    """Look at the market for given posts.

    Parameters
    ----------
    company : positions and employees are enough; market and requisitions add most of it
    position_ids : ids of the posts listed one by one, such as the key posts; all open posts where
        not given

    Returns
    -------
    MarketView

    Raises
    ------
    ParameterError
        If an id is no open post; the message names the first five.
    """
    posts = company.positions.set_index("position_id")["title"]
    listed = list(posts.index if position_ids is None else dict.fromkeys(position_ids))
    if strange := sorted(set(listed) - set(posts.index)):
        raise ParameterError(f"Not among the open posts: {', '.join(strange[:5])}.")
    fill = _fill(company, listed, posts)
    pay = _chosen(pay_against_market(company), listed, posts)
    families, curves = fill_by_family(company)
    unknown = without_market(company)
    return MarketView(
        fill=fill,
        evidence=fill_evidence(company, fill),
        pay=pay.sort_values(["pay_ratio", "position_id"], ignore_index=True),
        tightness=tightness(company),
        trend=tightness_history(company),
        families=families,
        curves=curves,
        unknown=unknown[unknown["position_id"].isin(listed)].reset_index(drop=True),
        hard_market_months=company.settings.positions.hard_market_months,
    )


def _fill(company: Company, listed: list[str], posts: pd.Series) -> pd.DataFrame:
    everything = external_fill(company)
    ends = [everything["fill_days"], *_at_other_elasticities(company)]
    bounds = pd.concat(ends, axis=1)
    everything = everything.assign(
        fill_days_least=bounds.min(axis=1),
        fill_days_most=bounds.max(axis=1),
        ramp_months=company.settings.positions.outside_ramp_months,
        outside_months=lambda fill: fill["external_months"] + fill["ramp_months"],
    )
    chosen = _chosen(everything, listed, posts)
    why = [reasons(post) for post in chosen.to_dict("records")]
    return chosen.assign(why=why).sort_values(
        ["external_months", "position_id"], ascending=[False, True], ignore_index=True
    )


def _at_other_elasticities(company: Company) -> list[pd.Series]:
    """Days to fill each post at the four pairs of ends of the two ranges."""
    settings = company.settings.positions
    tight, pay = settings.tightness_elasticity, settings.pay_elasticity
    return [
        external_fill(company, tightness_elasticity=one, pay_elasticity=other)["fill_days"]
        for one, other in product((tight.p10, tight.p90), (pay.p10, pay.p90))
    ]


def _chosen(table: pd.DataFrame, listed: list[str], posts: pd.Series) -> pd.DataFrame:
    """Keep the listed posts, with their titles."""
    mine = table[table["position_id"].isin(listed)].reset_index(drop=True)
    mine.insert(1, "title", mine["position_id"].map(posts))
    return mine
