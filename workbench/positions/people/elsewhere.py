"""Strength held in minor posts: who in an ordinary post would be strong in a key one."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.gates import within_reach
from workbench.people.strength import judge_pairs
from workbench.positions.criteria.bench import standing_nominations

COLUMNS = [
    "employee_id", "position_id", "title", "performance", "key_position_id", "key_title",
    "verdict", "key_held", "meets", "match", "match_low", "match_high", "reason", "named",
]  # fmt: skip
MEETS, OPEN = "yes", "not assessed"


def strength_elsewhere(company: Company, people: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Find strong people in ordinary posts who would, or might, be strong in a key one.

    Parameters
    ----------
    company : ``settings.pools.grade_reach`` is how many grades a person may rise in one step; a
        post below the own grade is not looked at, an unknown grade excludes nobody
    people : judged incumbents with the verdict of their post, as in `people_in_posts`
    posts : posts with title, verdict and held; the key and borderline ones are looked at

    Returns
    -------
    DataFrame, one row a person and a post: employee_id, position_id and title (of the own post),
    performance (mean rating of two years), key_position_id, key_title, verdict, key_held (how that
    post is held now), meets (yes, or not assessed: it could be enough and the record does not say),
    match, match_low, match_high (with that post), reason (in words), named (yes, no, or on evidence
    that does not count; missing without a table of nominations). Who meets a post comes first, then
    the best match at worst, the best performance, and the ids.
    """
    strong = people[(people["verdict"] == "ordinary") & (people["held"] == "strong")]
    wanted = posts[posts["verdict"].isin(["key", "borderline"])]
    pairs = _pairs_in_reach(company, strong, wanted["position_id"])
    judged = judge_pairs(company, pairs)
    found = judged[judged["at_best"] == "strong"].rename(columns={"position_id": "key_position_id"})
    found = found.merge(strong[["employee_id", "position_id"]], on="employee_id")
    table = posts.set_index("position_id")
    frame = found.assign(
        title=found["position_id"].map(table["title"]),
        key_title=found["key_position_id"].map(table["title"]),
        verdict=found["key_position_id"].map(table["verdict"]),
        key_held=found["key_position_id"].map(table["held"]),
        meets=found["held"].map({"strong": MEETS}).fillna(OPEN),
        named=_named(company, found),
    )
    order = {"meets": False, "match_low": False, "performance": False, "employee_id": True,
             "key_position_id": True}  # fmt: skip
    return frame.sort_values(list(order), ascending=list(order.values()), ignore_index=True)[
        COLUMNS
    ]


def _pairs_in_reach(company: Company, people: pd.DataFrame, posts: pd.Series) -> pd.DataFrame:
    grades = company.positions.set_index("position_id")["grade"]
    near = within_reach(
        people["position_id"].map(grades).to_numpy(float),
        grades.reindex(posts).to_numpy(float),
        grade_reach=company.settings.pools.grade_reach,
    )
    person, post = np.nonzero(near)
    return pd.DataFrame(
        {
            "position_id": posts.to_numpy(object)[post],
            "employee_id": people["employee_id"].to_numpy(object)[person],
        },
        dtype="str",
    )


def _named(company: Company, found: pd.DataFrame) -> pd.Series:
    """Say whether each person is named for the post already."""
    if not company.has("nominations"):
        return pd.Series(np.nan, index=found.index, dtype="str")
    bench = standing_nominations(company).rename(columns={"position_id": "key_position_id"})
    counts = found.merge(bench, on=["employee_id", "key_position_id"], how="left")["counts"]
    words = counts.map({True: "yes", False: "on evidence that does not count"}).fillna("no")
    return words.set_axis(found.index).astype("str")
