"""TOPSIS: close to the best of everything, far from the worst of everything."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.mcda.inputs import checked, unit

Array = NDArray[np.float64]
Normalisation = Literal["vector", "minmax", "max", "sum", "linear"]


def topsis(
    matrix: ArrayLike,
    weights: ArrayLike,
    senses: ArrayLike | None = None,
    *,
    normalisation: Normalisation = "vector",
) -> Array:
    """Score alternatives by closeness to the best of everything, against the worst of everything.

    Parameters
    ----------
    matrix, weights, senses : as in `checked`
    normalisation : how columns are made comparable: "vector" (x over the length of the column),
        "minmax" (by its smallest and largest amount), "max" (x over the largest), "sum" (x over the
        sum), "linear" (x over the largest for a benefit, smallest over x for a cost)

    Returns
    -------
    (n,) closeness in [0, 1], larger is better; missing where all alternatives are equal

    Raises
    ------
    ValueError
        As in `checked`; if the normalisation is unknown; if "max", "sum" or "linear" meets a
        negative amount, or "linear" a cost of 0.

    Notes
    -----
    distance to worst / (distance to worst + distance to best), Euclidean distances of weighted,
    normalised values; best and worst are the ends of each column (Hwang and Yoon 1981). Except in
    "linear" a cost is normalised like a benefit and its smallest value is the best. The score of an
    alternative depends on the others: the order of two can flip when a third one is removed.

    Examples
    --------
    >>> topsis([[1, 1], [2, 2], [1, 2]], [1, 1], normalisation="minmax").round(2).tolist()
    [0.0, 1.0, 0.5]
    >>> topsis([[1, 1], [2, 2], [1, 2]], [1, 1], [1, -1], normalisation="minmax").tolist()
    [0.5, 0.5, 0.0]
    """
    values, share, turn = checked(matrix, weights, senses)
    weighted = share * _normalised(values, turn, normalisation)
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    span = to_best + to_worst
    return np.where(span > 0, to_worst / np.where(span > 0, span, 1.0), np.nan)


def _normalised(values: Array, turn: Array, normalisation: str) -> Array:
    """Make columns comparable, larger being better."""
    if normalisation not in get_args(Normalisation):
        known = ", ".join(get_args(Normalisation))
        raise ValueError(f"normalisation: {normalisation!r}; known are {known}")
    if normalisation == "minmax":
        return unit(turn * values)
    if normalisation == "vector":
        return turn * values / _above_zero(np.sqrt((values**2).sum(axis=0)))
    if (values < 0).any():
        raise ValueError(f"matrix: normalisation {normalisation!r} takes no negative amounts")
    if normalisation == "linear":
        return _linear(values, turn)
    return (
        turn
        * values
        / _above_zero(values.max(axis=0) if normalisation == "max" else values.sum(axis=0))
    )


def _linear(values: Array, turn: Array) -> Array:
    """Share of the largest benefit; smallest cost as a share of the own one."""
    if (values[:, turn < 0] == 0).any():
        raise ValueError("matrix: normalisation 'linear' takes no cost of 0")
    benefits = values / _above_zero(values.max(axis=0))
    return np.where(turn > 0, benefits, values.min(axis=0) / _above_zero(values))


def _above_zero(divisor: Array) -> Array:
    """Replace 0 by 1, so that a column of zeros stays one."""
    return np.where(divisor > 0, divisor, 1.0)
