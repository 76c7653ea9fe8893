"""Which counts of people no level shows, chosen once for the whole tree."""

from dataclasses import dataclass

import numpy as np

from workbench.company import Company
from workbench.company.once import once
from workbench.privacy.suppression.cycles import hide_flows
from workbench.privacy.suppression.flow import UNBOUNDED, Flows, room
from workbench.rollup.totals import Totals, organisation_totals


@dataclass(frozen=True, eq=False)
class HiddenCells:
    """For each count of people the cells that no level shows, rows x occupations and all of them.

    ``secret`` are those with too few people, ``hidden`` these and the ones that would give them
    away; ``rooms`` says how far apart two numbers of a secret cell lie that both fit what is shown.
    """

    secret: dict[str, np.ndarray]
    hidden: dict[str, np.ndarray]
    rooms: dict[str, np.ndarray]


@once
def hidden_cells(company: Company) -> HiddenCells:
    """Decide which counts no report of any level shows.

    Parameters
    ----------
    company : with the tables organisations and organisation_figures; ``min_group_size`` of its
        settings is the smallest number of people shown, and how far apart two numbers of a hidden
        group must lie that both fit what all levels show together

    Returns
    -------
    HiddenCells

    Notes
    -----
    The reports of all levels are taken as published, so the choice is made once for the tree and is
    the same whatever level is looked at.
    """
    return hidden_in(organisation_totals(company), least=company.settings.min_group_size)


def hidden_in(totals: Totals, *, least: int) -> HiddenCells:
    """Decide which counts of a tree are hidden, see ``hidden_cells``.

    Notes
    -----
    Secret is a count of 1 to ``least`` - 1 people, in any row, occupation or sum; of people who
    are offered also one that leaves so few, or none, who are not. For each secret count of people
    two sets of whole numbers ``least`` apart fit all that is shown, with those offered as they are;
    for each secret count of those offered such sets lie ``least`` apart, or, where there are fewer
    people, reach from none of them to all, with the people as they are. So both tables may lie side
    by side.
    """
    people, offered = totals.known["people"], totals.known["offered"]
    left = totals.known["left_within_year"]
    secret = {
        "people": _few(people, least),
        "left_within_year": _few(left, least),
        "offered": _few(offered, least) | ((offered > 0) & (people - offered < least)),
    }
    tops = (totals.rows["above"] == -1).to_numpy()
    known_top = np.zeros(people.shape, bool)
    known_top[tops, -1] = people[tops, -1] >= least
    bounds = part_bounds(totals)
    whole = np.full(people.shape, least)
    rooms = dict.fromkeys(secret, whole)
    rooms["offered"] = _widest(totals, secret["offered"], totals.silent["offered"], least,
                               **bounds["offered"])  # fmt: skip
    hidden = {
        "left_within_year": _hide(
            totals, left, secret["left_within_year"], whole, shut=totals.silent["left_within_year"]
        ),
        "offered": _hide(
            totals, offered, secret["offered"], rooms["offered"], shut=totals.silent["offered"],
            **bounds["offered"],
        ),
    }  # fmt: skip
    try:
        hidden["people"] = _hide_people(totals, secret["people"], known_top, whole,
                                        **bounds["people"])  # fmt: skip
    except ValueError:
        # Those offered leave too little room for the people: they are not shown at all.
        hidden["offered"] = ~totals.silent["offered"]
        hidden["people"] = _hide_people(totals, secret["people"], known_top, whole)
    return HiddenCells(secret, hidden, rooms)


def part_bounds(totals: Totals) -> dict[str, dict[str, np.ndarray]]:
    """Bounds that one table sets to the parts of the other, each with the other as it is.

    There are at least as many people as are offered, and at most so many are offered; where it is
    not known how many people there are, or more are offered, nothing bounds these.
    """
    people, offered = totals.known["people"], totals.known["offered"]
    loose = totals.silent["people"] | (offered > people)
    return {
        "people": {"lows": np.minimum(people, offered)},
        "left_within_year": {},
        "offered": {"highs": np.where(loose, UNBOUNDED, people)},
    }


def _hide_people(
    totals: Totals, secret: np.ndarray, known: np.ndarray, rooms: np.ndarray, *,
    lows: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Hide counts of people; occupations that nobody has are hidden only where nothing else is.

    A reader may know that an organisation has no such occupation.
    """
    people = totals.known["people"]
    try:
        return _hide(totals, people, secret, rooms, shut=known | (people == 0), lows=lows)
    except ValueError:
        shut = known | totals.silent["people"]
        return _hide(totals, people, secret, rooms, shut=shut, lows=lows)


def _hide(
    totals: Totals, amounts: np.ndarray, secret: np.ndarray, rooms: np.ndarray, *,
    shut: np.ndarray, lows: np.ndarray | None = None, highs: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    flows = flows_of(totals, amounts, lows=lows, highs=highs)
    costs = amounts.ravel() + 1.0
    found = hide_flows(flows, secret.ravel(), rooms.ravel(), costs, shut.ravel())
    return found.reshape(amounts.shape)


def flows_of(
    totals: Totals, amounts: np.ndarray, *, lows: np.ndarray | None = None,
    highs: np.ndarray | None = None,
) -> Flows:  # fmt: skip
    """Write the table of a tree and occupations as flows.

    Parameters
    ----------
    totals : rows and occupations
    amounts : rows x occupations, and all of them last
    lows, highs : bounds of the parts, in the shape of ``amounts``; None: 0 and no bound

    Returns
    -------
    Flows, one cell a cell of ``amounts``, row by row

    Notes
    -----
    The people of an occupation flow from the top down the tree to the rows that are parts, turn
    there into people of all occupations, and flow back up. What goes into a node goes out of it:
    in an occupation, a row is the sum of the rows below; in a part, all is the sum of the
    occupations; above, all is the sum of all below. Every cell is one flow, so that the smallest
    and the largest amount of each are found by maximal flows.
    """
    count, columns = amounts.shape
    rows = np.arange(count)
    above = totals.rows["above"].to_numpy()
    is_part = totals.rows["is_part"].to_numpy()
    # Node 0 is outside; then one for the sum over occupations of each row, then one for each
    # occupation of each row that is a sum.
    sums = rows + 1
    split = 1 + count + rows[:, None] * (columns - 1) + np.arange(columns - 1)[None, :]
    from_above = np.where((above >= 0)[:, None], split[np.maximum(above, 0)], 0)
    into = np.where(is_part[:, None], sums[:, None], split)
    tails = np.hstack([from_above, sums[:, None]])
    heads = np.hstack([into, np.where(above >= 0, above + 1, 0)[:, None]])
    inner = np.hstack([is_part[:, None] & np.ones(columns - 1, bool), np.zeros((count, 1), bool)])
    low = np.where(inner, 0 if lows is None else lows, 0)
    high = np.where(inner, UNBOUNDED if highs is None else highs, UNBOUNDED)
    return Flows(tails.ravel(), heads.ravel(), amounts.ravel(), low.ravel(), high.ravel())


def _widest(
    totals: Totals, secret: np.ndarray, shut: np.ndarray, least: int, highs: np.ndarray
) -> np.ndarray:
    """Tell how wide each secret cell of those offered would be if all that can be was hidden."""
    flows = flows_of(totals, totals.known["offered"], highs=highs)
    rooms = np.full(secret.size, least)
    for cell in np.flatnonzero(secret):
        rooms[cell], _ = room(flows, ~shut.ravel(), int(cell), least)
    return rooms.reshape(secret.shape)


def _few(counts: np.ndarray, least: int) -> np.ndarray:
    return (counts > 0) & (counts < least)
