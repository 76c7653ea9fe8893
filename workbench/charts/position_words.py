"""What the pictures of key positions state in their titles."""

from collections.abc import Mapping

import pandas as pd

from workbench.charts.rows import of_all
from workbench.words import count, heading, in_words, listing, percent

_SURE = 0.95


def score_words(posts: pd.DataFrame, *, drawn: int) -> str:
    """Say how many posts are key, and how many others score as high as the lowest of them.

    Parameters
    ----------
    posts : verdict, score (in [0, 1])
    drawn : posts that have a bar
    """
    verdicts = posts["verdict"]
    if posts.empty:
        return "No post has a score"
    if (verdicts == "no cut").all():
        words = "Posts are too few to say which are key: the order is that of the scores"
        return words + of_all(drawn, len(posts), "post")
    key, leading = int((verdicts == "key").sum()), int((verdicts == "provisional").sum())
    parts = [f"{count(key, 'post')} {_is(key)} key" if key else "No post is key"]
    parts += [f"{leading} {'leads' if leading == 1 else 'lead'} provisionally"] if leading else []
    lowest = posts.loc[verdicts == "key", "score"].min()
    others = int(((posts["score"] >= lowest) & ~verdicts.isin(["key", "provisional"])).sum())
    if others:
        parts.append(f"{count(others, 'other')} {'scores' if others == 1 else 'score'} as high")
    return listing(parts) + of_all(drawn, len(posts), "post")


def gate_words(posts: pd.DataFrame, gates: Mapping[str, float]) -> str:
    """Say how many posts pass the gates of the two dimensions; one without a gate is not counted.

    Parameters
    ----------
    posts : strategic_value, scarcity (in [0, 1], both known)
    gates : smallest value by dimension
    """
    gated = [name for name in ("strategic_value", "scarcity") if name in gates]
    known = count(len(posts), "post")
    if posts.empty:
        return "No post has both a known strategic value and a known scarcity"
    if not gated:
        return f"Strategic value and scarcity of {known}: neither has a gate"
    through = int(
        pd.concat([posts[name] >= gates[name] for name in gated], axis=1).all(axis=1).sum()
    )
    verb, word = "passes" if through == 1 else "pass", "gate" if len(gated) == 1 else "gates"
    names = listing([in_words(name) for name in gated])
    return f"Of {known} of which both are known, {through} {verb} the {word} of {names}"


def chance_words(posts: pd.DataFrame, *, drawn: int) -> str:
    """Say how many posts stay on the list nearly always.

    Parameters
    ----------
    posts : chance (in [0, 1], known)
    drawn : posts that have a dot
    """
    if posts.empty:
        return "No list is cut, so no post has a chance of a place on it"
    sure = int((posts["chance"] >= _SURE).sum())
    who = f"{count(sure, 'post')} {'stays' if sure == 1 else 'stay'}" if sure else "No post stays"
    words = f"{who} on the list in {percent(_SURE)} of the draws or more"
    return words + of_all(drawn, len(posts), "post")


def weight_words(weights: pd.DataFrame) -> str:
    """Name what weighs most, or say that all weigh the same.

    Parameters
    ----------
    weights : item, weight (sum 1); the smallest first
    """
    if weights.empty:
        return "No weight is given"
    first = weights.iloc[-1]
    if weights["weight"].max() - weights["weight"].min() < 1e-9:
        return f"All weigh the same: {percent(first['weight'])}"
    return f"{heading(first['item'])} weighs most: {percent(first['weight'])}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
