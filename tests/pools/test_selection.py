"""Choice of pool members against published optima, brute force and hand-made cases."""

import gzip
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.pools.selection import choose, explain_choice

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


def test_explain_choice_names_the_next_best():
    pairs = pd.DataFrame(
        {
            "position_id": ["P1", "P1", "P2", "P2"],
            "employee_id": ["E1", "E2", "E1", "E3"],
            "fit": [0.82, 0.74, 0.9, 0.7],
        }
    )
    chosen = np.array([True, False, False, True])
    ready = np.array([False, False, True, True])
    told = explain_choice(pairs, chosen, ready, most_per_person=1)
    assert told["because"].tolist() == [
        "fit 0.82 against 0.74 of E2",
        "E1 (fit 0.90) already stands by for as many posts as allowed",
    ]
    assert told["choice"].tolist() == [1, 1]
