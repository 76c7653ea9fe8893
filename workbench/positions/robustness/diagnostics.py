"""What the data say about the criteria: which set few posts apart, which repeat one another.

Warnings only. Weights that follow from the spread of the data measure the spread, not the
importance, and are never in use.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.mcda.objective import critic_weights, entropy_weights
from workbench.mcda.redundancy import correlations, inflation_factors
from workbench.positions.ranking.model import criterion_shares
from workbench.positions.ranking.rank import Ranking

Array = NDArray[np.float64]

# Limits of methods in wide use; beyond them a warning is written.
MOST_CORRELATION = 0.7
MOST_INFLATION = 5.0
FEWEST_POSTS = 30
# Posts known on all criteria, for each criterion, below which inflation factors say nothing.
FEWEST_POSTS_EACH = 5
# So many times the weight in use counts as far from it.
FAR_TIMES = 2.0


@dataclass(frozen=True)
class Diagnostics:
    """Warnings about the criteria in use.

    Attributes
    ----------
    criteria : one row a criterion in use, heaviest first: criterion, dimension, weight (in the
        whole; they sum to 1), posts_known, posts_on_commonest (known posts that share the commonest
        value), sets_posts_apart (no where that is more than 60 % of them), entropy_share and
        critic_share (what its weight would be by spread alone), spread_alone ("much more" or "much
        less" than the weight in use where both say so, else empty), inflation_factor
    pairs : one row a pair of criteria in use, strongest first: criterion_a, criterion_b,
        rank_correlation (Spearman), posts (known in both), weight_together, same_dimension;
        a pair without a known correlation is left out
    posts : open posts
    posts_complete : posts the inflation factors rest on, those known on all criteria in use
    """

    criteria: pd.DataFrame
    pairs: pd.DataFrame
    posts: int
    posts_complete: int


def criteria_diagnostics(ranking: Ranking) -> Diagnostics:
    """Measure how far the criteria in use set posts apart and repeat one another.

    Parameters
    ----------
    ranking : of all open posts

    Returns
    -------
    Diagnostics, of values on their anchored scales; without rows where no criterion is in use

    Notes
    -----
    Missing values: a correlation takes the posts known in both criteria, an inflation factor those
    known in all, entropy and contrast those known in the criterion. Sources: entropy weights
    (Hwang and Yoon 1981), CRITIC (Diakoulaki, Mavrotas and Papayannakis 1995), variance inflation
    (Marquardt 1970).
    """
    values = ranking.measured.value[list(ranking.criteria)]
    weights = criterion_shares(ranking.model)
    factors, complete = inflation_factors(values)
    criteria = _spread(ranking, values, weights).assign(inflation_factor=factors)
    ordered = criteria.sort_values(
        ["weight", "criterion"], ascending=[False, True], ignore_index=True
    )
    return Diagnostics(ordered, _pairs(ranking, values, weights), len(values), complete)


def _spread(ranking: Ranking, values: pd.DataFrame, weights: Array) -> pd.DataFrame:
    """How far each criterion sets posts apart, and what it would weigh by spread alone."""
    coverage = ranking.measured.coverage.set_index("criterion").loc[values.columns]
    commonest = [int(values[name].value_counts().max()) for name in values]
    entropy, critic = entropy_weights(values), critic_weights(values)
    return pd.DataFrame(
        {
            "criterion": list(values.columns),
            "dimension": coverage["dimension"].to_numpy(),
            "weight": weights,
            "posts_known": coverage["posts_known"].to_numpy(),
            "posts_on_commonest": commonest,
            "sets_posts_apart": coverage["discriminates"].to_numpy(),
            "entropy_share": entropy,
            "critic_share": critic,
            "spread_alone": _far(weights, np.array([entropy, critic])),
        }
    )


def _far(weights: Array, shares: Array) -> NDArray[np.str_]:
    more = (shares >= FAR_TIMES * weights).all(axis=0)
    less = (shares * FAR_TIMES <= weights).all(axis=0)
    return np.select([more, less], ["much more", "much less"], "")


def _pairs(ranking: Ranking, values: pd.DataFrame, weights: Array) -> pd.DataFrame:
    """Every pair of criteria with a known rank correlation, the strongest first."""
    found, rows = correlations(values)
    first, second = np.triu_indices(len(weights), 1)
    names = values.columns.to_numpy(dtype=object)
    home = ranking.measured.coverage.set_index("criterion")["dimension"]
    pairs = pd.DataFrame(
        {
            "criterion_a": names[first].astype(str),
            "criterion_b": names[second].astype(str),
            "rank_correlation": found[first, second],
            "posts": rows[first, second],
            "weight_together": weights[first] + weights[second],
            "same_dimension": home[names[first]].to_numpy() == home[names[second]].to_numpy(),
        }
    ).dropna(subset=["rank_correlation"])
    return pairs.sort_values(
        "rank_correlation", key=abs, ascending=False, kind="stable", ignore_index=True
    )
