"""Ranks block by block: exactly those of a sort of the same scores."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.stats import rankdata

from workbench.mcda.acceptability import rank_acceptability, simplex_weights, top_counts
from workbench.mcda.ranks import additive_blocks, rank_statistics, ranks_of

FEW = st.sampled_from([-2.5, -1.0, -0.0, 0.0, 1e-30, 0.25, 0.5, 1.0, 3e38])
ANY = st.floats(width=32, allow_nan=False, allow_infinity=False)


def _stable(scores: np.ndarray) -> np.ndarray:
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(order)
    places = np.broadcast_to(np.arange(1, scores.shape[1] + 1), scores.shape)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=ANY | FEW))
def test_ranks_of_are_those_of_a_stable_sort(scores: np.ndarray) -> None:
    assert np.array_equal(ranks_of(scores, ties="order"), _stable(scores))
    assert np.array_equal(ranks_of(scores), rankdata(-scores, method="min", axis=1))


def test_ranks_of_many_scores_are_those_of_a_stable_sort() -> None:
    blocks = list(additive_blocks(np.random.default_rng(1).random((3000, 7)), _weights(200, 7)))
    assert len(blocks) == 4
    for scores in blocks:
        assert scores.dtype == np.float32
        assert np.array_equal(ranks_of(scores, ties="order"), _stable(scores))


def test_rank_statistics_are_those_of_all_ranks_at_once() -> None:
    values, weights = np.random.default_rng(2).integers(0, 5, (40, 3)) / 4, _weights(150, 3)
    found = rank_statistics(additive_blocks(values, weights), top=12)
    ranks = np.vstack([ranks_of(scores) for scores in additive_blocks(values, weights)])
    assert found.draws == 150
    assert found.mean == pytest.approx(ranks.mean(axis=0))
    assert found.spread == pytest.approx(ranks.std(axis=0))
    for rank in range(1, 13):
        assert found.counts[:, rank - 1].tolist() == (ranks == rank).sum(axis=0).tolist()


def test_rank_statistics_agree_with_rank_acceptability() -> None:
    values, weights = np.random.default_rng(4).random((9, 4)), _weights(300, 4)
    found = rank_statistics(additive_blocks(values, weights), top=9)
    scores = np.vstack(list(additive_blocks(values, weights)))
    assert found.counts / 300 == pytest.approx(rank_acceptability(scores))
    assert found.share_up_to(3) == pytest.approx(top_counts(scores, 3) / 300)


def test_rank_statistics_do_not_depend_on_the_blocks() -> None:
    # Whole numbers, so that sums do not depend on the blocks either.
    values, weights = np.arange(24).reshape(8, 3) % 7, np.arange(1, 61).reshape(20, 3) % 11
    whole, pieces = (
        rank_statistics(additive_blocks(values, weights, block=size), top=5) for size in (20, 3)
    )
    assert np.array_equal(whole.mean, pieces.mean)
    assert np.array_equal(whole.counts, pieces.counts)


def test_rank_statistics_memory_does_not_grow_with_the_draws() -> None:
    def peak(blocks: int) -> int:
        scores = (np.random.default_rng(block).random((64, 2000)) for block in range(blocks))
        tracemalloc.start()
        rank_statistics((each.astype(np.float32) for each in scores), top=20)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(1)
    assert peak(20) < 1.2 * peak(2)


def test_quantile_is_the_smallest_rank_that_reaches_the_share() -> None:
    # Twenty draws: the first of three is first in 1, second in 18 and third in 1 of them.
    scores = np.array([[3, 2, 1]] + 18 * [[2, 3, 1]] + [[1, 3, 2]], dtype=np.float32)
    found = rank_statistics([scores], top=3)
    assert found.quantile(0.05)[0] == 1
    assert found.quantile(0.06)[0] == 2
    assert found.quantile(0.95)[0] == 2
    assert found.quantile(0.96)[0] == 3


def test_quantile_beyond_the_counted_ranks_is_unknown() -> None:
    scores = np.array([[3, 2, 1], [3, 1, 2]], dtype=np.float32)
    found = rank_statistics([scores], top=2)
    assert found.quantile(0.5).tolist() == [1, 2, 2]
    assert found.quantile(1.0) == pytest.approx([1, np.nan, np.nan], nan_ok=True)


def test_rank_statistics_refuse_what_was_not_counted() -> None:
    found = rank_statistics([np.ones((1, 3), dtype=np.float32)], top=2)
    with pytest.raises(ValueError, match="ranks 1 to 2 were counted"):
        found.share_up_to(3)
    with pytest.raises(ValueError, match="no draw"):
        rank_statistics([], top=2)


def _weights(draws: int, criteria: int) -> np.ndarray:
    return simplex_weights(draws, criteria, seed=9)
