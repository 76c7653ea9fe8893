"""The report date of the sample and a little arithmetic with months."""

from datetime import date, timedelta

AS_OF = date(2026, 6, 30)
FIRST_MONTH = 2022 * 12 + 6  # July 2022: departures are known from here on
LAST_MONTH = 2026 * 12 + 5


def month_start(month: int) -> date:
    """First day of a month counted from year 0.

    Examples
    --------
    >>> month_start(FIRST_MONTH).isoformat()
    '2022-07-01'
    """
    return date(month // 12, month % 12 + 1, 1)


def month_end(month: int) -> date:
    """Last day of the month.

    Examples
    --------
    >>> month_end(LAST_MONTH).isoformat()
    '2026-06-30'
    """
    return month_start(month + 1) - timedelta(days=1)


def month_of(day: date) -> int:
    """Count the month of a day from year 0."""
    return day.year * 12 + day.month - 1


def years_between(first: date, last: date) -> float:
    """Years of 365.25 days from the first day to the last.

    Examples
    --------
    >>> years_between(date(2020, 1, 1), date(2024, 1, 1))
    4.0
    """
    return (last - first).days / 365.25


def years_before(day: date, years: float) -> date:
    """Give the day that lies this many years before."""
    return day - timedelta(days=int(years * 365.25))


def month_start_before(day: date, years: float) -> date:
    """Give the first day of the month that lies about this many years before."""
    return month_start(month_of(day) - int(years * 12))
