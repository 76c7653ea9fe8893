"""Covariates that know the exit already: found by when, for whom and how they were filled in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from workbench.errors import DataError, Fault
from workbench.words import count, percent

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Below this chance, what was seen is no accident.
_RARE = 1e-3
# Fewest leavers on whom a rule is used at all.
_FEWEST = 5
# Part by which the filled share of leavers and of others may differ.
_APART = 0.2
# No honest covariate alone tells leavers from others this well.
_MOST_AREA = 0.90
# Beginnings of words that name a protected attribute; the short ones must be the whole word.
_PROTECTED = (
    "birth", "ethnic", "nationalit", "citizen", "religi", "disab", "pregnan", "marital",
    "parental", "maternit", "paternit", "orientation", "health", "illness", "gender",
)  # fmt: skip
_PROTECTED_WORDS = {"age", "aged", "born", "sex", "race", "sick", "sickness", "union", "audit"}


def is_protected(name: str) -> bool:
    """Say whether the name of a figure is that of a protected attribute.

    Examples
    --------
    >>> is_protected("age_years"), is_protected("engagement"), is_protected("Sick days")
    (True, False, True)
    """
    words = re.findall(r"[a-z]+", name.lower())
    return any(word in _PROTECTED_WORDS or word.startswith(_PROTECTED) for word in words)


@dataclass(frozen=True)
class Where:
    """Table and column a covariate comes from, for the message."""

    table: str
    column: str

    def fault(self, code: str, found: str, action: str) -> Fault:
        """Word a finding: the covariate is left out."""
        return Fault(
            level="note", code=code, table=self.table, column=self.column, rows=(), found=found,
            allowed="what was known before the period began, recorded alike for those who leave "
            "and those who stay", action=action,
        )  # fmt: skip


def late_records(recorded_on: pd.Series, left_on: pd.Series, where: Where) -> list[Fault]:
    """Find records of leavers dated on or after their last day.

    Parameters
    ----------
    recorded_on, left_on : dates, one row a record; left_on missing for people who are here
    where : table and column

    Returns
    -------
    One fault, or none

    Examples
    --------
    >>> day = pd.Series(pd.to_datetime(["2026-01-05"]))
    >>> str(late_records(day, day, Where("dated_figures", "exit_score"))[0])[:60]
    'dated_figures.exit_score: 1 of 1 record of leavers is dated '
    """
    late = (recorded_on >= left_on) & left_on.notna()
    if not late.any():
        return []
    of = count(int(left_on.notna().sum()), "record")
    verb = "is" if late.sum() == 1 else "are"
    return [
        where.fault(
            "recorded_at_exit",
            f"{int(late.sum())} of {of} of leavers {verb} dated on or after the last day",
            "Leave the figure out of the history, or delete the rows and keep what was known "
            "before.",
        )
    ]


def filled_apart(known: Flags, event: Flags, period: NDArray[np.intp], where: Where) -> list[Fault]:
    """Find a covariate that is filled in for leavers far more often than for others, or less.

    Parameters
    ----------
    known : bool array of shape (r,), whether the value is known in a person-period
    event : bool array of shape (r,), whether the person leaves in it
    period : array of shape (r,); leavers are compared with who was at risk in the same period
    where : table and column

    Returns
    -------
    One fault, or none

    Notes
    -----
    Mantel and Haenszel (1959): known values among leavers against what the share of everybody at
    risk in the same periods would give, refused beyond 3.3 standard deviations where the shares
    also differ by 20 points or more.
    """
    if event.sum() < _FEWEST:
        return []
    rows = pd.DataFrame({"known": known, "event": event, "both": known & event, "n": 1})
    sums = rows.groupby(period).sum()
    n, e, k = (sums[name].to_numpy(dtype=float) for name in ("n", "event", "known"))
    expected = float(np.sum(e * k / n))
    variance = float(np.sum(e * (n - e) * k * (n - k) / (n**2 * np.maximum(n - 1, 1))))
    seen, leavers = float(sums["both"].sum()), float(e.sum())
    usual = expected / leavers
    apart = abs(seen - expected) / leavers
    if apart < _APART or abs(seen - expected) <= 3.3 * np.sqrt(max(variance, 1e-12)):
        return []
    return [
        where.fault(
            "filled_for_leavers" if seen > expected else "filled_for_stayers",
            f"filled in for {percent(seen / leavers)} of leavers and {percent(usual)} of all who "
            "were there in the same periods",
            "It tells who leaves by being there or not. Fill it for everybody alike, or leave it "
            "out.",
        )
    ]


def constant_for_leavers(value: Floats, event: Flags, where: Where) -> list[Fault]:
    """Find a covariate with one and the same value for all who leave, though others differ.

    Parameters
    ----------
    value : array of shape (r,), NaN where unknown
    event : bool array of shape (r,)
    where : table and column

    Returns
    -------
    One fault where chance alone would bring this about less than once in 1,000 times

    Examples
    --------
    >>> event = np.arange(100) < 10
    >>> value = np.where(event, 3.0, np.arange(100) % 5)
    >>> constant_for_leavers(value, event, Where("dated_figures", "score"))[0].found
    'all 10 leavers have the value 3, against 20 % of the others'
    """
    known = ~np.isnan(value)
    leavers, others = value[known & event], value[known & ~event]
    if len(leavers) < _FEWEST or not len(others) or np.ptp(leavers) > 0:
        return []
    usual = float(np.mean(others == leavers[0]))
    if usual ** len(leavers) >= _RARE:
        return []
    return [
        where.fault(
            "constant_for_leavers",
            f"all {len(leavers)} leavers have the value {leavers[0]:g}, against "
            f"{percent(usual)} of the others",
            "It looks as if it was set on leaving. Take the value from before, or leave it out.",
        )
    ]


def separates(value: Floats, event: Flags, where: Where) -> list[Fault]:
    """Find a covariate that alone tells leavers from others almost without fail.

    Parameters
    ----------
    value : array of shape (r,), NaN where unknown
    event : bool array of shape (r,)
    where : table and column

    Returns
    -------
    One fault where the area under the ROC curve is 0.90 or more, or 0.10 or less

    Examples
    --------
    >>> event = np.arange(100) < 10
    >>> separates(event + 0.0, event, Where("dated_figures", "exit_score"))[0].code
    'separates_leavers'
    """
    known = ~np.isnan(value)
    leavers = known & event
    number, others = int(leavers.sum()), int((known & ~event).sum())
    if number < _FEWEST or not others:
        return []
    ranks = rankdata(value[known])[event[known]].sum()
    area = (ranks - number * (number + 1) / 2) / (number * others)
    if max(area, 1.0 - area) < _MOST_AREA:
        return []
    return [
        where.fault(
            "separates_leavers",
            f"alone it tells leavers from others with an area under the curve of "
            f"{max(area, 1 - area):.2f}, more than what is known before an exit can",
            "Check when it was recorded. Take the value from before, or leave it out.",
        )
    ]


def leak_faults(
    value: Floats,
    event: Flags,
    period: NDArray[np.intp],
    where: Where,
    *,
    known_by_end: Flags | None = None,
) -> list[Fault]:
    """Find everything that says a covariate was recorded at or after the exit.

    Parameters
    ----------
    value : array of shape (r,), as known at the start of each person-period; NaN where unknown
    event : bool array of shape (r,)
    period : array of shape (r,)
    where : table and column
    known_by_end : bool array of shape (r,), whether a value was recorded by the end of the period
        or of the person's time; a figure taken on leaving shows here

    Returns
    -------
    Faults with table, column, what was found and what to do; empty for an honest covariate
    """
    known = ~np.isnan(value)
    faults = filled_apart(known, event, period, where)
    if not faults and known_by_end is not None:
        faults = filled_apart(known_by_end, event, period, where)
    faults += constant_for_leavers(value, event, where)
    return faults or separates(value, event, where)


def refuse_leaks(faults: Sequence[Fault]) -> None:
    """Stop where a covariate that was asked for knows the exit.

    Raises
    ------
    DataError
        With all faults.
    """
    if faults:
        raise DataError("These covariates cannot be used to say who leaves.", faults)
