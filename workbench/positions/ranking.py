"""Which posts are key: scores, gates, stability and the cut, from a company's tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.positions.criteria import Measured, measure
from workbench.positions.cut import gate_reasons, largest_gap, places, verdicts
from workbench.positions.scoring import dimension_values, gate_margins, power_mean
from workbench.positions.stability import Model, standard_error, top_share
from workbench.positions.weights import DIMENSIONS, Weights, criterion_weights

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """Open posts in order, with everything the order rests on.

    Attributes
    ----------
    table : one row an open post, best first: position_id, title, unit, verdict (key, borderline,
        ordinary, no cut, not assessed), chance (of a place on the list), chance_se (Monte Carlo),
        score (in [0, 1], from what is known), score_low and score_high (were every unknown value
        the worst or the best), known_share (weight of the criteria that are known), gates (gates
        failed or not assessed, in words), rank (posts behind a gate come last)
    dimensions : values of posts by dimension, in [0, 1], by position_id; missing where unknown
    measured : values, sources and coverage by criterion
    weights : weights in use and how consistent the raters were
    contributions : one row a post and a known criterion: position_id, dimension, criterion, value,
        contribution (their sum over a post is its score at exponent 1)
    model : what the draws were made from; the rows are those of ``dimensions``
    places : number of places on the list; 0 where there are too few posts to cut
    gap : (rank, ratio) of the steepest fall of the score near the cut
    draws, seed : of the stability
    """

    table: pd.DataFrame
    dimensions: pd.DataFrame
    measured: Measured
    weights: Weights
    contributions: pd.DataFrame
    model: Model
    places: int
    gap: tuple[int, float]
    draws: int
    seed: int

    @property
    def key_positions(self) -> list[str]:
        """Ids of the key posts, best first; empty where there is no cut."""
        return self.table.loc[self.table["verdict"] == "key", "position_id"].tolist()

    @property
    def borderline_positions(self) -> list[str]:
        """Ids of the posts a panel has to decide on, best first."""
        return self.table.loc[self.table["verdict"] == "borderline", "position_id"].tolist()


def rank_positions(
    company: Company,
    *,
    key_share: float | None = None,
    draws: int | None = None,
    seed: int | None = None,
) -> Ranking:
    """Rank all open posts and say which are key.

    Parameters
    ----------
    company : positions and employees are enough; what else is there adds criteria
    key_share : key posts as a share of all, in (0, 1]; the settings' where not given
    draws, seed : of the stability; the settings' where not given

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
    measured, weights = measure(company), criterion_weights(company)
    model = _model(company, measured, weights)
    draws, seed = draws or settings.draws, settings.seed if seed is None else seed
    share = settings.key_share if key_share is None else key_share
    top = places(
        len(measured.value), share=share, most=settings.key_count_max,
        fewest_posts=settings.posts_for_cut,
    )  # fmt: skip
    levels = _levels(model, model.value)
    chance = top_share(model, top=top, draws=draws, seed=seed) if top else np.zeros(len(levels))
    used = _used(measured)
    dimensions = pd.DataFrame(levels, index=measured.value.index, columns=_dimension_names(used))
    table = _table(company, model, dimensions, chance, top, draws)
    return Ranking(
        table, dimensions, measured, weights, _contributions(model, used, measured), model, top,
        largest_gap(table["score"].to_numpy(), top), draws, seed,
    )  # fmt: skip


def score(model: Model, values: Array, *, exponent: float | None = None) -> Array:
    """Score every post from these values, at the model's exponent or another one.

    Returns
    -------
    (n,) in [floor, 1], before gates; missing where a post has no known value
    """
    power = model.exponent if exponent is None else exponent
    return np.asarray(
        power_mean(
            _levels(model, values), model.dimension_weights, exponent=power, floor=model.floor
        )
    )


def _used(measured: Measured) -> pd.DataFrame:
    """Coverage of the criteria of which at least one post is known."""
    return measured.coverage[measured.coverage["posts_known"] > 0].reset_index(drop=True)


def _dimension_names(used: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(used["dimension"]))


def _model(company: Company, measured: Measured, weights: Weights) -> Model:
    settings, used = company.settings.positions, _used(measured)
    names = _dimension_names(used)
    across = weights.table[weights.table["group"] == DIMENSIONS].set_index("item")
    inside = weights.table[weights.table["group"] != DIMENSIONS].set_index("item")
    criteria = used["criterion"].tolist()
    return Model(
        value=measured.value[criteria].to_numpy(),
        spread=measured.spread[criteria].to_numpy(),
        groups=np.array([names.index(name) for name in used["dimension"]], dtype=np.intp),
        criterion_weights=inside["weight"].reindex(criteria).to_numpy(),
        dimension_weights=across["weight"].reindex(names).to_numpy(),
        criterion_spread=inside["log_ratio_spread"].reindex(criteria).to_numpy(),
        dimension_spread=float(across["log_ratio_spread"].max()),
        gates=np.array([_gates(company).get(name, np.nan) for name in names]),
        exponent=settings.exponent,
        floor=settings.floor,
    )


def _gates(company: Company) -> dict[str, float]:
    return {str(name): gate for name, gate in company.settings.positions.gates.items()}


def _levels(model: Model, values: Array) -> Array:
    return dimension_values(
        values, model.criterion_weights, model.groups, len(model.dimension_weights)
    )


def criterion_shares(model: Model) -> Array:
    """Give the weight of each criterion in the whole, (m,), summing to 1."""
    inside = np.bincount(model.groups, model.criterion_weights, len(model.dimension_weights))
    whole = model.dimension_weights[model.groups] * model.criterion_weights / inside[model.groups]
    return np.asarray(whole / whole.sum())


def _table(
    company: Company, model: Model, levels: pd.DataFrame, chance: Array, top: int, draws: int
) -> pd.DataFrame:
    settings, known = company.settings.positions, ~np.isnan(model.value)
    gates = _gates(company)
    scores = score(model, model.value)
    margins = pd.DataFrame(gate_margins(levels.to_numpy(), model.gates), columns=levels.columns)
    gated = [name for name in levels.columns if name in gates]
    posts = company.positions.set_index("position_id").loc[levels.index]
    frame = posts[["title", "unit"]].assign(
        verdict=verdicts(
            chance, scores, cut=top > 0, key_at=settings.key_at,
            borderline_at=settings.borderline_at,
        ),
        chance=np.where(np.isnan(scores) | (top == 0), np.nan, chance),
        chance_se=np.where(np.isnan(scores) | (top == 0), np.nan, standard_error(chance, draws)),
        score=scores,
        score_low=score(model, np.where(known, model.value, 0.0)),
        score_high=score(model, np.where(known, model.value, 1.0)),
        known_share=known @ criterion_shares(model),
        gates=gate_reasons(margins[gated], gates),
    )  # fmt: skip
    passed = ~(margins[gated] < 0).any(axis=1).to_numpy()
    frame["rank"] = (
        frame["score"].where(passed, frame["score"] - 1).rank(ascending=False, method="min")
    )
    order = frame.reset_index().sort_values(
        ["chance", "rank", "position_id"], ascending=[False, True, True]
    )
    return order.reset_index(drop=True)


def _contributions(model: Model, used: pd.DataFrame, measured: Measured) -> pd.DataFrame:
    """Find what each known criterion adds to the weighted mean of a post, in long form."""
    known = ~np.isnan(model.value)
    inside = np.zeros_like(model.value)
    for group in range(len(model.dimension_weights)):
        mine = model.groups == group
        part = np.where(known[:, mine], model.criterion_weights[mine], 0.0)
        total = part.sum(axis=1, keepdims=True)
        inside[:, mine] = model.dimension_weights[group] * part / np.where(total > 0, total, 1.0)
    whole = inside.sum(axis=1, keepdims=True)
    parts = inside / np.where(whole > 0, whole, 1.0) * np.where(known, model.value, 0.0)
    rows, columns = np.nonzero(known)
    return pd.DataFrame(
        {
            "position_id": measured.value.index[rows],
            "dimension": used["dimension"].to_numpy()[columns],
            "criterion": used["criterion"].to_numpy()[columns],
            "value": model.value[rows, columns],
            "contribution": parts[rows, columns],
        }
    )
