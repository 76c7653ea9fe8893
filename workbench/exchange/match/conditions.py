"""Hard conditions: which people may take which demand, as a list of pairs."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from workbench.errors import ParameterError
from workbench.exchange.match.sides import UNKNOWN, Flags, Ints, Market

# In the order in which a reason is looked for: the first that helps when dropped is named.
CONDITIONS = ("fit", "consent", "pay", "available", "level", "region", "organisation", "occupation")
# Judged pair by pair; occupation and region decide which pairs are looked at.
_BY_PAIR = ("consent", "pay", "available", "level", "organisation")

_AT_ONCE = 2_000_000
MOST_PAIRS = 20_000_000


@dataclass(frozen=True)
class Pairs:
    """Pairs that meet every hard condition, demands rising, people rising within a demand.

    Parameters
    ----------
    demand, supply : int arrays (E,), row numbers
    related : bool array (E,), a related occupation and not the same
    occupation_unknown, level_unknown, pay_unknown : bool arrays (E,), passed because nothing is
        known against it; of an occupation, because only its major group is known
    """

    demand: Ints
    supply: Ints
    related: Flags
    occupation_unknown: Flags
    level_unknown: Flags
    pay_unknown: Flags

    def __len__(self) -> int:
        return len(self.demand)

    def where(self, use: Flags) -> "Pairs":
        """Keep the pairs of a mask."""
        return Pairs(*(getattr(self, field.name)[use] for field in fields(self)))


def possible_pairs(market: Market, *, levels_below: int, other_regions: bool) -> Pairs:
    """List the pairs that meet every hard condition.

    Parameters
    ----------
    market : as from ``prepare``
    levels_below : levels that a person may be below the one asked for
    other_regions : whether regions may differ

    Returns
    -------
    Pairs; people of one code and region stand together, so only these are ever looked at

    Raises
    ------
    ParameterError
        If there are more pairs than fit into memory.
    """
    found, total = [], 0
    demands, supplies = (np.arange(len(side)) for side in (market.demand, market.supply))
    for demand, supply, related in _blocks(
        market, demands, supplies[market.consent], occupation=True, region=not other_regions
    ):
        met = _met(market, demand, supply, levels_below=levels_below)
        good = np.logical_and.reduce([met[name] for name in _BY_PAIR])
        found.append((demand[good], supply[good], related[good]))
        total += int(good.sum())
        if total > MOST_PAIRS:
            raise ParameterError(
                f"Matching: found more than {MOST_PAIRS:,} pairs of a demand and a person that "
                "meet every condition. Allowed: fewer. Match without other regions, with a "
                "shorter table of related occupations, or region by region."
            )
    if not found:
        none = np.zeros(0, dtype=np.int64)
        found = [(none, none, none.astype(bool))]
    demand, supply, related = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.argsort(demand * max(1, len(market.supply)) + supply, kind="stable")
    demand, supply, related = demand[order], supply[order], related[order]
    unknown = related & market.broad[supply]
    return Pairs(
        demand, supply, related & ~unknown, unknown, _level_unknown(market, demand, supply),
        ~_pay_comparable(market, demand, supply),
    )  # fmt: skip


def found_without(
    market: Market, demands: Ints, supplies: Ints, *, levels_below: int, other_regions: bool
) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """Count who is found for each row when one hard condition is dropped.

    Parameters
    ----------
    demands, supplies : row numbers that are looked at
    levels_below, other_regions : as for ``possible_pairs``

    Returns
    -------
    By condition, int arrays (D,) and (S,): pairs of the row that meet all other conditions
    """
    by_demand = {name: np.zeros(len(market.demand), dtype=np.int64) for name in CONDITIONS}
    by_supply = {name: np.zeros(len(market.supply), dtype=np.int64) for name in CONDITIONS}
    passes = [(True, not other_regions, _BY_PAIR), (False, not other_regions, ("occupation",))]
    if not other_regions:
        passes.append((True, False, ("region",)))
    for occupation, region, names in passes:
        for demand, supply, _ in _blocks(
            market, demands, supplies, occupation=occupation, region=region
        ):
            met = _met(market, demand, supply, levels_below=levels_below)
            for name in names:
                rest = [met[other] for other in _BY_PAIR if other != name]
                good = np.logical_and.reduce(rest)
                by_demand[name] += np.bincount(demand[good], minlength=len(market.demand))
                by_supply[name] += np.bincount(supply[good], minlength=len(market.supply))
    return by_demand, by_supply


def _blocks(
    market: Market, demands: Ints, supplies: Ints, *, occupation: bool, region: bool
) -> Iterator[tuple[Ints, Ints, Flags]]:
    """Give all pairs that agree in occupation (or a related one) and region, in parts."""
    rows, code, related = demands, market.demand.code[demands], np.zeros(len(demands), dtype=bool)
    if not occupation:
        code = np.zeros_like(code)
    elif len(market.related):
        further, at = _joined(market.related[:, 0], code)
        rows = np.concatenate([rows, rows[at]])
        code = np.concatenate([code, market.related[further, 1]])
        related = np.arange(len(rows)) >= len(related)
    regions = 1 + max(market.demand.region.max(initial=0), market.supply.region.max(initial=0))
    own = market.supply.code[supplies] if occupation else np.zeros_like(supplies)
    wanted, offered = code * regions, own * regions
    if region:
        wanted, offered = (
            wanted + market.demand.region[rows],
            offered + market.supply.region[supplies],
        )
    order = np.argsort(offered, kind="stable")
    people, offered = supplies[order], offered[order]
    first = np.searchsorted(offered, wanted)
    size = np.searchsorted(offered, wanted, side="right") - first
    part = np.cumsum(size) // _AT_ONCE
    for number in np.unique(part[size > 0]):
        use = np.flatnonzero((part == number) & (size > 0))
        at = np.repeat(use, size[use])
        ahead = np.repeat(np.cumsum(size[use]) - size[use], size[use])
        yield rows[at], people[first[at] + np.arange(len(at)) - ahead], related[at]


def _joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Give all pairs of places at which two arrays hold the same; ``left`` is sorted."""
    first = np.searchsorted(left, right)
    size = np.searchsorted(left, right, side="right") - first
    at = np.repeat(np.arange(len(right)), size)
    ahead = np.repeat(np.cumsum(size) - size, size)
    return first[at] + np.arange(len(at)) - ahead, at


def _met(market: Market, demand: Ints, supply: Ints, *, levels_below: int) -> dict[str, Flags]:
    wants, has = market.demand, market.supply
    too_dear = has.pay[supply] > wants.pay[demand]
    return {
        "consent": market.consent[supply],
        "pay": ~(too_dear & _pay_comparable(market, demand, supply)),
        "available": has.day[supply] <= wants.day[demand],
        "level": ~(has.level[supply] < wants.level[demand] - levels_below),
        "organisation": has.organisation[supply] != wants.organisation[demand],
    }


def _level_unknown(market: Market, demand: Ints, supply: Ints) -> Flags:
    return np.isnan(market.demand.level[demand]) | np.isnan(market.supply.level[supply])


def _pay_comparable(market: Market, demand: Ints, supply: Ints) -> Flags:
    wants, has = market.demand, market.supply
    same = has.currency[supply] == wants.currency[demand]
    known = ~np.isnan(has.pay[supply]) & ~np.isnan(wants.pay[demand])
    return same & known & (has.currency[supply] != UNKNOWN)
