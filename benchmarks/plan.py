"""Time the choice of measures for 5,000 posts against one sort and against a linear program.

Run with ``.venv/bin/python benchmarks/plan.py``; it takes half a minute. The floor is one
``numpy.argsort`` of worth for money over all options, the least that any greedy choice must do. The
peer is ``scipy.optimize.milp`` (HiGHS) on the same options. Answers are checked before times are
taken; times are processor seconds of one core.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy starts its threads

import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from workbench.drain.plan.bundles import make_bundles
from workbench.drain.plan.hull import choose_on_hull, hull_steps
from workbench.drain.plan.knapsack import choose_options, plain_task
from workbench.drain.plan.select import Menu, choose_plan, choose_quickly

POSTS, ROUNDS = 5_000, 7


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def in_turn(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float, float]:
    """Median seconds of both and the median of their ratios, in turn after one warm-up."""
    ours(), floor()
    pairs = [(seconds(ours), seconds(floor)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return mine, theirs, statistics.median(first / second for first, second in pairs)


def single_measures(options: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    stake = rng.lognormal(10, 1.5, (1, POSTS))
    return stake * rng.beta(2, 5, (options, POSTS)), rng.lognormal(8.5, 0.7, (options, POSTS))


def bundle_menu(posts: int) -> Menu:
    """Six measures on five quantities, all 64 bundles, two measures with a cost for the firm."""
    rng = np.random.default_rng(3)
    measures = pd.DataFrame(
        {
            "measure_id": [f"M{number}" for number in range(1, 7)],
            "acts_on": ["leave_probability", "rival_share", "cover_share", "knowledge_loss",
                        "leave_probability", "customer_loss"],
            "effect_p50": [0.25, 0.3, 0.45, 0.4, 0.18, 0.35],
            "cost_per_post_per_year": [14e3, 11e3, 9e3, 4.5e3, 3.5e3, 6e3],
            "cost_once_per_post": 0.0,
            "cost_once_firm": [40e3, 0.0, 0.0, 15e3, 0.0, 0.0],
        }
    )  # fmt: skip
    bundles = make_bundles(measures, years=1.0)
    drivers = bundles.driver_kept.shape[1]
    amounts = rng.lognormal(10, 1.5, (posts, drivers)) * (rng.random((posts, drivers)) < 0.6)
    amounts *= rng.uniform(0.03, 0.25, (posts, 1))
    losses = (amounts @ bundles.driver_kept.T) * bundles.chance_kept
    return Menu(losses, bundles, np.ones(losses.shape, dtype=bool))


def row(what: str, times: tuple[float, float, float], gap: float | None) -> str:
    mine, theirs, ratio = times
    proof = "" if gap is None else f"{gap:.1e}"
    return f"| {what} | {1e3 * mine:,.1f} ms | {1e3 * theirs:,.1f} ms | {ratio:.2g} | {proof} |"


def main() -> None:
    print("| what | ours | peer | ratio | certified gap |\n|---|---|---|---|---|")
    for options in (6, 64):
        worth, cost = single_measures(options)
        budget = 0.2 * float(cost.mean()) * POSTS
        choice, ratio = choose_on_hull(worth, cost, budget), (worth / cost).ravel()
        times = in_turn(lambda: choose_on_hull(worth, cost, budget), lambda: np.argsort(ratio))  # noqa: B023
        print(row(f"{POSTS:,} posts, one of {options}; peer: one argsort", times, choice.gap))
    worth, cost = single_measures(6)
    budget = 0.2 * float(cost.mean()) * POSTS
    group = np.tile(np.arange(POSTS), 6)
    task = plain_task(group, worth.ravel(), cost.ravel(), np.array([budget]))
    started = time.process_time()
    exact = choose_options(task, rel_gap=1e-5, seconds=30.0)
    peer, choice = time.process_time() - started, choose_on_hull(worth, cost, budget)
    assert exact.worth <= choice.bound * (1 + 1e-9) and choice.worth <= exact.bound * (1 + 1e-9)
    mine = statistics.median(
        seconds(lambda: choose_on_hull(worth, cost, budget)) for _ in range(ROUNDS)
    )
    print(
        row(
            f"{POSTS:,} posts, one of 6; peer: HiGHS to 1e-5", (mine, peer, mine / peer), choice.gap
        )
    )
    many = np.linspace(0.1, 2.0, 100) * budget

    def frontier() -> np.ndarray:
        steps = hull_steps(worth, cost)
        return np.interp(many, steps.spent, steps.gained)

    times = in_turn(frontier, lambda: choose_on_hull(worth, cost, budget))
    print(row(f"{POSTS:,} posts, bound at 100 budgets; peer: one plan of ours", times, None))
    menu = bundle_menu(POSTS)
    amount = 0.14 * POSTS * 9e3
    quick, flat = choose_quickly(menu, amount), menu.losses.ravel()
    times = in_turn(lambda: choose_quickly(menu, amount), lambda: np.argsort(flat))
    what = f"{POSTS:,} posts, 64 bundles, 4 sets of switches; peer: one argsort"
    print(row(what, times, quick.gap))
    small = bundle_menu(60)
    plan, fast = choose_plan(small, 54e3), choose_quickly(small, 54e3)
    assert plan.method == "exact" and plan.gap < 1e-7 and fast.loss >= plan.loss * (1 - 1e-9)
    times = in_turn(lambda: choose_quickly(small, 54e3), lambda: choose_plan(small, 54e3))
    print(row("60 posts, 64 bundles; peer: the same exactly, by HiGHS", times, fast.gap))


if __name__ == "__main__":
    main()
