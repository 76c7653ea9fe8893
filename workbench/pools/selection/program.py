"""The best choice that changes at most so many names: a mixed-integer program."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, eye_array, vstack

from workbench.errors import ReportError

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


def choose_near(
    post: Indices,
    person: Indices,
    fit: Floats,
    ready: Flags,
    capacity: Floats,
    weight: Floats,
    *,
    most_per_person: int,
    kept: Flags,
    most_new: int,
    locked: Flags | None = None,
) -> Flags:
    """Fill pools as ``choose`` does, with at most so many pairs that are not on a given list.

    Parameters
    ----------
    post, person, fit, ready, capacity, weight, most_per_person, locked : as in ``choose``
    kept : bool array (E,), pairs on the list; giving one of them up costs nothing
    most_new : pairs taken that are not on the list, at most

    Returns
    -------
    bool array (E,), the pairs chosen

    Raises
    ------
    ReportError
        If the solver stops before the best answer is proved.

    Notes
    -----
    The number of new names binds all posts together, so this is no flow network any more: three
    mixed-integer programs, one an aim, solved by HiGHS to a gap of zero.

    Examples
    --------
    >>> names = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> choose_near(
    ...     *names, np.array([0.9, 0.6, 0.8, 0.9]), np.zeros(4, bool), np.ones(2), np.ones(2),
    ...     most_per_person=1, kept=np.array([False, True, True, False]), most_new=1,
    ... ).tolist()
    [False, True, True, False]
    """
    pairs, posts = len(post), len(capacity)
    if pairs == 0:
        return np.zeros(0, dtype=bool)
    fixed = np.zeros(pairs, dtype=bool) if locked is None else locked
    rules = _rules(post, person, ready, capacity, most_per_person)
    new = np.concatenate([~(kept | fixed), np.zeros(2 * posts)])
    rules.append(LinearConstraint(csr_array(new[None, :]), -np.inf, most_new))
    least = np.concatenate([fixed, np.zeros(2 * posts)]).astype(float)
    nothing = np.zeros
    aims = (
        np.concatenate([nothing(pairs), nothing(posts), weight]),
        np.concatenate([nothing(pairs), weight, nothing(posts)]),
        np.concatenate([-fit, nothing(2 * posts)]),
    )
    for cost in aims:
        solution, value = _solve(cost, rules, least, posts)
        limit = value + 1e-7 * max(1, abs(value))
        rules = [*rules, LinearConstraint(csr_array(cost[None, :]), -np.inf, limit)]
    return solution[:pairs] > 0.5


def _rules(
    post: Indices, person: Indices, ready: Flags, capacity: Floats, most_per_person: int
) -> list[LinearConstraint]:
    """Places of each post, people ready now at each post, posts of each person."""
    pairs, posts, people = len(post), len(capacity), int(person.max()) + 1
    ones, column = np.ones(pairs), np.arange(pairs)
    of_post = csr_array((ones, (post, column)), shape=(posts, pairs))
    of_ready = csr_array((ready.astype(float), (post, column)), shape=(posts, pairs))
    none, each = csr_array((posts, posts)), eye_array(posts)
    of_person = csr_array((ones, (person, column)), shape=(people, pairs + 2 * posts))
    upper = vstack([block_array([[of_ready, none, each]]), -of_person])
    floor = np.concatenate([np.ones(posts), np.full(people, -float(most_per_person))])
    return [
        LinearConstraint(block_array([[of_post, each, none]], format="csr"), capacity, capacity),
        LinearConstraint(csr_array(upper), floor, np.inf),
    ]


def _solve(
    cost: Floats, rules: list[LinearConstraint], least: Floats, posts: int
) -> tuple[Floats, float]:
    pairs = len(cost) - 2 * posts
    upper = np.concatenate([np.ones(pairs), np.full(posts, np.inf), np.ones(posts)])
    kinds = np.concatenate([np.ones(pairs), np.zeros(2 * posts)])
    answer = milp(
        cost, constraints=rules, bounds=Bounds(least, upper), integrality=kinds,
        options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    if answer.x is None or answer.status != 0:
        raise ReportError(f"The pools could not be filled in the best way: {answer.message}")
    return answer.x, float(answer.fun)
