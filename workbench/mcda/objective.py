"""Weights that follow from the spread of the data alone: a diagnosis, never the importance.

A criterion on which all alternatives differ gets a high weight even if it is irrelevant.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workbench.mcda.redundancy import Method, correlations

Array = NDArray[np.float64]


def entropy_weights(matrix: ArrayLike) -> Array:
    """Weight criteria by how unevenly their amounts are spread over the alternatives.

    Parameters
    ----------
    matrix : (n, m) amounts >= 0 with a true zero; may be missing. More or less being better makes
        no difference.

    Returns
    -------
    (m,) weights that sum to 1. A constant criterion gets 0. Each criterion is measured over the
    alternatives it is known for; one known for fewer than two, or 0 for all, is missing. All are
    missing where no criterion varies.

    Raises
    ------
    ValueError
        If an amount is negative or endless.

    Notes
    -----
    p = x / sum of the column, e = -sum(p ln p) / ln n, weight proportional to 1 - e (Shannon 1948;
    Hwang and Yoon 1981). Adding a constant to a column changes its weight.

    Examples
    --------
    >>> entropy_weights([[1, 1, 0], [1, 3, 1]]).round(4).tolist()
    [0.0, 0.1588, 0.8412]
    """
    given = np.asarray(matrix, dtype=np.float64)
    if (given < 0).any() or np.isinf(given).any():
        raise ValueError("matrix: entropy weights take amounts of at least 0")
    columns = pd.DataFrame(given)
    rows, total = columns.notna().sum(), columns.sum()
    parts = columns / total.where(total > 0)
    surprise = -(parts * np.log(parts.where(parts > 0))).sum()
    # The entropy of a constant is 1 up to rounding.
    spread = (1 - surprise / np.log(rows.where(rows > 1))).where(columns.max() > columns.min(), 0.0)
    return _shares(spread.where((rows > 1) & (total > 0)).to_numpy())


def critic_weights(
    matrix: ArrayLike, senses: ArrayLike | None = None, *, method: Method = "pearson"
) -> Array:
    """Weight criteria by their contrast and by how little they agree with the others (CRITIC).

    Parameters
    ----------
    matrix : (n, m); may be missing
    senses : (m,), 1 where more is better, -1 where less is better; all 1 where not given
    method : of the correlation, "pearson" as in the source, or "spearman"

    Returns
    -------
    (m,) weights that sum to 1. A constant criterion gets 0 and enters no correlation. A criterion
    known for fewer than two alternatives is missing. All are missing where no criterion varies.

    Raises
    ------
    ValueError
        If an amount is endless, or a sense or the method is unknown.

    Notes
    -----
    Each column is scaled by its smallest and largest known amount, costs turned round; the weight
    is proportional to its standard deviation times the sum over the others of 1 - r (Diakoulaki,
    Mavrotas and Papayannakis 1995). With missing values the deviation is over the known ones, r
    over the alternatives known in both, and the sum over the others becomes a mean over those with
    a known r, which gives the same weights where nothing is missing. A criterion without any known
    r keeps its standard deviation alone.

    Examples
    --------
    >>> critic_weights([[1, 3, 5], [2, 2, 5], [3, 1, 5]]).tolist()
    [0.5, 0.5, 0.0]
    """
    given = np.asarray(matrix, dtype=np.float64)
    turn = np.ones(given.shape[1]) if senses is None else np.asarray(senses, dtype=np.float64)
    if turn.shape != given.shape[1:] or not (np.abs(turn) == 1).all() or np.isinf(given).any():
        raise ValueError("senses: one for each criterion, 1 or -1; no amount may be endless")
    conflict = pd.DataFrame(1 - correlations(turn * given, method=method)[0])
    against = conflict.where(~np.eye(len(conflict), dtype=bool)).mean().fillna(1.0)
    columns = pd.DataFrame(given)
    span = columns.max() - columns.min()
    contrast = (columns.std() / span.where(span > 0)).where(span != 0, 0.0)
    return _shares((contrast * against).where(columns.count() > 1).to_numpy())


def _shares(parts: Array) -> Array:
    """Scale the known parts to the sum 1; all are missing where that sum is 0."""
    total = np.nansum(parts)
    return parts / total if total > 0 else np.full(len(parts), np.nan)
