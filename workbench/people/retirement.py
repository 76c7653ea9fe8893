"""The day a person reaches the retirement age: a date, not a chance."""

import pandas as pd


def retirement_dates(born_on: pd.Series, *, age_years: float) -> pd.Series:
    """Day on which each person reaches the retirement age; unknown birth stays unknown.

    Parameters
    ----------
    born_on : dates of birth
    age_years : retirement age, rounded to whole months

    Returns
    -------
    Series of dates, same index, by the calendar: the birthday at a whole age

    Examples
    --------
    >>> born = pd.Series(pd.to_datetime(["1961-11-20", None]))
    >>> retirement_dates(born, age_years=65).dt.strftime("%Y-%m-%d").tolist()
    ['2026-11-20', nan]
    """
    return born_on + pd.DateOffset(months=round(age_years * 12))
