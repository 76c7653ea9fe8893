"""Posts of a selection that the people proposed and ready now cannot fill all at once."""

import numpy as np
import pandas as pd

from workbench.pools.matching import simultaneous_cover
from workbench.pools.what_if import Selected
from workbench.words import listing


def not_together(selected: Selected) -> pd.DataFrame:
    """List the sets of posts with fewer people proposed and ready now than posts.

    Parameters
    ----------
    selected : from ``pools_with``

    Returns
    -------
    DataFrame, the largest lack first: position_ids and employee_ids (tuples of ids), posts, people,
    short (posts that stay empty whoever goes where). A post with nobody ready now is in no set.
    """
    task, taken = selected.task, selected.choice.chosen & selected.task.ready
    posts, row = np.unique(task.post[taken], return_inverse=True)
    people, column = np.unique(task.person[taken], return_inverse=True)
    could = np.zeros((len(posts), len(people)), dtype=bool)
    could[row, column] = True
    rows = [
        (tuple(task.position_ids[posts[one]] for one in conflict.posts),
         tuple(task.employee_ids[people[one]] for one in conflict.people),
         len(conflict.posts), len(conflict.people), conflict.short)
        for conflict in simultaneous_cover(could).conflicts
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["position_ids", "employee_ids", "posts", "people", "short"])
    return frame.sort_values(["short", "position_ids"], ascending=[False, True], ignore_index=True)


def set_rows(now: Selected, was: pd.DataFrame, position_id: str) -> pd.DataFrame:
    """Set the sets that cannot be filled together beside those before.

    Parameters
    ----------
    now : the pools as chosen
    was : from ``not_together`` of the pools in force
    position_id : the post looked at

    Returns
    -------
    DataFrame with change (new, solved, or empty), posts (titles and ids), ready_now (people
    proposed and ready now for any of them) and short (0 where solved); sets with the post come
    first, then those that changed
    """
    titles = now.targets.set_index("position_id")["title"]
    found = not_together(now)
    parts = {
        "new": found[~found["position_ids"].isin(was["position_ids"])],
        "": found[found["position_ids"].isin(was["position_ids"])],
        "solved": was[~was["position_ids"].isin(found["position_ids"])],
    }
    rows = [
        (
            (position_id not in ids, not change),
            change,
            _named(ids, titles),
            people,
            0 if change == "solved" else short,
        )
        for change, part in parts.items()
        for ids, people, short in zip(
            part["position_ids"], part["people"], part["short"], strict=True
        )
    ]
    rows.sort(key=lambda row: row[0])
    return pd.DataFrame(
        [row[1:] for row in rows], columns=["change", "posts", "ready_now", "short"]
    )


def _named(ids: tuple[str, ...], titles: pd.Series) -> str:
    return listing([f"{titles[post]} ({post})" for post in ids], most=6)
