"""Output of a post after a departure: vacancy, arrival, ramp. Bare maths on arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Course:
    """How output is lost after the last day of a leaver; arrays of one shape.

    Attributes
    ----------
    vacant_days : until a successor starts, >= 0
    ramp_days : from the first day of the successor to full output, >= 0
    while_vacant : part of full output lost while nobody is in the post, >= 0
    at_start : part lost on the first day of the successor; falls in a line to 0 over the ramp
    defects : part lost through defects all along the ramp
    """

    vacant_days: Floats
    ramp_days: Floats
    while_vacant: Floats
    at_start: Floats
    defects: Floats

    def with_kept(self, share: float) -> "Course":
        """Keep a part of what is lost as nobody covers it; defects stay."""
        return Course(
            self.vacant_days, self.ramp_days, self.while_vacant * share, self.at_start * share,
            self.defects,
        )  # fmt: skip


def output_lost(course: Course, days: Floats) -> Floats:
    """Part of full output that is lost on some days after the departure.

    Parameters
    ----------
    course : arrays of shape (k,)
    days : array of shape (t,), days after the last day of the leaver, >= 0

    Returns
    -------
    array of shape (t, k), >= 0

    Examples
    --------
    >>> one = Course(*(np.array([each]) for each in (10.0, 20.0, 0.5, 0.4, 0.1)))
    >>> output_lost(one, np.array([0.0, 10.0, 20.0, 30.0]))[:, 0].round(12).tolist()
    [0.5, 0.5, 0.3, 0.0]
    """
    since = days[:, None] - course.vacant_days
    ramp = np.where(course.ramp_days > 0, course.ramp_days, 1.0)
    learning = course.at_start * (1.0 - since / ramp) + course.defects
    on_ramp = np.where(since < course.ramp_days, learning, 0.0)
    return np.where(since < 0, course.while_vacant, on_ramp)


def lost_days(course: Course, days: Floats) -> Floats:
    """Add up the output lost from the departure to some days later, in days of full output.

    Parameters
    ----------
    course : arrays of shape (k,)
    days : array of shape (t,), >= 0; infinity gives all that is lost

    Returns
    -------
    array of shape (t, k)

    Notes
    -----
    The integral of ``output_lost``: with u the days on the ramp, at most R,
    while_vacant min(t, T) + at_start (u - u^2 / 2R) + defects u.

    Examples
    --------
    >>> one = Course(*(np.array([each]) for each in (10.0, 20.0, 0.5, 0.4, 0.1)))
    >>> lost_days(one, np.array([4.0, 10.0, np.inf]))[:, 0].round(12).tolist()
    [2.0, 5.0, 11.0]
    """
    when = days[:, None]
    on_ramp = np.clip(when - course.vacant_days, 0.0, course.ramp_days)
    ramp = np.where(course.ramp_days > 0, course.ramp_days, 1.0)
    return (
        course.while_vacant * np.minimum(when, course.vacant_days)
        + course.at_start * (on_ramp - on_ramp**2 / (2.0 * ramp))
        + course.defects * on_ramp
    )


def recovery_days(course: Course, *, level: float) -> Floats:
    """Find the day from which output stays at a level or above.

    Parameters
    ----------
    course : arrays of shape (k,)
    level : part of full output, in (0, 1]

    Returns
    -------
    array of shape (k,), days after the last day of the leaver; 0 where it never falls below

    Examples
    --------
    >>> one = Course(*(np.array([each]) for each in (10.0, 20.0, 0.5, 0.4, 0.1)))
    >>> [float(recovery_days(one, level=at)[0].round(9)) for at in (0.5, 0.6, 0.8, 1.0)]
    [0.0, 15.0, 25.0, 30.0]
    """
    allowed, ends = 1.0 - level, course.vacant_days + course.ramp_days
    rounding = 1e-12
    low_vacant = (course.while_vacant > allowed + rounding) & (course.vacant_days > 0)
    after_vacancy = np.where(low_vacant, course.vacant_days, 0.0)
    on_ramp = (course.at_start + course.defects > allowed + rounding) & (course.ramp_days > 0)
    left = (allowed - course.defects) / np.where(course.at_start > 0, course.at_start, 1.0)
    reached = course.vacant_days + course.ramp_days * (1.0 - np.clip(left, 0.0, 1.0))
    flat = (course.defects > allowed + rounding) | (course.at_start == 0)
    return np.where(on_ramp, np.where(flat, ends, reached), after_vacancy)
