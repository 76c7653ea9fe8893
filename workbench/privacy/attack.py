"""What all pages together give away about small groups of the staff: the attack on them."""

from collections.abc import Collection, Iterable, Mapping
from functools import reduce

import numpy as np
import pandas as pd

from workbench.privacy.across import ALL
from workbench.privacy.labels import NONE, PUBLIC, WITHIN
from workbench.privacy.suppression import Relations, too_narrow
from workbench.privacy.suppression.relations import relations_of_sums

# A cell of a table: groupings and labels that hold together, such as unit Lab and grade 7.
Cell = frozenset[tuple[str, str]]


def given_away(
    people: pd.DataFrame, shown: Collection[Cell], *, least: int
) -> dict[str, int]:  # fmt: skip
    """Count the small groups that a reader can work out from the counts that are shown.

    Parameters
    ----------
    people : labels of the staff by grouping, see ``staff_labels``
    shown : cells of tables of one or several dimensions whose number of people is shown somewhere
    least : smallest group that may be shown, in people

    Returns
    -------
    dict of number of groups by what they are grouped by; what gives nothing away is left out

    Notes
    -----
    A reader is taken to know all cells that are shown, the number of all people and of those
    without a group, the organisation chart, and which labels there are. For each small cell of a
    kind that is shown, and each small group, a solver looks for the smallest and the largest whole
    number that fit all of them. Where units have pages of their own, how many people are in each is
    part of what was asked for, and no secret; in one with fewer people than ``least``, a small
    group must be able to be anything from none of them to all.

    Examples
    --------
    >>> staff = pd.DataFrame({"unit": ["a"] * 6 + ["b"] * 7, "sex": list("ffffmmfffffff")})
    >>> whole = [frozenset({("unit", "a")}), frozenset({("sex", "f")})]
    >>> given_away(staff, whole, least=3)
    {'sex': 1}
    >>> given_away(staff, [frozenset({("unit", "b"), ("sex", "f")}), whole[1]], least=3)
    {'sex': 1, 'sex and unit': 1}
    """
    found: dict[str, int] = {}
    for cells in _hanging_together(shown):
        for words, number in _narrow(people, cells, least).items():
            found[words] = max(number, found.get(words, 0))
    return dict(sorted(found.items()))


def means_given_away(
    sizes: Mapping[str, float], means: Mapping[str, float], overall: float, *, least: int
) -> int:
    """Count the small groups whose mean a reader can work out.

    Parameters
    ----------
    sizes : people of every group of a grouping
    means : mean of each group that is shown; none is below 0
    overall : mean of all people
    least : smallest group that may be shown, in people

    Returns
    -------
    Number of groups of fewer people whose sum is known more closely than what ``least`` people have
    on average

    Examples
    --------
    >>> means_given_away({"a": 40, "b": 9, "c": 3}, {"a": 4.0, "b": 3.0}, 3.9, least=5)
    1
    >>> means_given_away({"a": 40, "b": 9, "c": 3}, {"a": 4.0}, 3.9, least=5)
    0
    """
    secret = {name for name, size in sizes.items() if size < least}
    sums = {name: sizes[name] * max(mean, 0.0) for name, mean in means.items()}
    hidden = {name: size for name, size in sizes.items() if name not in sums}
    people = sum(hidden.values())
    rest = max(0.0, overall * sum(sizes.values()) - sum(sums.values()))
    # Where a hidden group lies does not matter to what can be known of it.
    sums |= {name: rest * size / people for name, size in hidden.items()}
    relations = relations_of_sums({ALL: sums})
    width = least * overall
    return len(too_narrow(relations, set(hidden), secret, least=width, whole=False))


def _hanging_together(shown: Iterable[Cell]) -> list[set[Cell]]:
    """Split cells into sets that have no grouping in common; parts of the company do not count."""
    clusters: list[tuple[set[str], set[Cell]]] = []
    for cell in shown:
        groupings = {by for by, _ in cell if not by.startswith(WITHIN)}
        touched = [one for one in clusters if one[0] & groupings]
        clusters = [one for one in clusters if not one[0] & groupings]
        clusters.append(
            (
                groupings.union(*(one[0] for one in touched)),
                {cell}.union(*(one[1] for one in touched)),
            )
        )
    return [cells for groupings, cells in clusters if groupings]


def _narrow(people: pd.DataFrame, shown: set[Cell], least: int) -> dict[str, int]:
    columns = sorted({by for cell in shown for by, _ in cell})
    groupings = [by for by in columns if not by.startswith(WITHIN)]
    cut = len(groupings) < len(columns)
    parts = [str(by) for by in people if str(by).startswith(WITHIN)] if cut else []
    atoms = _atoms(people, groupings, parts)
    kinds = {frozenset(by for by, _ in cell if by in groupings) for cell in shown}
    kinds |= {frozenset({by}) for by in groupings}
    kinds |= {kind | {part} for kind in kinds for part in parts}
    cells = {kind: _cells(people, kind) for kind in kinds}
    open_to_all = PUBLIC | ({"unit"} if parts else set())
    secret = {
        cell
        for kind in kinds
        if not {by for by in kind if not by.startswith(WITHIN)} <= open_to_all
        for cell, count in cells[kind].items()
        if count < least
        and NONE not in {label for _, label in cell}
        # Where there is one group, how many people a unit has is all that there is to know.
        and not (_parts(kind) and all(len(set(people[by])) == 1 for by in kind - _parts(kind)))
    }
    if not secret:
        return {}
    nothing: Cell = frozenset()
    known = {*shown, nothing, *(frozenset({(part, "yes")}) for part in parts)}
    known |= {frozenset({(by, NONE)}) for by in groupings if (people[by] == NONE).any()}
    known |= {cell for by in PUBLIC & set(groupings) for cell in cells[frozenset({by})]}
    relations = _relations(atoms, [*known, *(secret - known)])
    hidden = {name for name in relations.names if name not in set(map(_name, known))}
    rooms: dict[int, set[str]] = {}
    for cell in secret:
        rooms.setdefault(_room(people, cell, least), set()).add(_name(cell))
    names: set[str] = set()
    for room, cells_of_room in rooms.items():
        names |= set(too_narrow(relations, hidden, cells_of_room, least=room)["cell"])
    kinds_found = [_words(cell) for cell in secret if _name(cell) in names]
    return {words: kinds_found.count(words) for words in kinds_found}


def _room(people: pd.DataFrame, cell: Cell, least: int) -> int:
    """How much a reader must leave open: in a unit of fewer people, anything from none to all."""
    inside = [by for by, _ in cell if by.startswith(WITHIN)]
    size = int((people[inside] == "yes").all(axis=1).sum()) if inside else least
    return min(least, size)


def _atoms(people: pd.DataFrame, groupings: list[str], parts: list[str]) -> pd.DataFrame:
    """Count the people of each combination of labels; those that nobody has count 0.

    Which units lie in which part of the company is known, so that only such combinations are taken.
    """
    together = [*parts, *(["unit"] if "unit" in groupings else [])]
    blocks = [together] if together else []
    blocks += [[by] for by in groupings if by not in together]
    labels = [people[block].drop_duplicates() for block in blocks]
    product = reduce(lambda one, two: one.merge(two, how="cross"), labels)
    counts = people.value_counts(list(product.columns)).rename("people").reset_index()
    return product.merge(counts, how="left").fillna({"people": 0})


def _cells(people: pd.DataFrame, kind: frozenset[str]) -> dict[Cell, int]:
    """Count the people of every cell of a kind; of a part of the company those within it."""
    by = sorted(kind)
    parts = [part for part in by if part.startswith(WITHIN)]
    inside = (people[parts] == "yes").all(axis=1)
    counts = people[inside].value_counts(by)
    labels = counts.index.to_frame().itertuples(index=False, name=None)
    rows = (frozenset(zip(by, row, strict=True)) for row in labels)
    return dict(zip(rows, map(int, counts), strict=True))


def _relations(atoms: pd.DataFrame, cells: list[Cell]) -> Relations:
    """Make each cell the sum of its atoms."""
    rows = np.array(
        [
            reduce(
                np.logical_and,
                [(atoms[by] == label).to_numpy() for by, label in cell],
                np.ones(len(atoms), bool),
            )
            for cell in cells
        ],
        float,
    )
    people = atoms["people"].to_numpy(float)
    names = (*(f"atom {place}" for place in range(len(atoms))), *map(_name, cells))
    return Relations(
        names, np.concatenate([people, rows @ people]), np.hstack([rows, -np.eye(len(cells))])
    )


def _name(cell: Cell) -> str:
    return " / ".join(f"{by}: {label}" for by, label in sorted(cell)) or ALL


def _parts(kind: frozenset[str]) -> frozenset[str]:
    return frozenset(by for by in kind if by.startswith(WITHIN))


def _words(cell: Cell) -> str:
    groupings = sorted(by for by, _ in cell if not by.startswith(WITHIN))
    within = " within a unit" if len(groupings) < len(cell) else ""
    return " and ".join(groupings) + within
