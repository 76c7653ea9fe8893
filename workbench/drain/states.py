"""How departures hang together: a list of states of the horizon, each with its probabilities.

Given the state, people leave independently of each other. A state is a value of the common
factor (a good or a bad year) together with which teams are struck; the chances of the states
sum to 1. Whatever asks for a distribution sums over the states.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, roots_hermitenorm

from workbench.errors import ParameterError

Floats = NDArray[np.float64]
_MOST_TEAMS = 6


@dataclass(frozen=True)
class States:
    """States of the horizon.

    ``weights`` has shape (s,) and sums to 1; ``probabilities`` has shape (s, n): the chance that
    each of n people leaves, given the state.
    """

    weights: Floats
    probabilities: Floats


def chance_of_any(states: States, members: NDArray[np.intp]) -> float:
    """Chance that at least one of some people leaves.

    Parameters
    ----------
    states : s states and n people
    members : places of the people, within 0 to n - 1

    Returns
    -------
    In [0, 1]; 0 for nobody. The tie between departures makes it smaller than independence would.

    Examples
    --------
    >>> chance_of_any(States(np.array([1.0]), np.array([[0.5, 0.5]])), np.array([0, 1]))
    0.75
    """
    nobody = np.prod(1.0 - states.probabilities[:, members], axis=1)
    return float(1.0 - states.weights @ nobody)


@dataclass(frozen=True)
class TeamShock:
    """A team that is approached as a whole.

    ``members`` are places in the array of people, ``chance`` is the probability of the approach
    within the horizon, ``follow`` the probability that a member goes along, whether or not the
    member would have left anyway.
    """

    members: tuple[int, ...]
    chance: float
    follow: float


def probability_given_factor(probability: Floats, factor: Floats, *, correlation: float) -> Floats:
    """Leave probabilities in a year of the given common factor (low is a bad year).

    Parameters
    ----------
    probability : array of shape (n,), in [0, 1], over all years
    factor : array of shape (s,), standard normal units
    correlation : tie between departures, in [0, 1)

    Returns
    -------
    array of shape (s, n)

    Notes
    -----
    Phi((Phi^-1(p) - sqrt(rho) z) / sqrt(1 - rho)). Source: Vasicek (1987); the form in which
    the Basel capital rules use it, with z = Phi^-1(0.001) for one year in a thousand.

    Examples
    --------
    >>> z = np.array([-2.0, 0.0, 2.0])
    >>> probability_given_factor(np.array([0.1]), z, correlation=0.15).round(4).ravel().tolist()
    [0.2912, 0.0823, 0.0129]
    """
    threshold = ndtri(probability)[None, :]
    shift = np.sqrt(correlation) * factor[:, None]
    return ndtr((threshold - shift) / np.sqrt(1.0 - correlation))


def factor_states(probability: Floats, *, correlation: float, nodes: int = 64) -> States:
    """States of the common factor by Gauss-Hermite quadrature.

    Parameters
    ----------
    probability : array of shape (n,), in [0, 1]
    correlation : in [0, 1); 0 gives one state
    nodes : points of the quadrature, >= 1; those with weight under 1e-17 are left out

    Returns
    -------
    States

    Examples
    --------
    >>> states = factor_states(np.array([0.1, 0.2]), correlation=0.3)
    >>> (states.weights @ states.probabilities).round(12).tolist()
    [0.1, 0.2]
    """
    if correlation == 0.0:
        return States(np.ones(1), probability[None, :].astype(float))
    points, weights = roots_hermitenorm(nodes)
    weights = weights / weights.sum()
    kept = weights > 1e-17
    given = probability_given_factor(probability, points[kept], correlation=correlation)
    return States(weights[kept] / weights[kept].sum(), given)


def strike_teams(states: States, shocks: tuple[TeamShock, ...]) -> States:
    """Split every state by which teams are struck.

    Parameters
    ----------
    states : states without team shocks
    shocks : at most 6 teams; each doubles the number of states

    Returns
    -------
    States; a struck member leaves with 1 - (1 - p)(1 - follow)

    Raises
    ------
    ParameterError
        If there are more than 6 teams.

    Examples
    --------
    >>> quiet = States(np.ones(1), np.array([[0.1, 0.2]]))
    >>> strike_teams(quiet, (TeamShock((0,), 0.25, 0.5),)).weights.tolist()
    [0.75, 0.25]
    """
    if len(shocks) > _MOST_TEAMS:
        raise ParameterError(
            f"A scenario strikes {len(shocks)} teams, at most {_MOST_TEAMS} can be "
            "combined exactly. Split it into several scenarios."
        )
    parts = [_struck(states, shocks, hit) for hit in product((False, True), repeat=len(shocks))]
    return States(
        np.concatenate([part.weights for part in parts]),
        np.vstack([part.probabilities for part in parts]),
    )


def _struck(states: States, shocks: tuple[TeamShock, ...], hit: tuple[bool, ...]) -> States:
    weight, stays = 1.0, 1.0 - states.probabilities
    for shock, is_hit in zip(shocks, hit, strict=True):
        weight *= shock.chance if is_hit else 1.0 - shock.chance
        if is_hit:
            stays[:, list(shock.members)] *= 1.0 - shock.follow
    return States(states.weights * weight, 1.0 - stays)
