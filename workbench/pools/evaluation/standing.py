"""Everybody judged for a post, and where they stand: proposed, could stand by, or why not."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from workbench.people.gates import FAIL, NOT_ASSESSABLE
from workbench.pools.candidates import Candidates
from workbench.pools.what_if import Selected
from workbench.words import listing

STANDINGS = (
    "proposed", "could stand by", "left out by hand", "record open", "fits too little",
    "fails a gate",
)  # fmt: skip


def judged_people(selected: Selected, position_id: str) -> pd.DataFrame:
    """List everybody judged for a post, also who failed a gate; people proposed come first.

    Parameters
    ----------
    selected : from ``pools_with``
    position_id : a post with a pool

    Returns
    -------
    DataFrame with employee_id, standing (one of ``STANDINGS``), words (the standing, with what is
    behind it) and fit (NaN unknown); people proposed in the order of the proposals, then by
    standing and falling fit
    """
    judged = selected.candidates
    post = judged.position_ids.index(position_id)
    people = np.flatnonzero(judged.considered[:, post])
    own = selected.proposals[selected.proposals["position_id"] == position_id]
    chosen = {row.employee_id: row for row in own.itertuples()}
    posts_out, people_out = selected.task.left_out
    out = set(people_out[posts_out == post].tolist())
    rows = []
    for person, fit in zip(people.tolist(), judged.fit.overall.point[people, post], strict=True):
        who = judged.employee_ids[person]
        standing, words = _standing(judged, person, post, chosen.get(who), left_out=person in out)
        place = chosen[who].choice if who in chosen else 0
        rows.append((who, standing, words, fit, STANDINGS.index(standing), place))
    frame = pd.DataFrame(
        rows, columns=["employee_id", "standing", "words", "fit", "rank", "place"]
    ).astype({"employee_id": "str", "standing": "str", "words": "str", "fit": "float64"})
    order = frame.assign(worst=-frame["fit"].fillna(-1.0)).sort_values(
        ["rank", "place", "worst", "employee_id"], ignore_index=True
    )
    return order[["employee_id", "standing", "words", "fit"]]


def _standing(
    judged: Candidates, person: int, post: int, chosen: Any, *, left_out: bool
) -> tuple[str, str]:
    if chosen is not None:
        return "proposed", "locked in" if chosen.locked else f"proposed, place {chosen.choice}"
    if left_out:
        return "left out by hand", "left out by hand"
    if judged.eligible[person, post]:
        return "could stand by", "could stand by"
    if failed := list(_gates(judged, person, post, FAIL)):
        return "fails a gate", f"fails {listing(failed)}"
    if still_open := list(_gates(judged, person, post, NOT_ASSESSABLE)):
        return "record open", f"record open: {listing(still_open)}"
    if np.isnan(judged.fit.overall.point[person, post]):
        return "fits too little", "fit unknown"
    return "fits too little", "fits too little, or too little of the fit is known"


def _gates(judged: Candidates, person: int, post: int, state: np.int8) -> Iterator[str]:
    for gate, states in judged.gates.states.items():
        if states[person, post] == state:
            yield gate
