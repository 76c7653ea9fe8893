"""One file of O*NET: tab-separated text, read as text and checked."""

import csv
import gzip
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from workbench.company.raw import plain_name
from workbench.errors import Fault

CODE = r"\d{2}-\d{4}\.\d{2}"
_EMPTY = frozenset({"n/a", "N/A", "NULL"})
_DOWNLOAD = "Download the file again as text (not Excel)."


def read_table(
    path: Path, name: str, headings: Mapping[str, str], *, optional: Collection[str] = ()
) -> tuple[pd.DataFrame, list[Fault]]:
    """Read a file of O*NET.

    Parameters
    ----------
    path : tab-separated text, plain or ``.gz``
    name : of the table, for faults
    headings : plain heading -> our name; all are needed but the optional ones
    optional : headings that may be missing; their cells are then empty

    Returns
    -------
    The columns asked for as text, indexed by row from 0, and what was found. Rows without a code of
    O*NET's form or with an empty cell are left out; with a fault of level ``stop`` the table is
    empty.
    """
    nothing = pd.DataFrame({ours: pd.Series(dtype="str") for ours in headings.values()})
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            table = pd.read_csv(
                file, sep="\t", dtype="str", keep_default_na=False, quoting=csv.QUOTE_NONE,
                encoding="utf-8-sig",
            )  # fmt: skip
    except (OSError, EOFError, zlib.error, ValueError) as problem:
        found = f"{path.name} cannot be read ({type(problem).__name__})"
        return nothing, [_stop(name, "", found, "tab-separated text", _DOWNLOAD)]
    table.columns = pd.Index([plain_name(heading) for heading in table.columns])
    missing = [heading for heading in headings if heading not in {*table.columns, *optional}]
    if missing:
        found = f"{path.name} has no column {', '.join(missing)}"
        allowed = f"a table with the columns {', '.join(headings)}, tab-separated"
        return nothing, [_stop(name, "", found, allowed, _DOWNLOAD)]
    table = table.reindex(columns=list(headings), fill_value="")
    table = table.rename(columns=dict(headings)).apply(lambda cells: cells.str.strip())
    table = table.mask(table.isin(_EMPTY), "")
    return _sound(table, name, path.name, [headings[key] for key in headings if key in optional])


def _sound(
    table: pd.DataFrame, name: str, file: str, may_be_empty: Collection[str]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Leave out the rows that cannot be used, one fault a column."""
    faults = []
    for column in table:
        if column in may_be_empty:
            continue
        cells = table[column]
        bad = ~cells.str.fullmatch(CODE) if str(column).endswith("_code") else cells == ""
        if bad.any():
            what = "not a code of O*NET" if str(column).endswith("_code") else "empty"
            rows = tuple(int(row) for row in table.index[bad] + 2)
            allowed = "a code such as 17-2041.00" if str(column).endswith("_code") else "text"
            faults.append(
                Fault("set_aside", "onet_row", name, str(column), rows, f"a cell is {what}",
                      allowed, "Nothing to do, or download the file again.")
            )  # fmt: skip
            table = table[~bad]
    if table.empty:
        faults.append(_stop(name, "", f"{file} holds no row that can be used", "rows", _DOWNLOAD))
    return table, faults


def _stop(table: str, column: str, found: str, allowed: str, action: str) -> Fault:
    return Fault("stop", "onet_table", table, column, (), found, allowed, action)
