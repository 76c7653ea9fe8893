"""What each criterion adds to a score, so that the parts add up to it."""

from collections.abc import Callable
from math import factorial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def shapley_parts(
    score: Callable[[Array], Array], values: Array, reference: Array, players: NDArray[np.intp]
) -> Array:
    """Split the difference of two scores among the criteria that differ.

    Parameters
    ----------
    score : gives (k,) scores of (k, m) values
    values : (m,) values of one alternative
    reference : (m,) values it is compared with, missing where ``values`` are missing
    players : (m,) number of the player each criterion belongs to, from 0 without a gap; criteria of
        one player are changed together

    Returns
    -------
    (players,) parts; they sum to score(values) - score(reference)

    Notes
    -----
    A part is the mean of what changing the player's criteria from the reference to the values adds,
    over all orders in which the players can be changed (Shapley 1953). The score is asked for every
    subset of players, 2^players times.

    Examples
    --------
    >>> product = lambda rows: rows.prod(axis=1)
    >>> shapley_parts(product, np.array([4.0, 3.0]), np.array([2.0, 1.0]), np.arange(2)).tolist()
    [4.0, 6.0]
    """
    count = int(players.max()) + 1 if len(players) else 0
    subsets = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    scores = score(np.where(subsets[:, players] == 1, values, reference))
    sizes = subsets.sum(axis=1)
    # Share of all orders in which exactly these players come before the one that joins them.
    shares = np.array(
        [factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)]
    )
    parts = np.zeros(count)
    for player in range(count):
        without = np.flatnonzero(subsets[:, player] == 0)
        joined = without + 2**player
        parts[player] = (shares[sizes[without]] * (scores[joined] - scores[without])).sum()
    return parts
