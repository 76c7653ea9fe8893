"""The line from goals by the plan to posts: goals nobody carries, posts that carry no goal."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.positions.strategy import contribution
from workbench.words import count, listing, percent

CARRIED, NOBODY, UNKNOWN = "carried", "carried by nobody", "unknown"
_GOALS = ["goal_id", "goal", "weight", "due_on", "posts", "full_posts", "unknown_posts", "state"]
_STAGES = ["plan_item_id", "goal_id", "stage", "resource", "needed", "at_hand", "gap", "starts_on",
           "due_on", "state"]  # fmt: skip
_IDLE = ["position_id", "title", "unit", "budget_per_year", "margin_at_stake_per_year"]


@dataclass(frozen=True)
class StrategyLine:
    """How goals, plan and posts hang together; a frame whose tables are missing has no row.

    Attributes
    ----------
    goals : one row a goal, the heaviest first: goal_id, goal, weight (share of all goals), due_on,
        posts (open posts known to carry it), full_posts (their shares times strengths, so that a
        post which does nothing else at full strength is 1), unknown_posts (tied to it with an
        unknown share or strength), state (carried, carried by nobody, unknown)
    stages : one row a plan item, the first to end on top: plan_item_id, goal_id, stage, resource,
        needed, at_hand and gap (units of the resource; gap 0 where enough is there, missing where
        one of the two is unknown), starts_on, due_on, state (running, planned, past its end,
        undated)
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
    ties = _ties(company) if tied else _none(["position_id", "goal_id", "carried"])
    deciding = company.positions[decides_on_much(company.positions)] if tied else _none(_IDLE)
    known, idle = _known_and_idle(deciding["position_id"], ties)
    ordered = deciding[idle].sort_values(
        ["margin_at_stake_per_year", "position_id"], ascending=[False, True]
    )
    return StrategyLine(
        goals=_goals(company, ties) if tied else _none(_GOALS),
        stages=_stages(company) if company.has("goals", "plan_items") else _none(_STAGES),
        idle_posts=ordered[_IDLE].reset_index(drop=True),
        not_described=tuple(sorted(deciding.loc[~known, "position_id"])),
    )


def stages_in_words(stages: pd.DataFrame) -> pd.DataFrame:
    """Give the stages of a plan as a page shows them.

    Returns
    -------
    DataFrame in the order given: stage (with its id), goal_id, needs (amount and resource), gap
    (units of that resource), when
    """
    needed = stages["needed"].map("{:g}".format).where(stages["needed"].notna(), "unknown:")
    ends = stages["due_on"].dt.strftime("%Y-%m-%d") if len(stages) else stages["due_on"]
    return pd.DataFrame(
        {
            "stage": stages["stage"] + " (" + stages["plan_item_id"] + ")",
            "goal_id": stages["goal_id"],
            "needs": needed + " " + stages["resource"].fillna("of something not named"),
            "gap": stages["gap"],
            "when": (stages["state"] + ", ends " + ends).fillna(stages["state"]),
        }
    )


def idle_in_words(line: StrategyLine) -> pd.DataFrame:
    """Give the idle posts as a page shows them: post (title and id), unit, amounts."""
    idle = line.idle_posts
    shown = idle.drop(columns=["position_id", "title"])
    shown.insert(0, "post", idle["title"] + " (" + idle["position_id"] + ")")
    return shown


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


def line_findings(line: StrategyLine) -> tuple[str, ...]:
    """Say what breaks the line from goals to posts; a sentence without anything to say is empty."""
    return (_orphan_words(line.goals), _idle_words(line), _stage_words(line.stages))


def _none(columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=columns)


def _ties(company: Company) -> pd.DataFrame:
    """Give the part of its post with which each result area carries its goal; 0 without a goal."""
    areas = company.table("result_areas")
    areas = areas[areas["position_id"].isin(company.positions["position_id"])]
    strength = pd.to_numeric(areas["strength"]).to_numpy(dtype=np.float64)
    share = areas["share"].to_numpy()
    carried = contribution(share, strength, np.ones(len(areas)))
    # One factor of 0, or no goal, settles it whatever else is unknown.
    nothing = areas["goal_id"].isna().to_numpy() | (strength == 0) | (share == 0)
    return areas[["position_id", "goal_id"]].assign(carried=np.where(nothing, 0.0, carried))


def _known_and_idle(posts: pd.Series, ties: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Say for each post whether it is known if it carries a goal, and whether it carries none."""
    carries = posts.isin(ties.loc[ties["carried"] > 0, "position_id"])
    open_ = posts.isin(ties.loc[ties["carried"].isna(), "position_id"])
    known = carries | (posts.isin(ties["position_id"]) & ~open_)
    return known, known & ~carries


def _goals(company: Company, ties: pd.DataFrame) -> pd.DataFrame:
    goals = company.table("goals")
    total = goals["weight"].sum()
    known = ties[ties["carried"] > 0].groupby("goal_id")
    open_ = ties[ties["carried"].isna()].groupby("goal_id")["position_id"].nunique()
    posts = goals["goal_id"].map(known["position_id"].nunique()).fillna(0).astype(int)
    unknown = goals["goal_id"].map(open_).fillna(0).astype(int)
    frame = goals.assign(
        weight=goals["weight"] / (total if total > 0 else np.nan),
        posts=posts,
        full_posts=goals["goal_id"].map(known["carried"].sum()).fillna(0.0),
        unknown_posts=unknown,
        state=np.select([posts > 0, unknown > 0], [CARRIED, UNKNOWN], NOBODY),
    )
    ordered = frame.sort_values(["weight", "goal_id"], ascending=[False, True])
    return ordered[_GOALS].reset_index(drop=True)


def _stages(company: Company) -> pd.DataFrame:
    plan = company.table("plan_items")
    starts, ends, today = plan["starts_on"], plan["due_on"], company.as_of
    running = (starts <= today) & (ends >= today)
    frame = plan.assign(
        gap=(plan["needed"] - plan["at_hand"]).clip(lower=0),
        state=np.select(
            [ends < today, starts > today, running],
            ["past its end", "planned", "running"],
            "undated",
        ),
    )
    return frame.sort_values(["due_on", "plan_item_id"])[_STAGES].reset_index(drop=True)


def _orphan_words(goals: pd.DataFrame) -> str:
    orphans = goals[goals["state"] == NOBODY]
    if orphans.empty:
        return ""
    named = listing([f"{row.goal} ({row.goal_id})" for row in orphans.itertuples()], most=3)
    verb = "is" if len(orphans) == 1 else "are"
    return (
        f"{len(orphans)} of {count(len(goals), 'goal')} {verb} carried by no post "
        f"({percent(orphans['weight'].sum(min_count=1))} of the weight): {named}."
    )


def _idle_words(line: StrategyLine) -> str:
    idle, open_ = line.idle_posts, count(len(line.not_described), "post")
    parts = []
    if len(idle):
        verbs = "decides on much and carries" if len(idle) == 1 else "decide on much and carry"
        named = [f"{row.title} ({row.position_id})" for row in idle.itertuples()]
        parts.append(f"{count(len(idle), 'post')} {verbs} no goal: {listing(named, most=5)}.")
    if line.not_described:
        parts.append(f"Of {open_} that decide on much it is not known whether they carry a goal.")
    return " ".join(parts)


def _stage_words(stages: pd.DataFrame) -> str:
    short = stages[stages["gap"] > 0]
    if short.empty:
        return ""
    now = int((short["state"] == "running").sum())
    unknown = int(stages["gap"].isna().sum())
    rest = f"; for {unknown} it is not known" if unknown else ""
    return (
        f"{len(short)} of {count(len(stages), 'item')} of the plan lack some of what they need, "
        f"{now} of them already running{rest}."
    )
