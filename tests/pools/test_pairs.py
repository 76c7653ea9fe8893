"""Values of the pairs that are looked at, and nothing for the others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.people.fit import assess_fit
from workbench.pools import build_pools
from workbench.pools.pairs import Pairs, PairValues


@given(st.integers(0, 10_000))
def test_pair_values_read_like_an_array(seed):
    rng = np.random.default_rng(seed)
    marks = rng.random((int(rng.integers(1, 6)), int(rng.integers(1, 5)))) < 0.5
    table = np.where(marks, rng.random(marks.shape), np.nan)
    pairs = Pairs.marked(marks)
    values = PairValues(pairs, table[pairs.person, pairs.post], np.nan)
    person, post = np.indices(marks.shape)
    np.testing.assert_array_equal(values[person, post], table)
    np.testing.assert_array_equal(pairs.spread(np.ones(len(pairs.post), dtype=bool)), marks)


def test_pair_values_with_words_give_words():
    pairs = Pairs(np.array([0, 1]), np.array([1, 0]), (2, 2))
    labels = PairValues(pairs, np.array([1, 0], dtype=np.int8), "unknown", ("now", "later"))
    assert labels[np.array([1, 0, 0]), np.array([0, 1, 0])].tolist() == ["later", "now", "unknown"]


@pytest.mark.parametrize("part", ["point", "low", "high", "known_share"])
def test_pairs_have_the_fit_that_everybody_would_have(company, part):
    # Scored pair by pair within reach, or all people for all posts: the same numbers.
    found = build_pools(company, ["P2"]).candidates
    everybody = assess_fit(company, found.position_ids, found.employee_ids)
    pairs = found.pairs
    np.testing.assert_array_equal(
        getattr(found.fit.overall, part).of_pairs,
        getattr(everybody.overall, part)[pairs.person, pairs.post],
    )
    assert found.considered.sum() == len(pairs.post) < found.considered.size


def test_pairs_out_of_reach_are_unknown_and_never_zero(company):
    found = build_pools(company, ["P2"]).candidates
    person, post = np.argwhere(~found.considered)[0]
    assert np.isnan(found.fit.overall.point[person, post])
    assert found.fit.overall.low[person, post] == 0
    assert found.fit.overall.high[person, post] == 1
    assert found.readiness.label[person, post] == "not_assessed"
