"""What the data say about the criteria: which set few posts apart, which repeat one another.

Warnings only. Weights that follow from the spread of the data measure the spread, not the
importance, and are never in use.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.mcda.objective import critic_weights, entropy_weights
from workbench.mcda.redundancy import correlations, inflation_factors
from workbench.positions.model import criterion_shares
from workbench.positions.ranking import Ranking
from workbench.words import count, in_words, listing, percent

# Limits of methods in wide use; beyond them a warning is written.
MOST_CORRELATION = 0.7
MOST_INFLATION = 5.0
FEWEST_POSTS = 30
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
    names = criteria_in_use(ranking)
    values = ranking.measured.value[names]
    weights = pd.Series(criterion_shares(ranking.model) if names else [], names, dtype="float64")
    factors, complete = inflation_factors(values) if names else (np.zeros(0), 0)
    criteria = _spread(ranking, values, weights).assign(inflation_factor=factors)
    ordered = criteria.sort_values(
        ["weight", "criterion"], ascending=[False, True], ignore_index=True
    )
    return Diagnostics(ordered, _pairs(ranking, values, weights), len(values), complete)


def criteria_in_use(ranking: Ranking) -> list[str]:
    """Criteria with a weight of which a post is known, in the order of the model's columns."""
    used = set(ranking.contributions["criterion"])
    return [name for name in ranking.weights.table["item"] if name in used]


def _spread(ranking: Ranking, values: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """How far each criterion sets posts apart, and what it would weigh by spread alone."""
    coverage = ranking.measured.coverage.set_index("criterion").loc[values.columns]
    commonest = [int(values[name].value_counts().max()) for name in values]
    entropy = entropy_weights(values) if len(weights) else np.zeros(0)
    critic = critic_weights(values) if len(weights) else np.zeros(0)
    return pd.DataFrame(
        {
            "criterion": list(values.columns),
            "dimension": coverage["dimension"].to_numpy(),
            "weight": weights.to_numpy(),
            "posts_known": coverage["posts_known"].to_numpy(),
            "posts_on_commonest": commonest,
            "sets_posts_apart": coverage["discriminates"].to_numpy(),
            "entropy_share": entropy,
            "critic_share": critic,
            "spread_alone": _far(weights.to_numpy(), np.array([entropy, critic])),
        }
    )


def _far(weights: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.str_]:
    more = (shares >= FAR_TIMES * weights).all(axis=0)
    less = (shares * FAR_TIMES <= weights).all(axis=0)
    return np.select([more, less], ["much more", "much less"], "")


def _pairs(ranking: Ranking, values: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Every pair of criteria with a known rank correlation, the strongest first."""
    found, rows = correlations(values)
    first, second = np.triu_indices(len(weights), 1)
    names = values.columns.to_numpy(dtype=object)
    home = ranking.measured.coverage.set_index("criterion")["dimension"]
    share = weights.to_numpy()
    pairs = pd.DataFrame(
        {
            "criterion_a": names[first].astype(str),
            "criterion_b": names[second].astype(str),
            "rank_correlation": found[first, second],
            "posts": rows[first, second],
            "weight_together": share[first] + share[second],
            "same_dimension": home[names[first]].to_numpy() == home[names[second]].to_numpy(),
        }
    ).dropna(subset=["rank_correlation"])
    strength = pairs["rank_correlation"].abs()
    return pairs.loc[strength.sort_values(ascending=False, kind="stable").index].reset_index(
        drop=True
    )


def diagnostic_sentences(found: Diagnostics) -> tuple[str, ...]:
    """Say what the warnings are, the most important first.

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    if found.criteria.empty:
        return ()
    sentences = (
        _heaviest(found), _even(found), _alike(found), _inflated(found), _by_spread(found),
        _few(found),
    )  # fmt: skip
    return tuple(sentence for sentence in sentences if sentence)


def _heaviest(found: Diagnostics) -> str:
    """Point out that the criterion with the largest weight hardly tells posts apart."""
    most = found.criteria["weight"].max()
    first = found.criteria[found.criteria["weight"] >= most - 1e-9]
    even = first[~first["sets_posts_apart"]]
    if even.empty:
        return ""
    row = even.to_dict("records")[0]
    return (
        f"No criterion weighs more than {in_words(row['criterion'])} ({percent(row['weight'])}), "
        f"and yet it hardly tells posts apart: {_shared(row)} share one value. Its weight decides "
        "between few posts."
    )


def _even(found: Diagnostics) -> str:
    even = found.criteria[~found.criteria["sets_posts_apart"]]
    if even.empty:
        return ""
    parts = [
        f"{in_words(row['criterion'])} ({_shared(row)} share one value, weight "
        f"{percent(row['weight'])})"
        for row in even.to_dict("records")
    ]
    verb = "sets" if len(even) == 1 else "set"
    return (
        f"{count(len(even), 'criterion', 'criteria')} with {percent(even['weight'].sum())} of the "
        f"weight {verb} few posts apart: {listing(parts)}."
    )


def _shared(row: Mapping[Any, Any]) -> str:
    return f"{row['posts_on_commonest']:,} of {count(row['posts_known'], 'known post')}"


def _alike(found: Diagnostics) -> str:
    strong = found.pairs[found.pairs["rank_correlation"].abs() > MOST_CORRELATION]
    parts = [
        f"{in_words(row['criterion_a'])} and {in_words(row['criterion_b'])} "
        f"({row['rank_correlation']:.2f} over {count(row['posts'], 'post')})"
        for row in strong.to_dict("records")
    ]
    words = "orders posts" if len(strong) == 1 else "order posts"
    return (
        f"{count(len(strong), 'pair')} of criteria {words} almost alike or opposite (rank "
        f"correlation beyond {MOST_CORRELATION:g}): {listing(parts, most=3)}."
        if parts
        else ""
    )


def _inflated(found: Diagnostics) -> str:
    high = found.criteria[found.criteria["inflation_factor"] > MOST_INFLATION]
    parts = [
        f"{in_words(row['criterion'])} ({_times(row['inflation_factor'])})"
        for row in high.to_dict("records")
    ]
    return (
        "The others largely repeat what is said by "
        f"{listing(parts)} (variance inflation above {MOST_INFLATION:g}, over "
        f"{count(found.posts_complete, 'post')} known on all criteria)."
        if parts
        else ""
    )


def _times(factor: float) -> str:
    return f"{factor:.1f}" if np.isfinite(factor) else "exactly"


def _by_spread(found: Diagnostics) -> str:
    parts = []
    for words in ("much more", "much less"):
        rows = found.criteria[found.criteria["spread_alone"] == words]
        if len(rows):
            names = listing([in_words(str(name)) for name in rows["criterion"]])
            parts.append(f"{words} weight to {names}")
    return (
        f"By the spread of the data alone one would give {' and '.join(parts)}. Spread is not "
        "importance: this is no reason to change weights."
        if parts
        else ""
    )


def _few(found: Diagnostics) -> str:
    return (
        f"With {count(found.posts, 'post')} correlations and spread are noisy (fewer than "
        f"{FEWEST_POSTS}): take these warnings as hints."
        if found.posts < FEWEST_POSTS
        else ""
    )
