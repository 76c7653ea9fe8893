"""What alone would move a post: from which amount of one criterion on it is borderline, or key."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.positions.ranking.rank import Ranking
from workbench.positions.why.scales import Scales
from workbench.positions.why.turning_points import turning_points

_COLUMNS = ["position_id", "criterion", "now", "borderline_from", "key_from", "distance"]


def changes(
    ranking: Ranking,
    scales: Scales,
    position_ids: Sequence[str],
    *,
    key_at: float,
    borderline_at: float,
) -> pd.DataFrame:
    """Find the criteria of which each alone could change the verdict of a post.

    Parameters
    ----------
    ranking, scales : the ranking, and its amounts in words
    position_ids : posts to look at
    key_at, borderline_at : chances of a place from which a post is key, borderline

    Returns
    -------
    DataFrame, one row a post and a criterion that can move it, the nearest turning point first: see
    `Why.changes`
    """
    points = turning_points(ranking, position_ids, key_at=key_at, borderline_at=borderline_at)
    verdicts = ranking.table.set_index("position_id")["verdict"]
    found = []
    for post, criterion, value, *turns in points.itertuples(index=False, name=None):
        moving = _moving(str(verdicts[post]), *turns)
        if moving:
            words = [
                scales.turning_point(post, criterion, value=value, turn=turn) for turn in turns
            ]
            nearest = float(np.min(np.abs(np.array(moving) - value)))
            found.append((post, criterion, scales.now(post, criterion), *words, nearest))
    table = pd.DataFrame(found, columns=_COLUMNS)
    ordered = table.assign(order=table["position_id"].map(list(position_ids).index))
    return ordered.sort_values(["order", "distance", "criterion"])[_COLUMNS].reset_index(drop=True)


def _moving(verdict: str, borderline_from: float, key_from: float) -> list[float]:
    """Keep the turning points at which a post of this verdict gets another one."""
    is_key = verdict in ("key", "provisional")
    # A post can fall below a point above 0, and rise to one that lies on the scale.
    borderline = borderline_from > 0 if is_key or verdict == "borderline" else borderline_from >= 0
    key = key_from > 0 if is_key else key_from >= 0
    return [borderline_from] * borderline + [key_from] * key
