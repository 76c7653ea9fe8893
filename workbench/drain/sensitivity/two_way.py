"""Two inputs at once: how strongly departures hang together, and how often people leave."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.drain.engine import loss_law
from workbench.drain.ground import Ground
from workbench.drain.scenarios import Exits, raised

FACTORS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
CORRELATIONS = (0.0, 0.05, 0.15, 0.30, 0.50)


def two_way_map(
    ground: Ground,
    scenario: str,
    *,
    factors: Sequence[float] = FACTORS,
    correlations: Sequence[float] = CORRELATIONS,
) -> pd.DataFrame:
    """Compute the loss for every pair of a factor on the rate of leaving and a tie.

    Parameters
    ----------
    ground : of the people; everything but the two stays as it is
    scenario : whose own factor is multiplied, and whose tie is the present one
    factors : on everybody's rate of resigning, > 0; 1 is always added
    correlations : ties, in [0, 1); the present one is always added

    Returns
    -------
    DataFrame, one row a pair, by factor and tie: leave_factor, correlation, expected_loss,
    value_at_risk_99, shortfall_95 (currency), present (bool: the pair of the report). The expected
    loss is the same for all ties.

    Notes
    -----
    chance = 1 - (1 - chance)^factor, as in the scenarios; each pair by ``loss_law`` with the
    amounts of its factor, so by the exact engine. Retirements stay on their dates.
    """
    chance = ground.seats["leave_probability"].to_numpy(dtype=float)
    now = ground.all_exits(scenario).correlation
    rows = []
    for factor in sorted({1.0, *factors}):
        exits = ground.all_exits(scenario, raised(chance, factor=factor))
        severity = _severity(ground, exits)
        expected = float(exits.total @ severity["mean"].to_numpy(dtype=float))
        for tie in sorted({now, *correlations}):
            law = loss_law(replace(exits, correlation=tie), severity)
            rows.append((factor, tie, expected, law.value_at_risk(0.99), law.shortfall(0.95),
                         factor == 1.0 and tie == now))  # fmt: skip
    columns = ["leave_factor", "correlation", "expected_loss", "value_at_risk_99", "shortfall_95",
               "present"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"present": bool, **dict.fromkeys(columns[:-1], np.float64)})


def _severity(ground: Ground, exits: Exits) -> pd.DataFrame:
    """Mean and spread of what each departure costs, as in the ledger but for its cents."""
    draws = np.nansum(np.stack(list(ground.amounts(exits).values())), axis=0)
    mean = draws.mean(axis=1)
    cv = np.divide(draws.std(axis=1), np.where(mean > 0, mean, 1.0))
    return pd.DataFrame({"mean": mean, "cv": cv})
