"""Tested cover: who really acted while the people of a post were away."""

from collections.abc import Sequence

import pandas as pd

from workbench.company import Company

_COVER = ["position_id", "absences", "absence_days", "acted_days", "acted_share",
          "acting_employee_ids"]  # fmt: skip
_UNTESTED = ["position_id", "title", "employee_id", "absences", "acted_by_others_share"]


def tested_cover(company: Company) -> pd.DataFrame:
    """Count, for each post, the days its people were away and the days somebody acted.

    Parameters
    ----------
    company : absences; without them the table has no row

    Returns
    -------
    DataFrame, one row an open post with somebody in it, by position_id: position_id, absences,
    absence_days, acted_days (calendar days, both ends counted, up to the report date),
    acted_share (in [0, 1]; missing where nobody was away, which is no test), acting_employee_ids
    (text, most days first; empty where nobody acted)

    Notes
    -----
    Absences of the people who hold the post now. One that began before the person took the post
    (position_since, where known) or after the report date does not count, and a person who stands
    as acting for oneself is nobody. Each absence counts for itself: two people away on one day
    are two days.
    """
    if not company.has("absences"):
        return pd.DataFrame(columns=_COVER)
    away = post_absences(company)
    acted = away[away["acting_employee_id"].notna()]
    posts = pd.Index(sorted(company.incumbents["position_id"].unique()), name="position_id")
    days = away.groupby("position_id")["days"]
    frame = pd.DataFrame(
        {
            "absences": days.size().reindex(posts, fill_value=0),
            "absence_days": days.sum().reindex(posts, fill_value=0.0),
            "acted_days": acted.groupby("position_id")["days"].sum().reindex(posts, fill_value=0.0),
        }
    ).reset_index()
    return frame.assign(
        # A post nobody was away from has no share: 0 of 0 days is unknown.
        acted_share=(frame["acted_days"] / frame["absence_days"].where(frame["absence_days"] > 0)),
        acting_employee_ids=frame["position_id"].map(_most_days_first(acted)).fillna(""),
    )[_COVER]


def untested_backups(company: Company, *, least_absences: int = 3) -> pd.DataFrame:
    """List people named ready now for a post who acted in none of its absences.

    Parameters
    ----------
    company : absences and nominations; without them the table has no row
    least_absences : absences of the post's people a person must have had the chance to act in

    Returns
    -------
    DataFrame, the person with most such posts first: position_id, title, employee_id, absences
    (those the person could have acted in: here by then and not away at the time),
    acted_by_others_share (of all days away in the post)

    Notes
    -----
    The latest nomination of a person for a post counts, if the person is still here and holds
    another post. An absence from before the nomination counts too, so a row is a question to ask,
    not a verdict on a person.
    """
    if not company.has("absences", "nominations"):
        return pd.DataFrame(columns=_UNTESTED)
    away = post_absences(company)
    pairs = ready_now_names(company).merge(away, on="position_id")
    pairs["acted"] = pairs["acting_employee_id"] == pairs["employee_id"]
    chances = pairs[pairs["acted"] | was_at_work(company, pairs)]
    counted = chances.groupby(["position_id", "employee_id"], as_index=False).agg(
        absences=("starts_on", "size"), acted=("acted", "any")
    )
    untested = counted[(counted["absences"] >= least_absences) & ~counted["acted"]]
    posts = untested.groupby("employee_id")["position_id"].transform("size")
    named = untested.assign(posts=posts).merge(company.positions[["position_id", "title"]])
    cover = tested_cover(company).rename(columns={"acted_share": "acted_by_others_share"})
    named = named.merge(cover[["position_id", "acted_by_others_share"]])
    ordered = named.sort_values(
        ["posts", "employee_id", "position_id"], ascending=[False, True, True]
    )
    return ordered[_UNTESTED].reset_index(drop=True)


def cover_of(company: Company, position_ids: Sequence[str]) -> pd.DataFrame:
    """Give the tested cover of these posts as a page shows it.

    Parameters
    ----------
    company : absences; without them the table has no row
    position_ids : posts to show; vacant ones are left out

    Returns
    -------
    DataFrame, the least covered first and posts without a test last: position_id, title, absences,
    acted_share, acting_employee_ids. Days are left out: mostly they are those of one person.
    """
    cover = tested_cover(company).merge(company.positions[["position_id", "title"]])
    mine = cover[cover["position_id"].isin(list(position_ids))]
    columns = ["position_id", "title", "absences", "acted_share", "acting_employee_ids"]
    return mine.sort_values(["acted_share", "position_id"])[columns].reset_index(drop=True)


def post_absences(company: Company) -> pd.DataFrame:
    """List the absences of the people in open posts, up to the report date.

    Returns
    -------
    DataFrame, one row an absence: position_id, absent_employee_id, starts_on, ends_on (the report
    date at the latest), days, acting_employee_id (missing: nobody), acting_result
    """
    since = company.staff[["employee_id", "position_since"]]
    rows = company.table("absences").merge(company.incumbents).merge(since)
    rows = rows[
        (rows["starts_on"] <= company.as_of) & ~(rows["starts_on"] < rows["position_since"])
    ]
    ends = rows["ends_on"].where(rows["ends_on"] <= company.as_of, company.as_of)
    acting = rows["acting_employee_id"]
    own = rows.assign(
        ends_on=ends,
        days=(ends - rows["starts_on"]).dt.days + 1.0,
        acting_employee_id=acting.mask(acting == rows["employee_id"]),
        acting_result=rows["acting_result"].mask(acting == rows["employee_id"]),
    ).rename(columns={"employee_id": "absent_employee_id"})
    columns = ["position_id", "absent_employee_id", "starts_on", "ends_on", "days",
               "acting_employee_id", "acting_result"]  # fmt: skip
    return own[columns].sort_values(columns[:3]).reset_index(drop=True)


def _most_days_first(acted: pd.DataFrame) -> pd.Series:
    days = acted.groupby(["position_id", "acting_employee_id"])["days"].sum().reset_index()
    ordered = days.sort_values(["days", "acting_employee_id"], ascending=[False, True])
    return ordered.groupby("position_id")["acting_employee_id"].agg(", ".join).astype("str")


def ready_now_names(company: Company) -> pd.DataFrame:
    """Give post and person of each latest nomination as ready now, of people in other posts.

    Parameters
    ----------
    company : needs nominations

    Returns
    -------
    DataFrame: position_id, employee_id, hired_on
    """
    named = company.table("nominations").dropna(subset=["position_id"])
    named = named.sort_values(["evidence_on", "readiness"], na_position="first")
    named = named.drop_duplicates(["position_id", "employee_id"], keep="last")
    ready = named.loc[named["readiness"] == "ready_now", ["position_id", "employee_id"]]
    ready = ready.merge(company.staff[["employee_id", "hired_on"]])
    own = pd.MultiIndex.from_frame(company.incumbents[["position_id", "employee_id"]])
    return ready[~pd.MultiIndex.from_frame(ready[["position_id", "employee_id"]]).isin(own)]


def was_at_work(company: Company, pairs: pd.DataFrame) -> pd.Series:
    """Say for each pair of a named person and an absence whether the person was at work then.

    Parameters
    ----------
    company : needs absences
    pairs : employee_id, hired_on, starts_on, ends_on; one row a pair, index 0, 1, ...

    Returns
    -------
    bool Series with the same index
    """
    own = company.table("absences")[["employee_id", "starts_on", "ends_on"]]
    rows = pairs[["employee_id", "starts_on", "ends_on"]].reset_index(names="pair")
    both = rows.merge(own, on="employee_id", suffixes=("", "_own"))
    clash = (both["starts_on_own"] <= both["ends_on"]) & (both["ends_on_own"] >= both["starts_on"])
    away = pairs.index.isin(both.loc[clash, "pair"])
    return ~(pairs["hired_on"] > pairs["starts_on"]) & ~away
