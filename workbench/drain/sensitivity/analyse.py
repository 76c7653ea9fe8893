"""The whole analysis: one way, by variance, two ways at once, and what knowing is worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.drain.ground import Ground, lay_ground
from workbench.drain.sensitivity.decision import DecisionWorth, worth_for_measures
from workbench.drain.sensitivity.indices import SobolIndices, variance_parts
from workbench.drain.sensitivity.inputs import TIE, input_table
from workbench.drain.sensitivity.model import LossModel, make_model
from workbench.drain.sensitivity.paths import draw_paths
from workbench.drain.sensitivity.tornado import LEVEL, middle_point, tornado
from workbench.drain.sensitivity.two_way import two_way_map
from workbench.drain.sensitivity.worth import Worth

Floats = NDArray[np.float64]
EXPECTED, SHORTFALL = "expected_loss", "shortfall_95"
_POINTS = {EXPECTED: 1024, SHORTFALL: 256}
_PATHS = 2048
# Less of the variance than this is rounding.
_MOVES = 1e-12


@dataclass(frozen=True)
class Sensitivity:
    """What the loss hangs on, under one scenario.

    Attributes
    ----------
    lacks : why there is no analysis, and then the frames have no row; empty where there is one
    scenario, horizon_days, currency : what it was made for
    inputs : input, words, sentence, p10, p50, p90, basis, source
    middle : expected loss and expected shortfall (95 %) with every input at its P50, currency
    mean, deviation : of the expected loss where all inputs vary, currency
    spread : P10 and P90 of the expected loss and of the expected shortfall (95 %) where all inputs
        vary: expected_loss and shortfall_95, each a pair, currency
    reported : expected loss of the report, in which times to fill are taken as known
    tornado : see ``tornado``
    indices : one row an input and measure (expected_loss, shortfall_95): measure, input, words,
        first_order, first_order_se, total_order, total_order_se, interaction (total less first)
    found_out : one row an input, largest first: input, words, basis, first_order,
        uncertainty_removed, typical_shift (currency, of the expected loss)
    two_way : see ``two_way_map``
    decision : what knowing an input is worth before measures are bought
    """

    lacks: str
    scenario: str
    horizon_days: int
    currency: str
    inputs: pd.DataFrame
    middle: tuple[float, float]
    mean: float
    deviation: float
    spread: dict[str, tuple[float, float]]
    reported: float
    tornado: pd.DataFrame
    indices: pd.DataFrame
    found_out: pd.DataFrame
    two_way: pd.DataFrame
    decision: DecisionWorth


def sensitivity(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    horizon_days: int | None = None,
    correlation: float | None = None,
) -> Sensitivity:
    """Find which input moves the loss most, and which is worth finding out first.

    Parameters
    ----------
    company, positions, scenario, horizon_days, correlation : as in ``drain_risk``

    Returns
    -------
    Sensitivity. Amounts that are not assessed are in no figure, so an input that moves only these
    seems to move nothing.

    Raises
    ------
    ParameterError
        If the scenario or a post is unknown.
    """
    ground = lay_ground(
        company, positions, scenarios=(scenario,), horizon_days=horizon_days,
        correlation=correlation,
    )  # fmt: skip
    return sensitivity_on(ground, scenario)


def sensitivity_on(ground: Ground, scenario: str) -> Sensitivity:
    """Make the analysis on ground that is already laid; as ``sensitivity``."""
    if ground.seats.empty:
        return _nothing(ground, scenario, "not assessed: nobody holds one of these posts")
    model = make_model(ground, scenario)
    if not model.means(model.middle(1)).any():
        lacks = "not assessed: no amount could be made up for any of these posts"
        return _nothing(ground, scenario, lacks)
    found = {EXPECTED: _expected_indices(model), SHORTFALL: _shortfall_indices(model)}
    indices = _index_table(model, found)
    expected = indices[indices["measure"] == EXPECTED]
    moving = tuple(expected.loc[expected["total_order"] > 0, "input"])
    table = two_way_map(ground, scenario)
    return Sensitivity(
        lacks="", scenario=scenario, horizon_days=ground.leaving.horizon_days,
        currency=ground.company.settings.currency, inputs=input_table(model.inputs),
        middle=middle_point(model), mean=found[EXPECTED][1].mean,
        deviation=found[EXPECTED][1].deviation,
        spread={name: (part.low, part.high) for name, (_, part) in found.items()},
        reported=float(table.loc[table["present"], "expected_loss"].iloc[0]),
        tornado=tornado(model), indices=indices,
        found_out=_found_out(model, expected, found[EXPECTED][1].deviation),
        two_way=table, decision=worth_for_measures(model, moving),
    )  # fmt: skip


def _varying(model: LossModel, *, tie: bool) -> list[int]:
    """Places of the inputs that have a width."""
    return [
        place
        for place, each in enumerate(model.inputs)
        if each.has_width and (tie or each.name != TIE)
    ]


def _indices(
    model: LossModel, outcome: Callable[[Floats], Floats], measure: str, places: list[int]
) -> tuple[list[int], SobolIndices]:
    def of_varying(levels: Floats) -> Floats:
        every = model.middle(levels.shape[1])
        every[places] = levels
        return outcome(every)

    seed = model.ground.company.settings.drain.seed
    return places, variance_parts(of_varying, len(places), points=_POINTS[measure], seed=seed)


def _expected_indices(model: LossModel) -> tuple[list[int], SobolIndices]:
    return _indices(model, model.expected_loss, EXPECTED, _varying(model, tie=False))


def _shortfall_indices(model: LossModel) -> tuple[list[int], SobolIndices]:
    seed = model.ground.company.settings.drain.seed
    paths = draw_paths(model.cv, model.exits.shocks, paths=_PATHS, seed=seed)
    return _indices(
        model, lambda levels: model.shortfalls(paths, levels, level=LEVEL), SHORTFALL,
        _varying(model, tie=True),
    )  # fmt: skip


_INDICES = ["first_order", "first_order_se", "total_order", "total_order_se"]


def _index_table(
    model: LossModel, found: dict[str, tuple[list[int], SobolIndices]]
) -> pd.DataFrame:
    """One row a measure and input; what does not vary, or does not enter, has indices of 0."""
    parts = []
    for measure, (places, result) in found.items():
        rows = pd.DataFrame(
            {
                "measure": measure,
                "input": list(model.names),
                "words": [each.words for each in model.inputs],
                **dict.fromkeys(_INDICES, 0.0),
            }
        )
        values = np.stack([getattr(result, name) for name in _INDICES], axis=1)
        moves = result.total_order > _MOVES
        rows.loc[places, _INDICES] = np.where(moves[:, None] | np.isnan(values), values, 0.0)
        parts.append(rows)
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(interaction=table["total_order"] - table["first_order"])
    order = ["measure", "total_order"]
    return table.sort_values(order, ascending=[True, False], kind="stable", ignore_index=True)


def _found_out(model: LossModel, expected: pd.DataFrame, deviation: float) -> pd.DataFrame:
    """Turn first-order indices into money: what learning an input would take off the doubt."""
    part = expected["first_order"].clip(0.0, 1.0)
    basis = {each.name: each.basis for each in model.inputs}
    rows = expected[["input", "words"]].assign(
        basis=expected["input"].map(basis),
        first_order=part,
        uncertainty_removed=part * deviation,
        typical_shift=np.sqrt(part) * deviation,
    )
    return rows.sort_values("first_order", ascending=False, kind="stable", ignore_index=True)


def _nothing(ground: Ground, scenario: str, lacks: str) -> Sensitivity:
    frames = {name: pd.DataFrame(columns=columns) for name, columns in _COLUMNS.items()}
    nothing = Worth(np.nan, np.nan)
    columns = ["input", "words", "basis", "worth", "standard_error", "clear"]
    return Sensitivity(
        lacks=lacks, scenario=scenario, horizon_days=ground.leaving.horizon_days,
        currency=ground.company.settings.currency, middle=(np.nan, np.nan), mean=np.nan,
        deviation=np.nan, spread=dict.fromkeys(_POINTS, (np.nan, np.nan)), reported=np.nan,
        **frames,
        decision=DecisionWorth(lacks, pd.DataFrame(columns=columns), nothing, np.nan, 0, np.nan),
    )  # fmt: skip


# The columns of the frames where there is no analysis, so that whoever shows them need not ask.
_COLUMNS = {
    "inputs": ["input", "words", "sentence", "p10", "p50", "p90", "basis", "source"],
    "tornado": ["input", "words", "p10", "p50", "p90", "basis", "expected_loss_at_p10",
                "expected_loss_at_p90", "expected_loss_swing", "shortfall_at_p10",
                "shortfall_at_p90", "shortfall_swing", "note"],
    "indices": ["measure", "input", "words", *_INDICES, "interaction"],
    "found_out": ["input", "words", "basis", "first_order", "uncertainty_removed",
                  "typical_shift"],
    "two_way": ["leave_factor", "correlation", "expected_loss", "value_at_risk_99",
                "shortfall_95", "present"],
}  # fmt: skip
