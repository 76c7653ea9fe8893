"""Inputs that look partial: a table, a unit or a column that held much more in the last run."""

from collections.abc import Mapping

import pandas as pd

from workbench.history.amounts import few_in_words
from workbench.history.fingerprint import Inputs, UnitPrint
from workbench.settings.history import HistorySettings
from workbench.words import count, percent

COLUMNS = ["kind", "what", "before", "now", "sentence"]


def shrunken_inputs(
    before: Inputs, now: Inputs, settings: HistorySettings, *, min_group_size: int
) -> pd.DataFrame:
    """Hold the inputs of a run against those of an earlier one.

    Parameters
    ----------
    before : inputs of the earlier run, as they were kept
    now : inputs of this one, the people of small units counted too
    settings : from which part on something counts as shrunken, and how small is not judged
    min_group_size : people of a smaller unit are not told

    Returns
    -------
    DataFrame, one row a table, unit or column that looks partial: kind (table, unit, column), what
    (its name), before, now (rows, posts or filled cells), sentence. More than before is never
    flagged.
    """
    tables = _tables(before, now, settings)
    whole = set(before.tables) - {row[1] for row in tables}
    rows = [
        *tables,
        *_columns(before, now, settings, whole),
        *_units(before, now, settings, min_group_size),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


Row = tuple[str, str, float, float, str]


def _tables(before: Inputs, now: Inputs, settings: HistorySettings) -> list[Row]:
    rows: list[Row] = []
    for name, table in before.tables.items():
        had, has = table.rows, now.tables[name].rows if name in now.tables else 0
        if had < settings.least_rows or not _fell(had, has, settings.shrunken_table_share):
            continue
        words = f"Table {name} has {count(has, 'row')}; the last run had {had:,}."
        if not has:
            words = f"Table {name} is missing or empty; the last run had {count(had, 'row')}."
        rows.append(("table", name, had, has, words))
    return rows


def _columns(before: Inputs, now: Inputs, settings: HistorySettings, whole: set[str]) -> list[Row]:
    """Compare shares of filled cells, so that a shorter table is not counted twice."""
    rows: list[Row] = []
    for name, table in before.tables.items():
        if name not in whole or name not in now.tables or not now.tables[name].rows:
            continue
        new = now.tables[name]
        for column, had in table.filled.items():
            has = new.filled.get(column, 0)
            then, today = had / max(table.rows, 1), has / new.rows
            if had < settings.least_rows or not _fell(then, today, settings.emptied_column_share):
                continue
            words = (
                f"Column {name}.{column} is {'empty' if not has else f'{percent(today)} filled'}; "
                f"in the last run it was {percent(then)} filled."
            )
            rows.append(("column", f"{name}.{column}", had, has, words))
    return rows


def _units(
    before: Inputs, now: Inputs, settings: HistorySettings, min_group_size: int
) -> list[Row]:
    rows: list[Row] = []
    share, least = settings.shrunken_unit_share, settings.least_rows
    for name, unit in before.units.items():
        has = now.units.get(name, UnitPrint(0, 0))
        if unit.posts >= least and _fell(unit.posts, has.posts, share):
            words = f"Unit {name} has {count(has.posts, 'post')}; the last run had {unit.posts:,}."
            if not has.posts:
                words = (
                    f"Unit {name} is missing; the last run had {count(unit.posts, 'post')} in it."
                )
                words += _elsewhere(before.units, now.units)
            rows.append(("unit", name, unit.posts, has.posts, words))
        elif (unit.people or 0) >= least and _fell(unit.people or 0, has.people or 0, share):
            seen = few_in_words(has.people or 0, min_group_size)
            words = f"Unit {name} has {seen} people; the last run had {unit.people:,}."
            rows.append(("unit", name, unit.people or 0, has.people or 0, words))
    return rows


def _elsewhere(before: Mapping[str, UnitPrint], now: Mapping[str, UnitPrint]) -> str:
    """Say what speaks for a new name instead of a loss: a unit that was not there before."""
    new = sorted(set(now) - set(before))
    return f" New since then: {', '.join(new)}; was it renamed?" if len(new) == 1 else ""


def _fell(before: float, now: float, share: float) -> bool:
    return now < before and now <= before * share
