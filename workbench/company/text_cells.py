"""The rows of a text file, cut into cells at once; rows that do not fit are kept apart."""

import csv
import io
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from workbench.company.headings import table_fault
from workbench.company.raw import RawTable, without_blank_rows
from workbench.company.text_head import Head
from workbench.errors import DataError, Fault


def cut_cells(name: str, text: str, head: Head, faults: list[Fault]) -> RawTable:
    """Cut the text below the headings into cells, all at once.

    Parameters
    ----------
    name : name of the table
    text : the whole file
    head : what its head showed
    faults : what was found so far

    Returns
    -------
    RawTable. Rows with too few or too many cells are not in it; a fault names them.

    Raises
    ------
    DataError
        If a double quote is left open, so that rows would disappear in a cell.
    """
    below = io.StringIO(text.removeprefix("\ufeff"), newline="")
    for _ in range(head.heading_end):
        below.readline()
    content = below.read().encode("utf-8", errors="replace")
    columns = [f"c{i}" for i in range(len(head.headings))]
    table, bad = _arrow(name, content, head, columns)
    count = (table.num_rows if table is not None else 0) + len(bad)
    if _count_lines(content) > count:
        _refuse_open_quote(name, content, head)
    kept = np.ones(count, dtype=bool)
    kept[[row.number - 1 for row in bad]] = False
    frame = table.to_pandas() if table is not None else pd.DataFrame(columns=columns)
    frame = frame.astype("str")
    mended, lost = _mend(bad, head)
    frame = pd.concat([frame, pd.DataFrame(mended.values(), columns=columns, dtype="str")])
    numbers = np.concatenate([np.flatnonzero(kept), np.fromiter(mended, dtype=np.int64)])
    order = np.argsort(numbers, kind="stable")
    frame = frame.iloc[order].reset_index(drop=True)
    frame.columns = pd.Index(head.headings, dtype="str")
    rows = numbers[order] + head.heading_row + 2
    if lost:
        faults = [*faults, _unread(name, [n + head.heading_row + 2 for n in lost], len(columns))]
    return without_blank_rows(RawTable(name, frame, rows, tuple(faults), len(lost)))


def _arrow(
    name: str, content: bytes, head: Head, columns: list[str]
) -> tuple[pa.Table | None, list[pa_csv.InvalidRow]]:
    bad: list[pa_csv.InvalidRow] = []
    if not content.strip():
        return None, bad

    def skip(row: pa_csv.InvalidRow) -> str:
        bad.append(row)
        return "skip"

    try:
        table = _read(content, head.delimiter, columns, skip)
    except pa.ArrowInvalid:
        _refuse_open_quote(name, content, head)
        raise _open_quote(name, head.heading_row + 2) from None
    return table, bad


def _read(
    content: bytes, delimiter: str, columns: list[str], skip: Callable[[pa_csv.InvalidRow], str]
) -> pa.Table:
    return pa_csv.read_csv(
        io.BytesIO(content),
        read_options=pa_csv.ReadOptions(column_names=columns, use_threads=False),
        parse_options=pa_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=skip,
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
        ),
    )


def _count_lines(content: bytes) -> int:
    end = b"\n" if b"\n" in content else b"\r"
    return content.count(end) + (not content.endswith(end))


def _refuse_open_quote(name: str, content: bytes, head: Head) -> None:
    """Read cell by cell where cells hold line breaks: an open quote swallows rows in silence."""
    lines = io.StringIO(content.decode("utf-8"), newline="")
    reader = csv.reader(lines, delimiter=head.delimiter, strict=True)
    row = head.heading_row + 2
    try:
        for _ in reader:
            row += 1
    except csv.Error:
        raise _open_quote(name, row) from None


def _open_quote(name: str, row: int) -> DataError:
    fault = table_fault(
        "stop", "open_quote", name,
        "a cell runs on over the end of its row; a double quote in it is not closed or not doubled",
        "quotes that are closed, and written twice inside a quoted cell",
        "Correct the quote, or export again.", rows=(row,),
    )  # fmt: skip
    return DataError("", [fault])


def _mend(bad: list[pa_csv.InvalidRow], head: Head) -> tuple[dict[int, list[str]], list[int]]:
    """Take up rows that only have empty cells too many, or empty ones left off at the end."""
    mended: dict[int, list[str]] = {}
    lost: list[int] = []
    width = len(head.headings)
    for row in bad:
        cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=head.delimiter), [])
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            mended[row.number - 1] = cells[:width]
        else:
            lost.append(row.number - 1)
    return mended, lost


def _unread(name: str, rows: list[int], width: int) -> Fault:
    return table_fault(
        "set_aside", "wrong_cell_count", name,
        "the row has too few or too many cells; a comma or quote inside a cell may be the reason",
        f"{width} cells, as there are headings",
        "Put the cell with the comma in double quotes, or export again.", rows=tuple(rows),
    )  # fmt: skip
