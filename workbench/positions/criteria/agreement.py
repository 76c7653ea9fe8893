"""Whether the raters of posts agree with each other."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.mcda.raters import concordance, intraclass_correlations
from workbench.words import in_words


def rater_agreement(company: Company) -> pd.DataFrame:
    """Measure for each rated criterion whether its raters agree.

    Parameters
    ----------
    company : needs table ratings

    Returns
    -------
    DataFrame, one row a criterion: criterion, raters, posts (rated by all of them),
    agreement_of_one (ICC(2,1)), agreement_of_mean (ICC(2,k)), each with its 95 % interval (_low,
    _high), concordance (Kendall's W), enough (ICC(2,k) reaches the least of the settings). Missing
    where fewer than two raters rated the same two posts. No row where the table is absent.
    """
    columns = ["criterion", "raters", "posts", *_MEASURES]
    if not company.has("ratings"):
        return pd.DataFrame(columns=columns)
    groups = company.table("ratings").groupby("criterion", sort=True)
    least = company.settings.positions.rater_agreement_least
    rows = [(name, *_measures(rated_by_all(rows), least=least)) for name, rows in groups]
    return pd.DataFrame(rows, columns=columns)


_MEASURES = (
    "agreement_of_one", "agreement_of_one_low", "agreement_of_one_high", "agreement_of_mean",
    "agreement_of_mean_low", "agreement_of_mean_high", "concordance", "enough",
)  # fmt: skip


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
    found = intraclass_correlations(values)
    return 0.0 if found.random_single.value <= 0 else found.random_mean.value


def rated_by_all(ratings: pd.DataFrame) -> NDArray[np.float64]:
    """Give the posts that all raters rated: (posts, raters)."""
    wide = ratings.pivot_table(index="position_id", columns="rater", values="rating").dropna()
    return wide.to_numpy(dtype=float)


def _measures(values: NDArray[np.float64], *, least: float) -> tuple[object, ...]:
    posts, raters = values.shape
    if posts < 2 or raters < 2:
        return raters, posts, *[np.nan] * (len(_MEASURES) - 1), pd.NA
    found = intraclass_correlations(values)
    single, mean = found.random_single, found.random_mean
    order = concordance(values).coefficient
    return raters, posts, *single, *mean, order, mean.value >= least


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
