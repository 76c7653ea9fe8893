"""Fit: hand calculations, bounds, invariance."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.company import company_from_tables
from workbench.people.bounded import Bounded, bounded_mean
from workbench.people.fit import (
    assess_fit,
    competency_fit,
    overall_fit,
    performance_value,
    trait_match,
)
from workbench.settings import Settings

NAN = np.nan


def test_competency_fit_by_hand():
    # Needs 4 and 2 with weights 2 and 1: stake 8 + 2 = 10; held 3 and 1: lost 2*1 + 1*1 = 3.
    fit = competency_fit(np.array([[4.0, 2.0]]), np.array([[2.0, 1.0]]), np.array([[3.0, 1.0]]))
    assert fit.point.item() == pytest.approx(0.7)
    assert fit.low.item() == fit.high.item() == pytest.approx(0.7)


def test_competency_fit_never_offsets_a_gap_by_a_surplus():
    needs, weight = np.array([[3.0, 3.0]]), np.ones((1, 2))
    plain = competency_fit(needs, weight, np.array([[2.0, 3.0]]))
    surplus = competency_fit(needs, weight, np.array([[2.0, 5.0]]))
    assert plain.point == surplus.point < 1


def test_competency_fit_ignores_what_the_post_does_not_ask_for():
    fit = competency_fit(np.array([[3.0, NAN]]), np.ones((1, 2)), np.array([[3.0, 0.0]]))
    assert fit.point.item() == 1


def test_competency_fit_without_requirements_is_unknown():
    fit = competency_fit(np.array([[NAN]]), np.array([[NAN]]), np.array([[3.0]]))
    assert np.isnan(fit.point.item())
    assert (fit.low.item(), fit.high.item(), fit.known_share.item()) == (0, 1, 0)


levels = st.lists(st.integers(0, 5).map(float), min_size=4, max_size=4)


@given(levels, levels, st.integers(0, 3))
def test_competency_fit_bounds_widen_around_the_truth_when_a_record_is_removed(needs, held, gone):
    required, weight = np.array([needs]) + 1, np.ones((1, 4))
    people = np.array([held, held])
    people[1, gone] = NAN
    fit = competency_fit(required, weight, people)
    whole = fit.point[0, 0]
    assert fit.low[1, 0] - 1e-12 <= whole <= fit.high[1, 0] + 1e-12
    assert fit.high[1, 0] - fit.low[1, 0] == pytest.approx(required[0, gone] / required.sum())
    assert fit.low[1, 0] - 1e-12 <= fit.point[1, 0] <= fit.high[1, 0] + 1e-12


def test_competency_fit_of_a_removed_record_is_not_a_zero():
    needs, weight = np.array([[4.0, 4.0]]), np.ones((1, 2))
    fit = competency_fit(needs, weight, np.array([[4.0, NAN], [4.0, 0.0]]))
    assert fit.point.ravel().tolist() == [1.0, 0.5]
    assert fit.low[0, 0] == 0.5


@given(st.permutations(range(3)))
def test_competency_fit_moves_with_its_rows(order):
    rng = np.random.default_rng(3)
    needs, weight, held = rng.uniform(1, 5, (2, 4)), rng.random((2, 4)), rng.uniform(0, 5, (3, 4))
    plain, moved = competency_fit(needs, weight, held), competency_fit(needs, weight, held[order])
    assert (moved.point == plain.point[order]).all()


def test_trait_match_uses_only_traits_of_the_profile():
    match = trait_match(np.array([[0.8, NAN]]), np.array([[0.5, 0.1], [NAN, 0.2]]))
    assert match.point[0, 0] == pytest.approx(0.7)
    assert match.low[1, 0] == pytest.approx(0.2)
    assert match.high[1, 0] == 1


def test_trait_match_takes_an_unknown_trait_at_the_worst_it_can_be():
    # Wishes 0.8 and 0.5: the farther end is 0.8 and 0.5 away, so closeness is at least 0.2 and 0.5.
    wanted, held = np.array([[0.8, 0.5]]), np.array([[NAN, NAN], [0.8, NAN]])
    match = trait_match(wanted, held)
    assert match.low.ravel() == pytest.approx([0.35, 0.75])
    assert match.high.ravel().tolist() == [1, 1]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2), st.floats(0, 1), st.floats(0, 1))
def test_trait_match_bounds_hold_whatever_the_unknown_trait_is(wishes, first, second):
    people = np.array([[first, NAN], [first, second]])
    match = trait_match(np.array([wishes]), people)
    assert match.low[0, 0] - 1e-12 <= match.point[1, 0] <= match.high[0, 0] + 1e-12


def test_performance_value_anchors_the_scale_and_keeps_the_missing_year_open():
    value = performance_value(np.array([[1.0, 1.0], [5.0, 5.0], [3.0, NAN], [NAN, NAN]]))
    assert value.point[:3].tolist() == [0, 1, 0.5]
    assert np.isnan(value.point[3])
    assert value.low.tolist() == [0, 1, 0.25, 0]
    assert value.high.tolist() == [0, 1, 0.75, 1]


def test_overall_fit_with_zero_weights_knows_nothing():
    part = performance_value(np.array([[4.0, 4.0]]))
    fit = overall_fit([part], [0.0])
    assert np.isnan(fit.point.item())
    assert (fit.low.item(), fit.high.item(), fit.known_share.item()) == (0, 1, 0)


def known(value):
    return Bounded(*(np.array([end]) for end in (value, value, value, 1.0)))


UNKNOWN = Bounded(*(np.array([end]) for end in (NAN, 0.0, 1.0, 0.0)))


@pytest.mark.parametrize(
    ("competency", "performance", "weights", "fit"),
    [
        (known(0.4), known(0.4), [0.6, 0.25, 0.15], 0.49),
        (known(0.4), UNKNOWN, [0.6, 0.25, 0.15], 0.49),  # not 0.15 / 0.75 = 0.20 for the traits
        (UNKNOWN, known(0.4), [0.6, 0.25, 0.15], 0.49),  # not 0.15 / 0.40
        (known(0.4), known(0.4), [0.1, 0.05, 0.15], 0.49),  # not 0.15 / 0.30
        (known(0.4), known(0.4), [0.7, 0.2, 0.1], 0.46),  # below the limit the weight stands
        (UNKNOWN, UNKNOWN, [0.6, 0.25, 0.15], NAN),  # traits alone are no fit
    ],
)
def test_overall_fit_gives_traits_at_most_15_percent(competency, performance, weights, fit):
    whole = overall_fit([competency, performance, known(1.0)], weights, weak=2)
    assert whole.point.item() == pytest.approx(fit, nan_ok=True)


part = st.one_of(st.just(UNKNOWN), st.floats(0, 1).map(known))
# Weights in thousandths: 15 % of the least number there is would be rounded to nothing.
weight = st.integers(0, 1000).map(lambda number: number / 1000)


@given(part, part, weight, weight, st.integers(0, 150).map(lambda number: number / 1000))
def test_overall_fit_no_trait_moves_it_by_more_than_15_percent(one, two, first, second, third):
    weights = [first, second, third]
    worst, middle, best = (
        overall_fit([one, two, known(match)], weights, weak=2) for match in (0.0, 0.5, 1.0)
    )
    assert not best.point.item() - worst.point.item() > 0.15 + 1e-9
    for whole in (worst, middle, best):
        assert not whole.point.item() < whole.low.item() - 1e-9
        assert not whole.point.item() > whole.high.item() + 1e-9
        assert not best.low.item() - worst.low.item() > 0.15 + 1e-9


TRAITS = {
    "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]}),
    "employees": pd.DataFrame({"employee_id": ["E1", "E2"]}),
    "position_traits": pd.DataFrame({"position_id": ["P1"], "trait": ["values"], "value": [0.8]}),
    "employee_traits": pd.DataFrame(
        {"employee_id": ["E1", "E2"], "trait": ["values"] * 2, "value": [0.8, 0.0]}
    ),
}
RATED = pd.DataFrame({"employee_id": ["E1", "E2"], "year": [2025] * 2, "rating": [4, 4]})


@pytest.mark.parametrize("weights", [{}, {"performance": 0.05}])
def test_assess_fit_gives_traits_15_percent_beside_performance_alone(weights):
    settings = Settings.model_validate({"pools": {"fit_weights": weights}})
    company = company_from_tables(
        {**TRAITS, "performance": RATED}, as_of="2026-06-30", settings=settings
    )
    fit = assess_fit(company, ("P1",), ("E1", "E2")).overall
    # A rating of 4 is 0.75; the match is 1 and 0.2.
    assert fit.point.ravel() == pytest.approx([0.85 * 0.75 + 0.15, 0.85 * 0.75 + 0.15 * 0.2])


def test_assess_fit_of_traits_alone_is_unknown():
    company = company_from_tables(TRAITS, as_of="2026-06-30", settings=Settings())
    fit = assess_fit(company, ("P1",), ("E1", "E2")).overall
    assert np.isnan(fit.point).all()
    assert (fit.low == 0).all()
    assert (fit.high == 1).all()


def test_fit_weights_of_traits_alone_are_refused():
    given = {"pools": {"fit_weights": {"competency": 0, "performance": 0}}}
    with pytest.raises(ValueError, match="competency or performance must weigh more than 0"):
        Settings.model_validate(given)


def test_bounded_mean_of_nothing_has_the_widest_bounds():
    mean = bounded_mean(np.zeros((2, 0)), np.zeros(0))
    assert np.isnan(mean.point).all()
    assert mean.low.tolist() == [0, 0]
    assert mean.high.tolist() == [1, 1]
