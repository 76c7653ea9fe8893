"""The people others go through: how many ask them, who has nobody else, what their leaving cuts."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.network.measures import (
    Ties,
    brokerage,
    closeness,
    constraint,
    numbered_ties,
    pairs_cut,
)

_BROKERS = ["employee_id", "position_id", "asked_by", "betweenness", "closeness", "constraint",
            "only_contact_of", "only_contact_ids", "pairs_cut"]  # fmt: skip


@dataclass(frozen=True)
class Brokers:
    """The people most ways lead through.

    Attributes
    ----------
    table : one row a person, the largest betweenness first: employee_id, position_id, asked_by
        (people who go to this one), betweenness, closeness, constraint (see the functions of these
        names), only_contact_of (people here who go to nobody else) and only_contact_ids (text),
        pairs_cut (pairs of others who have no way to each other without this person); no row where
        too few people answered
    people : number of people in a tie
    response_share : part of them who name at least one person they go to
    needed_share : part that must, from the settings
    """

    table: pd.DataFrame
    people: int
    response_share: float
    needed_share: float


def brokers(company: Company, *, most: int = 15) -> Brokers:
    """Find who stands between the others, and who depends on them.

    Parameters
    ----------
    company : ties; without them the table has no row
    most : people listed

    Returns
    -------
    Brokers

    Notes
    -----
    Ties to or from people who are gone do not count. All ties of a pair are one, whatever they are
    for. Below the response share of the settings nothing is listed, since missing answers change
    who stands between whom.
    """
    needed = company.settings.positions.network_response_share
    if not company.has("ties"):
        return Brokers(pd.DataFrame(columns=_BROKERS), 0, 0.0, needed)
    found = brokerage(company)
    people, ties = numbered_ties(company)
    known = found.table.dropna(subset=["betweenness"])
    frame = known.assign(number=known.index).merge(company.staff[["employee_id", "position_id"]])
    first = frame.sort_values(["betweenness", "employee_id"], ascending=[False, True]).head(most)
    measured = _measured(first, people, ties)
    return Brokers(measured[_BROKERS], len(people), found.response_share, needed)


def _measured(frame: pd.DataFrame, people: pd.Index, ties: Ties) -> pd.DataFrame:
    number = frame["number"].to_numpy(dtype=np.intp)
    asks, asked = ties[:, 0], ties[:, 1]
    # Who asks one person only has nobody else to go to.
    sole = np.bincount(asks, minlength=len(people))[asks] == 1
    only = [people[asks[sole & (asked == person)]].tolist() for person in number]
    return frame.assign(
        asked_by=np.bincount(asked, minlength=len(people))[number],
        closeness=closeness(len(people), ties)[number],
        constraint=constraint(len(people), ties)[number],
        only_contact_of=[len(ids) for ids in only],
        only_contact_ids=[", ".join(ids) for ids in only],
        pairs_cut=[pairs_cut(len(people), ties, person) for person in number],
    ).reset_index(drop=True)
