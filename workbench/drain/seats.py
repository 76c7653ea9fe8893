"""The people whose leaving is looked at, each with what the amounts are made from."""

from collections.abc import Sequence

import pandas as pd

from workbench.company import Company
from workbench.company.post_pay import post_pay
from workbench.drain.command import peers, shared_command
from workbench.drain.holdings import values_held
from workbench.drain.scenarios import find_scenario
from workbench.errors import ParameterError
from workbench.market.fill import DAYS_PER_MONTH, external_fill
from workbench.people.leaving import Leaving
from workbench.people.seats import vacant_seats

_POST = ["position_id", "title", "unit", "job_family", "seats", "margin_at_stake_per_year"]


def watched_posts(
    company: Company, positions: Sequence[str], *, scenarios: Sequence[str]
) -> tuple[str, ...]:
    """Join the given posts with those that some scenarios name.

    Parameters
    ----------
    company : for its posts and scenarios
    positions : ids of the posts to look at, usually the key posts
    scenarios : names of the scenarios whose posts are added; others in the settings add nothing

    Returns
    -------
    Ids in the order of the table of posts

    Raises
    ------
    ParameterError
        If an id is no open post (the message names the first five), or a scenario is unknown.
    """
    wanted = dict.fromkeys(positions)
    for name in scenarios:
        wanted |= dict.fromkeys(find_scenario(company.settings.drain, name).named_positions)
    posts = company.positions["position_id"]
    unknown = sorted(set(wanted) - set(posts))
    if unknown:
        raise ParameterError(
            f"Not among the open posts: {', '.join(unknown[:5])}. "
            "Check the ids in the scenarios of the settings file against positions.position_id."
        )
    return tuple(posts[posts.isin(list(wanted))])


def read_seats(company: Company, positions: Sequence[str], leaving: Leaving) -> pd.DataFrame:
    """Lay out one row for everybody in the given posts.

    Parameters
    ----------
    company : the company
    positions : ids of open posts
    leaving : chances and retirement dates, for the same company

    Returns
    -------
    DataFrame sorted by position_id, employee_id: seat (1, 2, ... within the post), title, unit,
    job_family, leave_probability, low, high, retires_on, margin_share (part of the post's margin
    that stands still without this person), margin_per_year, pay_per_year (of the post, see
    ``post_pay``), fill_days with fill_days_low and fill_days_high, shared_command, peers (others
    of the same family and grade), and the columns of ``values_held``. Unknown stays missing.
    """
    posts = company.positions[_POST]
    people = company.staff[["employee_id", "fte"]]
    chances = leaving.staff.drop(columns=["position_id", "job_family", "source"])
    rows = (
        company.incumbents[company.incumbents["position_id"].isin(list(positions))]
        .merge(posts, on="position_id")
        .merge(post_pay(company).drop(columns="source"), on="position_id")
        .merge(people, on="employee_id")
        .merge(chances, on="employee_id")
        .merge(_fill_days(company), on="position_id", how="left")
        .merge(shared_command(company), on="position_id")
        .merge(peers(company), on="position_id")
        .merge(values_held(company), on="employee_id", how="left")
        .sort_values(["position_id", "employee_id"], ignore_index=True)
    )
    filled = rows.groupby("position_id")["fte"].transform("sum")
    share = rows["fte"] / filled.where(filled > rows["seats"], rows["seats"])
    return rows.assign(
        seat=rows.groupby("position_id").cumcount() + 1,
        margin_share=share,
        margin_per_year=rows["margin_at_stake_per_year"] * share,
    ).drop(columns=["fte", "margin_at_stake_per_year"])


def _fill_days(company: Company) -> pd.DataFrame:
    fill = external_fill(company)
    days = fill["external_months"] * DAYS_PER_MONTH
    return fill[["position_id", "fill_days_low", "fill_days_high"]].assign(fill_days=days)


def vacant_posts(company: Company, positions: Sequence[str], *, lost_share: float) -> pd.DataFrame:
    """List posts of the given ones with an empty seat that is needed today: they cost already.

    Parameters
    ----------
    positions : ids of open posts
    lost_share : part of the margin that neither cover nor later work saves, in [0, 1]

    Returns
    -------
    DataFrame, dearest first: position_id, title, unit, seats, vacant_seats,
    cost_per_month (missing where the margin is unknown)
    """
    posts = company.positions[company.positions["position_id"].isin(list(positions))]
    vacant = posts["position_id"].map(vacant_seats(company)).astype(float)
    margin = posts["margin_at_stake_per_year"] * vacant / posts["seats"].where(posts["seats"] > 0)
    rows = posts[["position_id", "title", "unit", "seats"]].assign(
        vacant_seats=vacant, cost_per_month=margin / 12 * lost_share
    )
    empty = rows[rows["vacant_seats"] >= 1]
    order = ["cost_per_month", "position_id"]
    return empty.sort_values(order, ascending=[False, True], ignore_index=True)
