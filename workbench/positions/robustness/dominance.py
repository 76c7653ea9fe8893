"""Which posts are ahead of which whatever the weights: pairs of a ranking that cannot flip."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.mcda.dominance import dominance
from workbench.positions.ranking.asked import posts_asked_for
from workbench.positions.ranking.model import Model
from workbench.positions.ranking.rank import Ranking
from workbench.words import count

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Dominance:
    """Pairs of posts whose order no weights can turn round.

    Attributes
    ----------
    table : one row a chosen post, in the order chosen: position_id, beats and beaten_by (number of
        all open posts)
    pairs : one row a pair of chosen posts: ahead, behind (position_id), in the order chosen
    rating_spreads : by how many spreads of a rater ratings may be off without a flip
    """

    table: pd.DataFrame
    pairs: pd.DataFrame
    rating_spreads: float


def dominating_posts(
    ranking: Ranking, position_ids: str | Sequence[str], *, rating_spreads: float = 2.0
) -> Dominance:
    """Find the pairs among chosen posts that cannot flip, and how many posts each is ahead of.

    Parameters
    ----------
    ranking : of all open posts
    position_ids : ids of the posts of interest, such as those on the list and just below it; a text
        is the id of one post
    rating_spreads : ratings count with this many spreads of a rater off in either direction, within
        their scale; 0 takes them as they are

    Returns
    -------
    Dominance

    Raises
    ------
    ParameterError
        If an id is none of an open post.

    Notes
    -----
    A post is ahead for certain when it is at least as good on every criterion in use and better on
    one, with its own unknown values and ratings at their worst and those of the other at their
    best. Its dimensions are then at least as high too, so it passes every gate the other passes,
    and its score is at least as high for all weights and exponents.
    """
    ids = posts_asked_for(ranking, position_ids)
    rows = ranking.dimensions.index.get_indexer(pd.Index(ids))
    ahead = dominance(*value_bounds(ranking.model, rating_spreads=rating_spreads))
    first, second = np.nonzero(ahead[np.ix_(rows, rows)])
    posts = np.array(ids, dtype=object)
    table = {
        "position_id": posts, "beats": ahead[rows].sum(axis=1),
        "beaten_by": ahead[:, rows].sum(axis=0),
    }  # fmt: skip
    pairs = {"ahead": posts[first], "behind": posts[second]}
    return Dominance(pd.DataFrame(table), pd.DataFrame(pairs, dtype="str"), rating_spreads)


def value_bounds(model: Model, *, rating_spreads: float) -> tuple[Array, Array]:
    """Lowest and highest possible value of every post on every criterion, (n, m) each.

    Measured values are certain, ratings are within so many spreads, unknown values anywhere in
    [0, 1].
    """
    reach = rating_spreads * model.spread
    low, high = np.clip(model.value - reach, 0, 1), np.clip(model.value + reach, 0, 1)
    return np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=1.0)


def dominance_sentences(found: Dominance) -> tuple[str, ...]:
    """Say how many pairs among the chosen posts cannot flip.

    Returns
    -------
    tuple of one plain sentence; of none for fewer than two posts
    """
    posts = len(found.table)
    if posts < 2:
        return ()
    possible = posts * (posts - 1) // 2
    certain = f"{len(found.pairs)} of {count(possible, 'pair')}"
    verb = "stays" if len(found.pairs) == 1 else "stay"
    unless = (
        f" unless a rating is off by more than {found.rating_spreads:g} times the spread of a rater"
        if found.rating_spreads
        else ""
    )
    return (
        f"Whatever the weights and the unknown values, {certain} among these {posts} posts "
        f"{verb} in their order{unless}; "
        "how often the others turn round is in the picture of pairs.",
    )
