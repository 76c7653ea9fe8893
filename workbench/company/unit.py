"""A company cut down to one unit and what reports to it, as if there were nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.errors import Fault, ParameterError
from workbench.schema import TABLES, Column
from workbench.settings.plain_words import did_you_mean
from workbench.words import count, listing

# These belong to whoever serves or holds them: they leave with the last row that refers to them.
FOLLOWING = ("plan_items", "goals", "assets")
OF_UNIT = ("positions", "employees")
_NOBODY = "nobody"


@dataclass(frozen=True, eq=False)
class UnitCut:
    """What is left of the tables, and what crossed the border of the unit.

    Attributes
    ----------
    tables : the tables cut down; rows numbered from 0
    notes : one for each table with rows or cells that join the unit to the rest
    """

    tables: dict[str, pd.DataFrame]
    notes: tuple[Fault, ...]


def unit_names(positions: pd.DataFrame) -> tuple[str, ...]:
    """List the units of the posts that are not closed, in the order of the alphabet."""
    units = positions.loc[positions["status"] != "closed", "unit"]
    return tuple(sorted(units.dropna().unique()))


def cut_to_unit(tables: Mapping[str, pd.DataFrame], unit: str) -> UnitCut:
    """Keep the posts of a unit and all posts below them, their people, and rows about both.

    Parameters
    ----------
    tables : checked tables by name, every id found in its table
    unit : a name that stands in ``positions.unit``

    Returns
    -------
    UnitCut. A row stays if all posts and people it needs stay. A goal, a stage or an asset goes
    when nothing that stays refers to it any more. Every id left is found in its table.

    Raises
    ------
    ParameterError
        If no post has this unit; the message lists the units.
    """
    positions = tables["positions"]
    if not (positions["unit"] == unit).any():
        known = unit_names(positions)
        words = f"the units are {', '.join(known)}" if known else "positions.unit is empty"
        raise ParameterError(
            f"unit: no post is in a unit {unit!r}.{did_you_mean(unit, known)} Allowed: a name "
            f"that stands in positions.unit; {words}. Correct the unit."
        )
    frames = dict(tables)
    posts = posts_of_unit(positions, unit)
    frames["positions"] = positions[posts]
    if "employees" in frames:
        frames["employees"] = frames["employees"][people_of_unit(tables, unit)]
    notes: list[Fault] = []
    for name in tables:
        if name not in OF_UNIT:
            frames[name], new = _rows_inside(name, frames, tables)
            notes += new
    for name in FOLLOWING:
        if name in frames:
            frames[name] = frames[name][_still_wanted(name, frames, tables)]
    for name, frame in frames.items():
        frames[name], new = _loose_ends(name, frame, frames, unit)
        notes += new
    return UnitCut({name: frame.reset_index(drop=True) for name, frame in frames.items()},
                   tuple(notes))  # fmt: skip


def posts_of_unit(positions: pd.DataFrame, unit: str) -> np.ndarray:
    """Whether each post is in the unit or reports, over however many steps, to one that is.

    Examples
    --------
    >>> posts = pd.DataFrame({
    ...     "position_id": ["P1", "P2", "P3", "P4"], "unit": ["A", "B", None, "C"],
    ...     "reports_to": [None, "P1", "P2", "P1"],
    ... })
    >>> posts_of_unit(posts, "B").tolist()
    [False, True, True, False]
    """
    inside = (positions["unit"] == unit).to_numpy(dtype=bool)
    above = pd.Index(positions["position_id"]).get_indexer(positions["reports_to"])
    above[positions["reports_to"].isna()] = -1
    while True:
        wider = inside | ((above >= 0) & inside[above])
        if (wider == inside).all():
            return inside
        inside = wider


def people_of_unit(tables: Mapping[str, pd.DataFrame], unit: str) -> pd.Series:
    """Whether each person holds or last held a post of the unit, see ``posts_of_unit``."""
    employees, positions = tables["employees"], tables["positions"]
    posts = positions[posts_of_unit(positions, unit)]
    last = employees["position_id"]
    if "post_history" in tables:
        steps = tables["post_history"].dropna(subset=["position_id"]).sort_values("starts_on")
        held = steps.groupby("employee_id")["position_id"].last()
        last = last.fillna(employees["employee_id"].map(held))
    return last.isin(posts["position_id"])


def _links(name: str, frames: Mapping[str, pd.DataFrame]) -> list[tuple[Column, str, str]]:
    """Columns of a table that refer to another one, with that table and column."""
    found = []
    for column in TABLES[name]:
        table, _, key = column.refers_to.partition(".")
        if table in frames:
            found.append((column, table, key))
    return found


def _rows_inside(
    name: str, frames: Mapping[str, pd.DataFrame], whole: Mapping[str, pd.DataFrame]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Keep rows whose posts and people all stay; note those that have some inside, some not."""
    frame = whole[name]
    out, touches = np.zeros((2, len(frame)), dtype=bool)
    for column, table, key in _links(name, frames):
        ids = frame[column.name]
        inside = ids.isin(frames[table][key]).to_numpy()
        needed = column.required or column.name in TABLES[name].key
        if table in OF_UNIT:
            touches |= inside
        if table not in FOLLOWING and (needed or column.missing_means == _NOBODY):
            out |= ids.notna().to_numpy() & ~inside
    crossing = int((out & touches).sum())
    words = f"{count(crossing, 'row')} about the unit and somebody outside it"
    return frame[~out], [_note(name, "", words)] if crossing else []


def _still_wanted(
    name: str, frames: Mapping[str, pd.DataFrame], whole: Mapping[str, pd.DataFrame]
) -> pd.Series:
    """Whether something that stays refers to a row, or nothing ever did."""
    key = TABLES[name].key[0]
    ids, before, now = whole[name][key], set[str](), set[str]()
    for other in frames:
        for column, table, _ in _links(other, frames):
            if table == name:
                before |= set(whole[other][column.name].dropna())
                now |= set(frames[other][column.name].dropna())
    return ids.isin(now) | ~ids.isin(before)


def _loose_ends(
    name: str, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame], unit: str
) -> tuple[pd.DataFrame, list[Fault]]:
    """Blank ids that lead out of the unit; that the unit reports to somebody is no surprise."""
    notes, columns = [], {}
    for column, table, key in _links(name, frames):
        ids = frame[column.name]
        outside = ids.notna() & ~ids.isin(frames[table][key])
        if outside.any():
            columns[column.name] = ids.mask(outside)
            words = f"{count(int(outside.sum()), 'id')} of posts or people outside the unit {unit}"
            notes.append(_note(name, column.name, words))
    return frame.assign(**columns), notes


def _note(table: str, column: str, found: str) -> Fault:
    return Fault(
        "note",
        "outside_unit",
        table,
        column,
        (),
        f"{found} {'left empty' if column else 'left out'}",
        f"what lies within the unit ({listing(OF_UNIT)})",
        "Nothing to do; the report of the whole company has them.",
    )
