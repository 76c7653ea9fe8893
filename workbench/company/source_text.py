"""CSV and other text tables: a look at the head first, then the whole at once."""

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from workbench.company.headings import (
    find_headings,
    no_headings,
    table_fault,
    title_note,
    without_label_row,
)
from workbench.company.raw import RawTable, without_blank_rows
from workbench.company.text_bytes import detect_encoding, looks_binary
from workbench.errors import DataError, Fault
from workbench.settings.source import SourceSettings

DELIMITERS = (",", ";", "\t", "|")
_HEAD_BYTES = 1 << 18
_MOST_HEAD_ROWS = 60
_NEEDED = "a table as text (CSV), with a row of headings"
_CHECK = "Check the file; export it again as CSV UTF-8."


@dataclass(frozen=True)
class _Head:
    """What the head of a file shows: how it is cut into cells and where its headings are."""

    delimiter: str
    headings: tuple[str, ...]
    heading_row: int
    heading_end: int
    score: int
    rows: Sequence[Sequence[str]]


def read_text(path: Path, name: str, wanted: frozenset[str], source: SourceSettings) -> RawTable:
    """Read a text file as a table of text.

    Parameters
    ----------
    path : a file, plain or ``.gz``
    name : name of the table, for faults
    wanted : plain names of the headings to look for
    source : encoding and delimiter, if the settings name them

    Returns
    -------
    RawTable. Rows with too few or too many cells are not in it; a fault names them.

    Raises
    ------
    DataError
        If the file is empty, is no text, or holds none of the headings; found out from its head.
    """
    start = _read_bytes(path, name, _HEAD_BYTES)
    if not start.strip():
        raise _refused(name, "empty_file", "the file is empty")
    if looks_binary(start):
        raise _refused(name, "not_a_table", "the file is not text")
    provisional = source.encoding or detect_encoding(start[:-4] if len(start) > 8 else start)
    head = _head(start.decode(provisional or "latin-1", errors="ignore"), wanted, source)
    if not head.score:
        raise DataError("", [no_headings(name, head.rows, wanted)])
    content = _read_bytes(path, name, -1)
    encoding = source.encoding or detect_encoding(content)
    text = _decoded(content, encoding, name)
    faults = [] if encoding.startswith("utf-8") else [_encoding_note(name, encoding)]
    if head.heading_row:
        faults.append(title_note(name, head.heading_row))
    return without_label_row(_cells(name, text, head, faults))


def _read_bytes(path: Path, name: str, size: int) -> bytes:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(size)
    except (OSError, EOFError, zlib.error) as problem:
        found = f"the file cannot be read ({type(problem).__name__})"
        raise _refused(name, "unreadable_file", found) from None


def _refused(name: str, code: str, found: str) -> DataError:
    return DataError("", [table_fault("stop", code, name, found, _NEEDED, _CHECK)])


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding) if encoding else content.decode("utf-8")
    except (UnicodeDecodeError, LookupError):
        found = f"the text is not {encoding or 'utf-8, gb18030 or cp1252'}"
        raise _refused(name, "unknown_encoding", found) from None


def _encoding_note(name: str, encoding: str) -> Fault:
    return table_fault(
        "note", "encoding", name, f"the text is read as {encoding}", "any encoding",
        "Check a name with special letters; set source.encoding in the settings if it is wrong.",
    )  # fmt: skip


def _head(text: str, wanted: frozenset[str], source: SourceSettings) -> _Head:
    """Try the delimiters; the one that shows most of the wanted headings is it."""
    marks = (source.delimiter,) if source.delimiter else DELIMITERS
    heads = [_try(text.removeprefix("\ufeff"), mark, wanted) for mark in marks]
    return max(heads, key=lambda head: (head.score, len(head.headings)))


def _try(text: str, delimiter: str, wanted: frozenset[str]) -> _Head:
    rows: list[list[str]] = []
    ends: list[int] = []
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
            if len(rows) >= _MOST_HEAD_ROWS:
                break
    except csv.Error:
        return _Head(delimiter, (), 0, 0, 0, rows)
    at, score = find_headings(rows, wanted)
    headings = tuple(cell.strip() for cell in rows[at]) if rows else ()
    return _Head(delimiter, headings, at, ends[at] if ends else 0, score, rows)


def _cells(name: str, text: str, head: _Head, faults: list[Fault]) -> RawTable:
    """Cut the text below the headings into cells, all at once."""
    below = io.StringIO(text.removeprefix("\ufeff"), newline="")
    for _ in range(head.heading_end):
        below.readline()
    content = below.read().encode("utf-8", errors="replace")
    columns = [f"c{i}" for i in range(len(head.headings))]
    table, bad = _arrow(content, head.delimiter, columns) if content.strip() else (None, [])
    count = (table.num_rows if table is not None else 0) + len(bad)
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
    content: bytes, delimiter: str, columns: list[str]
) -> tuple[pa.Table, list[pa_csv.InvalidRow]]:
    bad: list[pa_csv.InvalidRow] = []

    def skip(row: pa_csv.InvalidRow) -> str:
        bad.append(row)
        return "skip"

    table = pa_csv.read_csv(
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
    return table, bad


def _mend(bad: list[pa_csv.InvalidRow], head: _Head) -> tuple[dict[int, list[str]], list[int]]:
    """Take up rows that only have empty cells too many, or empty ones left off at the end."""
    mended: dict[int, list[str]] = {}
    lost: list[int] = []
    width = len(head.headings)
    for row in bad:
        cells = next(csv.reader([row.text], delimiter=head.delimiter), [])
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
