"""Which posts are key: scores, gates, stability and the cut, from a company's tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.mcda.acceptability import standard_error
from workbench.mcda.aggregate import gate_margins
from workbench.positions.criteria import Measured, measure
from workbench.positions.cut import gate_reasons, largest_gap, places, verdicts
from workbench.positions.model import (
    Model,
    build_model,
    contributions,
    criterion_shares,
    dimension_names,
    levels,
    score,
)
from workbench.positions.stability import top_share
from workbench.positions.weights import DIMENSIONS, Weights, criterion_weights

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """Open posts in order, with everything the order rests on.

    Attributes
    ----------
    table : one row an open post, best first: position_id, title, unit, verdict (key, borderline,
        ordinary; provisional where it would be key but a gate could not be assessed; no cut where
        posts are too few; not assessed where nothing is known), chance (of a place on the list),
        chance_se (Monte Carlo), score (in [0, 1], from what is known), score_low and score_high
        (were every unknown value the worst or the best, also of criteria nobody knows),
        known_share (weight of the criteria that are known), gates (failed or not assessed, in
        words), passes (no gate is known to be failed), gates_assessed, rank (posts behind a gate
        come last)
    dimensions : values of posts by dimension, in [0, 1], by position_id; missing where unknown
    measured : values, sources and coverage by criterion
    weights : weights in use and how consistent the raters were
    contributions : one row a post and a known criterion: position_id, dimension, criterion, value,
        contribution (their sum over a post is its score at exponent 1)
    criteria : the criteria that take part, those nobody knows anything about left out
    model : what the draws were made from; rows are those of ``dimensions``, columns ``criteria``
    places : number of places on the list; 0 where there are too few posts to cut
    gap : (rank, ratio) of the steepest fall of the score near the cut, among the posts that pass
        the gates
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
    gap: tuple[int, float]
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
    ParameterError, DataError
        As in `measure` and `criterion_weights`.

    Notes
    -----
    Values on anchored scales, weighted means inside a dimension, a power mean across dimensions,
    gates, then the chance of a place under uncertain weights and ratings (SMAA-2, Lahdelma and
    Salminen 2001). Criteria nobody knows anything about are left out and named. A score depends on
    its own post alone; only the chance of a place depends on the others.
    """
    settings = company.settings.positions
    measured, weights = measure(company, seat_only=seat_only), criterion_weights(company)
    weighed, used = _weighed(weights), _used(measured, weights)
    model = build_model(company, measured, weights, used)
    draws, seed = draws or settings.draws, settings.seed if seed is None else seed
    share = settings.key_share if key_share is None else key_share
    top = places(
        len(measured.value), share=share, most=settings.key_count_max,
        fewest_posts=settings.posts_for_cut,
    )  # fmt: skip
    dimensions = pd.DataFrame(
        levels(model, model.value),
        index=measured.value.index,
        columns=dimension_names(measured, used),
    )
    table = (
        company.positions.set_index("position_id")[["title", "unit"]]
        .loc[dimensions.index]
        .join(_gated(company, model, dimensions))
        .join(_bounds(build_model(company, measured, weights, weighed), dimensions.index))
        .join(_chances(model, dimensions.index, top=top, draws=draws, seed=seed))
    )
    table["verdict"] = _verdicts(company, table, cut=top > 0)
    return Ranking(
        _in_order(table), dimensions, measured, weights, _long(model, measured, used),
        tuple(used), model, top, _gap(table, top), share, draws, seed,
    )  # fmt: skip


def _weighed(weights: Weights) -> list[str]:
    """Criteria whose own weight and whose dimension's weight are above 0."""
    above = weights.table[weights.table["weight"] > 0]
    across = above.loc[above["group"] == DIMENSIONS, "item"]
    return above.loc[above["group"].isin(across), "item"].tolist()


def _used(measured: Measured, weights: Weights) -> list[str]:
    """Weighed criteria of which at least one post is known."""
    return [name for name in _weighed(weights) if measured.value[name].notna().any()]


def _chances(model: Model, posts: pd.Index, *, top: int, draws: int, seed: int) -> pd.DataFrame:
    """Score and chance of a place; without a cut there is no chance."""
    scores, chance = score(model, model.value), np.full(len(posts), np.nan)
    if top:
        drawn = top_share(model, top=top, draws=draws, seed=seed)
        chance = np.where(np.isnan(scores), np.nan, drawn)
    columns = {"chance": chance, "chance_se": standard_error(chance, draws), "score": scores}
    return pd.DataFrame(columns, index=posts)


def _verdicts(company: Company, table: pd.DataFrame, *, cut: bool) -> NDArray[np.str_]:
    settings = company.settings.positions
    return verdicts(
        table["chance"].to_numpy(),
        table["score"].to_numpy(),
        table["gates_assessed"].to_numpy(),
        cut=cut, key_at=settings.key_at, borderline_at=settings.borderline_at,
    )  # fmt: skip


def _bounds(model: Model, posts: pd.Index) -> pd.DataFrame:
    """Score were every unknown value, measured anywhere or not, the worst or the best."""
    known = ~np.isnan(model.value)
    columns = {
        "score_low": score(model, np.where(known, model.value, 0.0)),
        "score_high": score(model, np.where(known, model.value, 1.0)),
        "known_share": known @ criterion_shares(model),
    }
    return pd.DataFrame(columns, index=posts)


def _gated(company: Company, model: Model, dimensions: pd.DataFrame) -> pd.DataFrame:
    gates = {str(name): gate for name, gate in company.settings.positions.gates.items()}
    margins = pd.DataFrame(
        gate_margins(dimensions.to_numpy(), model.gates),
        index=dimensions.index,
        columns=dimensions.columns,
    ).reindex(columns=list(gates))
    columns = {
        "gates": gate_reasons(margins, gates),
        "passes": ~(margins < 0).any(axis=1).to_numpy(),
        "gates_assessed": margins.notna().all(axis=1).to_numpy(),
    }
    return pd.DataFrame(columns, index=dimensions.index)


def _gap(table: pd.DataFrame, top: int) -> tuple[int, float]:
    through = table.loc[table["passes"], "score"].to_numpy()
    return largest_gap(through, min(top, len(through)))


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    # Scores lie in (0, 1]: taking 1 away puts every post behind a gate after those that pass.
    placed = table["score"].where(table["passes"], table["score"] - 1)
    ranked = table.assign(rank=placed.rank(ascending=False, method="min")).reset_index()
    return ranked.sort_values(
        ["chance", "rank", "position_id"], ascending=[False, True, True], ignore_index=True
    )[list(_COLUMNS)]


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
