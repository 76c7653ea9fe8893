"""Why people are in, and why others are not."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


def explain_choice(
    pairs: pd.DataFrame, chosen: Flags, ready: Flags, *, most_per_person: int
) -> pd.DataFrame:
    """Say for each chosen person who came next and why.

    Parameters
    ----------
    pairs : columns position_id, employee_id, fit (point, in [0, 1]); one row for each allowed pair
    chosen, ready : bool arrays in the same order
    most_per_person : posts one person may stand by for

    Returns
    -------
    DataFrame of the chosen pairs, best fit first within a post, with all columns of ``pairs`` and
    choice (1 is the best), next_employee_id, next_fit (the best person not taken; missing where
    nobody is left) and because
    """
    frame = pairs.assign(chosen=chosen, is_ready=ready).sort_values(
        ["position_id", "fit", "employee_id"], ascending=[True, False, True]
    )
    picked, left = frame[frame["chosen"]], frame[~frame["chosen"]]
    following = left.drop_duplicates("position_id").set_index("position_id")
    picked = picked.assign(
        choice=picked.groupby("position_id").cumcount() + 1,
        next_employee_id=picked["position_id"].map(following["employee_id"]),
        next_fit=picked["position_id"].map(following["fit"]),
    )
    load = picked["employee_id"].value_counts()
    full = picked["next_employee_id"].map(load).fillna(0) >= most_per_person
    picked["because"] = [
        _because(*row)
        for row in zip(
            picked["fit"], picked["next_fit"], full, picked["is_ready"],
            picked["next_employee_id"], strict=True,
        )
    ]  # fmt: skip
    return picked.drop(columns=["chosen", "is_ready"]).reset_index(drop=True)


def _because(fit: float, next_fit: float, full: bool, ready: bool, following: str) -> str:
    if np.isnan(next_fit):
        return "everybody who passes the gates and fits is in"
    if fit >= next_fit:
        return f"fit {fit:.2f} against {next_fit:.2f} of {following}"
    if full:
        return f"{following} (fit {next_fit:.2f}) already stands by for as many posts as allowed"
    why = "ready now" if ready else "best for all posts together"
    return f"{why}, although {following} has a fit of {next_fit:.2f}"
