"""On which ranks a post can be found when weights and ratings move."""

import math
from collections.abc import Sequence

import pandas as pd

from workbench.positions.ranking.asked import posts_asked_for
from workbench.positions.ranking.rank import Ranking
from workbench.positions.ranking.stability import rank_statistics_of
from workbench.positions.robustness.dominance import Dominance


def rank_ranges(ranking: Ranking, position_ids: str | Sequence[str]) -> pd.DataFrame:
    """Give the mean rank and the range of ranks of chosen posts over the draws of the ranking.

    Parameters
    ----------
    ranking : of all open posts
    position_ids : ids of the open posts of interest; a text is the id of one post

    Returns
    -------
    DataFrame, one row a post in the order given: position_id, mean_rank, rank_spread (standard
    deviation), rank_low and rank_high (exceeded by 95 % and by 5 % of the draws). Among all open
    posts, 1 is the best; equal scores share the best of their ranks; posts that fail a gate in a
    draw share the rank behind all that pass. Missing where a rank lies beyond the 2,000th. Without
    rows where nothing is known of any post.

    Raises
    ------
    ParameterError
        If an id is none of an open post.

    Notes
    -----
    The same draws as those of the chance of a place (SMAA-2, Lahdelma and Salminen 2001).
    """
    ids = posts_asked_for(ranking, position_ids)
    if not ranking.model.value.size:
        return pd.DataFrame(columns=_COLUMNS)
    found = rank_statistics_of(ranking.model, draws=ranking.draws, seed=ranking.seed)
    columns = (found.mean, found.spread, found.quantile(0.05), found.quantile(0.95))
    frame = pd.DataFrame(
        dict(zip(_COLUMNS[1:], columns, strict=True)), index=ranking.dimensions.index
    )
    return frame.loc[ids].rename_axis("position_id").reset_index()


def ranges_in_words(ranking: Ranking, ranges: pd.DataFrame, certain: Dominance) -> pd.DataFrame:
    """Give the ranks of posts as a page shows them, with the posts they beat whatever the weights.

    Parameters
    ----------
    ranking : for the titles
    ranges, certain : as from `rank_ranges` and `dominating_posts`, for the same posts

    Returns
    -------
    DataFrame in the order of ``ranges``: post (title and id), mean_rank, ranks_in_nine_of_ten_draws
    (text, such as "2 to 6"), surely_ahead_of and surely_behind (number of open posts)
    """
    rows = ranges.merge(certain.table, on="position_id").merge(
        ranking.table[["position_id", "title"]], on="position_id"
    )
    ends = zip(rows["rank_low"], rows["rank_high"], strict=True)
    return pd.DataFrame(
        {
            "post": rows["title"].fillna("") + " (" + rows["position_id"] + ")",
            "mean_rank": rows["mean_rank"],
            "ranks_in_nine_of_ten_draws": [_from_to(low, high) for low, high in ends],
            "surely_ahead_of": rows["beats"],
            "surely_behind": rows["beaten_by"],
        }
    )


def _from_to(low: float, high: float) -> str:
    ends = ["unknown" if math.isnan(end) else f"{end:,.0f}" for end in (low, high)]
    return ends[0] if low == high else " to ".join(ends)


_COLUMNS = ["position_id", "mean_rank", "rank_spread", "rank_low", "rank_high"]
