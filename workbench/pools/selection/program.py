"""Who goes into which pool: the best set of people for all posts together, not post by post."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, eye_array

from workbench.errors import ReportError

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Choice:
    """The pairs chosen and what stays open.

    Parameters
    ----------
    chosen : bool array (E,), which pairs are in
    shortage : array (P,), places that stay empty
    uncovered : bool array (P,), posts without a person who is ready now
    stages : weighted posts uncovered, weighted places empty, and sum of fit, in that order
    """

    chosen: Flags
    shortage: Floats
    uncovered: Flags
    stages: tuple[float, float, float]


def choose(
    post: Indices,
    person: Indices,
    fit: Floats,
    ready: Flags,
    capacity: Floats,
    weight: Floats,
    *,
    most_per_person: int,
) -> Choice:
    """Fill pools in a fixed order of aims: cover, then places, then fit.

    First as few posts as possible (by weight) stay without anybody ready now; among all such
    answers as few places as possible stay empty; among those the sum of fit is largest. No aim is
    traded for a later one.

    Parameters
    ----------
    post, person : int arrays (E,), the pairs that are allowed, each at most once
    fit : array (E,), in [0, 1]
    ready : bool array (E,), the person is ready for the post now
    capacity : array (P,), places in the pool behind each post
    weight : array (P,), > 0, importance of a post in the first two aims
    most_per_person : posts one person may stand by for

    Returns
    -------
    Choice

    Raises
    ------
    ReportError
        If the solver stops before the best answer is proved.

    Notes
    -----
    Mixed-integer program solved by HiGHS to a gap of zero; same input gives the same answer.

    Examples
    --------
    >>> choice = choose(
    ...     np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([0.9, 0.8, 0.7]),
    ...     np.array([True, True, True]), np.array([1.0, 1.0]), np.array([1.0, 1.0]),
    ...     most_per_person=1,
    ... )
    >>> choice.chosen.tolist(), choice.stages
    ([False, True, True], (0.0, 0.0, 1.5))
    """
    pairs, posts = len(post), len(capacity)
    if posts == 0:
        return Choice(np.zeros(pairs, bool), np.zeros(0), np.zeros(0, bool), (0.0, 0.0, 0.0))
    rules = _rules(post, person, ready, capacity, most_per_person)
    nothing = np.zeros
    uncovered = np.concatenate([nothing(pairs), nothing(posts), weight])
    places = np.concatenate([nothing(pairs), weight, nothing(posts)])
    misfit = np.concatenate([-fit, nothing(2 * posts)])
    values: list[float] = []
    for cost in (uncovered, places, misfit):
        solution, value = _solve(cost, rules, pairs, posts)
        rules = [
            *rules,
            LinearConstraint(cost[None, :], -np.inf, value + 1e-7 * max(1, abs(value))),
        ]
        values.append(value)
    chosen = solution[:pairs] > 0.5
    filled = np.bincount(post[chosen], minlength=posts)
    covered = np.bincount(post[chosen & ready], minlength=posts) > 0
    return Choice(chosen, capacity - filled, ~covered, (values[0], values[1], -values[2]))


def _rules(
    post: Indices, person: Indices, ready: Flags, capacity: Floats, most_per_person: int
) -> list[LinearConstraint]:
    """Places of each post, people ready now at each post, posts of each person."""
    pairs, posts, people = len(post), len(capacity), int(person.max(initial=-1)) + 1
    ones, column = np.ones(pairs), np.arange(pairs)
    of_post = csr_array((ones, (post, column)), shape=(posts, pairs))
    of_ready = csr_array((ready.astype(float), (post, column)), shape=(posts, pairs))
    none, each = csr_array((posts, posts)), eye_array(posts)
    rules = [
        LinearConstraint(block_array([[of_post, each, none]], format="csr"), capacity, capacity),
        LinearConstraint(block_array([[of_ready, none, each]], format="csr"), 1, np.inf),
    ]
    if people:
        of_person = csr_array((ones, (person, column)), shape=(people, pairs + 2 * posts))
        rules.append(LinearConstraint(of_person, -np.inf, most_per_person))
    return rules


def _solve(
    cost: Floats, rules: list[LinearConstraint], pairs: int, posts: int
) -> tuple[Floats, float]:
    upper = np.concatenate([np.ones(pairs), np.full(posts, np.inf), np.ones(posts)])
    kinds = np.concatenate([np.ones(pairs), np.zeros(2 * posts)])
    answer = milp(
        cost, constraints=rules, bounds=Bounds(0, upper), integrality=kinds,
        options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    if answer.x is None or answer.status != 0:
        raise ReportError(f"The pools could not be filled in the best way: {answer.message}")
    return answer.x, float(answer.fun)
