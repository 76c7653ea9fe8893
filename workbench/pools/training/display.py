"""Tables of training as a reader wants them: titles beside ids, lists as text."""

import pandas as pd

from workbench.company import Company
from workbench.pools.training.plan import Training
from workbench.pools.training.seats import Unlocked
from workbench.words import listing


def need_table(training: Training) -> pd.DataFrame:
    """List the needs by competency from the three sides.

    Returns
    -------
    DataFrame with competency, post_levels, organisation_levels, person_levels, people, unassessed,
    courses; the largest weighted need first
    """
    columns = ["competency", "post_levels", "organisation_levels", "person_levels", "people",
               "unassessed", "courses"]  # fmt: skip
    return training.competencies[columns]


def course_table(training: Training) -> pd.DataFrame:
    """List the courses of the plan, by title and id."""
    courses = training.courses
    named = [f"{title} ({one})" for title, one in
             zip(courses["title"], courses["course_id"], strict=True)]  # fmt: skip
    frame = courses.drop(columns=["course_id", "title"])
    frame.insert(0, "course", pd.Series(named, dtype="str"))
    return frame


def personal_table(training: Training, company: Company) -> pd.DataFrame:
    """List the plan of each person who has a course, the most to close first.

    Returns
    -------
    DataFrame with employee_id, posts and courses (titles, in the order they are taken), hours,
    cost, done_on, closed_levels, open_levels, unassessed and own_aim (what the courses close of
    what the person lacks for the own aim, in words)
    """
    plans = training.personal[training.personal["course_ids"].map(len) > 0]
    titles = _course_titles(company)
    aims = [
        "" if pd.isna(lacks) else f"{closed:g} of {lacks:g} levels"
        for lacks, closed in zip(plans["aim_levels"], plans["aim_closed_levels"], strict=True)
    ]
    return pd.DataFrame(
        {
            "employee_id": plans["employee_id"],
            "posts": [_posts(ids, company) for ids in plans["position_ids"]],
            "courses": [", then ".join(titles[one] for one in ids) for ids in plans["course_ids"]],
            **{name: plans[name] for name in ("hours", "cost", "done_on", "closed_levels",
                                              "open_levels", "unassessed")},
            "own_aim": pd.Series(aims, index=plans.index, dtype="str"),
        }
    ).reset_index(drop=True)  # fmt: skip


def ready_table(training: Training, company: Company) -> pd.DataFrame:
    """List the people a plan makes ready sooner, the earliest need first.

    Returns
    -------
    DataFrame with post (title and id), employee_id, needed_on, ready_on (on the job alone),
    ready_on_after (with the courses), ready_on_after_p90 and state (before and after, in words)
    """
    ready = training.ready[training.ready["months_after"] < training.ready["months"]]
    ordered = ready.sort_values(["needed_on", "position_id", "employee_id"], ignore_index=True)
    same = ordered["state"] == ordered["state_after"]
    state = ordered["state_after"].where(
        same, ordered["state"].astype(object) + ", now " + ordered["state_after"].astype(object)
    )
    posts = [_posts((post,), company) for post in ordered["position_id"]]
    frame = ordered[["employee_id", "needed_on", "ready_on", "ready_on_after",
                     "ready_on_after_p90"]].assign(state=state.astype("str"))  # fmt: skip
    frame.insert(0, "post", pd.Series(posts, dtype="str"))
    return frame


def open_table(training: Training) -> pd.DataFrame:
    """List the known gaps that stay open, with what stands against closing each."""
    return training.open[["employee_id", "competency", "open_levels", "because"]]


def single_table(unlocked: Unlocked, company: Company) -> pd.DataFrame:
    """List the closings of one gap of one person by what they do, posts by title.

    Returns
    -------
    DataFrame with employee_id, competency, levels, ready_for (titles) and more_filled
    """
    single = unlocked.single
    frame = single[["employee_id", "competency", "levels", "more_filled"]]
    posts = [_posts(ids, company) for ids in single["position_ids"]]
    frame.insert(3, "ready_for", pd.Series(posts, dtype="str"))
    return frame


def together_table(unlocked: Unlocked, company: Company) -> pd.DataFrame:
    """List the best closings together by their number.

    Returns
    -------
    DataFrame with closings, filled, filled_greedy, levels and which (people and competencies)
    """
    named = {}
    if company.has("competencies"):
        named = company.table("competencies").set_index("competency_id")["name"].to_dict()
    which = [
        listing([f"{person}: {named.get(one, one)}" for person, one in pairs], most=10)
        if pairs else ""
        for pairs in unlocked.together["which"]
    ]  # fmt: skip
    columns = ["closings", "filled", "filled_greedy", "levels"]
    return unlocked.together[columns].assign(which=pd.Series(which, dtype="str"))


def _posts(ids: tuple[str, ...], company: Company) -> str:
    titles = company.positions.set_index("position_id")["title"]
    return listing([f"{titles[post]} ({post})" for post in ids], most=3)


def _course_titles(company: Company) -> dict[str, str]:
    courses = company.table("courses")
    named = courses.dropna(subset=["title"]).drop_duplicates("course_id")
    titles = dict(zip(named["course_id"], named["title"], strict=True))
    return {one: f"{titles[one]} ({one})" if one in titles else one for one in courses["course_id"]}
