"""Teams that a rival could take as a whole: what they hold, and what speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.company import Company
from workbench.drain.ground import lay_ground
from workbench.drain.scenarios import apply_scenario
from workbench.market.pay_gap import pay_of_people
from workbench.people.network.cliques import mutual_groups
from workbench.people.network.measures import numbered_ties
from workbench.settings.drain import Scenario
from workbench.words import listing

_YEAR_DAYS = 365
_SAME = 0.5
_COLUMNS = ["position_ids", "posts", "people", "loss_if_taken", "dearest_alone", "adds", "channel",
            "channel_loss", "driver", "job_family", "family_to_rivals", "pay_ratio"]  # fmt: skip


@dataclass(frozen=True)
class ExposedTeams:
    """Teams with somebody in the priced posts, the dearest first.

    Attributes
    ----------
    teams : one row a team: position_ids (text, by comma), posts (titles with ids, a text), people,
        loss_if_taken (mean loss if a rival takes all of them, currency), dearest_alone (the part of
        the dearest of them), adds (the rest: what the others add), channel and channel_loss (where
        most of it falls), driver (the largest of that channel), job_family (of most of them),
        family_to_rivals (leavers of that family to a rival within the last 365 days; missing where
        no destination is known), pay_ratio (middle of their pay over the market median, to the
        nearest 5 %; missing for groups under ``min_group_size``)
    currency : of the amounts
    lacks : why there is no row; empty where the table of ties is there
    """

    teams: pd.DataFrame
    currency: str
    lacks: str


def exposed_teams(
    company: Company, positions: Sequence[str], *, horizon_days: int | None = None, most: int = 5
) -> ExposedTeams:
    """Find groups who all go to each other, and price that a rival takes them as a whole.

    Parameters
    ----------
    company : table ties; without it there is no row
    positions : ids of the priced posts; a team has somebody in them
    horizon_days : from the settings when None
    most : teams listed

    Returns
    -------
    ExposedTeams, by what the others add to the dearest of them. Of teams that share more than half
    of the smaller one, only the first is listed.

    Notes
    -----
    A team is a largest group of three or more in which everybody names everybody. All members of
    a team are priced, also those whose posts are not. What is not assessed is in no amount.
    """
    nothing = pd.DataFrame(columns=_COLUMNS)
    if not company.has("ties"):
        return ExposedTeams(nothing, company.settings.currency, company.lacks("ties"))
    people, ties = numbered_ties(company)
    posts = company.incumbents
    priced = set(posts.loc[posts["position_id"].isin(list(positions)), "employee_id"])
    groups = [frozenset(people[list(group)]) for group in mutual_groups(len(people), ties)]
    groups = [group for group in groups if group & priced]
    everybody = posts[posts["employee_id"].isin(frozenset().union(*groups))]
    watched = list(dict.fromkeys([*positions, *everybody["position_id"]]))
    losses = _losses_if_taken(company, watched, horizon_days)
    rows = [{**_loss(losses, group), "members": group} for group in groups]
    rows.sort(key=lambda row: (-row["adds"], sorted(row["members"])))
    chosen = _apart(rows)[:most]
    signs = [_signs(company, everybody, row["members"]) for row in chosen]
    table = pd.DataFrame([row | sign for row, sign in zip(chosen, signs, strict=True)])
    table = table.reindex(columns=_COLUMNS) if len(table) else nothing
    return ExposedTeams(table, company.settings.currency, "")


def _losses_if_taken(
    company: Company, positions: Sequence[str], horizon_days: int | None
) -> pd.DataFrame:
    """Rows of the ledger if a rival takes everybody in some posts."""
    ground = lay_ground(company, positions, scenarios=(), horizon_days=horizon_days)
    taken = Scenario(
        sentence="A rival takes everybody.", team_positions=tuple(positions) or ("",),
        team_probability=1.0, team_follow_probability=1.0,
    )  # fmt: skip
    exits = apply_scenario(
        ground.seats, taken, as_of=company.as_of, horizon_days=ground.leaving.horizon_days,
        correlation=ground.correlation,
    )  # fmt: skip
    return ground.ledger(exits).means


def _loss(losses: pd.DataFrame, members: frozenset[str]) -> dict[str, Any]:
    """Add up what a team costs, and say where most of it falls."""
    mine = losses[losses["employee_id"].isin(members)]
    by_person = mine.groupby("employee_id")["mean"].sum()
    by_channel = mine.groupby("channel")["mean"].sum().sort_values(ascending=False, kind="stable")
    whole, dearest = float(by_person.sum()), float(by_person.max()) if len(by_person) else 0.0
    channel = str(by_channel.index[0]) if len(by_channel) else ""
    drivers = mine[mine["channel"] == channel].groupby("driver")["mean"].sum()
    return {
        "loss_if_taken": whole,
        "dearest_alone": dearest,
        "adds": whole - dearest,
        "channel": channel,
        "channel_loss": float(by_channel.iloc[0]) if len(by_channel) else 0.0,
        "driver": str(drivers.idxmax()) if len(drivers) else "",
    }


def _apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the first of teams that share more than half of the smaller one."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        mine = row["members"]
        if all(
            len(mine & other["members"]) <= _SAME * min(len(mine), len(other["members"]))
            for other in kept
        ):
            kept.append(row)
    return kept


def _signs(company: Company, seated: pd.DataFrame, members: frozenset[str]) -> dict[str, Any]:
    """Say who they are and what speaks for a rival's interest: pay, and colleagues who went."""
    posts = company.positions.set_index("position_id")
    mine = seated[seated["employee_id"].isin(members)]
    ids = [post for post in posts.index if post in set(mine["position_id"])]
    families = mine["position_id"].map(posts["job_family"]).dropna()
    family = str(families.mode().iloc[0]) if len(families) else ""
    return {
        "position_ids": ", ".join(ids),
        "posts": listing([f"{posts.loc[post, 'title']} ({post})" for post in ids]),
        "people": len(members),
        "job_family": family,
        "family_to_rivals": _to_rivals(company, family),
        "pay_ratio": pay_of_people(company, members),
    }


def _to_rivals(company: Company, family: str) -> float:
    """Count the leavers of a family who went to a rival within the last year."""
    gone = company.employees[company.employees["left_on"] <= company.as_of]
    if not family or not gone["destination"].notna().any():
        return float("nan")
    days = (company.as_of - gone["left_on"]).dt.days
    families = company.tables["positions"].set_index("position_id")["job_family"]
    own = gone["position_id"].map(families) == family
    return float((own & (days < _YEAR_DAYS) & (gone["destination"] == "competitor")).sum())
