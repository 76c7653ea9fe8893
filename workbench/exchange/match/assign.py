"""The best total: who goes where so that the worths add up to most, with a proof.

Demands and people that no chain of pairs joins are apart, and each such component is solved on its
own: its places and people as a sparse assignment (Jonker and Volgenant 1987, by scipy), or, where
single places would be too many, as a linear program (HiGHS, by scipy), whose corners are whole.
The proof stands apart from both: prices of people bound every matching from above (weak duality).
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from workbench.exchange.match.sides import Flags, Floats, Ints

# A component whose table of single places and people has more entries is a linear program, where
# its pairs, the columns of the program, are not too many for that.
MOST_ENTRIES = 20_000_000
MOST_COLUMNS = 1_000_000
MOST_ROUNDS = 3_000


@dataclass(frozen=True)
class Assignment:
    """A matching with what proves it.

    Parameters
    ----------
    taken : bool array (E,)
    value : sum of the worths taken
    bound : what no matching can exceed
    prices : int array (S,), price of each person that gives the bound
    """

    taken: Flags
    value: int
    bound: int
    prices: Ints


def best_total(
    demand: Ints, supply: Ints, worth: Ints, number: Ints, people: int,
    *, most_entries: int = MOST_ENTRIES,
) -> Assignment:  # fmt: skip
    """Choose pairs of the largest total worth; a person goes once, a demand takes its number.

    Parameters
    ----------
    demand, supply : int arrays (E,), each pair once, demands rising
    worth : int array (E,), > 0; whole numbers, so that sums are exact
    number : int array (D,), places of each demand, >= 0
    people : number of people
    most_entries : size of the table of single places above which a component becomes a linear
        program

    Returns
    -------
    Assignment; the bound equals the value where the proof is complete

    Examples
    --------
    >>> pairs = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([9, 8, 5])
    >>> found = best_total(*pairs, np.array([1, 1]), 2)
    >>> found.taken.tolist(), found.value, found.bound
    ([False, True, True], 13, 13)
    """
    taken = np.zeros(len(demand), dtype=bool)
    for pairs in components(demand, supply, len(number), people):
        rows, at = np.unique(demand[pairs], return_inverse=True)
        columns, to = np.unique(supply[pairs], return_inverse=True)
        places = np.minimum(number[rows], np.bincount(at))
        large = int(places[at].sum()) > most_entries and len(pairs) <= MOST_COLUMNS
        solve = _programmed if large else _assigned
        taken[pairs] = solve(at, to, worth[pairs], places, len(columns))
    prices = proving_prices(demand, supply, worth, number, people, taken)
    bound = bound_at(demand, supply, worth, number, prices)
    return Assignment(taken, int(worth[taken].sum()), bound, prices)


def components(demand: Ints, supply: Ints, demands: int, people: int) -> list[Ints]:
    """Split pairs into components that share neither demand nor person.

    Examples
    --------
    >>> [part.tolist() for part in components(np.array([0, 1, 1]), np.array([2, 0, 1]), 2, 3)]
    [[0], [1, 2]]
    """
    if not len(demand):
        return []
    size = demands + people
    graph = csr_array((np.ones(len(demand)), (demand, demands + supply)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    of_pair = label[demand]
    order = np.argsort(of_pair, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(of_pair[order])) + 1)


def bound_at(demand: Ints, supply: Ints, worth: Ints, number: Ints, prices: Ints) -> int:
    """Bound the total worth of any matching by prices of people, whatever they are (>= 0).

    No matching is worth more than all prices together and, for each demand, the most that its
    places could gain on their own after paying the prices.

    Examples
    --------
    >>> pairs = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([9, 8, 5])
    >>> bound_at(*pairs, np.array([1, 1]), np.array([0, 0]))
    14
    >>> bound_at(*pairs, np.array([1, 1]), np.array([1, 0]))
    13
    """
    gain = worth - prices[supply]
    order = np.lexsort((-gain, demand))
    rows, gain = demand[order], gain[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return int(prices.sum() + gain[(gain > 0) & (place < number[rows])].sum())


def proving_prices(
    demand: Ints, supply: Ints, worth: Ints, number: Ints, people: int, taken: Flags
) -> Ints:
    """Find the least prices at which each demand wants whom it has, by raising them from nothing.

    Of a best matching they prove that it is the best. Of any other one there are no such prices;
    raising then ends after ``MOST_ROUNDS``, and the bound they give stays above the value.
    """
    prices = np.zeros(people, dtype=np.int64)
    others = np.flatnonzero(~taken)
    others = others[np.argsort(supply[others], kind="stable")]
    person, first = np.unique(supply[others], return_index=True)
    if not len(person):
        return prices
    filled = np.bincount(demand[taken], minlength=len(number))
    # What the worst of those a demand has adds after its price, 0 where a place is free.
    lowest = np.iinfo(np.int64).min // 4
    spare = np.where(filled < number, 0, lowest)
    has, whom, at_worth = demand[taken], supply[taken], worth[taken]
    of_others, from_demand = worth[others], demand[others]
    for _ in range(MOST_ROUNDS):
        level = spare.copy()
        np.maximum.at(level, has, prices[whom] - at_worth)
        asked = np.maximum.reduceat(of_others + level[from_demand], first)
        if (asked <= prices[person]).all():
            break
        prices[person] = np.maximum(prices[person], asked)
        if prices.max() > len(number) * int(worth.max()) + 1:
            break
    return prices


def _assigned(at: Ints, to: Ints, worth: Ints, places: Ints, people: int) -> Flags:
    """Solve a component place by place: every place (or every person) may also stay alone."""
    pair = np.repeat(np.arange(len(at)), places[at])
    ahead = np.cumsum(places[at]) - places[at]
    place = (np.cumsum(places) - places)[at[pair]] + np.arange(len(pair)) - ahead[pair]
    rows, columns, size = place, to[pair], int(places.sum())
    swapped = size > people
    if swapped:
        rows, columns = columns, rows
    short, long = (people, size) if swapped else (size, people)
    alone = np.arange(short)
    most = float(worth.max()) + 1
    cost = np.concatenate([most - worth[pair], np.full(short, most)])
    ends = np.concatenate([rows, alone]), np.concatenate([columns, long + alone])
    table = csr_array((cost, ends), shape=(short, long + short))
    row, column = min_weight_full_bipartite_matching(table)
    row, column = row[column < long], column[column < long]
    if swapped:
        row, column = column, row
    of_place = np.repeat(np.arange(len(places)), places)
    return np.isin(at * people + to, of_place[row] * people + column)


def _programmed(at: Ints, to: Ints, worth: Ints, places: Ints, people: int) -> Flags:
    """Solve a component as a linear program with a column a pair."""
    pairs, ones = np.arange(len(at)), np.ones(len(at))
    rows = csr_array((ones, (at, pairs)), shape=(len(places), len(at)))
    columns = csr_array((ones, (to, pairs)), shape=(people, len(at)))
    most: Floats = np.concatenate([places, np.ones(people)]).astype(float)
    unit = float(worth.max())
    found = linprog(
        -worth / unit, A_ub=vstack([rows, columns]).tocsr(), b_ub=most, bounds=(0, 1),
        method="highs-ds",
    )  # fmt: skip
    return np.asarray(found.x) > 0.5
