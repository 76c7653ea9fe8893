"""Whether the raters of posts agree with each other."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.mcda.raters import Estimate, concordance, intraclass_correlations
from workbench.words import in_words

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
    agreement_of_one (ICC(2,1)), agreement_of_mean (ICC(2,k)), each with its 95 % interval (_low,
    _high), concordance (Kendall's W), enough (ICC(2,k) of 0.6 or more). Missing where fewer than
    two raters rated the same two posts. No row where the table is absent.
    """
    if not company.has("ratings"):
        return pd.DataFrame(columns=["criterion", "raters", "posts", *_MEASURES])
    groups = company.table("ratings").groupby("criterion", sort=True)
    return pd.DataFrame([_row(str(name), group) for name, group in groups])


_MEASURES = (
    "agreement_of_one", "agreement_of_one_low", "agreement_of_one_high", "agreement_of_mean",
    "agreement_of_mean_low", "agreement_of_mean_high", "concordance", "enough",
)  # fmt: skip


def _row(criterion: str, ratings: pd.DataFrame) -> dict[str, object]:
    wide = ratings.pivot_table(index="position_id", columns="rater", values="rating").dropna()
    posts, raters = wide.shape
    measures: tuple[object, ...] = (*[np.nan] * (len(_MEASURES) - 1), pd.NA)
    if posts >= 2 and raters >= 2:
        values = wide.to_numpy(dtype=float)
        single, mean = _one_and_mean(values)
        measures = (*single, *mean, concordance(values).coefficient, mean.value >= LEAST_AGREEMENT)
    known = {"criterion": criterion, "raters": raters, "posts": posts}
    return known | dict(zip(_MEASURES, measures, strict=True))


def _one_and_mean(values: NDArray[np.float64]) -> tuple[Estimate, Estimate]:
    found = intraclass_correlations(values)
    return found.random_single, found.random_mean


def agreement_in_words(agreement: pd.DataFrame) -> pd.DataFrame:
    """Give the agreement of raters as a page shows it, intervals beside their values.

    Parameters
    ----------
    agreement : as from `rater_agreement`

    Returns
    -------
    DataFrame: criterion, raters, posts, agreement_of_one, agreement_of_mean (text with the 95 %
    interval), concordance, enough

    Examples
    --------
    >>> row = {"criterion": "complexity", "raters": 3, "posts": 9, "concordance": 1.0, "enough": 1}
    >>> one = {"agreement_of_one": 0.5, "agreement_of_one_low": 0.1, "agreement_of_one_high": 0.8}
    >>> mean = {name.replace("one", "mean"): 0.7 for name in one}
    >>> agreement_in_words(pd.DataFrame([row | one | mean])).iloc[0]["agreement_of_one"]
    '0.50 (0.10 to 0.80)'
    """
    texts = {
        name: [
            _with_interval(*numbers)
            for numbers in agreement[[name, f"{name}_low", f"{name}_high"]].to_numpy(dtype=float)
        ]
        for name in ("agreement_of_one", "agreement_of_mean")
    }
    shown = agreement[["criterion", "raters", "posts", *texts, "concordance", "enough"]]
    return shown.assign(criterion=shown["criterion"].map(in_words), **texts)


def _with_interval(value: float, low: float, high: float) -> str:
    if np.isnan(value):
        return "unknown"
    return f"{value:.2f}" if np.isnan(low) else f"{value:.2f} ({low:.2f} to {high:.2f})"
