"""How often each alternative takes which rank, when weights and values are drawn (SMAA-2).

Lahdelma and Salminen (2001), Operations Research 49:444-454. Scores are (draws, n), larger is
better; a rank is 1 plus the number of alternatives that score higher, so equal scores share the
best of their ranks. For many alternatives, `workbench.mcda.ranks` counts ranks block by block.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Acceptability:
    """The measures of SMAA-2 for n alternatives and m criteria.

    Attributes
    ----------
    ranks : (n, n) rank acceptability: share of draws in which the alternative (row) has rank 1, 2,
        ... (column); rows sum to 1
    central_weights : (n, m) mean of the weights with which it comes first; missing where it never
        does
    confidence : (n,) share of draws of the values in which it comes first with its central weights;
        missing where these are
    winning : (n, n) pairwise winning index, as in `pairwise_winning`
    """

    ranks: Array
    central_weights: Array
    confidence: Array
    winning: Array


def smaa2(values: ArrayLike, weights: ArrayLike) -> Acceptability:
    """Find the measures of SMAA-2 for weighted sums.

    Parameters
    ----------
    values : (draws, n, m) drawn values, or (n, m) values that are certain; larger is better
    weights : (draws, m) drawn weights, see `simplex_weights` where nothing is known about them; one
        row where they are certain

    Returns
    -------
    Acceptability

    Raises
    ------
    ValueError
        If the weights are not a row a draw, are below 0, are all 0 in a draw, or do not match the
        values; if a value is missing.

    Examples
    --------
    >>> found = smaa2([[1, 0], [0, 1]], [[0.9, 0.1], [0.7, 0.3], [0.2, 0.8]])
    >>> found.ranks[0].round(2).tolist(), found.central_weights[0].round(2).tolist()
    ([0.67, 0.33], [0.8, 0.2])
    """
    drawn, amounts = np.asarray(weights, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if drawn.ndim != 2:
        raise ValueError(
            f"weights: shape {drawn.shape}; needed is (draws, criteria), one row a draw, as from "
            "simplex_weights; certain weights are one row: [[0.5, 0.2, 0.3]]"
        )
    if not (drawn >= 0).all() or not (drawn.sum(axis=1) > 0).all():
        raise ValueError("weights: each draw needs weights of 0 or more, one of them above 0")
    if np.isnan(amounts).any():
        raise ValueError("values: missing values; draw them, or leave the alternative out")
    fits = amounts.ndim in (2, 3) and amounts.shape[-1] == drawn.shape[1]
    if not fits or (amounts.ndim == 3 and len(drawn) != 1 and len(amounts) != len(drawn)):
        raise ValueError(
            f"values: shape {amounts.shape}; needed is (alternatives, {drawn.shape[1]}) or "
            f"({len(drawn)}, alternatives, {drawn.shape[1]}) beside weights {drawn.shape}"
        )
    draws = len(amounts) if amounts.ndim == 3 else len(drawn)
    drawn = np.broadcast_to(drawn, (draws, drawn.shape[1]))
    amounts = np.broadcast_to(amounts, (len(drawn), *amounts.shape[-2:]))
    scores = np.einsum("dnm,dm->dn", amounts, drawn)
    central = central_weights(scores, drawn)
    return Acceptability(
        rank_acceptability(scores),
        central,
        confidence_factors(amounts, central),
        pairwise_winning(scores),
    )


def rank_acceptability(scores: ArrayLike) -> Array:
    """Share of draws in which each alternative has each rank.

    Parameters
    ----------
    scores : (draws, n)

    Returns
    -------
    (n, n), rows alternatives, columns ranks from 1

    Examples
    --------
    >>> rank_acceptability([[3, 1, 2], [3, 2, 2]]).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.0, 1.0, 0.0]]
    """
    ranks = rankdata(-np.asarray(scores, dtype=np.float64), method="min", axis=1).astype(np.intp)
    draws, count = ranks.shape
    cells = np.arange(count) * count + ranks - 1
    return np.bincount(cells.ravel(), minlength=count**2).reshape(count, count) / draws


def central_weights(scores: ArrayLike, weights: ArrayLike) -> Array:
    """Mean of the weights with which each alternative comes first.

    Parameters
    ----------
    scores : (draws, n)
    weights : (draws, m) the weights of these draws

    Returns
    -------
    (n, m), missing where an alternative never comes first; draws in which several come first count
    for each of them

    Examples
    --------
    >>> central_weights([[2, 1], [2, 1], [1, 1]], [[1, 0], [0, 1], [0, 1]])[1].tolist()
    [0.0, 1.0]
    """
    given = np.asarray(scores, dtype=np.float64)
    first = (given == given.max(axis=1, keepdims=True)).astype(np.float64)
    times = first.sum(axis=0)[:, None]
    total = first.T @ np.asarray(weights, dtype=np.float64)
    return np.where(times > 0, total / np.maximum(times, 1), np.nan)


def confidence_factors(values: ArrayLike, central: ArrayLike) -> Array:
    """Share of draws of the values in which each alternative comes first with its central weights.

    Parameters
    ----------
    values : (draws, n, m)
    central : (n, m), as from `central_weights`

    Returns
    -------
    (n,) in [0, 1], missing where the central weights are. A low factor says that the values are too
    uncertain to tell, whatever the weights.

    Examples
    --------
    >>> confidence_factors([[[1, 0], [0, 1]], [[0, 0], [0, 1]]], [[1, 0], [0, 1]]).tolist()
    [1.0, 1.0]
    """
    amounts, mean = np.asarray(values, dtype=np.float64), np.asarray(central, dtype=np.float64)
    shares = []
    for row, weights in enumerate(mean):
        scores = amounts @ weights
        shares.append((scores[:, row] == scores.max(axis=1)).mean())
    return np.where(np.isnan(mean).any(axis=1), np.nan, shares)


def pairwise_winning(scores: ArrayLike) -> Array:
    """Share of draws in which one alternative scores above another.

    Parameters
    ----------
    scores : (draws, n)

    Returns
    -------
    (n, n): cell (a, b) is the share in which a scores above b; equal scores count half, so that
    cells (a, b) and (b, a) sum to 1 (Leskinen and others 2006)

    Examples
    --------
    >>> pairwise_winning([[2, 1], [1, 1]]).tolist()
    [[0.5, 0.75], [0.25, 0.5]]
    """
    given = np.asarray(scores)
    ahead = [np.sign(given[:, [place]] - given).sum(axis=0) for place in range(given.shape[1])]
    return np.asarray((np.array(ahead, dtype=np.float64) / len(given) + 1) / 2)


def simplex_weights(draws: int, criteria: int, *, seed: int) -> Array:
    """Draw weights evenly from all that sum to 1: nothing is known about preferences.

    Returns
    -------
    (draws, criteria), each row above 0 with the sum 1

    Notes
    -----
    Exponential draws divided by their sum, a flat Dirichlet distribution.

    Examples
    --------
    >>> simplex_weights(2, 3, seed=1).sum(axis=1).round(12).tolist()
    [1.0, 1.0]
    """
    spacings = np.random.default_rng(seed).standard_exponential((draws, criteria))
    return np.asarray(spacings / spacings.sum(axis=1, keepdims=True))


def top_counts(scores: NDArray[np.floating], top: int) -> NDArray[np.intp]:
    """Count for each column in how many rows it is among the ``top`` largest.

    Parameters
    ----------
    scores : (draws, n); a score of 0 or less stands for a post outside the race and never counts
    top : number of places, >= 1

    Returns
    -------
    (n,) counts; equal scores share the last place

    Examples
    --------
    >>> top_counts(np.array([[0.9, 0.5, 0.1], [0.2, 0.5, 0.0]]), 2).tolist()
    [2, 2, 0]
    """
    places, racing = min(top, scores.shape[1]), scores > 0
    if not racing.all():
        # A partition is many times slower where most scores are the same 0, so each gets its own.
        scores = np.where(racing, scores, -np.arange(scores.shape[1], dtype=scores.dtype))
    last = np.partition(scores, -places, axis=1)[:, [-places]]
    return np.asarray(((scores >= last) & racing).sum(axis=0))


def standard_error(share: Array, draws: int) -> Array:
    """Monte Carlo standard error of a share.

    Examples
    --------
    >>> standard_error(np.array([0.5, 1.0]), 10_000).tolist()
    [0.005, 0.0]
    """
    return np.sqrt(share * (1 - share) / draws)
