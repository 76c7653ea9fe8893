"""Empty posts and the people who are ready for them: one person takes one post."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Filled:
    """Which empty seats are taken; arrays of shape (seats, paths).

    ``named`` : somebody ready for the seat is still there; ``taken`` : somebody can be spared for
    it, when each person takes one seat only.
    """

    named: Flags
    taken: Flags


def fill_seats(could_take: Flags, savings: Floats, empty: Flags, there: Flags) -> Filled:
    """Fill the empty seats of each path, the dearest first, as many as possible.

    Parameters
    ----------
    could_take : bool array (seats, people), who is ready for which seat
    savings : array of shape (seats,), what filling a seat saves
    empty : bool array (seats, paths)
    there : bool array (people, paths), whether each is still here

    Returns
    -------
    Filled

    Notes
    -----
    Seats that can be filled together form a matroid, so taking the dearest first and moving others
    along alternating paths gives the largest saving and the largest number at once (Edmonds and
    Fulkerson 1965). Paths with the same seats empty and the same people there are matched once.

    Examples
    --------
    >>> both = np.ones((2, 1), dtype=bool)
    >>> one = fill_seats(both, np.array([1.0, 5.0]), both, np.ones((1, 1), dtype=bool))
    >>> one.named.tolist(), one.taken.tolist()
    ([[True], [True]], [[False], [True]])
    """
    named = empty & ((could_take.astype(np.float32) @ there.astype(np.float32)) > 0)
    taken = named.copy()
    for seats, people in _rivals(could_take):
        part, ready = could_take[np.ix_(seats, people)], there[people]
        busy = np.flatnonzero(named[seats].sum(axis=0) > 1)
        flags = np.vstack([named[np.ix_(seats, busy)], ready[:, busy]])
        patterns, which = np.unique(flags, axis=1, return_inverse=True)
        order = np.argsort(-savings[seats], kind="stable")
        found = [
            _largest(part & column[len(seats) :], order[column[: len(seats)][order]])
            for column in patterns.T
        ]
        if found:
            taken[np.ix_(seats, busy)] = np.stack(found, axis=1)[:, which.ravel()]
    return Filled(named, taken)


def _rivals(could_take: Flags) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Split the seats into sets that share a person, with their people."""
    seats = len(could_take)
    graph = csr_array(could_take.astype(np.int8))
    together = csr_array(graph @ graph.T)
    number, group = connected_components(together, directed=False)
    sets = [np.flatnonzero(group == each) for each in range(number)]
    return [
        (rows, np.flatnonzero(could_take[rows].any(axis=0)))
        for rows in sets
        if seats and len(rows) > 1
    ]


def _largest(could_take: Flags, order: NDArray[np.intp]) -> Flags:
    """Match seats in the given order; a seat once taken stays taken."""
    seat_of = np.full(could_take.shape[1], -1)
    for seat in order:
        _augment(could_take, int(seat), seat_of, set())
    taken = np.zeros(len(could_take), dtype=bool)
    taken[seat_of[seat_of >= 0]] = True
    return taken


def _augment(could_take: Flags, seat: int, seat_of: NDArray[np.intp], seen: set[int]) -> bool:
    for person in np.flatnonzero(could_take[seat]).tolist():
        if person in seen:
            continue
        seen.add(person)
        if seat_of[person] < 0 or _augment(could_take, int(seat_of[person]), seat_of, seen):
            seat_of[person] = seat
            return True
    return False
