"""The rows of a finished table, one by one."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a frame; their columns are attributes."""
    yield from frame.itertuples()
