"""Dates made coarse: never earlier than a person is available, never beyond a consent."""

import pandas as pd


def period_end(days: pd.Series, months: int = 3) -> pd.Series:
    """Give the last day of the period of so many months that holds each day.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2026-11-20", "2026-12-31"]))
    >>> period_end(days).dt.strftime("%Y-%m-%d").tolist()
    ['2026-12-31', '2026-12-31']
    """
    return (_start(days, months) + pd.DateOffset(months=months)) - pd.Timedelta(days=1)


def last_end(days: pd.Series, months: int = 3) -> pd.Series:
    """Give the latest end of a period that is not after each day.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2027-03-30", "2027-03-31"]))
    >>> last_end(days).dt.strftime("%Y-%m-%d").tolist()
    ['2026-12-31', '2027-03-31']
    """
    return _start(days + pd.Timedelta(days=1), months) - pd.Timedelta(days=1)


def next_start(days: pd.Series, months: int = 3) -> pd.Series:
    """Give the first start of a period that is not before each day.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2026-10-01", "2026-10-02"]))
    >>> next_start(days).dt.strftime("%Y-%m-%d").tolist()
    ['2026-10-01', '2027-01-01']
    """
    return _start(days - pd.Timedelta(days=1), months) + pd.DateOffset(months=months)


def _start(days: pd.Series, months: int) -> pd.Series:
    """First day of the period that holds each day; periods start with the year."""
    known = pd.to_datetime(days).astype("datetime64[us]")
    month = (known.dt.month - 1) // months * months + 1
    parts = pd.DataFrame({"year": known.dt.year, "month": month, "day": 1})
    return pd.to_datetime(parts).astype("datetime64[us]")
