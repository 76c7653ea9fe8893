"""The one check that every ranking method makes of its matrix, weights and senses."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def checked(
    matrix: ArrayLike, weights: ArrayLike, senses: ArrayLike | None = None
) -> tuple[Array, Array, Array]:
    """Check a decision matrix and bring its weights to the sum 1.

    Parameters
    ----------
    matrix : (n, m), one row an alternative, one column a criterion; nothing missing
    weights : (m,), each at least 0, one above 0; any scale
    senses : (m,), 1 where more is better (benefit), -1 where less is better (cost); all benefit
        where not given

    Returns
    -------
    (matrix, weights that sum to 1, senses), of float

    Raises
    ------
    ValueError
        If a shape does not fit, a value is missing or endless, a weight is below 0 or none above
        it, or a sense is neither 1 nor -1.

    Examples
    --------
    >>> checked([[1, 2], [3, 4]], [3, 1])[1].tolist()
    [0.75, 0.25]
    >>> checked([[1, 2], [3, 4]], [3, 1], [1, 2])
    Traceback (most recent call last):
    ...
    ValueError: senses: [1.0, 2.0]; each must be 1 (more is better) or -1 (less is better)
    """
    values, share = np.asarray(matrix, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    turn = np.ones_like(share) if senses is None else np.asarray(senses, dtype=np.float64)
    if values.ndim != 2 or not values.size:
        raise ValueError(f"matrix: shape {values.shape}; rows and columns are needed")
    for name, given in (("weights", share), ("senses", turn)):
        if given.shape != values.shape[1:]:
            raise ValueError(f"{name}: {given.size} given for {values.shape[1]} criteria")
    if not np.isfinite(values).all():
        lost = int((~np.isfinite(values)).sum())
        raise ValueError(f"matrix: {lost} of {values.size} values are missing or endless")
    if not (share >= 0).all() or not 0 < share.sum() < np.inf:
        raise ValueError(
            f"weights: {share.tolist()}; each must be at least 0 and one of them above 0"
        )
    if not (np.abs(turn) == 1).all():
        raise ValueError(
            f"senses: {turn.tolist()}; each must be 1 (more is better) or -1 (less is better)"
        )
    return values, share / share.sum(), turn


def unit(amounts: Array) -> Array:
    """Scale each column to [0, 1] by its smallest and largest amount; 0 where all are equal.

    Examples
    --------
    >>> unit(np.array([[1.0, 7], [2, 7], [5, 7]])).tolist()
    [[0.0, 0.0], [0.25, 0.0], [1.0, 0.0]]
    """
    low, span = amounts.min(axis=0), np.ptp(amounts, axis=0)
    return np.asarray((amounts - low) / np.where(span > 0, span, 1.0))
