"""Posts by stage in words: the tables as a page shows them, and what they find."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.positions.criteria.strategy import LATER
from workbench.positions.line.flow_words import needs_words
from workbench.positions.line.posts_by_stage import StagePosts
from workbench.positions.line.stages import PAST
from workbench.words import count, listing

_MOST = 3
_NOT_KNOWN = "not known"


def stage_posts_in_words(result: StagePosts) -> pd.DataFrame:
    """Give the stages with their posts and skills as a page shows them.

    Returns
    -------
    DataFrame in the order of ``result.stages``: stage, starts_on, due_on, state, needs, at_hand,
    gap, posts, vacant_seats, planned (posts needed later), skills (the heaviest with their level),
    scarcest (skill, and how many people here reach the level), qualifications. What is not known
    says so.
    """
    stages = result.stages
    skills, scarcest = _top_skills(result.skills, "plan_item_id"), _scarcest(result)
    planned, papers = _planned(result), _qualifications(result)
    ids = stages["plan_item_id"].tolist()
    return pd.DataFrame(
        {
            "stage": stages["stage"] + " (" + stages["plan_item_id"] + ")",
            **{name: stages[name] for name in ("starts_on", "due_on", "state")},
            "needs": [needs_words(stage) for stage in stages.itertuples()],
            "at_hand": stages["at_hand"],
            "gap": stages["gap"],
            "posts": [_posts(stage) for stage in stages.itertuples()],
            "vacant_seats": stages["vacant_seats"],
            "planned": [planned.get(one, "") for one in ids],
            "skills": [skills.get(one, _or_empty(result, "skills")) for one in ids],
            "scarcest": [scarcest.get(one, _or_empty(result, "people")) for one in ids],
            "qualifications": [papers.get(one, _or_empty(result, "qualifications")) for one in ids],
        }
    )


def empty_in_words(result: StagePosts) -> pd.DataFrame:
    """Give the posts the plan needs that have empty seats, the first to be filled on top.

    Returns
    -------
    DataFrame, narrow enough for a page: post, empty_seats, needed (since or from when, for which
    stage first, since when a requisition is open, the last day to open one, and the days it takes
    to fill from outside), skills
    """
    needed = result.needed[result.needed["empty"] > 0]
    stages = dict(zip(result.stages["plan_item_id"], result.stages["stage"], strict=True))
    skills = _top_skills(result.post_skills, "position_id")
    unopened = "not known whether opened" if result.lacks["requisitions"] else "not opened"
    return pd.DataFrame(
        {
            "post": needed["title"] + " (" + needed["position_id"] + ")",
            "empty_seats": needed["empty"],
            "needed": [
                f"{_needed(post)}, {_named_stage(post, stages)}; {_opening(post, unopened)}"
                for post in needed.itertuples()
            ],
            "skills": [
                skills.get(one, _or_empty(result, "skills")) for one in needed["position_id"]
            ],
        }
    ).reset_index(drop=True)


def stage_findings(result: StagePosts) -> tuple[str, ...]:
    """Say what the plan asks of the posts, the most important first.

    Returns
    -------
    Sentences about posts that can no longer be filled from outside in time, planned posts no stage
    explains, and stages that hang on one person's skill; those without anything to say are left out
    """
    sentences = (_late_words(result.needed), _unexplained_words(result), _thin_words(result))
    return tuple(sentence for sentence in sentences if sentence)


def _or_empty(result: StagePosts, part: str) -> str:
    """Say that a part is not known; empty where its tables are there."""
    return _NOT_KNOWN if result.lacks[part] else ""


def _posts(stage: Any) -> str:
    if pd.isna(stage.posts):
        return _NOT_KNOWN
    held = f" ({stage.held_posts:.0f} held)" if stage.held_posts < stage.posts else ""
    return f"{stage.posts:.0f}{held}"


def _planned(result: StagePosts) -> dict[str, str]:
    """Name the planned posts of each stage with their first day."""
    days = result.needed[["position_id", "needed_on"]]
    rows = result.pairs[result.pairs["use"] == LATER].merge(days, on="position_id")
    words = [
        f"{title} ({post}) from {day:%Y-%m-%d}" if pd.notna(day) else f"{title} ({post})"
        for title, post, day in zip(
            rows["title"], rows["position_id"], rows["needed_on"], strict=True
        )
    ]
    return _joined(rows.assign(words=words), "plan_item_id")


def _top_skills(skills: pd.DataFrame, by: str) -> dict[str, str]:
    """Name the heaviest skills of each stage or post with the level asked for."""
    top = skills.groupby(by).head(_MOST)
    words = [f"{name} {level:g}" for name, level in zip(top["name"], top["level"], strict=True)]
    return _joined(top.assign(words=words), by)


def _scarcest(result: StagePosts) -> dict[str, str]:
    """Name the skill of each stage that the fewest people here have at the level asked for."""
    known = result.skills.dropna(subset="people").sort_values(["people", "competency_id"])
    rows = known.drop_duplicates("plan_item_id")
    words = [
        f"{name} {level:g}: {count(int(people), 'person', 'people')}"
        for name, level, people in zip(rows["name"], rows["level"], rows["people"], strict=True)
    ]
    return _joined(rows.assign(words=words), "plan_item_id")


def _qualifications(result: StagePosts) -> dict[str, str]:
    rows = result.qualifications
    return _joined(rows.assign(words=rows["qualification"]), "plan_item_id")


def _joined(rows: pd.DataFrame, by: str) -> dict[str, str]:
    return {str(key): "; ".join(part["words"]) for key, part in rows.groupby(by)}


def _needed(post: Any) -> str:
    if pd.isna(post.needed_on):
        return _NOT_KNOWN
    return f"{'from' if post.days_left > 0 else 'since'} {post.needed_on:%Y-%m-%d}"


def _named_stage(post: Any, stages: Mapping[str, str]) -> str:
    stage = post.plan_item_id
    return f"{stages[stage]} ({stage})" if stage in stages else "no stage named"


def _opening(post: Any, unopened: str) -> str:
    """Say when to begin looking for somebody at the latest, and whether that was done."""
    days = f"{post.fill_days:.0f}" if pd.notna(post.fill_days) else ""
    takes = f"takes {days} {'day' if days == '1' else 'days'}" if days else "days to fill not known"
    done = f"opened {post.opened_on:%Y-%m-%d}" if pd.notna(post.opened_on) else unopened
    return f"{done}, {_open_by(post)} ({takes})"


def _open_by(post: Any) -> str:
    if post.days_left <= 0:
        return "to open at once"
    return f"to open by {post.open_by:%Y-%m-%d}" if pd.notna(post.open_by) else "by when not known"


def _late_words(needed: pd.DataFrame) -> str:
    late = needed[(needed["days_left"] > 0) & (needed["late_days"] > 0)]
    late = late[late["opened_on"].isna()]
    if late.empty:
        return ""
    words = [
        f"{post.title} ({post.position_id}) is needed from {post.needed_on:%Y-%m-%d} and was to be "
        f"opened by {post.open_by:%Y-%m-%d}"
        for post in late.head(_MOST).itertuples()
    ]
    more = f"; {len(late) - _MOST} more" if len(late) > _MOST else ""
    return (
        f"{count(len(late), 'post')} needed later can hardly be filled from outside in time: "
        f"{'; '.join(words)}{more}."
    )


def _unexplained_words(result: StagePosts) -> str:
    # A planned post without a day is planned all the same.
    later = ~(result.needed["days_left"] <= 0)
    loose = result.needed[result.needed["plan_item_id"].isna() & later]
    if loose.empty or result.lacks["posts"]:
        return ""
    words = [f"{post.title} ({post.position_id})" for post in loose.itertuples()]
    verb = "works" if len(loose) == 1 else "work"
    return (
        f"{count(len(loose), 'planned post')} {verb} on no stage of the plan: "
        f"{listing(words, most=3)}."
    )


def _thin_words(result: StagePosts) -> str:
    open_ = result.stages[result.stages["state"] != PAST]
    thin = result.skills[(result.skills["people"] <= 1)]
    bare = open_[open_["plan_item_id"].isin(thin["plan_item_id"])]
    if bare.empty:
        return ""
    words = [f"{stage.stage} ({stage.plan_item_id})" for stage in bare.itertuples()]
    verb = "asks" if len(bare) == 1 else "ask"
    return (
        f"{len(bare)} of {count(len(open_), 'open stage')} {verb} for a skill that at most one "
        f"person here has at that level: {listing(words, most=3)}."
    )
