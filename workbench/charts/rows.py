"""The rows of a finished table: one by one, and how many of them are drawn."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from workbench.words import count


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a frame; their columns are attributes."""
    yield from frame.itertuples()


def of_all(drawn: int, every: int, noun: str, plural: str = "") -> str:
    """Say in brackets how many rows are drawn where some are left out; nothing where all are.

    Examples
    --------
    >>> of_all(20, 21, "post"), of_all(21, 21, "post")
    (' (20 of 21 posts drawn, the other is in the table)', '')
    >>> of_all(20, 22, "post")
    ' (20 of 22 posts drawn, the others are in the table)'
    """
    if drawn >= every:
        return ""
    rest = "the other is" if every - drawn == 1 else "the others are"
    return f" ({drawn:,} of {count(every, noun, plural)} drawn, {rest} in the table)"
