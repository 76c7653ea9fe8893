"""Deferred acceptance against the published examples and against trying everything."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange.match.stable import blocking_pairs, deferred_acceptance, preference

# Gale and Shapley (1962), College admissions and the stability of marriage, American Mathematical
# Monthly 69, pages 11 and 12: in row i and column j the place of woman j in the list of man i, and
# of man i in the list of woman j.
EXAMPLE_1 = [
    [(1, 3), (2, 2), (3, 1)],
    [(3, 1), (1, 3), (2, 2)],
    [(2, 2), (3, 1), (1, 3)],
]
# "Six possible sets of marriages; of these, three are stable": all men have their first choice, or
# all women, or all have their second.
STABLE_1 = {(0, 1, 2), (2, 0, 1), (1, 2, 0)}
EXAMPLE_2 = [
    [(1, 3), (2, 3), (3, 2), (4, 3)],
    [(1, 4), (4, 1), (3, 3), (2, 2)],
    [(2, 2), (1, 4), (3, 4), (4, 1)],
    [(4, 1), (2, 2), (3, 1), (1, 4)],
]
# One stable set only, in which nobody has a first choice.
STABLE_2 = {(2, 3, 0, 1)}


def square(example):
    table = np.array(example)
    rows, columns = np.indices(table.shape[:2]).reshape(2, -1)
    return rows, columns, table[..., 0].ravel() - 1, table[..., 1].ravel() - 1


def stable_by_definition(pairs, number, people, where):
    """Say whether sending each person to a demand (or -1) is stable, in so many words."""
    lists = {
        (d, s): (dr, sr) for d, s, dr, sr in zip(*(each.tolist() for each in pairs), strict=True)
    }
    for (d, s), (d_rank, s_rank) in lists.items():
        if where[s] == d:
            continue
        person_would = where[s] < 0 or s_rank < lists[where[s], s][1]
        has = [lists[d, other][0] for other in range(people) if where[other] == d]
        demand_would = len(has) < number[d] or d_rank < max(has, default=-1)
        if person_would and demand_would:
            return False
    return True


def every_stable(pairs, number, people):
    """All stable matchings, by trying everything."""
    may = set(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
    for where in product(range(-1, len(number)), repeat=people):
        goes = [(d, s) for s, d in enumerate(where) if d >= 0]
        filled = np.bincount([d for d, _ in goes], minlength=len(number))
        possible = (filled <= number).all() and may.issuperset(goes)
        if possible and stable_by_definition(pairs, number, people, where):
            yield where


def taken_of(pairs, where):
    there = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    return np.array([where[s] == d for d, s in there], dtype=bool)


def where_of(pairs, taken, people):
    where = [-1] * people
    for demand, person in zip(*(side[taken].tolist() for side in pairs[:2]), strict=True):
        where[person] = demand
    return tuple(where)


@pytest.mark.parametrize(
    ("example", "stable"), [(EXAMPLE_1, STABLE_1), (EXAMPLE_2, STABLE_2)], ids=["3x3", "4x4"]
)
def test_published_examples_have_exactly_the_published_stable_sets(example, stable):
    pairs, size = square(example), len(example)
    number, found = np.ones(size, dtype=np.int64), set()
    for wives in permutations(range(size)):
        taken = np.array(wives)[pairs[0]] == pairs[1]
        if not len(blocking_pairs(*pairs, number, size, taken)):
            found.add(wives)
    assert found == stable


@pytest.mark.parametrize(
    ("example", "proposing", "wives"),
    [
        (EXAMPLE_1, "demand", (0, 1, 2)),  # each man his first choice
        (EXAMPLE_1, "supply", (2, 0, 1)),  # each woman her first choice
        (EXAMPLE_2, "demand", (2, 3, 0, 1)),
        (EXAMPLE_2, "supply", (2, 3, 0, 1)),
    ],
)
def test_deferred_acceptance_finds_the_published_matching_of_the_asking_side(
    example, proposing, wives
):
    # Men stand on the side of demands.
    pairs, size = square(example), len(example)
    number = np.ones(size, dtype=np.int64)
    taken = deferred_acceptance(*pairs, number, size, proposing=proposing)
    assert tuple(pairs[1][taken].tolist()) == wives


@st.composite
def small_cases(draw):
    demands, people = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    cells = st.lists(st.booleans(), min_size=demands * people, max_size=demands * people)
    may = np.array(draw(cells)).reshape(demands, people)
    demand, supply = np.nonzero(may)
    lots = draw(st.randoms(use_true_random=False))
    wishes = [np.array([lots.random() for _ in demand]) for _ in range(2)]
    ranks = preference(demand, wishes[0]), preference(supply, wishes[1])
    number = np.array(draw(st.lists(st.integers(1, 2), min_size=demands, max_size=demands)))
    return (demand, supply, *ranks), number, people


@given(small_cases())
@settings(max_examples=80, deadline=None)
def test_deferred_acceptance_is_stable_and_the_best_for_who_asks(case):
    pairs, number, people = case
    demand, supply, demand_rank, supply_rank = pairs
    every = list(every_stable(pairs, number, people))
    columns = (each.tolist() for each in (demand, supply, supply_rank))
    ranks = {(d, s): rank for d, s, rank in zip(*columns, strict=True)}

    asked = deferred_acceptance(*pairs, number, people, proposing="supply")
    where = where_of(pairs, asked, people)
    assert where in every
    assert not len(blocking_pairs(*pairs, number, people, asked))
    for other in every:
        for person in range(people):
            if other[person] >= 0:  # nobody is better off in any other stable matching
                assert ranks[where[person], person] <= ranks[other[person], person]

    asks = deferred_acceptance(*pairs, number, people, proposing="demand")
    assert where_of(pairs, asks, people) in every
    for other in every:
        there = taken_of(pairs, other)
        for one in range(len(number)):
            mine, theirs = (np.sort(demand_rank[use & (demand == one)]) for use in (asks, there))
            # As many people, and place by place at least as good ones (responsive preferences).
            assert len(mine) == len(theirs) and (mine <= theirs).all()


@given(small_cases())
@settings(max_examples=60, deadline=None)
def test_blocking_pairs_are_those_of_the_definition(case):
    pairs, number, people = case
    for where in product(range(-1, len(number)), repeat=people):
        goes = [(d, s) for s, d in enumerate(where) if d >= 0]
        filled = np.bincount([d for d, _ in goes], minlength=len(number))
        may = set(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
        if (filled <= number).all() and may.issuperset(goes):
            blocked = len(blocking_pairs(*pairs, number, people, taken_of(pairs, where)))
            assert (blocked == 0) == stable_by_definition(pairs, number, people, where)


@pytest.mark.parametrize("proposing", ["supply", "demand"])
def test_order_of_pairs_does_not_matter(proposing):
    rng = np.random.default_rng(5)
    demand, supply = np.nonzero(rng.random((8, 20)) < 0.5)
    ranks = preference(demand, rng.random(len(demand))), preference(supply, rng.random(len(demand)))
    pairs, number = (demand, supply, *ranks), rng.integers(1, 4, 8)
    taken = deferred_acceptance(*pairs, number, 20, proposing=proposing)
    order = rng.permutation(len(demand))
    mixed = deferred_acceptance(*(each[order] for each in pairs), number, 20, proposing=proposing)
    assert (mixed == taken[order]).all()
    assert not len(blocking_pairs(*pairs, number, 20, taken))


def test_rural_hospitals_the_same_people_are_placed_whoever_asks():
    # Roth (1986): every stable matching fills the same places and leaves the same people out.
    rng = np.random.default_rng(6)
    demand, supply = np.nonzero(rng.random((6, 30)) < 0.4)
    ranks = preference(demand, rng.random(len(demand))), preference(supply, rng.random(len(demand)))
    pairs, number = (demand, supply, *ranks), rng.integers(1, 7, 6)
    one, two = (
        deferred_acceptance(*pairs, number, 30, proposing=side) for side in ("supply", "demand")
    )
    assert set(supply[one]) == set(supply[two])
    assert (np.bincount(demand[one], minlength=6) == np.bincount(demand[two], minlength=6)).all()
