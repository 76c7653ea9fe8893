"""Which posts are key: scores, gates, stability and the cut, from a company's tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.errors import ParameterError
from workbench.positions.criteria.measure import Measured, measure
from workbench.positions.ranking.draws import draw_blocks
from workbench.positions.ranking.judge import dimension_levels, in_order, judge, line_of
from workbench.positions.ranking.model import (
    Model,
    build_model,
    contributions,
    criterion_shares,
    score,
)
from workbench.positions.ranking.stability import top_share
from workbench.positions.ranking.weights import DIMENSIONS, Weights, criterion_weights


@dataclass(frozen=True)
class Ranking:
    """Open posts in order, with everything the order rests on.

    Attributes
    ----------
    table : one row an open post, best first: position_id, title, unit, verdict (key, borderline,
        ordinary; provisional where it would be key or borderline but a gate could not be assessed;
        no cut where posts are too few; not assessed where nothing is known), chance (of a place),
        chance_se (Monte Carlo), score (in [0, 1], from what is known), score_low and score_high
        (were every unknown value the worst or the best, also of criteria nobody knows),
        known_share (weight of the criteria that are known), gates (failed or not assessed, in
        words), passes (no gate is known to be failed), gates_assessed, rank (posts behind a gate
        come last)
    dimensions : values of posts by dimension, in [0, 1], by position_id; missing where unknown
    measured : values, sources and coverage by criterion
    weights : weights in use and how consistent the raters were
    contributions : one row a post and a known criterion: position_id, dimension, criterion, value,
        contribution (they sum over a post to the weighted mean of its known values)
    criteria : the criteria that take part, those nobody knows anything about left out
    model : what the draws were made from; rows are those of ``dimensions``, columns ``criteria``
    places : number of places on the list; 0 where there are too few posts to cut
    key_share, draws, seed : what the places and the stability were found with
    """

    table: pd.DataFrame
    dimensions: pd.DataFrame
    measured: Measured
    weights: Weights
    contributions: pd.DataFrame
    criteria: tuple[str, ...]
    model: Model
    places: int
    key_share: float
    draws: int
    seed: int

    @property
    def key_positions(self) -> list[str]:
        """Ids of the key posts, best first; none where posts are too few or gates unknown."""
        return self.table.loc[self.table["verdict"] == "key", "position_id"].tolist()

    @property
    def borderline_positions(self) -> list[str]:
        """Ids of the posts a panel has to decide on, best first."""
        return self.table.loc[self.table["verdict"] == "borderline", "position_id"].tolist()

    @property
    def listed_positions(self) -> list[str]:
        """Ids of the key and borderline posts: successors and money are looked at for these."""
        return [*self.key_positions, *self.borderline_positions]


@once
def rank_positions(
    company: Company,
    *,
    key_share: float | None = None,
    draws: int | None = None,
    seed: int | None = None,
    seat_only: bool = False,
) -> Ranking:
    """Rank all open posts and say which are key.

    Parameters
    ----------
    company : positions and employees are enough; what else is there adds criteria
    key_share : key posts as a share of all, in (0, 1]; the settings' where not given
    draws, seed : of the stability; the settings' where not given
    seat_only : leave out what comes from the people in the posts now, see `measure`

    Returns
    -------
    Ranking

    Raises
    ------
    ParameterError
        If the share is not above 0 and at most 1.
    ParameterError, DataError
        As in `measure` and `criterion_weights`.

    Notes
    -----
    Values on anchored scales, weighted means inside a dimension, a power mean across dimensions,
    gates, then the chance of a place under uncertain weights and ratings (SMAA-2, Lahdelma and
    Salminen 2001). Criteria nobody knows anything about are left out and named. A score depends on
    the values of its own post alone; the chance of a place depends on the others.
    """
    settings = company.settings.positions
    share = settings.key_share if key_share is None else key_share
    if not 0 < share <= 1:
        raise ParameterError(
            f"key_share: found {share:g}; allowed is a share of all posts above 0 and at most 1, "
            "such as 0.1 for one post in ten."
        )
    if draws is not None and draws < 1:
        raise ParameterError(f"draws: found {draws}; allowed is 1 or more, such as 10000.")
    measured, weights = measure(company, seat_only=seat_only), criterion_weights(company)
    weighed, used = _weighed(weights), _used(measured, weights)
    model = build_model(company, measured, weights, used)
    draws = settings.draws if draws is None else draws
    seed = settings.seed if seed is None else seed
    line = line_of(settings, posts=len(measured.value), key_share=share)
    dimensions = dimension_levels(model, measured, used)
    chance = top_share(model, draw_blocks(model, draws=draws, seed=seed), top=line.places)
    table = (
        company.positions.set_index("position_id")[["title", "unit"]]
        .loc[dimensions.index]
        .join(judge(model, dimensions, chance, line=line, draws=draws))
        .join(_bounds(build_model(company, measured, weights, weighed), dimensions.index))
    )
    return Ranking(
        in_order(table)[list(_COLUMNS)], dimensions, measured, weights,
        _long(model, measured, used), tuple(used), model, line.places, share, draws, seed,
    )  # fmt: skip


def _weighed(weights: Weights) -> list[str]:
    """Criteria whose own weight and whose dimension's weight are above 0."""
    above = weights.table[weights.table["weight"] > 0]
    across = above.loc[above["group"] == DIMENSIONS, "item"]
    return above.loc[above["group"].isin(across), "item"].tolist()


def _used(measured: Measured, weights: Weights) -> list[str]:
    """Weighed criteria of which at least one post is known."""
    return [name for name in _weighed(weights) if measured.value[name].notna().any()]


def _bounds(model: Model, posts: pd.Index) -> pd.DataFrame:
    """Score were every unknown value, measured anywhere or not, the worst or the best."""
    known = ~np.isnan(model.value)
    columns = {
        "score_low": score(model, np.where(known, model.value, 0.0)),
        "score_high": score(model, np.where(known, model.value, 1.0)),
        "known_share": known @ criterion_shares(model),
    }
    return pd.DataFrame(columns, index=posts)


_COLUMNS = (
    "position_id", "title", "unit", "verdict", "chance", "chance_se", "score", "score_low",
    "score_high", "known_share", "gates", "passes", "gates_assessed", "rank",
)  # fmt: skip


def _long(model: Model, measured: Measured, used: list[str]) -> pd.DataFrame:
    """One row a post and a known criterion, with what it adds."""
    home = measured.coverage.set_index("criterion")["dimension"]
    parts = contributions(model)
    rows, columns = np.nonzero(~np.isnan(parts))
    criteria = np.array(used, dtype=object)[columns]
    return pd.DataFrame(
        {
            "position_id": measured.value.index[rows],
            "dimension": home.loc[criteria].to_numpy(),
            "criterion": criteria.astype(str),
            "value": model.value[rows, columns],
            "contribution": parts[rows, columns],
        }
    )
