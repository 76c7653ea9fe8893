"""A and B roles on a page: tables and sentences; people by id, to be labelled by the guard."""

import pandas as pd

from workbench.drain.ab_roles import (
    GONE,
    LONG_AGO,
    NO_B,
    NOT_HELD,
    PAPER,
    PASSED_OVER,
    SAME,
    STATES,
    TESTED,
    ABRoles,
)
from workbench.words import count, have, listing


def ab_findings(roles: ABRoles) -> tuple[str, ...]:
    """Say how many posts have a tested B, which stand on paper, and who is the B of several.

    Parameters
    ----------
    roles : of some posts

    Returns
    -------
    Sentences; posts by title and id, never persons
    """
    if roles.posts.empty:
        return ()
    if roles.lacks:
        named = int((roles.posts["state"] != NO_B).sum())
        return (
            f"Of {count(len(roles.posts), 'post')}, {named} {have(named)} a B "
            "by name; whether one ever acted is not known, as table absences is missing.",
        )
    sentences = [_counted(roles), _names(roles), _paper(roles), _failed(roles), _shared(roles)]
    return tuple(sentence for sentence in sentences if sentence)


def _counted(roles: ABRoles) -> str:
    posts = roles.posts["state"]
    groups = {
        f"a B who acted within the last {_window(roles.months)}": [TESTED],
        "a B on paper only": list(PAPER),
        "a B whose last test is old or failed": [LONG_AGO, NOT_HELD],
        "no B who is there": [NO_B, GONE, SAME],
    }
    counts = [(int(posts.isin(states).sum()), words) for words, states in groups.items()]
    parts = [f"{number} {words}" for number, words in counts if number]
    # The verb stands once and goes with the first number.
    verb = have(next(number for number, _ in counts if number))
    return f"Of {count(len(posts), 'post')}, {listing(parts).replace(' ', f' {verb} ', 1)}."


def _window(months: int) -> str:
    return "month" if months == 1 else f"{months} months"


def _names(roles: ABRoles) -> str:
    if roles.named_by.startswith("positions."):
        return ""
    return f"Taken as the B were {roles.named_by}: a successor is a reserve, not yet a stand-in."


def _paper(roles: ABRoles) -> str:
    rows = roles.pairs[roles.pairs["state"] == PASSED_OVER]
    rows = rows[rows["position_id"].isin(_posts_in(roles, PAPER))]
    if rows.empty:
        return ""
    times = int(rows["occasions"].sum())
    return (
        f"Paper {'backup' if len(rows) == 1 else 'backups'} at {_named(rows)}: the B was at work "
        f"during {count(times, 'absence')} and acted in none."
    )


def _failed(roles: ABRoles) -> str:
    rows = roles.pairs[roles.pairs["state"] == NOT_HELD]
    return f"The B acted and could not hold the post at {_named(rows)}." if len(rows) else ""


def _shared(roles: ABRoles) -> str:
    most = roles.pairs.sort_values(["posts_of_this_b", "position_id"], ascending=[False, True])
    if most.empty or most["posts_of_this_b"].iloc[0] < 2:
        return ""
    mine = most[most["stand_in_employee_id"] == most["stand_in_employee_id"].iloc[0]]
    return (
        f"One and the same person is the B at {_named(mine)}: "
        "if these fall vacant together, one of them is covered."
    )


def _posts_in(roles: ABRoles, states: tuple[str, ...]) -> set[str]:
    posts = roles.posts
    return set(posts.loc[posts["state"].isin(states), "position_id"])


def _named(rows: pd.DataFrame) -> str:
    posts = rows.drop_duplicates("position_id")
    return listing(
        [
            f"{title} ({post})"
            for title, post in zip(posts["title"], posts["position_id"], strict=True)
        ]
    )


def ab_table(roles: ABRoles) -> pd.DataFrame:
    """Give the B of each post with what is known of the test, the least protected first.

    Returns
    -------
    DataFrame: position_id, title, stand_in_employee_id (missing: no B), state, occasions, acted,
    longest_days, last_acted_on, result (in words)
    """
    rows = roles.posts[["position_id", "title", "state"]].rename(columns={"state": "of_post"})
    merged = rows.merge(roles.pairs.drop(columns="title"), on="position_id", how="left")
    merged = merged.assign(
        state=merged["state"].fillna(merged["of_post"]),
        result=[_result(*row) for row in merged[["acted", "held", "not_held"]].to_numpy()],
    )
    place = merged["state"].map({state: place for place, state in enumerate(STATES)})
    columns = ["position_id", "title", "stand_in_employee_id", "state", "occasions", "acted",
               "longest_days", "last_acted_on", "result"]  # fmt: skip
    ordered = merged.assign(place=place).sort_values(["place", "position_id"], ignore_index=True)
    return ordered[columns]


def _result(acted: float, held: float, not_held: float) -> str:
    if not acted > 0:
        return ""
    known = int(held + not_held)
    return f"held {int(held)} of {known}" if known else "not recorded"
