"""The largest total against trying everything, and its proof."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange.match.assign import best_total, bound_at, proving_prices


def arrays(worths):
    """Pairs of a table of worths; 0 is no pair."""
    demand, supply = np.nonzero(worths)
    return demand, supply, worths[demand, supply]


def best_by_trying(worths, number):
    """Largest total over all ways to send each person to a demand or nowhere."""
    demands, people = worths.shape
    best = 0
    for where in product(range(-1, demands), repeat=people):
        goes = [(d, s) for s, d in enumerate(where) if d >= 0]
        filled = np.bincount([d for d, _ in goes], minlength=demands)
        if (filled <= number).all() and all(worths[pair] for pair in goes):
            best = max(best, sum(int(worths[pair]) for pair in goes))
    return best


@st.composite
def small_cases(draw):
    demands, people = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    cells = draw(st.lists(st.integers(0, 6), min_size=demands * people, max_size=demands * people))
    number = draw(st.lists(st.integers(1, 3), min_size=demands, max_size=demands))
    return np.array(cells).reshape(demands, people), np.array(number)


@given(small_cases(), st.sampled_from([0, 10**6]))
@settings(max_examples=60, deadline=None)
def test_best_total_is_the_best_of_all_matchings_and_proves_it(case, most_entries):
    # most_entries 0 sends every component to the linear program.
    worths, number = case
    demand, supply, worth = arrays(worths)
    found = best_total(demand, supply, worth, number, worths.shape[1], most_entries=most_entries)
    assert found.value == best_by_trying(worths, number) == found.bound
    assert found.value == worth[found.taken].sum()
    assert (np.bincount(supply[found.taken], minlength=1) <= 1).all()
    assert (np.bincount(demand[found.taken], minlength=len(number)) <= number).all()
    # Complementary slackness: nobody left over has a price.
    assert found.prices[np.setdiff1d(np.arange(worths.shape[1]), supply[found.taken])].sum() == 0


@given(small_cases(), st.data())
@settings(max_examples=60, deadline=None)
def test_any_prices_bound_the_total(case, data):
    worths, number = case
    people = worths.shape[1]
    prices = np.array(data.draw(st.lists(st.integers(0, 7), min_size=people, max_size=people)))
    assert bound_at(*arrays(worths), number, prices) >= best_by_trying(worths, number)


def test_prices_prove_nothing_of_a_matching_that_is_not_the_best():
    # By hand: 9 alone is less than 8 + 5, so no prices can close the gap.
    pairs = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([9, 8, 5])
    number, taken = np.array([1, 1]), np.array([True, False, False])
    prices = proving_prices(*pairs, number, 2, taken)
    assert bound_at(*pairs, number, prices) > 9


@pytest.mark.parametrize("seed", [1, 2])
def test_places_and_programs_agree_on_a_larger_case(seed):
    # Two solvers that share no line, and the bound of neither; with demands of many places.
    rng = np.random.default_rng(seed)
    worths = rng.integers(1, 100, (40, 120)) * (rng.random((40, 120)) < 0.2)
    case = (*arrays(worths), rng.integers(1, 6, 40), 120)
    one, other = best_total(*case), best_total(*case, most_entries=0)
    assert one.value == other.value == one.bound == other.bound


def test_best_total_does_not_depend_on_the_order_of_people():
    rng = np.random.default_rng(3)
    worths = rng.integers(0, 20, (10, 30)) * (rng.random((10, 30)) < 0.5)
    number = rng.integers(1, 4, 10)
    values = {
        best_total(*arrays(table), number, 30).value
        for table in (worths, worths[:, ::-1], worths[:, rng.permutation(30)])
    }
    assert len(values) == 1


def test_best_total_without_any_pair():
    none = np.zeros(0, dtype=np.int64)
    found = best_total(none, none, none, np.array([2, 1]), 3)
    assert (found.value, found.bound, len(found.taken)) == (0, 0, 0)
