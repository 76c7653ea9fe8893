"""Money and whole numbers: at most two decimals, so three digits after a mark are thousands."""

import numpy as np
import pandas as pd

from workbench.company.number_text import in_plain_digits, numbers, undress
from workbench.company.parsed import Parsed, Problem, spread
from workbench.schema import Column

_PLAIN = r"[+-]?\d+(?:\.(?:\d{1,2}|\d{5,}))?"
_POWER = r"(?:[eE][+-]?\d+)"
_WHOLE = rf"[+-]?\d+{_POWER}?"
_SHAPE = {
    mark: (
        rf"[+-]?(?:[1-9]\d{{0,2}}(?:{group}\d{{3}})+|\d+)?(?:{point}\d{{1,2}})?"
        rf"|[+-]?\d+{point}\d+{_POWER}|{_WHOLE}"
    )
    for mark, group, point in ((".", ",", r"\."), (",", r"\.", ","))
}
# Programs write fractions with a point and many digits; people never do.
_SHAPE["."] += r"|[+-]?\d+\.\d{5,}"
_ZERO = r"[+-]?0+[.,]0+"
_FOURS = r"[+-]?\d{1,4}(?:[.,'’ \u00a0\u202f]\d{4})+(?:[.,]\d{1,2})?"
_LONG = r"[+-]?(?:\d{1,3}(?:[.,]\d{3})+|\d*)[.,]\d{3,}"
_SETTINGS = "set decimal_marks for this column in the settings file."
_NAMES = {".": "point", ",": "comma"}


def parse_amounts(text: pd.Series, column: Column, *, decimal_mark: str = "") -> Parsed:
    """Read a column of money or whole numbers; three digits after the only mark are no decimals.

    Parameters
    ----------
    text : Series of str, missing where unknown
    column : the declaration
    decimal_mark : ``.`` or ``,``; empty takes the one most of the different values show

    Returns
    -------
    Parsed with float64 values. A cell that does not fit the mark of the others, is grouped by
    four digits, or has three or more decimals is missing and reported; it never changes how the
    other cells are read. Where both marks are shown equally often, every cell with a mark is.

    Examples
    --------
    >>> pay = Column("pay", "number", "Pay.", unit="currency per year")
    >>> parsed = parse_amounts(pd.Series(["82,000", "91,000", "8,0000"]), pay)
    >>> parsed.cells.tolist(), parsed.problems[0].code
    ([82000.0, 91000.0, nan], 'groups_of_four')
    """
    codes, different = pd.factorize(text)
    bare = pd.Series(different, dtype="str")
    if bare.str.fullmatch(_PLAIN).all():
        return spread(text, codes, numbers(bare), [])
    bare, _ = undress(bare, column)
    bare = bare.where(~bare.str.fullmatch(_ZERO), "0")
    mark = decimal_mark or _shown_mark(bare)
    readable = _fits(bare, _SHAPE[mark] if mark else _WHOLE)
    values = numbers(in_plain_digits(bare.where(readable), mark or "."))
    words = "the settings name" if decimal_mark else "most cells of the column have"
    return spread(text, codes, values, _problems(bare, ~readable, mark, words))


def _fits(bare: pd.Series, pattern: str) -> np.ndarray:
    return (bare.str.fullmatch(pattern) & bare.str.contains(r"\d")).to_numpy(dtype=bool)


def _shown_mark(bare: pd.Series) -> str:
    """Find the decimal mark of most cells that show one; empty if as many show the other."""
    marked = bare.str.contains("[.,]").to_numpy(dtype=bool)
    point, comma = (int((_fits(bare, _SHAPE[mark]) & marked).sum()) for mark in ".,")
    if point == comma:
        return "" if point else "."
    return "." if point > comma else ","


def _problems(bare: pd.Series, bad: np.ndarray, mark: str, whose: str) -> list[Problem]:
    """Say of each cell that was not read why, once."""
    fours = bad & _fits(bare, _FOURS)
    mixed = bad & ~fours & (_fits(bare, _SHAPE["."]) | _fits(bare, _SHAPE[","]))
    long = bad & ~fours & ~mixed & _fits(bare, _LONG)
    clash = "the column mixes decimal points and decimal commas: {values}"
    if mark:
        clash = f"{{values}} does not fit the decimal {_NAMES[mark]} that {whose}"
    several = "{values} has three or more decimals, or thousands marked in two ways"
    four = "{values} has groups of four digits"
    word = "Correct the cell, or map the word to null under values if it means unknown."
    problems = [
        Problem(fours, "bad", "groups_of_four", four, "Write 80000 (or 80,000), not 8,0000."),
        Problem(mixed, "bad", "mixed_decimal_marks", clash, f"Correct the cells, or {_SETTINGS}"),
        Problem(
            long,
            "bad",
            "too_many_decimals",
            several,
            f"Write two decimals at most; if more are meant, {_SETTINGS}",
        ),
        Problem(bad & ~fours & ~mixed & ~long, "bad", "not_a_number", _NO_NUMBER, word),
    ]
    return [problem for problem in problems if problem.cells.any()]


_NO_NUMBER = "{values} is not a number"
