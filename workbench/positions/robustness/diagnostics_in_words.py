"""What the diagnostics of criteria say, in sentences and as a page shows them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbench.positions.robustness.diagnostics import (
    FEWEST_POSTS,
    FEWEST_POSTS_EACH,
    MOST_CORRELATION,
    MOST_INFLATION,
    Diagnostics,
)
from workbench.words import count, in_words, listing, percent


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


def criteria_in_words(found: Diagnostics) -> pd.DataFrame:
    """Give the criteria in use as a page shows them.

    Returns
    -------
    DataFrame, heaviest first: criterion, dimension, weight, on_one_value (text, such as "142 of 177
    known posts"), sets_posts_apart, weight_by_entropy, weight_by_critic, spread_alone,
    repeated_by_others (text: the variance inflation factor; too few posts to tell where fewer than
    five a criterion are known on all of them)
    """
    rows = found.criteria
    return pd.DataFrame(
        {
            "criterion": rows["criterion"].map(in_words),
            "dimension": rows["dimension"].map(in_words),
            "weight": rows["weight"],
            "on_one_value": [_shared(row) for row in rows.to_dict("records")],
            "sets_posts_apart": rows["sets_posts_apart"],
            "weight_by_entropy": rows["entropy_share"],
            "weight_by_critic": rows["critic_share"],
            "spread_alone": rows["spread_alone"],
            "repeated_by_others": [
                _times(factor) if _is_enough(found) else "too few posts to tell"
                for factor in rows["inflation_factor"]
            ],
        }
    )


def pairs_in_words(found: Diagnostics) -> pd.DataFrame:
    """Give the pairs of criteria that order posts almost alike or opposite, strongest first.

    Returns
    -------
    DataFrame: criterion, other, rank_correlation, posts, weight_together, same_dimension
    """
    strong = found.pairs[found.pairs["rank_correlation"].abs() > MOST_CORRELATION]
    return strong.assign(
        criterion_a=strong["criterion_a"].map(in_words),
        criterion_b=strong["criterion_b"].map(in_words),
    ).rename(columns={"criterion_a": "criterion", "criterion_b": "other"})


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
    if not _is_enough(found):
        return ""
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


def _is_enough(found: Diagnostics) -> bool:
    """Tell whether a regression on the other criteria is more than noise."""
    return found.posts_complete >= FEWEST_POSTS_EACH * len(found.criteria)


def _times(factor: float) -> str:
    if np.isnan(factor):
        return "unknown"
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
