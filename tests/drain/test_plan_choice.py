"""One bundle a post under limits: published optima, brute force, and invariance."""

from itertools import product

import numpy as np
import pytest

from workbench.drain.plan import select
from workbench.drain.plan.bundles import Bundles
from workbench.drain.plan.hull import choose_on_hull, hull_steps
from workbench.drain.plan.knapsack import Task, choose_options, least_largest, plain_task
from workbench.drain.plan.select import Menu, choose_plan, choose_quickly
from workbench.errors import DataError

# J. E. Beasley, OR-Library: mknap1, first problem (6 projects, 10 limits, optimum 3800).
PROFITS = [100, 600, 1200, 2400, 500, 2000]
USES = [
    [8, 12, 13, 64, 22, 41], [8, 12, 13, 75, 22, 41], [3, 6, 4, 18, 6, 4], [5, 10, 8, 32, 6, 12],
    [5, 13, 8, 42, 6, 20], [5, 13, 8, 48, 6, 20], [0, 0, 0, 0, 8, 0], [3, 0, 4, 0, 8, 0],
    [3, 2, 4, 0, 8, 4], [3, 2, 4, 8, 8, 4],
]  # fmt: skip
LIMITS = [80, 96, 20, 36, 44, 48, 10, 18, 22, 24]
# The same, gap1, first problem (5 agents, 15 jobs, each job done once, largest profit 336).
JOB_PROFITS = [
    [17, 21, 22, 18, 24, 15, 20, 18, 19, 18, 16, 22, 24, 24, 16],
    [23, 16, 21, 16, 17, 16, 19, 25, 18, 21, 17, 15, 25, 17, 24],
    [16, 20, 16, 25, 24, 16, 17, 19, 19, 18, 20, 16, 17, 21, 24],
    [19, 19, 22, 22, 20, 16, 19, 17, 21, 19, 25, 23, 25, 25, 25],
    [18, 19, 15, 15, 21, 25, 16, 16, 23, 15, 22, 17, 19, 22, 24],
]
JOB_USES = [
    [8, 15, 14, 23, 8, 16, 8, 25, 9, 17, 25, 15, 10, 8, 24],
    [15, 7, 23, 22, 11, 11, 12, 10, 17, 16, 7, 16, 10, 18, 22],
    [21, 20, 6, 22, 24, 10, 24, 9, 21, 14, 11, 14, 11, 19, 16],
    [20, 11, 8, 14, 9, 5, 6, 19, 19, 7, 6, 6, 13, 9, 18],
    [8, 13, 13, 13, 10, 20, 25, 16, 16, 17, 10, 10, 5, 12, 23],
]
AGENT_LIMITS = [36, 34, 38, 27, 33]


def test_choose_options_hits_the_published_knapsack_with_ten_limits():
    task = plain_task(
        np.arange(6), np.array(PROFITS, float), np.array(USES, float).T, np.array(LIMITS, float)
    )
    choice = choose_options(task)
    assert choice.worth == 3800 and choice.gap == pytest.approx(0, abs=1e-12)


def test_choose_options_hits_the_published_generalised_assignment():
    profits, uses = np.array(JOB_PROFITS, float), np.array(JOB_USES, float)
    takes = np.zeros((75, 5))
    takes[np.arange(75), np.repeat(np.arange(5), 15)] = uses.ravel()
    job = np.tile(np.arange(15), 5)
    task = plain_task(job, profits.ravel(), takes, np.array(AGENT_LIMITS, float), every_group=True)
    choice = choose_options(task)
    assert choice.worth == 336 and choice.gap == pytest.approx(0, abs=1e-12)
    assert sorted(job[choice.options]) == list(range(15))


def _random_task(seed: int) -> Task:
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(5), 3)
    switches = rng.random((15, 2)) < 0.3
    return Task(
        group, rng.uniform(1, 9, 15), rng.uniform(0.5, 4, (15, 2)), np.array([6.0, 7.0]),
        switches, np.array([-1.0, 0.0]), np.array([[0.0, 0.5], [1.5, 0.0]]),
    )  # fmt: skip


def _all_choices(task: Task) -> list[tuple[tuple[int, ...], float]]:
    """Every choice that keeps the limits with its worth, one after the other."""
    found = []
    for picks in product(range(-1, 3), repeat=5):
        rows = [3 * group + pick for group, pick in enumerate(picks) if pick >= 0]
        on = task.switches[rows].any(axis=0)
        used = task.uses[rows].sum(axis=0) + task.switch_uses[on].sum(axis=0)
        if (used <= task.limits).all():
            worth = task.worth[rows].sum() + task.switch_worth[on].sum()
            found.append((tuple(rows), float(worth)))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_choose_options_with_switches_equals_brute_force(seed):
    task = _random_task(seed)
    rows, worth = max(_all_choices(task), key=lambda each: each[1])
    choice = choose_options(task)
    assert choice.worth == pytest.approx(worth, rel=1e-9)
    assert tuple(choice.options) == rows
    assert choice.bound == pytest.approx(worth, rel=1e-7)


@pytest.mark.parametrize("seed", range(4))
def test_least_largest_equals_brute_force(seed):
    task, rng = _random_task(seed), np.random.default_rng(seed)
    cuts, constants = -rng.uniform(0, 5, (3, 15)), rng.uniform(20, 25, 3)
    least = min(
        (constants + cuts[:, list(rows)].sum(axis=1)).max() for rows, _ in _all_choices(task)
    )
    options, bound = least_largest(task, cuts, constants)
    assert (constants + cuts[:, options].sum(axis=1)).max() == pytest.approx(least, rel=1e-6)
    assert bound == pytest.approx(least, rel=1e-5) and bound <= least + 1e-9


def test_choose_options_does_not_depend_on_the_order():
    task = _random_task(1)
    order = np.random.default_rng(0).permutation(15)
    turned = Task(
        4 - task.group[order], task.worth[order], task.uses[order], task.limits,
        task.switches[order], task.switch_worth, task.switch_uses,
    )  # fmt: skip
    assert sorted(order[choose_options(turned).options]) == sorted(choose_options(task).options)


def test_choose_options_that_keep_no_limit_is_an_error():
    task = plain_task(np.zeros(1, int), np.ones(1), np.ones(1), np.zeros(1), every_group=True)
    with pytest.raises(DataError, match="No choice keeps the limits"):
        choose_options(task)


def _best_by_hand(worth: np.ndarray, cost: np.ndarray, budget: float) -> float:
    best = 0.0
    for picks in product(range(-1, len(worth)), repeat=worth.shape[1]):
        cells = [(pick, post) for post, pick in enumerate(picks) if pick >= 0]
        if sum(cost[cell] for cell in cells) <= budget:
            best = max(best, sum(worth[cell] for cell in cells))
    return best


@pytest.mark.parametrize("seed", range(5))
def test_choose_on_hull_lies_between_brute_force_and_its_bound(seed):
    rng = np.random.default_rng(seed)
    worth, cost = rng.uniform(0, 9, (3, 6)), rng.uniform(1, 4, (3, 6))
    for budget in (0.0, 2.0, 6.0, 11.0, np.inf):
        best, choice = _best_by_hand(worth, cost, budget), choose_on_hull(worth, cost, budget)
        assert choice.cost <= budget + 1e-9
        assert choice.worth <= best + 1e-9
        assert choice.bound >= best - 1e-9
        # What the bound leaves open is at most what one exchange is worth.
        assert choice.bound - choice.worth <= worth.max()


def test_choose_on_hull_takes_what_is_free_and_skips_what_is_worth_nothing():
    choice = choose_on_hull(
        np.array([[3.0, 2.0], [4.0, -1.0]]), np.array([[0.0, 5.0], [1.0, 0.0]]), 0.5
    )
    assert choice.option.tolist() == [0, -1] and choice.worth == 3.0 and choice.cost == 0.0
    nothing = choose_on_hull(np.zeros((0, 2)), np.zeros((0, 2)), 5.0)
    assert nothing.option.tolist() == [-1, -1] and nothing.bound == 0.0


def test_choose_on_hull_of_five_thousand_posts_is_certified_to_one_part_in_100_000():
    rng = np.random.default_rng(1)
    worth = rng.lognormal(10, 1.5, (1, 5000)) * rng.beta(2, 5, (6, 5000))
    cost = rng.lognormal(8.5, 0.7, (6, 5000))
    choice = choose_on_hull(worth, cost, 0.2 * float(cost.mean()) * 5000)
    assert choice.gap < 1e-5


def test_hull_steps_fall_in_worth_for_money_and_rise_in_each_post():
    rng = np.random.default_rng(2)
    worth, cost = rng.uniform(0, 9, (8, 40)), rng.uniform(1, 4, (8, 40))
    steps = hull_steps(worth, cost)
    assert (np.diff(steps.gain / steps.price) <= 1e-9).all()
    for post in range(40):
        mine = steps.option[steps.post == post]
        assert (np.diff(cost[mine, post]) > 0).all() and (np.diff(worth[mine, post]) > 0).all()


@pytest.mark.parametrize("net", [False, True])
def test_equal_posts_get_a_plan_in_bounded_time_with_its_gap(
    monkeypatch: pytest.MonkeyPatch, net: bool
) -> None:
    has = (np.arange(16)[:, None] >> np.arange(4)) & 1 == 1
    price, left = np.array([3001.0, 4007.0, 5003.0, 8009.0]), np.array([0.7, 0.6, 0.9, 0.8])
    part = np.where(has, left, 1.0)
    bundles = Bundles(
        tuple("abcd"), has, has @ price, np.array([0.0, 0.0, 0.0, 9000.0]), part.prod(axis=1), part
    )
    losses = np.full((217, 1), 100_000.0) * part.prod(axis=1)
    menu = Menu(losses, bundles, np.ones(losses.shape, dtype=bool))
    budget = 1_000_000.0
    quick = choose_quickly(menu, budget, net=net)
    # Not a moment for the exact program: the plan on the hulls stands in, with its gap.
    monkeypatch.setattr(select, "_SECONDS", 1e-3)
    hurried = choose_plan(menu, budget, net=net)
    assert hurried.cost <= budget * (1 + 1e-9)
    assert hurried.loss + net * hurried.cost <= (quick.loss + net * quick.cost) * (1 + 1e-12)
    assert 0 <= hurried.gap <= max(quick.gap, 1e-6) < 0.01
    assert hurried.bound <= hurried.loss
