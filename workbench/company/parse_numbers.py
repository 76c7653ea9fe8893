"""Numbers as people write them: thousands marks, decimal commas, currency signs, per cent."""

import numpy as np
import pandas as pd

from workbench.company.number_text import in_plain_digits, numbers, undress
from workbench.company.parse_amounts import parse_amounts
from workbench.company.parsed import Parsed, Problem, spread
from workbench.schema import Column

PLAIN = r"[+-]?\d+(?:\.(?:\d{1,2}|\d{4,}))?"
_SHAPE = {
    mark: rf"[+-]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{point}\d+)?(?:[eE][+-]?\d+)?"
    for mark, group, point in ((".", ",", r"\."), (",", r"\.", ","))
}
_SURE = {
    mark: (
        rf"[+-]?(?:\d{{1,3}}(?:{group}\d{{3}}){{2,}}"
        rf"|\d{{1,3}}(?:{group}\d{{3}})+{point}\d+"
        rf"|0*{point}\d+|\d{{4,}}{point}\d{{3}}|\d{{5,}}{point}\d{{4}}"
        rf"|\d+{point}(?:\d{{1,2}}|\d{{{long},}})"
        rf"|\d+{point}\d+[eE][+-]?\d+)"
    )
    for mark, group, point, long in ((".", ",", r"\.", 4), (",", r"\.", ",", 5))
}
# 8,0000 may be eighty thousand in groups of four; with a point it is how programs write.
_UNSURE = r"[+-]?[1-9]\d{0,2}[.,]\d{3}|[+-]?[1-9]\d{0,3},\d{4}"


def parse_numbers(
    text: pd.Series, column: Column, *, decimal_mark: str = "", any_decimals: bool = False
) -> Parsed:
    """Read a column of numbers with one decimal mark for the whole column.

    Parameters
    ----------
    text : Series of str, missing where unknown
    column : the declaration; its unit and range settle some cases that are open otherwise
    decimal_mark : ``.`` or ``,``; empty finds it
    any_decimals : also money and whole numbers may have more than two decimals

    Returns
    -------
    Parsed with float64 values. Cells that are no number, or that could be two different numbers
    (1,234 alone in a column), are missing and reported.

    Examples
    --------
    >>> hours = Column("hours", "number", "Hours.", unit="hours")
    >>> parse_numbers(pd.Series(["1.234,5", "12", None]), hours).cells.tolist()
    [1234.5, 12.0, nan]
    >>> parse_numbers(pd.Series(["1,234"]), hours).problems[0].code
    'ambiguous_number'
    """
    if not any_decimals and (column.kind == "integer" or column.unit.startswith("currency")):
        return parse_amounts(text, column, decimal_mark=decimal_mark)
    codes, different = pd.factorize(text)
    bare = pd.Series(different, dtype="str")
    if bare.str.fullmatch(PLAIN).all():  # as machines write them: nothing to decide
        return spread(text, codes, numbers(bare), [])
    bare, percent = undress(bare, column)
    mark, code = (decimal_mark, "") if decimal_mark else _decimal_mark(bare, column)
    doubtful = (
        bare.str.contains("[.,]").to_numpy()
        if code == "mixed_decimal_marks"
        else (bare.str.fullmatch(_UNSURE).to_numpy() if code else np.zeros(len(bare), dtype=bool))
    )
    readable = bare.str.fullmatch(_SHAPE[mark]).to_numpy() & bare.str.contains(r"\d").to_numpy()
    values = numbers(in_plain_digits(bare.where(readable & ~doubtful), mark))
    values = values.where(~percent, values / 100)
    problems = [_doubt(doubtful, code), _unreadable(~readable & ~doubtful)]
    return spread(text, codes, values, [p for p in problems if p.cells.any()])


def _decimal_mark(text: pd.Series, column: Column) -> tuple[str, str]:
    """Find the mark the column shows, and the code of the doubt that remains."""
    sure = [mark for mark in ".," if text.str.fullmatch(_SURE[mark]).any()]
    if len(sure) == 2:
        return ".", "mixed_decimal_marks"
    if sure:
        return sure[0], ""
    unsure = text[text.str.fullmatch(_UNSURE)]
    if unsure.empty:
        return ".", ""
    marks = [mark for mark in ".," if unsure.str.contains(mark, regex=False).any()]
    if len(marks) == 2:
        return ".", "mixed_decimal_marks"
    other = "," if marks[0] == "." else "."
    as_thousands = numbers(in_plain_digits(unsure, other))
    if column.maximum is not None and (as_thousands > column.maximum).all():
        return marks[0], ""
    return marks[0], "ambiguous_number"


def _doubt(cells: np.ndarray, code: str) -> Problem:
    if code == "mixed_decimal_marks":
        found = "the column mixes decimal points and decimal commas: {values}"
    else:
        found = "{values} could be thousands or three decimals"
    action = "Set source.decimal_mark, or decimal_marks for this column, in the settings file."
    return Problem(cells, "bad", code, found, action)


def _unreadable(cells: np.ndarray) -> Problem:
    action = "Correct the cell, or map the word to null under values if it means unknown."
    return Problem(cells, "bad", "not_a_number", "{values} is not a number", action)
