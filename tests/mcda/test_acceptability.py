from pathlib import Path

import numpy as np
import pytest

from workbench.mcda.acceptability import (
    pairwise_winning,
    rank_acceptability,
    simplex_weights,
    smaa2,
    standard_error,
    top_counts,
)


@pytest.fixture(scope="module")
def thrombo() -> dict[str, np.ndarray]:
    """Package smaa (van Valkenhoef), example thrombo: 10,000 draws, heparin against enoxaparin."""
    file = Path(__file__).parents[3] / "shared" / "known_answers" / "smaa_thrombo.npz"
    if not file.exists():
        pytest.skip("the draws of the thrombo example are not here")
    return dict(np.load(file))


def test_top_counts_thrombo_acceptabilities(thrombo) -> None:
    scores = np.einsum("nmk,nk->nm", thrombo["meas"], thrombo["weights"])
    assert top_counts(scores, 1) / 10_000 == pytest.approx([0.3504, 0.6496], abs=5e-8)
    fixed = thrombo["meas"] @ np.array([0.5, 0.2, 0.3])
    assert top_counts(fixed, 1) / 10_000 == pytest.approx([0.1279, 0.8721], abs=5e-8)


def test_smaa2_thrombo_is_that_of_the_package(thrombo) -> None:
    found = smaa2(thrombo["meas"], thrombo["weights"])
    assert found.ranks == pytest.approx(np.array([[0.3504, 0.6496], [0.6496, 0.3504]]), abs=5e-8)
    central = [[0.1865097, 0.2772205, 0.5362698], [0.4073100, 0.3641477, 0.2285423]]
    assert found.central_weights == pytest.approx(np.array(central), abs=6e-8)
    assert found.confidence == pytest.approx([0.6682, 0.8956], abs=5e-8)
    assert found.winning[0, 1] == pytest.approx(0.3504, abs=5e-8)


def test_smaa2_of_three_rivals_is_the_volume_of_the_simplex() -> None:
    # Each leads where its own weight is the largest: a third of the simplex, whose centre has the
    # largest of three weights at (1 + 1/2 + 1/3) / 3 = 11/18 and the others at 7/36.
    draws = 40_000
    found = smaa2(np.eye(3), simplex_weights(draws, 3, seed=1))
    assert found.ranks[:, 0] == pytest.approx(
        np.full(3, 1 / 3), abs=4 * standard_error(np.array(1 / 3), draws)
    )
    expected = np.full((3, 3), 7 / 36) + np.eye(3) * (11 / 18 - 7 / 36)
    # The s.d. of a weight inside its third is below 0.17, and about 13,300 draws fall into it.
    assert found.central_weights == pytest.approx(expected, abs=4 * 0.17 / 13_300**0.5)
    assert found.confidence.tolist() == [1, 1, 1]


def test_smaa2_dominated_alternative_has_no_central_weights() -> None:
    found = smaa2([[0.9, 0.8], [0.5, 0.7]], simplex_weights(200, 2, seed=2))
    assert found.ranks.tolist() == [[1, 0], [0, 1]]
    assert np.isnan(found.central_weights[1]).all()
    assert np.isnan(found.confidence[1])
    assert found.winning[0, 1] == 1


def test_smaa2_confidence_needs_the_values_to_be_certain() -> None:
    # One criterion; the first has 1, the second 0 or 2 in turn: each leads in half of the draws.
    values = [[[1.0], [0.0]], [[1.0], [2.0]]] * 5
    assert smaa2(values, np.ones((10, 1))).confidence.tolist() == [0.5, 0.5]


def test_smaa2_with_certain_weights_draws_the_values_alone() -> None:
    values = np.random.default_rng(1).random((50, 3, 2))
    once = smaa2(values, [[0.3, 0.7]])
    assert np.array_equal(once.ranks, smaa2(values, np.tile([0.3, 0.7], (50, 1))).ranks)


@pytest.mark.parametrize(
    ("values", "weights", "words"),
    [
        ([[1, 0], [0, 1]], [0.5, 0.5], "simplex_weights"),
        ([[1, 0], [0, 1]], [[0.2, 0.3, 0.5]], "values: shape"),
        (np.zeros((4, 2, 2)), np.full((3, 2), 0.5), "values: shape"),
        ([1, 0], [[0.5, 0.5]], "values: shape"),
        ([[1, 0], [0, 1]], [[-0.5, 1.5]], "0 or more"),
        ([[1, float("nan")], [0, 1]], [[0.5, 0.5]], "missing values"),
    ],
    ids=[
        "one row of weights",
        "another number of criteria",
        "other draws",
        "one alternative",
        "below 0",
        "missing",
    ],
)
def test_smaa2_refuses(values, weights, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=words):
        smaa2(values, weights)


def test_rank_acceptability_shares_the_best_rank_among_equals() -> None:
    found = rank_acceptability([[5, 5, 1], [5, 4, 4]])
    assert found.tolist() == [[1, 0, 0], [0.5, 0.5, 0], [0, 0.5, 0.5]]


def test_rank_acceptability_up_to_a_rank_is_top_counts() -> None:
    scores = np.random.default_rng(3).integers(1, 9, (50, 6)).astype(float)
    for top in (1, 3, 6):
        share = rank_acceptability(scores)[:, :top].sum(axis=1)
        assert share == pytest.approx(top_counts(scores, top) / 50)


@pytest.mark.parametrize("top", [1, 2, 4, 9])
def test_top_counts_never_count_those_outside_the_race(top: int) -> None:
    # Half of the scores are 0, and whole numbers tie: counted are those with fewer than k above.
    scores = np.random.default_rng(6).integers(-3, 4, (80, 9)).clip(0, None).astype(np.float32)
    above = (scores[:, :, None] < scores[:, None, :]).sum(axis=2)
    assert top_counts(scores, top).tolist() == ((above < top) & (scores > 0)).sum(axis=0).tolist()


def test_pairwise_winning_counts_equal_scores_half() -> None:
    found = pairwise_winning([[2, 2, 1], [3, 2, 2]])
    assert found.tolist() == [[0.5, 0.75, 1], [0.25, 0.5, 0.75], [0, 0.25, 0.5]]


def test_simplex_weights_are_even_on_the_simplex() -> None:
    # A flat Dirichlet of four: each weight has mean 1/4 and variance 3/80.
    drawn = simplex_weights(20_000, 4, seed=5)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert drawn.mean(axis=0) == pytest.approx(np.full(4, 0.25), abs=4 * (3 / 80 / 20_000) ** 0.5)
    assert drawn.var(axis=0) == pytest.approx(np.full(4, 3 / 80), rel=0.05)
