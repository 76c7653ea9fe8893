"""Tables of the people in posts as a page shows them."""

import pandas as pd

from workbench.positions.people.in_posts import HELD, VACANT, PeopleInPosts
from workbench.words import percent

_LISTED = ("key", "provisional", "borderline")


def matrix_in_words(result: PeopleInPosts) -> pd.DataFrame:
    """Give the counts of the matrix with their sums.

    Returns
    -------
    DataFrame: importance, one column a way to be held, all; the last row sums the others
    """
    wide = result.matrix.pivot_table(
        index="verdict", columns="held", values="posts", sort=False, aggfunc="sum"
    ).reindex(columns=list(HELD))
    wide["all"] = wide.sum(axis=1)
    wide.loc["all"] = wide.sum()
    return wide.astype(int).rename_axis(index="importance", columns=None).reset_index()


def held_counts(result: PeopleInPosts) -> pd.DataFrame:
    """Count filled posts and their holders by the way they are held, whatever the importance.

    Returns
    -------
    DataFrame: held, posts, holders. Empty posts are left out: they concern nobody, so they must not
    be the group that is hidden beside a small one.
    """
    filled = result.matrix[result.matrix["held"] != VACANT]
    return filled.groupby("held", sort=False)[["posts", "holders"]].sum().reset_index()


def posts_in_words(posts: pd.DataFrame) -> pd.DataFrame:
    """Order the columns of posts for reading.

    Parameters
    ----------
    posts : rows of ``PeopleInPosts.posts``

    Returns
    -------
    DataFrame in the order given: post (title and id), importance, held, why, action, holders,
    strong (holders), match (text, with its bounds where it is not fully known)
    """
    return pd.DataFrame(
        {
            "post": _named(posts["title"], posts["position_id"]),
            "importance": posts["verdict"],
            "held": posts["held"],
            "why": posts["why"],
            "action": posts["action"],
            "holders": posts["holders"],
            "strong": posts["strong"],
            "match": _match_words(posts),
        }
    )


def holders_in_words(result: PeopleInPosts) -> pd.DataFrame:
    """List the people in key, provisional and borderline posts, in the order of the posts.

    Returns
    -------
    DataFrame: post (title and id), employee_id, held, reason, match (text), performance
    """
    posts = result.posts[result.posts["verdict"].isin(_LISTED)]
    people = posts[["position_id", "title"]].merge(result.people, on="position_id")
    return pd.DataFrame(
        {
            "post": _named(people["title"], people["position_id"]),
            "employee_id": people["employee_id"],
            "held": people["held"],
            "reason": people["reason"],
            "match": _match_words(people),
            "performance": people["performance"],
        }
    )


def elsewhere_in_words(result: PeopleInPosts) -> pd.DataFrame:
    """List strong people in ordinary posts with the key or borderline post they could take.

    Returns
    -------
    DataFrame in the order of ``PeopleInPosts.strength_elsewhere``: employee_id, works_in,
    could_take (titles and ids), now_held (how that post is), meets (with the match), reason, named
    """
    found = result.strength_elsewhere
    return pd.DataFrame(
        {
            "employee_id": found["employee_id"],
            "works_in": _named(found["title"], found["position_id"]),
            "could_take": _named(found["key_title"], found["key_position_id"]),
            "now_held": found["key_held"],
            "meets": found["meets"] + ", " + pd.Series(_match_words(found), dtype="str"),
            "reason": found["reason"],
            "named": found["named"],
        }
    )


def _named(titles: pd.Series, ids: pd.Series) -> pd.Series:
    return titles.fillna("") + " (" + ids + ")"


def _match_words(rows: pd.DataFrame) -> list[str]:
    """Write a match in whole per cent, between its bounds where it is not fully known."""
    words = []
    for low, high in zip(rows["match_low"], rows["match_high"], strict=True):
        if not high - low < 1:
            words.append("unknown")
        elif high - low < 0.005:
            words.append(percent(low))
        else:
            words.append(f"{percent(low)} to {percent(high)}")
    return words


def held_facts(posts: pd.DataFrame) -> pd.Series:
    """Say of each post how its people hold it, without what their records say, by position_id.

    Parameters
    ----------
    posts : rows of ``PeopleInPosts.posts``

    Examples
    --------
    >>> held_facts(pd.DataFrame([{"position_id": "P1", "held": "gap", "action": "develop"}]))["P1"]
    'held: gap; develop'
    """
    filled = posts[posts["held"] != VACANT]
    words = {
        row["position_id"]: f"held: {row['held']}; {row['action']}"
        for row in filled.to_dict("records")
    }
    return pd.Series(words, dtype="str")
