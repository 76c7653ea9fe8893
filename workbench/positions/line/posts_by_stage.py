"""Which posts each stage of the plan needs, from when, with which skills, and which are empty."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH, external_fill
from workbench.people.levels import people_at_level
from workbench.people.seats import empty_seats
from workbench.positions.line.stages import lacks_stage_posts, plan_stages, stage_posts

_SKILLS = ["competency_id", "name", "level", "weight", "posts", "people"]
_QUALIFICATIONS = ["plan_item_id", "qualification", "posts"]
_NEEDED = ["position_id", "title", "plan_item_id", "needed_on", "days_left", "why", "seats",
           "empty", "opened_on", "fill_days", "open_by", "late_days"]  # fmt: skip


@dataclass(frozen=True)
class StagePosts:
    """The plan against the posts; a frame whose tables are missing has no row.

    Attributes
    ----------
    stages : as from `plan_stages`
    pairs : as from `stage_posts`, with title
    skills : what the posts of each stage ask for, the heaviest first: plan_item_id, competency_id,
        name, level (the highest asked for), weight (summed over its posts), posts, people (here who
        reach the level; missing where nobody was assessed)
    post_skills : the same for each post in ``needed``, with position_id
    qualifications : plan_item_id, qualification, posts (that require it)
    needed : one row a post with a day of need, the first day on top: position_id, title,
        plan_item_id (its earliest stage; missing where none is named), needed_on, days_left (till
        then; below 0: since), why (needed_from, or start of the stage; not known for a planned post
        without both), seats, empty (seats nobody holds), opened_on (of its oldest requisition still
        open; missing: none known), fill_days (to fill from outside, missing where unknown), open_by
        (needed_on less fill_days), late_days (report date after open_by; below 0: still time). The
        last two are missing without an empty seat.
    lacks : what is not known, as a sentence, by part: posts, skills, people, qualifications,
        requisitions; empty where it is known
    """

    stages: pd.DataFrame
    pairs: pd.DataFrame
    skills: pd.DataFrame
    post_skills: pd.DataFrame
    qualifications: pd.DataFrame
    needed: pd.DataFrame
    lacks: Mapping[str, str]


def posts_by_stage(company: Company) -> StagePosts:
    """Set the stages of the plan against the posts that work on them.

    Parameters
    ----------
    company : goals, plan_items and result_areas for the stages of posts; requirements,
        competencies, assessments and required_qualifications for what they ask for

    Returns
    -------
    StagePosts

    Notes
    -----
    A post is needed from its needed_from, else from the start of the earliest stage its areas work
    on. Days to fill from outside are those of ``external_fill``.
    """
    titles = company.positions[["position_id", "title"]]
    pairs = stage_posts(company).merge(titles, on="position_id", how="left")
    lacks = {
        "posts": lacks_stage_posts(company),
        "skills": company.lacks("requirements", "competencies"),
        "people": company.lacks("assessments"),
        "qualifications": company.lacks("required_qualifications"),
        "requisitions": company.lacks("requisitions"),
    }
    needed = _needed(company, pairs)
    return StagePosts(
        stages=plan_stages(company),
        pairs=pairs,
        skills=_skills(company, pairs, by="plan_item_id"),
        post_skills=_skills(company, needed, by="position_id"),
        qualifications=_qualifications(company, pairs),
        needed=needed,
        lacks=lacks,
    )


def _skills(company: Company, posts: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Sum what posts ask for, by stage or by post, and count who reaches it."""
    if not company.has("requirements", "competencies"):
        return pd.DataFrame(columns=[by, *_SKILLS])
    asked = company.table("requirements").assign(weight=lambda rows: rows["weight"].fillna(1.0))
    rows = asked.merge(posts[list({by, "position_id"})], on="position_id")
    sums = rows.groupby([by, "competency_id"], as_index=False).agg(
        level=("level", "max"), weight=("weight", "sum"), posts=("position_id", "nunique")
    )
    known = company.has("assessments")
    named = sums.merge(company.table("competencies")[["competency_id", "name"]], how="left")
    counted = named.assign(people=people_at_level(company, named) if known else np.nan)
    ordered = counted.sort_values(
        [by, "weight", "level", "competency_id"], ascending=[True, False, False, True]
    )
    return ordered[[by, *_SKILLS]].reset_index(drop=True)


def _qualifications(company: Company, pairs: pd.DataFrame) -> pd.DataFrame:
    if not company.has("required_qualifications"):
        return pd.DataFrame(columns=_QUALIFICATIONS)
    rows = pairs.merge(company.table("required_qualifications"), on="position_id")
    return rows.groupby(["plan_item_id", "qualification"], as_index=False).agg(
        posts=("position_id", "nunique")
    )[_QUALIFICATIONS]


def _needed(company: Company, pairs: pd.DataFrame) -> pd.DataFrame:
    """Find the day from which each post is needed, and the day to begin looking for somebody."""
    posts = company.positions.merge(_earliest(company, pairs), on="position_id", how="left")
    posts = posts.join(empty_seats(company)["empty"], on="position_id")
    over = posts["needed_to"] < company.as_of
    planned = posts["status"] == "planned"
    dated = posts["needed_from"].notna() | posts["plan_item_id"].notna() | planned
    rows = posts[dated & ~over].merge(external_fill(company), on="position_id", how="left")
    rows = rows.join(_opened(company), on="position_id")
    needed_on = rows["needed_from"].fillna(pd.to_datetime(rows["starts_on"]))
    fill_days = rows["external_months"] * DAYS_PER_MONTH
    open_by = (needed_on - pd.to_timedelta(fill_days.round(), unit="D")).where(rows["empty"] > 0)
    frame = rows.assign(
        needed_on=needed_on,
        days_left=(needed_on - company.as_of).dt.days,
        why=np.select(
            [rows["needed_from"].notna(), needed_on.notna()],
            ["needed_from", "start of the stage"],
            "not known",
        ),
        fill_days=fill_days,
        open_by=open_by,
        late_days=(company.as_of - open_by).dt.days,
    )
    return frame.sort_values(["needed_on", "position_id"])[_NEEDED].reset_index(drop=True)


def _opened(company: Company) -> pd.Series:
    """Give the day on which the oldest requisition of each post was opened that is still open."""
    if not company.has("requisitions"):
        nobody = pd.Index([], dtype="str", name="position_id")
        return pd.Series(index=nobody, dtype="datetime64[us]", name="opened_on")
    rows = company.table("requisitions")
    still = (rows["opened_on"] <= company.as_of) & ~(rows["filled_on"] <= company.as_of)
    return rows[still].groupby("position_id")["opened_on"].min()


def _earliest(company: Company, pairs: pd.DataFrame) -> pd.DataFrame:
    """Give the stage of each post that starts first."""
    plan = plan_stages(company)[["plan_item_id", "starts_on"]]
    rows = pairs[["position_id", "plan_item_id"]].merge(plan, on="plan_item_id")
    ordered = rows.sort_values(["starts_on", "plan_item_id"])
    return ordered.drop_duplicates("position_id")
