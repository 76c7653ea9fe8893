"""Published knapsacks through the solver of the plan, and a dynamic program beside it."""

from pathlib import Path

import numpy as np
import pytest

from workbench.drain.plan.hull import choose_on_hull
from workbench.drain.plan.knapsack import choose_options, plain_task

OR_LIBRARY = Path(__file__).parents[2] / "../shared/known_answers/orlib"
# J. Burkardt, data sets for the 0/1 knapsack problem: capacity, weights, profits, largest profit.
# The first and the last stand in Kreher and Stinson (1999), Combinatorial Algorithms.
ONE_LIMIT = {
    "p01": (165, [23, 31, 29, 44, 53, 38, 63, 85, 89, 82],
            [92, 57, 49, 68, 60, 43, 67, 84, 87, 72], 309),
    "p02": (26, [12, 7, 11, 8, 9], [24, 13, 23, 15, 16], 51),
    "p06": (170, [41, 50, 49, 59, 55, 57, 60], [442, 525, 511, 593, 546, 564, 617], 1735),
    "p07": (750, [70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
            [135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240], 1458),
    "p08": (6_404_180,
            [382745, 799601, 909247, 729069, 467902, 44328, 34610, 698150, 823460, 903959, 853665,
             551830, 610856, 670702, 488960, 951111, 323046, 446298, 931161, 31385, 496951, 264724,
             224916, 169684],
            [825594, 1677009, 1676628, 1523970, 943972, 97426, 69666, 1296457, 1679693, 1902996,
             1844992, 1049289, 1252836, 1319836, 953277, 2067538, 675367, 853655, 1826027, 65731,
             901489, 577243, 466257, 369261],
            13_549_094),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_LIMIT)
def test_published_knapsacks_with_one_limit(name):
    capacity, weights, profits, largest = ONE_LIMIT[name]
    worth, cost = np.array(profits, dtype=float), np.array(weights, dtype=float)
    task = plain_task(np.arange(len(worth)), worth, cost, np.array([float(capacity)]))
    choice = choose_options(task)
    assert (choice.worth, round(choice.bound, 3)) == (largest, largest)
    quick = choose_on_hull(worth[None, :], cost[None, :], float(capacity))
    assert quick.worth <= largest <= quick.bound + 1e-6


def multi_limit_problems() -> list[tuple[float, np.ndarray, np.ndarray, np.ndarray]]:
    """Largest profit, profits, uses by limit, and limits of each problem of mknap1."""
    numbers = iter(float(each) for each in (OR_LIBRARY / "mknap1.txt").read_text().split())

    def take(count: float) -> np.ndarray:
        return np.array([next(numbers) for _ in range(int(count))])

    problems = []
    for _ in range(int(next(numbers))):
        items, limits, largest = (next(numbers) for _ in range(3))
        profits, uses = take(items), take(items * limits).reshape(int(limits), int(items))
        problems.append((largest, profits, uses, take(limits)))
    return problems


@pytest.mark.skipif(
    not OR_LIBRARY.is_dir(), reason="the OR-Library instances are not beside this checkout"
)
def test_all_knapsacks_with_several_limits_of_the_or_library():
    # J. E. Beasley, OR-Library (JORS 41:1069-1072, 1990), mknap1.
    problems = multi_limit_problems()
    assert [each[0] for each in problems] == [3800, 8706.1, 4015, 6120, 12400, 10618, 16537]
    for largest, profits, uses, limits in problems:
        choice = choose_options(plain_task(np.arange(len(profits)), profits, uses.T, limits))
        assert choice.worth == pytest.approx(largest, abs=1e-6)


def test_second_problem_of_the_or_library_without_its_file():
    # The same, second problem: 10 items, 10 limits, largest profit 8706.1.
    profits = [600.1, 310.5, 1800, 3850, 18.6, 198.7, 882, 4200, 402.5, 327]
    uses = [
        [20, 5, 100, 200, 2, 4, 60, 150, 80, 40], [20, 7, 130, 280, 2, 8, 110, 210, 100, 40],
        [60, 3, 50, 100, 4, 2, 20, 40, 6, 12], [60, 8, 70, 200, 4, 6, 40, 70, 16, 20],
        [60, 13, 70, 250, 4, 10, 60, 90, 20, 24], [60, 13, 70, 280, 4, 10, 70, 105, 22, 28],
        [5, 2, 20, 100, 2, 5, 10, 60, 0, 0], [45, 14, 80, 180, 6, 10, 40, 100, 20, 0],
        [55, 14, 80, 200, 6, 10, 50, 140, 30, 40], [65, 14, 80, 220, 6, 10, 50, 180, 30, 50],
    ]  # fmt: skip
    limits = np.array([450, 540, 200, 360, 440, 480, 200, 360, 440, 480], dtype=float)
    task = plain_task(np.arange(10), np.array(profits), np.array(uses, dtype=float).T, limits)
    assert choose_options(task).worth == pytest.approx(8706.1)


@pytest.mark.parametrize("seed", range(3))
def test_multiple_choice_equals_the_dynamic_program(seed):
    # Whole costs: the table of Dudzinski and Walukiewicz (1987) over groups and money, 40 groups of
    # 6 options that cost about as much as they are worth, the hard kind of Pisinger (1995).
    random = np.random.default_rng(seed)
    cost = random.integers(1, 60, (40, 6))
    worth = (cost + random.integers(-5, 15, (40, 6))).clip(min=0)
    budget = 700
    best = np.zeros(budget + 1)
    for prices, gains in zip(cost, worth, strict=True):
        before = best.copy()
        for price, gain in zip(prices, gains, strict=True):
            best[price:] = np.maximum(best[price:], before[: budget + 1 - price] + gain)
    task = plain_task(
        np.repeat(np.arange(40), 6), worth.ravel().astype(float), cost.ravel().astype(float),
        np.array([float(budget)]),
    )  # fmt: skip
    assert choose_options(task).worth == best[budget]
    quick = choose_on_hull(worth.T.astype(float), cost.T.astype(float), float(budget))
    assert 0.99 * best[budget] <= quick.worth <= best[budget] <= quick.bound + 1e-9
