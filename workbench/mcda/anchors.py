"""From an amount on its own scale to a value between 0 and 1 on a described one."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def anchored(amounts: ArrayLike, *, low: float, high: float, log: bool = False) -> Array:
    """Place amounts between two ends that were fixed in advance.

    Because the ends are not taken from the sample, no amount changes the value of another one.

    Parameters
    ----------
    amounts : array of any shape, in the unit of the ends
    low, high : the amounts that count as 0 and as 1; ``low > high`` turns the scale around
    log : equal ratios count as equal steps; both ends must be above 0

    Returns
    -------
    array of the same shape, in [0, 1]; amounts beyond an end count as that end, a missing amount
    stays missing.

    Raises
    ------
    ValueError
        If the ends are equal, or if a logarithmic scale meets an end at or below 0 or a negative
        amount.

    Notes
    -----
    One minus the weighted mean of such values is the SPOTIS score of Dezert, Tchamova, Han and
    Tacnet (2020), which is free of rank reversal for the same reason.

    Examples
    --------
    >>> anchored([1, 3, 9, None], low=1, high=5).tolist()
    [0.0, 0.5, 1.0, nan]
    >>> anchored([0, 1000], low=100, high=10_000, log=True).round(6).tolist()
    [0.0, 0.5]
    """
    given = np.asarray(amounts, dtype=np.float64)
    ends = np.array([low, high], dtype=np.float64)
    if low == high:
        raise ValueError(f"low and high are both {low}")
    if log:
        if (ends <= 0).any() or (given < 0).any():
            raise ValueError("a logarithmic scale needs ends above 0 and no negative amount")
        smallest = np.finfo(np.float64).tiny
        given, ends = np.log(np.maximum(given, smallest)), np.log(ends)
    return np.clip((given - ends[0]) / (ends[1] - ends[0]), 0.0, 1.0)


def amounts_at(values: ArrayLike, *, low: float, high: float, log: bool = False) -> Array:
    """Give the amounts that stand at these places of an anchored scale.

    Parameters
    ----------
    values : array of any shape, in [0, 1]
    low, high, log : the scale, as in `anchored`

    Returns
    -------
    array of the same shape in the unit of the ends; a missing value stays missing

    Examples
    --------
    >>> amounts_at([0.0, 0.5, None], low=1, high=5).tolist()
    [1.0, 3.0, nan]
    >>> amounts_at([0.5], low=100, high=10_000, log=True).round(6).tolist()
    [1000.0]
    """
    places = np.asarray(values, dtype=np.float64)
    if log:
        return np.asarray(low * (high / low) ** places)
    return np.asarray(low + (high - low) * places)
