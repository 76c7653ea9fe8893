"""Where a post would enter or leave the list if one thing about it changed and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.mcda.aggregate import level_needed
from workbench.positions.ranking.asked import posts_asked_for
from workbench.positions.ranking.draws import (
    Drawn,
    Draws,
    draw_blocks,
    drawn_levels,
    drawn_scores,
    drawn_weights,
)
from workbench.positions.ranking.model import Array, Model
from workbench.positions.ranking.rank import Ranking

_COLUMNS = ["position_id", "criterion", "value", "borderline_from", "key_from"]
# Smaller values are rounding errors of the draws.
_NOTHING = 1e-6
# Posts looked at together: their draws are kept in memory.
_POSTS = 50


def turning_points(
    ranking: Ranking, position_ids: str | Sequence[str], *, key_at: float, borderline_at: float
) -> pd.DataFrame:
    """Find for each criterion of these posts from which value on they would be borderline, or key.

    Parameters
    ----------
    ranking : with a cut and known criteria; without them the table has no row
    position_ids : ids of open posts to look at; a text is the id of one post
    key_at, borderline_at : chances of a place from which a post is key, borderline

    Returns
    -------
    DataFrame, one row a post and a criterion, in the order given: position_id, criterion, value
    (in [0, 1]; missing where unknown), borderline_from, key_from (smallest value from which the
    chance is reached while all else stays; 0: every value is enough; missing where no value of the
    scale is)

    Raises
    ------
    ParameterError
        If an id is none of an open post.

    Notes
    -----
    In the draws of the ranking, the score that the post needs for a place is that of the last of
    the other posts on the list. Solved for one value, each draw has a value from which on the post
    has a place; the share of draws with a place at value x is the share of these values up to x, so
    the turning point is their quantile. A post's own score changes no other score.
    """
    if not ranking.places or not ranking.criteria:
        return pd.DataFrame(columns=_COLUMNS)
    ids = posts_asked_for(ranking, position_ids)
    tables = [
        _of_post(ranking, race, (borderline_at, key_at))
        for start in range(0, len(ids), _POSTS)
        for race in _races(ranking, ids[start : start + _POSTS])
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=_COLUMNS)


@dataclass(frozen=True)
class _Race:
    """One post in all draws of a ranking, and the score it needs in each."""

    position_id: str
    model: Model
    draws: Draws
    bar: Drawn


def _races(ranking: Ranking, position_ids: Sequence[str]) -> Iterator[_Race]:
    rows = ranking.dimensions.index.get_indexer(pd.Index(list(position_ids)))
    blocks = [
        _narrowed(ranking.model, block, rows, ranking.places)
        for block in draw_blocks(ranking.model, draws=ranking.draws, seed=ranking.seed)
    ]
    inside, across = (
        np.concatenate([getattr(b, name) for b, _ in blocks]) for name in ("inside", "across")
    )
    bars = np.concatenate([bar for _, bar in blocks])
    columns = [np.concatenate(parts) for parts in zip(*(b.columns for b, _ in blocks), strict=True)]
    for place, row in enumerate(rows):
        model = replace(
            ranking.model, value=ranking.model.value[[row]], spread=ranking.model.spread[[row]]
        )
        values = tuple(column[:, [place]] for column in columns)
        name = str(position_ids[place])
        yield _Race(name, model, Draws(inside, across, values), bars[:, place])


def _narrowed(
    model: Model, block: Draws, rows: NDArray[np.intp], places: int
) -> tuple[Draws, Drawn]:
    """Keep these posts of a block, and the score each needs for a place among the others."""
    scores = drawn_scores(model, block)
    ordered = np.sort(scores, axis=1)
    last = ordered[:, [-min(places, ordered.shape[1])]]
    next_one = ordered[:, [-places - 1]] if places < ordered.shape[1] else np.zeros_like(last)
    # A post on the list competes with the first one off it, the others with the last one on it.
    bar = np.where(scores[:, rows] >= last, next_one, last)
    kept = tuple(np.ascontiguousarray(column[:, rows]) for column in block.columns)
    return replace(block, columns=kept), bar


def _of_post(ranking: Ranking, race: _Race, chances: tuple[float, float]) -> pd.DataFrame:
    needed = _values_needed(race)
    points = np.array([[_quantile(values, chance) for chance in chances] for values in needed.T])
    points = np.where(points > 1, np.nan, np.where(points < _NOTHING, 0.0, points))
    return pd.DataFrame(
        {
            "position_id": race.position_id,
            "criterion": list(ranking.criteria),
            "value": race.model.value[0],
            "borderline_from": points[:, 0],
            "key_from": points[:, 1],
        }
    )


def _values_needed(race: _Race) -> Array:
    """Value of each criterion from which on the post has a place, in every draw: (s, m)."""
    model, spread = race.model, race.model.spread[0]
    inside, _ = drawn_weights(model, race.draws)
    levels = drawn_levels(model, race.draws)[:, :, 0].T
    missing = _levels_needed(race, levels) - levels
    totals = inside @ np.eye(levels.shape[1], dtype=np.float32)[model.groups]
    values = np.column_stack([column[:, 0] for column in race.draws.columns])
    # A level is linear in each of its values: this one alone has to make up for what is missing.
    needed = np.clip(values, 0, 1) + (missing * totals)[:, model.groups] / inside
    needed = np.where(needed <= 0, -np.inf, np.where(needed > 1, np.inf, needed))
    return np.asarray(needed - np.where(spread > 0, values - model.value[0], 0.0))


def _levels_needed(race: _Race, levels: Drawn) -> Drawn:
    """Level of each dimension that the bar and the gates ask for, (s, d); infinite: no level."""
    model = race.model
    _, across = drawn_weights(model, race.draws)
    needed = np.empty_like(levels)
    for place in range(levels.shape[1]):
        needed[:, place] = level_needed(
            race.bar, levels, across, place=place, exponent=model.exponent, floor=model.floor
        )
    needed = np.fmax(needed, model.gates)
    failed = levels < model.gates
    others_fail = failed.sum(axis=1, keepdims=True) - failed > 0
    return np.where(others_fail, np.inf, needed)


def _quantile(needed: Array, chance: float) -> float:
    """Smallest value that is enough in this share of the draws."""
    last = max(int(np.ceil(round(chance * len(needed), 9))) - 1, 0)
    return float(np.partition(needed, last)[last])
