"""Whether the raters of posts agree with each other."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.mcda.raters import concordance, intraclass_correlation

# From here on agreement counts as good: Cicchetti (1994), Psychological Assessment 6:284-290.
LEAST_AGREEMENT = 0.6


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
