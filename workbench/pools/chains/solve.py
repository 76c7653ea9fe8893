"""Vacancy chains solved to closure: who moves where, and which seats are filled from outside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array

from workbench.pools.programs import best_in_order

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Indices = NDArray[np.intp]

NO_POST = -1


@dataclass(frozen=True)
class Closure:
    """What becomes of the seats that fall free.

    Parameters
    ----------
    moved : bool array (E,), which pairs of person and post happen
    hired : int array (P,), seats of each post filled from outside
    empty : int array (P,), seats of each post left empty
    stages : weighted seats left empty, outside hires, weighted outside hires into posts meant to be
        filled from inside, cost of all hires, moves, and sum of fit, each the best that is possible
        once those before it are
    """

    moved: NDArray[np.bool_]
    hired: Counts
    empty: Counts
    stages: tuple[float, ...]


def close_chains(
    free: Counts,
    person: Indices,
    post: Indices,
    from_post: Indices,
    fit: Floats,
    *,
    hire_cost: Floats,
    weight: Floats,
    inside: Floats,
    locked: NDArray[np.bool_] | None = None,
    kept: Counts | None = None,
) -> Closure:
    """Fill seats from inside and outside until no seat that was opened is left undecided.

    First as few seats as possible (by weight) stay empty, then as few people as possible are hired,
    then as few as possible into posts meant to be filled from inside, then at the least cost, then
    with the fewest moves, then with the best fit. No aim is traded for a later one.

    Parameters
    ----------
    free : int array (P,), seats of each post that fall free
    person, post : int arrays (E,), who could take which post, each pair once; person counts from 0
    from_post : int array (E,), the post the person holds, -1 for none
    fit : array (E,), in [0, 1]
    hire_cost : array (P,), cost or days of filling a seat from outside; NaN where it cannot be done
        in time
    weight : array (P,), > 0, what a seat left empty counts
    inside : array (P,), >= 0, what an outside hire counts against a post that is meant to be filled
        from inside; 0 for other posts
    locked : bool array (E,), pairs in by hand: whoever has one goes before everybody else, inside
        or outside, when a seat of the post is free, unless he or she takes another locked seat;
        None is nobody
    kept : int array (P,), >= 0, seats of each post that nobody inside takes but who is locked;
        None is none

    Returns
    -------
    Closure. For every post: seats that fall free + seats opened by moves out = seats filled by
    moves in + hired + left empty. So over all posts: seats that fall free = hired + left empty +
    moves of people who hold no post.

    Raises
    ------
    ValueError
        If a number is unknown or out of range, or shapes do not agree.
    ReportError
        If the solver stops before the best answer is proved.

    Notes
    -----
    A flow of vacancies through the posts, as whole numbers, solved by HiGHS to a gap of zero. A
    move costs, so no move happens that is not part of a chain. Source of the idea: White (1970),
    Chains of Opportunity.

    Examples
    --------
    A head (post 0) retires and cannot be hired; the deputy (post 1) moves up, the deputy is hired.

    >>> closure = close_chains(
    ...     np.array([1, 0]), np.array([0]), np.array([0]), np.array([1]), np.array([0.8]),
    ...     hire_cost=np.array([np.nan, 90.0]), weight=np.ones(2), inside=np.zeros(2),
    ... )
    >>> closure.moved.tolist(), closure.hired.tolist(), closure.empty.tolist()
    ([True], [0, 1], [0, 0])
    """
    pairs, posts = len(post), len(free)
    _check(free, person, post, from_post, fit, hire_cost, weight, inside)
    if posts == 0 or free.sum() == 0:
        none = np.zeros(posts, dtype=np.int64)
        return Closure(np.zeros(pairs, dtype=bool), none, none, (0.0,) * 6)
    locked = np.zeros(pairs, dtype=bool) if locked is None else locked
    kept = np.zeros(posts, dtype=np.int64) if kept is None else kept
    rules = [
        *_rules(free, person, post, from_post),
        *_by_hand(free, person, post, locked, kept),
    ]
    can_hire = ~np.isnan(hire_cost)
    ones, zero_pairs, zero_posts = np.ones(posts), np.zeros(pairs), np.zeros(posts)
    aims = [
        np.concatenate([*parts, zero_posts])
        for parts in (
            (zero_pairs, zero_posts, weight),
            (zero_pairs, ones, zero_posts),
            (zero_pairs, inside, zero_posts),
            (zero_pairs, np.where(can_hire, hire_cost, 0.0), zero_posts),
            (np.ones(pairs), zero_posts, zero_posts),
            (-fit, zero_posts, zero_posts),
        )
    ]
    most = float(free.sum())
    upper = np.concatenate(
        [np.ones(pairs), np.where(can_hire, most, 0.0), np.full(posts, most), ones]
    )
    solution, values = best_in_order(
        aims, rules, upper=upper, whole=np.ones(len(upper)), what="The closure of vacancy chains"
    )
    whole = solution.astype(np.int64)
    return Closure(
        whole[:pairs] > 0,
        whole[pairs : pairs + posts],
        whole[pairs + posts : pairs + 2 * posts],
        (*values[:-1], -values[-1]),
    )


def _check(
    free: Counts, person: Indices, post: Indices, from_post: Indices, fit: Floats,
    hire_cost: Floats, weight: Floats, inside: Floats,
) -> None:  # fmt: skip
    posts = len(free)
    if not post.shape == person.shape == from_post.shape == fit.shape:
        raise ValueError("person, post, from_post and fit must hold one entry for each pair")
    if not hire_cost.shape == weight.shape == inside.shape == (posts,):
        raise ValueError(f"hire_cost, weight and inside must hold one entry for {posts} posts")
    for name, sound, allowed in (
        ("free", free >= 0, "at least 0"),
        ("person", person >= 0, "at least 0"),
        ("post", (post >= 0) & (post < posts), f"one of {posts} posts"),
        ("from_post", (from_post >= NO_POST) & (from_post < posts), f"one of {posts} posts or -1"),
        ("fit", np.isfinite(fit), "known"),
        ("hire_cost", np.isnan(hire_cost) | (np.isfinite(hire_cost) & (hire_cost >= 0)),
         "at least 0, or NaN where nobody can be hired in time"),
        ("weight", np.isfinite(weight) & (weight > 0), "above 0"),
        ("inside", np.isfinite(inside) & (inside >= 0), "at least 0"),
    ):  # fmt: skip
        if not sound.all():
            raise ValueError(f"{name} must be {allowed}, entry {int(np.argmin(sound))} is not")


def _rules(
    free: Counts, person: Indices, post: Indices, from_post: Indices
) -> list[LinearConstraint]:
    """Seats of each post balance; each person moves at most once."""
    pairs, posts = len(post), len(free)
    width = pairs + 3 * posts
    column = np.arange(pairs)
    holds = from_post != NO_POST
    ends = np.arange(posts)
    balance = csr_array(
        (
            np.concatenate([np.ones(pairs), -np.ones(holds.sum()), np.ones(2 * posts)]),
            (
                np.concatenate([post, from_post[holds], ends, ends]),
                np.concatenate([column, column[holds], pairs + ends, pairs + posts + ends]),
            ),
        ),
        shape=(posts, width),
    )
    rules = [LinearConstraint(balance, free, free)]
    if pairs:
        once = csr_array((np.ones(pairs), (person, column)), shape=(int(person.max()) + 1, width))
        rules.append(LinearConstraint(once, -np.inf, 1.0))
    return rules


def _by_hand(
    free: Counts, person: Indices, post: Indices, locked: NDArray[np.bool_], kept: Counts
) -> list[LinearConstraint]:
    """Whoever is locked goes first; others move into a post only where its kept seats are kept.

    The last columns, one a post, are 1 where somebody moves in who is not locked there.
    """
    pairs, posts = len(post), len(free)
    # No post takes more people than there are seats that fall free and people who move.
    most = float(free.sum() + len(set(person.tolist())))
    rows, upper = [], []
    for one in np.flatnonzero(locked).tolist():
        row, at = np.zeros(pairs + 3 * posts), post[one]
        row[:pairs][(post == at) & ~locked] = 1.0
        row[[pairs + at, pairs + posts + at]] = 1.0
        row[:pairs][(person == person[one]) & locked] = -most
        rows.append(row)
        upper.append(0.0)
    for at in np.flatnonzero(kept > 0).tolist():
        others, seats = np.zeros(pairs + 3 * posts), np.zeros(pairs + 3 * posts)
        others[:pairs][(post == at) & ~locked] = 1.0
        others[pairs + 2 * posts + at] = -most
        seats[pairs + 2 * posts + at] = float(kept[at])
        seats[[pairs + at, pairs + posts + at]] = -1.0
        rows += [others, seats]
        upper += [0.0, 0.0]
    if not rows:
        return []
    return [LinearConstraint(csr_array(np.stack(rows)), -np.inf, np.array(upper))]


def trace_chains(
    free: Counts, post: Indices, from_post: Indices, closure: Closure
) -> list[tuple[int, tuple[int, ...], str, int]]:
    """Follow each seat that falls free to its end.

    Parameters
    ----------
    free, post, from_post : as in ``close_chains``
    closure : its answer

    Returns
    -------
    One entry a seat that falls free, in the order of posts: (post, pairs moved in their order, end,
    post of the end) with end one of hired, empty, no post (filled by somebody who held none; the
    post of the end is then the one that person took). Where several moves meet in a post they are
    paired in the order of the pairs, and chains that end inside come before hires.
    """
    moves_into = {
        place: list(np.flatnonzero(closure.moved & (post == place))[::-1])
        for place in np.unique(post[closure.moved]).tolist()
    }
    hired, chains = closure.hired.copy(), []
    for start in np.repeat(np.arange(len(free)), free).tolist():
        place, steps, end = start, [], ""
        while not end:
            if moves_into.get(place):
                pair = int(moves_into[place].pop())
                steps.append(pair)
                if from_post[pair] == NO_POST:
                    end = "no post"
                else:
                    place = int(from_post[pair])
            elif hired[place]:
                hired[place] -= 1
                end = "hired"
            else:
                end = "empty"
        chains.append((start, tuple(steps), end, place))
    return chains
