"""Gamma prior and waiting times: by hand, by identities and against a simulation."""

import numpy as np
import pytest
from scipy.stats import gamma

from workbench.market.waiting import family_factor, fill_days_range, shrunk_fill_days

NOTHING = np.array([0.0])


def test_shrunk_fill_days_many_own_fills_outweigh_the_prior() -> None:
    days = shrunk_fill_days(
        np.array([1e6]), np.array([1e4]), np.array([30.0]), prior_fills=2.0
    )  # own: 100 days each
    assert days == pytest.approx(100, rel=1e-3)


def test_shrunk_fill_days_without_own_vacancies_is_the_prior() -> None:
    assert shrunk_fill_days(NOTHING, NOTHING, np.array([73.0]), prior_fills=2.0) == [73.0]


def test_shrunk_fill_days_open_vacancies_make_it_longer() -> None:
    filled, prior = np.array([1.0]), np.array([80.0])
    closed = shrunk_fill_days(np.array([80.0]), filled, prior, prior_fills=2.0)
    with_open = shrunk_fill_days(np.array([80.0 + 300]), filled, prior, prior_fills=2.0)
    assert closed == pytest.approx(80)
    assert with_open == pytest.approx(180)


def test_shrunk_fill_days_without_anything_is_unknown() -> None:
    assert np.isnan(shrunk_fill_days(NOTHING, NOTHING, np.array([np.nan]), prior_fills=2.0)).all()


def test_fill_days_range_holds_eight_of_ten_rates_of_the_posterior() -> None:
    # Posterior of the rate: shape 2 + 3 fills, 2 x 60 + 280 = 400 days.
    low, high = fill_days_range(
        np.array([280.0]), np.array([3.0]), np.array([60.0]), prior_fills=2.0
    )
    rate = gamma(5, scale=1 / 400)
    assert rate.cdf(1 / low[0]) - rate.cdf(1 / high[0]) == pytest.approx(0.8)
    assert rate.cdf(1 / high[0]) == pytest.approx(0.1)


def test_fill_days_range_closes_with_own_experience() -> None:
    fills = np.array([0.0, 10.0, 1e6])
    low, high = fill_days_range(100 * fills, fills, np.full(3, 100.0), prior_fills=2.0)
    assert (np.diff(high - low) < 0).all()
    assert (low[-1], high[-1]) == pytest.approx((100, 100), rel=0.01)


def test_fill_days_range_without_anything_is_unknown() -> None:
    low, high = fill_days_range(NOTHING, NOTHING, np.array([np.nan]), prior_fills=2.0)
    assert np.isnan([low, high]).all()


def test_family_factor_by_hand() -> None:
    # Nine fills expected, four seen, weight 5: (5 + 9) / (5 + 4).
    assert family_factor(np.array([9.0]), np.array([4.0]), worth=5) == pytest.approx(14 / 9)


def test_family_factor_of_a_family_as_expected_is_one() -> None:
    assert family_factor(np.array([7.0]), np.array([7.0]), worth=5) == pytest.approx(1)


def test_shrunk_fill_days_dropping_open_vacancies_looks_too_fast() -> None:
    """Vacancies with a mean of 120 days, opened over the year before the report."""
    draw = np.random.default_rng(20260630)
    waits, since = draw.exponential(120, 4000), draw.uniform(0, 365, 4000)
    filled = waits <= since
    none = np.array([np.nan])
    seen, fills = np.array([np.minimum(waits, since).sum()]), np.array([filled.sum()])
    all_of_them = shrunk_fill_days(seen, fills, none, prior_fills=2.0)
    without_open = shrunk_fill_days(np.array([waits[filled].sum()]), fills, none, prior_fills=2.0)
    assert all_of_them[0] == pytest.approx(120, rel=0.05)
    assert without_open[0] < 0.75 * all_of_them[0]
