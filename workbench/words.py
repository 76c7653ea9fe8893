"""Numbers and lists in words, the same way in every report."""

import math
from collections.abc import Sequence


def money(amount: float, currency: str) -> str:
    """Write an amount with three significant digits; unknown stays unknown.

    Examples
    --------
    >>> money(1_234_567, "EUR"), money(950, "EUR"), money(-42_300, "EUR")
    ('EUR 1.23 M', 'EUR 950', 'EUR -42.3 k')
    >>> money(float("nan"), "EUR")
    'unknown'
    """
    if not math.isfinite(amount):
        return "unknown"
    size = abs(amount)
    for unit, word in ((1e9, " bn"), (1e6, " M"), (1e3, " k")):
        if size >= unit * 0.9995:
            return f"{currency} {_three_digits(amount / unit)}{word}"
    return f"{currency} {amount:.0f}"


def _three_digits(number: float) -> str:
    digits = max(0, 3 - len(f"{abs(number):.0f}"))
    return f"{number:.{digits}f}"


def percent(share: float) -> str:
    """Write a share as a percentage; small ones keep one decimal.

    Examples
    --------
    >>> percent(0.123), percent(0.004), percent(0.0), percent(1.0)
    ('12 %', '0.4 %', '0 %', '100 %')
    """
    if not math.isfinite(share):
        return "unknown"
    decimals = 1 if 0 < abs(share) < 0.0995 and round(share * 100, 1) % 1 else 0
    return f"{share * 100:.{decimals}f} %"


def beside(number: float, line: float, *, decimals: int = 0) -> str:
    """Write a number with as many decimals as it takes to see on which side of a line it lies.

    Parameters
    ----------
    number : a finite number
    line : what the reader sets it against
    decimals : decimals where these are enough; at most four are written

    Examples
    --------
    >>> beside(89.9, 90), beside(90.0, 90), beside(59.2, 90), beside(0.7936, 0.8, decimals=2)
    ('89.9', '90', '59', '0.79')
    """
    while decimals < 4 and number != line and f"{number:.{decimals}f}" == f"{line:.{decimals}f}":
        decimals += 1
    return f"{number:.{decimals}f}"


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> count(1, "post"), count(3, "post"), count(1200, "person", "people")
    ('1 post', '3 posts', '1,200 people')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def have(number: int) -> str:
    """Give the verb that goes with a number.

    Examples
    --------
    >>> have(1), have(0), have(2)
    ('has', 'have', 'have')
    """
    return "has" if number == 1 else "have"


def listing(items: Sequence[str], *, most: int = 6) -> str:
    """Join items into a phrase; beyond ``most`` the rest is counted.

    Examples
    --------
    >>> listing([]), listing(["a"]), listing(["a", "b", "c"])
    ('none', 'a', 'a, b and c')
    >>> listing(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    if not items:
        return "none"
    shown = list(items) if len(items) <= most else [*items[:most], f"{len(items) - most} more"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def months(number: float) -> str:
    """Write a length of time in months.

    Examples
    --------
    >>> months(0.4), months(1), months(7.6), months(30), months(float("nan"))
    ('under a month', '1 month', '8 months', '30 months', 'unknown')
    """
    if not math.isfinite(number):
        return "unknown"
    return "under a month" if number < 0.5 else count(round(number), "month")


def in_words(name: str) -> str:
    """Write the name of a value, such as a dimension or a scenario, as a reader would.

    Examples
    --------
    >>> in_words("strategic_value"), in_words("dimensions")
    ('strategic value', 'dimensions')
    """
    return name.replace("_", " ")


def heading(column: str) -> str:
    """Turn a column name into a heading; the unit at its end goes into brackets.

    Examples
    --------
    >>> heading("budget_per_year"), heading("vacancy_days"), heading("fit_share"), heading("unit")
    ('Budget (per year)', 'Vacancy (days)', 'Fit (share)', 'Unit')
    >>> heading("position_id"), heading("p_at_least_one"), heading("score")
    ('Position', 'P at least one', 'Score')
    """
    for ending, unit in _UNITS.items():
        if column.endswith(ending) and len(column) > len(ending):
            return f"{_capital(column.removesuffix(ending))} ({unit})"
    return _capital(column.removesuffix("_id"))


_UNITS = {
    "_per_year": "per year",
    "_per_month": "per month",
    "_days": "days",
    "_months": "months",
    "_years": "years",
    "_share": "share",
    "_hours": "hours",
}


def _capital(name: str) -> str:
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
