from dataclasses import replace

import numpy as np
import pytest

from workbench.mcda.acceptability import standard_error
from workbench.positions.ranking.draws import draw_blocks
from workbench.positions.ranking.model import Model
from workbench.positions.ranking.stability import pairwise_winning, score_blocks, top_share

DRAWS = 4000


def _model(values: np.ndarray, **changes: object) -> Model:
    posts, criteria = values.shape
    plain = Model(
        value=values,
        spread=np.zeros((posts, criteria)),
        groups=np.arange(criteria),
        criterion_weights=np.ones(criteria),
        dimension_weights=np.full(criteria, 1 / criteria),
        criterion_spread=np.full(criteria, 0.25),
        dimension_spread=0.5,
        gates=np.full(criteria, np.nan),
        exponent=1.0,
        floor=0.05,
    )
    return replace(plain, **changes)


def _share(model: Model, *, top: int, draws: int, seed: int) -> np.ndarray:
    return top_share(model, draw_blocks(model, draws=draws, seed=seed), top=top)


def test_top_share_of_three_equal_rivals_is_a_third() -> None:
    # Each post is best in one of three criteria with exchangeable weights.
    share = _share(_model(np.eye(3)), top=1, draws=DRAWS, seed=1)
    assert share == pytest.approx(np.full(3, 1 / 3), abs=4 * standard_error(share, DRAWS).max())
    assert share.sum() == pytest.approx(1)


def test_top_share_of_a_dominated_post_is_zero() -> None:
    values = np.array([[0.9, 0.8], [0.5, 0.7]])
    assert _share(_model(values), top=1, draws=500, seed=3).tolist() == [1.0, 0.0]


def test_top_share_unknown_value_is_drawn_from_the_whole_scale() -> None:
    # One criterion: an unknown value beats 0.7 with probability 0.3.
    share = _share(_model(np.array([[0.7], [np.nan]])), top=1, draws=DRAWS, seed=5)
    assert share[1] == pytest.approx(0.3, abs=4 * (0.3 * 0.7 / DRAWS) ** 0.5)


def test_top_share_uncertain_ratings_follow_the_normal_difference() -> None:
    # Two values 0.5 and 0.6, each with s.d. 0.1: P(first wins) = Phi(-0.1 / (0.1 sqrt 2)) = 0.2398.
    model = _model(np.array([[0.5], [0.6]]), spread=np.full((2, 1), 0.1))
    share = _share(model, top=1, draws=DRAWS, seed=6)
    assert share[0] == pytest.approx(0.2398, abs=4 * (0.24 * 0.76 / DRAWS) ** 0.5)


def test_top_share_never_counts_a_post_behind_a_gate() -> None:
    model = _model(np.array([[0.9, 0.1], [0.3, 0.5]]), gates=np.array([np.nan, 0.4]))
    assert _share(model, top=2, draws=200, seed=7).tolist() == [0.0, 1.0]


def test_top_share_same_seed_same_answer() -> None:
    model = _model(np.random.default_rng(8).random((12, 3)))
    first, second = (_share(model, top=3, draws=300, seed=9) for _ in range(2))
    assert np.array_equal(first, second)


def test_score_blocks_weights_have_the_asked_spread() -> None:
    # Values 1 and 0 turn a score into the first weight w; ln(w / (1 - w)) is the log ratio.
    model = _model(np.array([[1.0, 0.0]]), floor=1e-9, dimension_spread=0.5)
    scores = np.concatenate(list(score_blocks(model, draws=DRAWS, seed=10)))[:, 0].astype(float)
    ratio = np.log(scores / (1 - scores))
    assert ratio.mean() == pytest.approx(0, abs=4 * 0.5 / DRAWS**0.5)
    assert ratio.std() == pytest.approx(0.5, rel=4 / (2 * DRAWS) ** 0.5)


def test_pairwise_winning_shares_sum_to_one() -> None:
    model = _model(np.random.default_rng(11).random((8, 3)))
    wins = pairwise_winning(model, np.array([1, 4, 6]), draws=300, seed=12)
    assert wins + wins.T == pytest.approx(np.ones((3, 3)))


def test_pairwise_winning_of_a_dominant_post_is_certain() -> None:
    model = _model(np.array([[0.9, 0.8], [0.5, 0.7]]))
    assert pairwise_winning(model, np.array([0, 1]), draws=100, seed=1)[0, 1] == 1
