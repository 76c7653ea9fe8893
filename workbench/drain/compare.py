"""Scenarios against people leaving as usual: the difference, with a range of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.ground import lay_ground
from workbench.drain.risk import DrainRisk, scenario_risk, scenario_row
from workbench.drain.scenarios import find_scenario

USUAL = "as_usual"


@dataclass(frozen=True)
class Comparison:
    """All scenarios of the settings on the same posts and the same draws.

    Attributes
    ----------
    base : the scenario that the others are set against
    horizon_days, currency : of all amounts
    scenarios : as ``compare_scenarios`` gives it
    differences : one row a scenario but the base, in the order of the settings: scenario, sentence,
        base_loss (expected loss under the base), difference, difference_low, difference_high
        (of the expected loss, currency; P10 and P90 over the draws), dearer_share (part of the
        draws in which it costs more than the base), value_at_risk_difference,
        shortfall_difference, leavers_difference (people). Amounts are missing where none could
        be assessed.
    """

    base: str
    horizon_days: int
    currency: str
    scenarios: pd.DataFrame
    differences: pd.DataFrame


def compare_with(
    company: Company,
    positions: Sequence[str],
    *,
    base: str = USUAL,
    horizon_days: int | None = None,
    correlation: float | None = None,
) -> Comparison:
    """Set all scenarios of the settings against one of them.

    Parameters
    ----------
    company, positions, horizon_days, correlation : as in ``compare_scenarios``
    base : a name in the settings

    Returns
    -------
    Comparison

    Raises
    ------
    ParameterError
        If there is no scenario of the name ``base``.

    Notes
    -----
    Common random numbers (Law, Simulation Modeling and Analysis, chapter on variance reduction):
    every scenario is priced in the same draws of rates and ranges, and the difference is taken draw
    by draw. What both have in common, such as how long a post takes to fill, moves both alike
    and cancels, so the range of the difference is narrower than two ranges set side by side.
    """
    names = tuple(company.settings.drain.scenarios)
    find_scenario(company.settings.drain, base)
    ground = lay_ground(
        company, positions, scenarios=names, horizon_days=horizon_days, correlation=correlation
    )
    risks = {name: scenario_risk(ground, name) for name in names}
    rows = [_row(risks[name], risks[base]) for name in names if name != base]
    return Comparison(
        base=base,
        horizon_days=ground.leaving.horizon_days,
        currency=company.settings.currency,
        scenarios=pd.DataFrame([scenario_row(risk) for risk in risks.values()]),
        differences=pd.DataFrame(rows, columns=_COLUMNS),
    )


_FIGURES = {
    "difference": "expected_loss",
    "value_at_risk_difference": "value_at_risk_95",
    "shortfall_difference": "expected_shortfall_95",
    "leavers_difference": "expected_leavers",
}
_COLUMNS = ["scenario", "sentence", "base_loss", "difference", "difference_low", "difference_high",
            "dearer_share", *list(_FIGURES)[1:]]  # fmt: skip


def _row(risk: DrainRisk, base: DrainRisk) -> dict[str, object]:
    figures = {name: risk.figure(of) - base.figure(of) for name, of in _FIGURES.items()}
    more, known = risk.draws - base.draws, bool(np.isfinite(figures["difference"]))
    low, high = np.percentile(more, [10, 90]) if known else (np.nan, np.nan)
    # Cents apart are rounding, not dearer.
    dearer = float((more > 1e-9 * max(float(base.draws.max(initial=0.0)), 1.0)).mean())
    return {
        "scenario": risk.scenario, "sentence": risk.sentence,
        "base_loss": base.figure("expected_loss"), "difference_low": low,
        "difference_high": high, "dearer_share": dearer if known else np.nan, **figures,
    }  # fmt: skip
