"""Whether several raters agree, from a plain table of their ratings."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Array = NDArray[np.float64]
_UNKNOWN = (float("nan"), float("nan"))


class Estimate(NamedTuple):
    """A value and its confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Intraclass:
    """The six intraclass correlations of Shrout and Fleiss (1979), each at most 1.

    Attributes
    ----------
    one_way_single, one_way_mean : ICC(1,1) and ICC(1,k): every post has raters of its own
    random_single, random_mean : ICC(2,1) and ICC(2,k): the raters are a sample, and rating higher
        than the others is disagreement
    fixed_single, fixed_mean : ICC(3,1) and ICC(3,k): these raters are the only ones of interest,
        and rating higher throughout is no disagreement
    """

    one_way_single: Estimate
    random_single: Estimate
    fixed_single: Estimate
    one_way_mean: Estimate
    random_mean: Estimate
    fixed_mean: Estimate


class Concordance(NamedTuple):
    """Kendall's W with its test against raters who order at random."""

    coefficient: float
    chi_square: float
    degrees_of_freedom: int
    p_value: float


class _Squares(NamedTuple):
    """Mean squares of a table of n posts and k raters."""

    n: int
    k: int
    posts: float
    raters: float
    within: float
    error: float


def intraclass_correlations(ratings: ArrayLike, *, confidence: float = 0.95) -> Intraclass:
    """Agreement of one rater and of the mean of all, in the six usual forms.

    Parameters
    ----------
    ratings : (n, k), n >= 2 posts rated by the same k >= 2 raters; no missing value
    confidence : of the intervals, in (0, 1)

    Returns
    -------
    Intraclass; values may fall below 0 and are missing where all ratings are the same. Intervals
    are missing where raters differ by a constant or not at all.

    Raises
    ------
    ValueError
        If there are fewer than two posts or raters, or a rating is missing.

    Notes
    -----
    Shrout and Fleiss (1979), Psychological Bulletin 86:420-428; intervals of McGraw and Wong
    (1996), Psychological Methods 1:30-46: exact from the F distribution for the first and the third
    form, approximate (Satterthwaite) for the second.

    Examples
    --------
    >>> found = intraclass_correlations([[1, 2], [3, 3], [5, 6], [8, 7]])
    >>> [round(number, 2) for number in found.random_single]
    [0.95, 0.48, 1.0]
    """
    squares = _squares(_complete(ratings))
    n, k, posts, raters, within, error = squares
    single, mean = _random_interval(squares, confidence)
    absolute = (raters - error) / n
    one_way = _interval(posts, within, n - 1, n * (k - 1), confidence)
    fixed = _interval(posts, error, n - 1, (n - 1) * (k - 1), confidence)
    return Intraclass(
        one_way_single=_estimate(posts - within, posts + (k - 1) * within, _of_one(one_way, k)),
        random_single=_estimate(posts - error, posts + (k - 1) * error + k * absolute, single),
        fixed_single=_estimate(posts - error, posts + (k - 1) * error, _of_one(fixed, k)),
        one_way_mean=_estimate(posts - within, posts, _of_mean(one_way)),
        random_mean=_estimate(posts - error, posts + absolute, mean),
        fixed_mean=_estimate(posts - error, posts, _of_mean(fixed)),
    )


def concordance(ratings: ArrayLike) -> Concordance:
    """Kendall's coefficient of concordance: whether raters order the posts alike.

    Parameters
    ----------
    ratings : (n, k), n >= 2 posts rated by the same k >= 2 raters; no missing value

    Returns
    -------
    Concordance : W in [0, 1], corrected for ties; k (n - 1) W, which is chi-square distributed with
        n - 1 degrees of freedom when raters order at random, and the probability of that or more.
        The approximation is good from about eight posts on. Missing where every rater gives all
        posts the same rating.

    Raises
    ------
    ValueError
        If there are fewer than two posts or raters, or a rating is missing.

    Notes
    -----
    Kendall and Babington Smith (1939), Annals of Mathematical Statistics 10:275-287.

    Examples
    --------
    >>> concordance([[1, 2], [2, 3], [3, 5]]).coefficient
    1.0
    """
    table = _complete(ratings)
    n, k = table.shape
    totals = stats.rankdata(table, axis=0).sum(axis=1)
    squares = ((totals - totals.mean()) ** 2).sum()
    counts = [np.unique(column, return_counts=True)[1] for column in table.T]
    ties = sum(float((number**3 - number).sum()) for number in counts)
    whole = k**2 * (n**3 - n) - k * ties
    coefficient = float(12 * squares / whole) if whole > 0 else float("nan")
    chi_square = k * (n - 1) * coefficient
    return Concordance(coefficient, chi_square, n - 1, float(stats.chi2.sf(chi_square, n - 1)))


def _complete(ratings: ArrayLike) -> Array:
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2 or min(table.shape) < 2:
        raise ValueError(f"ratings: shape {table.shape}; two posts and two raters are needed")
    if np.isnan(table).any():
        raise ValueError("ratings: every rater must have rated every post")
    return table


def _squares(ratings: Array) -> _Squares:
    n, k = ratings.shape
    centre, of_posts = ratings.mean(), ratings.mean(axis=1, keepdims=True)
    of_raters = ratings.mean(axis=0)
    rest = ratings - of_posts - of_raters + centre
    # Raters who differ by a constant leave nothing but rounding.
    rest[np.abs(rest) < 1e-12 * np.abs(ratings).max()] = 0.0
    return _Squares(
        n,
        k,
        posts=float(k * ((of_posts - centre) ** 2).sum() / (n - 1)),
        raters=float(n * ((of_raters - centre) ** 2).sum() / (k - 1)),
        within=float(((ratings - of_posts) ** 2).sum() / (n * (k - 1))),
        error=float((rest**2).sum() / ((n - 1) * (k - 1))),
    )


def _estimate(above: float, below: float, interval: tuple[float, float]) -> Estimate:
    return Estimate(above / below if below > 0 else float("nan"), *interval)


def _interval(
    above: float, below: float, above_free: float, below_free: float, confidence: float
) -> tuple[float, float]:
    """Interval of a ratio of mean squares; missing where the lower one is 0."""
    if below <= 0:
        return _UNKNOWN
    tail = (1 + confidence) / 2
    ratio = above / below
    low = ratio / stats.f.ppf(tail, above_free, below_free)
    return float(low), float(ratio * stats.f.ppf(tail, below_free, above_free))


def _of_one(ratios: tuple[float, float], k: int) -> tuple[float, float]:
    low, high = ratios
    return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)


def _of_mean(ratios: tuple[float, float]) -> tuple[float, float]:
    low, high = ratios
    return 1 - 1 / low, 1 - 1 / high


def _random_interval(
    squares: _Squares, confidence: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Intervals of ICC(2,1) and ICC(2,k), by McGraw and Wong (1996), table 7."""
    n, k, posts, raters, _, error = squares
    if error <= 0:
        return _UNKNOWN, _UNKNOWN
    value = (posts - error) / (posts + (k - 1) * error + k * (raters - error) / n)
    a, b = k * value / (n * (1 - value)), 1 + k * value * (n - 1) / (n * (1 - value))
    free = (a * raters + b * error) ** 2 / (
        (a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1))
    )
    tail = (1 + confidence) / 2
    first, second = stats.f.ppf(tail, n - 1, free), stats.f.ppf(tail, free, n - 1)
    noise = k * raters + (k * n - k - n) * error
    low = float(n * (posts - first * error) / (first * noise + n * posts))
    high = float(n * (second * posts - error) / (noise + n * second * posts))
    return (low, high), (k * low / (1 + (k - 1) * low), k * high / (1 + (k - 1) * high))
