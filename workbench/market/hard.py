"""Posts in a hard market, each with what makes it hard."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.company import Company
from workbench.market.evidence import fill_evidence
from workbench.market.fill import EMPTY_SEATS, external_fill
from workbench.words import beside, count, listing, percent

# A pay band is rough: a gap smaller than this is no reason.
LEAST_GAP = 0.05


def hard_market(company: Company) -> pd.DataFrame:
    """List open posts that take long to fill from outside, with reasons.

    Parameters
    ----------
    company : see ``external_fill``

    Returns
    -------
    DataFrame by position_id, of the posts whose months to a start reach
    ``positions.hard_market_months``: position_id, external_months, why (reasons in words; empty
    where the figure is all there is), rows (table and ids). Posts whose months rest on empty seats
    and an assumed rate of leaving alone are left out: that is no evidence of a market.
    """
    fill = external_fill(company)
    limit = company.settings.positions.hard_market_months
    is_seen = fill["source"] != EMPTY_SEATS
    hard = fill[is_seen & (fill["external_months"] >= limit)].sort_values(
        "position_id", ignore_index=True
    )
    rows = fill_evidence(company, hard).groupby("position_id")["rows"].agg("; ".join)
    return hard[["position_id", "external_months"]].assign(
        why=[reasons(post) for post in hard.to_dict("records")],
        rows=hard["position_id"].map(rows),
    )


def reasons(post: Mapping[Hashable, Any]) -> str:
    """Say in words what makes a post hard to fill; empty where nothing stands out.

    Parameters
    ----------
    post : openings_per_seeker, pay_ratio, longest_open_days and prior_days of a post; each may be
        missing

    Returns
    -------
    Text: more openings than seekers, pay 5 % or more below the market's, an own vacancy that has
    been open longer than was to be expected

    Examples
    --------
    >>> nothing = float("nan")
    >>> reasons({"openings_per_seeker": 3.1, "pay_ratio": 0.88,
    ...          "longest_open_days": 330.0, "prior_days": 200.0})
    '3.1 openings per seeker, paid 12 % below the market and own vacancy open 330 days'
    >>> reasons({"openings_per_seeker": 0.4, "pay_ratio": nothing,
    ...          "longest_open_days": nothing, "prior_days": 200.0})
    ''
    """
    parts = []
    if post["openings_per_seeker"] > 1:
        parts.append(f"{beside(post['openings_per_seeker'], 1, decimals=1)} openings per seeker")
    if post["pay_ratio"] <= 1 - LEAST_GAP:
        parts.append(f"paid {percent(1 - post['pay_ratio'])} below the market")
    if post["longest_open_days"] > 0 and not post["longest_open_days"] <= post["prior_days"]:
        parts.append(f"own vacancy open {count(int(post['longest_open_days']), 'day')}")
    return listing(parts) if parts else ""
