"""Cells of spreadsheets and CSV files: text stays text, whatever it begins with."""

import csv
import io
import unicodedata

import pandas as pd

# Programs for tables take a cell that begins with one of these for something to compute.
_LIVE = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n")


def plain_cell(text: str) -> str:
    r"""Write a text without characters that no file of a table can hold, or that change its order.

    Parameters
    ----------
    text : a cell

    Returns
    -------
    The text; control characters and lone halves of characters are spaces, invisible characters
    (Unicode Cf, such as those that turn the direction of writing) are left out

    Examples
    --------
    >>> plain_cell("a\x00b\x1b[0m"), plain_cell("xlsx\u202efdp")
    ('a b [0m', 'xlsxfdp')
    """
    if text.isascii() and text.isprintable():
        return text
    kinds = ((character, unicodedata.category(character)) for character in text)
    return "".join(
        " " if kind in ("Cc", "Cs", "Zl", "Zp") else character
        for character, kind in kinds
        if kind != "Cf"
    )


def is_live(text: str) -> bool:
    """Tell whether a program for tables could take a text for a formula.

    Examples
    --------
    >>> [is_live(text) for text in ("=1+1", " =1+1", "＝1", "-3", "Head", "a=b")]
    [True, True, True, True, False, False]
    """
    start = unicodedata.normalize("NFKC", text).lstrip()
    return start.startswith(_LIVE) or text.startswith(_LIVE)


def csv_text(frame: pd.DataFrame) -> str:
    r"""Write a table as CSV in which no cell is a formula.

    Parameters
    ----------
    frame : any table; its index is left out

    Returns
    -------
    CSV text. Numbers stay numbers; a text that could be taken for a formula has an apostrophe
    before it, and every text is in quotes. Unknown is empty.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"post": ["=1+1", "Head"], "score": [0.5, -3.0]}))
    '"post","score"\r\n"\'=1+1",0.5\r\n"Head",-3.0\r\n'
    """
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_csv_cell(str(name)) for name in frame.columns])
    for row in frame.astype(object).itertuples(index=False):
        writer.writerow([_csv_cell(cell) for cell in row])
    return file.getvalue()


def _csv_cell(cell: object) -> object:
    if (
        cell is None
        or cell is pd.NaT
        or cell is pd.NA
        or (isinstance(cell, float) and cell != cell)
    ):
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = plain_cell(f"{cell:%Y-%m-%d}" if isinstance(cell, pd.Timestamp) else str(cell))
    return f"'{text}" if is_live(text) else text
