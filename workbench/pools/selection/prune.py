"""Which pairs can matter at all: the best few of each post and kind, with a proof."""

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64] | NDArray[np.float64]


def best_pairs(
    post: Indices, worth: Numbers, ready: Flags, places: Indices, *, least_limit: int
) -> tuple[Indices, Indices]:
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
    Two int arrays: pair numbers, line after line, the most valuable first, of equal ones the first
    in the order given; and the edges (2 P + 1,) of the lines in it. Each post has two lines, people
    ready now and the others.

    Notes
    -----
    With K places at a post, N at all the others and a limit of L posts a person, the first
    K + floor(N / L) people of a kind are enough. Take a best choice with somebody behind them: of
    the first ones at most K - 1 stand by for this post and at most floor(N / L) are at their limit
    elsewhere, so one of them is free and can take the place at no loss.

    Examples
    --------
    >>> worth, ready = np.array([0.5, 0.9, 0.7, 0.6]), np.zeros(4, dtype=bool)
    >>> pairs, edges = best_pairs(
    ...     np.zeros(4, np.intp), worth, ready, np.array([2]), least_limit=1
    ... )
    >>> pairs.tolist(), edges.tolist()
    ([1, 2], [0, 0, 2])
    """
    count = 2 * len(places)
    line = (2 * post + ~ready).astype(np.min_scalar_type(count))
    order = np.lexsort((-worth, line))
    size = np.bincount(line, minlength=count)
    elsewhere = (places.sum() - places) // least_limit
    most = np.minimum(size, np.repeat(places + elsewhere, 2))
    rank = np.arange(len(post)) - np.repeat(np.cumsum(size) - size, size)
    return order[rank < np.repeat(most, size)], np.concatenate([[0], np.cumsum(most)])
