"""A table as it stands in the source: every cell as text, with its row number."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from workbench.errors import Fault


@dataclass(frozen=True, eq=False)
class RawTable:
    """Text as it stands, ``""`` where empty; ``rows`` are row numbers as a sheet shows them.

    ``unread`` counts rows that could not be split into cells; a fault names them.
    """

    name: str
    frame: pd.DataFrame
    rows: np.ndarray
    faults: tuple[Fault, ...] = ()
    unread: int = 0


def plain_name(name: object) -> str:
    """Write a heading or table name the way names are compared.

    Examples
    --------
    >>> plain_name(" Position-ID ")
    'position_id'
    """
    return re.sub(r"[\s\-_]+", "_", str(name).strip().casefold())


def raw_table(name: str, frame: pd.DataFrame, *, first_row: int = 2) -> RawTable:
    """Turn a frame of any types into text; rows without any content are left out.

    Parameters
    ----------
    name : name of the table
    frame : cells of any type
    first_row : row number of the first row of the frame

    Returns
    -------
    RawTable
    """
    columns = [as_text(frame.iloc[:, i]).reset_index(drop=True) for i in range(frame.shape[1])]
    text = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(len(frame)), dtype="str")
    text.columns = pd.Index([str(heading).strip() for heading in frame.columns], dtype="str")
    return without_blank_rows(RawTable(name, text, np.arange(len(frame)) + first_row))


def without_blank_rows(raw: RawTable) -> RawTable:
    """Leave out rows in which no cell holds anything."""
    filled = np.zeros(len(raw.frame), dtype=bool)
    for i in range(raw.frame.shape[1]):
        if filled.all():
            return raw
        filled |= (raw.frame.iloc[:, i] != "").to_numpy()
    frame = raw.frame[filled].reset_index(drop=True)
    return replace(raw, frame=frame, rows=raw.rows[filled])


def as_text(cells: pd.Series) -> pd.Series:
    """Write a column of any type as text that reads back as the same values.

    Examples
    --------
    >>> as_text(pd.Series([1.0, 2.125, None])).tolist()
    ['1', '2.12500', '']
    """
    if isinstance(cells.dtype, pd.StringDtype):
        return cells.astype("str").fillna("")
    if pd.api.types.is_bool_dtype(cells.dtype):
        return cells.map({True: "yes", False: "no"}).astype("str").fillna("")
    if pd.api.types.is_integer_dtype(cells.dtype):
        return cells.astype("str").fillna("")
    if pd.api.types.is_float_dtype(cells.dtype):
        return _floats(cells.astype("float64"))
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return cells.dt.strftime("%Y-%m-%d").astype("str").fillna("")
    return pd.Series(texts(cells), index=cells.index, dtype="str")


def _floats(cells: pd.Series) -> pd.Series:
    codes, different = pd.factorize(cells)
    words = pd.Series([cell_text(value) for value in different.tolist()], dtype="str")
    return words.reindex(codes).set_axis(cells.index).fillna("")


def texts(cells: Iterable[object]) -> list[str]:
    """Write cells of mixed types as text."""
    return [cell if isinstance(cell, str) else cell_text(cell) for cell in cells]


def cell_text(cell: object) -> str:
    """Write one cell as text."""
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return ""
    if isinstance(cell, bool | np.bool_):
        return "yes" if cell else "no"
    if isinstance(cell, float | np.floating):
        return _float_text(float(cell))
    if isinstance(cell, Decimal):
        return _number_text(format(cell.normalize(), "f")) if cell.is_finite() else ""
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)


def _float_text(value: float) -> str:
    if np.isnan(value):
        return ""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _number_text(repr(value))


def _number_text(text: str) -> str:
    """Give a number with three or four decimals five, so that they are not taken for groups."""
    bare = re.fullmatch(r"-?\d+\.(\d{3,4})", text)
    return text + "0" * (5 - len(bare[1])) if bare else text
