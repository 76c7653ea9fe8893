"""What goes with which people: exact arithmetic on bare sets of holders."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import comb, inf

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Group = frozenset[str]
Amounts = Mapping[Group, float]


def losing_sets(holders: Mapping[str, Iterable[str]]) -> list[tuple[Group, list[str]]]:
    """Find the smallest groups of people whose leaving together loses an asset.

    Parameters
    ----------
    holders : for each asset the people who hold it; an asset nobody holds is left out

    Returns
    -------
    list of (people, assets lost with them), fewest people first. No group contains another: a
    larger group loses nothing that needs all its members. The number of people of the first
    group is the bus factor.

    Notes
    -----
    An asset goes only when all who hold it go, so the minimal groups are the minimal sets among
    the sets of holders, and a minimal group loses the assets held by exactly its members; exact,
    without search (Avelino et al. 2016 search greedily because a file there counts as lost at half
    of its authors).

    Examples
    --------
    >>> groups = losing_sets({"A1": ["x", "y"], "A2": ["y"], "A3": ["x", "z"]})
    >>> [(sorted(people), lost) for people, lost in groups]
    [(['y'], ['A2']), (['x', 'z'], ['A3'])]
    """
    held: dict[Group, list[str]] = defaultdict(list)
    for asset, people in holders.items():
        held[frozenset(people)].append(asset)
    held.pop(frozenset(), None)
    return [(group, sorted(held[group])) for group in _minimal(held)]


def _minimal(groups: Iterable[Group]) -> list[Group]:
    """Give the groups that contain no other, the smallest first.

    Each is filed under its rarest member: a group that contains it contains that member, so only a
    few pairs are compared.
    """
    often = Counter(person for group in groups for person in group)
    filed: dict[str, list[Group]] = defaultdict(list)
    found = []
    for group in sorted(groups, key=lambda group: (len(group), sorted(group))):
        if not any(other <= group for person in group for other in filed.get(person, ())):
            filed[min(group, key=lambda person: (often[person], person))].append(group)
            found.append(group)
    return found


def by_group(holders: Sequence[Group], worth: Floats, *, most: float = inf) -> Amounts:
    """Add up the worth of the assets each group holds, groups of up to ``most`` people."""
    amounts: dict[Group, float] = defaultdict(float)
    for group, amount in zip(holders, worth.tolist(), strict=True):
        if group and amount > 0 and len(group) <= most:
            amounts[group] += amount
    return dict(sorted(amounts.items(), key=lambda item: sorted(item[0])))


def credits_of(amounts: Amounts, leaving: int) -> dict[str, float]:
    """Share each asset out to its holders; a group takes at most the sum of its members' credits.

    Among ``leaving`` people, a member is in at most comb(leaving - 1, h - 1) groups of h holders.
    """
    shares: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for group, amount in amounts.items():
        for person in group:
            shares[person][len(group)].append(amount / len(group))
    return {
        person: sum(
            sum(sorted(parts, reverse=True)[: comb(leaving - 1, size - 1)])
            for size, parts in by_size.items()
        )
        for person, by_size in shares.items()
    }


def lost_with(amounts: Amounts, people: Group) -> float:
    """Add up what goes when all these people leave."""
    return float(sum(amount for group, amount in amounts.items() if group <= people))
