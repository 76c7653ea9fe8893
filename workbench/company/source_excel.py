"""Excel workbooks: a sheet is a table."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import python_calamine as calamine

from workbench.company.headings import (
    MOST_TITLE_LINES,
    find_headings,
    no_headings,
    table_fault,
    title_note,
    without_label_row,
)
from workbench.company.raw import RawTable, texts, without_blank_rows
from workbench.errors import DataError

_MOST_UNPACKED_BYTES = 2 << 30


def open_workbook(path: Path) -> tuple[list[str], Callable[[str], list[list[object]]]]:
    """Open a workbook.

    Parameters
    ----------
    path : an .xlsx, .xlsm, .xlsb, .xls or .ods file

    Returns
    -------
    The names of its sheets, and a function that gives the rows of a sheet from its row 1 on.

    Raises
    ------
    DataError
        If the file is no workbook, is locked by a password, or would unpack to over 2 GB.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED_BYTES:
                    raise ValueError("too large")
        book = calamine.CalamineWorkbook.from_path(str(path))
    except (calamine.CalamineError, ValueError, OSError, zipfile.BadZipFile) as problem:
        locked = isinstance(problem, calamine.PasswordError)
        found = "the workbook is locked by a password" if locked else "the file is no workbook"
        action = "Open the file in Excel and save it again as .xlsx, without a password."
        fault = table_fault(
            "stop", "not_a_workbook", path.name, found, "an Excel workbook (.xlsx)", action
        )
        raise DataError(f"{path.name} cannot be read.", [fault]) from None

    def rows(sheet: str) -> list[list[object]]:
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)  # type: ignore[return-value]

    return book.sheet_names, rows


def read_sheet(name: str, rows: list[list[object]], wanted: frozenset[str]) -> RawTable:
    """Make a table of the rows of a sheet.

    Parameters
    ----------
    name : name of the table
    rows : cells of any type, from row 1 of the sheet on
    wanted : plain names of the headings to look for

    Returns
    -------
    RawTable with the row numbers of the sheet.

    Raises
    ------
    DataError
        If the sheet is empty or holds none of the headings.
    """
    if not any(cell not in ("", None) for row in rows for cell in row):
        needed, action = "a row of headings and rows below it", "Fill the sheet or remove it."
        fault = table_fault("stop", "empty_file", name, "the sheet is empty", needed, action)
        raise DataError("", [fault])
    first = [texts(row) for row in rows[:MOST_TITLE_LINES]]
    at, score = find_headings(first, wanted)
    if not score:
        raise DataError("", [no_headings(name, [row for row in first if any(row)], wanted)])
    headings = [cell.strip() for cell in first[at]]
    columns = zip(*rows[at + 1 :], strict=True) if len(rows) > at + 1 else [()] * len(headings)
    cells = {i: pd.Series(texts(column), dtype="str") for i, column in enumerate(columns)}
    frame = pd.DataFrame(cells, dtype="str")
    frame.columns = pd.Index(headings, dtype="str")
    faults = (title_note(name, at),) if at else ()
    raw = RawTable(name, frame, np.arange(len(frame)) + at + 2, faults)
    return without_label_row(without_blank_rows(raw))
