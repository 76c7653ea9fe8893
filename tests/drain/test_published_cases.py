"""Published portfolios and textbook cases, each through the functions of the product.

Where a number is printed in a source, the source is named. Where the source gives the formula
or the data only, the expected number is an exact calculation made here in another way.
"""

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.special import ndtri
from scipy.stats import nbinom

from workbench.drain.distribution import (
    leaver_count_probabilities,
    loss_probabilities,
    tail_contributions,
)
from workbench.drain.engine import loss_year
from workbench.drain.fast import FastYear
from workbench.drain.pulled import Teams, leave_moments
from workbench.drain.scenarios import Exits
from workbench.drain.severity import grid_probabilities
from workbench.drain.simulation.draw import draw_losses
from workbench.drain.simulation.estimate import mean_of, shortfall_of
from workbench.drain.simulation.factor import Factor
from workbench.drain.simulation.leaves import Pull
from workbench.drain.simulation.model import Model
from workbench.drain.states import States, factor_states, probability_given_factor
from workbench.drain.tail import (
    exceedance,
    expected_shortfall,
    shortfall_weights,
    value_at_risk_cell,
)


def one_state(chances: list[float]) -> States:
    return States(np.ones(1), np.array([chances]))


def sure_amounts(amounts: list[int], *, cells: int) -> np.ndarray:
    """Losses that are certain, in whole steps."""
    rows = np.zeros((len(amounts), cells))
    rows[np.arange(len(amounts)), amounts] = 1.0
    return rows


def compound(frequency: np.ndarray, severity: np.ndarray) -> np.ndarray:
    """A compound distribution: a state of k sure leavers stands for k claims."""
    most = len(frequency) - 1
    claims = np.arange(most)[None, :] < np.arange(most + 1)[:, None]
    return loss_probabilities(States(frequency, claims.astype(float)), np.tile(severity, (most, 1)))


# Gerber (1979), An Introduction to Mathematical Risk Theory: 31 life policies by chance of death
# (rows) and sum insured of 1 to 5 (columns); De Pril (1986) and many others compute on them.
POLICIES = {
    3: [2, 3, 1, 2, 0], 4: [0, 1, 2, 2, 1], 5: [0, 2, 4, 2, 2], 6: [0, 2, 2, 2, 1],
}  # fmt: skip


def test_life_portfolio_of_gerber_is_exact():
    # Mean 4.49 and chance of no claim 0.2382 as printed; all others by exact fractions.
    chances, sums = [], []
    for percent, numbers in POLICIES.items():
        for amount, policies in enumerate(numbers, start=1):
            chances += [percent] * policies
            sums += [amount] * policies
    exact = [Fraction(1)] + [Fraction(0)] * sum(sums)
    for percent, amount in zip(chances, sums, strict=True):
        dies = Fraction(percent, 100)
        exact = [
            (1 - dies) * here + (dies * exact[at - amount] if at >= amount else 0)
            for at, here in enumerate(exact)
        ]
    rows = sure_amounts(sums, cells=128)
    found = loss_probabilities(one_state([percent / 100 for percent in chances]), rows)
    assert found[:98] == pytest.approx([float(each) for each in exact], abs=1e-15)
    assert (len(sums), sum(sums)) == (31, 97)
    assert found @ np.arange(len(found)) == pytest.approx(4.49, abs=1e-12)
    assert round(float(found[0]), 4) == 0.2382


def test_stop_loss_premiums_of_the_group_dental_plan():
    # Loss Models, Example 9.5 (mean 314.50), premiums by the recursion of the same chapter,
    # E[(S - d - h)+] = E[(S - d)+] - h (1 - F(d)), worked out by hand: 314.5, 290.75, 267.375, ...
    severity = np.array([0, 0.15, 0.2, 0.25, 0.125, 0.075, 0.05, 0.05, 0.05, 0.025, 0.025])
    frequency = np.array([0.05, 0.1, 0.15, 0.2, 0.25, 0.15, 0.06, 0.03, 0.01])
    found = compound(frequency, np.pad(severity, (0, 53)))
    premiums = 25 * np.cumsum(exceedance(found)[::-1])[::-1]
    assert premiums[:5] == pytest.approx([314.5, 290.75, 267.375, 244.584375, 222.660625], abs=1e-9)


@pytest.mark.parametrize("mean_claims", [0.5, 3.0])
def test_compound_poisson_equals_the_recursion_of_panjer(mean_claims):
    # Panjer (1981): g_0 = exp(-lambda), g_x = lambda / x sum_y y f_y g_(x-y).
    severity = np.pad([0.0, 0.4, 0.3, 0.2, 0.1], (0, 123))
    recursive = np.zeros(128)
    recursive[0] = np.exp(-mean_claims)
    for at in range(1, 128):
        sizes = np.arange(1, min(at, 4) + 1)
        recursive[at] = mean_claims / at * (sizes * severity[sizes]) @ recursive[at - sizes]
    claims = np.arange(41)
    factorials = np.cumprod(np.maximum(claims, 1).astype(float))
    frequency = np.exp(-mean_claims) * mean_claims**claims / factorials
    assert compound(frequency, severity)[:128] == pytest.approx(recursive, abs=1e-15)


def test_credit_risk_plus_example_of_25_obligors():
    # Credit Suisse First Boston (1997), CreditRisk+, the example of 25 obligors in one sector with
    # a standard deviation of half the default rate: expected loss 14,221,863, standard deviation
    # 12,668,742, 99 % of the losses below 55,311,503. The document rounds exposures to bands,
    # which widens both by less than half a percent; here they are put on a grid of 100,000.
    exposure = np.array([
        358_475, 1_089_819, 1_799_710, 1_933_116, 2_317_327, 2_410_929, 2_652_184, 2_957_685,
        3_137_989, 3_204_044, 4_727_724, 4_830_517, 4_912_097, 4_928_989, 5_042_312, 5_320_364,
        5_435_457, 5_517_586, 5_764_596, 5_847_845, 6_466_533, 6_480_322, 7_727_651, 15_410_906,
        20_238_895.0,
    ])  # fmt: skip
    rate = {"A": 1.5, "B": 1.6, "C": 3, "D": 5, "E": 7.5, "F": 10, "G": 15, "H": 30}
    chance = np.array([rate[each] / 100 for each in "HHFGGGHGDDADDHFEDCECHHBFE"])
    rows = grid_probabilities(exposure, np.zeros(25), step=1e5, cells=2000)
    # A gamma rate of variance 1/4 makes the number of defaults negative binomial with r = 4.
    claims = nbinom.pmf(np.arange(61), 4, 4 / (4 + chance.sum()))
    found = compound(claims / claims.sum(), chance / chance.sum() @ rows)
    loss = 1e5 * np.arange(len(found))
    mean = found @ loss
    assert mean == pytest.approx(14_221_863, abs=1)
    assert np.sqrt(found @ loss**2 - mean**2) == pytest.approx(12_668_742, rel=5e-3)
    quantile = 1e5 * value_at_risk_cell(found, level=0.99)
    assert quantile == pytest.approx(55_311_503, rel=3e-3)


def test_corporate_and_dear_mortgage_risk_weights_of_basel():
    # Basel II (2006), Annex 5, loss given default 45 %: corporates of 2.5 years, each with the tie
    # 0.12 to 0.24 of its own chance; residential mortgages beyond 2.5 %. Printed to 0.01.
    percents = np.array(
        [0.03, 0.05, 0.1, 0.25, 0.4, 0.5, 0.75, 1, 1.3, 1.5, 2, 2.5, 3, 4, 5, 6, 10, 15, 20]
    )
    corporate = [
        14.44, 19.65, 29.65, 49.47, 62.72, 69.61, 82.78, 92.32, 100.95, 105.59, 114.86, 122.16,
        128.44, 139.58, 149.86, 159.61, 193.09, 221.54, 238.23,
    ]  # fmt: skip
    mortgage = [111.99, 131.63, 148.22, 162.52, 204.41, 235.72, 253.12]
    default, worst = percents / 100, ndtri(np.array([0.001]))
    small = (1 - np.exp(-50 * default)) / (1 - np.exp(-50))
    ties = 0.12 * small + 0.24 * (1 - small)
    maturity = 1 - 1.5 * (0.11852 - 0.05478 * np.log(default)) ** 2
    bad = [
        probability_given_factor(np.array([chance]), worst, correlation=float(tie))[0, 0]
        for chance, tie in zip(default, ties, strict=True)
    ]
    assert 1250 * 0.45 * (bad - default) / maturity == pytest.approx(corporate, abs=0.0101)
    bad = probability_given_factor(default[12:], worst, correlation=0.15)[0]
    assert 1250 * 0.45 * (bad - default[12:]) == pytest.approx(mortgage, abs=0.0101)


def test_bonds_that_value_at_risk_gets_wrong():
    # McNeil, Frey and Embrechts, Quantitative Risk Management, on defaultable bonds: each of 100
    # costs 100, pays 105, or nothing with 2 %. At 95 % the value at risk of one of each is 25, of
    # 100 of the same it is -500, as if spreading were worse. The mean of the worst twentieth says
    # the opposite: 100 of the same lose 10,000 in 2 % and win 500 in 3 % of the cases.
    counts = leaver_count_probabilities(one_state([0.02] * 100))
    spread = 105 * value_at_risk_cell(counts, level=0.95) - 500
    same = leaver_count_probabilities(one_state([0.02]))
    lumped = 10_500 * value_at_risk_cell(same, level=0.95) - 500
    assert (spread, lumped) == (25, -500)
    shortfall = 105 * expected_shortfall(counts, level=0.95) - 500
    assert 10_500 * expected_shortfall(same, level=0.95) - 500 == pytest.approx(3700)
    assert 25 < shortfall < 3700


def test_shortfall_of_two_bonds_splits_the_atom():
    # Acerbi and Tasche (2002): the mass at the value at risk counts in part. Two bonds default with
    # 4 % each: one alone loses 100 in 4 of the worst 5 %, so 80; both lose 200 in 0.16 % and 100 in
    # 4.84 % of the worst 5 %, so 103.2, less than twice 80. Each carries half of it.
    both = loss_probabilities(one_state([0.04, 0.04]), sure_amounts([1, 1], cells=4))
    alone = loss_probabilities(one_state([0.04]), sure_amounts([1], cells=4))
    assert 100 * expected_shortfall(alone, level=0.95) == pytest.approx(80)
    assert 100 * expected_shortfall(both, level=0.95) == pytest.approx(103.2)
    weights = shortfall_weights(both, level=0.95)
    parts = tail_contributions(one_state([0.04, 0.04]), sure_amounts([1, 1], cells=4), weights)
    assert 100 * parts == pytest.approx([51.6, 51.6])


def test_parts_of_the_shortfall_are_conditional_means():
    # Tasche (1999): E[L_i given the worst years], here by going through all 2^6 ways to leave.
    chances, amounts, level = [0.1, 0.2, 0.05, 0.3, 0.15, 0.08], [7, 2, 9, 1, 4, 4], 0.9
    rows = sure_amounts(amounts, cells=32)
    total = loss_probabilities(one_state(chances), rows)
    weights = shortfall_weights(total, level=level)
    expected = np.zeros(6)
    for leaves in product((0, 1), repeat=6):
        odds = np.prod([c if a else 1 - c for c, a in zip(chances, leaves, strict=True)])
        own = np.multiply(leaves, amounts)
        expected += odds * weights[own.sum()] * own
    assert tail_contributions(one_state(chances), rows, weights) == pytest.approx(expected)
    assert expected.sum() == pytest.approx(expected_shortfall(total, level=level))


def test_value_at_risk_and_shortfall_of_rockafellar_and_uryasev():
    # Rockafellar and Uryasev (2000), Optimization of conditional value-at-risk, tables 3 and 4:
    # the normal portfolio of mean return 0.011 and variance 0.00378529.
    year = FastYear(
        np.ones(1), np.array([-0.011]), np.array([np.sqrt(0.00378529)]), np.array([[-0.011]]),
        np.array([[0.00378529]]),
    )  # fmt: skip
    printed = {0.9: (0.067847, 0.096975), 0.95: (0.0902, 0.115908), 0.99: (0.132128, 0.152977)}
    for level, (at_risk, shortfall) in printed.items():
        assert year.value_at_risk(level) == pytest.approx(at_risk, abs=2e-6)
        assert year.shortfall(level) == pytest.approx(shortfall, abs=2e-6)


def test_drawn_shortfall_is_the_optimum_of_the_linear_program():
    # The same paper: the shortfall is the least of v + sum (L - v)+ / ((1 - level) n), found here
    # by a linear program over v and the excess of each path.
    losses = np.random.default_rng(4).lognormal(2, 1, 60).round(1)
    each = Factor(np.zeros(60), np.ones(60), 1)
    for level in (0.8, 0.9, 0.95):
        aim = np.concatenate([[1.0], np.full(60, 1 / (60 * (1 - level)))])
        rows = np.hstack([-np.ones((60, 1)), -np.eye(60)])
        best = linprog(aim, A_ub=rows, b_ub=-losses, bounds=[(None, None)] + [(0, None)] * 60)
        assert shortfall_of(losses, each, level=level).amount == pytest.approx(best.fun)


def infectious(people: int, chance: float, pull: float) -> np.ndarray:
    """Distribution of the number of leavers after Davis and Lo (2001), Infectious defaults."""
    found = np.zeros(people + 1)
    for total in range(people + 1):
        for first in range(total + 1):
            by_themselves = comb(people, first) * chance**first * (1 - chance) ** (people - first)
            resists = (1 - pull) ** first
            follow = comb(people - first, total - first)
            follow *= (1 - resists) ** (total - first) * resists ** (people - total)
            found[total] += by_themselves * follow
    return found


def test_infectious_defaults_of_davis_and_lo():
    # Their distribution in closed form, equal to drawing within four standard errors; mean and
    # variance equal to the moments of the fast form, and to the mean they print,
    # n (1 - (1 - p)(1 - p q)^(n - 1)).
    people, chance, pull = 12, 0.08, 0.1
    exact = infectious(people, chance, pull)
    mean = exact @ np.arange(people + 1)
    assert exact.sum() == pytest.approx(1.0, abs=1e-12)
    assert mean == pytest.approx(people * (1 - (1 - chance) * (1 - chance * pull) ** (people - 1)))
    team = Teams(np.zeros(people, dtype=np.intp), pull)
    chances, others = leave_moments(np.full((1, people), chance), np.ones(people), team)
    assert chances.sum() == pytest.approx(mean)
    variance = exact @ np.square(np.arange(people + 1)) - mean**2
    assert (chances * (1 - chances) + others).sum() == pytest.approx(variance)
    none, alone = np.zeros(people), np.full(people, chance)
    exits = Exits(alone, alone, none, none, none, 0.0, 0.0, ())
    nobody = np.zeros(0, dtype=np.intp)
    model = Model(
        np.ones(people), none, (), nobody, nobody, np.zeros(0), np.zeros((0, 0), dtype=bool)
    )
    near = csr_array(~np.eye(people, dtype=bool))
    factor, drawn = draw_losses(
        model, exits, [f"E{at}" for at in range(people)], paths=65_536, seed=1,
        pull=Pull(near, pull),
    )  # fmt: skip
    for number in range(7):
        share = mean_of((drawn.leavers == number).astype(float), factor)
        assert abs(share.amount - exact[number]) <= 4 * share.error(factor)


def test_large_group_has_the_density_of_vasicek():
    # Vasicek (1987, 2002): P(leaving share <= x) tends to Phi((sqrt(1 - c) Phi^-1(x) - Phi^-1(p)) /
    # sqrt(c)); the median and the 90 and 99.9 % quantiles of 2,000 alike.
    states = factor_states(np.full(2000, 0.02), correlation=0.2, nodes=512)
    reached = np.cumsum(leaver_count_probabilities(states))
    for level, most in ((0.5, 3e-4), (0.9, 6e-4), (0.999, 2e-3)):
        limit = probability_given_factor(
            np.array([0.02]), ndtri(np.array([1 - level])), correlation=0.2
        )[0, 0]
        assert np.argmax(reached >= level) / 2000 == pytest.approx(limit, abs=most)


def test_expected_loss_does_not_know_the_tie():
    exits = [
        Exits(*(np.full(5, each) for each in (0.1, 0.1, 0.0, 0.0, 0.0)), 0.0, tie, ())
        for tie in (0.0, 0.3, 0.9)
    ]
    severity = pd.DataFrame({"mean": [3.0, 50.0, 9.0, 1.0, 20.0], "cv": 0.7})
    for each in exits:
        assert loss_year(each, severity).expected == pytest.approx(8.3, rel=1e-6)
