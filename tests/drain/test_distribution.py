"""Known answers and identities of the exact loss distribution."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from workbench.drain.distribution import (
    leaver_count_probabilities,
    loss_probabilities,
    tail_contributions,
)
from workbench.drain.engine import loss_year
from workbench.drain.scenarios import Exits
from workbench.drain.severity import grid_probabilities
from workbench.drain.states import (
    States,
    TeamShock,
    factor_states,
    probability_given_factor,
    strike_teams,
)
from workbench.drain.tail import exceedance, expected_shortfall, shortfall_weights
from workbench.errors import ParameterError


def one_state(*probabilities: float) -> States:
    return States(np.ones(1), np.array([probabilities]))


@pytest.fixture(scope="module")
def portfolio() -> tuple[np.ndarray, np.ndarray]:
    """Fifteen people with unequal chances and losses on 512 cells."""
    random = np.random.default_rng(7)
    chance = random.uniform(0.03, 0.25, 15)
    mean = random.lognormal(3.0, 0.6, 15)
    return chance, grid_probabilities(mean, np.full(15, 0.8), step=1.5, cells=512)


def test_leaver_count_probabilities_matches_poibin():
    # Hong (2013), values of the R package poibin, in the tests of the Python package poibin.
    found = leaver_count_probabilities(one_state(0.4163448, 0.334027, 0.9689613))
    assert found == pytest.approx([0.0120647, 0.39129134, 0.46189012, 0.13475384], abs=1e-8)


def test_leaver_count_probabilities_matches_repeated_chances():
    # Vignette of the R package PoissonBinomial (ordinary, exact), set.seed(1): each chance is
    # repeated as often as its weight says; seven printed digits.
    chance = [
        0.2655086631421, 0.37212389963679016, 0.5728533633518964, 0.9082077899947762,
        0.2016819310374558, 0.8983896849676967, 0.9446752686053514, 0.6607977924868464,
        0.6291140438988805, 0.061786270467564464,
    ]  # fmt: skip
    people = np.repeat(chance, [3, 1, 5, 5, 10, 6, 10, 7, 9, 5])
    printed = {
        20: 1.395965e-07, 26: 0.0005897928, 30: 0.01824629, 36: 0.1319896, 41: 0.03413623,
        45: 0.00139832, 50: 1.337083e-06,
    }  # fmt: skip
    found = leaver_count_probabilities(one_state(*people))
    assert len(found) == 62
    assert [found[k] for k in printed] == pytest.approx(list(printed.values()), rel=5.1e-7)


def test_loss_probabilities_matches_group_dental_compound():
    # Klugman, Panjer, Willmot, Loss Models, Example 9.5: a state of k sure leavers stands for k
    # claims, so the same function gives the compound distribution. Losses in units of 25.
    severity = [0, 0.15, 0.2, 0.25, 0.125, 0.075, 0.05, 0.05, 0.05, 0.025, 0.025]
    frequency = np.array([0.05, 0.1, 0.15, 0.2, 0.25, 0.15, 0.06, 0.03, 0.01])
    claims = np.arange(8)[None, :] < np.arange(9)[:, None]
    rows = np.tile(np.pad(severity, (0, 64 - len(severity))), (8, 1))
    found = loss_probabilities(States(frequency, claims.astype(float)), rows)
    amount = 25 * np.arange(len(found))
    mean = found @ amount
    assert mean == pytest.approx(314.5, abs=1e-9)
    assert found @ amount**2 - mean**2 == pytest.approx(36716.5, abs=1e-7)
    assert found[:5] == pytest.approx([0.05, 0.015, 0.023375, 0.034675, 0.03257656], abs=5e-9)


def test_probability_given_factor_matches_basel_risk_weights():
    # Basel II (2006), Annex 5, residential mortgages, loss given default 45 %, correlation 0.15:
    # RW % = 1250 LGD (P(default in one year of a thousand) - PD).
    default = np.array([0.03, 0.05, 0.1, 0.25, 0.4, 0.5, 0.75, 1, 1.3, 1.5, 2, 2.5]) / 100
    printed = [4.15, 6.23, 10.69, 21.3, 29.94, 35.08, 46.46, 56.4, 67.0, 73.45, 87.94, 100.64]
    bad_year = probability_given_factor(default, ndtri(np.array([0.001])), correlation=0.15)[0]
    assert 1250 * 0.45 * (bad_year - default) == pytest.approx(printed, abs=0.0101)


def test_leaver_count_probabilities_approaches_vasicek_quantile():
    # Vasicek (1987): in a large homogeneous group the 99 % quantile of the leaving share is
    # Phi((Phi^-1(p) + sqrt(rho) Phi^-1(0.99)) / sqrt(1 - rho)); the gap falls with group size.
    limit = probability_given_factor(np.array([0.1]), ndtri(np.array([0.01])), correlation=0.15)
    gaps = []
    for people in (50, 800):
        states = factor_states(np.full(people, 0.1), correlation=0.15, nodes=128)
        counts = leaver_count_probabilities(states)
        quantile = np.argmax(np.cumsum(counts) >= 0.99) / people
        gaps.append(abs(quantile - limit[0, 0]))
    assert gaps[1] < 0.004 < gaps[0]


def test_loss_year_of_many_alike_approaches_the_vasicek_quantile():
    # The same through the whole engine: losses of one each, 99 % quantile and mean beyond it. The
    # limit of the mean is taken over 20,000 even years of the worst hundredth.
    years = ndtri((np.arange(20_000) + 0.5) / 20_000 * 0.01)
    worst = probability_given_factor(np.array([0.1]), years, correlation=0.15)[:, 0]
    gaps = []
    for people in (40, 160):
        chance, none = np.full(people, 0.1), np.zeros(people)
        exits = Exits(chance, chance, none, none, none, 0.0, 0.15, ())
        year = loss_year(exits, pd.DataFrame({"mean": np.ones(people), "cv": 0.0}))
        assert year.expected / people == pytest.approx(0.1, rel=1e-6)
        gaps.append(
            (abs(year.value_at_risk(0.99) / people - worst[-1]),
             abs(year.shortfall(0.99) / people - worst.mean()))
        )  # fmt: skip
    assert max(gaps[1]) < 0.015 and gaps[1][1] < 0.5 * gaps[0][1]


def test_loss_probabilities_without_correlation_equals_direct_convolution(portfolio):
    chance, severities = portfolio
    direct = np.ones(1)
    for probability, row in zip(chance, severities, strict=True):
        one = probability * row
        one[0] += 1 - probability
        direct = np.convolve(direct, one)
    found = loss_probabilities(factor_states(chance, correlation=0.0), severities)
    assert found == pytest.approx(direct[: len(found)], abs=1e-14)


@pytest.mark.parametrize("correlation", [0.0, 0.15, 0.5])
def test_loss_probabilities_keeps_mass_and_mean(portfolio, correlation):
    chance, severities = portfolio
    states = factor_states(chance, correlation=correlation, nodes=128)
    found = loss_probabilities(states, severities)
    expected = chance @ severities @ np.arange(severities.shape[1])
    assert found.sum() == pytest.approx(1.0, abs=1e-12)
    assert found @ np.arange(len(found)) == pytest.approx(expected, rel=1e-10)


def test_loss_probabilities_of_tied_departures_has_the_longer_tail(portfolio):
    chance, severities = portfolio
    shortfalls = [
        expected_shortfall(
            loss_probabilities(factor_states(chance, correlation=rho), severities), level=0.99
        )
        for rho in (0.0, 0.15, 0.3)
    ]
    assert shortfalls[0] < shortfalls[1] < shortfalls[2]


def test_loss_probabilities_near_full_correlation_is_comonotone():
    # Limit of the one-factor model: all leave together or nobody does. The step in the factor
    # is too sharp for Gauss-Hermite nodes, so 1,000 equally likely years are taken.
    years = ndtri((np.arange(1000) + 0.5) / 1000)
    given = probability_given_factor(np.full(4, 0.3), years, correlation=1 - 1e-12)
    counts = leaver_count_probabilities(States(np.full(1000, 1e-3), given))
    assert counts == pytest.approx([0.7, 0, 0, 0, 0.3], abs=1e-9)


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_tail_contributions_sum_to_expected_shortfall(portfolio, level):
    chance, severities = portfolio
    shock = TeamShock(members=(1, 3, 4), chance=0.1, follow=0.7)
    states = strike_teams(factor_states(chance, correlation=0.15), (shock,))
    total = loss_probabilities(states, severities)
    parts = tail_contributions(states, severities, shortfall_weights(total, level=level))
    assert parts.sum() == pytest.approx(expected_shortfall(total, level=level), rel=1e-9)
    assert parts.min() > 0


def test_tail_contributions_with_a_sure_leaver_divides_by_nothing():
    rows = np.tile([0.0, 0.5, 0.5, 0.0], (2, 1))
    states = one_state(1.0, 0.5)
    total = loss_probabilities(states, rows)
    parts = tail_contributions(states, rows, shortfall_weights(total, level=0.5))
    assert parts.sum() == pytest.approx(expected_shortfall(total, level=0.5), rel=1e-12)


def test_order_of_people_changes_nothing(portfolio):
    chance, severities = portfolio
    order = np.random.default_rng(1).permutation(len(chance))
    states, mixed = (factor_states(c, correlation=0.15) for c in (chance, chance[order]))
    total = loss_probabilities(states, severities)
    assert loss_probabilities(mixed, severities[order]) == pytest.approx(total, abs=1e-15)
    weights = shortfall_weights(total, level=0.95)
    parts = tail_contributions(states, severities, weights)
    assert tail_contributions(mixed, severities[order], weights) == pytest.approx(
        parts[order], rel=1e-10
    )


def test_strike_teams_adds_the_extra_chance():
    shock = TeamShock(members=(0, 1), chance=0.25, follow=0.5)
    states = strike_teams(one_state(0.1, 0.2, 0.3), (shock,))
    # By hand: 0.75 x 0.1 + 0.25 x (1 - 0.9 x 0.5) = 0.2125; 0.75 x 0.2 + 0.25 x 0.6 = 0.3.
    assert states.weights @ states.probabilities == pytest.approx([0.2125, 0.3, 0.3])


def test_strike_teams_refuses_too_many():
    with pytest.raises(ParameterError, match="at most 6"):
        strike_teams(one_state(0.1), (TeamShock((0,), 0.1, 0.1),) * 7)


def test_leaver_count_probabilities_of_nobody_is_sure():
    assert leaver_count_probabilities(States(np.ones(1), np.empty((1, 0)))).tolist() == [1.0]


def test_exceedance_keeps_the_digits_of_small_chances():
    assert exceedance(np.array([1 - 3e-17, 2e-17, 1e-17]))[:2].tolist() == pytest.approx(
        [3e-17, 1e-17], rel=1e-12
    )


@pytest.mark.parametrize("nodes", [64, 512, 1024])
def test_factor_states_keep_the_chances_at_every_number_of_nodes(nodes):
    # Identity: the mean over the factor is the chance over all years. Points by the plain recursion
    # overflow from some 400 on, and then no state is left.
    chance = np.array([0.02, 0.1, 0.6])
    states = factor_states(chance, correlation=0.9, nodes=nodes)
    assert states.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert states.weights @ states.probabilities == pytest.approx(chance, abs=2e-3)


def test_loss_year_of_people_tied_almost_fully_keeps_the_mean():
    chance = np.random.default_rng(7).uniform(0.01, 0.2, 30)
    none = np.zeros(30)
    exits = Exits(chance, chance, none, none, none, 0.0, 0.95, ())
    year = loss_year(exits, pd.DataFrame({"mean": np.full(30, 10.0), "cv": 0.5}))
    assert year.expected == pytest.approx(10.0 * chance.sum(), rel=1e-3)
