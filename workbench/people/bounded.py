"""A value that is only partly known: point, bounds, and how much of it is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bounded:
    """A value in [0, 1] as far as it is known.

    Parameters
    ----------
    point : value over what is known; NaN where nothing is
    low, high : value if everything unknown were worst, or best
    known_share : part of the weight that is known, in [0, 1]
    """

    point: Floats
    low: Floats
    high: Floats
    known_share: Floats

    def of(self, rows: NDArray[np.intp]) -> "Bounded":
        """Take some rows, such as some of the people."""
        return Bounded(self.point[rows], self.low[rows], self.high[rows], self.known_share[rows])


def bounded_mean(value: Floats, weight: Floats, *, worst: Floats | float = 0.0) -> Bounded:
    """Weighted mean over the last axis, with bounds for the values that are missing.

    Parameters
    ----------
    value : array (..., K) in [0, 1]; NaN is unknown
    weight : array (..., K) or (K,), >= 0; weight 0 leaves a value out
    worst : array (K,) or number in [0, 1], the least a missing value can be; the best is 1

    Returns
    -------
    Bounded of shape (...); where all weights are 0 nothing is known: point NaN, bounds 0 and 1

    Examples
    --------
    >>> mean = bounded_mean(np.array([0.8, np.nan]), np.array([3.0, 1.0]))
    >>> [float(end.round(2)) for end in (mean.point, mean.low, mean.high)]
    [0.8, 0.6, 0.85]
    >>> float(bounded_mean(np.array([0.8, np.nan]), np.array([3.0, 1.0]), worst=0.4).low.round(2))
    0.7
    """
    weight = np.broadcast_to(weight, value.shape)
    known = ~np.isnan(value)
    total = weight.sum(axis=-1)
    weight_known = (weight * known).sum(axis=-1)
    gained = (weight * np.where(known, value, 0.0)).sum(axis=-1)
    point = _divide(gained, weight_known, np.nan)
    missing = (weight * np.where(known, 0.0, worst)).sum(axis=-1)
    low, high = (
        _divide(gained + missing, total, 0.0),
        _divide(gained + total - weight_known, total, 1.0),
    )
    return Bounded(point, low, high, _divide(weight_known, total, 0.0))


def nothing_known(shape: tuple[int, ...]) -> Bounded:
    """Value of which nothing is known, in the shape asked for."""
    return Bounded(np.full(shape, np.nan), np.zeros(shape), np.ones(shape), np.zeros(shape))


def as_row(part: Bounded) -> Bounded:
    """Turn a value of people at one post, shape (C, 1), into one of shape (C,)."""
    return Bounded(part.point[:, 0], part.low[:, 0], part.high[:, 0], part.known_share[:, 0])


def side_by_side(columns: Sequence[Bounded], people: int) -> Bounded:
    """Join values of C people, one a post, into one of shape (C, P)."""
    if not columns:
        return nothing_known((people, 0))
    return Bounded(
        np.stack([column.point for column in columns], axis=1),
        np.stack([column.low for column in columns], axis=1),
        np.stack([column.high for column in columns], axis=1),
        np.stack([column.known_share for column in columns], axis=1),
    )


def _divide(above: Floats, below: Floats, otherwise: float) -> Floats:
    return np.divide(above, below, out=np.full(np.shape(above), otherwise), where=below > 0)
