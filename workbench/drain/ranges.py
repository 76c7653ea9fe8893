"""Draws of quantities that are known only as ranges."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from workbench.settings import Range

Floats = NDArray[np.float64]


def quantile_of(range_: Range, level: Floats, *, ceiling: float = np.inf) -> Floats:
    """Read a range as a distribution: straight lines through its three points.

    Parameters
    ----------
    range_ : P10, P50, P90
    level : array of probabilities in [0, 1]
    ceiling : largest possible value, 1 for shares; the smallest is 0

    Returns
    -------
    array of the shape of ``level``

    Notes
    -----
    The outer tenths go on at the slope of the inner ones, so the mean is
    0.3125 P10 + 0.375 P50 + 0.3125 P90 where nothing is cut, close to the 0.3, 0.4, 0.3 of
    Keefer and Bodily (1983), Three-point approximations for continuous random variables.

    Examples
    --------
    >>> notice = Range(p10=30, p50=60, p90=90, source="contracts")
    >>> quantile_of(notice, np.array([0.0, 0.1, 0.5, 0.9, 1.0])).tolist()
    [22.5, 30.0, 60.0, 90.0, 97.5]
    """
    first = range_.p10 - (range_.p50 - range_.p10) / 4
    last = range_.p90 + (range_.p90 - range_.p50) / 4
    points = [first, range_.p10, range_.p50, range_.p90, last]
    return np.clip(np.interp(level, [0.0, 0.1, 0.5, 0.9, 1.0], points), 0.0, ceiling)


def between(low: Floats, middle: Floats, high: Floats, level: Floats) -> Floats:
    """Read many ranges at once, as ``quantile_of`` does; nothing is cut.

    Parameters
    ----------
    low, middle, high : arrays of shape (n,), P10, P50 and P90 of each
    level : array of shape (m,), probabilities in [0, 1], the same for all n

    Returns
    -------
    array of shape (n, m); missing where a point is missing

    Examples
    --------
    >>> days = np.array([30.0]), np.array([60.0]), np.array([90.0])
    >>> between(*days, np.array([0.0, 0.1, 0.5, 0.9, 1.0])).tolist()
    [[22.5, 30.0, 60.0, 90.0, 97.5]]
    """
    at_low, at_middle, at_high = (points[:, None] for points in (low, middle, high))
    below = at_middle + (at_middle - at_low) * (level - 0.5) / 0.4
    above = at_middle + (at_high - at_middle) * (level - 0.5) / 0.4
    return np.where(level < 0.5, below, above)


def draw_levels(names: tuple[str, ...], *, draws: int, seed: int) -> dict[str, Floats]:
    """Draw probabilities for each name, evenly spread and independent between names.

    Parameters
    ----------
    names : what is drawn
    draws : number of draws; a power of 2 keeps the spread even
    seed : of the scrambled Sobol sequence

    Returns
    -------
    dict of arrays of shape (draws,), in [0, 1]

    Examples
    --------
    >>> levels = draw_levels(("a", "b"), draws=64, seed=1)
    >>> bool(abs(levels["a"].mean() - 0.5) < 0.01)
    True
    """
    exponent = int(np.ceil(np.log2(draws)))
    points = qmc.Sobol(len(names), rng=seed).random_base2(exponent)[:draws]
    return dict(zip(names, points.T, strict=True))


def draw_ranges(ranges: Mapping[str, Range], levels: Mapping[str, Floats]) -> dict[str, Floats]:
    """Turn levels into values; quantities whose name ends in ``_share`` stay under 1."""
    return {
        name: quantile_of(value, levels[name], ceiling=1.0 if name.endswith("_share") else np.inf)
        for name, value in ranges.items()
    }
