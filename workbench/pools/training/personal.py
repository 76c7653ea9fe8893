"""The plan of each person: courses in order, hours, cost, and what stays open."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.pools.training.schedule import course_ends_months
from workbench.pools.training.task import Planned, task_of


def personal_plans(company: Company, needs: pd.DataFrame, planned: Planned) -> pd.DataFrame:
    """List the plan of each person with a gap or an open question, the most to close first.

    Parameters
    ----------
    company : the report date
    needs : from ``training_needs``
    planned : the courses

    Returns
    -------
    DataFrame with employee_id, position_ids and course_ids (tuples, courses in order), hours,
    cost, done_on (when the last course ends; missing without a course), gap_levels, closed_levels
    and open_levels (known), unassessed (competencies asked for and never assessed), aim_levels
    (levels the person lacks for the own aim; NaN where no aim or no level is known) and
    aim_closed_levels (what the courses close of these)
    """
    own, aims = needs[needs["source"] == "post"], needs[needs["source"] == "person"]
    posts = {
        person: tuple(sorted(set(ids))) for person, ids in own.groupby("employee_id")["position_id"]
    }
    never = own[own["gap"].isna()].groupby("employee_id")["competency_id"].nunique()
    wanted = _wanted(aims, planned)
    rows = []
    for row, person in enumerate(planned.task.employee_ids):
        gap, left = planned.task.gap[row].sum(), planned.plan.open_levels[row].sum()
        levels = (gap, gap - left, left, int(never.get(person, 0)))
        rows.append(
            (person, posts[person], *_courses_of(company, person, planned), *levels,
             *wanted.get(person, (np.nan, np.nan)))
        )  # fmt: skip
    columns = ["employee_id", "position_ids", "course_ids", "hours", "cost", "done_on",
               "gap_levels", "closed_levels", "open_levels", "unassessed", "aim_levels",
               "aim_closed_levels"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"done_on": "datetime64[us]"})
    return frame.sort_values(
        ["closed_levels", "gap_levels", "employee_id"], ascending=[False, False, True],
        ignore_index=True,
    )  # fmt: skip


def _courses_of(
    company: Company, person: str, planned: Planned
) -> tuple[tuple[str, ...], float, float, object]:
    """Give ids, hours and cost of the courses of a person, and the day the last one ends."""
    catalogue, courses = planned.catalogue, list(planned.orders[person])
    hours = catalogue.hours[courses]
    ids = tuple(catalogue.course_ids[one] for one in courses)
    if not courses:
        return ids, 0.0, 0.0, pd.NaT
    end = course_ends_months(hours, hours_per_year=planned.hours_per_year)[-1]
    done_on = company.as_of + pd.Timedelta(days=round(float(end) * DAYS_PER_MONTH))
    return ids, float(hours.sum()), float(catalogue.cost[courses].sum()), done_on


def _wanted(aims: pd.DataFrame, planned: Planned) -> dict[str, tuple[float, float]]:
    """Give the levels each person lacks for the own aim, and what the courses close of them."""
    known = aims.dropna(subset=["gap"])
    people = planned.task.employee_ids
    own = known[known["employee_id"].isin(people)]
    aim = task_of(own, planned.catalogue.competency_ids)
    place = [people.index(person) for person in aim.employee_ids]
    gains = planned.plan.takes[place].astype(float) @ planned.catalogue.gain
    closed = np.minimum(aim.gap, gains).sum(axis=1).tolist()
    totals = aim.gap.sum(axis=1).tolist()
    return dict(zip(aim.employee_ids, zip(totals, closed, strict=True), strict=True))
