"""Which closings of gaps let more posts be filled at once: by trying, and by an exact program.

A person could take a post once certain things are done, here once certain gaps are closed. Each
such thing is a closing; a pair of person and post is usable when all it waits for are done.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array, csr_array

from workbench.pools.matching import simultaneous_cover
from workbench.pools.programs import best_in_order

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Pairs:
    """E pairs of post and person, and which of N closings each waits for.

    Parameters
    ----------
    post, person : int arrays (E,)
    waits : bool array (E, N) as a sparse table; a pair without an entry is usable now
    posts, people, closings : how many there are
    """

    post: Indices
    person: Indices
    waits: csr_array
    posts: int
    people: int

    @property
    def closings(self) -> int:
        """Number of closings, N."""
        return int(self.waits.shape[1])

    def usable(self, done: Flags) -> Flags:
        """Pairs that are usable when some closings are done, bool array (E,)."""
        return np.asarray(self.waits @ (~done).astype(np.int64) == 0)

    def could_take(self, done: Flags) -> Flags:
        """Who could take what when some closings are done, bool array (posts, people)."""
        now = self.usable(done)
        could = np.zeros((self.posts, self.people), dtype=bool)
        could[self.post[now], self.person[now]] = True
        return could


@dataclass(frozen=True)
class BestClosings:
    """The best closings of a given number.

    Parameters
    ----------
    closings : places of the closings, at most as many as asked for
    filled : posts filled at once when they are done
    """

    closings: tuple[int, ...]
    filled: int


def filled_with(pairs: Pairs, done: Flags) -> int:
    """Count the posts filled at once when some closings are done."""
    return simultaneous_cover(pairs.could_take(done)).filled


def single_gains(pairs: Pairs) -> Indices:
    """Count the posts that more can be filled at once for each closing alone, array (N,).

    Notes
    -----
    Each closing is toggled and the matching made again. Those that open no pair at a post of a
    deficient set gain 0 without trying: what fills one more post has to start from such a set.

    Examples
    --------
    >>> waits = csr_array(np.array([[0, 0], [1, 0], [0, 1]]))
    >>> pairs = Pairs(np.array([0, 1, 1]), np.array([0, 0, 1]), waits, posts=2, people=2)
    >>> single_gains(pairs).tolist()
    [0, 1]
    """
    nothing = np.zeros(pairs.closings, dtype=bool)
    gains = np.zeros(pairs.closings, dtype=np.intp)
    now = simultaneous_cover(pairs.could_take(nothing))
    for closing in _worth_trying(pairs, nothing):
        gains[closing] = filled_with(pairs, _with(nothing, closing)) - now.filled
    return gains


def _worth_trying(pairs: Pairs, done: Flags) -> list[int]:
    """List the closings that alone open a pair at a post that belongs to a deficient set."""
    conflicts = simultaneous_cover(pairs.could_take(done)).conflicts
    short = np.zeros(pairs.posts, dtype=bool)
    short[[post for conflict in conflicts for post in conflict.posts]] = True
    lacks = pairs.waits @ (~done).astype(np.int64)
    opened = pairs.waits[(lacks == 1) & short[pairs.post]]
    counts = np.asarray(opened.sum(axis=0)).ravel()
    return np.flatnonzero((counts > 0) & ~done).tolist()


def _with(done: Flags, closing: int) -> Flags:
    more = done.copy()
    more[closing] = True
    return more


def greedy_closings(pairs: Pairs, *, most: int) -> tuple[BestClosings, ...]:
    """Take the closing that gains most, then the next, and so on while one gains anything.

    Parameters
    ----------
    pairs : the pairs
    most : closings to take

    Returns
    -------
    One answer for 0, 1, ... closings; it ends early where no single further closing gains anything,
    although several together might. So it can fall behind the best, see ``best_closings``.
    """
    done = np.zeros(pairs.closings, dtype=bool)
    answers = [BestClosings((), filled_with(pairs, done))]
    for _ in range(most):
        tried = {
            closing: filled_with(pairs, _with(done, closing))
            for closing in _worth_trying(pairs, done)
        }
        best = max(tried, key=lambda closing: (tried[closing], -closing), default=None)
        if best is None or tried[best] <= answers[-1].filled:
            break
        done = _with(done, best)
        answers.append(BestClosings((*answers[-1].closings, best), tried[best]))
    return tuple(answers)


def best_closings(pairs: Pairs, effort: Floats, *, most: int) -> BestClosings:
    """Find the closings, at most so many, with which most posts can be filled at once.

    Parameters
    ----------
    pairs : the pairs
    effort : array (N,), >= 0, what a closing takes, such as levels; decides between equal answers
    most : closings allowed

    Returns
    -------
    BestClosings, proven to be the best

    Raises
    ------
    ReportError
        If the answer is not proved.

    Notes
    -----
    With x = 1 where a person takes a post and y = 1 where a closing is done: one post a person,
    one person a post, x <= y for each closing the pair waits for, sum of y <= most. First the
    largest sum of x, then the least effort. Only y has to be whole: with y given, x is a matching,
    whose best value is whole by itself. Taking the best closing again and again need not end
    there, since two gaps may only help when both are closed.

    Examples
    --------
    >>> both = Pairs(np.array([0]), np.array([0]), csr_array(np.array([[1, 1]])), posts=1, people=1)
    >>> [best_closings(both, np.ones(2), most=number).filled for number in (1, 2)]
    [0, 1]
    >>> len(greedy_closings(both, most=2))
    1
    """
    if most == 0:
        nothing_done = np.zeros(pairs.closings, dtype=bool)
        return BestClosings((), filled_with(pairs, nothing_done))
    count, total = len(pairs.post), len(pairs.post) + pairs.closings
    row = np.arange(count)
    entry = pairs.waits.tocoo()
    link = np.arange(entry.nnz)
    sign = np.concatenate([np.ones(entry.nnz), -np.ones(entry.nnz)])
    columns = np.concatenate([entry.coords[0], count + entry.coords[1]])
    waiting = coo_array((sign, (np.tile(link, 2), columns)), shape=(entry.nnz, total))
    rules = [
        *(
            LinearConstraint(
                coo_array((np.ones(count), (side, row)), shape=(size, total)).tocsr(), -np.inf, 1
            )
            for side, size in ((pairs.post, pairs.posts), (pairs.person, pairs.people))
        ),
        LinearConstraint(waiting.tocsr(), -np.inf, 0),
        LinearConstraint(_row(count, np.ones(pairs.closings)), -np.inf, most),
    ]
    nothing = np.zeros(count)
    aims = [
        np.concatenate([-np.ones(count), np.zeros(pairs.closings)]),
        np.concatenate([nothing, effort]),
    ]
    found, _ = best_in_order(
        aims, rules, upper=np.ones(total),
        whole=np.concatenate([nothing, np.ones(pairs.closings)]),
        what="The closings that fill most posts",
    )  # fmt: skip
    done = found[count:] > 0.5
    return BestClosings(tuple(np.flatnonzero(done).tolist()), filled_with(pairs, done))


def _row(before: int, values: Floats) -> csr_array:
    return csr_array(np.concatenate([np.zeros(before), values])[None, :])
