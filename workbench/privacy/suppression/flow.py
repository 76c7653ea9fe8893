"""Tables whose sums are flows: what a reader could work out, found by maximal flows."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

# What nothing bounds; sums of several such still fit into 32 bits.
UNBOUNDED = 10_000_000


@dataclass(frozen=True, eq=False)
class Flows:
    """Cells as flows along arcs; at every node as much goes in as goes out.

    Parameters
    ----------
    tails, heads : for each cell the node it comes from and the node it goes to
    amounts : whole numbers, the true amount of each cell
    lows, highs : whole numbers between which a reader knows each cell to lie in any case

    Raises
    ------
    ValueError
        If an amount lies outside its bounds, or the flows of a node do not agree.
    """

    tails: np.ndarray
    heads: np.ndarray
    amounts: np.ndarray
    lows: np.ndarray
    highs: np.ndarray

    def __post_init__(self) -> None:
        if ((self.amounts < self.lows) | (self.amounts > self.highs)).any():
            raise ValueError("every amount must lie within its bounds")
        into, out = (np.bincount(ends, self.amounts, self.nodes)
                     for ends in (self.heads, self.tails))  # fmt: skip
        if (into != out).any():
            raise ValueError("as much must go into each node as goes out of it")

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return int(max(self.tails.max(initial=-1), self.heads.max(initial=-1))) + 1

    def more(self) -> np.ndarray:
        """How far each cell can lie above its amount."""
        return self.highs - self.amounts

    def less(self) -> np.ndarray:
        """How far each cell can lie below its amount."""
        return self.amounts - self.lows


def ranges(flows: Flows, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the smallest and the largest amount that each cell can have.

    Parameters
    ----------
    flows : all cells
    hidden : for each cell, whether it is hidden; all others are known exactly

    Returns
    -------
    low and high of each cell; ``UNBOUNDED`` and more stands for no bound.

    Examples
    --------
    >>> # Two rows and two columns: four cells, the sums of columns, the sums of rows.
    >>> ends = np.array([[1, 3], [1, 4], [2, 3], [2, 4], [0, 1], [0, 2], [3, 0], [4, 0]])
    >>> counts = np.array([2, 9, 8, 11, 11, 19, 10, 20])
    >>> table = Flows(*ends.T, counts, np.zeros(8, int), np.full(8, UNBOUNDED))
    >>> low, high = ranges(table, np.arange(8) < 4)
    >>> low[:4].tolist(), high[:4].tolist()
    ([0, 1, 0, 9], [10, 11, 10, 19])
    """
    low, high = flows.amounts.copy(), flows.amounts.copy()
    for cell in np.flatnonzero(hidden):
        up, _ = pushed(flows, hidden, int(cell), UNBOUNDED, up=True)
        down, _ = pushed(flows, hidden, int(cell), UNBOUNDED, up=False)
        low[cell], high[cell] = flows.amounts[cell] - down, flows.amounts[cell] + up
    return low, high


def pushed(
    flows: Flows, hidden: np.ndarray, cell: int, most: int, *, up: bool
) -> tuple[int, np.ndarray]:
    """Push a hidden cell up or down, as far as the other hidden cells can make up for it.

    Parameters
    ----------
    flows, hidden : as in ``ranges``
    cell : the cell to push
    most : how far it needs to be pushed at most
    up : whether it is made larger

    Returns
    -------
    How far it could be pushed, and for each cell whether it may have moved with it.
    """
    own = int((flows.more() if up else flows.less())[cell])
    most = min(most, own)
    used = np.zeros(len(hidden), bool)
    if most <= 0:
        return 0, used
    others = np.flatnonzero(hidden)
    others = others[others != cell]
    ends = (flows.tails[others], flows.heads[others])
    start, stop = int(flows.heads[cell]), int(flows.tails[cell])
    if not up:
        start, stop = stop, start
    source = flows.nodes
    size = source + 1
    graph = csr_array(
        (
            np.concatenate([flows.more()[others], flows.less()[others], [most]]).astype(np.int32),
            (
                np.concatenate([ends[0], ends[1], [source]]),
                np.concatenate([ends[1], ends[0], [start]]),
            ),
        ),
        shape=(size, size),
    )
    found = maximum_flow(graph, source, stop)
    moved = found.flow.tocoo()
    # Flow out of a node is positive, into it negative: both directions of a pair are listed.
    pairs = np.unique(moved.row[moved.data != 0].astype(np.int64) * size
                      + moved.col[moved.data != 0])  # fmt: skip
    used[others] = np.isin(ends[0].astype(np.int64) * size + ends[1], pairs)
    used[cell] = True
    return int(found.flow_value), used


def room(
    flows: Flows, hidden: np.ndarray, cell: int, least: int
) -> tuple[int, np.ndarray]:  # fmt: skip
    """Tell how wide a hidden cell is, up to what is asked for, and which cells that rests on.

    Examples
    --------
    >>> ends = np.array([[0, 1], [0, 1], [1, 0]])
    >>> sums = Flows(*ends.T, np.array([3, 9, 12]), np.zeros(3, int), np.full(3, UNBOUNDED))
    >>> room(sums, np.array([True, True, False]), 0, 5)[0]
    5
    >>> room(sums, np.array([True, False, False]), 0, 5)[0]
    0
    """
    up, used = pushed(flows, hidden, cell, least, up=True)
    if up >= least:
        return up, used
    down, further = pushed(flows, hidden, cell, least - up, up=False)
    return up + down, used | further
