"""Simultaneous cover against worked examples and against brute force."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.pools.matching import simultaneous_cover


def could_take(lists, people):
    entries = np.zeros((len(lists), people), dtype=bool)
    for row, names in enumerate(lists):
        entries[row, list(names)] = True
    return entries


def most_filled(entries):
    """Largest number of posts filled by different people, by trying everything."""
    posts, people = entries.shape
    slots = [*range(people), *[-1] * posts]
    best = 0
    for order in set(permutations(slots, posts)):
        best = max(best, sum(p >= 0 and entries[row, p] for row, p in enumerate(order)))
    return best


def test_simultaneous_cover_finds_the_two_posts_that_share_one_person():
    # Worked example: A {1,2,3}, B {1}, C {1}, D {1,2}: four of four are named, three can be filled.
    cover = simultaneous_cover(could_take([{0, 1, 2}, {0}, {0}, {0, 1}], 3))
    assert cover.filled == 3
    assert [(c.posts, c.people, c.short) for c in cover.conflicts] == [((1, 2), (0,), 1)]
    assert cover.critical_people == (0, 1, 2)


def test_simultaneous_cover_of_the_same_five_names_everywhere():
    cover = simultaneous_cover(np.ones((12, 5), dtype=bool))
    assert cover.filled == 5
    assert cover.conflicts[0].posts == tuple(range(12))
    assert cover.conflicts[0].people == tuple(range(5))
    assert cover.conflicts[0].short == 7


def test_simultaneous_cover_splits_conflicts_without_common_people():
    cover = simultaneous_cover(could_take([{0}, {0}, {1}, {1}, {2}], 3))
    assert [(c.posts, c.people) for c in cover.conflicts] == [((0, 1), (0,)), ((2, 3), (1,))]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_simultaneous_cover_without_posts_or_people(shape):
    cover = simultaneous_cover(np.zeros(shape, dtype=bool))
    assert cover.filled == 0
    assert len(cover.conflicts) == shape[0]


small = st.integers(1, 4).flatmap(
    lambda posts: st.lists(
        st.frozensets(st.integers(0, 3), max_size=4), min_size=posts, max_size=posts
    )
)


@given(small)
def test_simultaneous_cover_equals_brute_force(lists):
    entries = could_take(lists, 4)
    cover = simultaneous_cover(entries)
    assert cover.filled == most_filled(entries)
    assert sum(conflict.short for conflict in cover.conflicts) == len(lists) - cover.filled
    for conflict in cover.conflicts:
        named = set().union(*(lists[post] for post in conflict.posts))
        assert named == set(conflict.people)
    for person in range(4):
        without = entries.copy()
        without[:, person] = False
        assert (person in cover.critical_people) == (most_filled(without) < cover.filled)


@given(small, st.permutations(range(4)))
def test_simultaneous_cover_does_not_depend_on_the_order_of_people(lists, order):
    entries = could_take(lists, 4)
    one, other = simultaneous_cover(entries), simultaneous_cover(entries[:, order])
    assert one.filled == other.filled
    assert [c.posts for c in one.conflicts] == [c.posts for c in other.conflicts]
    assert {order[p] for p in other.critical_people} == set(one.critical_people)
