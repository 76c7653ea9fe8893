from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from workbench.mcda.aggregate import dimension_values, gate_margins, level_needed, power_mean

GROUPS = np.array([0, 0, 1, 1, 2])
WEIGHTS = np.array([3.0, 1, 1, 1, 2])


def test_dimension_values_are_weighted_means_by_hand() -> None:
    values = np.array([[1.0, 0, 0.2, 0.6, 0.5]])
    assert dimension_values(values, WEIGHTS, GROUPS, 3)[0] == pytest.approx([0.75, 0.4, 0.5])


def test_dimension_values_leave_unknown_out_and_never_read_it_as_zero() -> None:
    values = np.array([[1.0, np.nan, np.nan, np.nan, 0.5]])
    assert dimension_values(values, WEIGHTS, GROUPS, 3)[0] == pytest.approx(
        [1.0, np.nan, 0.5], nan_ok=True
    )


@given(arrays(float, (6, 5), elements=st.floats(0, 1)), st.integers(0, 5))
def test_scores_do_not_change_when_a_post_is_removed(values: np.ndarray, removed: int) -> None:
    def score(rows: np.ndarray) -> np.ndarray:
        levels = dimension_values(rows, WEIGHTS, GROUPS, 3)
        return power_mean(levels, np.array([0.5, 0.3, 0.2]), exponent=0, floor=0.05)

    kept = np.delete(np.arange(6), removed)
    assert score(values)[kept] == pytest.approx(score(values[kept]), abs=1e-14)


@pytest.mark.parametrize(
    ("exponent", "mean"),
    [
        pytest.param(1, 0.5, id="arithmetic"),
        pytest.param(0, 0.4, id="geometric"),
        pytest.param(-1, 0.32, id="harmonic"),
    ],
)
def test_power_mean_of_two_numbers(exponent: float, mean: float) -> None:
    # Means of 0.2 and 0.8: 0.5, sqrt(0.16) and 2 / (5 + 1.25).
    found = power_mean(np.array([0.2, 0.8]), np.array([1.0, 1]), exponent=exponent, floor=0.05)
    assert found == pytest.approx(mean)


def test_power_mean_falls_with_the_exponent() -> None:
    values = np.random.default_rng(2).random((50, 4))
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    means = [power_mean(values, weights, exponent=e, floor=0.05) for e in (1, 0.5, 0, -1, -2)]
    assert all((low <= high + 1e-12).all() for high, low in pairwise(means))


def test_power_mean_without_any_known_dimension_is_unknown() -> None:
    assert np.isnan(power_mean(np.array([np.nan]), np.ones(1), exponent=0, floor=0.05))


def test_gate_margins_of_an_unknown_dimension_are_not_assessed() -> None:
    margins = gate_margins(np.array([[np.nan, 0.3]]), np.array([0.4, 0.4]))
    assert margins[0] == pytest.approx([np.nan, -0.1], nan_ok=True)


@pytest.mark.parametrize("exponent", [1.0, 0.5, 0.0, -1.0, -2.0])
def test_level_needed_puts_the_mean_on_the_target(exponent: float) -> None:
    rng = np.random.default_rng(4)
    levels = rng.uniform(0.06, 1, (200, 4))
    weights = rng.dirichlet(np.ones(4), 200)
    mean = power_mean(levels, weights, exponent=exponent, floor=0.05)
    for place in range(4):
        needed = level_needed(mean, levels, weights, place=place, exponent=exponent, floor=0.05)
        assert needed == pytest.approx(levels[:, place])


@pytest.mark.parametrize("exponent", [1.0, 0.0, -2.0])
def test_level_needed_says_when_any_level_or_none_is_enough(exponent: float) -> None:
    levels, weights = np.array([[0.5, 0.5]]), np.array([[0.5, 0.5]])
    low, high = (
        level_needed(np.array([target]), levels, weights, place=0, exponent=exponent, floor=0.05)
        for target in (0.0, 0.99)
    )
    assert low[0] == 0
    assert high[0] > 1


def test_level_needed_is_infinite_where_the_others_hold_it_down() -> None:
    # Harmonic mean of two halves cannot pass 2 x 0.4 = 0.8, however high the other one is.
    needed = level_needed(
        np.array([0.81]), np.array([[0.0, 0.4]]), np.array([[0.5, 0.5]]),
        place=0, exponent=-1, floor=0.05,
    )  # fmt: skip
    assert np.isinf(needed[0])
