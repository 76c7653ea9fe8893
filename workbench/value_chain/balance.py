"""What a year of service costs and brings, now and over a horizon; bare arrays."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def horizon_balance(
    cost: Floats, first: Floats, later: Floats, *, years: int, rate: float
) -> Floats:
    """Give what a year of service brings over a horizon, less its cost, as of today.

    The cost and the return of the first year count whole; what each of the ``years - 1`` years
    after it brings is discounted to the first: ``-cost + first + later * sum (1 + rate)**-t``.

    Parameters
    ----------
    cost, first, later : currency, shape (n,); a missing amount makes the balance missing
    years : length of the horizon, >= 1
    rate : discount rate a year, >= 0

    Returns
    -------
    Currency, shape (n,)

    Examples
    --------
    >>> one = np.array([100.0])
    >>> horizon_balance(one, 0.4 * one, 0.4 * one, years=3, rate=0.0)
    array([20.])
    >>> horizon_balance(one, 0.4 * one, 0.4 * one, years=1, rate=0.0)
    array([-60.])
    """
    factor = sum((1.0 + rate) ** -year for year in range(1, years))
    return first - cost + later * factor


def years_until_it_pays(cost: Floats, first: Floats, later: Floats, *, rate: float) -> Floats:
    """Give the year in which what a service brings has made up for its cost.

    Returns
    -------
    Years, shape (n,): 1 where the first year does, missing where an amount is, infinite where it
    never does

    Examples
    --------
    >>> cost = np.array([100.0, 100.0, 100.0])
    >>> first, later = np.array([120.0, 40.0, 40.0]), np.array([0.0, 30.0, 0.0])
    >>> years_until_it_pays(cost, first, later, rate=0.0)
    array([ 1.,  3., inf])
    """
    short = cost - first
    with np.errstate(divide="ignore", invalid="ignore"):
        share = short / later
        if rate:
            # later * (1 - v**n) / rate = short, solved for the n years after the first.
            share = -np.log1p(-rate * share) / np.log1p(rate)
        years = 1.0 + np.ceil(np.round(share, 9))
    years = np.where((later > 0) & ~np.isnan(share), years, np.inf)
    known = np.isfinite(cost) & np.isfinite(first)
    years = np.where(short <= 0, 1.0, years)
    return np.where(known & (np.isfinite(later) | (short <= 0)), years, np.nan)
