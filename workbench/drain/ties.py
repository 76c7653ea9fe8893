"""How much rests on the tie between departures, which nobody knows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.engine import LossYear, loss_year
from workbench.drain.ground import lay_ground

CORRELATIONS = (0.0, 0.05, 0.15, 0.30)


def tie_table(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    horizon_days: int | None = None,
    correlations: Sequence[float] = CORRELATIONS,
) -> pd.DataFrame:
    """Compute the bad end of the year for several ties between departures.

    Parameters
    ----------
    company, positions, scenario, horizon_days : as in ``drain_risk``
    correlations : ties to try, in [0, 1)

    Returns
    -------
    DataFrame, one row a tie: correlation, value_at_risk_95, expected_shortfall_95 (currency),
    leavers_one_time_in_twenty (so many people or more leave with a chance of at least 5 %). The
    expected loss is the same in all rows: ties move the tail only.
    """
    ground = lay_ground(company, positions, scenarios=(scenario,), horizon_days=horizon_days)
    exits = ground.all_exits(scenario)
    severity = ground.ledger(exits).severity
    years = [loss_year(replace(exits, correlation=tie), severity) for tie in correlations]
    return pd.DataFrame(
        {
            "correlation": list(correlations),
            "value_at_risk_95": [year.value_at_risk(0.95) for year in years],
            "expected_shortfall_95": [year.shortfall(0.95) for year in years],
            "leavers_one_time_in_twenty": [_often_at_least(year) for year in years],
        }
    )


def _often_at_least(year: LossYear) -> int:
    at_least = np.cumsum(year.counts[::-1])[::-1]
    return int(np.flatnonzero(at_least >= 0.05 - 1e-12).max())
