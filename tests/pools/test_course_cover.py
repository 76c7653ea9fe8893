"""The cheapest courses against published optima, trying everything and hand-made cases."""

import gzip
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint

from workbench.errors import ReportError
from workbench.pools.programs import best_in_order
from workbench.pools.training.cover import cover_gaps

OR_LIBRARY = Path(__file__).parents[2] / "../shared/known_answers/orlib"


def set_cover(file):
    """Costs of the columns, and which rows each covers, from a file of the OR-Library."""
    numbers = np.array(gzip.decompress(file.read_bytes()).split(), dtype=int)
    rows, columns = numbers[:2]
    cost, rest = numbers[2 : 2 + columns].astype(float), numbers[2 + columns :]
    covers, at = np.zeros((columns, rows)), 0
    for row in range(rows):
        size = rest[at]
        covers[rest[at + 1 : at + 1 + size] - 1, row] = 1.0
        at += 1 + size
    return cost, covers


# J. E. Beasley, OR-Library (JORS 41:1069-1072, 1990), set covering 4.1 to 4.3.
@pytest.mark.parametrize(("name", "optimum"), [("scp41", 429), ("scp42", 512), ("scp43", 516)])
@pytest.mark.parametrize("paid", ["by seat", "by course"])
def test_cover_gaps_reaches_the_optimum_of_or_library_set_cover(name, optimum, paid):
    file = OR_LIBRARY / f"{name}.txt.gz"
    if not file.is_file():
        pytest.skip("the OR-Library instances are not beside this checkout")
    cost, covers = set_cover(file)
    nothing = np.zeros_like(cost)
    seat, course = (cost, nothing) if paid == "by seat" else (nothing, cost)
    plan = cover_gaps(np.ones((1, covers.shape[1])), covers, seat_cost=seat, course_cost=course)
    assert plan.open_levels.sum() == 0
    assert plan.cost == optimum


def test_cover_gaps_solves_a_set_cover_where_the_greedy_rule_does_not():
    # The case of Chvatal (1979): taking the lowest cost per row again and again costs 11/6, all
    # three rows at once cost 1.1.
    covers = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]], dtype=float)
    plan = cover_gaps(np.ones((1, 3)), covers, seat_cost=np.array([1 / 3, 1 / 2, 1.0, 1.1]))
    assert plan.cost == pytest.approx(1.1)


def case(seed, *, people=2, courses=3, levels=2):
    rng = np.random.default_rng(seed)
    return {
        "gap": rng.integers(0, 3, (people, levels)).astype(float),
        "gain": rng.integers(0, 3, (courses, levels)).astype(float),
        "seat_cost": rng.integers(1, 9, courses).astype(float),
        "course_cost": rng.integers(0, 3, courses).astype(float),
        "hours": rng.integers(1, 5, courses).astype(float),
        "seats": rng.integers(0, 3, courses).astype(float),
        "hours_limit": rng.integers(2, 9, people).astype(float),
        "budget": float(rng.integers(4, 30)),
        "needs_first": [(0, 1)] if rng.random() < 0.5 else [],
        "weight": rng.integers(1, 4, (people, levels)).astype(float),
    }


def by_trying(gap, gain, seat_cost, course_cost, hours, seats, hours_limit, budget, needs_first,
              weight):  # fmt: skip
    """Least weighted open levels, then cost, then hours, over all ways to fill the courses."""
    best = None
    for picks in product([0, 1], repeat=len(gap) * len(gain)):
        takes = np.array(picks, dtype=float).reshape(len(gap), len(gain))
        cost = (takes @ seat_cost).sum() + course_cost[takes.any(axis=0)].sum()
        if (takes.sum(axis=0) > seats).any() or (takes @ hours > hours_limit).any():
            continue
        if cost > budget or any((takes[:, one] > takes[:, other]).any()
                                for one, other in needs_first):  # fmt: skip
            continue
        left = np.maximum(gap - takes @ gain, 0)
        value = ((weight * left).sum(), cost, (takes @ hours).sum())
        best = value if best is None else min(best, value)
    return best


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_cover_gaps_equals_trying_everything(seed):
    given_case = case(seed)
    plan = cover_gaps(**given_case)
    assert plan.aims == pytest.approx(by_trying(**given_case), abs=1e-6)
    assert (plan.open_levels * given_case["weight"]).sum() == pytest.approx(plan.aims[0])
    assert plan.cost == pytest.approx(plan.aims[1])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000))
def test_cover_gaps_never_closes_less_with_more_of_anything(seed):
    given_case = case(seed, people=3, courses=4, levels=3)
    before = cover_gaps(**given_case).aims[0]
    for name in ("budget", "seats", "hours_limit"):
        more = cover_gaps(**(given_case | {name: given_case[name] + 2})).aims[0]
        assert more <= before + 1e-9


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 100_000))
def test_cover_gaps_has_the_same_value_in_any_order(seed):
    given_case = case(seed, people=3, courses=4, levels=3)
    rng = np.random.default_rng(seed)
    people, courses = rng.permutation(3), rng.permutation(4)
    turned = given_case | {
        name: given_case[name][courses]
        for name in ("gain", "seat_cost", "course_cost", "hours", "seats")
    }
    turned |= {name: given_case[name][people] for name in ("gap", "hours_limit", "weight")}
    place = {int(was): now for now, was in enumerate(courses)}
    turned["needs_first"] = [(place[a], place[b]) for a, b in given_case["needs_first"]]
    assert cover_gaps(**turned).aims == pytest.approx(cover_gaps(**given_case).aims, abs=1e-6)


def test_cover_gaps_closes_before_it_saves():
    # One level costs 1000, none costs nothing; the first aim is to close.
    plan = cover_gaps(np.array([[1.0]]), np.array([[1.0]]), seat_cost=np.array([1000.0]))
    assert plan.open_levels.tolist() == [[0.0]]
    assert plan.cost == 1000


def test_cover_gaps_gives_the_only_seat_to_the_weightier_gap():
    plan = cover_gaps(
        np.ones((2, 1)), np.ones((1, 1)), seat_cost=np.ones(1), seats=np.ones(1),
        weight=np.array([[1.0], [2.0]]),
    )  # fmt: skip
    assert plan.takes.tolist() == [[False], [True]]


def test_cover_gaps_pays_for_the_course_that_must_come_first():
    plan = cover_gaps(
        np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]]),
        seat_cost=np.array([10.0, 7.0]), needs_first=[(0, 1)],
    )  # fmt: skip
    assert plan.takes.tolist() == [[True, True]]
    assert plan.cost == 17


def test_cover_gaps_of_nobody_is_empty():
    plan = cover_gaps(np.zeros((0, 2)), np.ones((1, 2)), seat_cost=np.ones(1))
    assert plan.takes.shape == (0, 1)
    assert plan.cost == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"gap": np.array([[np.nan]])}, "gap must be known"),
        ({"gain": np.array([[-1.0]])}, "gain must be known and at least 0"),
        ({"seat_cost": np.array([np.nan])}, "costs and hours must be known"),
        ({"gap": np.ones((1, 2))}, "as many competencies"),
        ({"budget": np.nan}, "budget must be known and at least 0"),
        ({"budget": -1.0}, "budget must be known and at least 0"),
        ({"seats": np.array([np.nan])}, "seats must be known and at least 0"),
        ({"seats": np.array([-1.0])}, "seats must be known and at least 0"),
        ({"hours_limit": np.array([np.nan])}, "hours_limit must be known and at least 0"),
        ({"hours_limit": np.ones(2)}, "hours_limit must be known and at least 0"),
        ({"weight": np.array([[np.nan]])}, "weight must be known, above 0"),
        ({"weight": np.zeros((1, 1))}, "weight must be known, above 0"),
        ({"needs_first": [(0, 1)]}, "needs_first must name two of 1 courses"),
    ],
)
def test_cover_gaps_refuses_what_is_unknown(changes, words):
    sound = {"gap": np.ones((1, 1)), "gain": np.ones((1, 1)), "seat_cost": np.ones(1)}
    with pytest.raises(ValueError, match=words):
        cover_gaps(**(sound | changes))


def test_cover_gaps_trades_no_cost_for_hours_however_much_it_costs():
    # Four millions are the least cost; three more, one part in a million, would save nine hours.
    for unit in (1.0, 0.5):
        plan = cover_gaps(
            np.ones((1, 1)), np.ones((2, 1)), seat_cost=unit * np.array([4_000_000, 4_000_003]),
            hours=np.array([10.0, 1.0]),
        )  # fmt: skip
        assert plan.takes.tolist() == [[True, False]]


def test_best_in_order_refuses_a_program_without_an_answer():
    never = LinearConstraint(np.ones((1, 1)), 2, np.inf)
    with pytest.raises(ReportError, match="The plan could not be proved to be the best one"):
        best_in_order([np.ones(1)], [never], upper=np.ones(1), whole=np.ones(1), what="The plan")
