"""Would another method put other posts on the list? A check, never the verdict."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.mcda.aggregate import gate_margins
from workbench.mcda.orders import first_places, jaccard_of_top, spearman
from workbench.mcda.promethee import promethee
from workbench.mcda.redundancy import correlations, without_double_counting
from workbench.mcda.topsis import topsis
from workbench.mcda.vikor import vikor
from workbench.positions.ranking.model import Model, criterion_shares, levels, score
from workbench.positions.ranking.rank import Ranking
from workbench.words import count, listing

Array = NDArray[np.float64]
EXPONENTS = (1.0, 0.0, -2.0)
BENDS = (0.7, 1.4)
IN_USE = " (in use)"
# Below this common share a method counts as putting other posts on the list.
LEAST_COMMON = 0.7


@dataclass(frozen=True)
class _Order:
    """Scores of posts by one method, larger is better, and whether they pass the gates."""

    scores: Array
    passes: NDArray[np.bool_]

    @property
    def gated(self) -> Array:
        """The scores, missing where a gate is failed."""
        return np.where(self.passes, self.scores, np.nan)


def compare_methods(ranking: Ranking) -> pd.DataFrame:
    """Compare the list with the one that other methods would give on the same values.

    Parameters
    ----------
    ranking : with at least two posts

    Returns
    -------
    DataFrame, one row a method: method; rank_correlation_before_gates (Spearman, all posts, against
        the score in use; missing where all posts are equal); common_share_before_gates (of the
        first places by score alone: posts in both over posts in either, Jaccard);
        common_share_after_gates (the same for the list, that is the first places among the posts
        that pass the gates); warns (in words: whether the list differs so much that the choice of
        method matters). Both shares are missing without a cut. Empty for fewer than two posts or no
        known criterion.

    Notes
    -----
    A post without any known value takes no part. Power means leave unknown values out; TOPSIS,
    VIKOR and PROMETHEE II take no gaps and see them at the middle of their scale. Gates stand on
    values of dimensions: methods with other weights or bent values have values, and so posts that
    pass, of their own; TOPSIS, VIKOR and PROMETHEE II know no dimensions and take the posts that
    pass in the report. "Equal weights": of dimensions, and of criteria inside a dimension.
    """
    model = ranking.model
    if min(model.value.shape) == 0 or len(model.value) < 2:
        return pd.DataFrame(columns=_COLUMNS)
    own = _order(model)
    others = {name: _order(each) for name, each in _variants(model).items()}
    others |= {
        name: _Order(np.where(np.isnan(own.scores), np.nan, scores), own.passes)
        for name, scores in _classical(model).items()
    }
    rows = [_row(name, own, other, ranking.places) for name, other in others.items()]
    return pd.DataFrame(rows, columns=_COLUMNS)


def comparison_sentences(comparison: pd.DataFrame) -> tuple[str, ...]:
    """Say whether other methods would put other posts on the list.

    Parameters
    ----------
    comparison : as from `compare_methods`

    Returns
    -------
    tuple of one plain sentence; of none where there is no list to compare

    Examples
    --------
    >>> rows = {"method": ["VIKOR", "TOPSIS"], "warns": ["no", "yes: 2 posts would come, 2 go"]}
    >>> comparison_sentences(pd.DataFrame(rows | {"common_share_after_gates": [1.0, 0.6]}))
    ('1 of 2 other methods would put clearly other posts on the list: TOPSIS.',)
    """
    others = comparison[~comparison["method"].str.endswith(IN_USE)]
    compared = others.dropna(subset=["common_share_after_gates"])
    if compared.empty:
        return ()
    against = compared.loc[compared["warns"].str.startswith("yes"), "method"].tolist()
    if not against:
        return (
            f"None of {len(compared)} other methods would put clearly other posts on the list.",
        )
    return (
        f"{len(against)} of {len(compared)} other methods would put clearly other posts on the "
        f"list: {listing(against)}.",
    )


_COLUMNS = [
    "method", "rank_correlation_before_gates", "common_share_before_gates",
    "common_share_after_gates", "warns",
]  # fmt: skip


def _variants(model: Model) -> dict[str, Model]:
    """Give the method in use with other exponents, weights and bent values."""
    agreement, _ = correlations(model.value)
    shared = without_double_counting(model.criterion_weights, agreement, model.groups)
    equal = np.ones_like(model.criterion_weights), np.ones_like(model.dimension_weights)
    powers = {
        f"power mean, exponent {exponent:g}{IN_USE * (exponent == model.exponent)}": replace(
            model, exponent=exponent
        )
        for exponent in EXPONENTS
    }
    bent = {
        f"values to the power {bend:g}": replace(model, value=model.value**bend) for bend in BENDS
    }
    return (
        powers
        | {
            "equal weights": replace(model, criterion_weights=equal[0], dimension_weights=equal[1]),
            "weights without double counting": replace(model, criterion_weights=shared),
        }
        | bent
    )


def _classical(model: Model) -> dict[str, Array]:
    values, weights = np.nan_to_num(model.value, nan=0.5), criterion_shares(model)
    flows = promethee(values, weights, preference="linear", q=0.125, p=0.5)
    return {
        "TOPSIS": np.nan_to_num(topsis(values, weights)),
        "VIKOR": -vikor(values, weights).compromise,
        "PROMETHEE II": flows.net,
    }


def _order(model: Model) -> _Order:
    margins = gate_margins(levels(model, model.value), model.gates)
    return _Order(score(model, model.value), np.asarray(~(margins < 0).any(axis=1)))


def _row(
    method: str, own: _Order, other: _Order, places: int
) -> tuple[str, float, float, float, str]:
    return (
        method,
        spearman(own.scores, other.scores),
        jaccard_of_top(own.scores, other.scores, top=places),
        jaccard_of_top(own.gated, other.gated, top=places),
        _warning(own, other, places),
    )


def _warning(own: _Order, other: _Order, places: int) -> str:
    if not places:
        return "no list to compare: too few posts for a cut"
    ours, theirs = (set(first_places(each.gated, places).tolist()) for each in (own, other))
    if not ours | theirs:
        return "no list to compare: no post passes the gates"
    if len(ours & theirs) < LEAST_COMMON * len(ours | theirs):
        return f"yes: {count(len(theirs - ours), 'post')} would come, {len(ours - theirs)} go"
    if ours == theirs and len(ours) < places:
        return "no: the gates decide"
    return "no"
