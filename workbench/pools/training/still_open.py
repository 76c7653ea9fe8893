"""The gaps that stay open after the plan, and what stands against closing each."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.levels import competency_names
from workbench.pools.training.catalogue import Catalogue
from workbench.pools.training.task import Planned

Floats = NDArray[np.float64]


def open_gaps(company: Company, planned: Planned) -> pd.DataFrame:
    """List the known gaps that stay open, the widest first, and what stands against each.

    Returns
    -------
    DataFrame with employee_id, competency_id, competency, open_levels and because
    """
    plan, catalogue, people = planned.plan, planned.catalogue, planned.task.employee_ids
    hours_left = planned.hours_per_year - plan.takes.astype(float) @ np.nan_to_num(catalogue.hours)
    seats_left = catalogue.seats - plan.takes.sum(axis=0)
    row, column = np.nonzero(plan.open_levels > 0)
    because = [
        _because(
            catalogue, plan.takes[person], level, hours_left[person], seats_left,
            planned.budget - plan.cost,
        )
        for person, level in zip(row.tolist(), column.tolist(), strict=True)
    ]  # fmt: skip
    ids = [pd.Series([names[at] for at in where], dtype="str")
           for names, where in ((people, row), (catalogue.competency_ids, column))]  # fmt: skip
    frame = pd.DataFrame(
        {
            "employee_id": ids[0],
            "competency_id": ids[1],
            "competency": competency_names(company, ids[1]),
            "open_levels": plan.open_levels[row, column],
            "because": pd.Series(because, dtype="str"),
        }
    )
    return frame.sort_values(
        ["open_levels", "employee_id", "competency_id"], ascending=[False, True, True],
        ignore_index=True,
    )  # fmt: skip


def _because(
    catalogue: Catalogue,
    takes: NDArray[np.bool_],
    level: int,
    hours_left: float,
    seats_left: Floats,
    money_left: float,
) -> str:
    """Say what stands against closing a gap: of several limits the first that holds."""
    raises = catalogue.gain[:, level] > 0
    if not raises.any():
        return "no course raises it"
    further = raises & catalogue.usable & ~takes
    if not further.any():
        unknown = (raises & ~catalogue.usable).any()
        return (
            "the course cannot be planned yet" if unknown else "the courses do not raise it enough"
        )
    if not (further & (seats_left >= 1)).any():
        return "no seat left"
    if not (further & (catalogue.hours <= hours_left)).any():
        return "no hours left in the year"
    if not (further & (catalogue.cost <= money_left)).any():
        return "no money left"
    return "seats, hours and money together"
