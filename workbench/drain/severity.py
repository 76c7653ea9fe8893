"""From mean and spread of a loss to probabilities on a grid, with the mean kept."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]


def lognormal_parameters(mean: Floats, cv: Floats) -> tuple[Floats, Floats]:
    """Find location and scale of the lognormal with the given mean and coefficient of variation.

    Parameters
    ----------
    mean : array, > 0, any unit
    cv : array of the same shape, >= 0, standard deviation / mean

    Returns
    -------
    (mu, sigma) : arrays; sigma 0 is a certain amount

    Notes
    -----
    sigma^2 = ln(1 + cv^2), mu = ln(mean) - sigma^2 / 2. Source: Klugman, Panjer, Willmot, Loss
    Models, appendix A (lognormal moments).

    Examples
    --------
    >>> mu, sigma = lognormal_parameters(np.array([100.0]), np.array([0.5]))
    >>> float(np.exp(mu + sigma**2 / 2)[0].round(9))
    100.0
    """
    variance: Floats = np.log1p(np.square(cv))
    return np.log(mean) - variance / 2, np.sqrt(variance)


def limited_expected_values(mu: Floats, sigma: Floats, limits: Floats) -> Floats:
    """Cut lognormal losses at each limit and take the expected value, E[min(X, limit)].

    Parameters
    ----------
    mu, sigma : arrays of shape (n,), sigma >= 0
    limits : array of shape (k,), >= 0, the unit of the loss

    Returns
    -------
    array of shape (n, k), rising from 0 to the mean

    Notes
    -----
    exp(mu + sigma^2/2) Phi((ln d - mu - sigma^2)/sigma) + d (1 - Phi((ln d - mu)/sigma)).
    Source: Loss Models, appendix A. A certain amount (sigma 0) gives min(amount, d).

    Examples
    --------
    >>> limited_expected_values(np.array([0.0]), np.array([0.0]), np.array([0.5, 2.0])).tolist()
    [[0.5, 1.0]]
    """
    location, scale = mu[:, None], np.maximum(sigma, 1e-300)[:, None]
    with np.errstate(divide="ignore"):
        distance = np.log(limits)[None, :] - location
    with np.errstate(over="ignore"):
        below = ndtr((distance - scale**2) / scale)
        above = ndtr(-distance / scale)
    smooth = np.exp(location + scale**2 / 2) * below + limits * above
    certain = np.minimum(np.exp(location), limits)
    return np.where(sigma[:, None] > 0, smooth, certain)


def grid_probabilities(mean: Floats, cv: Floats, *, step: float, cells: int) -> Floats:
    """Put lognormal losses on the grid 0, step, 2 step, ... by local moment matching.

    Parameters
    ----------
    mean : array of shape (n,), > 0, currency; the mean of each loss
    cv : array of shape (n,), >= 0
    step : width of a cell, currency, > 0
    cells : number of grid points, >= 2; what lies beyond the last is put on the last

    Returns
    -------
    array of shape (n, cells); rows sum to 1 and have the mean of the loss cut at the last point

    Notes
    -----
    f_0 = 1 - l_1/h, f_k = (2 l_k - l_{k-1} - l_{k+1})/h with the limited expected values l.
    Rounding to the nearest cell would shift the mean. Source: Loss Models, method of local
    moment matching (section on discretisation of severities).

    Examples
    --------
    >>> row = grid_probabilities(np.array([2.5]), np.array([0.0]), step=1.0, cells=5)[0]
    >>> row.tolist()
    [0.0, 0.0, 0.5, 0.5, 0.0]
    """
    mu, sigma = lognormal_parameters(mean, cv)
    limited = limited_expected_values(mu, sigma, step * np.arange(cells, dtype=np.float64))
    slopes = np.diff(limited, axis=1) / step
    # Slopes are chances of exceeding a cell, so they fall; the running minimum takes out the
    # rounding noise, and padding with 1 and 0 closes both ends.
    ones, zeros = np.ones((len(mean), 1)), np.zeros((len(mean), 1))
    exceeds = np.minimum.accumulate(np.hstack([ones, slopes, zeros]), axis=1)
    return exceeds[:, :-1] - exceeds[:, 1:]


def high_quantiles(mean: Floats, cv: Floats, *, tail_z: float = 3.719) -> Floats:
    """Find the loss that each lognormal exceeds once in 10,000 (``tail_z`` standard normal units).

    Examples
    --------
    >>> high_quantiles(np.array([10.0]), np.array([0.0])).round(12).tolist()
    [10.0]
    """
    mu, sigma = lognormal_parameters(mean, cv)
    return np.exp(mu + tail_z * sigma)
