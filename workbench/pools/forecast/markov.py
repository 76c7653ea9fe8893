"""Flows between grades as a Markov chain: staff in the next years, stay, and odds of promotion."""

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ParameterError

Floats = NDArray[np.float64]


def project_staff(
    staff: Floats, transitions: Floats, *, hires: Floats | None = None, years: int = 1
) -> Floats:
    """Carry the people of each state through some years of the same moves.

    Parameters
    ----------
    staff : array (S,), people in each state today, >= 0
    transitions : array (S, S), share of the people of a state (row) who are in a state (column) a
        year later, >= 0; what a row lacks to 1 has left
    hires : array (S,), people hired into each state in a year; None hires nobody
    years : years carried forward, >= 0

    Returns
    -------
    array (years + 1, S); the first row is today

    Raises
    ------
    ParameterError
        If a share is negative or unknown, or a row sums to more than 1.

    Notes
    -----
    n(t + 1) = n(t) P + r. Source: Bartholomew, Forbes and McClean (1991), Statistical Techniques
    for Manpower Planning, chapter 4.

    Examples
    --------
    >>> moves = np.array([[0.5, 0.2], [0.0, 0.9]])
    >>> project_staff(np.array([10.0, 5.0]), moves, hires=np.array([4.0, 0.0])).tolist()
    [[10.0, 5.0], [9.0, 6.5]]
    """
    _check(transitions)
    joined = np.zeros(len(transitions)) if hires is None else hires
    stock = [np.asarray(staff, dtype=np.float64)]
    for _ in range(years):
        stock.append(stock[-1] @ transitions + joined)
    return np.array(stock)


def steady_staff(transitions: Floats, hires: Floats) -> Floats:
    """People in each state once the flows have settled: r (I - P)^-1.

    Parameters
    ----------
    transitions : array (S, S), as in ``project_staff``; everybody leaves some day
    hires : array (S,), people hired into each state in a year

    Returns
    -------
    array (S,), which one more year leaves as it is

    Examples
    --------
    >>> steady_staff(np.array([[0.5]]), np.array([10.0])).tolist()
    [20.0]
    """
    return np.asarray(hires, dtype=np.float64) @ expected_years(transitions)


def expected_years(transitions: Floats) -> Floats:
    """Years that who is in a state (row) will still spend in each state: the fundamental matrix.

    Parameters
    ----------
    transitions : array (S, S), as in ``project_staff``

    Returns
    -------
    array (S, S), the first year counted in full. Infinite in a column that can be reached from the
    row and is never left.

    Notes
    -----
    N = (I - Q)^-1. Source: Kemeny and Snell (1976), Finite Markov Chains, theorem 3.2.4.

    Examples
    --------
    >>> expected_years(np.array([[0.5, 0.5], [0.0, 0.75]])).tolist()
    [[2.0, 4.0], [0.0, 4.0]]
    """
    _check(transitions)
    stays = _never_left(transitions)
    years = np.zeros_like(transitions)
    moving = np.flatnonzero(~stays)
    inner = transitions[np.ix_(moving, moving)]
    years[np.ix_(moving, moving)] = np.linalg.inv(np.eye(len(moving)) - inner)
    years[:, stays] = np.where(_reaches(transitions)[:, stays], np.inf, 0.0)
    return years


def absorption_odds(transitions: Floats, absorbing: Floats) -> Floats:
    """Chance that who is in a state (row) ends in each of the final states (column).

    Parameters
    ----------
    transitions : array (S, S), moves between the states that are left some day
    absorbing : array (S, A), moves from them into final states, such as promotion out of the
        group or leaving; each row of both together sums to at most 1

    Returns
    -------
    array (S, A), N times the moves into final states

    Examples
    --------
    >>> absorption_odds(np.array([[0.6]]), np.array([[0.1, 0.3]])).round(2).tolist()
    [[0.25, 0.75]]
    """
    _check(np.hstack([transitions, absorbing]))
    # Where nobody ever leaves from, no way leads into a final state either.
    years = expected_years(transitions)
    return np.where(np.isinf(years), 0.0, years) @ absorbing


def promotion_odds(transitions: Floats) -> Floats:
    """Chance that who is in a state ever moves to a later one.

    Parameters
    ----------
    transitions : array (S, S), states in rising order, as in ``project_staff``

    Returns
    -------
    array (S,); moves down count as time spent on the way

    Examples
    --------
    >>> promotion_odds(np.array([[0.6, 0.1], [0.0, 0.8]])).round(2).tolist()
    [0.25, 0.0]
    """
    odds = np.zeros(len(transitions))
    for state in range(len(transitions)):
        below = transitions[: state + 1, : state + 1]
        above = transitions[: state + 1, state + 1 :].sum(axis=1, keepdims=True)
        left = 1.0 - transitions[: state + 1].sum(axis=1, keepdims=True)
        odds[state] = absorption_odds(below, np.hstack([above, left.clip(min=0.0)]))[state, 0]
    return odds


def _reaches(transitions: Floats) -> NDArray[np.bool_]:
    """Whether each state (row) ever leads to each state (column), itself included."""
    size = len(transitions)
    reach = np.eye(size, dtype=bool) | (transitions > 0)
    for _ in range(size):
        reach = reach | ((reach.astype(np.int64) @ reach.astype(np.int64)) > 0)
    return reach


def _never_left(transitions: Floats) -> NDArray[np.bool_]:
    """States from which no way leads out of the company."""
    reach = _reaches(transitions)
    leaks = transitions.sum(axis=1) < 1 - 1e-12
    return ~(reach & leaks[None, :]).any(axis=1)


def _check(transitions: Floats) -> None:
    sums = transitions.sum(axis=1)
    if np.isnan(sums).any() or (transitions < 0).any() or (sums > 1 + 1e-9).any():
        rows = np.flatnonzero(~(sums <= 1 + 1e-9) | (transitions < 0).any(axis=1)).tolist()
        raise ParameterError(
            f"transitions: rows {rows[:5]} are not shares that sum to at most 1 (sums "
            f"{sums[rows[:5]].round(4).tolist()}). Allowed: shares from 0 to 1 without gaps. "
            "Divide the moves out of each state by the people who were in it."
        )
