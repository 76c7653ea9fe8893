"""Weights of dimensions and criteria: fixed, judged by raters, or equal where nothing is known."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.company.once import once
from workbench.errors import DataError, ParameterError
from workbench.mcda import ahp

Array = NDArray[np.float64]
DIMENSIONS = "dimensions"
ALL_RATERS = "all raters"


@dataclass(frozen=True)
class Weights:
    """Weights in groups: the dimensions, and inside each dimension its criteria.

    Attributes
    ----------
    table : group, item, weight (sums to 1 in a group), source (settings, judgements, equal),
        eigenvector_weight (Saaty's, for comparison; missing where it cannot be found),
        log_ratio_spread (s.d. of the logarithm of a ratio of two weights between raters, at least
        that of the settings)
    consistency : group, rater (and "all raters" together), answers, gci, gci_limit, lambda_max,
        consistency_index, consistency_ratio, consistent (missing where nothing can be checked)
    doubts : group, rater, item_a, item_b, answered_ratio, implied_ratio: up to three answers a
        matrix that fit the others least
    """

    table: pd.DataFrame
    consistency: pd.DataFrame
    doubts: pd.DataFrame


@once
def criterion_weights(company: Company) -> Weights:
    """Find the weights of every group.

    Parameters
    ----------
    company : uses positions.weights of the settings, then the table judgements

    Returns
    -------
    Weights

    Raises
    ------
    ParameterError
        If the settings fix the weights of a part of a group only.
    DataError
        If the judgements of a group do not tie all its items together.
    """
    groups = _groups(company)
    tables = [_weighted(company, group, items) for group, items in groups.items()]
    answers = {group: _matrices(company, items) for group, items in groups.items()}
    checked = [
        _checked(group, groups[group], rater, matrix)
        for group, matrices in answers.items()
        for rater, matrix in _with_group(matrices).items()
        if len(groups[group]) > 1
    ]
    return Weights(
        pd.concat(tables, ignore_index=True),
        pd.DataFrame([row for row, _ in checked], columns=_CONSISTENCY),
        pd.DataFrame([doubt for _, doubts in checked for doubt in doubts], columns=_DOUBTS),
    )


_CONSISTENCY = [
    "group", "rater", "answers", "gci", "gci_limit", "lambda_max", "consistency_index",
    "consistency_ratio", "consistent",
]  # fmt: skip
_DOUBTS = ["group", "rater", "item_a", "item_b", "answered_ratio", "implied_ratio"]


def _groups(company: Company) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, criterion in company.settings.positions.criteria.items():
        groups.setdefault(criterion.dimension, []).append(name)
    return {DIMENSIONS: list(groups), **groups}


def _weighted(company: Company, group: str, items: list[str]) -> pd.DataFrame:
    matrices = _matrices(company, items)
    least = company.settings.positions.weight_spread
    fixed = _fixed(company, group, items)
    eigen, spread = np.full(len(items), np.nan), least
    if fixed is not None:
        weights, source = fixed, "settings"
    elif matrices:
        matrix = ahp.group_matrix(list(matrices.values()))
        weights, source = _priorities(matrix, group, items), "judgements"
        eigen, spread = ahp.eigen_consistency(matrix)[3], max(least, _spread(matrices))
    else:
        weights, source = np.full(len(items), 1 / len(items)), "equal"
    return pd.DataFrame(
        {
            "group": group, "item": items, "weight": weights, "source": source,
            "eigenvector_weight": eigen, "log_ratio_spread": spread,
        }
    )  # fmt: skip


def _fixed(company: Company, group: str, items: list[str]) -> Array | None:
    given = company.settings.positions.weights
    missing = [item for item in items if item not in given]
    if len(missing) == len(items):
        return None
    weights = np.array([given.get(item, np.nan) for item in items])
    if missing or (weights < 0).any() or not weights.sum() > 0:
        raise ParameterError(
            f"positions.weights: {group} needs a weight of at least 0 for each of "
            f"{', '.join(items)}, one of them above 0; missing: {', '.join(missing) or 'none'}."
        )
    return np.asarray(weights / weights.sum())


def _matrices(company: Company, items: list[str]) -> dict[str, Array]:
    """Matrix of each rater who compared two of these items; doubled answers are averaged."""
    if not company.has("judgements"):
        return {}
    rows = company.table("judgements")
    rows = rows[rows["criterion_a"].isin(items) & rows["criterion_b"].isin(items)]
    rows = rows[rows["criterion_a"] != rows["criterion_b"]]
    return {
        str(rater): ahp.group_matrix([_one_answer(items, *answer) for answer in part.to_numpy()])
        for rater, part in rows.set_index("rater").groupby(level=0)
    }


def _one_answer(items: list[str], first: str, second: str, ratio: float) -> Array:
    matrix = np.full((len(items), len(items)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    a, b = items.index(first), items.index(second)
    matrix[a, b], matrix[b, a] = ratio, 1 / ratio
    return matrix


def _priorities(matrix: Array, group: str, items: list[str]) -> Array:
    try:
        return ahp.priorities(matrix)
    except ValueError as problem:
        raise DataError(
            f"judgements: for {group} {problem}. Compare all of {', '.join(items)} with one "
            "another, directly or through others, or fix their weights in the settings."
        ) from None


def _spread(matrices: dict[str, Array]) -> float:
    """S.d. between raters of the logarithm of a ratio of two weights, over all pairs."""
    own = [_own_logs(matrix) for matrix in matrices.values()]
    logs = np.array([row for row in own if row is not None])
    if len(logs) < 2:
        return 0.0
    first, second = np.triu_indices(logs.shape[1], 1)
    if not len(first):
        return 0.0
    return float(np.sqrt((logs[:, first] - logs[:, second]).var(axis=0, ddof=1).mean()))


def _own_logs(matrix: Array) -> Array | None:
    try:
        return np.asarray(np.log(ahp.priorities(matrix)))
    except ValueError:
        return None


def _with_group(matrices: dict[str, Array]) -> dict[str, Array]:
    if len(matrices) < 2:
        return matrices
    return {ALL_RATERS: ahp.group_matrix(list(matrices.values())), **matrices}


def _checked(
    group: str, items: list[str], rater: str, matrix: Array
) -> tuple[tuple[object, ...], list[tuple[object, ...]]]:
    answers = int((~np.isnan(matrix)).sum() - len(items)) // 2
    try:
        weights = ahp.priorities(matrix)
    except ValueError:
        return (group, rater, answers, *[np.nan] * 6), []
    gci, limit = ahp.geometric_consistency(matrix, weights), ahp.consistency_limit(len(items))
    consistent = pd.NA if np.isnan(gci) else gci <= limit
    doubts: list[tuple[object, ...]] = [
        (group, rater, items[j], items[k], answered, implied)
        for j, k, answered, implied in ahp.largest_residuals(matrix, weights)
    ]
    row = (group, rater, answers, gci, limit, *ahp.eigen_consistency(matrix)[:3], consistent)
    return row, doubts if not np.isnan(gci) else []
