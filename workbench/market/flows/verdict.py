"""What each region's flows of an occupation amount to: one word and one sentence a row."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.market.flows.cells import KEY
from workbench.market.flows.evidence import evidence
from workbench.market.flows.season import LOSS
from workbench.market.flows.why import why
from workbench.market.flows.words import (
    DEFINITION,
    DRAIN,
    GAINED,
    NO_CHANGE,
    ORDER,
    SEASON,
    SUPPRESSED,
    TOO_FEW,
)
from workbench.settings.flows import FlowSettings

COLUMNS = [
    *KEY, "verdict", "period_end", "net_per_year", "net_low_per_year", "net_high_per_year",
    "before_per_year", "before_low_per_year", "before_high_per_year", "p_value", "false_share",
    "change_p", "compared_months", "competitor_net_low_per_year", "competitor_net_high_per_year",
    "to_competitor_low_per_year", "to_competitor_high_per_year", "hidden", "unknown", "why",
]  # fmt: skip


def verdicts(cells: pd.DataFrame, choice: FlowSettings) -> pd.DataFrame:
    """Say for each occupation and region whether it drains.

    Parameters
    ----------
    cells : from ``flow_cells``
    choice : shares and levels of noise

    Returns
    -------
    DataFrame, one row an occupation and region, the verdicts in the order of ``ORDER`` and in each
    the largest loss first, of gains the largest: occupation_code, region, verdict, period_end (of
    the latest year), net_per_year (missing where hidden cells leave a range), net_low_per_year,
    net_high_per_year,
    before_per_year, before_low_per_year, before_high_per_year (the year before; missing where the
    definition is not the same in both years), p_value (that as many came as went in the latest
    year, the largest over the hidden cells), false_share (Benjamini and Hochberg), change_p
    (against the same periods a year before by the same definition; missing where there are none),
    compared_months,
    competitor_net_low_per_year, competitor_net_high_per_year (of moves to competitors only),
    to_competitor_low_per_year, to_competitor_high_per_year (who left to one), hidden, unknown
    (cells in the latest year), why

    Notes
    -----
    The rules stand in docs/methods/talent-market-flows.md.
    """
    if cells.empty:
        return pd.DataFrame({name: pd.Series(dtype="str" if name in _TEXTS else "float64")
                             for name in COLUMNS})  # fmt: skip
    rows = evidence(cells, choice)
    rows["verdict"] = [judge(row, choice) for row in rows.to_dict("records")]
    rows["why"] = [why(row, choice) for row in rows.to_dict("records")]
    rows["place"] = rows["verdict"].map({word: place for place, word in enumerate(ORDER)})
    net = rows["net_low"] + rows["net_high"]
    size = net.mask(rows["verdict"] == GAINED, -net)
    ordered = rows.assign(size=size).sort_values(["place", "size", *KEY], kind="stable")
    return ordered[COLUMNS].reset_index(drop=True)


_TEXTS = {*KEY, "verdict", "why"}


def judge(row: Mapping[Any, Any], choice: FlowSettings) -> str:
    """Give the verdict of one row of evidence; the first rule that holds counts."""
    limit = choice.false_discovery_share
    loud = row["any_share"] <= limit if row["is_barred"] else row["false_share"] <= limit
    if row["lacking"] or row["before_lacking"] or (row["unknown"] and not loud):
        return TOO_FEW
    if not loud:
        if row["hidden"] and row["could_be_loud"]:
            return SUPPRESSED
        if row["season_p"] <= choice.noise_level:
            return SEASON
        return DEFINITION if row["is_break"] and row["break_is_loud"] else NO_CHANGE
    if row["is_barred"]:
        return SEASON if row["is_seasonal"] else DEFINITION
    return DRAIN if row["direction"] == LOSS else GAINED
