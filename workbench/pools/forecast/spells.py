"""Which grade everybody held when, as far as the tables say."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company


@dataclass(frozen=True)
class Spells:
    """Times in a grade.

    Parameters
    ----------
    table : one row a person and post held: employee_id, grade (NaN unknown), starts_on, until
        (first day after it; missing while it lasts), held_until (until, or the day after
        ``as_of``); sorted by person and start
    moves_known : whether table post_history is there; without it only the last post is known
    unknown_before : people hired before the first post that is known, so that the grade of a part
        of their time is unknown
    """

    table: pd.DataFrame
    moves_known: bool
    unknown_before: int


def grade_spells(company: Company) -> Spells:
    """Line up the posts of everybody: the earlier ones of post_history, then the last one.

    Parameters
    ----------
    company : employees with position_id, position_since, hired_on and left_on; post_history
        where it is there

    Returns
    -------
    Spells. A post of today without a first day began, as far as known, on the day of hiring where
    no earlier post is known; else the person has no known last post. An earlier post that is said
    to begin after the last one is left out.
    """
    people = company.employees
    grades = company.tables["positions"].set_index("position_id")["grade"]
    earlier = _earlier(company, grades)
    alone = ~people["employee_id"].isin(earlier["employee_id"])
    since = people["position_since"].fillna(people["hired_on"].where(alone))
    last = people[["employee_id", "hired_on", "left_on"]].assign(
        grade=people["position_id"].map(grades), starts_on=since
    )
    gone = (people["status"] == "left") & people["left_on"].isna()
    last = last[since.notna() & ~gone & (since <= company.as_of)]
    known = earlier.merge(last[["employee_id", "hired_on", "left_on", "starts_on"]],
                          on="employee_id", suffixes=("", "_last"))  # fmt: skip
    known = known[known["starts_on"] < known["starts_on_last"]].drop(columns="starts_on_last")
    table = pd.concat([known, last]).sort_values(["employee_id", "starts_on"], ignore_index=True)
    first = table.drop_duplicates("employee_id")
    unknown = int((first["hired_on"] < first["starts_on"]).sum())
    day_after = table["left_on"].where(table["left_on"] <= company.as_of) + pd.Timedelta(days=1)
    until = table.groupby("employee_id")["starts_on"].shift(-1).fillna(day_after)
    tomorrow = company.as_of + pd.Timedelta(days=1)
    table = table.assign(until=until, held_until=until.fillna(tomorrow))
    columns = ["employee_id", "grade", "starts_on", "until", "held_until"]
    return Spells(table[columns], company.has("post_history"), unknown)


def grades_on(spells: Spells, day: pd.Timestamp) -> pd.Series:
    """Grade of everybody who was here on a day and whose post of that day is known.

    Returns
    -------
    Series indexed by employee_id; NaN where the post has no grade
    """
    table = spells.table
    held = table[(table["starts_on"] <= day) & (day < table["held_until"])]
    return held.set_index("employee_id")["grade"]


def time_in_grade_years(spells: Spells, day: pd.Timestamp) -> pd.Series:
    """Years each person had spent in the grade of a day, posts of the same grade joined.

    Returns
    -------
    Series indexed by employee_id, for the people of ``grades_on``
    """
    table = spells.table[spells.table["starts_on"] <= day]
    grade = table["grade"].fillna(-1.0)
    same_person = table["employee_id"].eq(table["employee_id"].shift())
    fresh = ~(same_person & grade.eq(grade.shift()))
    began = table["starts_on"].where(fresh).groupby(fresh.cumsum()).transform("first")
    years = (day - began).dt.days / 365.25
    own = pd.Series(years.to_numpy(), index=table["employee_id"].to_numpy())
    latest = own[~own.index.duplicated(keep="last")]
    return latest.reindex(grades_on(spells, day).index)


def _earlier(company: Company, grades: pd.Series) -> pd.DataFrame:
    if not company.has("post_history"):
        empty = {"employee_id": pd.Series(dtype="str"), "grade": pd.Series(dtype=np.float64),
                 "starts_on": pd.Series(dtype="datetime64[us]")}  # fmt: skip
        return pd.DataFrame(empty)
    rows = company.table("post_history")
    grade = rows["grade"].fillna(rows["position_id"].map(grades))
    return rows[["employee_id", "starts_on"]].assign(grade=grade)
