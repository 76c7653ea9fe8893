"""The rows of a finished table: one by one, and how many of them are drawn."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from workbench.words import count


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a frame; their columns are attributes."""
    yield from frame.itertuples()


def of_all(drawn: int, every: int, noun: str, plural: str = "", *, unknown: int = 0) -> str:
    """Say in brackets how many rows are left out of a picture and why; nothing where none is.

    Parameters
    ----------
    drawn, every : rows drawn, and rows that could be
    noun, plural : what a row stands for
    unknown : rows that cannot be drawn, since what is drawn is not known of them

    Examples
    --------
    >>> of_all(20, 21, "post"), of_all(21, 21, "post")
    (' (20 of 21 posts drawn, the other is in the table)', '')
    >>> of_all(20, 22, "post")
    ' (20 of 22 posts drawn, the others are in the table)'
    >>> of_all(3, 3, "post", unknown=1)
    ' (not known of 1 post)'
    """
    parts = []
    if drawn < every:
        rest = "the other is" if every - drawn == 1 else "the others are"
        parts.append(f"{drawn:,} of {count(every, noun, plural)} drawn, {rest} in the table")
    if unknown:
        parts.append(f"not known of {count(unknown, noun, plural)}")
    return f" ({'; '.join(parts)})" if parts else ""
