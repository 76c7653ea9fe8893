"""How well a person fits a demand, from 0 to 1, with what is unknown as a range."""

from dataclasses import dataclass, fields

import numpy as np

from workbench.exchange.match.conditions import Pairs
from workbench.exchange.match.sides import Flags, Floats, Ints, Market, Side
from workbench.settings.matching import MatchSettings

PARTS = ("skills", "occupation", "level", "pay")


@dataclass(frozen=True)
class Fit:
    """Fit of each pair.

    Parameters
    ----------
    parts : float array (E, 4) in the order of ``PARTS``, NaN where unknown
    low, expected, high : float arrays (E,)
    skills_held : int array (E,), asked skills that the person holds
    """

    parts: Floats
    low: Floats
    expected: Floats
    high: Floats
    skills_held: Ints

    def where(self, use: Flags) -> "Fit":
        """Keep the pairs of a mask."""
        return Fit(*(getattr(self, field.name)[use] for field in fields(self)))


def fit_of_pairs(market: Market, pairs: Pairs, settings: MatchSettings) -> Fit:
    """Work out the fit of pairs.

    Parameters
    ----------
    market : as from ``prepare``
    pairs : as from ``possible_pairs``
    settings : weights, and what related occupations and lower levels count

    Returns
    -------
    Fit
    """
    demand, supply = pairs.demand, pairs.supply
    asked = market.demand.skill_count[demand]
    held = skills_held(market.demand, market.supply, demand, supply)
    skills = np.where(asked > 0, held / np.maximum(asked, 1), 1.0)
    skills[(asked > 0) & (market.supply.skill_count[supply] == 0)] = np.nan
    occupation = np.where(pairs.related, settings.related_occupation_fit, 1.0)
    occupation[pairs.occupation_unknown] = np.nan
    below = np.maximum(market.demand.level[demand] - market.supply.level[supply], 0)
    level = np.clip(1 - settings.level_below_fit * below, 0, 1)
    room = pay_room(market.pay_low[demand], market.demand.pay[demand], market.supply.pay[supply])
    pay = np.where(pairs.pay_unknown, np.nan, room)
    parts = np.stack([skills, occupation, level, pay], axis=1)
    weights = np.array([getattr(settings.fit_weights, name) for name in PARTS])
    return Fit(parts, *combined(parts, weights), held)


def combined(parts: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Join parts of a fit: low, expected and high.

    Parameters
    ----------
    parts : float array (E, K) in [0, 1], NaN where unknown
    weights : float array (K,), >= 0, some above 0

    Returns
    -------
    float arrays (E,): with every unknown part at 0, left out, and at 1. Where nothing that has
    weight is known, the expected fit is the middle of 0 and 1.

    Examples
    --------
    >>> parts = np.array([[0.5, 1.0, np.nan]])
    >>> [float(fit.round(3)[0]) for fit in combined(parts, np.array([0.5, 0.3, 0.2]))]
    [0.55, 0.688, 0.75]
    """
    known = ~np.isnan(parts)
    met = np.where(known, parts, 0.0) @ weights
    weight = known @ weights
    total = weights.sum()
    expected = np.where(weight > 0, met / np.where(weight > 0, weight, 1.0), 0.5)
    return met / total, expected, (met + (total - weight)) / total


def pay_room(low: Floats, high: Floats, least: Floats) -> Floats:
    """Place a wish in the band: 1 at its lower end or below, 0 at its upper end.

    NaN where an end or the wish is unknown. A band of one amount has room for whoever it pays.

    Examples
    --------
    >>> pay_room(*np.array([[50.0, 50, 60], [60.0, 60, 60], [45.0, 57.5, 60]])).tolist()
    [1.0, 0.25, 1.0]
    """
    width = high - low
    room = np.clip((high - least) / np.where(width > 0, width, 1.0), 0, 1)
    return np.where(width > 0, room, np.where(np.isnan(width), np.nan, 1.0))


def skills_held(demand: Side, supply: Side, demand_row: Ints, supply_row: Ints) -> Ints:
    """Count for each pair how many of the asked skills the person holds."""
    held = np.zeros(len(demand_row), dtype=np.int64)
    vocabulary = 1 + max(demand.skill.max(initial=0), supply.skill.max(initial=0))
    owned = supply.skill_row * vocabulary + supply.skill
    if not len(owned):
        return held
    first = np.cumsum(demand.skill_count) - demand.skill_count
    # Pairs of one demand stand together, so neighbouring questions look up neighbouring places.
    for slot in range(int(demand.skill_count.max(initial=0))):
        use = np.flatnonzero(demand.skill_count[demand_row] > slot)
        asked = demand.skill[first[demand_row[use]] + slot]
        key = supply_row[use] * vocabulary + asked
        at = np.minimum(np.searchsorted(owned, key), len(owned) - 1)
        held[use] += owned[at] == key
    return held
