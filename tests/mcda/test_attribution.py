"""Parts of a score: a textbook game, and what every fair split has to keep."""

import numpy as np
import pytest

from workbench.mcda.aggregate import dimension_values, power_mean
from workbench.mcda.attribution import shapley_parts

WEIGHTS = np.array([0.5, 0.3, 0.2])


def geometric(rows: np.ndarray) -> np.ndarray:
    levels = dimension_values(rows, np.ones(3), np.array([0, 0, 1]), 2)
    return power_mean(levels, np.array([0.6, 0.4]), exponent=0, floor=0.05)


def test_shapley_parts_of_the_glove_game() -> None:
    # Two left gloves and one right one, a pair is worth 1. By hand: of the six orders the right one
    # completes the pair in four, each left one in one.
    def pairs(rows: np.ndarray) -> np.ndarray:
        return np.minimum(rows[:, 0] + rows[:, 1], rows[:, 2])

    parts = shapley_parts(pairs, np.ones(3), np.zeros(3), np.arange(3))
    assert parts == pytest.approx([1 / 6, 1 / 6, 2 / 3])


def test_shapley_parts_of_a_weighted_sum_are_the_weighted_differences() -> None:
    values, reference = np.array([0.9, 0.2, 0.4]), np.array([0.1, 0.6, 0.4])
    parts = shapley_parts(lambda rows: rows @ WEIGHTS, values, reference, np.arange(3))
    assert parts == pytest.approx(WEIGHTS * (values - reference))


@pytest.mark.parametrize("players", [[0, 1, 2], [0, 0, 1], [0, 1, 0]])
def test_shapley_parts_sum_to_the_difference(players: list[int]) -> None:
    values, reference = np.array([0.9, 0.2, 0.7]), np.array([0.1, 0.4, 0.02])
    parts = shapley_parts(geometric, values, reference, np.array(players))
    difference = geometric(values[None])[0] - geometric(reference[None])[0]
    assert parts.sum() == pytest.approx(difference, abs=1e-14)


def test_shapley_parts_of_equal_criteria_are_equal_and_of_an_unchanged_one_nothing() -> None:
    parts = shapley_parts(
        geometric, np.array([0.8, 0.8, 0.3]), np.array([0.2, 0.2, 0.3]), np.arange(3)
    )
    assert parts[0] == pytest.approx(parts[1])
    assert parts[2] == 0


def test_shapley_parts_leave_an_unknown_criterion_out() -> None:
    values, reference = np.array([0.9, np.nan, 0.7]), np.array([0.1, np.nan, 0.2])
    parts = shapley_parts(geometric, values, reference, np.arange(3))
    assert parts[1] == 0
    assert parts.sum() == pytest.approx((geometric(values[None]) - geometric(reference[None]))[0])


def test_shapley_parts_without_a_criterion_are_none() -> None:
    none = np.empty(0)
    assert shapley_parts(lambda rows: np.zeros(len(rows)), none, none, np.arange(0)).size == 0
