"""From rows to a table of the schema, and to the text of a CSV file."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from workbench.schema import TABLES, Column

Row = Mapping[str, Any]
Frames = dict[str, pd.DataFrame]
DECIMALS = 4
_DTYPES = {"flag": "boolean", "integer": "float64", "number": "float64", "date": "datetime64[us]"}


def to_frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Turn rows into a table with every declared column, in order and in its type.

    Parameters
    ----------
    table : name of a table of the schema
    rows : one mapping a row; a column that is left out is missing; numbers keep four decimals

    Returns
    -------
    DataFrame with the dtypes of a checked company: str, boolean, float64, datetime64[us]

    Raises
    ------
    KeyError
        If a row has a column the schema does not know.

    Examples
    --------
    >>> to_frame("goals", [{"goal_id": "G1", "goal": "Grow", "weight": 0.33333}])["weight"].tolist()
    [0.3333]
    """
    records = list(rows)
    unknown = {name for row in records for name in row} - set(TABLES[table].names)
    if unknown:
        raise KeyError(f"{table} has no column {sorted(unknown)}")
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [_cell(column, row.get(column.name)) for row in records],
                dtype=_DTYPES.get(column.kind, "str"),
            )
            for column in TABLES[table]
        }
    )


def csv_text(table: str, frame: pd.DataFrame) -> str:
    r"""Write a table as CSV: LF line ends, ISO dates, yes and no, no trailing zeros.

    Examples
    --------
    >>> csv_text("goals", to_frame("goals", [{"goal_id": "G1", "goal": "A, B", "weight": 0.5}]))
    'goal_id,goal,weight,due_on\nG1,"A, B",0.5,\n'
    """
    columns = [[_text(column, cell) for cell in frame[column.name]] for column in TABLES[table]]
    lines = [
        ",".join(TABLES[table].names),
        *(",".join(cells) for cells in zip(*columns, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def _cell(column: Column, value: Any) -> Any:
    if value is None or column.kind not in ("integer", "number"):
        return value
    return round(float(value), DECIMALS)


def _text(column: Column, cell: Any) -> str:
    if pd.isna(cell):
        return ""
    if column.kind == "flag":
        return "yes" if cell else "no"
    if column.kind == "date":
        return date.isoformat(cell.date())
    if column.kind in ("integer", "number"):
        return f"{cell:.{DECIMALS}f}".rstrip("0").rstrip(".")
    quoted = str(cell).replace('"', '""')
    return f'"{quoted}"' if any(mark in quoted for mark in ',"\n') else quoted
