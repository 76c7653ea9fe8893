"""A smooth curve over tenure with few parameters: the restricted cubic spline."""

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ParameterError

Floats = NDArray[np.float64]
# Where the knots lie among the values: Harrell (2015), Regression Modeling Strategies, table 2.3.
_KNOT_LEVELS = {
    3: (0.10, 0.50, 0.90),
    4: (0.05, 0.35, 0.65, 0.95),
    5: (0.05, 0.275, 0.50, 0.725, 0.95),
}


def spline_knots(values: Floats, *, knots: int = 5) -> Floats:
    """Place knots at quantiles of the values.

    Parameters
    ----------
    values : array of shape (n,), without missing values
    knots : 3, 4 or 5

    Returns
    -------
    array of shape (at most knots,), increasing; fewer where quantiles coincide

    Raises
    ------
    ParameterError
        If the number of knots is another one.

    Examples
    --------
    >>> spline_knots(np.arange(101.0), knots=3).tolist()
    [10.0, 50.0, 90.0]
    """
    if knots not in _KNOT_LEVELS:
        raise ParameterError(f"knots: {knots} is not among the allowed ones: 3, 4, 5.")
    return np.unique(np.quantile(values, _KNOT_LEVELS[knots]))


def restricted_spline(values: Floats, knots: Floats) -> Floats:
    """Columns of a cubic spline that is a straight line beyond its outer knots.

    Parameters
    ----------
    values : array of shape (n,)
    knots : array of shape (k,), increasing; with fewer than 3 the curve is a straight line

    Returns
    -------
    array of shape (n, max(k - 1, 1)): the value itself and k - 2 curved columns

    Notes
    -----
    Truncated powers scaled by the squared span of the knots. Source: Stone and Koo (1985);
    Harrell (2015), Regression Modeling Strategies, section 2.4.5.

    Examples
    --------
    >>> columns = restricted_spline(np.array([0.0, 2.0, 3.0, 4.0]), np.array([0.0, 1.0, 2.0]))
    >>> columns.tolist()
    [[0.0, 0.0], [2.0, 1.5], [3.0, 3.0], [4.0, 4.5]]
    """
    if len(knots) < 3:
        return values[:, None].astype(float)
    last, before = knots[-1], knots[-2]
    cubes = np.maximum(values[:, None] - knots, 0.0) ** 3
    inner, end, near_end = cubes[:, :-2], cubes[:, [-1]], cubes[:, [-2]]
    curved = (
        inner
        - near_end * (last - knots[:-2]) / (last - before)
        + end * (before - knots[:-2]) / (last - before)
    )
    return np.hstack([values[:, None], curved / (last - knots[0]) ** 2])
