"""The quick loss of many posts: against the exact engine, with few and with all people exact."""

import numpy as np
import pandas as pd
import pytest

from tests.drain.test_fast import make_exits
from workbench.drain.dearest import CELLS, dearest_year
from workbench.drain.engine import loss_year
from workbench.drain.rest import cumulants, rest_transform
from workbench.drain.states import TeamShock

LEVELS = (0.95, 0.99)


def uneven(people: int, seed: int = 5):
    """A few people carry most of the money, as in a real list."""
    random = np.random.default_rng(seed)
    severity = pd.DataFrame({"mean": random.lognormal(3.0, 1.6, people), "cv": 0.8})
    return random.uniform(0.03, 0.25, people), severity


@pytest.mark.parametrize(("people", "dearest"), [(12, 64), (90, 90), (90, 24), (200, 24)])
def test_dearest_year_equals_the_exact_engine(people, dearest):
    chance, severity = uneven(people)
    exits = make_exits(chance)
    quick, exact = dearest_year(exits, severity, dearest=dearest), loss_year(exits, severity)
    assert quick.exactly == min(people, dearest)
    assert quick.expected == pytest.approx(exact.expected, rel=1e-6)
    for level in LEVELS:
        assert quick.shortfall(level) == pytest.approx(exact.shortfall(level), rel=2e-3)
        # Both stand on the points of a grid.
        apart = exact.step + quick.step
        assert quick.value_at_risk(level) == pytest.approx(exact.value_at_risk(level), abs=apart)
    parts = quick.shortfall_parts
    assert parts.sum() == pytest.approx(quick.shortfall(0.95), rel=1e-6)
    assert np.abs(parts - exact.shortfall_parts).max() < 3e-3 * exact.shortfall(0.95)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.7])
def test_dearest_year_holds_for_every_tie(correlation):
    chance, severity = uneven(60)
    exits = make_exits(chance, correlation=correlation)
    quick, exact = dearest_year(exits, severity, dearest=20), loss_year(exits, severity)
    for level in LEVELS:
        assert quick.shortfall(level) == pytest.approx(exact.shortfall(level), rel=3e-3)


def test_dearest_year_with_sure_leavers_and_a_team():
    chance, severity = uneven(60)
    chance[[0, 40]] = 1.0
    exits = make_exits(chance, shocks=[TeamShock(tuple(range(5, 25)), 0.2, 0.7)])
    quick, exact = dearest_year(exits, severity, dearest=20), loss_year(exits, severity)
    assert quick.shortfall(0.95) == pytest.approx(exact.shortfall(0.95), rel=3e-3)
    assert np.isfinite(quick.shortfall_parts).all()


def test_order_of_people_changes_nothing():
    chance, severity = uneven(80)
    turned = np.random.default_rng(1).permutation(80)
    one = dearest_year(make_exits(chance), severity, dearest=24)
    other = dearest_year(
        make_exits(chance[turned]), severity.iloc[turned].reset_index(drop=True), dearest=24
    )
    assert other.shortfall_parts == pytest.approx(one.shortfall_parts[turned], rel=1e-9)


def test_dearest_year_of_nobody_who_costs_anything_is_nothing():
    severity = pd.DataFrame({"mean": [0.0, 0.0], "cv": [0.0, 0.0]})
    year = dearest_year(make_exits([0.1, 0.2]), severity)
    assert year.expected == 0.0 and year.shortfall(0.95) == 0.0
    assert year.shortfall_parts.tolist() == [0.0, 0.0]


def moments(transform: np.ndarray) -> list[float]:
    """Mean, variance and third cumulant of a law on the grid."""
    chances = np.fft.irfft(transform, CELLS)
    assert chances.min() > -1e-12
    x = np.arange(CELLS)
    mean = chances @ x
    return [float(mean), *(float(chances @ (x - mean) ** power) for power in (2, 3))]


@pytest.mark.parametrize(
    ("chance", "mean", "cv"),
    [
        (np.full(40, 0.1), np.full(40, 12.0), np.full(40, 0.5)),  # between 1 and 2: jumps
        (np.full(30, 0.1), np.geomspace(1.0, 60.0, 30), np.full(30, 0.9)),  # beyond 2: a gamma
    ],
)
def test_rest_transform_keeps_three_cumulants(chance, mean, cv):
    people = cumulants(chance[None, :], mean, cv)
    found = moments(rest_transform(people, cells=CELLS)[0])
    assert found == pytest.approx([float(each.sum()) for each in people], rel=1e-6)


def test_rest_transform_of_sure_amounts_keeps_the_mean():
    people = cumulants(np.ones((1, 3)), np.array([10.0, 20.0, 30.0]), np.zeros(3))
    assert moments(rest_transform(people, cells=CELLS)[0])[0] == pytest.approx(60.0)
    assert rest_transform(cumulants(np.ones((2, 0)), np.zeros(0), np.zeros(0)), cells=8) == (
        pytest.approx(np.ones((2, 5)))
    )
