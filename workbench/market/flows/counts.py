"""Exact tests of counts on bare arrays: two counts, a change of their difference, two ratios."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Array = NDArray[np.float64]


def two_count_p(one: ArrayLike, other: ArrayLike) -> Array:
    """Chance of two counts at least as far apart if both are Poisson with the same mean.

    Parameters
    ----------
    one, other : counts, 0 or more

    Returns
    -------
    Two-sided p; 1 where both are equal

    Notes
    -----
    Given their sum, one of them is binomial with a chance of one half (Przyborowski and Wilenski,
    1940): the exact conditional test.

    Examples
    --------
    >>> two_count_p([3, 5, 10], [3, 0, 30]).round(4).tolist()
    [1.0, 0.0625, 0.0022]
    """
    low, total = np.minimum(one, other), np.add(one, other)
    return np.asarray(np.minimum(2 * stats.binom.cdf(low, total, 0.5), 1.0), dtype=float)


def worst_p(one_low: Array, one_high: Array, other_low: Array, other_high: Array) -> Array:
    """Give the largest p of two counts of which only bounds are known; 1 where they may be equal.

    Parameters
    ----------
    one_low, one_high, other_low, other_high : bounds of the counts; ``inf`` where unbounded

    Notes
    -----
    The p falls as the counts move apart, so the largest is where the two intervals are nearest.

    Examples
    --------
    >>> low, high = np.array([0.0, 0.0]), np.array([0.0, 4.0])
    >>> worst_p(low, high, np.array([8.0, 3.0]), np.array([np.inf, 9.0])).tolist()
    [0.0078125, 1.0]
    """
    below, above = one_high < other_low, other_high < one_low
    one = np.where(below, one_high, np.where(above, one_low, 0.0))
    other = np.where(below, other_low, np.where(above, other_high, 0.0))
    return np.where(below | above, two_count_p(one, other), 1.0)


def best_p(one_low: Array, one_high: Array, other_low: Array, other_high: Array) -> Array:
    """Give the smallest p of two counts of which only bounds are known; 0 where unbounded.

    Examples
    --------
    >>> best_p(*(np.array([x]) for x in (0.0, 4.0, 3.0, 9.0))).tolist()
    [0.00390625]
    """
    found = np.ones(np.shape(one_low))
    for one, other in ((one_low, other_high), (one_high, other_low)):
        bounded = np.isfinite(one) & np.isfinite(other)
        p = two_count_p(np.where(bounded, one, 0.0), np.where(bounded, other, 0.0))
        found = np.minimum(found, np.where(bounded, p, 0.0))
    return found


def odds_p(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Array:
    """Chance of two ratios a/b and c/d at least as far apart if they are the same.

    Parameters
    ----------
    a, b, c, d : counts, 0 or more; four Poisson counts

    Returns
    -------
    Two-sided p, twice the smaller tail and at most 1; 1 where a margin is 0

    Notes
    -----
    Given the margins, a is hypergeometric (Fisher's exact test). Doubling the smaller tail gives
    the test whose inversion is the exact central interval of the odds ratio.

    Examples
    --------
    >>> odds_p([3, 8], [1, 1], [1, 1], [3, 8]).round(4).tolist()
    [0.4857, 0.0034]
    """
    first, second, third, fourth = (np.asarray(n, dtype=float) for n in (a, b, c, d))
    total, row, column = first + second + third + fourth, first + second, first + third
    tails = (
        stats.hypergeom.cdf(first, total, row, column),
        stats.hypergeom.sf(first - 1, total, row, column),
    )
    return np.asarray(np.minimum(2 * np.minimum(*tails), 1.0), dtype=float)


def ratio_interval(one: ArrayLike, other: ArrayLike, *, level: float = 0.95) -> tuple[Array, Array]:
    """Give the exact interval of the ratio of the means of two Poisson counts.

    Parameters
    ----------
    one, other : counts, 0 or more
    level : chance that it holds the ratio, at the least

    Returns
    -------
    low, high; high is ``inf`` where ``other`` is 0

    Notes
    -----
    Given their sum, ``one`` is binomial; the interval of Clopper and Pearson (1934) of its chance,
    as odds.

    Examples
    --------
    >>> low, high = ratio_interval([10, 0], [10, 3])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.374, 0.0], [2.677, 2.42])
    """
    k, n, tail = np.asarray(one, dtype=float), np.asarray(other, dtype=float), (1 - level) / 2
    low = np.where(k > 0, stats.beta.ppf(tail, np.maximum(k, 1e-9), n + 1), 0.0)
    high = np.where(n > 0, stats.beta.isf(tail, k + 1, np.maximum(n, 1e-9)), 1.0)
    with np.errstate(divide="ignore"):
        return low / (1 - low), high / (1 - high)


def held(p: Array) -> Array:
    """Give the share of false ones among all whose p is as small or smaller, at the most.

    Parameters
    ----------
    p : p of the tests of one family; missing ones are no tests

    Returns
    -------
    Adjusted p of Benjamini and Hochberg (1995), missing where p is

    Examples
    --------
    >>> held(np.array([0.01, np.nan, 0.04, 0.03])).round(3).tolist()
    [0.03, nan, 0.04, 0.04]
    """
    known = ~np.isnan(p)
    adjusted = np.full(len(p), np.nan)
    if known.any():
        adjusted[known] = stats.false_discovery_control(p[known], method="bh")
    return adjusted
