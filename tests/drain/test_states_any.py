"""The chance that at least one of several people leaves, with departures tied together."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from workbench.drain.states import chance_of_any, factor_states


def test_chance_of_any_of_two_tied_people_is_that_of_the_bivariate_normal() -> None:
    chance, tie = 0.3, 0.3
    states = factor_states(np.array([chance, chance]), correlation=tie, nodes=128)
    cut = norm.ppf(chance)
    both = multivariate_normal(cov=[[1, tie], [tie, 1]]).cdf([cut, cut])
    found = chance_of_any(states, np.array([0, 1]))
    assert found == pytest.approx(2 * chance - both, abs=1e-5)
    assert found < 1 - (1 - chance) ** 2


def test_chance_of_any_without_tie_is_that_of_independent_people() -> None:
    states = factor_states(np.array([0.1, 0.2, 0.4]), correlation=0.0)
    assert chance_of_any(states, np.array([0, 2])) == pytest.approx(1 - 0.9 * 0.6)
    assert chance_of_any(states, np.array([], dtype=int)) == 0.0
