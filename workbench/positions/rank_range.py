"""On which ranks a post can be found when weights and ratings move."""

from collections.abc import Sequence

import pandas as pd

from workbench.positions.ranking import Ranking
from workbench.positions.stability import rank_statistics_of


def rank_ranges(ranking: Ranking, position_ids: Sequence[str]) -> pd.DataFrame:
    """Give the mean rank and the range of ranks of chosen posts over the draws of the ranking.

    Parameters
    ----------
    ranking : of all open posts
    position_ids : the posts of interest

    Returns
    -------
    DataFrame, one row a post in the order given: position_id, mean_rank, rank_spread (standard
    deviation), rank_low and rank_high (exceeded by 95 % and by 5 % of the draws). Among all open
    posts, 1 is the best; equal scores share the best of their ranks; posts that fail a gate in a
    draw share the rank behind all that pass. Missing where a rank lies beyond the 2,000th. Without
    rows where nothing is known of any post.

    Notes
    -----
    The same draws as those of the chance of a place (SMAA-2, Lahdelma and Salminen 2001).
    """
    if not ranking.model.value.size:
        return pd.DataFrame(columns=_COLUMNS)
    found = rank_statistics_of(ranking.model, draws=ranking.draws, seed=ranking.seed)
    columns = (found.mean, found.spread, found.quantile(0.05), found.quantile(0.95))
    frame = pd.DataFrame(
        dict(zip(_COLUMNS[1:], columns, strict=True)), index=ranking.dimensions.index
    )
    return frame.loc[list(position_ids)].rename_axis("position_id").reset_index()


_COLUMNS = ["position_id", "mean_rank", "rank_spread", "rank_low", "rank_high"]
