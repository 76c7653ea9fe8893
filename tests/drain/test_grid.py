"""The grid of the exact engine: fine enough for many posts, long enough for odd amounts."""

import numpy as np
import pandas as pd
import pytest

from workbench.drain.distribution import leaver_count_probabilities
from workbench.drain.engine import loss_year
from workbench.drain.fast import fast_year
from workbench.drain.grid import lay_grid
from workbench.drain.scenarios import Exits
from workbench.drain.severity import grid_probabilities
from workbench.drain.simulation.draw import draw_losses
from workbench.drain.simulation.estimate import shortfall_of, value_at_risk_of
from workbench.drain.simulation.model import Model
from workbench.drain.states import TeamShock, factor_states
from workbench.drain.tail import expected_shortfall, value_at_risk_cell
from workbench.errors import DataError


def make_exits(chance, *, correlation=0.15, shocks=()) -> Exits:
    chance = np.asarray(chance, dtype=float)
    none = np.zeros(len(chance))
    lifted = np.ones(len(chance))
    for shock in shocks:
        lifted[list(shock.members)] *= 1 - shock.chance * shock.follow
    total = 1 - (1 - chance) * lifted
    return Exits(chance, total, none, none, none, 0.0, correlation, tuple(shocks))


def make_severity(mean, cv=0.5) -> pd.DataFrame:
    return pd.DataFrame({"mean": np.asarray(mean, dtype=float), "cv": cv})


def alike_on_a_fine_grid(people: int, chance: float, cv: float, correlation: float):
    """Step and distribution for people who are all alike, on 65,536 cells, by another way.

    The transform of the total is the generating function of the number of leavers at the
    transform of one loss, so no product over people is taken.
    """
    states = factor_states(np.full(people, chance), correlation=correlation, nodes=256)
    counts = leaver_count_probabilities(states)
    cells, step = 65_536, 1.6 * people / 65_536
    one = grid_probabilities(np.ones(1), np.array([cv]), step=step, cells=cells)[0]
    transform, value = np.fft.rfft(one, 2 * cells), 0.0
    for count in counts[::-1]:
        value = value * transform + count
    return step, np.maximum(np.fft.irfft(value, 2 * cells), 0.0)


@pytest.mark.parametrize(("people", "chance"), [(40, 0.1), (450, 0.06)])
def test_tail_converges_to_that_of_a_grid_ten_times_finer(people, chance):
    step, fine = alike_on_a_fine_grid(people, chance, 0.8, 0.15)
    year = loss_year(
        make_exits(np.full(people, chance)), make_severity(np.ones(people), 0.8)
    )  # fmt: skip
    for level in (0.95, 0.99):
        shortfall = step * expected_shortfall(fine, level=level)
        assert year.shortfall(level) == pytest.approx(shortfall, rel=2e-4)
        at_risk = step * value_at_risk_cell(fine, level=level)
        assert year.value_at_risk(level) == pytest.approx(at_risk, rel=4e-3)
    assert year.step <= 0.005 * year.value_at_risk(0.99)


def test_tail_of_many_unequal_posts_agrees_with_drawing():
    random, people = np.random.default_rng(9), 420
    exits = make_exits(random.uniform(0.03, 0.25, people))
    severity = make_severity(random.lognormal(3.0, 0.9, people), 0.8)
    year = loss_year(exits, severity)
    nobody = np.zeros(0, dtype=np.intp)
    model = Model(
        severity["mean"].to_numpy(), severity["cv"].to_numpy(), (), nobody, nobody, np.zeros(0),
        np.zeros((0, 0), dtype=bool),
    )  # fmt: skip
    factor, drawn = draw_losses(
        model, exits, [f"E{at}" for at in range(people)], paths=8192, seed=2
    )
    for level in (0.95, 0.99):
        for estimate, exact in (
            (shortfall_of(drawn.added_up, factor, level=level), year.shortfall(level)),
            (value_at_risk_of(drawn.added_up, factor, level=level), year.value_at_risk(level)),
        ):
            assert abs(estimate.amount - exact) <= 4 * estimate.error(factor) + 0.001 * exact


ODD = {
    "nobody": ([], [], 0.5, 0.15),
    "one who never leaves": ([0.0], [10.0], 0.5, 0.15),
    "one who leaves for sure": ([1.0], [10.0], 0.0, 0.15),
    "all leave for sure": ([1.0] * 5, [10.0] * 5, 0.5, 0.15),
    "tie near one": ([0.1] * 5, [10.0] * 5, 0.0, 0.99),
    "tie near one, many": ([0.1] * 40, [10.0] * 40, 0.5, 0.99),
    "nothing is lost": ([0.1, 0.2], [0.0, 0.0], 0.0, 0.15),
    "one to a thousand million": ([0.1, 0.2, 0.05], [1.0, 1e9, 1e5], 0.5, 0.15),
    "hardly any spread": ([0.1, 0.2], [3.0, 5.0], 1e-9, 0.15),
    "wide spread": ([0.1, 0.2], [3.0, 5.0], 4.0, 0.15),
    "hardly a chance": ([1e-9] * 3, [10.0] * 3, 0.5, 0.15),
    "tiny amounts": ([0.1] * 3, [1e-6] * 3, 0.5, 0.15),
    "huge amounts": ([0.1] * 3, [1e15] * 3, 0.5, 0.15),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_portfolios_keep_mass_mean_and_parts(name):
    chance, mean, cv, correlation = ODD[name]
    exits = make_exits(chance, correlation=correlation)
    severity = make_severity(mean, cv)
    year = loss_year(exits, severity)
    expected = float(exits.total @ severity["mean"])
    assert year.probabilities.sum() == pytest.approx(1.0, abs=1e-9)
    assert year.counts.sum() == pytest.approx(1.0, abs=1e-9)
    assert year.counts @ np.arange(len(year.counts)) == pytest.approx(sum(chance), rel=1e-5)
    assert year.expected == pytest.approx(expected, rel=2e-4)
    assert year.shortfall_parts.sum() == pytest.approx(year.shortfall(0.95), rel=1e-5)
    assert (year.shortfall_parts >= -1e-9 * max(expected, 1e-300)).all()
    assert year.shortfall(0.95) >= (1 - 1e-9) * year.value_at_risk(0.95)
    assert year.shortfall(0.95) >= (1 - 2e-4) * expected
    assert year.curve()["exceedance_probability"].is_monotonic_decreasing
    fast = fast_year(exits, severity)
    assert fast.expected == pytest.approx(expected, rel=1e-4)
    assert fast.shortfall(0.95) >= fast.value_at_risk(0.95) >= 0


def test_certain_loss_is_its_own_tail():
    year = loss_year(make_exits([1.0, 1.0]), make_severity([10.0, 30.0], 0.0))
    assert year.value_at_risk(0.95) == pytest.approx(40, rel=1e-3)
    assert year.shortfall(0.99) == pytest.approx(40, rel=1e-3)
    assert year.counts.round(12).tolist() == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("chance", "follow", "alike"), [(0.0, 0.9, [0.1] * 3), (1.0, 1.0, [1.0] * 3)]
)
def test_team_that_is_never_or_surely_approached(chance, follow, alike):
    severity = make_severity([10.0, 20.0, 5.0])
    struck = loss_year(
        make_exits([0.1] * 3, shocks=[TeamShock((0, 1, 2), chance, follow)]), severity
    )
    plain = loss_year(make_exits(alike), severity)
    assert struck.expected == pytest.approx(plain.expected, rel=1e-6)
    assert struck.shortfall(0.95) == pytest.approx(plain.shortfall(0.95), rel=1e-3)
    assert struck.counts == pytest.approx(plain.counts, abs=1e-9)


def test_lay_grid_grows_finer_where_one_loss_is_far_larger_than_the_usual_ones():
    mean, cv = np.array([1.0] * 20 + [600.0]), np.full(21, 0.3)
    states = factor_states(np.array([0.3] * 20 + [1e-3]), correlation=0.0)
    grid = lay_grid(mean, cv, states)
    assert grid.cells > 4096
    assert grid.step <= 0.005 * grid.step * value_at_risk_cell(grid.probabilities, level=0.99)
    assert grid.step * (grid.cells - 1) >= 600


def test_thousand_people_fit_and_a_step_is_small():
    random = np.random.default_rng(1)
    mean, cv = random.lognormal(10, 1, 1000), np.full(1000, 0.8)
    chance = random.uniform(0.02, 0.2, 1000)
    grid = lay_grid(mean, cv, factor_states(chance, correlation=0.0))
    assert grid.step <= 0.005 * grid.step * value_at_risk_cell(grid.probabilities, level=0.99)
    total = grid.step * float(grid.probabilities @ np.arange(len(grid.probabilities)))
    assert total == pytest.approx(float(chance @ mean), rel=1e-6)


def test_lay_grid_says_where_no_grid_is_long_enough(monkeypatch):
    monkeypatch.setattr("workbench.drain.grid.first_span", lambda *_: 0.001)
    states = factor_states(np.full(2, 0.5), correlation=0.0)
    with pytest.raises(DataError, match="does not fit the grid"):
        lay_grid(np.array([10.0, 20.0]), np.zeros(2), states)
