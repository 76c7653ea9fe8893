"""Why a place stays open or a person is not asked for: one condition dropped at a time."""

import numpy as np
import pandas as pd

from workbench.exchange.match.conditions import CONDITIONS, Pairs, found_without
from workbench.exchange.match.sides import Flags, Ints, Market
from workbench.words import count

# No condition stands in the way: others were taken, or too few would do; else several conditions.
OTHERS, TOO_FEW, SEVERAL = "others", "too_few", "several"

_DEMAND_WORDS = {
    "fit": "{people} would do, but fit less than is asked for at least",
    "consent": "{people} would do, but their consent has ended",
    "pay": "{people} would do, but wish for more pay than the band gives",
    "available": "{people} would do, but come free too late",
    "level": "{people} would do, but stand at too low a level",
    "region": "{people} would do, but in other regions",
    "organisation": "only {people} of the organisation itself would do",
    "occupation": "nobody has the occupation or a related one; {people} would meet the rest",
    SEVERAL: "nobody would do, whichever single condition is dropped",
    OTHERS: "{people} would do, but went to other demands",
    TOO_FEW: "all who would do go there, {people} for more places",
}
_SUPPLY_WORDS = {
    "fit": "{demands} would do, but the fit is less than is asked for at least",
    "consent": "the consent has ended; {demands} would do",
    "pay": "{demands} would do, but pay less than wished for",
    "available": "{demands} would do, but start earlier",
    "level": "{demands} would do, but ask for a higher level",
    "region": "{demands} would do, but in other regions",
    "organisation": "only {demands} of the organisation itself would do",
    "occupation": "nobody asks for the occupation or a related one; {demands} would meet the rest",
    SEVERAL: "no demand would do, whichever single condition is dropped",
    OTHERS: "{demands} would do, but took other people",
}


def unfilled_demands(
    market: Market, pairs: Pairs, filled: Ints, dropped: dict[str, Ints]
) -> pd.DataFrame:
    """List the demands with places that stay open, and why.

    Parameters
    ----------
    market, pairs : as from ``prepare`` and ``possible_pairs``
    filled : places filled of each demand
    dropped : by condition, people found for each demand when it is dropped

    Returns
    -------
    DataFrame: organisation, demand_id, occupation_code, region, level, places, open_places,
    people_within_reach (who meet every condition), why (a condition, several, others, or too_few:
    all within reach go there), why_words
    """
    within = np.bincount(pairs.demand, minlength=len(market.demand))
    rows = np.flatnonzero(filled < market.number)
    why, found = _why(rows, within, dropped)
    for at, (row, one) in enumerate(zip(rows.tolist(), why, strict=True)):
        if one == OTHERS:
            left = int(within[row] - filled[row])
            why[at], found[at] = (OTHERS, left) if left else (TOO_FEW, found[at])
    table = market.demand_rows.loc[rows, _WHO["demand_id"]].reset_index(drop=True)
    table["places"], table["open_places"] = market.number[rows], (market.number - filled)[rows]
    table["people_within_reach"], table["why"] = within[rows], why
    table["why_words"] = [
        _DEMAND_WORDS[one].format(people=count(number, "person", "people"))
        for one, number in zip(why, found, strict=True)
    ]
    return _sorted(table, "demand_id")


def unasked_supplies(
    market: Market, pairs: Pairs, placed: Flags, dropped: dict[str, Ints]
) -> pd.DataFrame:
    """List the people who go to no demand, and why.

    Parameters
    ----------
    market, pairs : as from ``prepare`` and ``possible_pairs``
    placed : whether each person goes to a demand
    dropped : by condition, demands found for each person when it is dropped

    Returns
    -------
    DataFrame: organisation, supply_id, occupation_code, region, level, demands_within_reach, why,
    why_words
    """
    within = np.bincount(pairs.supply, minlength=len(market.supply))
    rows = np.flatnonzero(~placed)
    why, found = _why(rows, within, dropped)
    table = market.supply_rows.loc[rows, _WHO["supply_id"]].reset_index(drop=True)
    table["demands_within_reach"], table["why"] = within[rows], why
    table["why_words"] = [
        _SUPPLY_WORDS[one].format(demands=count(number, "demand"))
        for one, number in zip(why, found, strict=True)
    ]
    return _sorted(table, "supply_id")


def drop_one(
    market: Market, pairs: Pairs, low: Pairs, *, levels_below: int, other_regions: bool
) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """Count who is found when one condition is dropped, for demands and people without any pair.

    Parameters
    ----------
    market, pairs : as from ``prepare`` and ``possible_pairs``, those that fit well enough
    low : pairs that meet all but the least fit
    levels_below, other_regions : as for ``possible_pairs``

    Returns
    -------
    By condition, int arrays (D,) and (S,)
    """
    demands, supplies = np.arange(len(market.demand)), np.arange(len(market.supply))
    lonely = np.setdiff1d(demands, pairs.demand), np.setdiff1d(supplies, pairs.supply)
    by_demand, _ = found_without(
        market, lonely[0], supplies, levels_below=levels_below, other_regions=other_regions
    )
    _, by_supply = found_without(
        market, demands, lonely[1], levels_below=levels_below, other_regions=other_regions
    )
    by_demand["fit"] = np.bincount(low.demand, minlength=len(demands))
    by_supply["fit"] = np.bincount(low.supply, minlength=len(supplies))
    return by_demand, by_supply


def dropped_conditions(
    market: Market, pairs: Pairs, by_demand: dict[str, Ints], by_supply: dict[str, Ints]
) -> pd.DataFrame:
    """Sum up what dropping one condition would open, for those without any pair.

    Returns
    -------
    DataFrame: side (demand, supply), condition, rows (demands or people without any pair that
    would then have one), without_any (all that have none)
    """
    sides = (
        ("demand", by_demand, np.setdiff1d(np.arange(len(market.demand)), pairs.demand)),
        ("supply", by_supply, np.setdiff1d(np.arange(len(market.supply)), pairs.supply)),
    )
    return pd.DataFrame(
        [
            (side, name, int((found[name][lonely] > 0).sum()), len(lonely))
            for side, found, lonely in sides
            for name in CONDITIONS
        ],
        columns=["side", "condition", "rows", "without_any"],
    )


_WHO = {
    name: ["organisation", name, "occupation_code", "region", "level"]
    for name in ("demand_id", "supply_id")
}


def _why(rows: Ints, within: Ints, dropped: dict[str, Ints]) -> tuple[list[str], list[int]]:
    why = np.full(len(rows), SEVERAL, dtype=object)
    found = np.zeros(len(rows), dtype=np.int64)
    for name in reversed(CONDITIONS):
        helps = dropped[name][rows] > 0
        why[helps], found[helps] = name, dropped[name][rows][helps]
    some = within[rows] > 0
    why[some], found[some] = OTHERS, within[rows][some]
    return why.tolist(), found.tolist()


def _sorted(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table.sort_values(["organisation", name]).reset_index(drop=True)
