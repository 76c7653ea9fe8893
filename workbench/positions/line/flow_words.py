"""What the nodes and links of the strategy line say in words."""

from typing import Any

import numpy as np
import pandas as pd

from workbench.company import Company, is_needed
from workbench.positions.line.stages import RUNNING
from workbench.positions.line.strategy_line import (
    CARRIED,
    CARRIED_LATER,
    NOBODY,
    UNKNOWN,
    strategy_line,
)
from workbench.words import count, percent

POSTS_NOT_KNOWN = "posts not known"
_GOAL_STATES = {
    CARRIED: "",
    CARRIED_LATER: "by planned posts alone",
    NOBODY: "carried by nobody",
    UNKNOWN: POSTS_NOT_KNOWN,
}


def with_sentences(company: Company, nodes: pd.DataFrame) -> pd.DataFrame:
    """Say of each node what is wrong with it, and what it is.

    Parameters
    ----------
    company : where the nodes come from
    nodes : kind, own_id, name, part, posts

    Returns
    -------
    ``nodes`` with state (empty where nothing is wrong) and sentence
    """
    about = _about(company)
    known = [about.get(key, ("", "")) for key in zip(nodes["kind"], nodes["own_id"], strict=True)]
    states = [
        state or ("" if part > 0 else "no contribution")
        for (state, _), part in zip(known, nodes["part"], strict=True)
    ]
    sentences = [
        "; ".join(filter(None, (node_title(node), detail, _carried(node), state)))
        for node, (_, detail), state in zip(nodes.itertuples(), known, states, strict=True)
    ]
    return nodes.assign(state=states, sentence=sentences)


def with_link_sentences(links: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """Say what runs over each link."""
    names = dict(zip(nodes["node"], nodes["name"], strict=True))
    columns = (links[name] for name in ("source", "target", "part", "goal_id"))
    sentences = [
        f"{names[source]} to {names[target]}: {contribution_words(part)} to goal {goal_id}"
        for source, target, part, goal_id in zip(*columns, strict=True)
    ]
    return links.assign(sentence=sentences)


def contribution_words(part: float) -> str:
    """Write a part of a full contribution to the goals with two significant digits.

    Examples
    --------
    >>> contribution_words(0.27), contribution_words(0.0055556), contribution_words(1.3033)
    ('contribution 0.27', 'contribution 0.0056', 'contribution 1.3')
    """
    return f"contribution {part:.2g}"


def node_title(node: Any) -> str:
    """Name a node, with its id where it has one."""
    has_id = node.kind != "area" and pd.notna(node.own_id)
    return f"{node.name} ({node.own_id})" if has_id else str(node.name)


def _carried(node: Any) -> str:
    if node.part <= 0:
        return ""
    words = contribution_words(node.part)
    return words if node.kind == "post" else f"{words} from {count(node.posts, 'post')}"


def _about(company: Company) -> dict[tuple[Any, Any], tuple[str, str]]:
    """Give what is wrong with each goal, stage and post, and a detail of it, by kind and id."""
    line = strategy_line(company)
    goals = {
        ("goal", goal_id): (_GOAL_STATES[state], f"{percent(weight)} of the weight of all goals")
        for goal_id, state, weight in zip(
            line.goals["goal_id"], line.goals["state"], line.goals["weight"], strict=True
        )
    }
    stages = {
        ("stage", stage.plan_item_id): (_stage_state(stage), _stage_detail(stage))
        for stage in line.stages.itertuples()
    }
    posts = {("post", post): (state, "") for post, state in _empty(company).items()}
    return {**goals, **stages, **posts}


def _stage_state(stage: Any) -> str:
    if pd.isna(stage.posts):
        return POSTS_NOT_KNOWN
    if stage.posts == 0:
        return "planned posts alone" if stage.planned_posts > 0 else "nobody works on it"
    short = stage.vacant_seats > 0 and stage.state == RUNNING
    return count(int(stage.vacant_seats), "vacant seat") if short else ""


def _stage_detail(stage: Any) -> str:
    at_hand = f"{stage.at_hand:g}" if pd.notna(stage.at_hand) else "unknown"
    return f"{stage.state}; needs {needs_words(stage)}, at hand {at_hand}"


def needs_words(stage: Any) -> str:
    """Write what a stage needs: the amount and the resource."""
    needed = f"{stage.needed:g}" if pd.notna(stage.needed) else "unknown:"
    return f"{needed} {stage.resource if pd.notna(stage.resource) else 'of something not named'}"


def _empty(company: Company) -> dict[str, str]:
    """Say of the open posts nobody holds whether and from when they are needed."""
    posts = company.positions
    held = posts["position_id"].isin(company.incumbents["position_id"])
    bare = posts[~held & (posts["seats"] > 0)]
    from_day = "needed from " + bare["needed_from"].dt.strftime("%Y-%m-%d")
    words = np.select(
        [
            bare["needed_from"] > company.as_of,
            is_needed(bare, company.as_of),
            bare["needed_to"] < company.as_of,
        ],
        [from_day, "vacant", "needed no more"],
        "planned, no day given",
    )
    return dict(zip(bare["position_id"], words.tolist(), strict=True))
