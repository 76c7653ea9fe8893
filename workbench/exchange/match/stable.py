"""Stable matching: nobody and no demand would rather have each other (Gale and Shapley 1962)."""

from heapq import heappush, heappushpop

import numpy as np

from workbench.exchange.match.sides import Flags, Floats, Ints


def preference(owner: Ints, *wishes: Floats | Ints) -> Ints:
    """Rank the pairs of each owner, the most wished for first.

    Parameters
    ----------
    owner : int array (E,)
    wishes : arrays (E,), larger is better; a later one decides where those before it are equal

    Returns
    -------
    int array (E,), 0 for the owner's first choice; no two alike

    Examples
    --------
    >>> preference(np.array([0, 0, 1]), np.array([0.5, 0.9, 0.1])).tolist()
    [1, 0, 0]
    """
    order = np.lexsort([*(-wish for wish in reversed(wishes)), owner])
    sorted_owner = owner[order]
    rank = np.empty(len(owner), dtype=np.int64)
    rank[order] = np.arange(len(owner)) - np.searchsorted(sorted_owner, sorted_owner)
    return rank


def level_of_wish(owner: Ints, *wishes: Floats | Ints) -> Ints:
    """Grade how much each pair is wished for; pairs of an owner that are as good share a grade.

    Parameters
    ----------
    owner, wishes : as for ``preference``

    Returns
    -------
    int array (E,), >= 0, less is better; to be compared within an owner only

    Examples
    --------
    >>> level_of_wish(np.array([0, 0, 0]), np.array([0.5, 0.9, 0.5])).tolist()
    [1, 0, 1]
    """
    keys = [*(-wish for wish in reversed(wishes)), owner]
    order = np.lexsort(keys)
    changes = np.logical_or.reduce([np.diff(key[order]) != 0 for key in keys])
    level = np.empty(len(owner), dtype=np.int64)
    level[order] = np.concatenate([[0], np.cumsum(changes)])[: len(owner)]
    return level


def deferred_acceptance(
    demand: Ints, supply: Ints, demand_rank: Ints, supply_rank: Ints, number: Ints, people: int,
    *, proposing: str = "supply",
) -> Flags:  # fmt: skip
    """Find the stable matching that is best for the side that asks.

    Parameters
    ----------
    demand, supply : int arrays (E,), each pair once; who is in no pair is acceptable to nobody
    demand_rank, supply_rank : int arrays (E,), place of the pair in the list of its demand and of
        its person, 0 first, no two alike in a list
    number : int array (D,), places of each demand
    people : number of people
    proposing : supply or demand

    Returns
    -------
    bool array (E,), pairs taken. Each on the asking side is at least as well off as in any other
    stable matching; the outcome does not depend on who asks first.

    Examples
    --------
    >>> demand, supply = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> ranks = np.array([0, 1, 1, 0]), np.array([1, 0, 0, 1])
    >>> deferred_acceptance(demand, supply, *ranks, np.array([1, 1]), 2).tolist()
    [False, True, True, False]
    >>> one = deferred_acceptance(demand, supply, *ranks, np.array([1, 1]), 2, proposing="demand")
    >>> one.tolist()
    [True, False, False, True]
    """
    taken = np.zeros(len(demand), dtype=bool)
    if not len(demand):
        return taken
    if proposing == "supply":
        one = np.ones(people, dtype=np.int64)
        kept = _propose(supply, demand, supply_rank, demand_rank, one, number)
    else:
        one = np.ones(people, dtype=np.int64)
        kept = _propose(demand, supply, demand_rank, supply_rank, number, one)
    taken[kept] = True
    return taken


def _propose(
    asks: Ints, hears: Ints, ask_rank: Ints, hear_rank: Ints, ask_places: Ints, hear_places: Ints
) -> list[int]:
    """Let one side ask down its list until its places are taken or the list ends."""
    order = np.lexsort((ask_rank, asks))
    ends = np.searchsorted(asks[order], np.arange(len(ask_places) + 1))
    at, end = ends[:-1].tolist(), ends[1:].tolist()
    pair_at, asker_of, hearer_of = order.tolist(), asks.tolist(), hears.tolist()
    rank, places = hear_rank.tolist(), hear_places.tolist()
    held: list[list[tuple[int, int]]] = [[] for _ in places]
    waiting = np.repeat(np.arange(len(ask_places)), np.minimum(ask_places, np.diff(ends))).tolist()
    while waiting:
        asker = waiting.pop()
        if at[asker] == end[asker]:
            continue
        pair = pair_at[at[asker]]
        at[asker] += 1
        hearer = hearer_of[pair]
        one = (-rank[pair], pair)
        if len(held[hearer]) < places[hearer]:
            heappush(held[hearer], one)
            continue
        refused = heappushpop(held[hearer], one)[1] if places[hearer] else pair
        waiting.append(asker_of[refused])
    return [pair for pairs in held for _, pair in pairs]


def blocking_pairs(
    demand: Ints, supply: Ints, demand_rank: Ints, supply_rank: Ints, number: Ints, people: int,
    taken: Flags,
) -> Ints:  # fmt: skip
    """List the pairs that would both leave what they have for each other.

    Parameters
    ----------
    demand, supply, demand_rank, supply_rank, number, people : as for ``deferred_acceptance``;
        ranks may also be levels (``level_of_wish``): nobody leaves for what is only as good
    taken : bool array (E,), a matching

    Returns
    -------
    int array, numbers of pairs; none where the matching is stable
    """
    nothing = np.iinfo(np.int64).max
    has = np.full(people, nothing)
    has[supply[taken]] = supply_rank[taken]
    worst = np.full(len(number), -1, dtype=np.int64)
    np.maximum.at(worst, demand[taken], demand_rank[taken])
    filled = np.bincount(demand[taken], minlength=len(number))
    worst[filled < number] = nothing
    would = (supply_rank < has[supply]) & (demand_rank < worst[demand])
    return np.flatnonzero(would & ~taken)
