"""One selection to be made: the pairs allowed, the places, and what is set by hand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.candidates import Candidates
from workbench.pools.selection.choose import Choice, choose
from workbench.pools.selection.hand import hand_flags

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Task:
    """P posts, C people and the E pairs of them that may be chosen, sorted by post and person.

    Parameters
    ----------
    position_ids, employee_ids : ids by number
    post, person : int arrays (E,)
    fit : array (E,), in [0, 1]
    ready : bool array (E,), ready now
    readiness : str array (E,), the label of readiness
    capacity : array (P,), places
    weight : array (P,), what a post counts in cover and places
    most_per_person : posts one person may stand by for
    locked : bool array (E,), in by hand
    left_out : pairs of numbers of post and person that could be chosen and are left out by hand
    """

    position_ids: tuple[str, ...]
    employee_ids: tuple[str, ...]
    post: Indices
    person: Indices
    fit: Floats
    ready: Flags
    readiness: NDArray[np.str_]
    capacity: Floats
    weight: Floats
    most_per_person: int
    locked: Flags
    left_out: tuple[Indices, Indices]

    def solve(self, *, among: Flags | None = None, preferred: Flags | None = None) -> Choice:
        """Choose the best set of pairs.

        Parameters
        ----------
        among : bool array (E,), the pairs that may be chosen, locked or not; None takes all
        preferred : bool array (E,), pairs that go first among equally good answers
        """
        use = np.ones(len(self.post), dtype=bool) if among is None else among | self.locked
        found = choose(
            self.post[use], self.person[use], self.fit[use], self.ready[use],
            self.capacity, self.weight, most_per_person=self.most_per_person,
            locked=self.locked[use], preferred=None if preferred is None else preferred[use],
        )  # fmt: skip
        chosen = np.zeros(len(use), dtype=bool)
        chosen[np.flatnonzero(use)[found.chosen]] = True
        return Choice(chosen, found.shortage, found.uncovered, found.stages, found.gap)

    def ids(self, pairs: Indices) -> dict[str, pd.Series]:
        """Columns position_id and employee_id of some of the pairs."""
        return {
            "position_id": named(self.position_ids, self.post[pairs]),
            "employee_id": named(self.employee_ids, self.person[pairs]),
        }


def named(ids: Sequence[str], numbers: Indices) -> pd.Series:
    """Ids of numbers, as text; -1 is nobody and stays missing."""
    found = pd.Series(np.array([*ids, None], dtype=object)[numbers])
    return found.astype("str")


def selection_task(
    targets: pd.DataFrame,
    candidates: Candidates,
    *,
    most_per_person: int,
    key_post_weight: float,
    locked: Sequence[Pair] = (),
    excluded: Sequence[Pair] = (),
    open_posts: Collection[str] | None = None,
) -> Task:
    """Put a selection together.

    Parameters
    ----------
    targets : posts with pool and capacity, in the order of ``candidates``
    candidates : the judgements
    most_per_person : posts one person may stand by for
    key_post_weight : what a key post counts in cover and places, where other posts count 1
    locked, excluded : pairs of position_id and employee_id that are in, or out, by hand; an
        excluded pair without a position_id leaves the person out everywhere
    open_posts : ids of all open posts; None where the posts set by hand were checked before

    Returns
    -------
    Task

    Raises
    ------
    ParameterError
        If what is set by hand contradicts a gate, a limit or itself; all contradictions at once.
    """
    pairs = candidates.pairs
    capacity = targets["capacity"].to_numpy(float)
    in_hand, out = hand_flags(
        candidates, locked, excluded, capacity=capacity, most_per_person=most_per_person,
        open_posts=open_posts,
    )  # fmt: skip
    eligible = candidates.eligible[pairs.person, pairs.post]
    use = np.flatnonzero(eligible & ~out)
    post, person = pairs.post[use], pairs.person[use]
    dropped = np.flatnonzero(eligible & out)
    return Task(
        candidates.position_ids, candidates.employee_ids, post, person,
        candidates.fit.overall.point.of_pairs[use], candidates.ready[person, post],
        _labels(candidates, person, post), capacity,
        np.where(targets["pool"] == "key", key_post_weight, 1.0), most_per_person, in_hand[use],
        (pairs.post[dropped], pairs.person[dropped]),
    )  # fmt: skip


def _labels(candidates: Candidates, person: Indices, post: Indices) -> NDArray[np.str_]:
    """Give the label of readiness of pairs; without competency levels nobody is assessed."""
    if candidates.readiness is None:
        return np.full(len(post), NOT_ASSESSED)
    return candidates.readiness.label[person, post]
