"""The calendar of the talent process: what is done, due and late."""

import numpy as np
import pandas as pd

from workbench.company import Company

CALENDAR = ("task_id", "step", "owner", "due_on", "done_on", "state", "late_days")


def no_calendar() -> pd.DataFrame:
    """Give the calendar of a company that records no tasks."""
    return pd.DataFrame(columns=list(CALENDAR))


def task_calendar(company: Company, *, soon_days: int = 90) -> pd.DataFrame:
    """Mark each step of the process as late, due soon, planned, undated or done.

    Parameters
    ----------
    company : needs table tasks
    soon_days : days after ``as_of`` that count as soon

    Returns
    -------
    DataFrame with task_id, step, owner, due_on, done_on, state (late, due_soon, planned, undated,
    done) and late_days (days after the due date, still counting where it is not done; 0 in time,
    NaN without a due date); late first, then by date

    Raises
    ------
    DataError
        If table tasks is absent.
    """
    tasks, as_of = company.table("tasks"), company.as_of
    done = tasks["done_on"] <= as_of
    late = ((tasks["done_on"].where(done, as_of)) - tasks["due_on"]).dt.days.clip(lower=0)
    soon = tasks["due_on"] <= as_of + pd.Timedelta(days=soon_days)
    state = np.select(
        [done, tasks["due_on"].isna(), tasks["due_on"] < as_of, soon],
        ["done", "undated", "late", "due_soon"],
        default="planned",
    )
    order = ["late", "due_soon", "planned", "undated", "done"]
    frame = tasks.assign(
        state=pd.Series(state, index=tasks.index, dtype="str"), late_days=late.astype(float)
    )
    rank = frame["state"].map({name: place for place, name in enumerate(order)})
    return frame.assign(rank=rank).sort_values(["rank", "due_on", "task_id"], ignore_index=True)[
        list(CALENDAR)
    ]
