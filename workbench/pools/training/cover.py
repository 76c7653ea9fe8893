"""The cheapest set of courses that closes gaps: a multi-cover program on bare arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array, csr_array

from workbench.pools.programs import best_in_order

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class CoursePlan:
    """Who goes to which course, and what stays open.

    Parameters
    ----------
    takes : bool array (C, M), person c takes course m
    held : bool array (M,), courses somebody takes
    open_levels : array (C, K), missing levels that stay
    cost : fixed cost of the courses held and cost of the seats taken
    hours : sum over people
    aims : the three values that were made least: weighted levels that stay open, cost, hours
    """

    takes: Flags
    held: Flags
    open_levels: Floats
    cost: float
    hours: float
    aims: tuple[float, ...]


def cover_gaps(
    gap: Floats,
    gain: Floats,
    *,
    seat_cost: Floats,
    course_cost: Floats | None = None,
    hours: Floats | None = None,
    seats: Floats | None = None,
    hours_limit: Floats | None = None,
    budget: float = np.inf,
    needs_first: Sequence[tuple[int, int]] = (),
    weight: Floats | None = None,
    least_cost: bool = True,
) -> CoursePlan:
    """Choose courses for people: first least stays open, then least cost, then fewest hours.

    Parameters
    ----------
    gap : array (C, K), missing levels of person c in competency k, >= 0
    gain : array (M, K), levels course m raises competency k by, >= 0; gains of several courses add
    seat_cost : array (M,), cost for one person, >= 0
    course_cost : array (M,), cost of holding the course at all, >= 0; None is 0
    hours : array (M,), hours of a course, >= 0; None is 0
    seats : array (M,), people who can take it, infinite where there is no limit; None is no limit
    hours_limit : array (C,), hours a person can spend; None is no limit
    budget : most that may be spent, >= 0
    needs_first : pairs (m, other): whoever takes m must take the other too
    weight : array (C, K), > 0, what one missing level counts in the first aim; None is 1
    least_cost : False stops after the first aim, where only what stays open is asked for

    Returns
    -------
    CoursePlan

    Raises
    ------
    ValueError
        If an array holds a missing or negative number, or shapes do not agree. What is unknown
        must be left out before.
    ReportError
        If the best plan is not proved.

    Notes
    -----
    With z = 1 where a person takes a course, y = 1 where a course is held and s what stays open:
    sum over courses of gain z + s >= gap; sum over people of z <= seats; z <= y; z of a course <=
    z of the one before it; sum of hours z <= hours limit; cost <= budget. With one person, gaps
    and gains of 0 or 1 this is the weighted set-cover problem (Beasley 1990). Solved by HiGHS.

    Examples
    --------
    >>> plan = cover_gaps(
    ...     np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([[1.0, 0.0], [1.0, 1.0]]),
    ...     seat_cost=np.array([100.0, 150.0]),
    ... )
    >>> plan.takes.astype(int).tolist(), plan.cost, float(plan.open_levels.sum())
    ([[1, 1], [0, 1]], 400.0, 0.0)
    """
    people, courses = len(gap), len(gain)
    fixed = np.zeros(courses) if course_cost is None else course_cost
    length = np.zeros(courses) if hours is None else hours
    weights = np.ones_like(gap) if weight is None else weight
    _check(gap, gain, seat_cost, fixed, length)
    _check_limits(gap, gain, seats, hours_limit, budget, weights, needs_first)
    person, course = np.nonzero(_useful(gap, gain, needs_first))
    line, level = np.nonzero(gap > 0)
    pairs, gaps = len(person), len(line)
    total = pairs + courses + gaps
    rules = [
        _gap_rule(gap, gain, person, course, line, level),
        _at_most(course, np.ones(pairs), seats, courses, total),
        _at_most(person, length[course], hours_limit, people, total),
        _held_rule(course, fixed > 0, total),
        *(_first_rule(person, course, pair, people, total) for pair in needs_first),
    ]
    nothing = np.zeros
    money = np.concatenate([seat_cost[course], fixed, nothing(gaps)])
    if np.isfinite(budget):
        rules.append(LinearConstraint(csr_array(money[None, :]), -np.inf, budget))
    aims = [
        np.concatenate([nothing(pairs + courses), weights[line, level]]),
        money,
        np.concatenate([length[course], nothing(courses + gaps)]),
    ]
    if not least_cost:
        aims = aims[:1]
    upper = np.concatenate([np.ones(pairs + courses), gap[line, level]])
    whole = np.concatenate([np.ones(pairs + courses), nothing(gaps)])
    found, _ = best_in_order(aims, rules, upper=upper, whole=whole, what="The plan of training")
    takes = np.zeros((people, courses), dtype=bool)
    takes[person, course] = found[:pairs] > 0.5
    left = np.maximum(gap - takes.astype(float) @ gain, 0.0)
    left[left < 1e-9] = 0.0
    held: Flags = np.asarray(takes.any(axis=0))
    cost = float((takes @ seat_cost).sum() + fixed[held].sum())
    spent_hours = float((takes @ length).sum())
    return CoursePlan(
        takes, held, left, cost, spent_hours, (float((weights * left).sum()), cost, spent_hours)
    )


def _check(gap: Floats, gain: Floats, *costs: Floats) -> None:
    if gap.ndim != 2 or gain.ndim != 2 or gap.shape[1] != gain.shape[1]:
        raise ValueError(f"gap {gap.shape} and gain {gain.shape} must have as many competencies")
    for name, values in (("gap", gap), ("gain", gain)):
        if not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(f"{name} must be known and at least 0; leave out what is unknown")
    for values in costs:
        if values.shape != (len(gain),) or not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(
                "costs and hours must be known, at least 0 and one for each course, "
                f"found shape {values.shape} for {len(gain)} courses"
            )


def _check_limits(
    gap: Floats,
    gain: Floats,
    seats: Floats | None,
    hours_limit: Floats | None,
    budget: float,
    weights: Floats,
    needs_first: Sequence[tuple[int, int]],
) -> None:
    for name, values, size in (
        ("seats", seats, len(gain)), ("hours_limit", hours_limit, len(gap)),
        ("budget", np.array([budget]), 1),
    ):  # fmt: skip
        if values is not None and (values.shape != (size,) or not (values >= 0).all()):
            raise ValueError(
                f"{name} must be known and at least 0, infinite where there is no limit; found "
                f"shape {values.shape} where ({size},) is due, least {values.min(initial=0):g}"
            )
    if weights.shape != gap.shape or not (np.isfinite(weights) & (weights > 0)).all():
        raise ValueError(f"weight must be known, above 0 and of shape {gap.shape}")
    if any(not 0 <= one < len(gain) for pair in needs_first for one in pair):
        raise ValueError(f"needs_first must name two of {len(gain)} courses, found {needs_first}")


def _useful(gap: Floats, gain: Floats, needs_first: Sequence[tuple[int, int]]) -> Flags:
    """Mark the courses that close a gap of a person, or must come before one that does."""
    useful = (gap > 0).astype(float) @ (gain > 0).T.astype(float) > 0
    for _ in needs_first:
        for course, before in needs_first:
            useful[:, before] |= useful[:, course]
    return useful


def _gap_rule(
    gap: Floats, gain: Floats, person: Indices, course: Indices, line: Indices, level: Indices
) -> LinearConstraint:
    """Make up each gap from what courses add and what stays open."""
    number = np.full(gap.shape, -1, dtype=np.intp)
    number[line, level] = np.arange(len(line))
    pair, raised = np.nonzero((gain[course] > 0) & (gap[person] > 0))
    rows = np.concatenate([number[person[pair], raised], np.arange(len(line))])
    start = len(person) + len(gain)
    columns = np.concatenate([pair, start + np.arange(len(line))])
    values = np.concatenate([gain[course[pair], raised], np.ones(len(line))])
    shape = (len(line), start + len(line))
    table = coo_array((values, (rows, columns)), shape=shape).tocsr()
    return LinearConstraint(table, gap[line, level], np.inf)


def _at_most(
    group: Indices, amount: Floats, most: Floats | None, groups: int, total: int
) -> LinearConstraint:
    """Keep the sum of a group of seats within its limit; without a limit there is no row."""
    limit = np.full(groups, np.inf) if most is None else np.asarray(most, dtype=float)
    table = coo_array((amount, (group, np.arange(len(group)))), shape=(groups, total)).tocsr()
    bound = np.isfinite(limit)
    return LinearConstraint(table[bound], -np.inf, limit[bound])


def _held_rule(course: Indices, paid: Flags, total: int) -> LinearConstraint:
    """Nobody takes a course that is not held; only courses that cost something to hold need it."""
    seat = np.flatnonzero(paid[course])
    return _no_more_than(seat, len(course) + course[seat], total)


def _first_rule(
    person: Indices, course: Indices, pair: tuple[int, int], people: int, total: int
) -> LinearConstraint:
    """Whoever takes the later course takes the earlier one."""
    later, earlier = pair
    place = np.full((people, 2), -1, dtype=np.intp)
    for side, one in enumerate((later, earlier)):
        own = np.flatnonzero(course == one)
        place[person[own], side] = own
    who = np.flatnonzero(place[:, 0] >= 0)
    return _no_more_than(place[who, 0], place[who, 1], total)


def _no_more_than(one: Indices, other: Indices, total: int) -> LinearConstraint:
    """Keep each variable of the first list within the one of the second."""
    row = np.tile(np.arange(len(one)), 2)
    sign = np.repeat([1.0, -1.0], len(one))
    table = coo_array((sign, (row, np.concatenate([one, other]))), shape=(len(one), total))
    return LinearConstraint(table.tocsr(), -np.inf, 0)
