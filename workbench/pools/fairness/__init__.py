"""Fairness: selection rates at every gate and at the bottom line; judged apart from selection."""

from workbench.pools.fairness.audit import audit_selection
from workbench.pools.fairness.rates import (
    below_four_fifths,
    detectable_ratio,
    fisher_p,
    flips_with_one,
    newcombe_interval,
    wilson_interval,
)
from workbench.pools.fairness.ratios import selection_ratios
from workbench.pools.fairness.words import (
    fairness_words,
    power_note,
    power_words,
    ratio_table,
    ratio_view,
    step_words,
)

__all__ = [
    "audit_selection",
    "below_four_fifths",
    "detectable_ratio",
    "fairness_words",
    "fisher_p",
    "flips_with_one",
    "newcombe_interval",
    "power_note",
    "power_words",
    "ratio_table",
    "ratio_view",
    "selection_ratios",
    "step_words",
    "wilson_interval",
]
