"""The user's own nominations: what they carry, what they lose, and the fewest changes that help."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.gates import PASS
from workbench.people.levels import places
from workbench.people.readiness import dated_nominations
from workbench.pools.candidates import Candidates
from workbench.pools.selection.choose import Choice
from workbench.pools.selection.program import choose_near
from workbench.pools.selection.task import Task

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

AIMS = ("posts with somebody ready now", "places filled", "sum of fit")
STATES = (
    "counts", "one too many", "left out by hand", "not here", "own post", "fails a gate",
    "record is open", "fit unknown", "fit too low",
)  # fmt: skip


@dataclass(frozen=True)
class Nominated:
    """Nominations measured as the best choice is measured.

    Parameters
    ----------
    names : position_id, employee_id, state (one of ``STATES``) and why (words); one row a name for
        a post in scope
    aims : aim, the_list (what the names that count carry), best, lost; the first aim goes first
    weighted : the same for the weighted amounts that are compared, posts without anybody ready now
        and places empty: aim, the_list, best, lost
    changes : the fewest changes that reach the best choice: position_id, in_employee_id, in_fit,
        out_employee_id, out_fit (missing where a place was empty, or is given up)
    steps : changes, and what the best list with at most so many new names carries: the columns of
        the aims
    """

    names: pd.DataFrame
    aims: pd.DataFrame
    weighted: pd.DataFrame
    changes: pd.DataFrame
    steps: pd.DataFrame


def score_nominations(
    company: Company,
    candidates: Candidates,
    task: Task,
    best: Choice,
    *,
    most_changes: Sequence[int] = (1, 3, 5),
) -> Nominated:
    """Measure the nominations, and find the fewest changes that make them as good as can be.

    Parameters
    ----------
    company : nominations, where there are any
    candidates, task, best : the judgements, what was to be chosen, and the best choice
    most_changes : numbers of new names to try

    Returns
    -------
    Nominated. Of names beyond the places of a post or the limit of a person the best ones count. A
    change brings one name in, for another or into an empty place. All tables are empty where there
    are no nominations, or nothing to judge a fit by.
    """
    if not company.has("nominations") or candidates.levels is None:
        return no_nominations()
    named, listed = _names(company, candidates, task)
    carried = task.solve(among=listed)
    nearest = task.solve(preferred=carried.chosen)
    named["state"] = _final_states(named, task, carried)
    needed = int((nearest.chosen & ~carried.chosen).sum())
    tried = sorted({number for number in most_changes if 0 < number < needed})
    rows = [
        (number, *_carried(task, near_choice(task, carried.chosen, most_new=number)))
        for number in tried
    ]
    ends = [(0, *_carried(task, carried.chosen)), *rows, (needed, *_carried(task, nearest.chosen))]
    return Nominated(
        named.drop(columns=["post", "person"]),
        _compared(AIMS, _carried(task, carried.chosen), _carried(task, best.chosen)),
        _compared(AIMS[:2], carried.stages[:2], best.stages[:2]),
        _changes(task, carried.chosen, nearest.chosen),
        pd.DataFrame(ends, columns=["changes", *AIMS]).drop_duplicates("changes"),
    )


def no_nominations() -> Nominated:
    """Give the result without nominations."""
    names = ["position_id", "employee_id", "state", "why"]
    compared = ["aim", "the_list", "best", "lost"]
    changes = ["position_id", "in_employee_id", "in_fit", "out_employee_id", "out_fit"]
    tables = (names, compared, compared, changes, ["changes", *AIMS])
    return Nominated(*(pd.DataFrame(columns=columns, dtype=object) for columns in tables))


def near_choice(task: Task, kept: Flags, *, most_new: int) -> Flags:
    """Best choice with at most so many pairs that are not on the list ``kept``.

    Parameters
    ----------
    task : what is to be chosen
    kept : bool array (E,), the list
    most_new : pairs taken that are not on the list, at most

    Returns
    -------
    bool array (E,)

    Notes
    -----
    With K places at a post and n new names at most, the best K + floor(n / L) people of a kind who
    stand on no list are enough beside those on lists: at most K - 1 of them stand by for the post,
    and nobody of them can reach the limit of L posts elsewhere but by L new names.
    """
    on_lists = np.zeros(len(task.employee_ids), dtype=bool)
    on_lists[task.person[kept | task.locked]] = True
    spare = most_new // task.most_per_person
    kinds = pd.DataFrame({"post": task.post, "ready": task.ready, "new": ~on_lists[task.person]})
    order = np.lexsort((task.person, -task.fit))
    ahead = kinds.iloc[order].groupby(["post", "ready"])["new"].cumsum().sort_index().to_numpy()
    use = np.flatnonzero((ahead <= task.capacity[task.post] + spare) | kept | task.locked)
    found = choose_near(
        task.post[use], task.person[use], task.fit[use], task.ready[use], task.capacity,
        task.weight, most_per_person=task.most_per_person, kept=kept[use], most_new=most_new,
        locked=task.locked[use],
    )  # fmt: skip
    chosen = np.zeros(len(kept), dtype=bool)
    chosen[use[found]] = True
    return chosen


def _names(company: Company, candidates: Candidates, task: Task) -> tuple[pd.DataFrame, Flags]:
    """Nominations in scope with a first state, and the pairs of the task that are on the list."""
    named = dated_nominations(company)[["position_id", "employee_id"]]
    named = named[named["position_id"].isin(candidates.position_ids)].reset_index(drop=True)
    named["post"] = places(candidates.position_ids, named["position_id"])
    named["person"] = places(candidates.employee_ids, named["employee_id"])
    pairs = list(zip(named["person"].tolist(), named["post"].tolist(), strict=True))
    found = [_state(candidates, *pair) for pair in pairs]
    named["state"] = pd.Series([state for state, _ in found], index=named.index, dtype="str")
    named["why"] = pd.Series([why for _, why in found], index=named.index, dtype="str")
    own = pd.MultiIndex.from_arrays([task.post, task.person])
    return named, own.isin(pd.MultiIndex.from_frame(named[["post", "person"]]))


def _state(candidates: Candidates, person: int, post: int) -> tuple[str, str]:
    if person < 0:
        return "not here", "has left the company"
    if not candidates.considered[person, post]:
        return "own post", "holds this post"
    if candidates.gates.combined[person, post] != PASS:
        state = "fails a gate" if candidates.gates.combined[person, post] == 0 else "record is open"
        return state, candidates.gates.reason(person, post)
    if candidates.eligible[person, post]:
        return "counts", ""
    fit = float(candidates.fit.overall.point[person, post])
    if np.isnan(fit) or candidates.levels is None:
        return "fit unknown", "too little is known to judge the fit"
    share = float(candidates.fit.overall.known_share[person, post])
    return "fit too low", f"fit {fit:.2f} with {share:.0%} of it known, not enough to be proposed"


def _final_states(named: pd.DataFrame, task: Task, carried: Choice) -> pd.Series:
    """Mark the names that pass and still do not count: left out by hand, or one too many."""
    rows = pd.MultiIndex.from_frame(named[["post", "person"]])
    chosen = rows.isin(
        pd.MultiIndex.from_arrays([task.post[carried.chosen], task.person[carried.chosen]])
    )
    out = rows.isin(pd.MultiIndex.from_arrays(task.left_out))
    passes = named["state"] == "counts"
    state = named["state"].mask(passes & ~chosen, "one too many")
    return state.mask(passes & out, "left out by hand")


def _carried(task: Task, chosen: Flags) -> tuple[float, float, float]:
    covered = np.unique(task.post[chosen & task.ready])
    return float(len(covered)), float(chosen.sum()), float(task.fit[chosen].sum())


def _compared(
    aims: Sequence[str], the_list: Sequence[float], best: Sequence[float]
) -> pd.DataFrame:
    frame = pd.DataFrame({"aim": list(aims), "the_list": list(the_list), "best": list(best)})
    return frame.assign(lost=(frame["best"] - frame["the_list"]).abs())


def _changes(task: Task, was: Flags, now: Flags) -> pd.DataFrame:
    """Pair those who come in with those who go, post by post, the best with the best."""
    sides = []
    for side, chosen in (("in", now & ~was), ("out", was & ~now)):
        pairs = np.flatnonzero(chosen)
        frame = pd.DataFrame({**task.ids(pairs), "fit": task.fit[pairs]})
        frame = frame.sort_values(["position_id", "fit"], ascending=[True, False], kind="stable")
        frame["place"] = frame.groupby("position_id").cumcount()
        names = {"employee_id": f"{side}_employee_id", "fit": f"{side}_fit"}
        sides.append(frame.rename(columns=names))
    both = sides[0].merge(sides[1], on=["position_id", "place"], how="outer")
    ordered = both.sort_values(["position_id", "place"], ignore_index=True)
    return ordered[["position_id", "in_employee_id", "in_fit", "out_employee_id", "out_fit"]]
