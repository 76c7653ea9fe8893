"""Whether the raters of posts agree with each other."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from workbench.company import Company

Array = NDArray[np.float64]
# From here on agreement counts as good: Cicchetti (1994), Psychological Assessment 6:284-290.
LEAST_AGREEMENT = 0.6


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


def rater_agreement(company: Company) -> pd.DataFrame:
    """Measure for each rated criterion whether its raters agree.

    Parameters
    ----------
    company : needs table ratings

    Returns
    -------
    DataFrame, one row a criterion: criterion, raters, posts (rated by all of them),
    agreement_of_one (ICC(2,1)), agreement_of_mean (ICC(2,k)), concordance (Kendall's W), enough
    (ICC(2,k) of 0.6 or more). Missing where fewer than two raters rated the same two posts. No row
    where the table is absent.
    """
    columns = [
        "criterion", "raters", "posts", "agreement_of_one", "agreement_of_mean", "concordance",
        "enough",
    ]  # fmt: skip
    if not company.has("ratings"):
        return pd.DataFrame(columns=columns)
    ratings = company.table("ratings")
    groups = ratings.groupby("criterion", sort=True)
    return pd.DataFrame([_row(str(name), group) for name, group in groups], columns=columns)


def _row(criterion: str, ratings: pd.DataFrame) -> tuple[object, ...]:
    wide = ratings.pivot_table(index="position_id", columns="rater", values="rating").dropna()
    posts, raters = wide.shape
    if posts < 2 or raters < 2:
        return criterion, raters, posts, np.nan, np.nan, np.nan, pd.NA
    values = wide.to_numpy(dtype=float)
    single, mean = intraclass_correlation(values)
    return criterion, raters, posts, single, mean, concordance(values), mean >= LEAST_AGREEMENT
