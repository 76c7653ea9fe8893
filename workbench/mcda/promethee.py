"""PROMETHEE I and II: how much each alternative is preferred to the others, pair by pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.mcda.inputs import checked

Array = NDArray[np.float64]
Preference = Literal["usual", "u-shape", "v-shape", "level", "linear", "gaussian"]

# Pairs looked at together; bounds the memory, not the answer.
_CELLS = 1_000_000


@dataclass(frozen=True)
class Flows:
    """Preference flows of n alternatives.

    Attributes
    ----------
    positive : (n,) mean preference for it over the others, in [0, 1]
    negative : (n,) mean preference for the others over it, in [0, 1]
    net : (n,) positive minus negative, in [-1, 1], larger is better: the order of PROMETHEE II
    """

    positive: Array
    negative: Array
    net: Array

    @property
    def outranks(self) -> NDArray[np.bool_]:
        """(n, n), whether a row outranks a column by both flows: the partial order of PROMETHEE I.

        Two alternatives of which neither outranks the other are incomparable, or equal where both
        flows are.
        """
        leaving = np.round(self.positive[:, None] - self.positive, 12)
        entering = np.round(self.negative[:, None] - self.negative, 12)
        no_worse = (leaving >= 0) & (entering <= 0)
        return np.asarray(no_worse & ((leaving > 0) | (entering < 0)))


def promethee(
    matrix: ArrayLike,
    weights: ArrayLike,
    senses: ArrayLike | None = None,
    *,
    preference: Preference | Sequence[Preference] = "usual",
    q: ArrayLike = 0.0,
    p: ArrayLike = np.nan,
    s: ArrayLike = np.nan,
) -> Flows:
    """Compare alternatives pair by pair.

    Parameters
    ----------
    matrix, weights, senses : as in `checked`, with n >= 2 alternatives
    preference : preference function of all criteria, or one name a criterion; see Notes
    q : largest difference that does not count, >= 0, in the unit of the criterion; one or (m,)
    p : difference from which on preference is complete, above q ("level": at least q)
    s : for "gaussian" the difference at the turning point of the curve, above 0

    Returns
    -------
    Flows

    Raises
    ------
    ValueError
        As in `checked`; if there is one alternative only, a function is unknown, or a threshold
        that a function needs is not given or out of range.

    Notes
    -----
    A difference d > 0 in favour of an alternative is worth, and any other one nothing:

    - "usual": 1
    - "u-shape": 1 where d > q
    - "v-shape": d / p, at most 1
    - "level": 1/2 where d > q, 1 where d > p
    - "linear": (d - q) / (p - q) where d > q, at most 1
    - "gaussian": 1 - exp(-d^2 / (2 s^2))

    The weighted sum over criteria is the preference of one alternative over another; flows are its
    means over the n - 1 others (Brans and Vincke 1985; Brans, Vincke and Mareschal 1986, who add up
    and do not divide). The order of two can flip when a third one is removed. Time grows with n^2,
    memory with n.

    Examples
    --------
    >>> promethee([[3], [1], [2]], [1]).net.tolist()
    [1.0, -1.0, 0.0]
    >>> promethee([[3], [1], [2]], [1], preference="linear", q=0.5, p=1.5).net.round(2).tolist()
    [0.75, -0.75, 0.0]
    """
    values, share, turn = checked(matrix, weights, senses)
    posts, criteria = values.shape
    if posts < 2:
        raise ValueError("matrix: PROMETHEE compares at least two alternatives")
    shapes = _shapes(preference, criteria, q, p, s)
    positive, negative = np.zeros(posts), np.zeros(posts)
    step = max(1, _CELLS // posts)
    for start in range(0, posts, step):
        rows = slice(start, start + step)
        index = np.zeros((len(values[rows]), posts))
        for column, weight, shape in zip((turn * values).T, share, shapes, strict=True):
            index += weight * shape.worth(column[rows, None] - column, np.abs(column).max())
        positive[rows] = index.sum(axis=1)
        negative += index.sum(axis=0)
    positive, negative = positive / (posts - 1), negative / (posts - 1)
    return Flows(positive, negative, positive - negative)


@dataclass(frozen=True)
class _Shape:
    """The preference function of one criterion with its thresholds."""

    name: str
    q: float
    p: float
    s: float

    def __post_init__(self) -> None:
        known = get_args(Preference)
        if self.name not in known:
            raise ValueError(f"preference: {self.name!r}; known are {', '.join(known)}")
        fits = {
            "u-shape": self.q >= 0,
            "v-shape": self.p > 0,
            "level": 0 <= self.q <= self.p,
            "linear": 0 <= self.q < self.p,
            "gaussian": self.s > 0,
        }
        if not fits.get(self.name, True):
            raise ValueError(
                f"preference {self.name!r} with q = {self.q}, p = {self.p}, s = {self.s}: q is at "
                "least 0, p above q and s above 0 where the function has them"
            )

    def worth(self, difference: Array, size: float) -> Array:
        """Preference of each difference, in [0, 1]; ``size`` is the largest amount compared."""
        # 0.8 - 0.7 is a little more than 0.1 in floating point and must not count as more.
        slack = 1e-12 * size
        if self.name == "usual":
            return (difference > slack).astype(np.float64)
        if self.name == "u-shape":
            return (difference > self.q + slack).astype(np.float64)
        if self.name == "level":
            return 0.5 * (difference > self.q + slack) + 0.5 * (difference > self.p + slack)
        if self.name == "gaussian":
            return -np.expm1(-((np.maximum(difference, 0) / self.s) ** 2) / 2)
        low = self.q if self.name == "linear" else 0.0
        return np.clip((difference - low) / (self.p - low), 0, 1)


def _shapes(
    preference: Preference | Sequence[Preference],
    criteria: int,
    q: ArrayLike,
    p: ArrayLike,
    s: ArrayLike,
) -> list[_Shape]:
    names = [preference] * criteria if isinstance(preference, str) else list(preference)
    if len(names) != criteria:
        raise ValueError(f"preference: {len(names)} given for {criteria} criteria")
    thresholds = {}
    for name, given in (("q", q), ("p", p), ("s", s)):
        amounts = np.asarray(given, dtype=np.float64)
        if amounts.shape not in ((), (criteria,)):
            raise ValueError(f"{name}: {amounts.size} given for {criteria} criteria")
        thresholds[name] = np.broadcast_to(amounts, criteria).tolist()
    return [_Shape(*each) for each in zip(names, *thresholds.values(), strict=True)]
