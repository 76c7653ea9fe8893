"""Dates as people write them, read only where one reading is possible."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from workbench.company.parsed import Parsed, Problem, spread

DTYPE: Literal["datetime64[us]"] = "datetime64[us]"
_CLOCK = (
    r"[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_YEAR_FIRST = r"^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?$"
_COMPACT = r"^(\d{4})(\d{2})(\d{2})$"
_YEAR_LAST = r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})$"
_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d %b %y", "%d %B %y")
_OPEN_END_YEAR = 9000
_FIRST_YEAR = 1900
_FIX = 'Correct the cells named, or set date_formats in the settings file: ["%d/%m/%Y"].'

_LOOK_UP = (
    "Look the day up and correct the cell: its month is shorter, or the year is no leap year."
)


@dataclass(frozen=True)
class DateRules:
    """How the settings say that dates are to be read; ``last_year`` is that of two-digit years."""

    formats: Sequence[str] = ()
    last_year: int = 2068


@dataclass
class _Reading:
    """Work sheet over the different values of a column."""

    text: pd.Series
    dates: pd.Series
    read: np.ndarray
    two_digit: np.ndarray
    open_end: np.ndarray
    last_year: int
    problems: list[Problem]

    def take(self, cells: np.ndarray, dates: pd.Series) -> None:
        """Accept the dates for cells not read before."""
        new = cells & ~self.read & dates.notna().to_numpy()
        self.dates = self.dates.where(~new, dates)
        self.read = self.read | new

    def leave_open(self, cells: np.ndarray) -> None:
        """Accept cells that say that there is no end."""
        self.open_end = self.open_end | (cells & ~self.read)
        self.read = self.read | cells

    def refuse(self, cells: np.ndarray, code: str, found: str, action: str) -> None:
        """Report cells and leave them unread."""
        cells = cells & ~self.read
        if cells.any():
            self.problems.append(Problem(cells, "bad", code, found, action))
        self.read = self.read | cells


def parse_dates(text: pd.Series, rules: DateRules) -> Parsed:
    """Read a column of dates; a column that can be read in two ways is not read at all.

    Parameters
    ----------
    text : Series of str, missing where unknown
    rules : formats to try after year-month-day, and the last year a two-digit year can mean

    Returns
    -------
    Parsed with datetime64[us] values at midnight. Years from 9000 on mean "no end" and are
    missing with a note.

    Examples
    --------
    >>> parse_dates(pd.Series(["2026-06-30", "9999-12-31"]), DateRules()).cells.tolist()
    [Timestamp('2026-06-30 00:00:00'), NaT]
    >>> parse_dates(pd.Series(["03/04/2026"]), DateRules()).problems[0].code
    'ambiguous_date'
    """
    codes, different = pd.factorize(text)
    plain = _machine_dates(pd.Series(different, dtype="str"))
    if plain is not None:
        return spread(text, codes, plain, [])
    raw = pd.Series(different, dtype="str").astype(object)
    bare = raw.str.strip().str.replace(_CLOCK, "", regex=True).str.strip()
    nothing = np.zeros(len(bare), dtype=bool)
    empty = pd.Series(pd.NaT, index=bare.index, dtype=DTYPE)
    sheet = _Reading(bare, empty, nothing, nothing, nothing, rules.last_year, [])
    if len(bare):
        _read_year_first(sheet)
        _read_formats(sheet, rules.formats)
        if not rules.formats:
            _read_year_last(sheet)
            _read_named_months(sheet)
        # Where formats are given, only they say which number is the day.
        guess = [not rules.formats and _names_no_day(str(value)) for value in sheet.text]
        lost = np.array(guess, dtype=bool) & ~sheet.read
        sheet.refuse(lost, "no_such_day", "{values} is a day that no calendar has", _LOOK_UP)
        sheet.refuse(~sheet.read, "not_a_date", "{values} is not a date", _FIX)
        _note_how_read(sheet)
    return spread(text, codes, sheet.dates, sheet.problems)


def _machine_dates(text: pd.Series) -> pd.Series | None:
    """Read dates that all are year-month-day and of our time; None if any is not."""
    if not text.str.fullmatch(r"(?:19|20)\d{2}-\d{2}-\d{2}").all():
        return None
    dates = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").astype(DTYPE)
    return dates if dates.notna().all() else None


def _dates(year: pd.Series, month: pd.Series, day: pd.Series) -> pd.Series:
    parts = pd.DataFrame({"year": year, "month": month, "day": day})
    return pd.to_datetime(parts, errors="coerce").astype(DTYPE)


def _read_year_first(sheet: _Reading) -> None:
    for pattern in (_YEAR_FIRST, _COMPACT):
        parts = sheet.text.str.extract(pattern).apply(pd.to_numeric)
        cells = parts[0].notna().to_numpy()
        if not cells.any():
            continue
        sheet.leave_open(cells & (parts[0] >= _OPEN_END_YEAR).to_numpy())
        plausible = cells & (parts[0] >= _FIRST_YEAR).to_numpy()
        sheet.take(plausible, _dates(parts[0].where(plausible), parts[1], parts[2]))


def _names_no_day(text: str) -> bool:
    """Say whether a text is written like a date of which only the day does not exist."""
    if found := re.match(_YEAR_FIRST, text) or re.match(_COMPACT, text):
        year, month, day = map(int, found.groups())
        readings = [(year, month, day)]
    elif found := re.match(_YEAR_LAST, text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 * (len(found[4]) == 2)
        readings = [(year, second, first), (year, first, second)]
    else:
        return False
    likely = [
        (y, m, d) for y, m, d in readings if 1 <= m <= 12 and 1 <= d <= 31 and y >= _FIRST_YEAR
    ]
    return bool(likely) and all(d > monthrange(y, m)[1] for y, m, d in likely)


def _read_formats(sheet: _Reading, formats: Sequence[str]) -> None:
    """Try the formats of the settings in order, each for what none before it could read."""
    used = 0
    for pattern in formats:
        full = pattern.replace("%y", "%Y")
        text = sheet.text
        if full != pattern:
            text = _four_digit_years(sheet, pattern)
        dates = pd.to_datetime(text, format=full, errors="coerce").astype(DTYPE)
        dates = dates.where(dates.dt.year >= _FIRST_YEAR)
        new = dates.notna().to_numpy() & ~sheet.read
        used += bool(new.any())
        if full != pattern:
            sheet.two_digit = sheet.two_digit | new
        sheet.take(new, dates)
    if used > 1:
        _note_several(sheet, "several date formats stand in the column, all named in the settings")


def _four_digit_years(sheet: _Reading, pattern: str) -> pd.Series:
    """Text with its last two-digit number written as a four-digit year, where the year is last."""
    parts = sheet.text.str.extract(r"^(.*\D)(\d{2})$")
    if not pattern.endswith("%y"):
        return pd.Series(None, index=sheet.text.index, dtype=object)
    year = _full_year(pd.to_numeric(parts[1]), sheet.last_year)
    return parts[0].astype("str") + year.astype("Int64").astype("str")


def _full_year(two_digits: pd.Series, last_year: int) -> pd.Series:
    century = last_year - last_year % 100
    return two_digits + century - 100 * (two_digits > last_year % 100)


def _read_year_last(sheet: _Reading) -> None:
    """Day or month first: only if all cells of the column agree on one of the two."""
    parts = sheet.text.str.extract(_YEAR_LAST)
    cells = parts[0].notna().to_numpy() & ~sheet.read
    if not cells.any():
        return
    first, second = pd.to_numeric(parts[0]), pd.to_numeric(parts[2])
    dotted = (parts[1] == ".").to_numpy()
    day_first = cells & ((first > 12).to_numpy() | dotted)
    month_first = cells & (second > 12).to_numpy() & ~dotted
    open_order = cells & (first != second).to_numpy() & ~day_first & ~month_first
    if day_first.any() and month_first.any():
        found = "day-month-year and month-day-year stand in one column: {values}"
        sheet.refuse(cells, "mixed_date_formats", found, _FIX)
        return
    if open_order.any() and not day_first.any() and not month_first.any():
        found = "{values} could be day-month or month-day"
        sheet.refuse(cells, "ambiguous_date", found, _FIX)
        return
    day, month = (second, first) if month_first.any() else (first, second)
    short = (parts[3].str.len() == 2).to_numpy()
    numbers = pd.to_numeric(parts[3])
    year = numbers.where(~short, _full_year(numbers, sheet.last_year))
    dates = _dates(year.where(year >= _FIRST_YEAR), month, day)
    sheet.leave_open(cells & (year >= _OPEN_END_YEAR).to_numpy())
    sheet.two_digit = sheet.two_digit | (cells & short)
    sheet.take(cells, dates)
    if (cells & short).any() and (cells & ~short).any():
        _note_several(sheet, "years with two and with four digits stand in the column")


def _read_named_months(sheet: _Reading) -> None:
    text = sheet.text.str.replace(r"[-,./]+", " ", regex=True).str.replace(r"\s+", " ", regex=True)
    cells = text.str.contains("[A-Za-z]{3}").to_numpy(dtype=bool, na_value=False) & ~sheet.read
    if not cells.any():
        return
    plain = sheet.text
    sheet.text = text
    for pattern in _NAMED:
        _read_formats(sheet, (pattern,))
    sheet.text = plain


def _note_several(sheet: _Reading, found: str) -> None:
    action = "Check a few dates of the column in the result."
    cells = sheet.dates.notna().to_numpy()
    sheet.problems.append(Problem(cells, "note", "several_date_formats", found, action))


def _note_how_read(sheet: _Reading) -> None:
    last = sheet.last_year
    notes = (
        (
            sheet.open_end,
            "open_end",
            "{values} is read as no date: it is open",
            "Nothing to do if it means that there is no end.",
        ),
        (
            sheet.two_digit,
            "two_digit_years",
            f"years with two digits are read as {last - 99} to {last}",
            "Set source.two_digit_year_pivot in the settings file if that is wrong.",
        ),
    )
    sheet.problems += [
        Problem(cells, "note", code, found, action)
        for cells, code, found, action in notes
        if cells.any()
    ]
