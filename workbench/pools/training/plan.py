"""The plan of training: courses for the people proposed, and what stays open."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import DataError
from workbench.pools.build import Pools
from workbench.pools.training.catalogue import course_catalogue
from workbench.pools.training.needs import needs_by_competency, training_needs
from workbench.pools.training.personal import personal_plans
from workbench.pools.training.ready import ready_dates
from workbench.pools.training.still_open import open_gaps
from workbench.pools.training.task import Planned, plan_courses, solve, task_of
from workbench.settings.options import option, whole_number


@dataclass(frozen=True)
class Training:
    """What people lack, the courses planned for them, and what stays open.

    Parameters
    ----------
    needs : see ``training_needs``
    competencies : see ``needs_by_competency``
    courses : one row a course in the plan, the dearest first: course_id, title, people, seats,
        hours and cost (of all its people), levels (closed)
    personal : see ``personal_plans``
    ready : see ``ready_dates``
    open : see ``open_gaps``
    asks : courses that cannot be planned: course_id, title, ask, levels (known gaps of the people
        proposed that it could raise)
    frontier : budget, closed_share (of the need, each level times its weight); from no budget to
        what the plan without a limit costs
    measures : need_levels, closed_levels, open_levels, open_levels_low (were every course that
        cannot be planned free and open to all), open_levels_high (were what was never assessed
        level 0), need_weighted, open_weighted, cost, hours, people, planned_people, unassessed
    budget : the limit, infinite where there is none
    hours_per_year : what a person can spend
    """

    needs: pd.DataFrame
    competencies: pd.DataFrame
    courses: pd.DataFrame
    personal: pd.DataFrame
    ready: pd.DataFrame
    open: pd.DataFrame
    asks: pd.DataFrame
    frontier: pd.DataFrame
    measures: pd.Series
    budget: float
    hours_per_year: float


def plan_training(
    company: Company,
    pools: Pools,
    *,
    budget: float | None = None,
    hours_per_year: float | None = None,
    frontier_steps: int = 8,
) -> Training:
    """Choose the courses that close the gaps of the people proposed, at least cost.

    Parameters
    ----------
    company : requirements, assessments and courses; aspirations where they are there
    pools : from ``build_pools``
    budget : most that may be spent in a year, >= 0; None takes the settings
    hours_per_year : hours of courses a person can take, > 0; None takes the settings
    frontier_steps : budgets tried between none and enough

    Returns
    -------
    Training; the same input in any order of rows gives the same plan

    Raises
    ------
    DataError
        If table requirements, assessments or courses is absent.
    ParameterError
        If an option is out of its range.
    ReportError
        If a plan is not proved to be the best one.
    """
    if lacks := company.lacks("requirements", "assessments", "courses"):
        raise DataError(f"The plan of training is {lacks}.")
    options = company.settings
    given = option(options, "pools.training_budget", budget, name="budget")
    most = np.inf if given is None else given
    hours = option(options, "pools.training_hours_per_year", hours_per_year, name="hours_per_year")
    steps = whole_number("frontier_steps", frontier_steps, least=2)
    needs = training_needs(company, pools.targets, pools.proposals)
    own = needs[needs["source"] == "post"]
    catalogue = course_catalogue(company, sorted(needs["competency_id"].unique()))
    planned = plan_courses(
        task_of(own, catalogue.competency_ids), catalogue, budget=most, hours_per_year=hours
    )
    return Training(
        needs,
        needs_by_competency(company, needs, catalogue),
        _courses(planned),
        personal_plans(company, needs, planned),
        ready_dates(company, pools, own, planned),
        open_gaps(company, planned),
        _asks(planned),
        _frontier(planned, steps),
        _measures(own, planned),
        most,
        hours,
    )


def _frontier(planned: Planned, steps: int) -> pd.DataFrame:
    """Give what a growing budget closes, up to what the plan without a limit costs."""
    task, hours = planned.task, planned.hours_per_year
    need = float((task.gap * task.weight).sum())
    enough = planned.plan
    if np.isfinite(planned.budget):
        enough = solve(task, planned.catalogue, budget=np.inf, hours_per_year=hours)
    budgets = np.unique(np.linspace(0.0, enough.cost, steps))
    left = [
        solve(
            task, planned.catalogue, budget=float(amount), hours_per_year=hours, least_cost=False
        ).aims[0]
        for amount in budgets[:-1]
    ]
    left.append(enough.aims[0])
    shares = [1 - part / need if need else np.nan for part in left]
    return pd.DataFrame({"budget": budgets, "closed_share": shares})


def _courses(planned: Planned) -> pd.DataFrame:
    """Count people, seats, hours, cost and levels of each course held.

    Levels are those that would open again without the course, so that no level counts twice.
    """
    plan, task, catalogue = planned.plan, planned.task, planned.catalogue
    held = np.flatnonzero(plan.held)
    people = plan.takes.sum(axis=0)[held]
    gains = plan.takes.astype(float) @ catalogue.gain
    lost = [
        float((np.maximum(task.gap - gains + plan.takes[:, [one]] * catalogue.gain[one], 0.0)
               - plan.open_levels).sum())
        for one in held
    ]  # fmt: skip
    frame = pd.DataFrame(
        {
            "course_id": pd.Series([catalogue.course_ids[one] for one in held], dtype="str"),
            "title": pd.Series([catalogue.titles[one] for one in held], dtype="str"),
            "people": people,
            "seats": catalogue.seats[held],
            "hours": people * catalogue.hours[held],
            "cost": people * catalogue.cost[held],
            "levels": pd.Series(lost, dtype="float64"),
        }
    )
    return frame.sort_values(["cost", "course_id"], ascending=[False, True], ignore_index=True)


def _asks(planned: Planned) -> pd.DataFrame:
    task, catalogue = planned.task, planned.catalogue
    could = np.minimum(task.gap[:, None, :], catalogue.gain[None, :, :]).sum(axis=(0, 2))
    rows = [
        (course, title, ask, levels)
        for course, title, ask, levels in zip(
            catalogue.course_ids, catalogue.titles, catalogue.asks, could.tolist(), strict=True
        )
        if ask
    ]
    frame = pd.DataFrame(rows, columns=["course_id", "title", "ask", "levels"])
    return frame.sort_values(["levels", "course_id"], ascending=[False, True], ignore_index=True)


def _measures(own: pd.DataFrame, planned: Planned) -> pd.Series:
    plan, task, catalogue = planned.plan, planned.task, planned.catalogue
    open_levels = float(plan.open_levels.sum())
    least = open_levels
    if not catalogue.usable.all():
        best = solve(task, catalogue, budget=np.inf, hours_per_year=planned.hours_per_year,
                     asks=True, least_cost=False)  # fmt: skip
        least = min(open_levels, float(best.open_levels.sum()))
    unknown = own[own["gap"].isna()]
    never = unknown.groupby(["employee_id", "competency_id"])["gap_high"].max()
    return pd.Series(
        {
            "need_levels": float(task.gap.sum()),
            "closed_levels": float(task.gap.sum()) - open_levels,
            "open_levels": open_levels,
            "open_levels_low": least,
            "open_levels_high": open_levels + float(never.sum()),
            "need_weighted": float((task.gap * task.weight).sum()),
            "open_weighted": plan.aims[0],
            "cost": plan.cost,
            "hours": plan.hours,
            "people": float((task.gap.sum(axis=1) > 0).sum()),
            "planned_people": float(plan.takes.any(axis=1).sum()),
            "unassessed": float(len(never)),
        }
    )
