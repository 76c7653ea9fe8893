"""The comparison of scenarios as a page shows it: tables and sentences."""

import numpy as np
import pandas as pd

from workbench.drain.compare import Comparison
from workbench.words import count, in_words, listing, money, percent

_NAMED = 2


def differences_in_words(comparison: Comparison) -> pd.DataFrame:
    """Give what each scenario adds to the base, with its own range.

    Returns
    -------
    DataFrame: scenario, extra_loss, extra_loss_low, extra_loss_high (P10, P90 of the difference),
    dearer_in (share of the draws, as a percentage in text), extra_one_time_in_twenty,
    extra_worst_twentieth, extra_leavers
    """
    rows = comparison.differences
    return pd.DataFrame(
        {
            "scenario": rows["scenario"].map(in_words),
            "extra_loss": rows["difference"],
            "extra_loss_low": rows["difference_low"],
            "extra_loss_high": rows["difference_high"],
            "dearer_in": [_draws(float(share)) for share in rows["dearer_share"]],
            "extra_one_time_in_twenty": rows["value_at_risk_difference"],
            "extra_worst_twentieth": rows["shortfall_difference"],
            "extra_leavers": rows["leavers_difference"],
        }
    )


def _draws(share: float) -> str:
    if not np.isfinite(share):
        return "unknown"
    if share in (0.0, 1.0):
        return "all draws" if share else "no draw"
    # Rounding must not turn nearly all into all.
    return f"{percent(float(np.clip(share, 0.001, 0.99)))} of the draws"


def comparison_findings(comparison: Comparison) -> tuple[str, ...]:
    """Say which scenarios cost more than the base, how much, and how sure that is.

    Parameters
    ----------
    comparison : of ``compare_with``

    Returns
    -------
    Sentences, the dearest scenario first; none where no amount is known or there is one scenario
    """
    rows = comparison.differences.dropna(subset=["difference"])
    if rows.empty:
        return ()
    sentences = (_dearest(comparison, rows), _sure(rows, comparison), _unsure(rows), _less(rows))
    return tuple(sentence for sentence in sentences if sentence)


def _amount(row: pd.Series, currency: str) -> str:
    amount, low, high = (
        money(float(row[name]), currency)
        for name in ("difference", "difference_low", "difference_high")
    )
    return f"{amount} (range {low} to {high})"


def _dearest(comparison: Comparison, rows: pd.DataFrame) -> str:
    worst = rows[rows["difference"] > 0].nlargest(_NAMED, "difference")
    usual = money(float(rows["base_loss"].iloc[0]), comparison.currency)
    base = f"{in_words(comparison.base)} ({usual})"
    if worst.empty:
        return f"No scenario costs more in expectation than {base}."
    named = [
        f"{in_words(row['scenario'])} by {_amount(row, comparison.currency)}"
        for _, row in worst.iterrows()
    ]
    verb = "costs" if len(named) == 1 else "cost"
    return f"In expectation {listing(named)} {verb} more than {base}."


def _sure(rows: pd.DataFrame, comparison: Comparison) -> str:
    always = int((rows["dearer_share"] == 1.0).sum())
    if not always:
        return ""
    if always == len(rows) == 1:
        return "It does so wherever the inputs lie within their ranges."
    verb = "costs" if always == 1 else "cost"
    which = f"{always} of {count(len(rows), 'scenario')}"
    if always == len(rows):
        which = "Both scenarios" if always == 2 else f"All {always} scenarios"
    return (
        f"{which} {verb} more than {in_words(comparison.base)} wherever the inputs lie within "
        "their ranges."
    )


def _unsure(rows: pd.DataFrame) -> str:
    open_ = rows[(rows["dearer_share"] > 0) & (rows["dearer_share"] < 1)]
    if open_.empty:
        return ""
    named = [
        f"{in_words(row['scenario'])} (dearer in {_draws(float(row['dearer_share']))})"
        for _, row in open_.iterrows()
    ]
    return f"Whether it costs more hangs on the inputs for {listing(named)}."


def _less(rows: pd.DataFrame) -> str:
    less = rows[rows["difference_high"] < 0]
    if less.empty:
        return ""
    verb = "costs" if len(less) == 1 else "cost"
    return f"Less than that {verb} {listing([in_words(name) for name in less['scenario']])}."
