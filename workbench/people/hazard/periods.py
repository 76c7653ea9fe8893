"""Rows of one person in one period, with the part of the period at risk."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ParameterError

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class PersonPeriods:
    """Person-periods; r rows ordered by person and period.

    Attributes
    ----------
    person : array of shape (r,), place of the person among those given
    period : array of shape (r,), 0 for the first period of the window
    starts_days : array of shape (r,), day on which the person's time at risk in the period begins
    at_risk_share : array of shape (r,), in (0, 1], part of the period at risk
    event : bool array of shape (r,), whether the person leaves in the period
    """

    person: Places
    period: Places
    starts_days: Floats
    at_risk_share: Floats
    event: NDArray[np.bool_]

    def of(self, rows: NDArray[np.bool_]) -> "PersonPeriods":
        """Take some rows."""
        return PersonPeriods(
            self.person[rows], self.period[rows], self.starts_days[rows],
            self.at_risk_share[rows], self.event[rows],
        )  # fmt: skip


def person_periods(
    entry_days: Floats,
    exit_days: Floats,
    event: NDArray[np.bool_],
    *,
    period_days: float,
    periods: int,
) -> PersonPeriods:
    """Cut the time at risk of n people into periods of one length.

    Parameters
    ----------
    entry_days, exit_days : arrays of shape (n,), days since the window opened; a person is at risk
        from entry to exit. Entry before 0 is late entry: the person counts from day 0 on.
    event : bool array of shape (n,), whether the exit is the event; else the time is censored
        (still here, or gone for another cause)
    period_days : length of a period, > 0
    periods : number of periods in the window, >= 1

    Returns
    -------
    PersonPeriods. Whoever leaves was at risk to the end of the period; whoever is censored only
    up to that day. People whose exit is not after their entry have no row; an exit after the
    window is censored at its end.

    Raises
    ------
    ParameterError
        If a length is not positive or a day is missing.

    Examples
    --------
    >>> rows = person_periods(np.array([-9.0, 15.0]), np.array([25.0, 40.0]),
    ...                       np.array([True, False]), period_days=10.0, periods=3)
    >>> rows.person.tolist(), rows.period.tolist(), rows.at_risk_share.tolist()
    ([0, 0, 0, 1, 1], [0, 1, 2, 1, 2], [1.0, 1.0, 1.0, 0.5, 1.0])
    >>> rows.event.tolist()
    [False, False, True, False, False]
    """
    if period_days <= 0 or periods < 1:
        raise ParameterError("A period needs more than 0 days, and the window one period or more.")
    if np.isnan(entry_days).any() or np.isnan(exit_days).any():
        raise ParameterError("A first or last day at risk is missing: leave the person out.")
    end = periods * period_days
    leaves = event & (exit_days <= end)
    entry, last = np.maximum(entry_days, 0.0), np.minimum(exit_days, end)
    kept = np.flatnonzero(last > entry)
    first_period = np.floor(entry[kept] / period_days).astype(np.intp)
    last_period = np.ceil(last[kept] / period_days).astype(np.intp) - 1
    lengths = np.maximum(last_period - first_period + 1, 0)
    person = np.repeat(kept, lengths)
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    period = np.arange(lengths.sum()) - before + np.repeat(first_period, lengths)
    starts = np.maximum(period * period_days, entry[person])
    is_last = period == np.repeat(last_period, lengths)
    happens = is_last & leaves[person]
    stops = np.where(happens, (period + 1) * period_days,
                     np.minimum((period + 1) * period_days, last[person]))  # fmt: skip
    share = (stops - starts) / period_days
    return PersonPeriods(person, period, starts, np.minimum(share, 1.0), happens)
