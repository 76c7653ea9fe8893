"""One input after the other from its P10 to its P90, the others in their middle."""

import numpy as np
import pandas as pd

from workbench.drain.sensitivity.inputs import TIE
from workbench.drain.sensitivity.model import LossModel

LEVEL = 0.95
NO_WIDTH = "its range has no width"
NO_EFFECT = "what it moves is 0 or not assessed at these posts"
TAIL_ONLY = "moves the worst twentieth only"
_STILL = 1e-9


def tornado(model: LossModel) -> pd.DataFrame:
    """Move every input from P10 to P90 and give both ends of the loss.

    Parameters
    ----------
    model : of at least one person

    Returns
    -------
    DataFrame, one row an input, the largest swing of the expected loss first: input, words, p10,
    p50, p90, basis, expected_loss_at_p10, expected_loss_at_p90, expected_loss_swing,
    shortfall_at_p10, shortfall_at_p90, shortfall_swing (currency; swings are absolute), note (why
    nothing moves; empty where something does). An input that moves nothing keeps its row.

    Notes
    -----
    The ends are computed by ``driver_amounts`` and ``loss_law``, so by the ledger and the engine.
    The spread within a person's loss is that of the ledger throughout.
    """
    middle = middle_point(model)
    rows = [_row(model, place, middle) for place in range(len(model.inputs))]
    order = ["expected_loss_swing", "shortfall_swing"]
    return pd.DataFrame(rows).sort_values(order, ascending=False, kind="stable", ignore_index=True)


def middle_point(model: LossModel) -> tuple[float, float]:
    """Give expected loss and expected shortfall with every input at its P50, currency."""
    levels = model.middle(1)
    return float(model.expected_loss(levels)[0]), model.law(levels[:, 0]).shortfall(LEVEL)


def _row(model: LossModel, place: int, middle: tuple[float, float]) -> dict[str, object]:
    each = model.inputs[place]
    levels = model.middle(3)
    levels[place] = [0.1, 0.5, 0.9]
    # The loss of each person and the chances say whether the engine has anything to do.
    named = model.by_name(levels)
    people = np.vstack([model.means(levels), model.chances(named), model.ties(named[TIE])[None]])
    moves = bool((np.ptp(people, axis=1) > _STILL * np.abs(people).max(axis=1)).any())
    if moves:
        expected = model.expected_loss(levels)[[0, 2]].tolist()
        tail = [model.law(levels[:, column]).shortfall(LEVEL) for column in (0, 2)]
    else:
        expected, tail = [middle[0]] * 2, [middle[1]] * 2
    return {
        "input": each.name, "words": each.words, "p10": each.range.p10, "p50": each.range.p50,
        "p90": each.range.p90, "basis": each.basis, "expected_loss_at_p10": expected[0],
        "expected_loss_at_p90": expected[1],
        "expected_loss_swing": abs(expected[1] - expected[0]), "shortfall_at_p10": tail[0],
        "shortfall_at_p90": tail[1], "shortfall_swing": abs(tail[1] - tail[0]),
        "note": _note(each.has_width, moves, each.name),
    }  # fmt: skip


def _note(has_width: bool, moves: bool, name: str) -> str:
    if not moves:
        return NO_EFFECT if has_width else NO_WIDTH
    return TAIL_ONLY if name == TIE else ""
