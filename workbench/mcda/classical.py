"""Three well-known rankings, for comparison only: their order can flip when a post is removed.

Each takes a matrix (n posts, m criteria), larger is better, nothing missing, and weights that sum
to 1.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

Array = NDArray[np.float64]


def topsis(matrix: Array, weights: Array) -> Array:
    """Score by closeness to the best of everything, against the worst of everything.

    Parameters
    ----------
    matrix : (n, m), larger is better
    weights : (m,) that sum to 1

    Returns
    -------
    (n,) in [0, 1], larger is better; missing where all posts are equal

    Notes
    -----
    Vector normalisation, Hwang and Yoon (1981); Tzeng and Huang (2011).

    Examples
    --------
    >>> topsis(np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([0.5, 0.5])).tolist()
    [0.0, 1.0]
    """
    length = np.sqrt((matrix**2).sum(axis=0))
    weighted = weights * matrix / np.where(length > 0, length, 1.0)
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    span = to_best + to_worst
    return np.where(span > 0, to_worst / np.where(span > 0, span, 1.0), np.nan)


def vikor(matrix: Array, weights: Array, *, majority: float = 0.5) -> tuple[Array, Array, Array]:
    """Compromise between the sum of regrets and the largest single one.

    Parameters
    ----------
    matrix : (n, m), larger is better
    weights : (m,) that sum to 1
    majority : weight of the sum against the largest regret, in [0, 1]

    Returns
    -------
    (S, R, Q), each (n,), smaller is better: sum of regrets, largest regret, compromise. A criterion
    on which all posts are equal adds no regret.

    Notes
    -----
    Opricovic and Tzeng (2004).

    Examples
    --------
    >>> [x.tolist() for x in vikor(np.array([[1.0, 4.0], [2.0, 4.0]]), np.array([0.5, 0.5]))]
    [[0.5, 0.0], [0.5, 0.0], [1.0, 0.0]]
    """
    regret = weights * (1 - _unit(matrix))
    regret = np.where(np.ptp(matrix, axis=0) > 0, regret, 0.0)
    total, largest = regret.sum(axis=1), regret.max(axis=1)
    return total, largest, majority * _unit(total) + (1 - majority) * _unit(largest)


def promethee(matrix: Array, weights: Array) -> Array:
    """Net flow: how much a post is preferred to the others, minus how much they are to it.

    Parameters
    ----------
    matrix : (n, m), larger is better, n >= 2
    weights : (m,) that sum to 1

    Returns
    -------
    (n,) in [-1, 1], larger is better

    Notes
    -----
    PROMETHEE II with the usual preference function: any difference counts in full (Brans and
    Vincke 1985).

    Examples
    --------
    >>> promethee(np.array([[3.0], [1.0], [2.0]]), np.ones(1)).tolist()
    [1.0, -1.0, 0.0]
    """
    flow = np.zeros(len(matrix))
    for column, weight in zip(matrix.T, weights, strict=True):
        ordered = np.sort(column)
        below = np.searchsorted(ordered, column, side="left")
        above = len(column) - np.searchsorted(ordered, column, side="right")
        flow += weight * (below - above)
    return flow / (len(matrix) - 1)


def agreement(first: Array, second: Array, *, top: int) -> tuple[float, float]:
    """Compare two rankings.

    Parameters
    ----------
    first, second : (n,) scores, larger is better, nothing missing
    top : places whose holders are compared

    Returns
    -------
    (Spearman rank correlation, Jaccard share of common posts among the first ``top``); the
    correlation is missing where one of the scores is constant

    Examples
    --------
    >>> agreement(np.array([4.0, 3.0, 2.0, 1.0]), np.array([4.0, 2.0, 3.0, 1.0]), top=2)
    (0.8, 0.3333333333333333)
    """
    sets = [set(np.argsort(-scores, kind="stable")[:top].tolist()) for scores in (first, second)]
    jaccard = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan"), jaccard
    return round(float(spearmanr(first, second).statistic), 12), jaccard


def _unit(amounts: Array) -> Array:
    """Scale to [0, 1] by the smallest and largest amount of each column; 0 where all are equal."""
    low, span = amounts.min(axis=0), np.ptp(amounts, axis=0)
    return np.asarray((amounts - low) / np.where(span > 0, span, 1.0))
