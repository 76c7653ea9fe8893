"""Many small losses together: one law with their first three cumulants, never below zero."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]
Cumulants = tuple[Floats, Floats, Floats]
# Ratio of cumulants at which jumps would be all alike, and at which they would be endlessly many.
_LEAST_RATIO, _GAMMA = 1.01, 2.0


def cumulants(chance: Floats, mean: Floats, cv: Floats) -> Cumulants:
    """Find the first three cumulants of what each person's departure costs, given the state.

    Parameters
    ----------
    chance : array of shape (s, n), chance to leave in each state
    mean, cv : arrays of shape (n,), mean (any unit) and coefficient of variation of the lognormal
        loss if the person leaves

    Returns
    -------
    Three arrays of shape (s, n), in the unit, its square and its cube

    Notes
    -----
    Of the moments p m, p m^2 (1 + v^2) and p m^3 (1 + v^2)^3.

    Examples
    --------
    >>> first, second, third = cumulants(np.array([[0.5]]), np.array([10.0]), np.zeros(1))
    >>> first.item(), second.item(), third.item()
    (5.0, 25.0, 0.0)
    """
    grown = 1.0 + np.square(cv)
    first, second = chance * mean, chance * mean**2 * grown
    third = chance * mean**3 * grown**3
    return first, second - first**2, third - 3 * first * second + 2 * first**3


def rest_transform(people: Cumulants, *, cells: int) -> Complexes:
    """Transform of the sum of many small losses in each state.

    Parameters
    ----------
    people : cumulants of each, in steps of the grid
    cells : points of the grid, even

    Returns
    -------
    array of shape (s, cells / 2 + 1): a law on the grid with the mean, the variance and, where it
    can be had, the third cumulant of the sum

    Notes
    -----
    A Poisson number of steps whose mean follows a law with the factorial cumulants f1, f2, f3 of
    the sum, so that nothing falls between the points of the grid or below zero. With
    r = f1 f3 / f2^2 that law is a shifted gamma from r = 2 on, its start f1 (1 - 2 / r); between 1
    and 2 a Poisson number of gamma jumps of shape (2 - r) / (r - 1) (Tweedie 1984). Below 1.01
    (nearly sure losses) it is the one of 1.01, and the third cumulant is too large. Without spread
    beyond that of the steps it is a point.
    """
    turn = 1.0 - np.exp(-2j * np.pi * np.arange(cells // 2 + 1) / cells)
    first, second, third = (each.sum(axis=1) for each in people)
    second, third = second - first, third - 3 * second + 2 * first
    found = [
        _exponent(float(one), float(two), float(three), turn)
        for one, two, three in zip(first, second, third, strict=True)
    ]
    return np.exp(-np.stack(found))


def _exponent(first: float, second: float, third: float, turn: Complexes) -> Complexes:
    """Minus the logarithm of the transform, from factorial cumulants."""
    if second <= 1e-9 * first:
        return first * turn
    ratio = max(first * third / second**2, _LEAST_RATIO)
    if ratio >= _GAMMA:
        size = third / (2.0 * second)
        shape = second / size**2
        return (first - shape * size) * turn + shape * np.log1p(size * turn)
    shape = max((2.0 - ratio) / (ratio - 1.0), 1e-4)
    size = second / first / (shape + 1.0)
    jumps: Complexes = np.expm1(-shape * np.log1p(size * turn))
    return -first / (shape * size) * jumps


def rest_parts(weights: Floats, people: Cumulants, given: Complexes, tail: Complexes) -> Floats:
    """Each person's part of a tail expectation, E[L_i w(L)], of the people in the rest.

    Parameters
    ----------
    weights : array of shape (s,), of the states
    people : cumulants of each, in steps
    given : array of shape (s, frequencies), transform of the whole loss in each state
    tail : array of shape (frequencies,), conjugate transform of w with each frequency counted as
        often as it stands in the full spectrum, over the number of cells

    Returns
    -------
    array of shape (n,), in steps

    Notes
    -----
    The transform of L_i with the others is that of the whole times k1 - i t k2 - t^2 k3 / 2, the
    slope of the logarithm of the own transform, to the third cumulant.
    """
    frequencies = given.shape[1]
    angle = np.pi * np.arange(frequencies) / (frequencies - 1)
    found = np.zeros(people[0].shape[1])
    for power, (each, over) in enumerate(zip(people, (1.0, 1.0, 2.0), strict=True)):
        turned = np.real((given * (-1j * angle) ** power) @ tail) / over
        found += (weights * turned) @ each
    return found
