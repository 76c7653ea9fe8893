"""Rates of rare events in small groups, drawn towards the rate of all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaln
from scipy.stats import gamma

from workbench.errors import ParameterError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RateFit:
    """Shrunk yearly rates.

    ``pooled`` is the rate of all; ``weight`` the person-years the pooled rate counts for (where
    that was estimated: its median); ``rate``, ``low`` and ``high`` have shape (g,): posterior mean,
    10th and 90th percentile.
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
    weight : person-years the pooled rate counts for; averaged over what the data make likely
        when None

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
    person-years), so given the weight the posterior is Gamma(pooled weight + events, weight +
    person-years). The weight is averaged over its marginal (negative binomial) likelihood with a
    uniform-shrinkage prior; the likeliest weight alone is often infinite and would make all
    groups equal. Source: Christiansen and Morris (1997), Hierarchical Poisson regression modeling;
    Gelman et al., Bayesian Data Analysis, section 2.6.

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
    if pooled == 0:
        # Half an event keeps the interval open where nothing has happened yet (Jeffreys).
        weights, chances, prior_events = np.array([total]), np.ones(1), np.array([0.5])
    else:
        weights, chances = weight_chances(events, person_years)
        weights, chances = (np.array([weight]), np.ones(1)) if weight else (weights, chances)
        prior_events = pooled * weights
    shape = prior_events[:, None] + events
    years = weights[:, None] + person_years
    low, high = (_mixed_quantile(level, shape, years, chances) for level in (0.1, 0.9))
    middle = float(weights[np.searchsorted(np.cumsum(chances), 0.5)])
    return RateFit(pooled, middle, chances @ (shape / years), low, high)


def weight_chances(events: Floats, person_years: Floats) -> tuple[Floats, Floats]:
    """Say how likely the data make each weight of the pooled rate.

    Parameters
    ----------
    events, person_years : arrays of shape (g,), at least one event

    Returns
    -------
    (weights, chances) : person-years on a logarithmic grid, and their posterior probabilities

    Notes
    -----
    Prior z / (weight + z)^2 with z the median person-years of a group: the part that a
    middle-sized group is drawn towards the rate of all is uniform between 0 and 1.

    Examples
    --------
    >>> weights, chances = weight_chances(np.array([1.0, 2.0]), np.array([10.0, 20.0]))
    >>> float(chances.sum().round(12))
    1.0
    """
    groups = person_years > 0
    middle = float(np.median(person_years[groups]))
    weights = middle * np.geomspace(1e-3, 1e3, 121)
    shape = (events.sum() / person_years.sum()) * weights[:, None]
    years = weights[:, None] + person_years
    likelihood = np.sum(
        gammaln(shape + events) - gammaln(shape)
        + shape * np.log(weights[:, None] / years) - events * np.log(years),
        axis=1,
    )  # fmt: skip
    # On a logarithmic grid each step stands for a width in proportion to the weight.
    density = likelihood - 2 * np.log(weights + middle) + np.log(weights)
    chances = np.exp(density - density.max())
    return weights, chances / chances.sum()


def _mixed_quantile(level: float, shape: Floats, years: Floats, chances: Floats) -> Floats:
    """Quantile of a mixture of gammas, by halving between its parts' quantiles."""
    parts = gamma.ppf(level, shape, scale=1.0 / years)
    low, high = parts.min(axis=0), parts.max(axis=0)
    for _ in range(60):
        middle = (low + high) / 2
        below = chances @ gammainc(shape, middle * years) < level
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2
