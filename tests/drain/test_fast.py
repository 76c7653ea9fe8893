"""The closed form for many posts: moments, agreement with the exact engine and with drawing."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.sparse import csr_array
from scipy.special import ndtri

from workbench.drain.engine import loss_year
from workbench.drain.fast import fast_year
from workbench.drain.pulled import Teams, leave_moments
from workbench.drain.scenarios import Exits
from workbench.drain.simulation.draw import draw_losses
from workbench.drain.simulation.estimate import mean_of, shortfall_of, value_at_risk_of
from workbench.drain.simulation.leaves import Pull
from workbench.drain.simulation.model import Model
from workbench.drain.states import TeamShock, probability_given_factor


def make_exits(chance, *, correlation=0.15, shocks=()) -> Exits:
    chance = np.asarray(chance, dtype=float)
    none = np.zeros(len(chance))
    return Exits(chance, chance, none, none, none, 0.0, correlation, tuple(shocks))


def portfolio(people: int, seed: int = 5) -> tuple[np.ndarray, pd.DataFrame]:
    random = np.random.default_rng(seed)
    severity = pd.DataFrame({"mean": random.lognormal(3.0, 0.6, people), "cv": 0.8})
    return random.uniform(0.03, 0.25, people), severity


@pytest.mark.parametrize(("people", "most"), [(20, 0.16), (40, 0.08), (120, 0.02)])
def test_fast_year_comes_near_the_exact_engine_with_more_posts(people, most):
    # The error that the methods state, by number of posts.
    chance, severity = portfolio(people)
    exits = make_exits(chance)
    fast, exact = fast_year(exits, severity), loss_year(exits, severity)
    assert fast.expected == pytest.approx(exact.expected, rel=1e-6)
    for level in (0.95, 0.99):
        assert fast.shortfall(level) == pytest.approx(exact.shortfall(level), rel=most)
        assert fast.value_at_risk(level) == pytest.approx(exact.value_at_risk(level), rel=most)


def test_fast_year_with_a_team_that_is_approached_matches_the_exact_engine():
    chance, severity = portfolio(100)
    exits = make_exits(chance, shocks=[TeamShock(tuple(range(20)), 0.1, 0.7)])
    fast, exact = fast_year(exits, severity), loss_year(exits, severity)
    assert fast.expected == pytest.approx(exact.expected, rel=1e-6)
    assert fast.shortfall(0.95) == pytest.approx(exact.shortfall(0.95), rel=0.02)


def test_shortfall_parts_sum_to_the_shortfall_and_match_the_exact_ones():
    chance, severity = portfolio(120)
    exits = make_exits(chance)
    fast, exact = fast_year(exits, severity), loss_year(exits, severity)
    parts, threshold = fast.shortfall_parts(0.95), fast.value_at_risk(0.95)
    beyond, _ = quad(fast.exceedance, threshold, 20 * fast.expected, limit=200)
    assert parts.sum() == pytest.approx(threshold + beyond / 0.05, rel=1e-6)
    assert np.corrcoef(parts, exact.shortfall_parts)[0, 1] > 0.998
    # With few posts the normal has too short a tail, so the largest losses get too small a part.
    assert parts == pytest.approx(exact.shortfall_parts, rel=0.13)


def test_fast_year_of_many_alike_tends_to_the_vasicek_quantile():
    # Vasicek (1987), as in the Basel risk weights: Phi((Phi^-1(p) - sqrt(c) z) / sqrt(1 - c)).
    limit = probability_given_factor(np.array([0.1]), ndtri(np.array([0.01])), correlation=0.15)
    gaps = []
    for people in (500, 8_000):
        severity = pd.DataFrame({"mean": np.ones(people), "cv": 0.0})
        year = fast_year(make_exits(np.full(people, 0.1)), severity)
        gaps.append(abs(year.value_at_risk(0.99) / people - limit[0, 0]))
    assert gaps[1] < 4e-4 < gaps[0]


def test_leave_moments_of_three_match_all_ways_they_could_leave():
    # By counting: 2^3 first leavers times 2 for each pull that succeeds or fails.
    chance, amounts, pull = np.array([0.1, 0.3, 0.2]), np.array([1.0, 2.0, 5.0]), 0.4
    mean, second = np.zeros(3), np.zeros((3, 3))
    for alone in product((0, 1), repeat=3):
        weight = np.prod([c if a else 1 - c for c, a in zip(chance, alone, strict=True)])
        stays = [1.0 if a else (1 - pull) ** sum(alone) for a in alone]
        for followed in product((0, 1), repeat=3):
            odds = np.prod(
                [
                    (1.0 if not f else 0.0) if a else (1 - s if f else s)
                    for a, f, s in zip(alone, followed, stays, strict=True)
                ]
            )
            leaves = np.maximum(alone, followed)
            mean += weight * odds * leaves
            second += weight * odds * np.outer(leaves, leaves)
    covariance = second - np.outer(mean, mean)
    np.fill_diagonal(covariance, 0.0)
    found, others = leave_moments(chance[None, :], amounts, Teams(np.zeros(3, dtype=int), pull))
    assert found[0] == pytest.approx(mean, abs=1e-12)
    assert others[0] == pytest.approx(amounts * (covariance @ amounts), abs=1e-12)


def test_fast_year_with_teams_agrees_with_drawing():
    # 300 posts in 30 teams of 10: |difference| at most 4 standard errors and 1 %.
    chance, severity = portfolio(300)
    exits, team_of = make_exits(chance), np.arange(300) // 10
    fast = fast_year(exits, severity, teams=Teams(team_of, 0.04))
    near = (team_of[:, None] == team_of[None, :]) & ~np.eye(300, dtype=bool)
    none = np.zeros(0, dtype=np.intp)
    model = Model(
        severity["mean"].to_numpy(), severity["cv"].to_numpy(), (), none, none, np.zeros(0),
        np.zeros((0, 0), dtype=bool),
    )  # fmt: skip
    factor, losses = draw_losses(
        model, exits, [f"E{at}" for at in range(300)], paths=8192, seed=3,
        pull=Pull(csr_array(near), 0.04),
    )  # fmt: skip
    for drawn, closed in (
        (mean_of(losses.total, factor), fast.expected),
        (value_at_risk_of(losses.total, factor, level=0.95), fast.value_at_risk(0.95)),
        (shortfall_of(losses.total, factor, level=0.99), fast.shortfall(0.99)),
    ):
        assert abs(drawn.amount - closed) <= 4 * drawn.error(factor) + 0.01 * closed
    assert fast.expected > 1.2 * float(chance @ severity["mean"])


def test_order_of_people_changes_nothing():
    chance, severity = portfolio(60)
    order, teams = np.random.default_rng(2).permutation(60), np.arange(60) // 4
    one = fast_year(make_exits(chance), severity, teams=Teams(teams, 0.1))
    other = fast_year(
        make_exits(chance[order]), severity.iloc[order], teams=Teams(teams[order], 0.1)
    )
    assert other.shortfall(0.95) == pytest.approx(one.shortfall(0.95), rel=1e-9)
    assert other.shortfall_parts(0.95) == pytest.approx(one.shortfall_parts(0.95)[order], rel=1e-6)


def test_certain_loss_has_no_spread():
    severity = pd.DataFrame({"mean": [10.0, 5.0], "cv": [0.0, 0.0]})
    year = fast_year(make_exits([1.0, 0.0], correlation=0.0), severity)
    assert year.value_at_risk(0.95) == pytest.approx(10.0, abs=1e-5)
    assert year.shortfall_parts(0.95) == pytest.approx([10.0, 0.0], abs=1e-5)
