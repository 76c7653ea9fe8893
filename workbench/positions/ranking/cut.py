"""How many posts are key, where the line falls, and what each post is called."""

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]


def places(posts: int, *, share: float, most: int, fewest_posts: int) -> int:
    """Count the places on the list of key posts.

    Parameters
    ----------
    posts : number of open posts
    share : key posts as a share of all
    most : largest number of places
    fewest_posts : with fewer posts than this there is no cut

    Returns
    -------
    int, 0 where there is no cut

    Examples
    --------
    >>> [places(posts, share=0.1, most=40, fewest_posts=15) for posts in (8, 60, 1000)]
    [0, 6, 40]
    """
    # Rounded first: 0.07 * 300 is a little more than 21 in floating point.
    return min(most, math.ceil(round(share * posts, 9))) if posts >= fewest_posts else 0


def verdicts(
    chance: Array,
    scores: Array,
    gated: NDArray[np.bool_],
    *,
    cut: bool,
    key_at: float,
    borderline_at: float,
) -> NDArray[np.str_]:
    """Call each post key, borderline or ordinary by its chance of a place.

    Parameters
    ----------
    chance : (n,) probability of a place, in [0, 1]
    scores : (n,) scores; missing where nothing is known about a post
    gated : (n,) of bool: every gate of the post could be assessed
    cut : whether there are enough posts to cut
    key_at, borderline_at : chances from which a post is key, borderline

    Returns
    -------
    (n,) of text: "not assessed" without a score, "no cut" where there are too few posts, and
    "provisional" where a post would be key or borderline but a gate of it could not be assessed

    Examples
    --------
    >>> chance, scores = np.array([0.9, 0.9, 0.5, 0.0]), np.array([0.8, 0.8, 0.6, np.nan])
    >>> gated = np.array([True, False, True, True])
    >>> verdicts(chance, scores, gated, cut=True, key_at=0.75, borderline_at=0.25).tolist()
    ['key', 'provisional', 'borderline', 'not assessed']
    """
    near = chance >= borderline_at
    conditions = [np.isnan(scores), np.full(len(scores), not cut), near & ~gated, chance >= key_at]
    names = ["not assessed", "no cut", "provisional", "key", "borderline"]
    return np.select([*conditions, near], names, "ordinary")


def gate_reasons(margins: pd.DataFrame, gates: dict[str, float]) -> list[str]:
    """Say for each post which gates it fails, and which could not be assessed.

    Parameters
    ----------
    margins : posts by gated dimensions, value minus gate; missing where unknown
    gates : smallest value of each dimension

    Examples
    --------
    >>> margins = pd.DataFrame({"scarcity": [0.2, -0.1, float("nan")]})
    >>> gate_reasons(margins, {"scarcity": 0.4})
    ['', 'scarcity 0.30 is below its gate 0.40', 'scarcity not assessed']
    >>> gate_reasons(pd.DataFrame({"scarcity": [-0.0004]}), {"scarcity": 0.4})
    ['scarcity 0.3996 is below its gate 0.4000']
    """
    reasons = []
    for row in margins.to_dict("records"):
        failed = [
            f"{name} {_below(gates[str(name)], margin)}"
            for name, margin in row.items()
            if margin < 0
        ]
        unknown = [f"{name} not assessed" for name, margin in row.items() if math.isnan(margin)]
        reasons.append("; ".join([*failed, *unknown]).replace("_", " "))
    return reasons


def _below(gate: float, margin: float) -> str:
    """Write a value under its gate with as many decimals as it takes to tell them apart."""
    pairs = ((f"{gate + margin:.{n}f}", f"{gate:.{n}f}") for n in range(2, 17))
    value, limit = next((pair for pair in pairs if pair[0] != pair[1]), ("just", f"{gate:.2f}"))
    return f"{value} is below its gate {limit}"
