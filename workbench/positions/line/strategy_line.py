"""The line from goals by the plan to posts: goals nobody carries, posts that carry no goal."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.positions.criteria.strategy import LATER, NOW, OVER, contribution, tied_areas
from workbench.positions.line.stages import plan_stages

CARRIED, CARRIED_LATER, NOBODY, UNKNOWN = (
    "carried", "carried later", "carried by nobody", "unknown",
)  # fmt: skip
_GOALS = ["goal_id", "goal", "weight", "due_on", "posts", "full_posts", "planned_posts",
          "unknown_posts", "state"]  # fmt: skip
_IDLE = ["position_id", "title", "unit", "budget_per_year", "margin_at_stake_per_year"]


@dataclass(frozen=True)
class StrategyLine:
    """How goals, plan and posts hang together; a frame whose tables are missing has no row.

    Attributes
    ----------
    goals : one row a goal, the heaviest first: goal_id, goal, weight (share of all goals), due_on,
        posts (needed today and known to carry it), full_posts (their shares times strengths, so
        that a post which does nothing else at full strength is 1), planned_posts (needed later),
        unknown_posts (tied to it with an unknown share or strength), state (carried, carried
        later: by planned posts alone, carried by nobody, unknown)
    stages : as from `plan_stages`, the first to end on top
    idle_posts : posts that decide on much and are known to carry no goal, the largest margin first:
        position_id, title, unit, budget_per_year, margin_at_stake_per_year
    not_described : ids of posts that decide on much and whose ties to goals are not known
    """

    goals: pd.DataFrame
    stages: pd.DataFrame
    idle_posts: pd.DataFrame
    not_described: tuple[str, ...]


def strategy_line(company: Company) -> StrategyLine:
    """Follow the goals down to the plan and the posts, and back up.

    Parameters
    ----------
    company : goals and result_areas for goals and idle posts, goals and plan_items for stages

    Returns
    -------
    StrategyLine

    Notes
    -----
    A post decides on much where its margin at stake lies above the upper quartile of the open posts
    with a known margin, or where it is management and its budget does so among known budgets. A
    result area carries a goal with a share and a strength above 0 (strengths 0, 1, 3, 9 of a house
    of quality, Akao 1990).
    """
    tied = company.has("goals", "result_areas")
    ties = _ties(company) if tied else _none(["position_id", "goal_id", "use", "carried"])
    deciding = company.positions[decides_on_much(company.positions)] if tied else _none(_IDLE)
    known, idle = _known_and_idle(deciding["position_id"], ties)
    ordered = deciding[idle].sort_values(
        ["margin_at_stake_per_year", "position_id"], ascending=[False, True]
    )
    return StrategyLine(
        goals=_goals(company, ties) if tied else _none(_GOALS),
        stages=plan_stages(company),
        idle_posts=ordered[_IDLE].reset_index(drop=True),
        not_described=tuple(sorted(deciding.loc[~known, "position_id"])),
    )


def decides_on_much(posts: pd.DataFrame) -> pd.Series:
    """Say which posts decide on much: a large margin at stake, or management with a large budget.

    Parameters
    ----------
    posts : is_management (boolean, missing counts as no), budget_per_year and
        margin_at_stake_per_year (missing is never large); an amount is large strictly above the
        upper quartile of the known ones

    Examples
    --------
    >>> posts = pd.DataFrame({
    ...     "is_management": pd.array([True, False, True, None], dtype="boolean"),
    ...     "budget_per_year": [9.0, 9.0, 1.0, 1.0],
    ...     "margin_at_stake_per_year": [1.0, 1.0, 1.0, 9.0],
    ... })
    >>> decides_on_much(posts).tolist()
    [False, False, False, True]
    """
    budget, margin = posts["budget_per_year"], posts["margin_at_stake_per_year"]
    managing = posts["is_management"].fillna(False).astype(bool)
    return (margin > margin.quantile(0.75)) | (managing & (budget > budget.quantile(0.75)))


def _none(columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=columns)


def _ties(company: Company) -> pd.DataFrame:
    """Give the part of its post with which each result area carries its goal; 0 without a goal."""
    areas = tied_areas(company)
    strength, share = areas["strength"].to_numpy(), areas["share"].to_numpy()
    carried = contribution(share, strength, np.ones(len(areas)))
    # One factor of 0, or no goal, settles it whatever else is unknown.
    nothing = areas["goal_id"].isna().to_numpy() | (strength == 0) | (share == 0)
    ties = areas[["position_id", "goal_id", "use"]]
    return ties.assign(carried=np.where(nothing, 0.0, carried))


def _known_and_idle(posts: pd.Series, ties: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Say for each post whether it is known if it carries a goal, and whether it carries none."""
    carries = posts.isin(ties.loc[ties["carried"] > 0, "position_id"])
    open_ = posts.isin(ties.loc[ties["carried"].isna(), "position_id"])
    known = carries | (posts.isin(ties["position_id"]) & ~open_)
    return known, known & ~carries


def _goals(company: Company, ties: pd.DataFrame) -> pd.DataFrame:
    goals, ties = company.table("goals"), ties[ties["use"] != OVER]
    total = math.fsum(goals["weight"].dropna())
    known = ties[(ties["carried"] > 0) & (ties["use"] == NOW)]
    posts = _posts(goals, known)
    planned = _posts(goals, ties[(ties["carried"] > 0) & (ties["use"] == LATER)])
    unknown = _posts(goals, ties[ties["carried"].isna()])
    frame = goals.assign(
        weight=goals["weight"] / (total if total > 0 else np.nan),
        posts=posts,
        full_posts=goals["goal_id"].map(known.groupby("goal_id")["carried"].sum()).fillna(0.0),
        planned_posts=planned,
        unknown_posts=unknown,
        state=np.select(
            [posts > 0, unknown > 0, planned > 0], [CARRIED, UNKNOWN, CARRIED_LATER], NOBODY
        ),
    )
    ordered = frame.sort_values(["weight", "goal_id"], ascending=[False, True])
    return ordered[_GOALS].reset_index(drop=True)


def _posts(goals: pd.DataFrame, ties: pd.DataFrame) -> pd.Series:
    """Count the posts of these ties by goal."""
    number = ties.groupby("goal_id")["position_id"].nunique()
    return goals["goal_id"].map(number).fillna(0).astype(int)
