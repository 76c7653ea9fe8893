"""The latest year of each region against the year before: sums, and how sure they are."""

import numpy as np
import pandas as pd

from workbench.market.flows.cells import BOUNDS, KEY, both_sides, label, nets
from workbench.market.flows.counts import best_p, worst_p

YEAR_MONTHS = 12
_PAIR = ["occupation_code", "from_region", "to_region"]
_FOUR = BOUNDS[:4]
_CROSSED = ["one_low", "one_high", "other_low", "other_high"]


def with_years(cells: pd.DataFrame) -> pd.DataFrame:
    """Mark the cells of the latest year of each occupation and of the year before.

    Parameters
    ----------
    cells : from ``flow_cells``

    Returns
    -------
    DataFrame: the cells that end within the two years, with last (the month the latest year ends
    in), year_months (12, or the longest period where that is longer), year (0 the latest, 1 the one
    before, -1 where a period lies in neither as a whole), lag (months from the end of the cell to
    the end of its year)
    """
    groups = cells.groupby("occupation_code")
    last = groups["month"].transform("max")
    span = groups["months"].transform("max").clip(lower=YEAR_MONTHS)
    start, year = cells["month"] - cells["months"], (last - cells["month"]) // span
    begins = last - span * (year + 1)
    marked = cells.assign(
        last=last, year_months=span, year=year.where(start >= begins, -1),
        lag=(last - cells["month"]) % span,
    )  # fmt: skip
    return marked[(last - cells["month"]) < 2 * span].reset_index(drop=True)


def lacking_pairs(marked: pd.DataFrame) -> pd.DataFrame:
    """List pairs of regions whose periods do not fill a year, each without gap or overlap.

    Returns
    -------
    DataFrame: occupation_code, from_region, to_region, year (0 the latest, 1 the one before)
    """
    pairs = marked[[*_PAIR, "year_months"]].drop_duplicates()
    every = pairs.merge(pd.DataFrame({"year": [0, 1]}), how="cross")
    inside = marked[marked["year"] >= 0].sort_values([*_PAIR, "month"])
    before = inside.groupby([*_PAIR, "year"])["month"].shift()
    apart = before.notna() & (before != inside["month"] - inside["months"])
    sums = (
        inside.assign(apart=apart).groupby([*_PAIR, "year"])
        .agg(filled=("months", "sum"), apart=("apart", "sum")).reset_index()
    )  # fmt: skip
    found = every.merge(sums, on=[*_PAIR, "year"], how="left")
    whole = (found["filled"] == found["year_months"]) & (found["apart"] == 0)
    return found.loc[~whole, [*_PAIR, "year"]].reset_index(drop=True)


def year_periods(marked: pd.DataFrame) -> pd.DataFrame:
    """Sum the marked cells by region and period.

    Returns
    -------
    DataFrame: occupation_code, region, year, lag, months, period_end, the bounds of who came and
    went, hidden, unknown, definition, kinds (how many definitions are in it), slot (season: the
    calendar quarter the period ends in, the month for periods longer than a quarter)
    """
    inside = both_sides(marked[marked["year"] >= 0])
    groups = inside.groupby([*KEY, "year", "lag", "months", "period_end"], as_index=False)
    named = groups.agg(definition=("definition", label), kinds=("definition", "nunique"))
    table = groups[[*BOUNDS, "hidden", "unknown"]].sum().merge(named)
    month = table["period_end"].dt.month - 1
    return table.assign(slot=(month // 3).where(table["months"] <= 3, month + 4))


def level(periods: pd.DataFrame, lacking: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Give who came and went in one of the two years, and the p of both being as many.

    Parameters
    ----------
    periods : from ``year_periods``
    lacking : from ``lacking_pairs``; their people may be any number
    year : 0 the latest, 1 the one before

    Returns
    -------
    DataFrame by occupation_code and region: the bounds of came, went, net, the same of moves to
    competitors, hidden, unknown, lacking (pairs), p_value (the largest within the bounds),
    best_p (the smallest)
    """
    index = pd.MultiIndex.from_frame(periods[KEY].drop_duplicates())
    sums = periods[periods["year"] == year].groupby(KEY)[[*BOUNDS, "hidden", "unknown"]].sum()
    sums = sums.reindex(index, fill_value=0)
    here, lacks = lacking[lacking["year"] == year], pd.Series(0, index=sums.index)
    for side, moved in (("from_region", "went"), ("to_region", "came")):
        number = here.groupby(["occupation_code", side]).size()
        number = number.rename_axis(KEY).reindex(sums.index, fill_value=0)
        for name in (f"{moved}_high", f"competitor_{moved}_high"):
            sums[name] = sums[name].mask(number > 0, float("inf"))
        lacks += number
    bounds = [sums[name].to_numpy(dtype=float) for name in _FOUR]
    return nets(sums).assign(lacking=lacks, p_value=worst_p(*bounds), best_p=best_p(*bounds))


def change(periods: pd.DataFrame, *, same_definition: bool) -> pd.DataFrame:
    """Compare the net with that of the same periods a year before.

    Parameters
    ----------
    periods : from ``year_periods``
    same_definition : only periods counted by one and the same definition in both years

    Returns
    -------
    DataFrame by occupation_code and region, only those that can be compared: compared_months,
    change_low, change_high (people), change_p (the largest p within the bounds)

    Notes
    -----
    Where the mean net has not changed, who came now plus who went then has the same mean as who
    went now plus who came then; both are Poisson, so that the test of two counts is exact.
    """
    now, then = (periods[periods["year"] == year] for year in (0, 1))
    on = [*KEY, "lag", "months"]
    both = now.merge(then, on=on, suffixes=("", "_then"))
    if same_definition:
        alone = (both["kinds"] == 1) & (both["kinds_then"] == 1)
        both = both[alone & (both["definition"] == both["definition_then"])]
    crossed = {
        f"{name}_{end}": both[f"{mine}_{end}"] + both[f"{theirs}_{end}_then"]
        for name, mine, theirs in (("one", "came", "went"), ("other", "went", "came"))
        for end in ("low", "high")
    }
    sums = both.assign(**crossed).groupby(KEY)[[*_CROSSED, "months"]].sum()
    bounds = [sums[name].to_numpy(dtype=float) for name in _CROSSED]
    return pd.DataFrame(
        {
            "compared_months": sums["months"],
            "change_low": sums["one_low"] - sums["other_high"],
            "change_high": sums["one_high"] - sums["other_low"],
            "change_p": worst_p(*bounds),
        }
    )


def without_peak(periods: pd.DataFrame) -> pd.DataFrame:
    """Leave out the season of each region that adds most to its net of the latest year.

    Parameters
    ----------
    periods : from ``year_periods``; those of a year or more have no season and stay
    """
    short = periods[periods["months"] < YEAR_MONTHS]
    middle = nets(short)[["net_low", "net_high"]].replace([np.inf, -np.inf], np.nan).mean(axis=1)
    now = short.assign(net=middle)[short["year"] == 0]
    slots = now.groupby([*KEY, "slot"])["net"].sum()
    along = slots * np.sign(slots.groupby(KEY).transform("sum"))
    peaks = along.reset_index().sort_values("net", kind="stable").drop_duplicates(KEY, keep="last")
    peak = peaks.set_index(KEY)["slot"]
    own = peak.reindex(pd.MultiIndex.from_frame(periods[KEY])).to_numpy()
    return periods[(periods["slot"].to_numpy() != own) | (periods["months"] >= YEAR_MONTHS)]


def parts_by_definition(periods: pd.DataFrame) -> pd.DataFrame:
    """Give the net of each stretch of the two years that one definition counted.

    Returns
    -------
    DataFrame by occupation_code, region and definition, the latest first: months, net_low,
    net_high, p_value (1 where several definitions counted at once), kinds
    """
    newest = periods.sort_values(["year", "lag"], kind="stable")
    groups = newest.groupby([*KEY, "definition"], sort=False)
    sums = nets(groups[BOUNDS].sum()).join(groups.agg(months=("months", "sum"),
                                                      kinds=("kinds", "max")))  # fmt: skip
    bounds = [sums[name].to_numpy(dtype=float) for name in _FOUR]
    sums["p_value"] = pd.Series(worst_p(*bounds), index=sums.index).mask(sums["kinds"] > 1, 1.0)
    return sums[["months", "net_low", "net_high", "p_value", "kinds"]].reset_index()
