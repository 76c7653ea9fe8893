"""How often one of a group stands above one of another, on values that only have an order."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binomtest, norm, rankdata
from scipy.stats import t as student

Floats = NDArray[np.float64]


def superiority(high: ArrayLike, low: ArrayLike, *, confidence: float = 0.95) -> Floats:
    """Chance that one of the first group stands above one of the second, ties counted half.

    Parameters
    ----------
    high, low : values of the two groups, two or more each, none missing; only their order counts
    confidence : of the interval, in (0, 1)

    Returns
    -------
    array (4,): chance in [0, 1], lower and upper end of the interval in [0, 1], two-sided p-value
    of "the chance is one half". Without any overlap there is no spread to estimate: the interval
    is then Wilson's and the p-value that of the sign test, of as many pairs as the smaller group
    has values; where all values are equal nothing is known.

    Raises
    ------
    ValueError
        If a group has fewer than two values.

    Notes
    -----
    Brunner and Munzel (2000), Biometrical Journal 42:17-25: the chance with its own variance in
    each group, against Student's t with Satterthwaite's degrees of freedom. Levels of competencies
    are ordinal, so a difference of means would depend on how far apart the levels are drawn.

    Examples
    --------
    >>> superiority([3, 4, 4], [1, 3, 2]).round(3).tolist()
    [0.944, 0.726, 1.0, 0.005]
    """
    first, second = (np.asarray(values, dtype=np.float64) for values in (high, low))
    if min(len(first), len(second)) < 2:
        raise ValueError("each group needs two values or more")
    n, m = len(first), len(second)
    ranks = rankdata(np.concatenate([first, second]))
    above, beside = ranks[:n] - rankdata(first), ranks[n:] - rankdata(second)
    chance = above.mean() / m
    parts = above.var(ddof=1) / (n * m**2), beside.var(ddof=1) / (m * n**2)
    variance = sum(parts)
    if variance == 0:
        if chance == 0.5:
            return np.array([0.5, 0.0, 1.0, 1.0])
        found = binomtest(round(chance * min(n, m)), min(n, m))
        ends = found.proportion_ci(confidence, method="wilson")
        return np.array([chance, ends.low, ends.high, found.pvalue])
    freedom = variance**2 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (m - 1))
    error = np.sqrt(variance)
    reach = student.ppf((1 + confidence) / 2, freedom) * error
    p_value = 2 * student.sf(abs(chance - 0.5) / error, freedom)
    return np.array([chance, max(0.0, chance - reach), min(1.0, chance + reach), p_value])


def smallest_detectable(
    high: ArrayLike, low: ArrayLike, *, level: float = 0.05, power: float = 0.8
) -> Floats:
    """Smallest chance above one half that groups of these sizes would find in most cases.

    Parameters
    ----------
    high, low : sizes of the groups, 1 or more
    level, power : of the two-sided test, in (0, 1)

    Returns
    -------
    array of chances, at most 1; groups that are too small for any get 1

    Notes
    -----
    Noether (1987), Journal of the American Statistical Association 82:645-647, without ties.

    Examples
    --------
    >>> smallest_detectable([20, 2], [40, 3]).round(2).tolist()
    [0.72, 1.0]
    """
    n, m = (np.asarray(size, dtype=np.float64) for size in (high, low))
    spread = np.sqrt((n + m + 1) / (12 * n * m))
    needed = 0.5 + (norm.isf(level / 2) + norm.ppf(power)) * spread
    return np.minimum(needed, 1.0)
