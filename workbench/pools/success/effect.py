"""How often one side stands above the other inside classes, on values that only have an order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit
from scipy.stats import norm, rankdata
from scipy.stats import t as student

from workbench.pools.success.permutation import permutation_p

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Superiority:
    """Chance that one of the first side stands above one of the second of the same class.

    Attributes
    ----------
    chance : in [0, 1], ties counted half; one half is no difference
    error, freedom : its standard error and degrees of freedom; error 0 where nothing overlaps
    p_value : two-sided, of "the sides are dealt out at random inside each class"
    high, other : people on each side who have somebody of the other side in their class
    information : sum over classes of n m / (n + m + 1)
    """

    chance: float
    error: float
    freedom: float
    p_value: float
    high: int
    other: int
    information: float

    def interval(self, confidence: float) -> tuple[float, float]:
        """Give both ends of the interval, inside [0, 1].

        On the scale of the logit with Student's t. Where placements do not vary, as when no value
        of one side is among those of the other, Wilson's for as many pairs as the smaller side has
        people: wide, never certain.
        """
        if self.error == 0:
            share = norm.ppf((1 + confidence) / 2) ** 2 / min(self.high, self.other)
            middle = self.chance + share / 2
            half = np.sqrt(share * self.chance * (1 - self.chance) + share**2 / 4)
            low, high = (middle - half) / (1 + share), (middle + half) / (1 + share)
            return max(0.0, float(low)), min(1.0, float(high))
        reach = student.ppf((1 + confidence) / 2, self.freedom) * self.error
        reach /= self.chance * (1 - self.chance)
        low, high = expit(logit(self.chance) + np.array([-reach, reach]))
        return float(low), float(high)


def superiority(
    values: ArrayLike, is_high: ArrayLike, within: ArrayLike | None = None
) -> Superiority:
    """Compare two sides by order alone, each person only with people of the same class.

    Parameters
    ----------
    values : (n,) values of which only the order counts, none missing
    is_high : (n,) True on the first side
    within : (n,) whole number of the class; None puts everybody into one. Classes with one side
        only are left out.

    Returns
    -------
    Superiority

    Raises
    ------
    ValueError
        If no class has both sides, or a value is missing.

    Notes
    -----
    The mean over classes of the chance in each, weighed by n m / (n + m + 1), the inverse of its
    variance where nothing differs (van Elteren 1960). Its error is that of Brunner and Munzel
    (2000), Biometrical Journal 42:17-25: from the variance of the placements of each side, here
    pooled over classes, with Satterthwaite's degrees of freedom; with one class it is theirs. The
    p-value is exact (``permutation_p``), since theirs comes out too small in small groups.

    Examples
    --------
    >>> found = superiority([3, 4, 4, 1, 3, 2], [True] * 3 + [False] * 3)
    >>> round(found.chance, 3), [round(end, 2) for end in found.interval(0.95)]
    (0.944, [0.21, 1.0])
    """
    value, side = np.asarray(values, dtype=np.float64), np.asarray(is_high, dtype=bool)
    kind = np.zeros(len(value), dtype=int) if within is None else np.asarray(within)
    if np.isnan(value).any():
        raise ValueError("superiority: a value is missing. Leave out people without one.")
    both = np.isin(kind, kind[side]) & np.isin(kind, kind[~side])
    if not both.any():
        raise ValueError("superiority: no class has people of both sides.")
    value, side = value[both], side[both]
    place = np.unique(kind[both], return_inverse=True)[1]
    n, m = np.bincount(place[side]), np.bincount(place[~side])
    rank = _rank_inside(value, place)
    own = np.empty(len(value))
    for one in (side, ~side):
        own[one] = _rank_inside(value[one], place[one])
    share_below = (rank - own) / np.where(side, m[place], n[place])
    weight = n * m / (n + m + 1)
    information, weight = float(weight.sum()), weight / weight.sum()
    parts, freedoms = np.zeros(2), np.zeros(2)
    for number, (one, size) in enumerate(((side, n), (~side, m))):
        inside = share_below[one] - (np.bincount(place[one], share_below[one]) / size)[place[one]]
        freedoms[number] = len(inside) - len(size)
        parts[number] = inside @ inside / max(freedoms[number], 1) * (weight**2 / size).sum()
    chance = float(weight @ (np.bincount(place[side], share_below[side]) / n))
    variance = parts.sum() if freedoms.all() and parts.sum() > 1e-18 else 0.0
    freedom = variance**2 / (parts**2 / freedoms).sum() if variance else np.inf
    return Superiority(
        chance, float(np.sqrt(variance)), float(freedom), permutation_p(rank, side, place),
        int(n.sum()), int(m.sum()), information,
    )  # fmt: skip


def _rank_inside(value: Floats, place: NDArray[np.int_]) -> Floats:
    """Rank each value inside its class: rank by class and value, less those in classes before."""
    step = np.unique(value, return_inverse=True)[1]
    before = np.cumsum(np.bincount(place)) - np.bincount(place)
    ranks: Floats = rankdata(place * (step.max() + 1) + step) - before[place]
    return ranks


def smallest_detectable(
    information: ArrayLike, *, level: float = 0.05, power: float = 0.8
) -> Floats:
    """Smallest chance above one half that sides of these sizes would find in most cases.

    Parameters
    ----------
    information : sum over classes of n m / (n + m + 1), above 0
    level, power : of the two-sided test, in (0, 1)

    Returns
    -------
    array of chances, at most 1

    Notes
    -----
    Noether (1987), Journal of the American Statistical Association 82:645-647, without ties.

    Examples
    --------
    >>> smallest_detectable([20 * 40 / 61, 2 * 3 / 6]).round(2).tolist()
    [0.72, 1.0]
    """
    spread = np.sqrt(1 / (12 * np.asarray(information, dtype=np.float64)))
    needed = 0.5 + (norm.isf(level / 2) + norm.ppf(power)) * spread
    return np.minimum(needed, 1.0)
