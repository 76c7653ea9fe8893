"""One departure from a post: its people, ways to leave and draws side by side with weights."""

import numpy as np
from numpy.typing import NDArray

from workbench.drain.ground import Ground
from workbench.drain.recovery.course import Course
from workbench.drain.recovery.people import Leavers
from workbench.drain.scenarios import Exits

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
_LEVELS = (0.1, 0.5, 0.9)


def followed(ground: Ground, leavers: Leavers) -> dict[str, Places]:
    """Places of the people of each post who can be followed; posts without any are left out."""
    posts = ground.seats["position_id"].to_numpy(dtype=str)
    ids = dict.fromkeys(posts[leavers.known].tolist())
    return {post: np.flatnonzero((posts == post) & leavers.known) for post in ids}


def who_leaves(exits: Exits, people: Places) -> Floats:
    """Chance that it is this one of the people who leaves, given that one does; sums to 1."""
    total = exits.total[people]
    return total / total.sum() if total.sum() > 0 else np.full(len(people), 1.0 / len(people))


def one_departure(exits: Exits, leavers: Leavers, people: Places) -> tuple[Course, Floats]:
    """Lay people, ways to leave and draws of a post in one row.

    Returns
    -------
    (course, weights) : arrays of one shape (k,); the weights sum to 1 and are above 0
    """
    draws = leavers.course.vacant_days.shape[2]
    by_way = leavers.weight[:, people] * who_leaves(exits, people)
    weights = np.repeat(by_way[:, :, None] / draws, draws, axis=2).reshape(-1)
    kept, course = weights > 0, leavers.course
    fields = (course.vacant_days, course.ramp_days, course.while_vacant, course.at_start,
              course.defects)  # fmt: skip
    return Course(*(field[:, people].reshape(-1)[kept] for field in fields)), weights[kept]


def points(values: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Find P10, P50 and P90 along the last axis, each value with its weight.

    Examples
    --------
    >>> low, middle, high = points(np.array([1.0, 2.0, 9.0]), np.array([0.2, 0.7, 0.1]))
    >>> float(low), float(middle), float(high)
    (1.0, 2.0, 2.0)
    """
    wide = np.broadcast_to(weights, values.shape)
    found = np.quantile(values, _LEVELS, axis=-1, weights=wide, method="inverted_cdf")
    low, middle, high = np.asarray(found, dtype=np.float64)
    return low, middle, high
