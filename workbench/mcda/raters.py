"""Whether several raters agree, from a plain table of their ratings."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Array = NDArray[np.float64]


def intraclass_correlation(ratings: Array) -> tuple[float, float]:
    """Agreement of one rater and of the mean of all, when raters are a sample of raters.

    Parameters
    ----------
    ratings : (n, k), n >= 2 posts rated by the same k >= 2 raters; no missing value

    Returns
    -------
    (single, mean) : ICC(2,1) and ICC(2,k), at most 1; may fall below 0; missing where all ratings
        are the same

    Notes
    -----
    Two-way random effects, absolute agreement. Source: Shrout and Fleiss (1979), Psychological
    Bulletin 86:420-428.

    Examples
    --------
    >>> intraclass_correlation(np.array([[1.0, 1.0], [3.0, 3.0], [5.0, 5.0]]))
    (1.0, 1.0)
    """
    n, k = ratings.shape
    centre = ratings.mean()
    posts = k * ((ratings.mean(axis=1) - centre) ** 2).sum() / (n - 1)
    raters = n * ((ratings.mean(axis=0) - centre) ** 2).sum() / (k - 1)
    rest = ratings - ratings.mean(axis=1, keepdims=True) - ratings.mean(axis=0) + centre
    error = (rest**2).sum() / ((n - 1) * (k - 1))
    spread = posts + (k - 1) * error + k * (raters - error) / n
    if spread <= 0:
        return float("nan"), float("nan")
    single = (posts - error) / spread
    mean = (posts - error) / (posts + (raters - error) / n)
    return float(single), float(mean)


def concordance(ratings: Array) -> float:
    """Kendall's coefficient of concordance: whether raters order the posts alike.

    Parameters
    ----------
    ratings : (n, k), n >= 2 posts rated by the same k >= 2 raters; no missing value

    Returns
    -------
    W in [0, 1], corrected for ties; missing where every rater gives all posts the same rating

    Notes
    -----
    Source: Kendall and Babington Smith (1939), Annals of Mathematical Statistics 10:275-287.

    Examples
    --------
    >>> concordance(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 5.0]]))
    1.0
    """
    n, k = ratings.shape
    ranks = rankdata(ratings, axis=0)
    totals = ranks.sum(axis=1)
    squares = ((totals - totals.mean()) ** 2).sum()
    counts = [np.unique(column, return_counts=True)[1] for column in ratings.T]
    ties = sum(float((number**3 - number).sum()) for number in counts)
    whole = k**2 * (n**3 - n) - k * ties
    return float(12 * squares / whole) if whole > 0 else float("nan")
