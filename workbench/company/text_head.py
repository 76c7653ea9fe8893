"""The head of a text file: how it is cut into cells, and where its headings are."""

import contextlib
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from workbench.company.headings import find_headings

DELIMITERS = (",", ";", "\t", "|")
_MOST_HEAD_ROWS = 60


@dataclass(frozen=True)
class Head:
    """What the head of a file shows.

    Attributes
    ----------
    delimiter : what stands between cells
    headings : as they stand
    heading_row : index of their row
    heading_end : number of lines up to the end of that row
    score : how many of the wanted headings were found
    rows : the first rows
    """

    delimiter: str
    headings: tuple[str, ...]
    heading_row: int
    heading_end: int
    score: int
    rows: Sequence[Sequence[str]]


def find_head(text: str, wanted: frozenset[str], delimiter: str = "") -> Head:
    r"""Try the delimiters; the one that shows most of the wanted headings is it.

    Parameters
    ----------
    text : the beginning of the file
    wanted : plain names of the headings to look for
    delimiter : if it is known

    Returns
    -------
    Head; a score of 0 says that no heading was found.

    Examples
    --------
    >>> find_head("Staff\nNo;Post\n1;P1\n", frozenset({"no", "post"})).headings
    ('No', 'Post')
    """
    marks = (delimiter,) if delimiter else DELIMITERS
    heads = [_try(text.removeprefix("\ufeff"), mark, wanted) for mark in marks]
    return max(heads, key=lambda head: (head.score, len(head.headings)))


def _try(text: str, delimiter: str, wanted: frozenset[str]) -> Head:
    rows: list[list[str]] = []
    ends: list[int] = []
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    with contextlib.suppress(csv.Error):  # the rows before the error may hold the headings
        for row in islice(reader, _MOST_HEAD_ROWS):
            rows.append(row)
            ends.append(reader.line_num)
    at, score = find_headings(rows, wanted)
    headings = tuple(cell.strip() for cell in rows[at]) if rows else ()
    return Head(delimiter, headings, at, ends[at] if ends else 0, score, rows)
