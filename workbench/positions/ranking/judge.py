"""From values and weights to verdicts: scores, gates, the chance of a place, and the order."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.mcda.acceptability import standard_error
from workbench.mcda.aggregate import gate_margins
from workbench.positions.criteria.measure import Measured
from workbench.positions.ranking.cut import gate_reasons, places, verdicts
from workbench.positions.ranking.model import Array, Model, dimension_names, levels, score
from workbench.settings.positions import PositionSettings


@dataclass(frozen=True)
class Line:
    """Where the line between key and ordinary posts is drawn.

    Parameters
    ----------
    places : number of places on the list; 0 where posts are too few to cut
    gates : smallest value of each dimension a key post must reach
    key_at, borderline_at : chances of a place from which a post is key, borderline
    """

    places: int
    gates: Mapping[str, float]
    key_at: float
    borderline_at: float


def line_of(settings: PositionSettings, *, posts: int, key_share: float) -> Line:
    """Draw the line for this many posts.

    Parameters
    ----------
    settings : gates, chances and limits
    posts : number of open posts
    key_share : key posts as a share of all
    """
    return Line(
        places(
            posts, share=key_share, most=settings.key_count_max,
            fewest_posts=settings.posts_for_cut,
        ),
        {str(name): gate for name, gate in settings.gates.items()},
        settings.key_at,
        settings.borderline_at,
    )  # fmt: skip


def dimension_levels(model: Model, measured: Measured, criteria: list[str]) -> pd.DataFrame:
    """Give the value of every post on every dimension, in [0, 1]; missing where unknown."""
    names = dimension_names(measured, criteria)
    return pd.DataFrame(levels(model, model.value), index=measured.value.index, columns=names)


def judge(
    model: Model, dimensions: pd.DataFrame, chance: Array, *, line: Line, draws: int
) -> pd.DataFrame:
    """Give every post its score, its gates and its verdict.

    Parameters
    ----------
    model : values and weights
    dimensions : values of posts (rows) on dimensions, as from `dimension_levels`
    chance : (n,) chance of a place; not used where nothing is known about a post
    line : where the line is drawn
    draws : behind the chances, for their standard error

    Returns
    -------
    DataFrame by position_id: score, chance, chance_se, gates (failed or not assessed, in words),
    passes (no gate is known to be failed), gates_assessed, verdict
    """
    margins = pd.DataFrame(
        gate_margins(dimensions.to_numpy(), model.gates),
        index=dimensions.index,
        columns=dimensions.columns,
    ).reindex(columns=list(line.gates))
    scores, assessed = score(model, model.value), margins.notna().all(axis=1).to_numpy()
    chance = np.where(np.isnan(scores), np.nan, chance)
    columns = {
        "score": scores,
        "chance": chance,
        "chance_se": standard_error(chance, draws),
        "gates": gate_reasons(margins, dict(line.gates)),
        "passes": ~(margins < 0).any(axis=1).to_numpy(),
        "gates_assessed": assessed,
        "verdict": verdicts(
            chance, scores, assessed, cut=line.places > 0,
            key_at=line.key_at, borderline_at=line.borderline_at,
        ),
    }  # fmt: skip
    return pd.DataFrame(columns, index=dimensions.index)


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Order judged posts, the best chance first, and give each its rank by score.

    Parameters
    ----------
    table : as from `judge`, by position_id

    Returns
    -------
    DataFrame with the column rank; posts behind a gate come after those that pass
    """
    # Scores lie in (0, 1]: taking 1 away puts every post behind a gate after those that pass.
    placed = table["score"].where(table["passes"], table["score"] - 1)
    ranked = table.assign(rank=placed.rank(ascending=False, method="min")).reset_index()
    return ranked.sort_values(
        ["chance", "rank", "position_id"], ascending=[False, True, True], ignore_index=True
    )
