"""Whether what is said about people fits together: status, leaving, posts and seats."""

import numpy as np
import pandas as pd

from workbench.company.company import is_here
from workbench.company.draft import Draft, Finding


def leaving(employees: Draft, as_of: pd.Timestamp) -> list[Finding]:
    """People said to be here whose last day has passed: the status stands, the date is unknown."""
    frame = employees.frame
    return employees.find(
        frame["status"].isin(["active", "leave"]) & (frame["left_on"] < as_of),
        level="blanked",
        code="active_but_left",
        column="left_on",
        found="the last day {values} has passed but status says that the person is here",
        allowed="no last day, or one in the future, for people who are here",
        action="Correct the status or the last day; until then the person counts as here.",
    )


def left_before_hired(employees: Draft) -> list[Finding]:
    """People whose last day is before their first: they count as left, since when is unknown."""
    frame = employees.frame
    return employees.find(
        frame["left_on"] < frame["hired_on"],
        level="blanked",
        code="left_before_hired",
        column="hired_on",
        found="left_on is before hired_on",
        allowed="a first day before the last day",
        action="Correct one of the two; for a person hired again, clear left_on.",
    )


def left_without_date(employees: Draft, as_of: pd.Timestamp) -> list[Finding]:
    """People with status left and no last day, or one still to come."""
    frame = employees.frame
    left = frame["status"] == "left"
    return employees.find(
        left & (frame["left_on"].isna() | (frame["left_on"] >= as_of)),
        level="note",
        code="left_without_date",
        column="left_on",
        found="status says left but no last day has passed",
        allowed=f"a date before {as_of.date()} for people who left",
        action="Fill in the last day.",
    )


def posts_of_people(employees: Draft, positions: Draft, as_of: pd.Timestamp) -> list[Finding]:
    """People without a post, people in closed posts, and posts with more people than seats."""
    frame = employees.frame
    here = is_here(frame, as_of)
    closed = positions.frame.loc[positions.frame["status"] == "closed", "position_id"]
    findings = employees.find(
        here & frame["position_id"].isna(),
        level="note",
        code="person_in_no_post",
        column="position_id",
        found="a person who is here holds no post",
        allowed="the post the person holds",
        action="Fill in the post, or nothing if the person has none.",
    )
    findings += employees.find(
        here & frame["position_id"].isin(closed),
        level="note",
        code="person_in_closed_post",
        column="position_id",
        found="a person who is here holds a post that is closed: {values}",
        allowed="a post in use",
        action="Correct the status of the post or the post of the person.",
    )
    return findings + _too_many(employees, positions, here)


def _too_many(employees: Draft, positions: Draft, here: pd.Series) -> list[Finding]:
    """Find posts whose people add up to more full weeks than there are seats."""
    people = employees.frame[here]
    full = people["fte"].fillna(1.0).groupby(people["position_id"]).sum()
    posts = positions.frame["position_id"]
    seats = positions.frame["seats"].fillna(1.0)
    filled = full.reindex(posts).set_axis(posts.index)
    return positions.find(
        filled > seats + 1e-6,
        level="note",
        code="more_people_than_seats",
        column="seats",
        found="more people than seats, counted in full weeks, in {ids}".replace(
            "{ids}", _some(posts[np.asarray(filled > seats + 1e-6)])
        ),
        allowed="as many seats as full-time people, or part-time people who share one",
        action="Correct seats, fte or the post of a person.",
    )


def _some(ids: pd.Series, most: int = 5) -> str:
    rest = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids.head(most)) + rest


def rows_after_leaving(draft: Draft, employees: Draft, as_of: pd.Timestamp) -> list[Finding]:
    """Entries about a person dated after the person's last day, and leavers who are nominated."""
    name = {"assessments": "assessed_on", "performance": "year", "nominations": "evidence_on",
            "pool_moves": "moved_on", "absences": "starts_on",
            "dated_figures": "recorded_on"}.get(draft.table.name)  # fmt: skip
    if name is None:
        return []
    people = employees.frame.set_index("employee_id")
    who = draft.frame["employee_id"]
    left_on = people["left_on"].reindex(who).set_axis(who.index)
    day = draft.frame[name]
    late = day > left_on.dt.year if name == "year" else day > left_on
    findings = draft.find(
        late,
        level="note",
        code="after_leaving",
        column=name,
        found="{values} is after the person's last day",
        allowed="a date while the person was here",
        action="Check the date and the last day.",
    )
    if draft.table.name == "nominations":
        gone = ~is_here(people, as_of).reindex(who).set_axis(who.index).astype(bool)
        findings += draft.find(
            gone,
            level="note",
            code="nominee_not_here",
            column="employee_id",
            found="a person who is not here is still nominated: {values}",
            allowed="people who are here",
            action="Take the nomination back.",
        )
    return findings
