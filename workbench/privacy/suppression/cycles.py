"""Which further cells of a table of flows to hide: cheapest circles first, then none too many."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from workbench.privacy.suppression.flow import Flows, room

# A cell that is hidden already costs next to nothing; of two ways the shorter one is taken.
_FREE = 1e-3
# So many ways of sharing the room between up and down are tried.
_MOST_SPLITS = 6


def hide_flows(
    flows: Flows, secret: np.ndarray, rooms: np.ndarray, costs: np.ndarray, shut: np.ndarray
) -> np.ndarray:
    """Choose cells to hide beside the secret ones, so that each of these stays uncertain.

    Parameters
    ----------
    flows : all cells
    secret : for each cell, whether it must be hidden
    rooms : for each cell, how far apart two amounts must lie that both fit what is shown
    costs : loss of hiding a cell, positive
    shut : cells that are shown whatever happens

    Returns
    -------
    For each cell, whether it is hidden.

    Raises
    ------
    ValueError
        If what is always shown gives a secret cell away.

    Notes
    -----
    A change that fits what is shown runs in circles through hidden cells. For one secret after
    another, the largest first, the cheapest circle with enough room is hidden (what is hidden
    already is free); where no single circle has room, several are. Then, the dearest first, each
    further cell is shown again if all secrets keep their room. Every room is proven by a maximal
    flow, which is exact for whole numbers.

    Examples
    --------
    >>> from workbench.privacy.suppression.flow import UNBOUNDED
    >>> ends = np.array([[0, 1], [0, 1], [0, 1], [1, 0]])
    >>> counts = np.array([3, 40, 9, 52])
    >>> table = Flows(*ends.T, counts, np.zeros(4, int), np.full(4, UNBOUNDED))
    >>> hide_flows(table, counts < 5, np.full(4, 5), counts + 1.0, counts == 52).tolist()
    [True, False, True, False]
    """
    hidden = secret.copy()
    if (hidden & shut).any():
        raise ValueError("a cell cannot be secret and shown")
    places = np.flatnonzero(secret)
    places = places[np.argsort(-flows.amounts[places], kind="stable")]
    proofs: dict[int, np.ndarray] = {}
    for place in map(int, places):
        width, proof = room(flows, hidden, place, int(rooms[place]))
        if width < rooms[place]:
            hidden |= _partners(flows, place, hidden, int(rooms[place]), costs, shut)
            _, proof = room(flows, hidden, place, int(rooms[place]))
        proofs[place] = proof
    return _thinned(flows, secret, hidden, rooms, costs, proofs)


def _thinned(
    flows: Flows, secret: np.ndarray, hidden: np.ndarray, rooms: np.ndarray, costs: np.ndarray,
    proofs: dict[int, np.ndarray],
) -> np.ndarray:  # fmt: skip
    """Show again what no secret needs; a proof that does not use a cell holds without it."""
    hidden = hidden.copy()
    further = np.flatnonzero(hidden & ~secret)
    for place in map(int, further[np.argsort(-costs[further], kind="stable")]):
        hidden[place] = False
        new: dict[int, np.ndarray] = {}
        for one, proof in proofs.items():
            if proof[place]:
                width, new[one] = room(flows, hidden, one, int(rooms[one]))
                if width < rooms[one]:
                    hidden[place] = True
                    break
        else:
            proofs |= new
    return hidden


def _partners(
    flows: Flows, cell: int, hidden: np.ndarray, least: int, costs: np.ndarray, shut: np.ndarray
) -> np.ndarray:
    """Find the cheapest circle that gives a cell room, or several circles where none does."""
    weights = np.where(hidden, _FREE, costs)
    usable = hidden | ~shut
    usable[cell] = False
    best, found = np.inf, None
    for up, down in _splits(int(flows.more()[cell]), int(flows.less()[cell]), least):
        rising = usable & (flows.more() >= up) & (flows.less() >= down)
        falling = usable & (flows.less() >= up) & (flows.more() >= down)
        cost, way = _shortest(flows, cell, weights, rising, falling, up=True)
        if cost < best:
            best, found = cost, way
    if found is None:
        found = _several(flows, cell, hidden, least, costs, usable)
    return found


def _splits(more: int, less: int, least: int) -> Iterator[tuple[int, int]]:
    """Share a room between what a cell can rise and what it can fall."""
    smallest, largest = max(0, least - more), min(less, least)
    if smallest > largest:
        return
    steps = min(_MOST_SPLITS, largest - smallest + 1)
    for down in np.unique(np.linspace(smallest, largest, steps).round().astype(int)):
        yield least - int(down), int(down)


def _several(
    flows: Flows, cell: int, hidden: np.ndarray, least: int, costs: np.ndarray, usable: np.ndarray
) -> np.ndarray:
    """Hide one circle after another until they have room together."""
    opened, got = np.zeros(len(hidden), bool), 0
    for up in (True, False):
        more, less = flows.more().copy(), flows.less().copy()
        own = int((more if up else less)[cell])
        while got < least and own > 0:
            weights = np.where(hidden | opened, _FREE, costs)
            _, way = _shortest(
                flows, cell, weights, usable & (more > 0), usable & (less > 0), up=up, signed=True
            )
            if way is None:
                break
            rising, falling = way > 0, way < 0
            step = min([own, least - got, *more[rising].tolist(), *less[falling].tolist()])
            more = more - step * way
            less = less + step * way
            own, got = own - step, got + step
            opened |= way != 0
    if got < least:
        raise ValueError(f"what is always shown leaves no room of {least} for a secret cell")
    return opened


def _shortest(
    flows: Flows, cell: int, weights: np.ndarray, rising: np.ndarray, falling: np.ndarray, *,
    up: bool, signed: bool = False,
) -> tuple[float, np.ndarray | None]:  # fmt: skip
    """Find the cheapest way that closes a circle with a cell; its cells, or 1 and -1 for each."""
    start, stop = int(flows.heads[cell]), int(flows.tails[cell])
    if not up:
        start, stop = stop, start
    rise, fall = np.flatnonzero(rising), np.flatnonzero(falling)
    size = flows.nodes
    cells = np.concatenate([rise, fall])
    signs = np.concatenate([np.ones(len(rise), int), -np.ones(len(fall), int)])
    one = np.concatenate([flows.tails[rise], flows.heads[fall]]).astype(np.int64)
    two = np.concatenate([flows.heads[rise], flows.tails[fall]]).astype(np.int64)
    order = np.lexsort([cells, weights[cells], one * size + two])
    pairs, first = np.unique((one * size + two)[order], return_index=True)
    kept = order[first]
    graph = csr_array((weights[cells[kept]], (one[kept], two[kept])), shape=(size, size))
    far, before = dijkstra(graph, indices=start, return_predecessors=True)
    if not np.isfinite(far[stop]):
        return np.inf, None
    way = np.zeros(len(weights), int)
    here = stop
    while here != start:
        there = int(before[here])
        place = kept[np.searchsorted(pairs, there * size + here)]
        way[cells[place]] = signs[place]
        here = there
    return float(far[stop]), way if signed else way != 0
