"""Prices of people to start from, where many posts want the same few people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

# Rounds, first step as a part of the spread of worth, and what is left of a step in the next round.
ROUNDS, FIRST_STEP, SHRINK = 150, 0.03, 0.965


def starting_prices(
    post: Indices,
    person: Indices,
    worth: NDArray[np.int64],
    leads: Flags,
    places: Indices,
    limit: Indices,
) -> NDArray[np.int64]:
    """Guess what people cost, by raising who is asked for too often and lowering who is not.

    Parameters
    ----------
    post, person : int arrays (E,), posts rising
    worth : int array (E,)
    leads : bool array (E,), ready now, for a post that still has nobody ready now
    places : int array (P,)
    limit : int array (C,), posts a person may stand by for

    Returns
    -------
    int array (C,), >= 0. All are 0 where at no price at all less than half of the places ask for
    somebody who is asked for too often, and where the guess is not twice as good as none.

    Notes
    -----
    A guess only: it saves steps of ``fill_posts``, which is exact from any start. Each round moves
    a price by what is asked above the limit (a subgradient of the bound in ``proved_bound``), in
    steps that shrink. Where several people are as good for a last place, each is asked for a part
    of it, so that nothing depends on an order.
    """
    nothing = np.zeros(len(limit), dtype=np.int64)
    spread = float(worth.max() - worth.min()) if len(worth) else 0.0
    if not spread:
        return nothing
    market = _market(post, person, worth, leads, places, limit)
    prices = np.zeros(len(limit) + 1)
    none_off = market.off(prices)
    if 2 * none_off < places.sum():
        return nothing
    step = FIRST_STEP * spread
    for _ in range(ROUNDS):
        prices = np.maximum(prices + step * market.over(prices), 0)
        step *= SHRINK
    if 2 * market.off(prices) > none_off:
        return nothing
    return np.round(prices[:-1]).astype(np.int64)


@dataclass(frozen=True)
class _Market:
    """Pairs as a table with a row a post; cells without a pair belong to a person that is none."""

    worth: Floats
    person: Indices
    leads: Flags
    places: Indices
    limit: Indices

    def over(self, prices: Floats) -> Floats:
        """Places that ask for each person at these prices, less the limit, array (C + 1,)."""
        left = self.worth - prices[self.person]
        lead = np.where(self.leads, left, -np.inf).max(axis=1, keepdims=True)
        left[self.leads & (left == lead)] = np.inf
        last = np.clip(left.shape[1] - self.places, 0, left.shape[1] - 1)
        least = np.partition(left, np.unique(last))[np.arange(len(left)), last][:, None]
        above, level = left > least, left == least
        part = np.minimum((self.places - above.sum(axis=1)) / level.sum(axis=1), 1)
        asked = above + level * part[:, None]
        sums = np.bincount(self.person.ravel(), asked.ravel(), len(prices))
        return sums.astype(float) - self.limit

    def off(self, prices: Floats) -> float:
        """Sum what is asked above the limit, and below it for people with a price."""
        over = self.over(prices)
        return float(np.abs(over[(over > 0) | (prices > 0)]).sum())


def _market(
    post: Indices, person: Indices, worth: NDArray[np.int64], leads: Flags, places: Indices,
    limit: Indices,
) -> _Market:  # fmt: skip
    edges = np.searchsorted(post, np.arange(len(places) + 1))
    shape = len(places), int(np.diff(edges).max())
    cell = post, np.arange(len(post)) - edges[post]
    table, who, first = np.full(shape, -np.inf), np.full(shape, len(limit)), np.zeros(shape, bool)
    table[cell], who[cell], first[cell] = worth, person, leads
    return _Market(table, who, first, places, np.append(limit, len(post)))
