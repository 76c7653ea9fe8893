"""What the verdict on a flow rests on, put together row by row."""

import numpy as np
import pandas as pd

from workbench.market.flows.cells import KEY
from workbench.market.flows.counts import held
from workbench.market.flows.season import GAIN, LOSS, seasons
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


def evidence(cells: pd.DataFrame, choice: FlowSettings) -> pd.DataFrame:
    """Put together for each occupation and region what its verdict rests on.

    Parameters
    ----------
    cells : from ``flow_cells``; at least one
    choice : shares and levels of noise

    Returns
    -------
    DataFrame, one row an occupation and region: the sums of the two years with their p (see
    ``level``; those of the year before begin with before_), direction (loss or gain), any_share
    (adjusted p among all), false_share (among those that no season and no definition explains),
    could_be_loud (beyond noise at the best of the hidden cells), the change (see ``change``), grew,
    is_other (the change is beyond noise), the definitions (parts_of, kinds, is_break,
    break_is_loud, stands_in_each), the season (see ``seasons``), is_seasonal, is_barred (explained
    by a season or a definition, should its net be beyond noise) and amounts a year
    """
    marked = with_years(cells)
    lacking, periods = lacking_pairs(marked), year_periods(marked)
    now, then = (level(periods, lacking, year=year) for year in (0, 1))
    rows = now.join(then.add_prefix("before_")).reset_index()
    ends = marked.groupby("occupation_code").agg(
        period_end=("period_end", "max"), year_months=("year_months", "first")
    )
    rows = rows.merge(ends.reset_index(), on="occupation_code")
    whole = (rows["lacking"] == 0) & (rows["before_lacking"] == 0)
    rows["direction"] = np.where(rows["net_low"] + rows["net_high"] < 0, LOSS, GAIN)
    rows["tests"] = int(whole.sum())
    rows["any_share"] = held(rows["p_value"].where(whole).to_numpy(dtype=float))
    rows = _with_change(rows, periods, choice)
    rows = _with_definitions(rows, periods, choice)
    rows = _with_season(rows, seasons(periods, noise_level=choice.noise_level), choice)
    return _per_year(_with_shares(rows, choice))


def _with_shares(rows: pd.DataFrame, choice: FlowSettings) -> pd.DataFrame:
    """Hold the false ones among those that can be called at all.

    A season or a new definition is a sure difference and no drain: were it to count as found, more
    of the others would be called by chance.
    """
    broken = rows["is_break"] & ~rows["stands_in_each"] & ~rows["grew"]
    rows["is_seasonal"] = rows["is_own_season"] & ~rows["is_break"] & ~rows["grew"]
    rows["is_barred"] = broken | rows["is_seasonal"]
    known = rows["any_share"].notna()
    p = rows["p_value"].where(known).mask(known & rows["is_barred"], 1.0)
    rows["false_share"] = held(p.to_numpy(dtype=float))
    share = choice.false_discovery_share
    more = int((rows["false_share"] <= share).sum()) + 1
    rows["could_be_loud"] = rows["best_p"] <= share * more / rows["tests"].clip(lower=1)
    rows["false_share"] = rows["false_share"].mask(rows["is_barred"], rows["any_share"])
    return rows


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
    """Add the season of the row's own direction; a quiet row may have that of the other one."""
    own = rows[[*KEY, "direction"]].merge(found, on=[*KEY, "direction"])
    quiet = rows.loc[~(rows["any_share"] <= choice.false_discovery_share), KEY]
    other = found[found["season_p"] <= choice.noise_level].merge(quiet, on=KEY)
    own["is_own_season"] = True
    first = pd.concat([own, other], ignore_index=True).drop_duplicates(KEY)
    rows = rows.merge(first.drop(columns="direction"), on=KEY, how="left")
    return rows.assign(is_own_season=rows["is_own_season"].fillna(False).astype(bool))


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
