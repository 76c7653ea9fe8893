"""Which closings let more posts be filled: by toggling, against trying everything, by hand."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from workbench.pools.training.unlock import (
    Pairs,
    best_closings,
    filled_with,
    greedy_closings,
    single_gains,
)


def pairs_of(post, person, waits):
    post, person = np.array(post), np.array(person)
    return Pairs(
        post, person, csr_array(np.array(waits, dtype=np.int64)), posts=int(post.max()) + 1,
        people=int(person.max()) + 1,
    )  # fmt: skip


def random_pairs(seed):
    rng = np.random.default_rng(seed)
    post, person = np.nonzero(rng.random((4, 4)) < 0.6)
    if not len(post):
        post, person = np.array([0]), np.array([0])
    waits = rng.random((len(post), 5)) < 0.3
    return Pairs(post, person, csr_array(waits.astype(np.int64)), posts=4, people=4)


def done_of(pairs, chosen):
    done = np.zeros(pairs.closings, dtype=bool)
    done[list(chosen)] = True
    return done


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_single_gains_equal_toggling_every_closing(seed):
    pairs = random_pairs(seed)
    now = filled_with(pairs, done_of(pairs, ()))
    toggled = [filled_with(pairs, done_of(pairs, (one,))) - now for one in range(5)]
    assert single_gains(pairs).tolist() == toggled


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000), st.integers(0, 4))
def test_best_closings_equal_trying_everything(seed, most):
    pairs = random_pairs(seed)
    effort = np.random.default_rng(seed + 1).integers(1, 5, 5).astype(float)
    tried = [
        (-filled_with(pairs, done_of(pairs, chosen)), effort[list(chosen)].sum())
        for size in range(most + 1)
        for chosen in combinations(range(5), size)
    ]
    best = best_closings(pairs, effort, most=most)
    assert len(best.closings) <= most
    assert (-best.filled, effort[list(best.closings)].sum()) == pytest.approx(min(tried))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 100_000))
def test_greedy_never_beats_the_best(seed):
    pairs = random_pairs(seed)
    for number, greedy in enumerate(greedy_closings(pairs, most=4)):
        assert len(greedy.closings) == number
        assert greedy.filled <= best_closings(pairs, np.ones(5), most=number).filled


def test_two_gaps_that_only_help_together_are_found_by_the_program_and_not_by_greed():
    pairs = pairs_of([0, 1, 1], [0, 0, 1], [[0, 0], [0, 0], [1, 1]])
    assert single_gains(pairs).tolist() == [0, 0]
    assert greedy_closings(pairs, most=2)[-1].filled == 1
    assert best_closings(pairs, np.ones(2), most=2).filled == 2


def test_closing_a_gap_at_posts_that_are_filled_anyway_gains_nothing():
    # Post 1 has nobody; the closing makes person 1 ready for post 0, which person 0 fills.
    pairs = Pairs(
        np.array([0, 0]), np.array([0, 1]), csr_array(np.array([[0], [1]])), posts=2, people=2
    )
    assert single_gains(pairs).tolist() == [0]


def test_a_closing_helps_over_a_chain_of_moves():
    # Person 0 could take both posts and person 1 only post 0, once the gap is closed: then person
    # 0 moves to post 1.
    pairs = pairs_of([0, 1, 0], [0, 0, 1], [[0], [0], [1]])
    assert single_gains(pairs).tolist() == [1]
