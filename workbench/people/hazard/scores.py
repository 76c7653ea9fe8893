"""How well chances of leaving fit what happened: scores, calibration, groups of chances."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import xlog1py, xlogy
from scipy.stats import gamma

from workbench.errors import DataError
from workbench.people.hazard.regression import fit_hazard

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def log_loss_rows(chance: Floats, event: Flags) -> Floats:
    """Minus the logarithm of the chance that was given to what happened, row by row.

    Examples
    --------
    >>> log_loss_rows(np.array([0.2, 0.2]), np.array([True, False])).round(4).tolist()
    [1.6094, 0.2231]
    """
    return -np.where(event, xlogy(1.0, chance), xlog1py(1.0, -chance))


def brier_score(chance: Floats, event: Flags) -> float:
    """Mean squared distance of chances from what happened. Source: Brier (1950).

    Examples
    --------
    >>> round(brier_score(np.array([0.7, 0.2]), np.array([True, False])), 3)
    0.065
    """
    return float(np.mean((chance - event) ** 2))


@dataclass(frozen=True)
class Gain:
    """How much less log-loss one forecast has than another, in all rows together.

    ``gain`` is in nats, above 0 where the first is better; ``standard_error`` takes the rows of
    one person as one observation.
    """

    gain: float
    standard_error: float

    @property
    def is_clear(self) -> bool:
        """Whether the first is better by more than one standard error."""
        return self.gain > self.standard_error


def log_loss_gain(chance: Floats, other: Floats, event: Flags, person: NDArray[np.intp]) -> Gain:
    """Compare two forecasts of the same rows by log-loss.

    Parameters
    ----------
    chance, other : arrays of shape (r,), in (0, 1)
    event : bool array of shape (r,)
    person : array of shape (r,), to whom a row belongs

    Returns
    -------
    Gain of the first over the second

    Examples
    --------
    >>> sure, unsure = np.array([0.9, 0.1]), np.array([0.5, 0.5])
    >>> round(log_loss_gain(sure, unsure, np.array([True, False]), np.arange(2)).gain, 4)
    1.1756
    """
    rows = log_loss_rows(other, event) - log_loss_rows(chance, event)
    _, place = np.unique(person, return_inverse=True)
    people = np.bincount(place, weights=rows)
    spread = float(np.sqrt(np.sum((people - people.mean()) ** 2)))
    return Gain(float(people.sum()), spread)


def calibration(index: Floats, event: Flags) -> tuple[float, float, float]:
    """Regress what happened on the linear predictor: slope 1 is calibrated, below 1 overfitted.

    Parameters
    ----------
    index : array of shape (r,), log(-log(1 - chance))
    event : bool array of shape (r,)

    Returns
    -------
    (slope, its standard error, intercept at slope 1: the logarithm of observed over expected);
    missing where no or all rows are events, or the chances separate them. Source: Cox (1958); Van
    Calster and others (2019).
    """
    if not event.any() or event.all() or np.ptp(index) < 1e-9:
        return float("nan"), float("nan"), float("nan")
    middle = float(index.mean())
    try:
        fit = fit_hazard((index - middle)[:, None], event)
        level = fit_hazard(np.zeros((len(event), 0)), event, offset=index)
    except DataError:
        # Chances that separate the events have no finite slope.
        return float("nan"), float("nan"), float("nan")
    return (
        float(fit.coefficients[1]),
        float(np.sqrt(fit.covariance[1, 1])),
        float(level.coefficients[0]),
    )


def reliability(
    chance: Floats, event: Flags, years: Floats, *, groups: int = 5, level: float = 0.8
) -> pd.DataFrame:
    """Set what was expected beside what happened, in groups of rising chance.

    Parameters
    ----------
    chance, event : arrays of shape (r,)
    years : array of shape (r,), person-years behind each row
    groups : number of groups with about the same number of person-years
    level : probability of the interval, in (0, 1)

    Returns
    -------
    DataFrame, one row a group, lowest first: group (1, 2, ...), person_years, expected, observed
    (events), expected_per_year, observed_per_year, low, high (per year; the observed rate as a
    gamma with half an event added, Jeffreys), inside (bool, the expected rate lies between)

    Examples
    --------
    >>> table = reliability(np.full(40, 0.1), np.arange(40) % 10 == 0, np.ones(40), groups=1)
    >>> table[["expected", "observed", "inside"]].round(6).to_numpy().tolist()
    [[4.0, 4, True]]
    """
    rate = -np.log1p(-chance) / years
    order = np.argsort(rate, kind="stable")
    middle = np.cumsum(years[order]) - years[order] / 2
    place = np.empty(len(rate), dtype=np.intp)
    place[order] = np.minimum((groups * middle / years.sum()).astype(np.intp), groups - 1)
    # Equal chances stay together, wherever the row stood.
    place = pd.Series(place).groupby(rate).transform("min").to_numpy()
    rows = pd.DataFrame({"group": place, "person_years": years, "expected": chance,
                         "observed": event.astype(int)})  # fmt: skip
    table = rows.groupby("group", as_index=False).sum()
    tail = (1.0 - level) / 2
    low, high = (
        gamma.ppf(at, table["observed"] + 0.5) / table["person_years"] for at in (tail, 1 - tail)
    )
    expected = table["expected"] / table["person_years"]
    return table.assign(
        group=np.arange(1, len(table) + 1),
        expected_per_year=expected,
        observed_per_year=table["observed"] / table["person_years"],
        low=low,
        high=high,
        inside=(expected >= low) & (expected <= high),
    )
