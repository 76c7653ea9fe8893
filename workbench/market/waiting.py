"""Waiting times with a constant rate and a gamma prior: the arithmetic of the time to fill."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import gamma

Array = NDArray[np.float64]
# Part of the posterior between the two ends of a range.
LEVEL = 0.8


def shrunk_fill_days(
    exposure_days: Array, fills: Array, prior_days: Array, *, prior_fills: float | Array
) -> Array:
    """Mean days to fill from own vacancies, pulled towards a prior where they are few.

    Parameters
    ----------
    exposure_days : (n,) days all own vacancies of a post were open, those still open included
    fills : (n,) how many of them were filled
    prior_days : (n,) days to fill elsewhere; may be missing
    prior_fills : number of own fills that weigh as much as the prior, above 0; one for all or (n,)

    Returns
    -------
    (n,) days, above 0. Without a prior, the own days per fill; missing where there is neither a
    prior nor an own fill.

    Notes
    -----
    Waiting times with a constant rate; a gamma prior on the rate with shape ``prior_fills`` and
    mean 1 / ``prior_days``. The posterior mean rate is (prior_fills + fills) / (prior_fills *
    prior_days + exposure); its inverse is given. Leaving open vacancies out would make the market
    look faster than it is.

    Examples
    --------
    >>> two = np.array([200.0, 200.0])
    >>> days = shrunk_fill_days(two, np.array([2.0, 0.0]), np.array([60.0, 60.0]), prior_fills=2)
    >>> days.tolist()
    [80.0, 160.0]
    """
    shape, days = _posterior(exposure_days, fills, prior_days, prior_fills)
    return days / shape


def fill_days_range(
    exposure_days: Array, fills: Array, prior_days: Array, *, prior_fills: float | Array
) -> tuple[Array, Array]:
    """Range that holds the mean days to fill with a chance of 80 %.

    Parameters
    ----------
    exposure_days, fills, prior_days, prior_fills : see ``shrunk_fill_days``

    Returns
    -------
    (low, high) : each (n,) days; missing where the days are

    Notes
    -----
    The inverse of the 90th and the 10th percentile of the gamma posterior of the rate. It is the
    range of a mean, given the prior; single vacancies scatter far more widely.

    Examples
    --------
    >>> nothing, prior = np.array([0.0]), np.array([100.0])
    >>> low, high = fill_days_range(nothing, nothing, prior, prior_fills=2)
    >>> low.round().tolist(), high.round().tolist()
    ([51.0], [376.0])
    """
    shape, days = _posterior(exposure_days, fills, prior_days, prior_fills)
    ends = ((1 + LEVEL) / 2, (1 - LEVEL) / 2)
    low, high = (days / gamma.ppf(end, shape) for end in ends)
    return low, high


def _posterior(
    exposure_days: Array, fills: Array, prior_days: Array, prior_fills: float | Array
) -> tuple[Array, Array]:
    """Shape of the gamma posterior of the rate and its days; missing without prior and fill."""
    known = ~np.isnan(prior_days)
    shape = fills + np.where(known, prior_fills, 0.0)
    days = exposure_days + np.where(known, prior_fills * prior_days, 0.0)
    return np.where(shape > 0, shape, np.nan), days


def family_factor(expected_fills: Array, fills: Array, *, worth: float) -> Array:
    """How many times as long as expected the vacancies of a job family take.

    Parameters
    ----------
    expected_fills : (n,) fills to be expected of them: days open over days to fill, summed
    fills : (n,) how many were filled
    worth : fills that weigh as much as "just as expected", above 0

    Returns
    -------
    (n,) above 0; 1 without vacancies

    Notes
    -----
    The same gamma prior, on the factor by which the rates of a family differ from the expected
    ones: shape ``worth`` and mean 1, so the inverse of the posterior mean is (worth + expected) /
    (worth + fills).

    Examples
    --------
    >>> family_factor(np.array([0.0, 10.0]), np.array([0.0, 5.0]), worth=5).tolist()
    [1.0, 1.5]
    """
    return np.asarray((worth + expected_fills) / (worth + fills))
