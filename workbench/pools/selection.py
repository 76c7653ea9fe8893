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


def explain_choice(
    pairs: pd.DataFrame, chosen: Flags, ready: Flags, *, most_per_person: int
) -> pd.DataFrame:
    """Say for each chosen person who came next and why.

    Parameters
    ----------
    pairs : columns position_id, employee_id, fit (point, in [0, 1]); one row for each allowed pair
    chosen, ready : bool arrays in the same order
    most_per_person : posts one person may stand by for

    Returns
    -------
    DataFrame of the chosen pairs, best fit first within a post, with all columns of ``pairs`` and
    choice (1 is the best), next_employee_id, next_fit (the best person not taken; missing where
    nobody is left) and because
    """
    frame = pairs.assign(chosen=chosen, is_ready=ready).sort_values(
        ["position_id", "fit", "employee_id"], ascending=[True, False, True]
    )
    picked, left = frame[frame["chosen"]], frame[~frame["chosen"]]
    following = left.drop_duplicates("position_id").set_index("position_id")
    picked = picked.assign(
        choice=picked.groupby("position_id").cumcount() + 1,
        next_employee_id=picked["position_id"].map(following["employee_id"]),
        next_fit=picked["position_id"].map(following["fit"]),
    )
    load = picked["employee_id"].value_counts()
    full = picked["next_employee_id"].map(load).fillna(0) >= most_per_person
    picked["because"] = [
        _because(*row)
        for row in zip(
            picked["fit"], picked["next_fit"], full, picked["is_ready"],
            picked["next_employee_id"], strict=True,
        )
    ]  # fmt: skip
    return picked.drop(columns=["chosen", "is_ready"]).reset_index(drop=True)


def _because(fit: float, next_fit: float, full: bool, ready: bool, following: str) -> str:
    if np.isnan(next_fit):
        return "everybody who passes the gates and fits is in"
    if fit >= next_fit:
        return f"fit {fit:.2f} against {next_fit:.2f} of {following}"
    if full:
        return f"{following} (fit {next_fit:.2f}) already stands by for as many posts as allowed"
    why = "ready now" if ready else "best for all posts together"
    return f"{why}, although {following} has a fit of {next_fit:.2f}"
