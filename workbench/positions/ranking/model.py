"""Posts, criteria and weights as arrays: what scores and draws are made from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.company import Company
from workbench.mcda.aggregate import dimension_values, power_mean
from workbench.positions.criteria.measure import Measured
from workbench.positions.ranking.weights import DIMENSIONS, Weights

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """Everything a draw needs: n posts, m criteria, d dimensions.

    Parameters
    ----------
    value : (n, m) in [0, 1]; a missing one is drawn uniformly from [0, 1]
    spread : (n, m) standard deviation of a value, >= 0
    groups : (m,) number of the dimension of each criterion
    criterion_weights : (m,) above 0
    dimension_weights : (d,) above 0
    criterion_spread : (m,) s.d. of the logarithm of a ratio of two weights of a dimension
    dimension_spread : the same for the weights of dimensions
    gates : (d,) smallest value a key post must reach; missing where there is none
    exponent, floor : of the power mean across dimensions
    """

    value: Array
    spread: Array
    groups: NDArray[np.intp]
    criterion_weights: Array
    dimension_weights: Array
    criterion_spread: Array
    dimension_spread: float
    gates: Array
    exponent: float
    floor: float


def build_model(
    company: Company, measured: Measured, weights: Weights, criteria: Sequence[str]
) -> Model:
    """Put the values and weights of these criteria into arrays.

    Parameters
    ----------
    company : for the settings
    measured, weights : of all criteria
    criteria : names of the criteria that take part, each with a weight above 0

    Returns
    -------
    Model; its dimensions are those of `dimension_names`, in that order
    """
    settings, names = company.settings.positions, dimension_names(measured, criteria)
    across = weights.table[weights.table["group"] == DIMENSIONS].set_index("item")
    inside = (
        weights.table[weights.table["group"] != DIMENSIONS].set_index("item").loc[list(criteria)]
    )
    gates = {str(name): gate for name, gate in settings.gates.items()}
    return Model(
        value=measured.value[list(criteria)].to_numpy(),
        spread=measured.spread[list(criteria)].to_numpy(),
        groups=np.array([names.index(group) for group in inside["group"]], dtype=np.intp),
        criterion_weights=inside["weight"].to_numpy(),
        dimension_weights=across["weight"].reindex(names).to_numpy(),
        criterion_spread=inside["log_ratio_spread"].to_numpy(),
        dimension_spread=float(across["log_ratio_spread"].max()),
        gates=np.array([gates.get(name, np.nan) for name in names], dtype=np.float64),
        exponent=settings.exponent,
        floor=settings.floor,
    )


def dimension_names(measured: Measured, criteria: Sequence[str]) -> list[str]:
    """List the dimensions of these criteria, in their order."""
    home = measured.coverage.set_index("criterion")["dimension"]
    return list(dict.fromkeys(home[name] for name in criteria))


def levels(model: Model, values: Array) -> Array:
    """Value of every post on every dimension, (n, d), from these criterion values."""
    count = len(model.dimension_weights)
    return dimension_values(values, model.criterion_weights, model.groups, count)


def score(model: Model, values: Array, *, exponent: float | None = None) -> Array:
    """Score every post from these values, at the model's exponent or another one.

    Returns
    -------
    (n,) in [floor, 1], before gates; missing where a post has no known value
    """
    power = model.exponent if exponent is None else exponent
    mean = power_mean(
        levels(model, values), model.dimension_weights, exponent=power, floor=model.floor
    )
    return np.asarray(mean, dtype=np.float64)


def criterion_shares(model: Model) -> Array:
    """Give the weight of each criterion in the whole, (m,), summing to 1."""
    inside = np.bincount(model.groups, model.criterion_weights, len(model.dimension_weights))
    whole = model.dimension_weights[model.groups] * model.criterion_weights / inside[model.groups]
    return np.asarray(whole / whole.sum())


def contributions(model: Model) -> Array:
    """Find what each criterion adds to the weighted mean of the known values of a post.

    Returns
    -------
    (n, m) >= 0; a row sums to the weighted mean of its levels, which is the score at exponent 1
    before the floor lifts low levels. Missing where the value is: the known ones carry its weight.
    """
    known = ~np.isnan(model.value)
    membership = np.eye(len(model.dimension_weights))[model.groups]
    part = known * model.criterion_weights
    total = (part @ membership) @ membership.T
    inside = part / np.where(total > 0, total, 1.0)
    some = (known.astype(np.float64) @ membership) > 0
    whole = (some * model.dimension_weights).sum(axis=1, keepdims=True)
    across = model.dimension_weights[model.groups] / np.where(whole > 0, whole, 1.0)
    return np.asarray(across * inside * model.value)
