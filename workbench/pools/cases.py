"""The selection made again with everything unknown at its best, and at its worst."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.pools.candidates import Candidates
from workbench.pools.selection.choose import Choice
from workbench.pools.selection.task import Task, selection_task

Flags = NDArray[np.bool_]
Pair = tuple[str, str]


def with_cases(
    targets: pd.DataFrame,
    candidates: Candidates,
    task: Task,
    *,
    least_fit: float,
    key_post_weight: float,
    locked: Sequence[Pair] = (),
    excluded: Sequence[Pair] = (),
) -> pd.DataFrame:
    """Say what the selection would come to if what was never assessed were best, or worst.

    Parameters
    ----------
    targets : posts with pool and capacity, in the order of ``candidates``
    candidates, task : the judgements, and the selection as far as they are known
    least_fit : fit from which a person is proposed, in [0, 1]
    key_post_weight, locked, excluded : as in ``selection_task``

    Returns
    -------
    ``targets`` with shortage_best, shortage_worst (empty places), ready_best, ready_worst (people
    proposed who are ready now); missing where no fit can be assessed

    Notes
    -----
    At best who is undecided may be chosen, fit is at its upper bound, and readiness that is not
    known is now. At worst a person is chosen whose fit at its lower bound is enough, and is ready
    now if that holds in nine of ten cases, with unknown levels at 0. Each case is a best choice of
    its own, so a post or a unit can have fewer people at best than at worst. What is set by hand
    holds in both.
    """
    best = selection_task(
        targets, _at_best(candidates), most_per_person=task.most_per_person,
        key_post_weight=key_post_weight, locked=locked, excluded=excluded,
    )  # fmt: skip
    low = candidates.fit.overall.low[task.person, task.post]
    surely = _surely_ready(candidates)[task.person, task.post]
    worst = replace(task, fit=np.nan_to_num(low), ready=surely)
    counts = [_counts(best, best.solve()), _counts(worst, worst.solve(among=low >= least_fit))]
    unknown = candidates.levels is None
    columns: dict[str, NDArray[np.float64]] = {}
    for name, (chosen, ready) in zip(("best", "worst"), counts, strict=True):
        empty = targets["capacity"].to_numpy(float) - chosen
        columns[f"shortage_{name}"] = np.full(len(empty), np.nan) if unknown else empty
        columns[f"ready_{name}"] = np.full(len(empty), np.nan) if unknown else ready
    return targets.assign(**columns)


def _at_best(candidates: Candidates) -> Candidates:
    overall = candidates.fit.overall
    readiness, pairs = candidates.readiness, candidates.pairs
    ready = candidates.ready[pairs.person, pairs.post]
    if readiness is not None:
        ready = ready | ~(readiness.months_p10.of_pairs > 0)
    return replace(
        candidates,
        fit=replace(candidates.fit, overall=replace(overall, point=overall.high)),
        eligible=candidates.eligible | candidates.undecided,
        ready=pairs.spread(ready),
    )


def _surely_ready(candidates: Candidates) -> Flags:
    """Ready now in nine of ten cases, or by a fresh nomination where no months are known."""
    readiness, pairs = candidates.readiness, candidates.pairs
    if readiness is None:
        return candidates.ready
    named = candidates.ready[pairs.person, pairs.post] & np.isnan(readiness.months.of_pairs)
    return pairs.spread(named | (readiness.months_p90.of_pairs <= 0))


def _counts(task: Task, choice: Choice) -> NDArray[np.float64]:
    """People chosen for each post, and those of them who are ready now; shape (2, P)."""
    post, ready = task.post[choice.chosen], task.ready[choice.chosen]
    size = len(task.position_ids)
    both = np.bincount(post, minlength=size), np.bincount(post[ready], minlength=size)
    return np.stack(both).astype(float)
