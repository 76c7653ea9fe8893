"""Tables of the sensitivity as a page shows them."""

import pandas as pd

from workbench.drain.sensitivity.analyse import Sensitivity
from workbench.words import percent


def tornado_table(found: Sensitivity) -> pd.DataFrame:
    """Give both ends of the loss for each input, the largest swing of the expected loss first.

    Returns
    -------
    DataFrame: input, range (text: P10 / P50 / P90, three digits), expected_loss_at_p10,
    expected_loss_at_p90, worst_twentieth_at_p10, worst_twentieth_at_p90 (currency), basis, note
    """
    rows = found.tornado
    points = rows[["p10", "p50", "p90"]].to_numpy(dtype=float).tolist()
    names = {
        "shortfall_at_p10": "worst_twentieth_at_p10",
        "shortfall_at_p90": "worst_twentieth_at_p90",
    }
    columns = ["words", "range", "expected_loss_at_p10", "expected_loss_at_p90", *names.values(),
               "basis", "note"]  # fmt: skip
    ranges = [" / ".join(f"{point:.3g}" for point in three) for three in points]
    return rows.assign(range=pd.Series(ranges, index=rows.index, dtype="str")).rename(
        columns=names
    )[columns].rename(columns={"words": "input"})  # fmt: skip


def index_table(found: Sensitivity, *, measure: str = "expected_loss") -> pd.DataFrame:
    """Give which part of the variance each input explains, the largest first.

    Parameters
    ----------
    found : the analysis
    measure : expected_loss or shortfall_95

    Returns
    -------
    DataFrame: input, alone, alone_se, with_others, with_others_se (text: percent of the variance;
    estimates below 0 stand as 0)
    """
    rows = found.indices[found.indices["measure"] == measure].reset_index(drop=True)
    names = {"first_order": "alone", "first_order_se": "alone_se", "total_order": "with_others",
             "total_order_se": "with_others_se"}  # fmt: skip
    parts = {
        name: pd.Series(
            [percent(max(part, 0.0)) if abs(part) >= 0.0005 else "0 %" for part in rows[column]],
            index=rows.index, dtype="str",
        )
        for column, name in names.items()
    }  # fmt: skip
    return pd.DataFrame({"input": rows["words"], **parts})


def found_out_table(found: Sensitivity) -> pd.DataFrame:
    """Give what learning an input takes off the doubt about the expected loss, in money.

    Returns
    -------
    DataFrame: input, basis, uncertainty_removed, typical_shift (currency); inputs that explain
    nothing are left out
    """
    rows = found.found_out[found.found_out["uncertainty_removed"] > 0]
    columns = ["words", "basis", "uncertainty_removed", "typical_shift"]
    return rows[columns].rename(columns={"words": "input"}).reset_index(drop=True)


def decision_table(found: Sensitivity) -> pd.DataFrame:
    """Give what knowing an input is worth before measures are bought, dearest first.

    Returns
    -------
    DataFrame: to_find_out, basis, worth, standard_error (currency), told_from_chance (bool);
    what is worth exactly nothing is left out
    """
    rows = found.decision.table
    rows = rows[rows["worth"] > 0]
    names = {"words": "to_find_out", "clear": "told_from_chance"}
    columns = ["words", "basis", "worth", "standard_error", "clear"]
    return rows[columns].rename(columns=names).reset_index(drop=True)


def map_table(found: Sensitivity) -> pd.DataFrame:
    """Give the loss for every pair of factor and tie.

    Returns
    -------
    DataFrame: rate_of_leaving (text: against the present), tie_between_departures, expected_loss,
    worst_twentieth, exceeded_1_time_in_100 (currency), as_in_the_report (bool)
    """
    rows = found.two_way
    times = [_times(factor) for factor in rows["leave_factor"]]
    return pd.DataFrame(
        {
            "rate_of_leaving": pd.Series(times, index=rows.index, dtype="str"),
            "tie_between_departures": rows["correlation"],
            "expected_loss": rows["expected_loss"],
            "worst_twentieth": rows["shortfall_95"],
            "exceeded_1_time_in_100": rows["value_at_risk_99"],
            "as_in_the_report": rows["present"],
        }
    )


def _times(factor: float) -> str:
    if factor == 1:
        return "as now"
    return f"{factor:g} {'times' if factor > 1 else 'of'} the present"
