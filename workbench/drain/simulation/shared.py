"""Losses that count once, whoever of several holders leaves: bare rules on arrays.

``leaves`` has shape (h, paths): which of the h holders leaves. ``spread`` has the same shape: the
factor of mean 1 by which a person's loss differs on that path.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def added_up(amounts: Floats, leaves: Flags, spread: Floats) -> Floats:
    """Loss where every leaver costs an amount; shape (paths,).

    Parameters
    ----------
    amounts : array of shape (h,), currency, >= 0

    Examples
    --------
    >>> both = np.array([[True, False], [True, True]])
    >>> added_up(np.array([6.0, 4.0]), both, np.ones((2, 2))).tolist()
    [10.0, 4.0]
    """
    return np.einsum("h,hp->p", amounts, leaves * spread)


def leaked_once(worth: float, chances: Floats, leaves: Flags, spread: Floats) -> Floats:
    """Loss where a secret gets out once, if at least one of those who leave takes it to a rival.

    Parameters
    ----------
    worth : loss if it gets out, currency, >= 0
    chances : array of shape (h,), chance that each takes it out on leaving, in [0, 1]

    Notes
    -----
    worth x (1 - product over the leavers of (1 - chance)), the mean over who goes to a rival; the
    spread is that of the leavers, each by the own chance.

    Examples
    --------
    >>> both, same = np.ones((2, 1), dtype=bool), np.ones((2, 1))
    >>> leaked_once(10.0, np.array([1.0, 1.0]), both, same).tolist()
    [10.0]
    >>> leaked_once(10.0, np.array([0.5, 0.5]), both, same).tolist()
    [7.5]
    """
    out = 1.0 - np.prod(np.where(leaves, 1.0 - chances[:, None], 1.0), axis=0)
    by_chance = np.where(leaves, chances[:, None], 0.0)
    total = by_chance.sum(axis=0)
    mean_spread = np.divide((by_chance * spread).sum(axis=0), total, out=total * 0, where=total > 0)
    return worth * out * mean_spread


def stopped_when_all_go(
    alone: Floats, covered: Floats, leaves: Flags, spread: Floats, others_gone: Flags
) -> Floats:
    """Loss of a method: the whole where every holder goes, and what colleagues leave undone else.

    Parameters
    ----------
    alone : array of shape (h,), each holder's part of the loss where nobody is left, currency
    covered : array of shape (h,), each one's part where a holder stays
    others_gone : array of shape (paths,), whether the holders who are not among the h are gone

    Examples
    --------
    >>> both = np.array([[True, True], [True, False]])
    >>> rule = np.array([5.0, 5.0]), np.array([1.0, 1.0]), both, np.ones((2, 2)), both[0]
    >>> stopped_when_all_go(*rule).tolist()
    [10.0, 1.0]
    """
    stops = leaves.all(axis=0) & others_gone
    each = np.where(stops, alone[:, None], covered[:, None])
    return np.asarray((each * leaves * spread).sum(axis=0), dtype=np.float64)


def followed_once(amounts: Floats, leaves: Flags, spread: Floats) -> Floats:
    """Loss of a customer who goes once: after the leaver on whom most of it hangs.

    Parameters
    ----------
    amounts : array of shape (h,), what goes after each holder alone, currency

    Examples
    --------
    >>> followed_once(np.array([6.0, 4.0]), np.array([[True], [True]]), np.ones((2, 1))).tolist()
    [6.0]
    """
    each = np.where(leaves, amounts[:, None], -1.0)
    first = each.argmax(axis=0)[None, :]
    largest = np.take_along_axis(leaves * amounts[:, None] * spread, first, axis=0)
    return np.asarray(largest[0], dtype=np.float64)
