"""Chances of people who are here, over the time ahead, with the doubt about the coefficients."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from workbench.company import Company
from workbench.people.hazard import facts
from workbench.people.hazard.history import PERIOD_DAYS
from workbench.people.hazard.regression import HazardFit
from workbench.people.hazard.trial import Trained
from workbench.people.history import DAYS_PER_YEAR
from workbench.people.retirement import retirement_dates

Floats = NDArray[np.float64]
# Standard normal at 0.9: the ends of the intervals are the 10th and 90th percentile.
Z90 = 1.2815515594457831


@dataclass(frozen=True)
class Ahead:
    """Chances of n people with their slopes.

    Attributes
    ----------
    employee_ids : of the people, those without a first day left out
    chance : array of shape (n,), of resigning before the horizon or the own retirement ends
    slopes : array of shape (n, 1 + k), of the chance by the coefficients
    """

    employee_ids: NDArray[np.object_]
    chance: Floats
    slopes: Floats

    def interval(self, covariance: Floats) -> tuple[Floats, Floats]:
        """10th and 90th percentile of each chance, by the delta method."""
        return chance_interval(self.chance, self.slopes, covariance)

    def mean(self, members: NDArray[np.bool_], covariance: Floats) -> tuple[float, float, float]:
        """Mean chance of some people with its 10th and 90th percentile."""
        chance = self.chance[members].mean(keepdims=True)
        slopes = self.slopes[members].mean(axis=0, keepdims=True)
        low, high = chance_interval(chance, slopes, covariance)
        return float(chance[0]), float(low[0]), float(high[0])


def chance_interval(chance: Floats, slopes: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """Give the ends of an 80 % interval of chances, by the delta method on log(-log(1 - chance)).

    Parameters
    ----------
    chance : array of shape (n,), in [0, 1)
    slopes : array of shape (n, 1 + k), of the chance by the coefficients
    covariance : array of shape (1 + k, 1 + k)

    Returns
    -------
    (low, high), in [0, 1]; a chance of 0 has no width

    Examples
    --------
    >>> low, high = chance_interval(np.array([0.1]), np.array([[0.095]]), np.array([[0.04]]))
    >>> float(low[0].round(3)), float(high[0].round(3))
    (0.078, 0.127)
    """
    total = -np.log1p(-chance)
    spread = np.sqrt(np.maximum(np.einsum("nk,kl,nl->n", slopes, covariance, slopes), 0.0))
    # d log(total) = d chance / ((1 - chance) total)
    width = np.divide(spread, (1.0 - chance) * total, out=np.zeros_like(total), where=total > 0)
    low, high = (-np.expm1(-total * np.exp(side * Z90 * width)) for side in (-1.0, 1.0))
    return low, high


def chances_ahead(
    fit: HazardFit, matrix: Floats, at_risk_share: Floats, person: NDArray[np.intp], *, people: int
) -> tuple[Floats, Floats]:
    """Join the hazards of the periods ahead into one chance a person.

    Parameters
    ----------
    fit : the hazard
    matrix : array of shape (r, k), one row a person and period ahead
    at_risk_share : array of shape (r,), part of the period that counts, in (0, 1]
    person : array of shape (r,), place of the person, 0 to people - 1
    people : number of people n; without a row the chance is 0

    Returns
    -------
    (chance, slopes) : 1 - prod(1 - hazard), and its slopes, shapes (n,) and (n, 1 + k)
    """
    index = fit.index(matrix, np.log(at_risk_share))
    # -log(1 - hazard) and its slope by the index
    if fit.link == "cloglog":
        total, slope = np.exp(index), np.exp(index)
    else:
        total, slope = np.logaddexp(0.0, index), expit(index)
    rows = np.column_stack([np.ones(len(index)), matrix]) * slope[:, None]
    sums = np.zeros((people, rows.shape[1]))
    np.add.at(sums, person, rows)
    totals = np.bincount(person, weights=total, minlength=people)
    return -np.expm1(-totals), np.exp(-totals)[:, None] * sums


def look_ahead(company: Company, trained: Trained, *, horizon_days: int) -> Ahead:
    """Apply a hazard to everybody here from the report date on.

    Parameters
    ----------
    company : as for ``hazard_history``
    trained : the hazard
    horizon_days : days after the report date, > 0

    Returns
    -------
    Ahead. Tenure and time in post grow through the horizon; family, acting and figures stay as
    on the report date. The own retirement ends the time.
    """
    staff = company.staff[company.staff["hired_on"].notna()].reset_index(drop=True)
    ids = staff["employee_id"].to_numpy(dtype=object)
    now = facts.Moments(ids, pd.DatetimeIndex([company.as_of] * len(ids)))
    retires = retirement_dates(staff["born_on"], age_years=company.settings.retirement_age_years)
    days = (retires - company.as_of).dt.days.fillna(horizon_days).clip(0, horizon_days)
    steps = int(np.ceil(horizon_days / PERIOD_DAYS))
    starts = np.tile(np.arange(steps) * PERIOD_DAYS, len(ids))
    person = np.repeat(np.arange(len(ids)), steps)
    share = (np.minimum(starts + PERIOD_DAYS, days.to_numpy()[person]) - starts) / PERIOD_DAYS
    kept = share > 0
    person, starts, share = person[kept], starts[kept], share[kept]
    tenure = (company.as_of - staff["hired_on"]).dt.days.to_numpy(dtype=float)
    values = _values(company, now, trained.design.names)
    if facts.IN_POST in values:
        values[facts.IN_POST] = values[facts.IN_POST][person] + starts / DAYS_PER_YEAR
    spread = {
        name: value if name == facts.IN_POST else value[person] for name, value in values.items()
    }
    family = facts.family_then(company, now).fillna("").to_numpy(dtype=object)
    matrix = trained.design.matrix((tenure[person] + starts) / DAYS_PER_YEAR, spread,
                                   family[person])  # fmt: skip
    return Ahead(ids, *chances_ahead(trained.fit, matrix, share, person, people=len(ids)))


def _values(company: Company, now: facts.Moments, names: tuple[str, ...]) -> dict[str, Floats]:
    known = {facts.IN_POST: facts.years_in_post, facts.ACTED: facts.acted_in_last_year,
             facts.PAY: facts.pay_position}  # fmt: skip
    return {
        name: known[name](company, now) if name in known else facts.figure_then(company, now, name)
        for name in names
    }
