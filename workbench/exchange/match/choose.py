"""Three ways to choose among the pairs that may be: largest total fit, most places, stable."""

from dataclasses import dataclass

import numpy as np

from workbench.exchange.match.assign import best_total
from workbench.exchange.match.conditions import Pairs
from workbench.exchange.match.fit import Fit
from workbench.exchange.match.sides import UNKNOWN, Flags, Floats, Market
from workbench.exchange.match.stable import (
    blocking_pairs,
    deferred_acceptance,
    level_of_wish,
    preference,
)
from workbench.settings.matching import MatchSettings

HOW = ("total_fit", "most_places", "stable")
# Fits are added up in millionths, so that sums are exact; a pair that may be counts at least one.
UNIT = 1_000_000


@dataclass(frozen=True)
class Choice:
    """What was chosen.

    Parameters
    ----------
    taken : bool array (E,)
    value, bound : total fit, and what it cannot exceed
    fillable : places that could be filled at once, at most
    blocking : pairs that would both leave what they have for each other, as good is not enough
    """

    taken: Flags
    value: float
    bound: float
    fillable: int
    blocking: int


def choose(market: Market, pairs: Pairs, fit: Fit, settings: MatchSettings, how: str) -> Choice:
    """Choose pairs in one of the ways of ``HOW``.

    Parameters
    ----------
    market, pairs, fit : as from ``prepare``, ``possible_pairs`` and ``fit_of_pairs``
    settings : preferences of a stable matching
    how : one of ``HOW``
    """
    people, ends = len(market.supply), (pairs.demand, pairs.supply)
    worth = np.maximum(1, np.round(fit.expected * UNIT)).astype(np.int64)
    # A place more is worth more than all fits together could be.
    place = UNIT * min(int(market.number.sum()), people) + 1
    most = best_total(*ends, worth + place, market.number, people)
    wishes = _wishes(market, pairs, fit, settings)
    if how == "most_places":
        taken, filled = most.taken, int(most.taken.sum())
        value, bound = most.value - place * filled, most.bound - place * filled
    else:
        best = best_total(*ends, worth, market.number, people)
        taken, value, bound = best.taken, best.value, best.bound
    if how == "stable":
        # Rows stand in the order of lots, so that these decide where wishes are equal.
        ranks = (
            preference(pairs.demand, *wishes[0], -pairs.supply),
            preference(pairs.supply, *wishes[1], -pairs.demand),
        )
        taken = deferred_acceptance(
            *ends, *ranks, market.number, people, proposing=settings.proposing
        )
        value = int(worth[taken].sum())
    levels = level_of_wish(pairs.demand, *wishes[0]), level_of_wish(pairs.supply, *wishes[1])
    blocking = blocking_pairs(*ends, *levels, market.number, people, taken)
    return Choice(taken, value / UNIT, bound / UNIT, most.bound // place, len(blocking))


def _wishes(
    market: Market, pairs: Pairs, fit: Fit, settings: MatchSettings
) -> tuple[list[Floats], list[Floats]]:
    """Say what each side wishes for, the first thing first."""
    wished = np.round(fit.expected, 9)
    if settings.supply_prefers == "fit":
        return [wished], [wished]
    own = market.supply.currency[pairs.supply]
    same = (market.demand.currency[pairs.demand] == own) & (own != UNKNOWN)
    pay = np.where(same, market.demand.pay[pairs.demand], np.nan)
    return [wished], [np.nan_to_num(pay, nan=-1.0), wished]
