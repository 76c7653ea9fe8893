"""Exact test of one side against the other inside classes, by all ways to deal out the sides."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len
from scipy.special import comb
from scipy.stats import norm

Floats = NDArray[np.float64]
# Scores are whole numbers: exact ranks where this allows it, else ranks rounded to it.
_FINEST = 100
# Beyond so many steps, where hundreds are compared, the normal approximation stands in.
_MOST_STEPS = 4e7


def permutation_p(rank: Floats, is_high: NDArray[np.bool_], place: NDArray[np.int_]) -> float:
    """Chance that dealing the sides out at random inside each class gives such a difference.

    Parameters
    ----------
    rank : (n,) rank inside the own class, ties with their mean rank
    is_high : (n,) True on the side whose ranks are summed
    place : (n,) number of the class, from 0; each holds somebody of both sides

    Returns
    -------
    p in (0, 1], twice the smaller tail; right to about 1e-12. Where sides and classes are too large
    to count all ways, by the normal approximation with the variance for ties.

    Notes
    -----
    The statistic of van Elteren (1960), Bulletin de l'Institut International de Statistique
    37:351-361: rank sums divided by the size of the class and one; with one class it is the test of
    Wilcoxon, Mann and Whitney. In more than one class ranks are rounded to 1/100 of a class.

    Examples
    --------
    >>> side = np.array([False, False, True, True])
    >>> round(permutation_p(np.array([1.0, 2.0, 3.0, 4.0]), side, np.zeros(4, int)), 12)
    0.333333333333
    """
    size = np.bincount(place)
    fine = math.lcm(*(size + 1).tolist())
    step = fine if fine <= _FINEST else _FINEST
    fraction = 2 * rank / (size[place] + 1) - 1
    score = np.rint(fraction * step).astype(np.int64)
    side = is_high if 2 * is_high.sum() <= len(is_high) else ~is_high
    drawn = np.bincount(place[side], minlength=len(size))
    low, high = (_extreme(end * score, place, drawn) * end for end in (-1, 1))
    if low == high:
        return 1.0
    length = next_fast_len(int(high - low + 1), real=True)
    if (size * drawn).sum() * length / 2 > _MOST_STEPS:
        return _normal_p(fraction, side, place, drawn)
    chance = _sums(score, place, drawn, length)
    # Sums are counted round the circle of ``length``: shift the lowest one to the start.
    chance = np.roll(chance, -low)[: high - low + 1]
    seen = int(score[side].sum() - low)
    tail = min(chance[: seen + 1].sum(), chance[seen:].sum())
    return float(min(1.0, max(2 * tail, 1e-12)))


def _extreme(score: NDArray[np.int64], place: NDArray[np.int_], drawn: NDArray[np.int_]) -> int:
    """Give the largest sum of scores when ``drawn`` people of each class are taken."""
    falling = np.lexsort((-score, place))
    first = (np.cumsum(np.bincount(place)) - np.bincount(place))[place[falling]]
    among = np.arange(len(score)) - first < drawn[place[falling]]
    return int(score[falling][among].sum())


def _sums(
    score: NDArray[np.int64], place: NDArray[np.int_], drawn: NDArray[np.int_], length: int
) -> Floats:
    """Chance of each sum of scores modulo ``length``, by its Fourier transform.

    Person by person, row j of ``ways`` is the transform of the sums of j people taken so far.
    """
    circle = np.exp(-2j * np.pi * np.arange(length) / length)
    wave = np.arange(length // 2 + 1)
    total = np.ones(len(wave), dtype=np.complex128)
    for number, taken in enumerate(drawn):
        own = score[place == number]
        ways = np.zeros((taken + 1, len(wave)), dtype=np.complex128)
        ways[0] = 1.0
        turns = {value: circle[wave * value % length] for value in np.unique(own)}
        for seen, value in enumerate(own, start=1):
            most = min(seen, taken)
            ways[1 : most + 1] += ways[:most] * turns[value]
        total *= ways[taken] / comb(len(own), taken)
    return np.clip(irfft(total, n=length), 0.0, None)


def _normal_p(
    score: Floats, side: NDArray[np.bool_], place: NDArray[np.int_], drawn: NDArray[np.int_]
) -> float:
    size = np.bincount(place)
    mean = np.bincount(place, score) / size
    spread = np.bincount(place, (score - mean[place]) ** 2) / np.maximum(size - 1, 1)
    variance = (drawn * (size - drawn) / size * spread).sum()
    return float(2 * norm.sf(abs(score[side].sum() - drawn @ mean) / np.sqrt(variance)))
