"""How often each alternative takes which rank, when weights and values are drawn (SMAA)."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def top_counts(scores: NDArray[np.floating], top: int) -> NDArray[np.intp]:
    """Count for each column in how many rows it is among the ``top`` largest.

    Parameters
    ----------
    scores : (draws, n); a score of 0 or less stands for a post outside the race and never counts
    top : number of places, >= 1

    Returns
    -------
    (n,) counts; equal scores share the last place

    Examples
    --------
    >>> top_counts(np.array([[0.9, 0.5, 0.1], [0.2, 0.5, 0.0]]), 2).tolist()
    [2, 2, 0]
    """
    places = min(top, scores.shape[1])
    # Sorted in full: a partition is many times slower where most scores are the same 0.
    last = np.sort(scores, axis=1)[:, [-places]]
    return np.asarray(((scores >= last) & (scores > 0)).sum(axis=0))


def standard_error(share: Array, draws: int) -> Array:
    """Monte Carlo standard error of a share.

    Examples
    --------
    >>> standard_error(np.array([0.5, 1.0]), 10_000).tolist()
    [0.005, 0.0]
    """
    return np.sqrt(share * (1 - share) / draws)
