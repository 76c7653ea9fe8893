"""The bare functions of the sensitivity: indices, value of knowing, paths, times to fill."""

import numpy as np
import pandas as pd
import pytest

from workbench.drain.engine import loss_law, loss_year
from workbench.drain.scenarios import Exits
from workbench.drain.sensitivity.filling import fill_states
from workbench.drain.sensitivity.indices import variance_parts
from workbench.drain.sensitivity.paths import draw_paths, shortfalls
from workbench.drain.sensitivity.worth import partial_information, perfect_information
from workbench.drain.states import TeamShock


def ishigami(levels):
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 with x uniform on (-pi, pi)."""
    x = np.pi * (2 * levels - 1)
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


@pytest.fixture(scope="module")
def of_ishigami():
    return variance_parts(ishigami, 3, points=2048, seed=1)


def test_variance_parts_equal_those_published_for_the_ishigami_function(of_ishigami):
    # Ishigami and Homma (1990); a = 7, b = 0.1: indices in Saltelli and others (2008), Global
    # sensitivity analysis, the primer: 0.314, 0.442, 0 and 0.558, 0.442, 0.244.
    assert of_ishigami.first_order == pytest.approx([0.314, 0.442, 0.0], abs=0.01)
    assert of_ishigami.total_order == pytest.approx([0.558, 0.442, 0.244], abs=0.01)
    # Variance a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2, mean a/2.
    variance = 49 / 8 + 0.1 * np.pi**4 / 5 + 0.01 * np.pi**8 / 18 + 0.5
    assert of_ishigami.deviation == pytest.approx(np.sqrt(variance), rel=5e-3)
    assert of_ishigami.mean == pytest.approx(3.5, abs=0.01)


def test_standard_errors_hold_the_published_values(of_ishigami):
    gaps = np.abs(of_ishigami.first_order - [0.3139, 0.4424, 0.0])
    assert (gaps < 3 * of_ishigami.first_order_se).all()
    assert (of_ishigami.first_order_se < 0.03).all() and (of_ishigami.first_order_se > 0).all()


def test_indices_of_a_sum_are_the_squares_of_its_weights():
    # By hand: parts 9, 4, 1 of 14, and nothing acts together.
    parts = variance_parts(lambda x: 3 * x[0] + 2 * x[1] - x[2], 3, points=1024, seed=2)
    expected = np.array([9, 4, 1]) / 14
    assert parts.first_order == pytest.approx(expected, abs=0.005)
    assert parts.total_order == pytest.approx(expected, abs=0.005)


def test_indices_of_a_product_show_what_acts_together():
    # By hand: Var = 1/9 - 1/16 = 7/144, each alone 1/48 of it, so 3/7 alone and 4/7 in all.
    parts = variance_parts(lambda x: x[0] * x[1], 2, points=2048, seed=3)
    assert parts.first_order == pytest.approx([3 / 7] * 2, abs=0.01)
    assert parts.total_order == pytest.approx([4 / 7] * 2, abs=0.01)
    assert parts.first_order.sum() <= 1.0


def test_indices_do_not_depend_on_unit_nor_zero_of_the_outcome():
    plain = variance_parts(ishigami, 3, points=256, seed=4)
    other = variance_parts(lambda x: 1000 * ishigami(x) - 5e4, 3, points=256, seed=4)
    assert other.first_order == pytest.approx(plain.first_order, abs=1e-9)
    assert other.total_order == pytest.approx(plain.total_order, abs=1e-9)
    assert other.deviation == pytest.approx(1000 * plain.deviation)


def test_indices_follow_their_inputs_when_these_change_places():
    swapped = variance_parts(lambda x: ishigami(x[::-1]), 3, points=1024, seed=1)
    assert swapped.first_order[::-1] == pytest.approx([0.314, 0.442, 0.0], abs=0.03)


def test_input_that_does_not_enter_has_indices_of_zero():
    parts = variance_parts(lambda x: x[0] ** 2, 2, points=256, seed=5)
    assert parts.first_order[1] == parts.total_order[1] == 0
    assert parts.first_order_se[1] == parts.total_order_se[1] == 0


def test_a_single_input_explains_everything():
    parts = variance_parts(lambda x: np.exp(x[0]), 1, points=512, seed=7)
    assert parts.first_order == pytest.approx([1.0], abs=0.01)
    assert parts.total_order == pytest.approx([1.0], abs=0.01)


@pytest.mark.parametrize("inputs", [0, 1, 2])
def test_indices_of_what_does_not_vary_are_unknown(inputs):
    parts = variance_parts(lambda x: np.full(x.shape[1], 7.0), inputs, points=64, seed=6)
    assert np.isnan(parts.first_order).all() and len(parts.total_order) == inputs
    assert (parts.mean, parts.deviation) == (7.0, 0.0)


def _choice(repetitions: int, draws: int, seed: int = 1):
    """Nothing, or a gain of u - 0.4 with an error nobody can know; u, and something idle."""
    rng = np.random.default_rng(seed)
    u, idle, noise = rng.random((3, repetitions, draws))
    return np.stack([np.zeros_like(u), u - 0.4 + 0.2 * (noise - 0.5)], axis=2), u, idle


def test_value_of_knowing_equals_the_one_by_hand():
    # E max(0, u - 0.4) = 0.6^2 / 2 = 0.18; without knowing E(u) - 0.4 = 0.1.
    net, u, _ = _choice(8, 20_000)
    worth = partial_information(net, u)
    assert worth.amount == pytest.approx(0.08, abs=0.003)
    assert abs(worth.amount - 0.08) < 4 * worth.standard_error
    assert 2e-4 < worth.standard_error < 2e-3


def test_value_of_knowing_two_points_by_hand():
    # A measure gives 10 or -6 by a coin, another one always 1: best unknown 2, known (10 + 1) / 2.
    net = np.array([[[0.0, 10.0, 1.0], [0.0, -6.0, 1.0]]])
    assert perfect_information(net).amount == 3.5
    assert partial_information(net, np.array([[0.1, 0.9]])).amount == 3.5
    assert partial_information(net, np.array([[0.5, 0.5]])).amount == 0.0
    assert np.isnan(perfect_information(net).standard_error)


@pytest.mark.parametrize("seed", range(5))
def test_knowing_a_part_is_worth_something_between_nothing_and_everything(seed):
    rng = np.random.default_rng(seed)
    net = rng.normal(size=(4, 256, 6)) + rng.normal(size=6)
    for level in rng.random((3, 4, 256)):
        assert 0 <= partial_information(net, level).amount <= perfect_information(net).amount


def test_input_of_no_matter_is_worth_next_to_nothing_and_order_does_not_count():
    net, u, idle = _choice(8, 4096)
    assert partial_information(net, idle).amount < 1e-3
    turned = partial_information(net[:, :, ::-1], u)
    assert turned.amount == pytest.approx(partial_information(net, u).amount, abs=1e-12)
    dearer = partial_information(1000 * net, u)
    assert dearer.amount == pytest.approx(1000 * partial_information(net, u).amount)


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(1)
    chance, mean = rng.uniform(0.03, 0.2, 12), rng.uniform(50.0, 300.0, 12)
    return chance, pd.DataFrame({"mean": mean, "cv": 0.6})


def _exits(chance, correlation, shocks=()):
    total = chance.copy()
    for shock in shocks:
        members = list(shock.members)
        total[members] = 1 - (1 - total[members]) * (1 - shock.chance * shock.follow)
    zero = np.zeros(len(chance))
    return Exits(chance, total, zero, zero, zero, 0.0, correlation, shocks)


@pytest.mark.parametrize("tie", [0.0, 0.15, 0.5])
def test_loss_law_is_the_distribution_of_the_engine(people, tie):
    chance, severity = people
    exits = _exits(chance, tie)
    law, year = loss_law(exits, severity), loss_year(exits, severity)
    assert law.expected == pytest.approx(year.expected, rel=1e-6)
    assert law.shortfall(0.95) == pytest.approx(year.shortfall(0.95), rel=5e-4)
    same = loss_law(exits, severity, cells=4096, nodes=year.nodes)
    assert same.shortfall(0.95) == pytest.approx(year.shortfall(0.95), rel=1e-6)


@pytest.mark.parametrize("shocks", [(), (TeamShock((0, 1, 2), 0.3, 0.8),)], ids=["none", "team"])
def test_shortfalls_on_paths_come_near_the_engine(people, shocks):
    chance, severity = people
    cv, mean = severity["cv"].to_numpy(), severity["mean"].to_numpy()
    paths = draw_paths(cv, shocks, paths=16_384, seed=1)
    ties = np.array([0.0, 0.15, 0.4])
    columns = [np.tile(each[:, None], 3) for each in (chance, mean)]
    found = shortfalls(paths, *columns, ties, level=0.95)
    exact = [loss_year(_exits(chance, tie, shocks), severity).shortfall(0.95) for tie in ties]
    assert found == pytest.approx(exact, rel=0.02)
    assert paths.size.mean(axis=0) == pytest.approx(np.ones(12), abs=1e-12)


def test_shortfalls_on_paths_take_each_column_for_itself(people):
    chance, severity = people
    paths = draw_paths(severity["cv"].to_numpy(), (), paths=512, seed=2)
    mean = severity["mean"].to_numpy()[:, None] * [1.0, 2.0, 1.0]
    quiet = chance[:, None] * [1.0, 1.0, 0.5]
    tie = np.array([0.1, 0.1, 0.2])
    found = shortfalls(paths, quiet, mean, tie, level=0.9)
    alone = [
        shortfalls(paths, quiet[:, [at]], mean[:, [at]], tie[[at]], level=0.9)[0] for at in range(3)
    ]
    assert found == pytest.approx(alone, rel=1e-12) and found[1] == pytest.approx(2 * found[0])


def test_fill_states_vary_each_post_on_its_own_from_cheap_to_dear():
    post = np.array([0, 0, 1, 2])
    points = (
        np.array([20.0, 20.0, 30.0, np.nan]),
        np.array([40.0, 40.0, 60.0, np.nan]),
        np.array([90.0, 90.0, 120.0, np.nan]),
    )
    states = fill_states(post, points, lambda days: np.nansum(days, axis=0), seed=1)
    days = states.days
    assert np.isnan(days[:, 3]).all() and np.array_equal(days[:, 0], days[:, 1])
    assert (np.diff(np.nansum(days, axis=1)) >= 0).all()
    assert np.quantile(days[:, 0], [0.1, 0.5, 0.9]) == pytest.approx([20, 40, 90], rel=0.01)
    # Apart: nearly uncorrelated. Together they vary less than side by side: sqrt(2) and not 2.
    assert abs(np.corrcoef(days[:, 0], days[:, 2])[0, 1]) < 0.1
    assert states.at(np.array([0.0, 1.0])).shape == (4, 2)


def test_standard_errors_are_the_same_in_every_run_and_leave_the_common_numbers_alone() -> None:
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    first = variance_parts(lambda x: 2 * x[0] + x[0] * x[1], 2, points=256, seed=1)
    second = variance_parts(lambda x: 2 * x[0] + x[0] * x[1], 2, points=256, seed=1)
    np.testing.assert_array_equal(first.first_order_se, second.first_order_se)
    np.testing.assert_array_equal(first.total_order_se, second.total_order_se)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002
