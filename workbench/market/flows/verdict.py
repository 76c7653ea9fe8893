"""What each region's flows of an occupation amount to: one word and one sentence a row."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbench.market.flows.cells import KEY
from workbench.market.flows.counts import held
from workbench.market.flows.season import GAIN, LOSS, seasons
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
from workbench.market.flows.years import (
    YEAR_MONTHS,
    change,
    lacking_pairs,
    level,
    parts_by_definition,
    with_years,
    without_peak,
    year_periods,
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
    rows = _evidence(cells, choice)
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
    loud = row["false_share"] <= choice.false_discovery_share
    if row["lacking"] or row["before_lacking"] or (row["unknown"] and not loud):
        return TOO_FEW
    if not loud:
        if row["hidden"] and row["could_be_loud"]:
            return SUPPRESSED
        if row["season_p"] == row["season_p"]:
            return SEASON
        return DEFINITION if row["is_break"] and row["break_is_loud"] else NO_CHANGE
    if row["is_break"] and not row["stands_in_each"] and not row["grew"]:
        return DEFINITION
    if row["season_p"] == row["season_p"] and not row["grew"]:
        return SEASON
    return DRAIN if row["direction"] == LOSS else GAINED


def _evidence(cells: pd.DataFrame, choice: FlowSettings) -> pd.DataFrame:
    marked = with_years(cells)
    lacking, periods = lacking_pairs(marked), year_periods(marked)
    now, then = (level(periods, lacking, year=year) for year in (0, 1))
    rows = now.join(then.add_prefix("before_")).reset_index()
    ends = marked.groupby("occupation_code").agg(
        period_end=("period_end", "max"), year_months=("year_months", "first")
    )
    rows = rows.merge(ends.reset_index(), on="occupation_code")
    whole = (rows["lacking"] == 0) & (rows["before_lacking"] == 0)
    rows["false_share"] = held(rows["p_value"].where(whole).to_numpy(dtype=float))
    tests = int(whole.sum())
    share = choice.false_discovery_share
    more = int((rows["false_share"] <= share).sum()) + 1
    rows["could_be_loud"] = rows["best_p"] <= share * more / max(tests, 1)
    rows["tests"] = tests
    rows["direction"] = np.where(rows["net_low"] + rows["net_high"] < 0, LOSS, GAIN)
    rows = _with_change(rows, periods, choice)
    rows = _with_definitions(rows, periods, choice)
    rows = _with_season(rows, seasons(periods, noise_level=choice.noise_level), choice)
    return _per_year(rows)


def _with_change(rows: pd.DataFrame, periods: pd.DataFrame, choice: FlowSettings) -> pd.DataFrame:
    same = change(periods, same_definition=True).reset_index()
    rows = rows.merge(same, on=KEY, how="left")
    rows["compared_months"] = rows["compared_months"].fillna(0).astype(int)
    along = rows["change_high"].where(rows["direction"] == LOSS, -rows["change_low"]) < 0
    rows["change_share"] = held(rows["change_p"].to_numpy(dtype=float))
    rows["is_other"] = rows["change_share"] <= choice.false_discovery_share
    return rows.assign(grew=rows["is_other"] & along)


def _with_definitions(
    rows: pd.DataFrame, periods: pd.DataFrame, choice: FlowSettings
) -> pd.DataFrame:
    parts = parts_by_definition(periods)
    names = ["definition", "months", "net_low", "net_high"]
    of = pd.Series(list(parts[names].itertuples(index=False, name=None)), index=parts.index)
    groups = parts.assign(parts_of=of).groupby(KEY)
    rows = rows.merge(groups.agg(parts_of=("parts_of", list), kinds=("kinds", "max")).reset_index(),
                      on=KEY, how="left")  # fmt: skip
    rows["is_break"] = (rows["parts_of"].str.len() > 1) | (rows["kinds"] > 1)
    over = change(periods, same_definition=False)["change_p"].rename("break_p").reset_index()
    rows = rows.merge(over, on=KEY, how="left")
    rows["break_is_loud"] = (rows["break_p"] <= choice.noise_level) & ~rows["is_other"]
    calm = parts_by_definition(without_peak(periods)).merge(rows[[*KEY, "direction"]], on=KEY)
    low = calm["net_high"].where(calm["direction"] == LOSS, -calm["net_low"])
    calm["stands"] = (calm["p_value"] <= choice.noise_level) & (low < 0)
    left = calm.groupby(KEY).agg(stands=("stands", "all"), parts=("definition", "nunique"))
    rows = rows.merge(left.reset_index(), on=KEY, how="left")
    every = rows["parts"] == rows["parts_of"].str.len()
    rows["stands_in_each"] = rows["stands"].fillna(False).astype(bool) & every
    return rows


def _with_season(rows: pd.DataFrame, found: pd.DataFrame, choice: FlowSettings) -> pd.DataFrame:
    """Add the season of the row's own direction; a quiet row may have that of either."""
    quiet = ~(rows["false_share"] <= choice.false_discovery_share)
    either = found.sort_values("season_p", kind="stable").drop_duplicates(KEY)
    loud = rows[~quiet].merge(found, on=[*KEY, "direction"], how="left")
    calm = rows[quiet].merge(either.drop(columns="direction"), on=KEY, how="left")
    return pd.concat([loud, calm], ignore_index=True).sort_values(KEY, ignore_index=True)


def _per_year(rows: pd.DataFrame) -> pd.DataFrame:
    pace = YEAR_MONTHS / rows["year_months"]
    for name, column in (
        ("net", "net"), ("before", "before_net"), ("competitor_net", "competitor_net"),
        ("to_competitor", "competitor_went"),
    ):  # fmt: skip
        low, high = (rows[f"{column}_{end}"] * pace for end in ("low", "high"))
        rows[f"{name}_low_per_year"], rows[f"{name}_high_per_year"] = low, high
        rows[f"{name}_per_year"] = low.where(low == high)
    names = ["before_per_year", "before_low_per_year", "before_high_per_year"]
    rows[names] = rows[names].mask(rows["is_break"])
    return rows
