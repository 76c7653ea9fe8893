"""Flows between grades on published chains, and what must hold for any chain."""

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.pools.forecast.estimate import (
    pooled_classes,
    pooled_steps,
    shrunk_moves,
    time_in_state_test,
)
from workbench.pools.forecast.markov import (
    absorption_odds,
    expected_years,
    project_staff,
    promotion_odds,
    steady_staff,
)
from workbench.pools.forecast.simulate import simulate_staff

# A class exercise of staffing by Markov analysis (docsbay.net, "Markov analysis example"): sales
# people part and full time, assistant and regional sales managers.
SALES = np.array(
    [[0.5, 0.1, 0.05, 0.0], [0.05, 0.6, 0.1, 0.0], [0.05, 0.0, 0.8, 0.1], [0.0, 0.0, 0.0, 0.7]]
)
SALES_STAFF = np.array([300.0, 200.0, 50.0, 30.0])
# Kemeny and Snell; Grinstead and Snell, Introduction to Probability, examples 11.13 and 11.22.
WALK = np.array([[0.0, 0.5, 0.0], [0.5, 0.0, 0.5], [0.0, 0.5, 0.0]])
WALK_ENDS = np.array([[0.5, 0.0], [0.0, 0.0], [0.0, 0.5]])


def test_project_staff_gives_the_published_sales_staff():
    after = project_staff(SALES_STAFF, SALES)[1]
    assert after == pytest.approx([162.5, 150.0, 75.0, 26.0])
    left = SALES_STAFF * (1 - SALES.sum(axis=1))
    assert left == pytest.approx([105.0, 50.0, 2.5, 9.0])
    assert after.sum() + left.sum() == pytest.approx(SALES_STAFF.sum())


def test_expected_years_of_the_drunkards_walk():
    years = expected_years(WALK)
    assert years == pytest.approx(np.array([[1.5, 1, 0.5], [1, 2, 1], [0.5, 1, 1.5]]))
    assert years.sum(axis=1) == pytest.approx([3, 4, 3])


def test_absorption_odds_of_the_drunkards_walk():
    odds = absorption_odds(WALK, WALK_ENDS)
    assert odds == pytest.approx(np.array([[0.75, 0.25], [0.5, 0.5], [0.25, 0.75]]))


def test_simulation_of_the_published_sales_staff_has_its_mean():
    weight = 1e7 * np.hstack([SALES, 1 - SALES.sum(axis=1, keepdims=True)])
    staff = np.column_stack([np.zeros(4), SALES_STAFF]).astype(np.int64)
    courses = simulate_staff(staff, weight, np.zeros(4), hire_years=0, runs=4000, seed=3)
    spread = courses.staff[:, 1].std(axis=0) / np.sqrt(4000)
    away = np.abs(courses.staff[:, 1].mean(axis=0) - [162.5, 150, 75, 26])
    assert (away < 4.5 * spread).all()


def test_project_staff_adds_hires_and_settles_at_the_steady_staff():
    hires = np.array([50.0, 20.0, 0.0, 0.0])
    settled = steady_staff(SALES, hires)
    assert project_staff(settled, SALES, hires=hires)[1] == pytest.approx(settled)
    assert project_staff(SALES_STAFF, SALES, hires=hires, years=200)[-1] == pytest.approx(settled)


def test_expected_years_of_a_grade_nobody_leaves_are_infinite_only_where_it_is_reached():
    years = expected_years(np.array([[0.5, 0.2, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.5]]))
    assert years.tolist() == [[2.0, np.inf, 0.0], [0.0, np.inf, 0.0], [0.0, 0.0, 2.0]]


def test_promotion_odds_by_hand_and_after_a_step_back():
    # Up 0.1 of 0.3 who go; from the second grade half fall back and try again.
    moves = np.array([[0.7, 0.1, 0.0], [0.4, 0.2, 0.2], [0.0, 0.0, 0.9]])
    odds = promotion_odds(moves)
    assert odds[0] == pytest.approx(1 / 3)
    # x = (0.2 + 0.4 b) / 0.8 with b = the chance from below to come back, 1/3, times x.
    assert odds[1] == pytest.approx(0.2 / (0.8 - 0.4 / 3))
    assert odds[2] == 0.0


def test_relabelling_grades_relabels_the_expected_years():
    order = np.array([2, 0, 3, 1])
    mixed = SALES[np.ix_(order, order)]
    assert expected_years(mixed) == pytest.approx(expected_years(SALES)[np.ix_(order, order)])


@pytest.mark.parametrize(
    "moves",
    [
        pytest.param(np.array([[0.9, 0.2], [0.0, 1.0]]), id="more than all"),
        pytest.param(np.array([[0.9, np.nan], [0.0, 1.0]]), id="unknown"),
        pytest.param(np.array([[0.9, -0.1], [0.0, 1.0]]), id="negative"),
    ],
)
def test_project_staff_refuses_what_are_no_shares(moves):
    with pytest.raises(ParameterError, match=r"transitions: rows \[0\] are not shares"):
        project_staff(np.array([1.0, 1.0]), moves)


def test_pooled_steps_puts_a_step_past_the_end_to_staying():
    counts = np.array([[5.0, 5.0, 0.0, 0.0], [0.0, 5.0, 5.0, 0.0], [0.0, 0.0, 9.0, 1.0]])
    pooled = pooled_steps(counts)
    assert pooled.sum(axis=1) == pytest.approx([1, 1, 1])
    assert pooled[0] == pytest.approx([19 / 30, 10 / 30, 0, 1 / 30])
    assert pooled[2] == pytest.approx([0, 0, 29 / 30, 1 / 30])


def test_pooled_classes_keep_rows_whole_and_the_classes_apart():
    counts = np.array(
        [[4.0, 1.0, 3.0, 0.0, 2.0], [0.0, 5.0, 0.0, 4.0, 1.0], [0.0, 2.0, 7.0, 0.0, 1.0],
         [0.0, 0.0, 0.0, 9.0, 1.0]]
    )  # fmt: skip
    pooled = pooled_classes(counts)
    assert pooled.sum(axis=1) == pytest.approx(np.ones(4))
    assert pooled[:2, -1] == pytest.approx([3 / 20, 3 / 20])
    assert pooled[2:, -1] == pytest.approx([2 / 20, 2 / 20])
    assert pooled[2] == pytest.approx([0, 0.1, 0.8, 0, 0.1])


def test_shrunk_moves_below_twenty_person_years_are_those_of_all_grades():
    counts = np.array([[15.0, 4.0, 1.0], [0.0, 10.0, 9.0]])
    moves = shrunk_moves(counts)
    assert moves.own.tolist() == [True, False]
    pooled = pooled_steps(counts)
    assert moves.shares[1] == pytest.approx(pooled[1])
    assert moves.shares[0] == pytest.approx((counts[0] + 5 * pooled[0]) / 25)


def test_shrunk_moves_approach_the_own_record_with_more_person_years():
    counts = np.array([[70.0, 20.0, 10.0], [0.0, 50.0, 50.0]])
    few, many = shrunk_moves(counts), shrunk_moves(100 * counts)
    raw = counts / counts.sum(axis=1, keepdims=True)
    assert np.abs(many.shares - raw).max() < np.abs(few.shares - raw).max() / 50


def test_time_in_state_test_holds_its_level_where_time_does_not_matter():
    rng = np.random.default_rng(11)
    shares = np.array([[0.7, 0.2, 0.1], [0.0, 0.8, 0.2]])
    rejected = 0
    for _ in range(400):
        tables = [[rng.multinomial(200, row) for row in shares] for _ in range(2)]
        rejected += time_in_state_test(np.array(tables, dtype=float)).p_value < 0.05
    assert 6 <= rejected <= 36  # 20 expected; four standard deviations are 17


def test_time_in_state_test_says_nothing_without_two_classes():
    test = time_in_state_test(np.array([[[9.0, 1.0]], [[0.0, 0.0]]]))
    assert np.isnan(test.p_value)
    assert test.grades == 0


def test_simulated_flows_close_in_every_course_and_year():
    staff = np.array([[2, 1, 30], [0, 3, 12], [1, 0, 5]])
    weight = shrunk_moves(
        np.array([[80.0, 8.0, 1.0, 11.0], [1.0, 40.0, 4.0, 5.0], [0.0, 0.0, 12.0, 3.0]])
    ).weight
    courses = simulate_staff(
        staff, weight, np.array([12.0, 3.0, 0.0]), hire_years=4, runs=200, seed=5
    )
    change = courses.hired.sum(axis=2) - courses.retired.sum(axis=2) - courses.left.sum(axis=2)
    assert (np.diff(courses.staff.sum(axis=2), axis=1) == change).all()
    assert (courses.staff >= 0).all()
    # Who retires in the first year does so on a known date: the same number in every course.
    assert (courses.retired[:, 0] == [2, 0, 1]).all()
    assert courses.hired[:, :, 2].max() == 0


def test_simulated_band_is_wider_where_less_was_seen():
    counts = np.array([[45.0, 5.0]])
    widths = []
    for times in (1, 40):
        courses = simulate_staff(
            np.array([[0, 0, 0, 100]]), shrunk_moves(times * counts).weight, np.zeros(1),
            hire_years=0, runs=1500, seed=8,
        )  # fmt: skip
        low, high = np.quantile(courses.staff[:, 3, 0], [0.1, 0.9])
        widths.append(high - low)
    assert widths[0] > 1.2 * widths[1]
