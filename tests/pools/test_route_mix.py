"""The mix of routes against published optima of the generalised assignment, and by trying."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.pools.routes.mix import cheapest_mix

OR_LIBRARY = Path(__file__).parents[2] / "../shared/known_answers/orlib"
# J. E. Beasley, OR-Library (JORS 41:1069-1072, 1990), generalised assignment, largest profits.
OPTIMA = {"gap1": (336, 327, 339, 341, 326), "gap2": (434, 436, 420, 419, 428)}


def problems(file):
    """Profit, use and capacity of each problem in a file of the OR-Library."""
    numbers = np.array(file.read_text().split(), dtype=float)
    at = 1
    for _ in range(int(numbers[0])):
        agents, jobs = numbers[at : at + 2].astype(int)
        size = agents * jobs
        profit, use = numbers[at + 2 : at + 2 + 2 * size].reshape(2, agents, jobs)
        at += 2 + 2 * size + agents
        yield profit, use, numbers[at - agents : at]


def assigned(profit, use, capacity):
    """Give every job to an agent so that the profit is largest."""
    agents, jobs = profit.shape
    agent, job = np.divmod(np.arange(profit.size), jobs)
    table = np.zeros((profit.size, agents))
    table[np.arange(profit.size), agent] = use.ravel()
    return cheapest_mix(job, -profit.ravel(), np.ones(jobs), use=table, limit=capacity)


@pytest.mark.parametrize("name", OPTIMA)
def test_cheapest_mix_reaches_the_optima_of_or_library_generalised_assignment(name):
    file = OR_LIBRARY / f"{name}.txt"
    if not file.is_file():
        pytest.skip("the OR-Library instances are not beside this checkout")
    found = [assigned(*problem) for problem in problems(file)]
    assert [-mix.cost for mix in found] == list(OPTIMA[name])
    assert all(mix.filled.all() for mix in found)


def test_cheapest_mix_solves_a_generalised_assignment_by_hand():
    # Two agents, three jobs, each agent with room for two units. Agent 0 is better at all of them
    # (profits 9, 8, 7 against 6, 6, 1), but job 0 takes both of its units: 8 + 7 + 6 = 21.
    profit = np.array([[9.0, 8.0, 7.0], [6.0, 6.0, 1.0]])
    use = np.array([[2.0, 1.0, 1.0], [2.0, 2.0, 1.0]])
    mix = assigned(profit, use, np.array([2.0, 2.0]))
    assert -mix.cost == 21
    assert mix.taken.tolist() == [0, 1, 1, 1, 0, 0]


def case(seed):
    rng = np.random.default_rng(seed)
    return {
        "gap": rng.integers(0, 3, 6),
        "cost": rng.integers(0, 9, 6).astype(float),
        "places": rng.integers(0, 3, 3).astype(float),
        "late_days": rng.integers(0, 3, 6) * rng.integers(0, 20, 6).astype(float),
        "most": rng.integers(1, 3, 6).astype(float),
        "use": rng.integers(0, 3, (6, 2)).astype(float),
        "limit": rng.integers(1, 6, 2).astype(float),
        "budget": float(rng.integers(3, 25)),
    }


def by_trying(gap, cost, places, late_days, most, use, limit, budget):
    best = None
    for picks in product(range(3), repeat=len(gap)):
        taken = np.array(picks, dtype=float)
        filled = np.bincount(gap, weights=taken, minlength=len(places))
        if (taken > most).any() or (filled > places).any() or (taken @ use > limit).any():
            continue
        if taken @ cost > budget:
            continue
        in_time = (taken * (late_days <= 0)).sum()
        total = places.sum()
        value = (total - in_time, total - taken.sum(), taken @ late_days, taken @ cost)
        best = value if best is None else min(best, value)
    return best


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_cheapest_mix_equals_trying_everything(seed):
    given_case = case(seed)
    assert cheapest_mix(**given_case).aims == pytest.approx(by_trying(**given_case))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100_000))
def test_cheapest_mix_never_fills_less_in_time_with_more_money(seed):
    given_case = case(seed)
    more = cheapest_mix(**(given_case | {"budget": given_case["budget"] + 5}))
    assert more.aims[0] <= cheapest_mix(**given_case).aims[0]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000))
def test_cheapest_mix_has_the_same_value_in_any_order(seed):
    given_case = case(seed)
    order = np.random.default_rng(seed).permutation(6)
    turned = {name: given_case[name][order] for name in ("gap", "cost", "late_days", "most", "use")}
    assert cheapest_mix(**(given_case | turned)).aims == cheapest_mix(**given_case).aims


def test_cheapest_mix_pays_for_time_and_saves_where_time_does_not_matter():
    # The first gap has a cheap late and a dear timely route, the second two timely ones.
    mix = cheapest_mix(
        np.array([0, 0, 1, 1]), np.array([1.0, 50.0, 20.0, 30.0]), np.ones(2),
        late_days=np.array([1.0, 0.0, 0.0, 0.0]),
    )  # fmt: skip
    assert mix.taken.tolist() == [0, 1, 1, 0]


def test_cheapest_mix_takes_the_shortest_delay_where_nothing_is_in_time():
    mix = cheapest_mix(
        np.array([0, 0]), np.array([1.0, 50.0]), np.ones(1), late_days=np.array([9.0, 8.0])
    )
    assert mix.taken.tolist() == [0, 1]
    assert mix.aims == (1, 0, 8, 50)


def test_cheapest_mix_without_routes_leaves_every_place_open():
    none = np.zeros(0)
    mix = cheapest_mix(np.zeros(0, dtype=np.intp), none, np.array([2.0]))
    assert mix.aims == (2, 2, 0, 0)
    assert mix.filled.tolist() == [0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cost": np.array([np.nan])}, "cost must hold a known number for each of 1 routes"),
        ({"late_days": np.array([np.nan])}, "late_days must hold a known number"),
        ({"gap": np.array([1])}, "gap must name one of 1 gaps"),
        ({"late_days": np.array([np.inf])}, "late_days must hold a known number"),
        ({"places": np.array([np.nan])}, "places must be known and at least 0"),
        ({"places": np.array([-1.0])}, "places must be known and at least 0"),
        ({"budget": np.nan}, "budget must be known"),
        ({"use": np.ones((1, 1))}, "use and limit belong together"),
        ({"use": np.ones((1, 2)), "limit": np.ones(1)}, r"use must have shape \(1, 1\)"),
        ({"use": np.array([[np.nan]]), "limit": np.ones(1)}, "use and limit must be known"),
        ({"use": np.ones((1, 1)), "limit": np.array([np.nan])}, "use and limit must be known"),
    ],
)
def test_cheapest_mix_refuses_what_is_unknown(changes, words):
    sound = {"gap": np.array([0]), "cost": np.ones(1), "places": np.ones(1)}
    with pytest.raises(ValueError, match=words):
        cheapest_mix(**(sound | changes))
