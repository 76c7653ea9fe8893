"""What went into a run and what went into another: rows, people, settings, side by side."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.history.again import settings_of
from workbench.history.fingerprint import Inputs, TablePrint
from workbench.history.run import Run
from workbench.schema import TABLES
from workbench.settings.listing import settings_in_force

TABLE_COLUMNS = ["table", "rows_before", "rows_now", "added", "removed", "changed", "columns"]
SETTING_COLUMNS = ["setting", "before", "now"]
_NOTHING = TablePrint(0, "", {})
# Reasons and texts of the page move no figure.
_WORDS = ("as_of", "company_name", "reports", "decisions", "history")
_SOMEBODY = "(a person)"


def changed_tables(before: Inputs, now: Inputs) -> pd.DataFrame:
    """List the tables whose content is another one, from what is kept of both runs.

    Returns
    -------
    DataFrame, most rows more or fewer first: table, rows_before, rows_now; added, removed and
    changed are missing, since rows are not kept, and columns is empty
    """
    rows = []
    for name in sorted({*before.tables, *now.tables}):
        old, new = before.tables.get(name, _NOTHING), now.tables.get(name, _NOTHING)
        if old.fingerprint != new.fingerprint:
            rows.append((name, old.rows, new.rows, np.nan, np.nan, np.nan, ""))
    return _ordered(rows)


def changed_rows(before: Company, now: Company) -> pd.DataFrame:
    """Count rows added, removed and changed by table, told apart by the key of the table.

    Returns
    -------
    DataFrame, the table with the largest part of its rows moved first: table, rows_before,
    rows_now, added, removed, changed, columns (where rows changed: the columns with most of it)
    """
    rows = []
    for name in sorted({*before.tables, *now.tables}):
        old, new = (_keyed(name, company) for company in (before, now))
        both = old.index.intersection(new.index)
        added, removed = len(new.index.difference(old.index)), len(old.index.difference(new.index))
        differs = _differs(old.loc[both], new.loc[both])
        changed = int(differs.any(axis=1).sum())
        if added or removed or changed:
            by_column = differs.sum().sort_values(ascending=False, kind="stable")
            columns = ", ".join(by_column[by_column > 0].index[:3])
            rows.append((name, len(old), len(new), added, removed, changed, columns))
    return _ordered(rows)


def joined_and_left(before: Company, now: Company) -> tuple[int, int]:
    """Count the people who are here now and were not before, and the other way round."""
    old, new = (set(company.staff["employee_id"]) for company in (before, now))
    return len(new - old), len(old - new)


def changed_settings(before: Run, now: Run) -> pd.DataFrame:
    """List the settings that differ, by name.

    Returns
    -------
    DataFrame in the order of the settings file: setting, before, now (empty: not set). Which
    person a setting names is not told.
    """
    old, new = (_listed(run) for run in (before, now))
    names = list(dict.fromkeys([*new.index, *old.index]))
    table = pd.DataFrame({"before": old.reindex(names), "now": new.reindex(names)}).fillna("")
    differs = table[table["before"] != table["now"]]
    named = differs.rename_axis("setting").reset_index()
    people = named["setting"].str.contains("employee")
    for column in ("before", "now"):
        hidden = people & (named[column] != "")
        named[column] = named[column].mask(hidden, _SOMEBODY)
    return named[SETTING_COLUMNS]


def _ordered(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=TABLE_COLUMNS)
    counts = ["rows_before", "rows_now", "added", "removed", "changed"]
    table[counts] = table[counts].astype("float64")
    touched = table["added"] + table["removed"] + table["changed"]
    touched = touched.fillna((table["rows_now"] - table["rows_before"]).abs())
    share = touched / table[["rows_before", "rows_now"]].max(axis=1).clip(lower=1)
    order = share.sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _keyed(name: str, company: Company) -> pd.DataFrame:
    """Give a table by its key."""
    key, columns = list(TABLES[name].key), list(TABLES[name].names)
    frame = company.tables.get(name, pd.DataFrame(columns=columns))[columns]
    ids = frame[key].astype("str").fillna("")
    kept = frame.drop(columns=key)
    kept.index = pd.MultiIndex.from_frame(ids) if len(key) > 1 else pd.Index(ids[key[0]])
    return kept[~kept.index.duplicated()]


def _differs(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    """Say which cells are other ones; unknown in both is the same."""
    columns = {}
    for column in one:
        unknown = one[column].isna() & two[column].isna()
        columns[column] = (one[column] != two[column]).fillna(True).astype(bool) & ~unknown
    return pd.DataFrame(columns, index=one.index)


def _listed(run: Run) -> pd.Series:
    found = settings_of(run)
    if found.thing is None:
        return pd.Series(dtype="str")
    listed = settings_in_force(found.thing, leave_out=_WORDS)
    return listed.set_index("setting")["value"]
