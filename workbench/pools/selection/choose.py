"""Who goes into which pool: the best set of people for all posts together, not post by post."""

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workbench.pools.selection.checks import check_locked, check_pairs
from workbench.pools.selection.flow import fill_posts
from workbench.pools.selection.network import Line, Post, proved_bound, worth_of
from workbench.pools.selection.prune import best_pairs
from workbench.pools.selection.start import starting_prices

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

# Fits and weights are compared as whole numbers of these parts, far below what anybody can measure.
FIT_PARTS, WEIGHT_PARTS = 2**40, 2**30


@dataclass(frozen=True)
class Choice:
    """The pairs chosen and what stays open.

    Parameters
    ----------
    chosen : bool array (E,), which pairs are in
    shortage : array (P,), places that stay empty
    uncovered : bool array (P,), posts without a person who is ready now
    stages : weighted posts uncovered, weighted places empty, and sum of fit, in that order
    gap : how far the choice can be from the best one, as a part of all that is to be gained; 0
        where the best is proved
    """

    chosen: Flags
    shortage: Floats
    uncovered: Flags
    stages: tuple[float, float, float]
    gap: float


def choose(
    post: Indices,
    person: Indices,
    fit: Floats,
    ready: Flags,
    capacity: Floats,
    weight: Floats,
    *,
    most_per_person: int,
    locked: Flags | None = None,
    preferred: Flags | None = None,
) -> Choice:
    """Fill pools in a fixed order of aims: cover, then places, then fit.

    First as few posts as possible (by weight) stay without anybody ready now; among all such
    answers as few places as possible stay empty; among those the sum of fit is largest. No aim is
    traded for a later one.

    Parameters
    ----------
    post, person : int arrays (E,), the pairs that are allowed, each at most once, in any order
    fit : array (E,), in [0, 1]
    ready : bool array (E,), the person is ready for the post now
    capacity : array (P,), whole places in the pool behind each post
    weight : array (P,), > 0, importance of a post in the first two aims
    most_per_person : posts one person may stand by for, >= 1
    locked : bool array (E,), pairs that are in whatever it costs; None locks none
    preferred : bool array (E,), pairs that go first among equally good answers; None has none

    Returns
    -------
    Choice; the same whatever the order of the pairs. Among equally good choices the one is taken
    that follows from the numbers of posts and people.

    Raises
    ------
    ParameterError
        If a pair comes twice, a number is unknown or out of range, or the locked pairs break places
        or the limit.

    Notes
    -----
    A flow network in which all costs are whole numbers, solved exactly by ``fill_posts`` on the
    pairs that can matter (``best_pairs``); the optimum is proved by ``proved_bound``. The aims are
    joined in one number so large that no sum of a later aim reaches one step of an earlier one.
    Fit counts in steps of 2**-40, weights in steps of 2**-30 of the smallest.

    Examples
    --------
    >>> choice = choose(
    ...     np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([0.9, 0.8, 0.7]),
    ...     np.array([True, True, True]), np.array([1.0, 1.0]), np.array([1.0, 1.0]),
    ...     most_per_person=1,
    ... )
    >>> choice.chosen.tolist(), choice.stages
    ([False, True, True], (0.0, 0.0, 1.5))
    """
    check_pairs(post, person, fit, ready, capacity, weight, most_per_person)
    order = np.argsort(post * (int(person.max(initial=0)) + 1) + person)
    post, person, fit, ready = post[order], person[order], fit[order], ready[order]
    held = _flags(locked, order)
    posts, places = len(capacity), capacity.astype(np.intp)
    check_locked(post, person, held, places, most_per_person)
    free = places - np.bincount(post[held], minlength=posts)
    spare = most_per_person - np.bincount(person[held], minlength=int(person.max(initial=-1)) + 1)
    covered = np.bincount(post[held & ready], minlength=posts) > 0
    use = np.flatnonzero(~held & (spare[person] > 0) & (free[post] > 0))
    step = int(free.sum()) + 1
    worth = np.round(fit * FIT_PARTS).astype(np.int64) * step + _flags(preferred, order)
    pairs, edges = best_pairs(
        post[use], worth[use], ready[use], free, least_limit=int(spare[spare > 0].min(initial=1))
    )
    pairs = use[pairs]
    network = _network(person[pairs], worth[pairs], edges, free, weight, covered)
    start = starting_prices(
        post[pairs], person[pairs], worth[pairs], (ready & ~covered[post])[pairs], free, spare
    )
    limit = spare.tolist()
    prices = fill_posts(network, limit, (-start).tolist())
    bound, reached = proved_bound(network, limit, prices), worth_of(network)
    chosen = held.copy()
    chosen[pairs[_taken(network, edges)]] = True
    back = np.empty_like(chosen)
    back[order] = chosen
    filled = np.bincount(post[chosen], minlength=posts)
    open_ = np.bincount(post[chosen & ready], minlength=posts) == 0
    empty = places - filled
    return Choice(
        back, empty.astype(float), open_,
        (float(weight[open_].sum()), float((weight * empty).sum()), float(fit[chosen].sum())),
        (bound - reached) / max(1, abs(bound)),
    )  # fmt: skip


def _flags(flags: Flags | None, order: Indices) -> Flags:
    return np.zeros(len(order), dtype=bool) if flags is None else flags[order]


def _network(
    person: Indices,
    worth: NDArray[np.int64],
    edges: Indices,
    places: Indices,
    weight: Floats,
    covered: Flags,
) -> list[Post]:
    """Give posts their lines, and places and cover a worth above all sums of fit."""
    steps = _whole(weight)
    largest = int(np.abs(worth).max(initial=0)) + 1
    place_unit = 2 * largest * (int(places.sum()) + 1)
    cover_unit = place_unit * (sum(a * b for a, b in zip(steps, places.tolist(), strict=True)) + 1)
    values, people = worth.tolist(), person.tolist()
    lines = [Line(values[first:end], people[first:end]) for first, end in pairwise(edges.tolist())]
    return [
        Post(number, step * place_unit, 0 if done else 2 * step * cover_unit, now, others)
        for number, step, done, now, others in zip(
            places.tolist(), steps, covered.tolist(), lines[::2], lines[1::2], strict=True
        )
    ]


def _whole(weight: Floats) -> list[int]:
    """Weights as whole numbers, as small as they can be, to a part of ``WEIGHT_PARTS`` of each."""
    sizes, which = np.unique(weight, return_inverse=True)
    parts = [round(Fraction(size) / Fraction(sizes[0]) * WEIGHT_PARTS) for size in sizes.tolist()]
    unit = math.gcd(*parts)
    return [parts[size] // unit for size in which.tolist()]


def _taken(network: list[Post], edges: Indices) -> Indices:
    """Numbers of the pairs that are in."""
    lines = (line for post in network for line in (post.ready, post.others))
    found = [
        first + line.people.index(person)
        for first, line in zip(edges.tolist(), lines, strict=False)
        for person in line.taken
    ]
    return np.array(found, dtype=np.intp)
