"""VIKOR: a compromise between the sum of regrets and the largest single one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.mcda.inputs import checked, unit

Array = NDArray[np.float64]

# Published cases sit exactly on the limits; the last digits of floating point must not decide.
_SLACK = 1e-12


@dataclass(frozen=True)
class Vikor:
    """A VIKOR ranking; in all three measures smaller is better.

    Attributes
    ----------
    total_regret : (n,) S, weighted sum of regrets, in [0, 1]
    largest_regret : (n,) R, largest weighted regret, in [0, 1]
    compromise : (n,) Q, in [0, 1]
    acceptable_advantage : whether the first is ahead of the second by 1 / (n - 1) in Q or more
    acceptable_stability : whether the first is also the best by S or by R
    compromise_set : rows that are proposed, best first: the first alone where both conditions hold;
        the first two where only stability is missing; else all less than 1 / (n - 1) behind it
    """

    total_regret: Array
    largest_regret: Array
    compromise: Array
    acceptable_advantage: bool
    acceptable_stability: bool
    compromise_set: tuple[int, ...]


def vikor(
    matrix: ArrayLike,
    weights: ArrayLike,
    senses: ArrayLike | None = None,
    *,
    majority: float = 0.5,
) -> Vikor:
    """Rank alternatives by a compromise between all criteria and the worst one.

    Parameters
    ----------
    matrix, weights, senses : as in `checked`, with n >= 2 alternatives
    majority : weight of the sum of regrets against the largest one (v of the source), in [0, 1]

    Returns
    -------
    Vikor. A criterion on which all alternatives are equal adds no regret; where all are equal by S
    or by R, that part of Q is 0.

    Raises
    ------
    ValueError
        As in `checked`; if there is one alternative only, or ``majority`` is outside [0, 1].

    Notes
    -----
    Regret is weight x (best - value) / (best - worst) of each column, S its sum, R its largest;
    Q = v S' + (1 - v) R', S' and R' scaled to [0, 1] over the alternatives (Opricovic and Tzeng
    2004, 2007). The order of two can flip when a third one is removed.

    Examples
    --------
    >>> found = vikor([[1, 3000], [2, 3750], [5, 4500]], [1, 1], [-1, 1])
    >>> found.compromise.tolist(), found.compromise_set
    ([1.0, 0.0, 1.0], (1,))
    """
    values, share, turn = checked(matrix, weights, senses)
    if len(values) < 2:
        raise ValueError("matrix: VIKOR compares at least two alternatives")
    if not 0 <= majority <= 1:
        raise ValueError(f"majority: {majority}; it lies between 0 and 1")
    regret = np.where(np.ptp(values, axis=0) > 0, share * (1 - unit(turn * values)), 0.0)
    total, largest = regret.sum(axis=1), regret.max(axis=1)
    compromise = majority * unit(total) + (1 - majority) * unit(largest)
    return Vikor(total, largest, compromise, *_proposed(total, largest, compromise))


def _proposed(
    total: Array, largest: Array, compromise: Array
) -> tuple[bool, bool, tuple[int, ...]]:
    """Find whether both conditions hold, and which rows are proposed."""
    order = np.argsort(compromise, kind="stable")
    behind = compromise[order] - compromise[order[0]]
    needed = 1 / (len(order) - 1)
    advantage = bool(behind[1] >= needed - _SLACK)
    first = order[0]
    stable = bool(total[first] <= total.min() + _SLACK or largest[first] <= largest.min() + _SLACK)
    chosen = order[: 1 if stable else 2] if advantage else order[behind < needed - _SLACK]
    return advantage, stable, tuple(chosen.tolist())
