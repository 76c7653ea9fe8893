"""Ranks over very many draws, block by block: memory does not grow with the number of draws.

The idea: a score and the number of its alternative fit into one whole number of 64 bits, the score
in front. Sorting such numbers sorts the alternatives, exactly, and numpy sorts whole numbers
several times faster than it finds the order of floating-point ones.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Scores = NDArray[np.float32]
Ties = Literal["shared", "order"]

# Draws worked on together: their keys stay in the cache of a processor core.
_BLOCK = 64
# Where the front half of a key stands in memory.
_FRONT = int(sys.byteorder == "little")


@dataclass(frozen=True)
class RankStatistics:
    """Ranks of n alternatives over all draws.

    Attributes
    ----------
    draws : number of draws
    mean, spread : (n,) mean and standard deviation of the rank, 1 being the best
    counts : (n, k) in how many draws the alternative has rank 1, 2, ..., k
    """

    draws: int
    mean: Array
    spread: Array
    counts: NDArray[np.int32]

    def share_up_to(self, rank: int) -> Array:
        """Share of draws with this rank or a better one; ``rank`` is at most k."""
        if not 1 <= rank <= self.counts.shape[1]:
            raise ValueError(f"rank: {rank}; ranks 1 to {self.counts.shape[1]} were counted")
        return np.asarray(self.counts[:, :rank].sum(axis=1) / self.draws)

    def quantile(self, share: float) -> Array:
        """Give the smallest rank that this share of draws does not exceed.

        Parameters
        ----------
        share : in (0, 1]

        Returns
        -------
        (n,) ranks; missing where the rank lies beyond the k counted ones
        """
        needed = share * self.draws - 1e-9
        reached = np.cumsum(self.counts, axis=1) >= needed
        return np.where(reached[:, -1], reached.argmax(axis=1) + 1.0, np.nan)


def rank_statistics(blocks: Iterable[Scores], *, top: int, ties: Ties = "shared") -> RankStatistics:
    """Gather the ranks of all draws.

    Parameters
    ----------
    blocks : scores, (some draws, n) each, larger is better, nothing missing; as from
        `additive_blocks`
    top : ranks that are counted one by one, k, at least 1; at most n are
    ties : as in `ranks_of`

    Returns
    -------
    RankStatistics

    Raises
    ------
    ValueError
        If there is no draw.

    Examples
    --------
    >>> blocks = additive_blocks([[1, 0], [0, 1], [0, 0]], [[0.9, 0.1], [0.7, 0.3], [0.2, 0.8]])
    >>> found = rank_statistics(blocks, top=2)
    >>> found.mean.round(2).tolist(), found.counts.tolist()
    ([1.33, 1.67, 3.0], [[2, 1], [1, 2], [0, 0]])
    """
    draws, total, squares, counts = 0, np.zeros(0), np.zeros(0), np.zeros((0, 0), np.int32)
    for scores in blocks:
        count = scores.shape[1]
        if not draws:
            total, squares = np.zeros((2, count))
            counts = np.zeros((count, min(top, count)), np.int32)
        posts, ranks = _in_order(scores, ties)
        draws += len(posts)
        total += np.bincount(posts.ravel(), ranks.ravel(), count)
        squares += np.bincount(posts.ravel(), np.square(ranks).ravel(), count)
        _count(posts, ranks, counts)
    if not draws:
        raise ValueError("blocks: there is no draw to rank")
    mean = total / draws
    spread = np.sqrt(np.maximum(squares / draws - mean**2, 0.0))
    return RankStatistics(draws, mean, spread, counts)


def additive_blocks(
    values: ArrayLike, weights: ArrayLike, *, block: int = _BLOCK
) -> Iterator[Scores]:
    """Weighted sums of all alternatives, some draws at a time.

    Parameters
    ----------
    values : (n, m), larger is better
    weights : (draws, m)
    block : draws that are worked on together

    Yields
    ------
    (up to ``block``, n) scores
    """
    columns = np.ascontiguousarray(np.asarray(values, dtype=np.float32).T)
    drawn = np.asarray(weights, dtype=np.float32)
    for start in range(0, len(drawn), block):
        yield drawn[start : start + block] @ columns


def ranks_of(scores: Scores, *, ties: Ties = "shared") -> NDArray[np.int32]:
    """Rank the alternatives in every draw.

    Parameters
    ----------
    scores : (draws, n), larger is better, nothing missing; rounded to 32 bits where they have more
    ties : "shared" gives equal scores the best of their ranks, 1 plus the number that score higher;
        "order" gives the earlier column the better rank, like a stable sort

    Returns
    -------
    (draws, n) ranks from 1

    Examples
    --------
    >>> scores = np.array([[0.2, 0.9, 0.2]], dtype=np.float32)
    >>> ranks_of(scores).tolist(), ranks_of(scores, ties="order").tolist()
    ([[2, 1, 2]], [[2, 1, 3]])
    """
    posts, ranks = _in_order(scores, ties)
    found = np.empty(scores.shape, dtype=np.int32)
    np.put_along_axis(found, posts, ranks.astype(np.int32), axis=1)
    return found


def _in_order(scores: Scores, ties: Ties) -> tuple[NDArray[np.int64], Array]:
    """Columns of every draw, the largest score first, and their ranks in that order."""
    keys = _keys(scores)
    keys.sort(axis=1)
    places = np.broadcast_to(np.arange(1.0, scores.shape[1] + 1), scores.shape)
    if ties == "shared":
        front = keys.view(np.int32)[:, _FRONT::2]
        new = np.ones(scores.shape, dtype=bool)
        np.not_equal(front[:, 1:], front[:, :-1], out=new[:, 1:])
        places = np.maximum.accumulate(new * places, axis=1)
    keys &= 0xFFFFFFFF
    return keys, places


def _keys(scores: Scores) -> NDArray[np.int64]:
    """Whole numbers that sort by score, the largest first, and by column where scores are equal."""
    # Adding 0 makes -0.0 an ordinary 0.
    bits = (scores.astype(np.float32, copy=False) + np.float32(0)).view(np.int32)
    # Read as whole numbers, positive floats are in order and negative ones in the opposite one.
    bits ^= (bits >> 31) & np.int32(0x7FFFFFFF)
    keys = np.invert(bits, out=bits).astype(np.int64)
    keys <<= 32
    keys |= np.arange(scores.shape[1])
    return keys


def _count(posts: NDArray[np.int64], ranks: Array, counts: NDArray[np.int32]) -> None:
    """Add those ranks to the counts that are among the first; ranks of a draw are in order."""
    first = counts.shape[1]
    width = int((ranks <= first).sum(axis=1).max())
    near = ranks[:, :width]
    cells = posts[:, :width] * first + near.astype(np.int64) - 1
    # Adding a number of the same kind keeps add.at on its fast way.
    np.add.at(counts.reshape(-1), cells[near <= first], np.int32(1))
