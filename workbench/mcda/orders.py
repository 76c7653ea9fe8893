"""How far two orders of the same alternatives agree."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

Array = NDArray[np.float64]


def spearman(first: ArrayLike, second: ArrayLike) -> float:
    """Rank correlation of two scores.

    Parameters
    ----------
    first, second : (n,) scores, larger is better; a row in which one is missing is left out

    Returns
    -------
    float in [-1, 1], ties at the mean of their ranks; missing where fewer than two rows are known
    in both, or one of the scores is constant over them

    Notes
    -----
    Spearman (1904): the correlation of the ranks.

    Examples
    --------
    >>> spearman([4, 3, 2, 1], [4, 2, 3, 1])
    0.8
    """
    scores = np.array([first, second], dtype=np.float64)
    known = scores[:, ~np.isnan(scores).any(axis=0)]
    if known.shape[1] < 2 or (np.ptp(known, axis=1) == 0).any():
        return float("nan")
    return round(float(np.corrcoef(rankdata(known, axis=1))[0, 1]), 12)


def first_places(scores: ArrayLike, top: int) -> NDArray[np.intp]:
    """Rows of the ``top`` largest scores, best first; of equal ones the earlier row comes first.

    Parameters
    ----------
    scores : (n,), larger is better; a missing one has no place
    top : number of places, >= 0

    Examples
    --------
    >>> first_places([0.2, None, 0.9, 0.2], 2).tolist()
    [2, 0]
    """
    values = np.asarray(scores, dtype=np.float64)
    # Sorted as they are, missing scores come last.
    return np.argsort(-values, kind="stable")[: min(top, int((~np.isnan(values)).sum()))]


def jaccard_of_top(first: ArrayLike, second: ArrayLike, *, top: int) -> float:
    """Share of alternatives that two orders have in common among their first places.

    Parameters
    ----------
    first, second : (n,) scores, larger is better; a missing one has no place
    top : number of places, >= 0

    Returns
    -------
    float in [0, 1], those in both over those in either (Jaccard 1901); missing where neither order
    has a place to compare

    Examples
    --------
    >>> jaccard_of_top([4, 3, 2, 1], [4, 2, 3, 1], top=2)
    0.3333333333333333
    """
    one, other = (set(first_places(scores, top).tolist()) for scores in (first, second))
    return len(one & other) / len(one | other) if one | other else float("nan")
