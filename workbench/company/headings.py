"""Where the headings stand: under title lines, over a line of labels, or nowhere."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.company.raw import RawTable, plain_name
from workbench.errors import Fault
from workbench.words import count

MOST_TITLE_LINES = 20
_LOOK_AT = 200


def find_headings(rows: Sequence[Sequence[str]], wanted: frozenset[str]) -> tuple[int, int]:
    """Find the row that holds most of the wanted headings.

    Parameters
    ----------
    rows : first rows of the source, cells as text
    wanted : plain names of the headings to look for

    Returns
    -------
    The index of the row and how many of the wanted headings it holds; 0 means none was found.

    Examples
    --------
    >>> find_headings([["Staff list"], ["Title", "Position ID"]], frozenset({"position_id"}))
    (1, 1)
    """
    counts = [len({plain_name(cell) for cell in row} & wanted) for row in rows[:MOST_TITLE_LINES]]
    best = max(counts, default=0)
    return (counts.index(best), best) if best else (0, 0)


def no_headings(name: str, rows: Sequence[Sequence[str]], wanted: frozenset[str]) -> Fault:
    """Say that no heading was found; the cells are not shown, for they may be names of people."""
    cells = max((len(row) for row in rows), default=0)
    shown = f"; the rows have {count(cells, 'cell')}"
    return table_fault(
        "stop",
        "no_headings",
        name,
        f"no known heading in the first {MOST_TITLE_LINES} rows{shown}",
        f"a row with headings such as {', '.join(sorted(wanted)[:6])}",
        "Check that this is the right file, or name its headings in the settings file.",
    )


def title_note(name: str, at: int) -> Fault:
    """Say that lines above the headings were passed over."""
    return table_fault(
        "note",
        "title_lines",
        name,
        f"the headings stand in row {at + 1}; what is above is not read",
        "headings in any of the first rows",
        "Nothing to do.",
        rows=(at + 1,),
    )


def table_fault(
    level: str,
    code: str,
    name: str,
    found: str,
    allowed: str,
    action: str,
    *,
    rows: tuple[int, ...] = (),
) -> Fault:
    """Make a fault that is about a whole table."""
    return Fault(level, code, name, "", rows, found, allowed, action)


def without_label_row(raw: RawTable) -> RawTable:
    """Set aside a second line of headings: labels over columns that hold figures everywhere else.

    A first row counts as labels if it holds no digit although at least two columns hold a digit
    in every other filled cell.
    """
    head = raw.frame.head(_LOOK_AT)
    if len(head) < 3 or _has_digit(head.iloc[0]).any():
        return raw
    labelled = 0
    for i in np.flatnonzero(head.iloc[0] != "").tolist():
        below = head.iloc[1:].iloc[:, i]
        below = below[below != ""]
        labelled += bool(len(below) > 1 and _has_digit(below).all())
    if labelled < 2:
        return raw
    row = int(raw.rows[0])
    note = table_fault(
        "note",
        "label_line",
        raw.name,
        "a second line of headings was passed over",
        "one or two lines of headings",
        "Nothing to do.",
        rows=(row,),
    )
    frame = raw.frame.iloc[1:].reset_index(drop=True)
    return replace(raw, frame=frame, rows=raw.rows[1:], faults=(*raw.faults, note))


def _has_digit(cells: pd.Series) -> pd.Series:
    return cells.astype("str").str.contains(r"\d", regex=True)
