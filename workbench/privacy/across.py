"""Groups that neither the page of the company nor that of a unit shows, chosen once for all."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from workbench.company.headcount import Headcount
from workbench.people.tenure import tenure_band
from workbench.privacy.labels import GROUPINGS, NONE, group_text
from workbench.privacy.suppression import choose_hidden
from workbench.privacy.suppression.parts import Sums, hide_sums
from workbench.privacy.suppression.relations import relations_of_sums

ALL = "all the staff"
# Columns of a headcount by the words of reports.
COLUMN_OF = dict(zip(GROUPINGS, ("unit", "job_family", "grade", "years"), strict=True))
# Where less of a unit's people would be in the groups that are shown, none of them is.
LEAST_SHOWN = 0.5
# Readers miss a group of the whole company more than one of a unit.
_WHOLE = 1000.0
Groups = Mapping[str, frozenset[str]]


# A batch asks for the same company once for each of its units.
@lru_cache(maxsize=4)
def hidden_across(counted: Headcount, *, least: int) -> dict[str, Groups]:
    """Decide which groups of the staff no page shows, neither of the company nor of any unit.

    Parameters
    ----------
    counted : of the whole company
    least : smallest group shown, in people, and how far apart two numbers of a hidden group must
        lie that both fit what all these pages show together

    Returns
    -------
    dict of unit, empty for the whole company, and by grouping the labels that are hidden there

    Notes
    -----
    Pages of any units may lie beside that of the company, so all of them are taken as published,
    with how many people each is about. Secret is every group with too few people on any page, and
    among the people who are on the same pages. What the whole company hides for itself comes first;
    beyond it, groups of units are hidden rather than more of its own.
    """
    tables = {by: _table(counted, by) for by in GROUPINGS}
    found: dict[str, dict[str, frozenset[str]]] = {unit: {} for unit in ("", *counted.units)}
    inside = {
        unit: np.array([not unit or unit in part for part in counted.parts], bool) for unit in found
    }
    for by, table in tables.items():
        choose = _hidden_units if by == "unit" else _hidden_together
        for unit, labels in choose(table, inside, least).items():
            found[unit][by] = labels
    return dict(found.items())


def hidden_of_one(
    people: pd.Series, least: int, *, more: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Choose what to hide in one table whose total, and people without a group, are known."""
    secret = (frozenset(people.index[people < least]) | more) - {NONE}
    if not secret:
        return frozenset()
    parts = {str(label): float(count) for label, count in people.items()}
    known = frozenset({ALL, *({NONE} & parts.keys())})
    try:
        return choose_hidden(relations_of_sums({ALL: parts}), secret, least=least, fixed=known)
    except ValueError:
        return frozenset(people.index) - {NONE}


def _table(counted: Headcount, by: str) -> pd.DataFrame:
    """Count people by part and group, in an order that depends on nothing else."""
    rows = counted.people[counted.people["by"] == COLUMN_OF[by]]
    labels = tenure_band(rows["label"].astype(float)) if by == "tenure" else rows["label"]
    texts = labels.map(group_text)
    table = rows.assign(label=texts).pivot_table(
        index="part", columns="label", values="people", aggfunc="sum", fill_value=0
    )
    return table.reindex(range(len(counted.parts)), fill_value=0).sort_index(axis=1).astype(int)


def _hidden_units(
    table: pd.DataFrame, inside: Mapping[str, np.ndarray], least: int
) -> dict[str, frozenset[str]]:
    """Choose the hidden units of each page; what the company hides, no page of a unit shows."""
    whole = _one(table, inside[""], least, frozenset())
    return {unit: _one(table, rows, least, whole if unit else frozenset())
            for unit, rows in inside.items()}  # fmt: skip


def _one(table: pd.DataFrame, rows: np.ndarray, least: int, more: frozenset[str]) -> frozenset[str]:
    people = table[rows].sum()
    people = people[people > 0]
    # How many people a unit has that has a page of its own is no secret.
    more = more if len(people) > 1 else frozenset()
    return hidden_of_one(people, least, more=more & frozenset(people.index))


def _hidden_together(
    table: pd.DataFrame, inside: Mapping[str, np.ndarray], least: int
) -> dict[str, frozenset[str]]:
    """Choose the hidden groups of all pages from the table of parts and groups with its margins."""
    pages = {rows.tobytes(): rows for rows in inside.values() if table[rows].to_numpy().any()}
    places = {key: place for place, key in enumerate(pages)}
    rows, counts = np.array([*pages.values()], bool).reshape(-1, len(table)), table.to_numpy()
    shown = _shown(counts, rows, list(table.columns), least) if len(table.columns) else rows
    labels = np.array(table.columns, object)
    own = rows.astype(int) @ counts
    return {
        unit: frozenset(labels[(own[place] > 0) & ~shown[place] & (labels != NONE)].tolist())
        if (place := places.get(one.tobytes(), -1)) >= 0
        else frozenset()
        for unit, one in inside.items()
    }


def _shown(counts: np.ndarray, pages: np.ndarray, labels: list[str], least: int) -> np.ndarray:
    """Tell for each page and group whether it is shown; the first page is that of the company."""
    own = pages.astype(int) @ counts
    named = np.array([label != NONE for label in labels])
    shown = (own >= least) & named
    alone = hidden_of_one(pd.Series(own[0], labels), least)
    shown[0] &= [label not in alone for label in labels]
    if len(labels) > 1 and len(pages) > 1:
        try:
            hidden = hide_sums(_sums(counts, pages, named, least), ~shown.ravel())
        except ValueError:
            return np.zeros_like(shown)
        shown = ~hidden.reshape(shown.shape)
    for place in range(1, len(pages)):
        shown[place] = _shown_alone(own[place], shown[place], named, least)
    return shown


def _sums(counts: np.ndarray, pages: np.ndarray, named: np.ndarray, least: int) -> Sums:
    """Say what is known, shown and secret of the people of each part and group."""
    groups = np.eye(counts.shape[1], dtype=int)
    own = pages.astype(int) @ counts
    cells = np.kron(pages.astype(int), groups)
    known = [np.kron(pages.astype(int), np.ones(counts.shape[1], int))]
    known += [np.kron(np.ones(len(counts), int), one)[None, :] for one in groups[~named]]
    # Those who are on the same pages count as a page of their own.
    blocks = np.concatenate([pages.astype(int), np.eye(len(counts), dtype=int)])
    few = blocks @ counts
    secret = (few > 0) & (few < least) & named
    widths = np.minimum(least, few.sum(axis=1))[:, None] * np.ones_like(few)
    costs = (own + 1.0) * np.where(np.arange(len(pages)) == 0, _WHOLE, 1.0)[:, None]
    return Sums(
        parts=counts.ravel(),
        known=np.concatenate(known),
        cells=cells,
        secret=np.kron(blocks, groups)[secret.ravel()],
        widths=widths.ravel()[secret.ravel()],
        costs=costs.ravel(),
    )


def _shown_alone(
    own: np.ndarray, shown: np.ndarray, named: np.ndarray, least: int
) -> np.ndarray:  # fmt: skip
    """Leave room for what a page hides on it alone; show nothing where little would be left."""
    shown = shown.copy()
    hidden = named & ~shown & (own > 0)
    while (own[hidden] < least).any() and (hidden.sum() < 2 or own[hidden].sum() < least):
        if not shown.any():
            break
        smallest = int(np.argmin(np.where(shown, own, np.inf)))
        shown[smallest], hidden[smallest] = False, True
    few = own[shown].sum() < LEAST_SHOWN * own[named].sum()
    return np.zeros_like(shown) if few and hidden.any() else shown
