"""Which alternatives are ahead of which whatever the weights."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Pairs looked at together; bounds the memory beside the answer.
_CELLS = 4_000_000


def dominance(
    low: ArrayLike, high: ArrayLike | None = None, senses: ArrayLike | None = None
) -> NDArray[np.bool_]:
    """Find for every pair whether the first is ahead of the second for any weights.

    Parameters
    ----------
    low : (n, m) values, or the lowest ones possible; may be missing
    high : (n, m) highest values possible; ``low`` where not given
    senses : (m,), 1 where more is better, -1 where less is better; all 1 where not given

    Returns
    -------
    (n, n) of bool: the row is at least as good as the column on every criterion and better on one,
    for certain, that is with its own values at their worst and those of the column at their best.
    Against a missing value nothing is certain.

    Raises
    ------
    ValueError
        If the shapes differ or a low value lies above its high one.

    Notes
    -----
    A weighted sum, a power mean or any other mean that never falls when a value rises keeps this
    order for all weights. Time grows with n^2 m; beside the answer little memory is used.

    Examples
    --------
    >>> dominance([[0.9, 0.8], [0.5, 0.7], [0.2, 0.9]]).tolist()
    [[False, True, False], [False, False, False], [False, False, False]]
    >>> dominance([[0.8], [0.4]], [[0.9], [0.8]]).tolist()
    [[False, False], [False, False]]
    """
    least = np.asarray(low, dtype=np.float64)
    most = least if high is None else np.asarray(high, dtype=np.float64)
    turn = np.ones(least.shape[-1]) if senses is None else np.asarray(senses, dtype=np.float64)
    if least.ndim != 2 or least.shape != most.shape or turn.shape != least.shape[1:]:
        raise ValueError(f"low, high and senses: shapes {least.shape}, {most.shape}, {turn.shape}")
    if (least > most).any():
        raise ValueError("low: a value lies above its high one")
    worst, best = np.where(turn > 0, least, -most), np.where(turn > 0, most, -least)
    ahead = np.empty((len(worst), len(worst)), dtype=bool)
    step = max(1, _CELLS // max(1, len(worst)))
    for start in range(0, len(worst), step):
        rows = slice(start, start + step)
        no_worse = np.ones(ahead[rows].shape, dtype=bool)
        better = np.zeros(ahead[rows].shape, dtype=bool)
        for own, other in zip(worst[rows].T, best.T, strict=True):
            no_worse &= own[:, None] >= other
            better |= own[:, None] > other
        ahead[rows] = no_worse & better
    return ahead
