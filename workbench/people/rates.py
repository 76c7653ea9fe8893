"""Rates of rare events in small groups, drawn towards the rate of all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import gammaln
from scipy.stats import gamma

from workbench.errors import ParameterError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RateFit:
    """Shrunk yearly rates.

    ``pooled`` is the rate of all; ``weight`` the person-years the pooled rate counts for;
    ``rate``, ``low`` and ``high`` have shape (g,): posterior mean, 10th and 90th percentile.
    """

    pooled: float
    weight: float
    rate: Floats
    low: Floats
    high: Floats


def shrunk_rates(events: Floats, person_years: Floats, *, weight: float | None = None) -> RateFit:
    """Estimate yearly rates of groups, each drawn towards the rate of all groups together.

    Parameters
    ----------
    events : array of shape (g,), counts >= 0
    person_years : array of shape (g,), >= 0; their sum must be positive
    weight : person-years the pooled rate counts for; found by marginal likelihood when None

    Returns
    -------
    RateFit; a group without person-years gets the pooled rate with the widest interval

    Raises
    ------
    ParameterError
        If there are no person-years at all.

    Notes
    -----
    Gamma-Poisson: events ~ Poisson(rate x person-years), rate ~ Gamma(mean pooled, weight
    person-years), so the posterior is Gamma(pooled weight + events, weight + person-years). The
    pooled rate is itself known from the history only, so ``weight`` is at most all person-years.
    Source: Gelman et al., Bayesian Data Analysis, section 2.6; marginal (negative binomial)
    likelihood as in section 5.

    Examples
    --------
    >>> fit = shrunk_rates(np.array([2.0, 18.0]), np.array([20.0, 180.0]), weight=50.0)
    >>> fit.pooled, fit.rate.round(6).tolist()
    (0.1, [0.1, 0.1])
    """
    total = float(np.sum(person_years))
    if total <= 0:
        raise ParameterError("No person-years of history: a rate of leaving cannot be estimated.")
    pooled = float(np.sum(events)) / total
    strength = weight or _likeliest_weight(events, person_years, pooled, total)
    # Half an event keeps the interval open where nothing has happened yet (Jeffreys).
    shape = max(pooled * strength, 0.5 if pooled == 0 else 0.0) + events
    scale = 1.0 / (strength + person_years)
    low, high = (gamma.ppf(level, shape, scale=scale) for level in (0.1, 0.9))
    return RateFit(pooled, strength, shape * scale, low, high)


def _likeliest_weight(events: Floats, person_years: Floats, pooled: float, total: float) -> float:
    if pooled == 0 or len(events) < 2:
        return total

    def misfit(log_weight: float) -> float:
        weight = float(np.exp(log_weight))
        shape = pooled * weight
        terms = (
            gammaln(shape + events) - gammaln(shape)
            + shape * np.log(weight / (weight + person_years))
            + events * np.log(person_years / (weight + person_years), where=events > 0,
                              out=np.zeros_like(events))
        )  # fmt: skip
        return -float(np.sum(terms))

    found = minimize_scalar(misfit, bounds=(0.0, float(np.log(max(total, 2.0)))), method="bounded")
    return float(np.exp(found.x))
