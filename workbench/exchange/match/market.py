"""Match demands and supplies of any number of organisations."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from workbench.errors import DataError, Fault, ParameterError
from workbench.exchange.codes import plain_code
from workbench.exchange.match.choose import HOW, Choice, choose
from workbench.exchange.match.conditions import Pairs, possible_pairs
from workbench.exchange.match.fit import fit_of_pairs
from workbench.exchange.match.reasons import chosen_pairs
from workbench.exchange.match.result import Counts, Matching
from workbench.exchange.match.sides import Flags, Ints, Market, prepare
from workbench.exchange.match.why import (
    drop_one,
    dropped_conditions,
    unasked_supplies,
    unfilled_demands,
)
from workbench.settings.matching import MatchSettings


def match_market(
    demands: pd.DataFrame,
    supplies: pd.DataFrame,
    *,
    on_date: date,
    related: pd.DataFrame | None = None,
    how: str = "total_fit",
    settings: MatchSettings | None = None,
) -> Matching:
    """Match people with demands of other organisations; one person goes to one demand.

    Parameters
    ----------
    demands, supplies : checked tables of any number of organisations, columns as in
        ``workbench.exchange.tables``; the order of rows does not matter
    on_date : day on which consents must run and from which people can start
    related : occupation_code, related_code: who has the second may take the first; None: none may
    how : total_fit (largest sum of fits), most_places (most places first, then the largest sum),
        or stable (no demand and person would rather have each other)
    settings : hard conditions, weights and preferences; None: the defaults

    Returns
    -------
    Matching

    Raises
    ------
    DataError
        If an id occurs twice within an organisation.
    ParameterError
        If ``how`` is unknown, ``related`` lacks a column, or there are too many possible pairs.

    Examples
    --------
    >>> row = {"occupation_code": "17-2041", "code_system": "onet_soc", "level": "senior",
    ...        "skills": None, "region": "North", "currency": "EUR"}
    >>> demands = pd.DataFrame([row | {"organisation": "a", "demand_id": "D1", "number": 1,
    ...     "by_when": None, "pay_low_per_year": 50e3, "pay_high_per_year": 60e3}])
    >>> supplies = pd.DataFrame([row | {"organisation": "b", "supply_id": "s-1",
    ...     "available_on": None, "pay_least_per_year": 55e3, "consent_until": "2027-01-31"}])
    >>> found = match_market(demands, supplies, on_date=date(2026, 6, 30))
    >>> found.pairs["reasons"].item()
    'same occupation; no skills asked for; level asked for; wish within the band'
    >>> round(found.value, 3), found.gap_share
    (0.925, 0.0)
    """
    settings = settings or MatchSettings()
    _check(demands, supplies, related, how)
    market = prepare(demands, supplies, on_date=on_date, related=related)
    below, away = settings.levels_below, settings.other_regions
    pairs = possible_pairs(market, levels_below=below, other_regions=away)
    fit = fit_of_pairs(market, pairs, settings)
    good = fit.expected >= settings.least_fit
    low, pairs, fit = pairs.where(~good), pairs.where(good), fit.where(good)
    choice = choose(market, pairs, fit, settings, how)
    taken = choice.taken
    filled = np.bincount(pairs.demand[taken], minlength=len(market.demand))
    placed = np.bincount(pairs.supply[taken], minlength=len(market.supply)) > 0
    by_demand, by_supply = drop_one(market, pairs, low, levels_below=below, other_regions=away)
    chosen = chosen_pairs(market, pairs, fit, taken)
    return Matching(
        how, on_date, chosen,
        unfilled=unfilled_demands(market, pairs, filled, by_demand),
        unasked=unasked_supplies(market, pairs, placed, by_supply),
        dropped=dropped_conditions(market, pairs, by_demand, by_supply),
        occupations=_occupations(market, filled, placed),
        flows=_flows(chosen),
        value=choice.value,
        bound=choice.bound,
        counts=_counts(market, pairs, choice),
    )  # fmt: skip


def match_tables(
    demands: Sequence[pd.DataFrame], supplies: Sequence[pd.DataFrame], **options: object
) -> Matching:
    """Match the tables of several files, see ``match_market`` for the options.

    Parameters
    ----------
    demands, supplies : checked tables, one a file
    """
    if not demands or not supplies:
        raise ParameterError(
            f"Matching: found {len(demands)} files of demands and {len(supplies)} of supplies. "
            "Allowed: at least one of each. Name the files of all organisations that take part."
        )
    joined = [pd.concat(list(tables), ignore_index=True) for tables in (demands, supplies)]
    return match_market(*joined, **options)  # type: ignore[arg-type]


def _occupations(market: Market, filled: Ints, placed: Flags) -> pd.DataFrame:
    demands, supplies = (
        pd.DataFrame(
            {
                "code_system": rows["code_system"].astype(str),
                "occupation_code": rows["occupation_code"].map(plain_code),
            }
        )
        for rows in (market.demand_rows, market.supply_rows)
    )
    keys = ["code_system", "occupation_code"]
    asked = demands.assign(demands=1, places=market.number, filled_places=filled)
    offered = supplies.assign(supplies=1, placed=placed.astype(np.int64))
    table = pd.concat([asked.groupby(keys).sum(), offered.groupby(keys).sum()], axis=1)
    table = table.fillna(0).astype(np.int64).reset_index().sort_values(keys, ignore_index=True)
    table.insert(
        2, "group", [_group(*row) for row in zip(*(table[key] for key in keys), strict=True)]
    )
    table.insert(6, "open_places", table["places"] - table["filled_places"])
    return table


def _group(system: str, code: str) -> str:
    """Name the major group of a code: two digits of SOC, one of ISCO-08."""
    return f"SOC {code[:2]}" if system == "onet_soc" else f"ISCO {code[:1]}"


def _flows(chosen: pd.DataFrame) -> pd.DataFrame:
    named = chosen.rename(
        columns={
            "supply_organisation": "from_organisation",
            "demand_organisation": "to_organisation",
        }
    )
    sizes = named.groupby(["from_organisation", "to_organisation"], observed=True).size()
    return sizes.rename("people").reset_index()


def _counts(market: Market, pairs: Pairs, choice: Choice) -> Counts:
    both = (market.demand_rows["organisation"], market.supply_rows["organisation"])
    return Counts(
        organisations=len(set().union(*(set(names) for names in both))),
        demands=len(market.demand),
        places=int(market.number.sum()),
        supplies=len(market.supply),
        consents_ended=int((~market.consent).sum()),
        pairs_possible=len(pairs),
        pairs_occupation_unknown=int(pairs.occupation_unknown.sum()),
        pairs_level_unknown=int(pairs.level_unknown.sum()),
        pairs_pay_unknown=int(pairs.pay_unknown.sum()),
        demands_without_anyone=len(market.demand) - len(np.unique(pairs.demand)),
        supplies_without_any=len(market.supply) - len(np.unique(pairs.supply)),
        filled_places=int(choice.taken.sum()),
        fillable_places=choice.fillable,
        blocking_pairs=choice.blocking,
    )


def _check(
    demands: pd.DataFrame, supplies: pd.DataFrame, related: pd.DataFrame | None, how: str
) -> None:
    if how not in HOW:
        raise ParameterError(f"how: found {how!r}. Allowed: {', '.join(HOW)}. Correct it.")
    if related is not None and not {"occupation_code", "related_code"} <= set(related.columns):
        raise ParameterError(
            f"related: found the columns {', '.join(map(str, related.columns))}. Allowed: "
            "occupation_code and related_code. Name the columns so."
        )
    faults = []
    for table, rows, name in (
        ("demands", demands, "demand_id"),
        ("supplies", supplies, "supply_id"),
    ):
        twice = rows.duplicated(["organisation", name], keep=False)
        if twice.any():
            examples = sorted(
                {f"{one} {two}" for one, two in rows.loc[twice, ["organisation", name]].to_numpy()}
            )
            faults.append(
                Fault(
                    "stop", "not_unique", table, name, (),
                    f"{int(twice.sum())} rows share an id within an organisation, such as "
                    f"{examples[0]}", "each id once within an organisation",
                    "Leave out the file that was given twice, or the older one.",
                )
            )  # fmt: skip
    if faults:
        raise DataError("The demands and supplies cannot be matched.", faults)
