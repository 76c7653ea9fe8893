"""How sure a place at the top is, when weights and ratings are not certain (SMAA-2)."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.mcda.acceptability import pairwise_winning as shares_won
from workbench.mcda.acceptability import top_counts
from workbench.mcda.ranks import RankStatistics, rank_statistics
from workbench.positions.ranking.draws import Draws, draw_blocks, drawn_scores
from workbench.positions.ranking.model import Array, Model

_RANKS_COUNTED = 2000


def top_share(model: Model, blocks: Iterable[Draws], *, top: int) -> Array:
    """Share of draws in which each post is among the best ``top`` and passes the gates.

    Parameters
    ----------
    model : posts, weights and their uncertainty
    blocks : draws, as from `draw_blocks`
    top : number of places; 0 where there is no cut

    Returns
    -------
    (n,) rank acceptability B_i(k) in [0, 1]; missing where there is no place

    Notes
    -----
    Lahdelma and Salminen (2001), with logistic-normal weights around the group's.
    """
    if not top:
        return np.full(len(model.value), np.nan)
    counts, draws = np.zeros(len(model.value), dtype=np.intp), 0
    for block in blocks:
        counts += top_counts(drawn_scores(model, block), top)
        draws += len(block.inside)
    return counts / draws


def pairwise_winning(model: Model, rows: NDArray[np.intp], *, draws: int, seed: int) -> Array:
    """Share of draws in which one post beats another, for chosen posts.

    Parameters
    ----------
    model : posts, weights and their uncertainty
    draws, seed : number of draws and start of the random numbers
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
    model, draws, seed : as in `pairwise_winning`, with the same draws

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
    for block in draw_blocks(model, draws=draws, seed=seed):
        yield drawn_scores(model, block)
