"""The strategy line in words: what breaks it, and its tables as a page shows them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.positions.line.flow_words import needs_words, node_title
from workbench.positions.line.flows import LineMap
from workbench.positions.line.nodes import KINDS
from workbench.positions.line.stages import PAST, RUNNING, plan_stages
from workbench.positions.line.strategy_line import CARRIED_LATER, NOBODY, StrategyLine
from workbench.words import count, listing, percent


def stages_in_words(stages: pd.DataFrame) -> pd.DataFrame:
    """Give the stages of a plan as a page shows them.

    Returns
    -------
    DataFrame in the order given: stage (with its id), goal_id, needs (amount and resource), gap
    (units of that resource), when
    """
    ends = stages["due_on"].dt.strftime("%Y-%m-%d") if len(stages) else stages["due_on"]
    return pd.DataFrame(
        {
            "stage": stages["stage"] + " (" + stages["plan_item_id"] + ")",
            "goal_id": stages["goal_id"],
            "needs": [needs_words(stage) for stage in stages.itertuples()],
            "gap": stages["gap"],
            "when": (stages["state"] + ", ends " + ends).fillna(stages["state"]),
        }
    )


def map_in_words(company: Company, line: LineMap) -> pd.DataFrame:
    """Give the flows of a map as a page shows them, in its order.

    Returns
    -------
    DataFrame: goal, stage (each with its id), needs (amount and resource), at_hand, gap (units of
    the resource), area, post (what is wrong where there is none), contribution
    """
    nodes = {node.node: node for node in line.nodes.itertuples()}
    plan = {stage.plan_item_id: stage for stage in plan_stages(company).itertuples()}
    rows = [_flow_in_words(flow, nodes, plan) for flow in line.flows.itertuples()]
    columns = ["goal", "stage", "needs", "at_hand", "gap", "area", "post", "contribution"]
    return pd.DataFrame(rows, columns=columns)


def _flow_in_words(
    flow: Any, nodes: Mapping[Any, Any], plan: Mapping[Any, Any]
) -> tuple[object, ...]:
    goal, stage, area, post = (nodes.get(getattr(flow, kind)) for kind in KINDS)
    item = plan.get(stage.own_id) if stage else None
    carrier: Any = stage or goal
    return (
        node_title(goal),
        node_title(stage) if stage else "",
        needs_words(item) if item else "",
        item.at_hand if item else np.nan,
        item.gap if item else np.nan,
        area.name if area else "",
        node_title(post) if post else carrier.state,
        flow.part,
    )


def goals_in_words(line: StrategyLine) -> pd.DataFrame:
    """Give the goals as a page shows them: goal (with its id), then weight to state in words.

    Returns
    -------
    DataFrame in the order of ``StrategyLine.goals``: goal, weight, due_on, carried_by (posts needed
    today), full_posts, planned_posts, unknown_posts, state
    """
    goals = line.goals
    shown = goals.drop(columns="goal_id").rename(columns={"posts": "carried_by"})
    return shown.assign(goal=goals["goal"] + " (" + goals["goal_id"] + ")")


def idle_in_words(line: StrategyLine) -> pd.DataFrame:
    """Give the idle posts as a page shows them: post (title and id), unit, amounts."""
    idle = line.idle_posts
    shown = idle.drop(columns=["position_id", "title"])
    shown.insert(0, "post", idle["title"] + " (" + idle["position_id"] + ")")
    return shown


def line_findings(line: StrategyLine) -> tuple[str, ...]:
    """Say what breaks the line from goals to posts, the most important first.

    Returns
    -------
    Sentences about goals nobody carries, vacant seats of running stages, stages nobody works on,
    posts that decide on much and carry no goal, and what the plan lacks; a sentence without
    anything to say is empty
    """
    return (
        _orphan_words(line.goals),
        _vacant_words(line.stages),
        _unworked_words(line.stages),
        _idle_words(line),
        _short_words(line.stages),
    )


def _orphan_words(goals: pd.DataFrame) -> str:
    orphans, later = (goals[goals["state"] == state] for state in (NOBODY, CARRIED_LATER))
    parts = []
    if len(orphans):
        verb = "is" if len(orphans) == 1 else "are"
        parts.append(
            f"{len(orphans)} of {count(len(goals), 'goal')} {verb} carried by no post "
            f"({percent(orphans['weight'].sum(min_count=1))} of the weight): "
            f"{_named(orphans, 'goal', 'goal_id')}."
        )
    if len(later):
        parts.append(f"Carried by planned posts alone: {_named(later, 'goal', 'goal_id')}.")
    return " ".join(parts)


def _vacant_words(stages: pd.DataFrame) -> str:
    short = stages[(stages["vacant_seats"] > 0) & (stages["state"] == RUNNING)]
    if short.empty:
        return ""
    seats, bare = int(short["vacant_seats"].sum()), short[short["held_posts"] == 0]
    words = (
        f"{count(len(short), 'running stage')} with {count(seats, 'vacant seat')}: "
        f"{_named(short, 'stage', 'plan_item_id')}"
    )
    if len(bare):
        words += f"; nobody is in any post of {_named(bare, 'stage', 'plan_item_id')}"
    return f"{words}."


def _unworked_words(stages: pd.DataFrame) -> str:
    if len(stages) and stages["posts"].isna().all():
        return "Which posts work on which stage is not known: no result area names its stage."
    bare = stages[(stages["posts"] == 0) & (stages["state"] != PAST)]
    if bare.empty:
        return ""
    later = int((bare["planned_posts"] > 0).sum())
    rest = f" ({count(later, 'stage')} will be, by planned posts)" if later else ""
    verb = "is" if len(bare) == 1 else "are"
    return (
        f"{len(bare)} of {count(len(stages), 'stage')} {verb} worked on by no post"
        f"{rest}: {_named(bare, 'stage', 'plan_item_id')}."
    )


def _named(rows: pd.DataFrame, name: str, key: str, *, most: int = 3) -> str:
    words = [f"{one} ({its_id})" for one, its_id in zip(rows[name], rows[key], strict=True)]
    return listing(words, most=most)


def _idle_words(line: StrategyLine) -> str:
    idle, open_ = line.idle_posts, len(line.not_described)
    parts = []
    if len(idle):
        verbs = "decides on much and carries" if len(idle) == 1 else "decide on much and carry"
        named = _named(idle, "title", "position_id", most=5)
        parts.append(f"{count(len(idle), 'post')} {verbs} no goal: {named}.")
    if line.not_described:
        decide, carry = ("decides", "it carries") if open_ == 1 else ("decide", "they carry")
        parts.append(
            f"Of {count(open_, 'post')} that {decide} on much it is not known whether {carry} a "
            "goal."
        )
    return " ".join(parts)


def _short_words(stages: pd.DataFrame) -> str:
    short = stages[stages["gap"] > 0]
    if short.empty:
        return ""
    now, verb = int((short["state"] == RUNNING).sum()), "lacks" if len(short) == 1 else "lack"
    running = f"{now or 'none'} of them already running"
    if len(short) == 1:
        running = f"and is {short['state'].iloc[0]}"
    unknown = int(stages["gap"].isna().sum())
    rest = f"; for {unknown} it is not known" if unknown else ""
    return (
        f"{len(short)} of {count(len(stages), 'stage')} of the plan {verb} some of what "
        f"{'it needs' if len(short) == 1 else 'they need'}, {running}{rest}."
    )
