"""What people have decided by hand: pairs that are in, pairs that are out."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import ParameterError
from workbench.people.gates import PASS
from workbench.people.levels import places
from workbench.pools.candidates import Candidates
from workbench.words import count

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Pair = tuple[str, str]


def hand_flags(
    candidates: Candidates,
    locked: Sequence[Pair],
    excluded: Sequence[Pair],
    *,
    capacity: Floats,
    most_per_person: int,
    open_posts: Collection[str] | None = None,
) -> tuple[Flags, Flags]:
    """Mark the pairs that are locked and excluded among the E pairs considered.

    Parameters
    ----------
    candidates : the judgements; locked pairs are among the pairs considered, see ``also`` of
        ``judge_candidates``
    locked, excluded : pairs of position_id and employee_id; an excluded pair without a position_id
        leaves the person out everywhere; the same pair twice counts once
    capacity : array (P,), places
    most_per_person : posts one person may stand by for
    open_posts : ids of all open posts: leaving out at one without a pool has no effect, any other
        post is a fault; None where the posts were checked before

    Returns
    -------
    Two bool arrays (E,), locked and excluded

    Raises
    ------
    ParameterError
        If a locked pair fails a gate or fits too little, is not in scope, breaks the places of a
        post or the limit of a person, or is excluded too; or if an id is unknown. All at once.
    """
    locked, excluded = (tuple(dict.fromkeys(pairs)) for pairs in (locked, excluded))
    given = {post for post, _ in (*locked, *excluded)}
    posts = {"", *(given if open_posts is None else open_posts)}
    own = pd.MultiIndex.from_arrays([candidates.pairs.post, candidates.pairs.person])
    keep, drop = _numbers(candidates, locked), _numbers(candidates, excluded)
    faults = [
        *_unknown("locked", locked, posts, keep),
        *_lock_faults(candidates, locked, keep, posts),
        *_limit_faults(locked, dict(zip(candidates.position_ids, capacity, strict=True)),
                       most_per_person),
        *_both(locked, excluded),
        *_unknown("excluded", excluded, posts, drop),
    ]  # fmt: skip
    if faults:
        raise ParameterError(
            "\n".join([f"What is set by hand has {count(len(faults), 'fault')}:", *faults])
        )
    everywhere = drop.loc[[not post for post, _ in excluded], "person"]
    out = own.isin(pd.MultiIndex.from_frame(drop)) | np.isin(candidates.pairs.person, everywhere)
    return own.isin(pd.MultiIndex.from_frame(keep)), out


def _numbers(candidates: Candidates, pairs: Sequence[Pair]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "post": places(candidates.position_ids, [post for post, _ in pairs]),
            "person": places(candidates.employee_ids, [person for _, person in pairs]),
        }
    )


def _unknown(
    name: str, pairs: Sequence[Pair], posts: Collection[str], numbers: pd.DataFrame
) -> Iterator[str]:
    """Say of each id that is unknown where it stands; a pair may have two such ids."""
    for (post, person), number in zip(pairs, numbers["person"], strict=True):
        where = f"- pools.{name}: {person} at {post}: " if post else f"- pools.{name}: {person}: "
        if post not in posts:
            yield (
                f"{where}there is no open post with id {post}. Allowed: ids of table positions "
                "whose status is not closed. Correct or drop the entry."
            )
        if number < 0:
            yield (
                f"{where}nobody with id {person} is employed on the report date. Allowed: ids of "
                "table employees of people who are here. Correct or drop the entry."
            )


def _lock_faults(
    candidates: Candidates, locked: Sequence[Pair], numbers: pd.DataFrame, posts: Collection[str]
) -> Iterator[str]:
    for (post, person), row, column in zip(locked, numbers["person"], numbers["post"], strict=True):
        words = _why_not(candidates, int(row), int(column)) if post in posts else ""
        if words:
            yield f"- pools.locked: {person} at {post}: {words}"


def _why_not(candidates: Candidates, person: int, post: int) -> str:
    """Say why a pair of a post and a person who are there cannot be locked; empty if it can."""
    if post < 0:
        return (
            "no pool stands by for this post. Allowed: key posts and posts that lead people. "
            "Drop the lock, or make the post a key post."
        )
    if person < 0:
        return ""
    if not candidates.considered[person, post]:
        return "holds this post. Nobody stands by for the own post: drop the lock."
    if candidates.gates.combined[person, post] != PASS:
        return (
            f"{candidates.gates.reason(person, post)}. Allowed: people who pass every gate. "
            "Complete the record or drop the lock."
        )
    if candidates.eligible[person, post]:
        return ""
    fit = float(candidates.fit.overall.point[person, post])
    known = "too little of the fit is known" if np.isnan(fit) else f"a fit of {fit:.2f}"
    return (
        f"{known}, not enough to be proposed. Allowed: pools.least_fit or more, with "
        "pools.least_known_share of it known. Assess the person, lower the setting or drop the "
        "lock."
    )


def _limit_faults(locked: Sequence[Pair], capacity: dict[str, float], most: int) -> Iterator[str]:
    for post, number in _counted(post for post, _ in locked):
        allowed = int(capacity.get(post, number))
        if number > allowed:
            yield (
                f"- pools.locked: {number} people are locked at {post}. Allowed: "
                f"{count(allowed, 'place')}. Unlock {number - allowed} or give it more places."
            )
    for person, number in _counted(person for _, person in locked):
        if number > most:
            yield (
                f"- pools.locked: {person} is locked at {number} posts. Allowed: "
                f"{count(most, 'post')} a person (pools.pools_per_person). "
                f"Unlock {number - most} or raise the limit."
            )


def _counted(ids: Iterable[str]) -> Iterator[tuple[str, int]]:
    yield from pd.Series(list(ids), dtype=object).value_counts().sort_index().items()  # type: ignore[misc]


def _both(locked: Sequence[Pair], excluded: Sequence[Pair]) -> Iterator[str]:
    for post, person in sorted(set(locked)):
        if (post, person) in excluded or ("", person) in excluded:
            yield f"- pools.excluded: {person} at {post} is locked as well. Drop one of the two."
