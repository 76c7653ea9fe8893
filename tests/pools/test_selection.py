"""Choice of pool members against published optima, brute force and hand-made cases."""

import gzip
import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ParameterError
from workbench.pools.selection import assign_with_capacities, choose
from workbench.pools.selection.network import Line, Post, proved_bound
from workbench.pools.selection.program import choose_near
from workbench.pools.selection.prune import best_pairs

OR_LIBRARY = Path(__file__).parents[2] / "../shared/known_answers/orlib"


def all_pairs(fit):
    people = fit.shape[1]
    post, person = np.divmod(np.arange(fit.size), people)
    return post, person, fit.ravel()


def test_choose_reaches_the_optimum_of_or_library_assign100():
    # J. E. Beasley, OR-Library (JORS 41:1069-1072, 1990), assignment problem 100: optimum 305.
    file = OR_LIBRARY / "assign100.txt.gz"
    if not file.is_file():
        pytest.skip("the OR-Library instances are not beside this checkout")
    numbers = np.array(gzip.decompress(file.read_bytes()).split(), dtype=float)
    cost = numbers[1:].reshape(100, 100)
    post, person, fit = all_pairs(1 - cost / 100)
    ones = np.ones(100)
    choice = choose(post, person, fit, np.zeros(10_000, bool), ones, ones, most_per_person=1)
    assert cost.ravel()[choice.chosen].sum() == 305


def by_trying(post, person, fit, ready, capacity, weight, most):
    """Best value of the three aims over all subsets of the pairs."""
    best = None
    for picks in product([False, True], repeat=len(post)):
        chosen = np.array(picks, dtype=bool)
        filled = np.bincount(post[chosen], minlength=len(capacity))
        if (filled > capacity).any() or (np.bincount(person[chosen], minlength=1) > most).any():
            continue
        covered = np.bincount(post[chosen & ready], minlength=len(capacity)) > 0
        value = (weight[~covered].sum(), (weight * (capacity - filled)).sum(), -fit[chosen].sum())
        best = value if best is None else min(best, value)
    return best


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_choose_equals_trying_everything(seed):
    rng = np.random.default_rng(seed)
    post, person, fit = all_pairs(rng.integers(0, 10, (3, 3)) / 10)
    keep = rng.random(9) < 0.8
    post, person, fit = post[keep], person[keep], fit[keep]
    ready = rng.random(len(post)) < 0.4
    capacity, weight = np.array([1.0, 2.0, 2.0]), np.array([3.0, 1.0, 2.0])
    most = int(rng.integers(1, 3))
    choice = choose(post, person, fit, ready, capacity, weight, most_per_person=most)
    best = by_trying(post, person, fit, ready, capacity, weight, most)
    assert choice.stages == pytest.approx((best[0], best[1], -best[2]), abs=1e-6)


def test_choose_covers_before_it_looks_at_fit():
    post, person, fit = all_pairs(np.array([[0.99, 0.61], [0.90, 0.62]]))
    ready = np.array([True, True, True, False])
    one = np.ones(2)
    choice = choose(post, person, fit, ready, one, one, most_per_person=1)
    assert choice.chosen.tolist() == [False, True, True, False]
    assert not choice.uncovered.any()


def test_choose_gives_the_scarce_person_to_the_weightier_post():
    post, person, fit = all_pairs(np.array([[0.7], [0.9]]))
    choice = choose(
        post, person, fit, np.array([True, True]), np.ones(2), np.array([2.0, 1.0]),
        most_per_person=1,
    )  # fmt: skip
    assert choice.chosen.tolist() == [True, False]
    assert choice.shortage.tolist() == [0, 1]


def test_choose_tells_weights_apart_however_far_the_largest_is():
    # One person for two posts of weight 1e-5 and 1e-6, beside a post of weight 1e5 without anybody.
    for scarce in (1e5, 1e300):
        choice = choose(
            np.array([1, 2]), np.zeros(2, int), np.array([0.9, 0.7]), np.ones(2, bool), np.ones(3),
            np.array([scarce, 1e-6, 1e-5]), most_per_person=1,
        )  # fmt: skip
        assert choice.chosen.tolist() == [False, True]
        assert choice.gap == 0


def test_choose_without_candidates_leaves_every_place_empty():
    none = np.zeros(0, dtype=int)
    choice = choose(
        none, none, np.zeros(0), np.zeros(0, bool), np.array([3.0]), np.ones(1), most_per_person=2
    )
    assert choice.shortage.tolist() == [3]
    assert choice.uncovered.tolist() == [True]


def test_choose_without_posts_chooses_nobody():
    none = np.zeros(0, dtype=int)
    choice = choose(
        none, none, np.zeros(0), np.zeros(0, bool), np.zeros(0), np.zeros(0), most_per_person=2
    )
    assert choice.stages == (0.0, 0.0, 0.0)


def test_choose_tells_apart_ties_by_numbers_whatever_the_order_of_pairs():
    post, person, fit = all_pairs(np.full((3, 5), 0.8))
    ready = np.zeros(15, dtype=bool)
    two = np.full(3, 2.0)
    first = choose(post, person, fit, ready, two, np.ones(3), most_per_person=2)
    order = np.random.default_rng(1).permutation(15)
    other = choose(
        post[order], person[order], fit[order], ready, two, np.ones(3), most_per_person=2
    )
    assert (first.chosen[order] == other.chosen).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_choose_is_proved_and_equals_the_mixed_integer_program(seed):
    # HiGHS, a solver of other make, on all pairs without any left out beforehand.
    rng = np.random.default_rng(seed)
    post, person, fit = all_pairs(rng.random((rng.integers(1, 8), rng.integers(1, 12))))
    keep = rng.random(len(post)) < rng.uniform(0.3, 1)
    post, person, fit = post[keep], person[keep], fit[keep]
    ready = rng.random(len(post)) < rng.uniform(0, 0.6)
    posts = int(post.max(initial=0)) + 1
    capacity, weight = rng.integers(0, 4, posts) * 1.0, rng.choice([1.0, 1.5, 2.0], posts)
    most = int(rng.integers(1, 4))
    choice = choose(post, person, fit, ready, capacity, weight, most_per_person=most)
    assert choice.gap == 0
    program = choose_near(
        post, person, fit, ready, capacity, weight, most_per_person=most,
        kept=np.zeros(len(post), bool), most_new=len(post),
    )  # fmt: skip
    filled = np.bincount(post[program], minlength=posts)
    covered = np.bincount(post[program & ready], minlength=posts) > 0
    expected = (
        weight[~covered].sum(), (weight * (capacity - filled)).sum(), fit[program].sum(),
    )  # fmt: skip
    assert choice.stages == pytest.approx(expected, abs=1e-6)


def test_choose_keeps_locked_pairs_and_is_best_around_them():
    post, person, fit = all_pairs(np.array([[0.9, 0.5], [0.8, 0.7]]))
    locked = np.array([False, True, False, False])
    ready = np.zeros(4, dtype=bool)
    one = np.ones(2)
    choice = choose(post, person, fit, ready, one, one, most_per_person=1, locked=locked)
    assert choice.chosen.tolist() == [False, True, True, False]
    with pytest.raises(ParameterError, match="More people are locked at a post than"):
        choose(
            post, person, fit, ready, one, one, most_per_person=1,
            locked=np.array([True, True, False, False]),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fit": np.array([0.9, np.nan])}, "fit of a pair is unknown"),
        ({"person": np.array([0, 0]), "post": np.array([0, 0])}, "comes twice"),
        ({"most_per_person": 0}, "Allowed: 1 or more"),
        ({"most_per_person": 1.5}, "found 1.5. Allowed: 1 or more, a whole number"),
        ({"fit": np.array([0.9, -0.1])}, "fit of a pair is -0.1. Allowed: 0 to 1"),
        ({"fit": np.array([0.9, 1e9])}, r"fit of a pair is 1e\+09. Allowed: 0 to 1"),
        ({"capacity": np.array([np.nan])}, "places of a post are not a whole number"),
        ({"capacity": np.array([-1.0])}, "places of a post are not a whole number"),
        ({"capacity": np.array([1.5])}, "places of a post are not a whole number"),
        ({"weight": np.array([0.0])}, "weight of a post is not a number above 0"),
        ({"weight": np.array([np.nan])}, "weight of a post is not a number above 0"),
        ({"weight": np.ones(2)}, "Shapes do not agree"),
        ({"fit": np.ones(3)}, "Shapes do not agree"),
        ({"post": np.array([0, 1])}, "names a post or a person that is none"),
        ({"person": np.array([-1, 1])}, "names a post or a person that is none"),
    ],
)
def test_choose_refuses_what_cannot_be(change, words):
    asked = {
        "post": np.array([0, 0]), "person": np.array([0, 1]), "fit": np.array([0.9, 0.8]),
        "ready": np.zeros(2, bool), "capacity": np.ones(1), "weight": np.ones(1),
        "most_per_person": 1,
    }  # fmt: skip
    with pytest.raises(ParameterError, match=words):
        choose(**(asked | change))


def test_choose_bears_the_rounding_of_a_fit():
    choice = choose(
        np.zeros(2, int), np.arange(2), np.array([1 + 1e-15, -1e-17]), np.zeros(2, bool),
        np.full(1, 2.0), np.ones(1), most_per_person=1,
    )  # fmt: skip
    assert choice.chosen.all()
    assert choice.gap == 0


def test_proved_bound_is_no_less_than_any_choice_whatever_the_prices():
    # Weak duality: prices that are wrong give a bound that is too high, never one too low.
    line = Line([9, 8, 5], [0, 1, 2])
    posts = [Post(2, 100, 0, Line([], []), line), Post(1, 100, 0, Line([], []), line)]
    for price in (0, 3, 50, 500):
        assert proved_bound(posts, [1, 1, 1], [-price, 0, 0]) >= 9 + 8 + 5 + 300


@pytest.mark.parametrize("name", ["gap1", "gap2"])
def test_assign_with_capacities_reaches_the_optima_of_or_library(name):
    # J. E. Beasley, OR-Library (JORS 41:1069-1072, 1990), generalised assignment, maximised.
    file = OR_LIBRARY / f"{name}.txt"
    if not file.is_file():
        pytest.skip("the OR-Library instances are not beside this checkout")
    optima = json.loads((OR_LIBRARY.parent / "orlib_expected.json").read_text())["gap_max"][name]
    numbers = np.array(file.read_text().split(), dtype=float)
    place, found = 1, []
    for _ in range(int(numbers[0])):
        people, jobs = numbers[place : place + 2].astype(int)
        size = people * jobs
        value, need = numbers[place + 2 : place + 2 + 2 * size].reshape(2, people, jobs)
        place += 2 + 2 * size
        capacity = numbers[place : place + people]
        place += people
        person = assign_with_capacities(value, need, capacity)
        found.append(value[person, np.arange(jobs)].sum())
        loads = np.bincount(person, weights=need[person, np.arange(jobs)], minlength=people)
        assert (loads <= capacity).all()
    assert found == optima


@pytest.mark.parametrize("size", [1e-12, 1e-9, 1.0, 1e9])
def test_assign_with_capacities_is_the_best_whatever_the_units(size):
    rng = np.random.default_rng(2)
    for _ in range(10):
        value, need = rng.integers(0, 9, (3, 5)) * 1.0, rng.integers(1, 5, (3, 5)) * 1.0
        capacity = np.full(3, 7.0)
        job = np.arange(5)
        best = max(
            (value[list(pick), job].sum() for pick in product(range(3), repeat=5)
             if (np.bincount(pick, need[list(pick), job], 3) <= capacity).all()),
            default=None,
        )  # fmt: skip
        if best is not None:
            person = assign_with_capacities(value * size, need * size, capacity * size)
            assert (np.bincount(person, need[person, job], 3) <= capacity).all()
            assert value[person, job].sum() == best


def test_assign_with_capacities_says_where_nothing_is_possible():
    with pytest.raises(ParameterError, match="No assignment keeps to the capacities"):
        assign_with_capacities(np.ones((1, 2)), np.ones((1, 2)), np.array([1.0]))
    with pytest.raises(ParameterError, match="No assignment keeps to the capacities"):
        assign_with_capacities(np.ones((0, 2)), np.ones((0, 2)), np.zeros(0))
    for value, need in ((np.ones((1, 2)), np.ones((2, 2))), (np.ones(2), np.ones(2))):
        with pytest.raises(ParameterError, match="Shapes do not agree"):
            assign_with_capacities(value, need, np.array([1.0]))


def test_best_pairs_leaves_room_for_those_who_are_taken_elsewhere():
    # Two places here and four elsewhere at two posts a person: the first 2 + 4 / 2 are enough.
    worth = np.linspace(1, 0, 10)
    pairs, edges = best_pairs(
        np.zeros(10, dtype=np.intp), worth, np.zeros(10, bool), np.array([2, 4]), least_limit=2
    )
    assert pairs.tolist() == [0, 1, 2, 3]
    assert edges.tolist() == [0, 0, 4, 4, 4]


def test_choose_solves_many_posts_quickly_and_proves_it():
    rng = np.random.default_rng(3)
    post = np.repeat(np.arange(200), 40)
    person = np.concatenate([rng.choice(2_000, 40, replace=False) for _ in range(200)])
    fit = 0.5 * rng.random(2_000)[person] + 0.5 * rng.random(len(post))
    choice = choose(
        post, person, fit, rng.random(len(post)) < 0.1, np.full(200, 3.0), np.ones(200),
        most_per_person=2,
    )  # fmt: skip
    assert choice.gap == 0
    assert np.bincount(person[choice.chosen]).max() <= 2
    assert choice.shortage.sum() == 0
