"""What it is worth to know an input before choosing: expected value of (partial) information."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = 16


@dataclass(frozen=True)
class Worth:
    """Value of knowing something before the choice, in the unit of the benefit.

    ``amount`` is at least 0; ``standard_error`` comes from leaving out one repetition after the
    other, missing with a single one.
    """

    amount: float
    standard_error: float


def perfect_information(net: Floats) -> Worth:
    """Find the expected value of knowing everything before the choice (EVPI).

    Parameters
    ----------
    net : array of shape (repetitions, draws, options), net benefit of each option

    Returns
    -------
    Worth: E[max over options] - max over options of E

    Notes
    -----
    Raiffa and Schlaifer (1961), Applied statistical decision theory.

    Examples
    --------
    Nothing gives 0, a measure gives 3 or -1, each half of the time: 1 on average, 1.5 if known.

    >>> net = np.array([[[0.0, 3.0], [0.0, -1.0]]])
    >>> perfect_information(net).amount
    0.5
    """
    best = net.max(axis=2).sum(axis=1)
    return _left_out(best[:, None, None], net.sum(axis=1), np.full(len(net), net.shape[1]))


def partial_information(net: Floats, level: Floats, *, bins: int = BINS) -> Worth:
    """Find the expected value of knowing one input before the choice (EVPPI).

    Parameters
    ----------
    net : array of shape (repetitions, draws, options), net benefit of each option
    level : array of shape (repetitions, draws), where the input lies in its range, in [0, 1]
    bins : equal parts of [0, 1]; within one the input counts as known

    Returns
    -------
    Worth: E[max over options of E[net | input]] - max over options of E[net], at least 0 and never
    more than ``perfect_information`` of the same draws

    Notes
    -----
    Strong and Oakley (2013), An efficient method for computing single-parameter partial expected
    value of perfect information. Knowing the part instead of the value makes it a little too small,
    chance within a part a little too large: an input of no matter shows by how much.

    Examples
    --------
    >>> net = np.array([[[0.0, 3.0], [0.0, -1.0]]])
    >>> partial_information(net, np.array([[0.2, 0.8]]), bins=2).amount
    0.5
    >>> partial_information(net, np.array([[0.2, 0.3]]), bins=2).amount
    0.0
    """
    place = np.minimum((level * bins).astype(np.intp), bins - 1)
    inside = (place[:, None, :] == np.arange(bins)[:, None]).astype(float)
    return _left_out(inside @ net, net.sum(axis=1), np.full(len(net), net.shape[1]))


def _left_out(sums: Floats, plain: Floats, draws: NDArray[np.intp]) -> Worth:
    """Value from sums by part and option, shape (repetitions, parts, options); jackknife."""

    def value(kept: NDArray[np.bool_]) -> float:
        known = sums[kept].sum(axis=0).max(axis=1).sum()
        return float((known - plain[kept].sum(axis=0).max()) / draws[kept].sum())

    number = len(sums)
    every = np.ones(number, dtype=bool)
    # Rounding could leave a hair below zero where nothing is gained.
    amount = max(value(every), 0.0)
    if number < 2:
        return Worth(amount, np.nan)
    without = np.array([value(np.arange(number) != out) for out in range(number)])
    spread = np.square(without - without.mean()).sum() * (number - 1) / number
    return Worth(amount, float(np.sqrt(spread)))
