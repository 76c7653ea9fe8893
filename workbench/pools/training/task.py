"""The gaps of people as the program sees them, and the plan that answers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.people.levels import grid
from workbench.pools.training.catalogue import Catalogue
from workbench.pools.training.cover import CoursePlan, cover_gaps
from workbench.pools.training.schedule import course_order

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """Known gaps of C people in K competencies, and what a level counts; both arrays (C, K)."""

    employee_ids: tuple[str, ...]
    gap: Floats
    weight: Floats


@dataclass(frozen=True)
class Planned:
    """A plan with what it answers.

    Parameters
    ----------
    task, catalogue : what it is for, and from what
    plan : who takes what
    orders : for each person the places of the courses in the order they are taken
    budget, hours_per_year : its limits
    """

    task: Task
    catalogue: Catalogue
    plan: CoursePlan
    orders: Mapping[str, tuple[int, ...]]
    budget: float
    hours_per_year: float


def task_of(needs: pd.DataFrame, competency_ids: Sequence[str]) -> Task:
    """Take the widest known gap of each person in each competency over the posts in view.

    Parameters
    ----------
    needs : of the source post, from ``training_needs``
    competency_ids : the K competencies

    Returns
    -------
    Task; a level counts as at the weightiest post at which it is missing
    """
    people = pd.Index(sorted(needs["employee_id"].unique()), dtype="str")
    levels = pd.Index(list(competency_ids), dtype="str")
    # Of several entries the grid keeps the last, so the largest comes last.
    known = needs[needs["gap"] > 0]
    gap, weight = (
        grid(known.sort_values(value), "employee_id", "competency_id", value, people, levels)
        for value in ("gap", "weight")
    )
    return Task(tuple(people), np.nan_to_num(gap), np.nan_to_num(weight, nan=1.0))


def plan_courses(
    task: Task, catalogue: Catalogue, *, budget: float, hours_per_year: float
) -> Planned:
    """Plan the courses of which everything needed is known, and order them for each person."""
    plan = solve(task, catalogue, budget=budget, hours_per_year=hours_per_year)
    orders = {
        person: course_order(
            np.flatnonzero(plan.takes[row]).tolist(), task.gap[row], catalogue.gain,
            catalogue.needs_first,
        )
        for row, person in enumerate(task.employee_ids)
    }  # fmt: skip
    return Planned(task, catalogue, plan, orders, budget, hours_per_year)


def solve(
    task: Task,
    catalogue: Catalogue,
    *,
    budget: float,
    hours_per_year: float,
    asks: bool = False,
    least_cost: bool = True,
) -> CoursePlan:
    """Plan the courses of which everything needed is known.

    Parameters
    ----------
    task : gaps of people
    catalogue : the courses
    budget, hours_per_year : limits
    asks : also take the others, as if they were free, short and open to all: the best case
    least_cost : as in ``cover_gaps``
    """
    usable = catalogue.usable
    values = [
        np.where(usable, column, other)
        for column, other in ((catalogue.cost, 0.0), (catalogue.hours, 0.0),
                              (catalogue.seats, np.inf))
    ]  # fmt: skip
    first = catalogue.needs_first if not asks else ()
    return cover_gaps(
        task.gap,
        catalogue.gain * (usable | asks)[:, None],
        seat_cost=values[0],
        hours=values[1],
        seats=values[2],
        hours_limit=np.full(len(task.gap), hours_per_year),
        budget=budget,
        needs_first=[pair for pair in first if usable[list(pair)].all()],
        weight=task.weight,
        least_cost=least_cost,
    )
