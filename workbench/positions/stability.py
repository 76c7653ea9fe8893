"""How sure a place at the top is, when weights and ratings are not certain (SMAA-2)."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.mcda.acceptability import pairwise_winning as shares_won
from workbench.mcda.acceptability import top_counts
from workbench.mcda.aggregate import power_mean
from workbench.mcda.ranks import RankStatistics, rank_statistics
from workbench.positions.model import Model

Array = NDArray[np.float64]
_BLOCK = 128
_RANKS_COUNTED = 2000


def top_share(model: Model, *, top: int, draws: int, seed: int) -> Array:
    """Share of draws in which each post is among the best ``top`` and passes the gates.

    Parameters
    ----------
    model : posts, weights and their uncertainty
    top : number of places, >= 1
    draws : number of random weights and values tried
    seed : start of the random numbers

    Returns
    -------
    (n,) rank acceptability B_i(k) in [0, 1]

    Notes
    -----
    Lahdelma and Salminen (2001), with logistic-normal weights around the group's.
    """
    counts = np.zeros(len(model.value), dtype=np.intp)
    for scores in score_blocks(model, draws=draws, seed=seed):
        counts += top_counts(scores, top)
    return counts / draws


def pairwise_winning(model: Model, rows: NDArray[np.intp], *, draws: int, seed: int) -> Array:
    """Share of draws in which one post beats another, for chosen posts.

    Parameters
    ----------
    model, draws, seed : as in `top_share`, with the same draws
    rows : (r,) rows of the posts to compare

    Returns
    -------
    (r, r): cell (a, b) is the share of draws in which a scores above b; equal scores count half
    """
    wins = np.zeros((len(rows), len(rows)))
    for block in score_blocks(model, draws=draws, seed=seed):
        wins += shares_won(block[:, rows]) * len(block)
    return wins / draws


def rank_statistics_of(model: Model, *, draws: int, seed: int) -> RankStatistics:
    """Ranks of all posts over the draws, counted up to the 2,000th.

    Parameters
    ----------
    model, draws, seed : as in `top_share`, with the same draws

    Returns
    -------
    RankStatistics; equal scores share the best of their ranks, and posts that fail a gate share the
    rank behind all that pass
    """
    return rank_statistics(score_blocks(model, draws=draws, seed=seed), top=_RANKS_COUNTED)


def score_blocks(model: Model, *, draws: int, seed: int) -> Iterator[NDArray[np.float32]]:
    """Scores of all posts, some draws at a time; 0 where a gate is failed.

    Yields
    ------
    (up to 128, n) scores; memory does not grow with the number of draws
    """
    rng = np.random.default_rng(seed)
    count = len(model.dimension_weights)
    gated = np.flatnonzero(~np.isnan(model.gates))
    for start in range(0, draws, _BLOCK):
        size = min(_BLOCK, draws - start)
        inside = _weights(rng, size, model.criterion_weights, model.criterion_spread)
        across = _weights(rng, size, model.dimension_weights, model.dimension_spread)
        levels = np.zeros((count, size, len(model.value)), dtype=np.float32)
        totals = np.zeros((count, size, 1), dtype=np.float32)
        for column, group in enumerate(model.groups):
            weight = inside[:, [column]]
            levels[group] += weight * _drawn(rng, model, column, size)
            totals[group] += weight
        levels /= totals
        scores = power_mean(
            np.moveaxis(levels, 0, -1),
            across[:, None, :],
            exponent=model.exponent,
            floor=model.floor,
        )
        passed = (levels[gated] >= model.gates[gated, None, None]).all(axis=0)
        yield np.where(passed, scores, 0).astype(np.float32)


def _weights(
    rng: np.random.Generator, size: int, centre: Array, spread: Array | float
) -> NDArray[np.float32]:
    # The s.d. is that of a log ratio of two weights; each logarithm carries half its variance.
    noise = rng.standard_normal((size, len(centre)), dtype=np.float32)
    noise *= np.asarray(spread / 2**0.5, dtype=np.float32)
    drawn = centre.astype(np.float32) * np.exp(noise)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def _drawn(rng: np.random.Generator, model: Model, column: int, size: int) -> NDArray[np.float32]:
    value, spread = model.value[:, column], model.spread[:, column]
    unknown, uncertain = np.flatnonzero(np.isnan(value)), np.flatnonzero(spread > 0)
    drawn = np.broadcast_to(value.astype(np.float32), (size, len(value)))
    if not len(unknown) and not len(uncertain):
        return drawn
    drawn = drawn.copy()
    noise = rng.standard_normal((size, len(uncertain)), dtype=np.float32)
    noisy = drawn[:, uncertain] + noise * spread[uncertain].astype(np.float32)
    drawn[:, uncertain] = np.clip(noisy, 0, 1)
    drawn[:, unknown] = rng.random((size, len(unknown)), dtype=np.float32)
    return drawn
