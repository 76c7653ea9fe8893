"""In which order a person takes courses, when each ends, and when the gaps are closed by then."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MONTHS_PER_YEAR = 12.0


def course_order(
    courses: Sequence[int], gap: Floats, gain: Floats, needs_first: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """Order the courses of a person: what must come first, then what closes the widest gap.

    Parameters
    ----------
    courses : places of the courses taken
    gap : array (K,), missing levels before any course
    gain : array (M, K), levels each course adds
    needs_first : pairs (m, other), ``other`` comes before ``m``; no circles

    Returns
    -------
    The same places in order. Of several that could be next it is the one that raises the widest
    gap that is left; a course that only comes before another counts with what that one raises.

    Examples
    --------
    >>> gap, gain = np.array([1.0, 2.0]), np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    >>> course_order([0, 1, 2], gap, gain, [(1, 2)])
    (2, 0, 1)
    """
    left, rest, order = gap.astype(float).copy(), sorted(courses), list[int]()
    while rest:
        free = [
            one for one in rest
            if not any(later == one and earlier in rest for later, earlier in needs_first)
        ]  # fmt: skip
        raised = {one: _raises(one, rest, gain, needs_first) for one in free}
        following = max(free, key=lambda one: (left[raised[one]].max(initial=0.0), -one))
        order.append(following)
        rest.remove(following)
        left = np.maximum(left - gain[following], 0.0)
    return tuple(order)


def _raises(
    course: int, rest: Sequence[int], gain: Floats, needs_first: Sequence[tuple[int, int]]
) -> NDArray[np.bool_]:
    """Mark the competencies a course raises, itself or through the courses it opens."""
    opened, raised = [course], gain[course] > 0
    for one in opened:
        for later, earlier in needs_first:
            if earlier == one and later in rest and later not in opened:
                opened.append(later)
                raised = raised | (gain[later] > 0)
    return raised


def course_ends_months(hours: Floats, *, hours_per_year: float) -> Floats:
    """Months from the report date until each of several courses, one after another, is done.

    Parameters
    ----------
    hours : array (J,), of the courses in order
    hours_per_year : hours a person can spend, spread evenly over the year

    Examples
    --------
    >>> course_ends_months(np.array([20.0, 40.0]), hours_per_year=80.0).tolist()
    [3.0, 9.0]
    """
    return np.cumsum(hours) / hours_per_year * MONTHS_PER_YEAR


def months_with_courses(
    gap: Floats, gains: Floats, ends_months: Floats, *, pace_levels_per_month: float
) -> float:
    """Months until the last gap is closed by courses and by work on the job, side by side.

    Parameters
    ----------
    gap : array (K,), missing levels
    gains : array (J, K), levels that J courses add, in order
    ends_months : array (J,), when each ends, not falling
    pace_levels_per_month : levels gained on the job, > 0

    Returns
    -------
    months, 0 where nothing is missing; never more than without courses

    Notes
    -----
    A gap g is closed at the least t >= 0 with g <= pace x t + gains of the courses that ended by t:
    the least over j of max(end of course j, (g - gains of the first j) / pace).

    Examples
    --------
    >>> one_course = {"gains": np.array([[1.0]]), "ends_months": np.array([6.0])}
    >>> months_with_courses(np.array([2.0]), **one_course, pace_levels_per_month=0.1)
    10.0
    >>> months_with_courses(np.array([1.2]), **one_course, pace_levels_per_month=0.1)
    6.0
    >>> months_with_courses(np.array([0.5]), **one_course, pace_levels_per_month=0.1)
    5.0
    """
    if not len(gap):
        return 0.0
    added = np.vstack([np.zeros(len(gap)), np.cumsum(gains, axis=0)])
    ends = np.concatenate([[0.0], ends_months])[:, None]
    closed = np.maximum(ends, np.maximum(gap - added, 0.0) / pace_levels_per_month)
    return float(closed.min(axis=0).max())
