"""Whether criteria say the same thing twice: rank correlations, inflation, a correction."""

from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Method = Literal["spearman", "pearson"]

# Two rows always lie on a line.
_FEWEST_ROWS = 3


def correlations(
    values: ArrayLike, *, method: Method = "spearman"
) -> tuple[Array, NDArray[np.intp]]:
    """Correlation of every pair of criteria.

    Parameters
    ----------
    values : (n, m); may be missing
    method : "spearman" of ranks, "pearson" of amounts

    Returns
    -------
    (correlations, rows), both (m, m). A pair is compared over the rows in which both are known,
    ranked anew among these; ``rows`` counts them. The correlation is missing where they are fewer
    than three or one of the two is constant over them; with itself a criterion has 1.

    Raises
    ------
    ValueError
        If the method is unknown.

    Examples
    --------
    >>> found, rows = correlations([[1, 9, 5], [2, 8, 5], [3, 7, 5], [4, None, 5]])
    >>> found[0].tolist(), rows[0].tolist()
    ([1.0, -1.0, nan], [4, 3, 4])
    """
    if method not in get_args(Method):
        raise ValueError(f"method: {method!r}; known are {', '.join(get_args(Method))}")
    frame = pd.DataFrame(np.asarray(values, dtype=np.float64))
    found = frame.corr(method, min_periods=_FEWEST_ROWS).to_numpy(copy=True)
    np.fill_diagonal(found, 1.0)
    known = frame.notna().to_numpy().astype(np.intp)
    return found, known.T @ known


def inflation_factors(values: ArrayLike) -> tuple[Array, int]:
    """Variance inflation factor of every criterion.

    Parameters
    ----------
    values : (n, m); may be missing

    Returns
    -------
    (factors, rows) : (m,) factors, at least 1 and infinite where the others give a criterion
        exactly, and how many rows they rest on: those in which every criterion that is ever known
        is known. A factor is missing where the criterion is constant over these rows, or where they
        are too few for a regression on the others. A constant criterion explains nothing and is
        left out of the others' regressions.

    Notes
    -----
    1 / (1 - R^2), R^2 of the regression of a criterion on all others with a constant (Marquardt
    1970). Above 5 or 10 the others largely repeat it.

    Examples
    --------
    >>> factors, rows = inflation_factors([[0, 0, 7], [0, 1, 7], [1, 0, 7], [1, 1, 7]])
    >>> factors.round(6).tolist(), rows
    ([1.0, 1.0, nan], 4)
    """
    given = np.asarray(values, dtype=np.float64)
    ever = ~np.isnan(given).all(axis=0)
    rows = given[~np.isnan(given[:, ever]).any(axis=1)]
    factors = np.full(given.shape[1], np.nan)
    varied = np.flatnonzero(ever & (np.ptp(rows, axis=0) > 0)) if len(rows) else np.array([], int)
    if len(rows) <= len(varied):
        return factors, len(rows)
    standard = rows[:, varied] - rows[:, varied].mean(axis=0)
    standard /= np.sqrt((standard**2).sum(axis=0))
    for place, column in enumerate(varied):
        others = np.delete(standard, place, axis=1)
        fitted = others @ np.linalg.lstsq(others, standard[:, place], rcond=None)[0]
        left = float(((standard[:, place] - fitted) ** 2).sum())
        # What is left below this is rounding.
        factors[column] = 1 / left if left > 1e-12 else np.inf
    return factors, len(rows)


def without_double_counting(
    weights: ArrayLike, correlations: ArrayLike, groups: ArrayLike
) -> Array:
    """Take weight from criteria that repeat others of their group.

    Parameters
    ----------
    weights : (m,), at least 0
    correlations : (m, m), as from `correlations`
    groups : (m,) number of the group of each criterion

    Returns
    -------
    (m,) weights / sum over the group of r^2, scaled so that each group keeps the sum of its weights

    Notes
    -----
    Two criteria that agree perfectly share the weight of one; uncorrelated ones keep theirs. Only
    positive correlations count: criteria that pull apart do not say the same thing twice. A missing
    correlation counts as none. A sensitivity run, not a correction of the truth: facets of one
    thing should correlate.

    Examples
    --------
    >>> agree = [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    >>> without_double_counting([1, 1, 1], agree, [0, 0, 0]).tolist()
    [0.75, 0.75, 1.5]
    """
    given, group = np.asarray(weights, dtype=np.float64), np.asarray(groups)
    shared = np.nan_to_num(np.maximum(np.asarray(correlations, dtype=np.float64), 0.0)) ** 2
    together = (group[:, None] == group).astype(np.float64)
    lowered = given / (shared * together).sum(axis=1)
    before, after = together @ given, together @ lowered
    return np.asarray(lowered * before / np.where(after > 0, after, 1.0))
