"""Why people are in, and why others are not: each reason follows from the best choice itself."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.pools.selection.choose import Choice
from workbench.pools.selection.task import Task, named
from workbench.words import listing

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

# Differences of fit below this are noise of the arithmetic.
SAME = 1e-9
REASONS = {
    "lower_fit": "fits less than everybody taken",
    "ready_first": "a place goes first to somebody ready now",
    "limit": "stands by for as many posts as allowed, which is better for all posts together",
    "locked": "the place is taken by hand",
    "no_place": "the post has no place",
    "left_out": "left out by hand",
}


@dataclass(frozen=True)
class PassedOver:
    """Pairs that could be chosen and were not.

    Parameters
    ----------
    pairs : int array (N,), numbers of the pairs
    reason : str array (N,), a key of ``REASONS``
    rival : int array (N,), the pair it is about; -1 where it is about nobody
    """

    pairs: Indices
    reason: NDArray[np.str_]
    rival: Indices


def passed_over(task: Task, choice: Choice) -> PassedOver:
    """Find for every pair that was not chosen why it was not.

    Parameters
    ----------
    task, choice : what was to be chosen, and the best choice

    Returns
    -------
    PassedOver, pairs in order

    Notes
    -----
    Each reason is a swap that fails. Whoever has room and stands behind everybody taken has the
    lower fit. Where somebody taken fits less, it is the only one ready now, or locked; any other
    such swap, and any empty place, would make the choice better, so whoever could use it is at the
    limit elsewhere.
    """
    edges = np.searchsorted(task.post, np.arange(len(task.capacity) + 1))
    left = np.flatnonzero(~choice.chosen)
    reason = np.full(len(task.post), "lower_fit", dtype="<U11")
    rival = np.full(len(task.post), -1, dtype=np.intp)
    for post, places in enumerate(task.capacity):
        own = np.arange(edges[post], edges[post + 1])
        if len(own):
            _reasons_at(task, choice, own, places, reason, rival)
    return PassedOver(left, reason[left], rival[left])


def _reasons_at(
    task: Task, choice: Choice, own: Indices, places: float,
    reason: NDArray[np.str_], rival: Indices,
) -> None:  # fmt: skip
    taken, others = own[choice.chosen[own]], own[~choice.chosen[own]]
    if places == 0:
        reason[others] = "no_place"
        return
    if len(taken) < places:
        reason[others] = "limit"
        return
    ranked = taken[np.argsort(task.fit[taken], kind="stable")]
    ready = ranked[task.ready[ranked]]
    only = ready[0] if len(ready) == 1 else -1
    rival[others] = ranked[0]
    for kind in (False, True):
        asking = others[task.ready[others] == kind]
        fixed = task.locked[ranked] | ((ranked == only) & (not kind))
        free = ranked[~fixed]
        _bar(task, asking, ranked[fixed], only, reason, rival)
        if len(free):
            gains = task.fit[asking] > task.fit[free[0]] + SAME
            gains |= kind & (len(ready) == 0)
            reason[asking[gains]], rival[asking[gains]] = "limit", -1


def _bar(
    task: Task, asking: Indices, fixed: Indices, only: int,
    reason: NDArray[np.str_], rival: Indices,
) -> None:  # fmt: skip
    """Name who stays though others fit better: locked, or the only one ready now."""
    for pair in fixed[::-1].tolist():
        better = asking[task.fit[asking] > task.fit[pair] + SAME]
        reason[better] = "locked" if task.locked[pair] else "ready_first"
        rival[better] = pair


def passed_over_table(task: Task, choice: Choice, *, most: int = 100) -> pd.DataFrame:
    """List who could stand by for a post and was not taken, and why.

    Parameters
    ----------
    task, choice : what was to be chosen, and the best choice
    most : people listed for one post, the best by fit

    Returns
    -------
    DataFrame sorted by post and fit with position_id, employee_id, fit, ready_now, readiness (the
    label; missing for who is left out by hand), reason (a key of ``REASONS``), rival_employee_id,
    rival_fit (who was taken instead; missing where the reason is about nobody), elsewhere (the
    posts the person stands by for, as text) and because (a sentence without a stop)
    """
    found = passed_over(task, choice)
    order = np.lexsort((task.person[found.pairs], -task.fit[found.pairs], task.post[found.pairs]))
    rank = pd.Series(task.post[found.pairs[order]]).groupby(
        task.post[found.pairs[order]]
    ).cumcount()  # fmt: skip
    order = order[rank.to_numpy() < most]
    pairs, rival = found.pairs[order], found.rival[order]
    frame = pd.DataFrame(
        {
            **task.ids(pairs),
            "fit": task.fit[pairs],
            "ready_now": task.ready[pairs],
            "readiness": pd.Series(task.readiness[pairs], dtype="str"),
            "reason": pd.Series(found.reason[order], dtype="str"),
            "rival_employee_id": named(
                task.employee_ids, np.where(rival < 0, -1, task.person[rival])
            ),
            "rival_fit": np.where(rival < 0, np.nan, task.fit[rival]),
        }
    )
    posts = _posts_of(task, choice)
    elsewhere = [posts.get(who, "") for who in frame["employee_id"]]
    frame["elsewhere"] = pd.Series(elsewhere, index=frame.index, dtype="str")
    told = zip(
        frame["reason"], frame["fit"], frame["rival_employee_id"], frame["rival_fit"],
        frame["elsewhere"], strict=True,
    )  # fmt: skip
    because = [_not_because(*row) for row in told]
    frame["because"] = pd.Series(because, index=frame.index, dtype="str")
    return pd.concat([frame, _left_out(task)], ignore_index=True)


def _left_out(task: Task) -> pd.DataFrame:
    post, person = task.left_out
    size = len(post)
    words = {"reason": "left_out", "elsewhere": "", "because": REASONS["left_out"]}
    return pd.DataFrame(
        {
            "position_id": named(task.position_ids, post),
            "employee_id": named(task.employee_ids, person),
            "fit": np.full(size, np.nan),
            "ready_now": np.zeros(size, dtype=bool),
            "readiness": pd.Series([None] * size, dtype="str"),
            "rival_employee_id": pd.Series([None] * size, dtype="str"),
            "rival_fit": np.full(size, np.nan),
            **{name: pd.Series([word] * size, dtype="str") for name, word in words.items()},
        }
    )


def _posts_of(task: Task, choice: Choice) -> dict[str, str]:
    """Name the posts each person was taken for, as text, by employee_id."""
    taken = pd.DataFrame(task.ids(np.flatnonzero(choice.chosen)))
    groups = taken.groupby("employee_id")["position_id"]
    return {str(person): listing(ids.tolist()) for person, ids in groups}


def _not_because(reason: str, fit: float, rival: str, rival_fit: float, elsewhere: str) -> str:
    if reason == "lower_fit":
        if abs(fit - rival_fit) <= SAME:
            return f"fit equal to that of {rival} ({fit:.2f}), who has the last place"
        own, other = _apart(fit, rival_fit)
        return f"fit {own}, the last place goes to {rival} with {other}"
    if reason == "ready_first":
        return f"a place goes first to somebody ready now, {rival} (fit {rival_fit:.2f})"
    if reason == "locked":
        return f"the place is taken by hand for {rival} (fit {rival_fit:.2f})"
    if reason == "limit":
        return f"stands by for {elsewhere}, as many posts as allowed; best for all together"
    return REASONS[reason]


def _apart(fit: float, other: float) -> tuple[str, str]:
    """Write two fits with as many decimals as tell them apart, at most nine.

    Examples
    --------
    >>> _apart(0.93, 0.85), _apart(0.8534, 0.8531)
    (('0.93', '0.85'), ('0.8534', '0.8531'))
    """
    decimals = 2
    while decimals < 9 and f"{fit:.{decimals}f}" == f"{other:.{decimals}f}":
        decimals += 1
    return f"{fit:.{decimals}f}", f"{other:.{decimals}f}"


def explain_choice(task: Task, choice: Choice) -> pd.DataFrame:
    """Say for each chosen person before whom and why.

    Parameters
    ----------
    task, choice : what was to be chosen, and the best choice

    Returns
    -------
    DataFrame of the chosen pairs, best fit first within a post, with position_id, employee_id,
    choice (1 is the best), locked, next_employee_id, next_fit (the best person not taken; missing
    where nobody is left) and because
    """
    posts = _posts_of(task, choice)
    load = np.bincount(task.person[choice.chosen], minlength=len(task.employee_ids))
    order = np.lexsort((task.person, -task.fit, task.post))
    left = order[~choice.chosen[order]]
    first = left[np.unique(task.post[left], return_index=True)[1]]
    best_left = np.full(len(task.capacity), -1, dtype=np.intp)
    best_left[task.post[first]] = first
    pairs = order[choice.chosen[order]]
    following = best_left[task.post[pairs]]
    frame = pd.DataFrame(
        {
            **task.ids(pairs),
            "locked": task.locked[pairs],
            "next_employee_id": named(
                task.employee_ids, np.where(following < 0, -1, task.person[following])
            ),
            "next_fit": np.where(following < 0, np.nan, task.fit[following]),
        }
    )
    frame.insert(2, "choice", frame.groupby("position_id").cumcount() + 1)
    full = (following >= 0) & (load[task.person[following]] >= task.most_per_person)
    elsewhere = [
        posts[who] if is_full else ""
        for who, is_full in zip(frame["next_employee_id"], full, strict=True)
    ]
    told = zip(
        task.fit[pairs], frame["next_fit"], elsewhere, frame["next_employee_id"], strict=True
    )
    because = pd.Series([_because(*row) for row in told], index=frame.index, dtype="str")
    frame["because"] = because.mask(frame["locked"], "taken by hand")
    return frame


def _because(fit: float, next_fit: float, elsewhere: str, following: str) -> str:
    """Say why somebody was taken before the next best; without a next best, why at all."""
    if np.isnan(next_fit):
        return "everybody who passes the gates and fits is in"
    if abs(fit - next_fit) <= SAME:
        return f"fit equal to that of {following} ({fit:.2f})"
    if fit > next_fit:
        own, other = _apart(fit, next_fit)
        return f"fit {own} against {other} of {following}"
    if elsewhere:
        return (
            f"{following} (fit {next_fit:.2f}) already stands by for as many posts as allowed "
            f"({elsewhere})"
        )
    return f"ready now, although {following} has a fit of {next_fit:.2f}"
