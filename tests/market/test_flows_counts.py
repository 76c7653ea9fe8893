"""The tests of counts against scipy's own, one by one, and against every value within bounds."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from workbench.market.flows.counts import (
    best_p,
    held,
    odds_p,
    ratio_interval,
    two_count_p,
    worst_p,
)


def test_two_counts_are_those_of_the_binomial_test() -> None:
    pairs = [pair for pair in product(range(0, 24, 3), range(0, 40, 7)) if sum(pair)]
    found = two_count_p(*np.array(pairs, dtype=float).T)
    expected = [stats.binomtest(one, one + other, 0.5).pvalue for one, other in pairs]
    assert found == pytest.approx(expected)


def test_nobody_on_either_side_is_no_sign() -> None:
    assert two_count_p([0.0], [0.0]).tolist() == [1.0]


@pytest.mark.parametrize("bounds", [(0, 4, 8, 9), (8, 9, 0, 4), (3, 7, 5, 6), (0, 0, 0, 4)])
def test_worst_and_best_are_found_among_all_values_within_bounds(
    bounds: tuple[int, int, int, int],
) -> None:
    low, high, other_low, other_high = bounds
    every = [
        stats.binomtest(one, one + other, 0.5).pvalue if one + other else 1.0
        for one, other in product(range(low, high + 1), range(other_low, other_high + 1))
    ]
    arrays = [np.array([float(bound)]) for bound in bounds]
    assert best_p(*arrays)[0] == pytest.approx(min(every))
    # Intervals that meet may hold equal numbers, on which the worst is 1.
    assert worst_p(*arrays)[0] == pytest.approx(max(every))


def test_what_is_unbounded_on_the_side_of_the_loss_is_still_a_loss() -> None:
    # 0 to 2 came, 20 or more went: at the least 2 against 20.
    bounds = [np.array([x]) for x in (0.0, 2.0, 20.0, np.inf)]
    assert worst_p(*bounds)[0] == pytest.approx(stats.binomtest(2, 22, 0.5).pvalue)
    assert best_p(*bounds)[0] == 0.0


@pytest.mark.parametrize("table", [(3, 1, 1, 3), (8, 2, 1, 5), (30, 60, 44, 51), (0, 5, 5, 0)])
def test_ratios_are_tested_by_the_smaller_tail_of_fisher(table: tuple[int, ...]) -> None:
    a, b, c, d = table
    tails = [
        stats.fisher_exact([[a, b], [c, d]], alternative=way).pvalue for way in ("less", "greater")
    ]
    assert odds_p(a, b, c, d) == pytest.approx(min(2 * min(tails), 1.0))


def test_interval_of_a_ratio_is_that_of_clopper_and_pearson() -> None:
    interval = stats.binomtest(44, 54, 0.5).proportion_ci(0.95, method="exact")
    low, high = ratio_interval(44, 10)
    assert low == pytest.approx(interval.low / (1 - interval.low))
    assert high == pytest.approx(interval.high / (1 - interval.high))
    assert ratio_interval(3, 0)[1] == np.inf


def test_interval_of_a_ratio_holds_it_as_often_as_it_says() -> None:
    draw = np.random.default_rng(1)
    low, high = ratio_interval(draw.poisson(12, 4000), draw.poisson(6, 4000))
    assert ((low <= 2) & (high >= 2)).mean() >= 0.95


def test_false_ones_stay_within_their_share_though_nets_add_up_to_nothing() -> None:
    # Three regions without any net flow, 400 times 20 occupations: the moves of a pair enter two
    # rows. Each called row is false, so the share of draws with any is what is held.
    draw = np.random.default_rng(2)
    moves = draw.poisson(30, (400, 20, 3, 3)).astype(float)
    moves[..., range(3), range(3)] = 0
    p = two_count_p(moves.sum(axis=2), moves.sum(axis=3)).reshape(400, 60)
    called = np.array([(held(row) <= 0.05).any() for row in p])
    assert called.mean() <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 400)
