"""Which pairs can matter at all: the best few of each post and kind, with a proof."""

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64] | NDArray[np.float64]


def best_pairs(
    post: Indices, worth: Numbers, ready: Flags, places: Indices, *, least_limit: int
) -> list[tuple[Indices, Indices]]:
    """Numbers of the pairs of each post that some best choice can do with.

    Parameters
    ----------
    post : int array (E,), rising
    worth : array (E,), what is largest within a post and kind goes first
    ready : bool array (E,)
    places : int array (P,)
    least_limit : least number of posts that any person may stand by for, >= 1

    Returns
    -------
    For each post two arrays of pair numbers, ready now and not, the most valuable first; of equal
    ones the first in the order given

    Notes
    -----
    With K places at a post, N at all the others and a limit of L posts a person, the first
    K + floor(N / L) people of a kind are enough. Take a best choice with somebody behind them: of
    the first ones at most K - 1 stand by for this post and at most floor(N / L) are at their limit
    elsewhere, so one of them is free and can take the place at no loss.

    Examples
    --------
    >>> worth, ready = np.array([0.5, 0.9, 0.7, 0.6]), np.zeros(4, dtype=bool)
    >>> posts = best_pairs(np.zeros(4, np.intp), worth, ready, np.array([2]), least_limit=1)
    >>> posts[0][1].tolist()
    [1, 2]
    """
    edges = np.searchsorted(post, np.arange(len(places) + 1))
    elsewhere = (places.sum() - places) // least_limit
    return [
        (
            _first(start + np.flatnonzero(ready[start:stop]), worth, most),
            _first(start + np.flatnonzero(~ready[start:stop]), worth, most),
        )
        for start, stop, most in zip(edges[:-1], edges[1:], places + elsewhere, strict=True)
    ]


def _first(pairs: Indices, worth: Numbers, most: int) -> Indices:
    if len(pairs) > most:
        least = np.partition(worth[pairs], len(pairs) - most)[len(pairs) - most] if most else np.inf
        above = pairs[worth[pairs] > least]
        pairs = np.concatenate([above, pairs[worth[pairs] == least][: most - len(above)]])
    return pairs[np.lexsort((pairs, -worth[pairs]))]
