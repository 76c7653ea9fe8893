"""A table as HTML: headings in words, numbers aligned and rounded, every cell only text."""

import html
import math
from collections.abc import Collection

import numpy as np
import pandas as pd

from workbench.charts.naming import NAMED, head, said


def html_table(
    table: pd.DataFrame,
    *,
    caption: str = "",
    label: str = "Table",
    currency: str = "",
    as_written: Collection[str] = (),
) -> str:
    """Write a table as HTML; whatever its cells contain is shown as text.

    Parameters
    ----------
    table : any frame; its index is not shown
    caption : what the table shows
    label : says so to a screen reader where the caption stands elsewhere
    currency : of the amounts a year, for their headings; empty: they do not say it
    as_written : columns named by data, such as ids of people; their headings stay as they are

    Returns
    -------
    HTML text. An unknown value is shown as a dash that screen readers read as "unknown".

    Examples
    --------
    >>> frame = pd.DataFrame({"title": ["<b>x</b>"], "vacancy_days": [12.0]})
    >>> html_table(frame).count("&lt;b&gt;")
    1
    >>> '<th scope="col" class="num">Vacancy (days)</th>' in html_table(frame)
    True
    """
    numeric = [_is_number(table.iloc[:, place]) for place in range(table.shape[1])]
    heads = "".join(
        f'<th scope="col"{_kind(number)}>{html.escape(_head(str(name), currency, as_written))}</th>'
        for name, number in zip(table.columns, numeric, strict=True)
    )
    table = _in_plain_words(table)
    stacks = _is_wordy(table)
    columns = [_cells(table.iloc[:, place], number=n) for place, n in enumerate(numeric)]
    rows = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*columns, strict=True))
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    words = html.escape(caption or label)
    kind = "wb-table wb-stack" if stacks else "wb-table"
    return (
        f'<div class="{kind}" tabindex="0" role="group" aria-label="{words}">'
        f"<table>{title}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{_LOOK}"
    )


def _head(name: str, currency: str, as_written: Collection[str]) -> str:
    return name if name in as_written else head(name, currency=currency)


# JupyterLab puts every cell to the right; a report has its own style and drops this one. A class
# that is named thrice outweighs JupyterLab's own rule.
_LOOK = (
    "<style>.wb-table.wb-table.wb-table :is(th, td, caption) "
    "{ text-align: left; vertical-align: top }"
    ".wb-table.wb-table.wb-table .num { text-align: right }</style>"
)


def _in_plain_words(table: pd.DataFrame) -> pd.DataFrame:
    """Write the cells that are names from inside the workbench in words."""
    named = {
        name: [said(cell) if isinstance(cell, str) else cell for cell in table[name]]
        for name in NAMED & set(table.columns)
    }
    return table.assign(**named)


UNKNOWN = '<span role="img" aria-label="unknown" title="unknown">–</span>'


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _kind(number: bool) -> str:
    return ' class="num"' if number else ""


# A row with a longer text than this, or longer texts in all, does not fit on a phone.
WORDY = 26
WORDY_ROW = 56
# More columns of numbers than this are a grid, which is read across and not row by row.
GRID = 8
# Where the largest value is this many times the smallest, one rounding does not suit both.
WIDE = 300
# Text this short is never broken over two lines.
SHORT = 16


def _is_wordy(table: pd.DataFrame) -> bool:
    """Whether rows are better read one below the other on a narrow screen.

    The script of a page gives each cell the heading of its column then.
    """
    if table.select_dtypes("number").shape[1] > GRID:
        return False
    texts = table.select_dtypes(include=["object", "str"])
    if table.shape[1] > 2:
        longest = [_longest(texts[name]) for name in texts]
        return max(longest, default=0) > WORDY or sum(longest) > WORDY_ROW
    # Two columns share a narrow screen unless a word, such as the name of a setting, fills it.
    return any(_longest(texts[name].astype("str").str.split().explode()) > WORDY for name in texts)


def _longest(column: pd.Series) -> int:
    # A list is walked in a fraction of the time that the column takes.
    return max((len(str(value)) for value in column.tolist()), default=0)


def _cells(column: pd.Series, *, number: bool) -> list[str]:
    decimals = _decimals(column) if number else 0
    short = pd.api.types.is_datetime64_any_dtype(column) or _longest(column) <= SHORT
    kind = _kind(number) or (' class="word"' if short else "")
    tag = f"<td{kind}>"
    return [f"{tag}{_text(value, number, decimals)}</td>" for value in column.tolist()]


def _decimals(column: pd.Series) -> int | None:
    """Decimals that suit every value of a column; None where each value needs its own."""
    values = column.dropna().to_numpy(dtype=float)
    if (values == values.round()).all():
        return 0
    sizes = np.abs(values[values != 0])
    if sizes.max() / sizes.min() >= WIDE and sizes.min() < 1:
        return None
    return _decimals_of(sizes.max())


def _decimals_of(size: float) -> int:
    """Decimals that keep three significant digits, at most four."""
    return max(0, min(4, 2 - math.floor(math.log10(size)))) if size else 0


def _text(value: object, number: bool, decimals: int | None) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return UNKNOWN
    if value is pd.NA:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if number and isinstance(value, int | float):
        places = _decimals_of(abs(value)) if decimals is None else decimals
        least = 10.0**-places
        # A chance of one in a million is not none.
        return html.escape(f"< {least:g}") if 0 < value < least / 2 else f"{value:,.{places}f}"
    return html.escape(str(value))
