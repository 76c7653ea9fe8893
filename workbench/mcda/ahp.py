"""Weights from pairwise comparisons (analytic hierarchy process) and how consistent they are.

A matrix of comparisons is square: cell (j, k) says how many times as important j is as k, cell
(k, j) its inverse, the diagonal is 1, and a comparison nobody made is missing.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

Array = NDArray[np.float64]

# Mean CI of random matrices of 3 to 15 items (Saaty 1980, The Analytic Hierarchy Process).
_RANDOM_INDEX = (
    0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
)  # fmt: skip
_MOST_ITEMS = 2 + len(_RANDOM_INDEX)


def group_matrix(matrices: Sequence[Array]) -> Array:
    """Element-wise geometric mean of the raters' matrices.

    Parameters
    ----------
    matrices : one (m, m) matrix a rater; a missing cell is left out of the mean

    Returns
    -------
    (m, m) matrix; a cell nobody answered stays missing

    Notes
    -----
    With priorities from row geometric means, aggregating judgements and aggregating priorities
    agree (Barzilai and Golany 1994).

    Examples
    --------
    >>> group_matrix([np.array([[1, 2], [1 / 2, 1]]), np.array([[1, 8], [1 / 8, 1]])])[0].tolist()
    [1.0, 4.0]
    """
    logs = np.log(np.stack(matrices))
    answered = ~np.isnan(logs)
    count = answered.sum(axis=0)
    total = np.where(answered, logs, 0.0).sum(axis=0)
    return np.exp(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def priorities(matrix: Array) -> Array:
    """Weights by logarithmic least squares; with all answers given, the row geometric means.

    Parameters
    ----------
    matrix : (m, m) comparisons, missing where nobody answered

    Returns
    -------
    (m,) weights above 0 that sum to 1

    Raises
    ------
    ValueError
        If the answers fall into groups that no answer ties together.

    Notes
    -----
    Solves L y = r with L the Laplacian of the graph of answered pairs (Bozoki, Fulop and Ronyai
    2010); the weights are exp(y), scaled.

    Examples
    --------
    >>> nan = float("nan")
    >>> chain = np.array([[1, 2, nan], [1 / 2, 1, 3], [nan, 1 / 3, 1]])
    >>> priorities(chain).round(2).tolist()
    [0.6, 0.3, 0.1]
    """
    answered = _answered(matrix)
    parts, _ = connected_components(answered, directed=False)
    if parts > 1:
        raise ValueError(f"the comparisons fall into {parts} groups that no answer ties together")
    logs = np.where(answered, np.log(matrix), 0.0)
    laplacian = np.diag(answered.sum(axis=1)) - answered.astype(np.float64)
    # Any one solution will do: the system leaves a common factor open, which scaling removes.
    solution = np.linalg.lstsq(laplacian, logs.sum(axis=1), rcond=None)[0]
    weights = np.exp(solution - solution.max())
    return weights / weights.sum()


def geometric_consistency(matrix: Array, weights: Array) -> float:
    """Geometric consistency index: mean squared log residual per answer beyond the needed ones.

    Parameters
    ----------
    matrix : (m, m) comparisons, missing where nobody answered
    weights : (m,) priorities of that matrix

    Returns
    -------
    float, >= 0; missing when the answers are just enough to find the weights and check nothing

    Notes
    -----
    With all answers given, 2 / ((m - 1)(m - 2)) times the sum of squared residuals (Aguaron and
    Moreno-Jimenez 2003). Compare with `consistency_limit`.

    Examples
    --------
    >>> consistent = np.array([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]])
    >>> round(geometric_consistency(consistent, priorities(consistent)), 12)
    0.0
    """
    residuals = np.triu(_residuals(matrix, weights), 1)
    spare = int(_answered(matrix).sum()) // 2 - (len(weights) - 1)
    return float((residuals**2).sum() / spare) if spare > 0 else float("nan")


def consistency_limit(items: int) -> float:
    """Value of the geometric consistency index that matches a consistency ratio of 0.10.

    Examples
    --------
    >>> [consistency_limit(m) for m in (3, 4, 9)]
    [0.31, 0.35, 0.37]
    """
    return {3: 0.31, 4: 0.35}.get(items, 0.37)


def eigen_consistency(matrix: Array) -> tuple[float, float, float, Array]:
    """Saaty's largest eigenvalue, consistency index and ratio, and the eigenvector's weights.

    Parameters
    ----------
    matrix : (m, m) comparisons, 3 <= m <= 15, all answered

    Returns
    -------
    (lambda_max, CI, CR, weights); all missing for an incomplete matrix or another size. A CR above
    0.10 calls for a second look at the answers.

    Notes
    -----
    CI = (lambda_max - m) / (m - 1), CR = CI / random index (Saaty 1980, 1990). Shown beside the
    geometric index; the weights in use are those of `priorities`.

    Examples
    --------
    >>> eigen_consistency(np.ones((3, 3)))[:3]
    (3.0, 0.0, 0.0)
    """
    size = len(matrix)
    if np.isnan(matrix).any() or not 3 <= size <= _MOST_ITEMS:
        return float("nan"), float("nan"), float("nan"), np.full(size, np.nan)
    eigenvalues, eigenvectors = np.linalg.eig(matrix)
    largest = int(eigenvalues.real.argmax())
    weights = np.abs(eigenvectors[:, largest].real)
    lambda_max = round(float(eigenvalues[largest].real), 12)
    index = (lambda_max - size) / (size - 1)
    return lambda_max, index, index / _RANDOM_INDEX[size - 3], weights / weights.sum()


def largest_residuals(
    matrix: Array, weights: Array, *, most: int = 3
) -> list[tuple[int, int, float, float]]:
    """Find the answers that fit the weights least.

    Returns
    -------
    list of (j, k, answered ratio, ratio the weights imply), worst first, answered ones only

    Examples
    --------
    >>> a = np.ones((4, 4))
    >>> a[0, 3], a[3, 0] = 9, 1 / 9
    >>> [(j, k) for j, k, _, _ in largest_residuals(a, priorities(a), most=1)]
    [(0, 3)]
    """
    size = np.abs(np.triu(_residuals(matrix, weights), 1)).round(9)
    pairs = [
        divmod(int(cell), len(weights)) for cell in np.argsort(-size, axis=None, kind="stable")
    ]
    worst = [(j, k) for j, k in pairs if size[j, k] > 0][:most]
    return [(j, k, float(matrix[j, k]), float(weights[j] / weights[k])) for j, k in worst]


def _answered(matrix: Array) -> NDArray[np.bool_]:
    return ~np.isnan(matrix) & ~np.eye(len(matrix), dtype=bool)


def _residuals(matrix: Array, weights: Array) -> Array:
    """Logarithm of answer over implied ratio, 0 where nobody answered."""
    logs = np.log(weights)
    return np.where(_answered(matrix), np.log(matrix) - logs[:, None] + logs[None, :], 0.0)
