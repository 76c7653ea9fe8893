"""Lognormal losses on a grid."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import lognorm

from workbench.drain.severity import (
    grid_probabilities,
    high_quantiles,
    limited_expected_values,
    lognormal_parameters,
)


def test_limited_expected_values_matches_integral_of_survival():
    # E[min(X, d)] is the integral of P(X > x) from 0 to d (Loss Models, section 3.1).
    mu, sigma = lognormal_parameters(np.array([50.0]), np.array([0.8]))
    survival = lognorm(s=sigma[0], scale=np.exp(mu[0])).sf
    expected = [quad(survival, 0, limit)[0] for limit in (10.0, 60.0, 400.0)]
    found = limited_expected_values(mu, sigma, np.array([10.0, 60.0, 400.0]))
    assert found[0] == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("cv", [0.0, 1e-3, 0.3, 0.8, 1.5])
def test_grid_probabilities_keeps_mass_and_mean(cv):
    mean = np.array([3.7, 41.0])
    rows = grid_probabilities(mean, np.full(2, cv), step=0.5, cells=8192)
    assert rows.sum(axis=1) == pytest.approx([1.0, 1.0], abs=1e-12)
    mu, sigma = lognormal_parameters(mean, np.full(2, cv))
    cut = limited_expected_values(mu, sigma, np.array([0.5 * 8191]))[:, 0]
    assert rows @ (0.5 * np.arange(8192)) == pytest.approx(cut, rel=1e-9)
    assert rows.min() >= 0


def test_grid_probabilities_keeps_the_spread():
    row = grid_probabilities(np.array([100.0]), np.array([0.5]), step=1.0, cells=8192)[0]
    amount = np.arange(8192)
    variance = row @ amount**2 - (row @ amount) ** 2
    # Local moment matching keeps the mean and widens the variance by less than step^2 / 4.
    assert 0 <= variance - 2500 <= 0.25


def test_grid_probabilities_puts_what_lies_beyond_on_the_last_point():
    row = grid_probabilities(np.array([100.0]), np.array([0.0]), step=1.0, cells=10)[0]
    assert row.tolist() == [0.0] * 9 + [1.0]


def test_high_quantiles_is_exceeded_once_in_ten_thousand():
    mu, sigma = lognormal_parameters(np.array([20.0]), np.array([1.0]))
    chance = lognorm(s=sigma[0], scale=np.exp(mu[0])).sf(
        high_quantiles(np.array([20.0]), np.ones(1))
    )
    assert chance[0] == pytest.approx(1e-4, rel=1e-2)
