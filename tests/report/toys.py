"""What the tests of the report floor share: kinds of helpers, a parameters cell, a figure."""

from collections.abc import Callable
from pathlib import Path

import nbformat

COMMON = """\
data: str = "../data/sample"  # Source of the data
settings: str = ""  # Settings file
as_of: str = ""  # Report date
"""
PLOTLY = "application/vnd.plotly.v1+json"

Write = Callable[..., Path]
Executed = Callable[..., nbformat.NotebookNode]


def figure(**layout: object) -> dict[str, object]:
    """Give the output of a cell that shows two bars."""
    return {PLOTLY: {"data": [{"type": "bar", "x": ["a", "b"], "y": [1, 2]}], "layout": layout}}
