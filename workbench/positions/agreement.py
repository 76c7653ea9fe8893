"""Whether the raters of posts agree with each other."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.mcda.raters import concordance, intraclass_correlation


def rater_agreement(company: Company) -> pd.DataFrame:
    """Measure for each rated criterion whether its raters agree.

    Parameters
    ----------
    company : needs table ratings

    Returns
    -------
    DataFrame, one row a criterion: criterion, raters, posts (rated by all of them),
    agreement_of_one (ICC(2,1)), agreement_of_mean (ICC(2,k)), concordance (Kendall's W), enough
    (ICC(2,k) reaches the least of the settings). Missing where fewer than two raters rated the same
    two posts. No row where the table is absent.
    """
    columns = [
        "criterion", "raters", "posts", "agreement_of_one", "agreement_of_mean", "concordance",
        "enough",
    ]  # fmt: skip
    if not company.has("ratings"):
        return pd.DataFrame(columns=columns)
    groups = company.table("ratings").groupby("criterion", sort=True)
    least = company.settings.positions.rater_agreement_least
    rows = [(name, *_measures(rated_by_all(rows), least=least)) for name, rows in groups]
    return pd.DataFrame(rows, columns=columns)


def agreement_of_mean(ratings: pd.DataFrame) -> float:
    """Give ICC(2,k) of ratings of one criterion; missing where too few posts are rated by all.

    Parameters
    ----------
    ratings : position_id, rater, rating

    Returns
    -------
    at most 1; 0 where raters agree less than by chance, since the mean of such raters has no
    meaning of its own
    """
    values = rated_by_all(ratings)
    if min(values.shape) < 2:
        return float("nan")
    single, mean = intraclass_correlation(values)
    return 0.0 if single <= 0 else mean


def rated_by_all(ratings: pd.DataFrame) -> NDArray[np.float64]:
    """Give the posts that all raters rated: (posts, raters)."""
    wide = ratings.pivot_table(index="position_id", columns="rater", values="rating").dropna()
    return wide.to_numpy(dtype=float)


def _measures(values: NDArray[np.float64], *, least: float) -> tuple[object, ...]:
    posts, raters = values.shape
    if posts < 2 or raters < 2:
        return raters, posts, np.nan, np.nan, np.nan, pd.NA
    single, mean = intraclass_correlation(values)
    return raters, posts, single, mean, concordance(values), mean >= least
