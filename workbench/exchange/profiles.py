"""What could be published of the staff, before anything is made coarse."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.exchange.codes import post_occupations
from workbench.exchange.dates import last_end, next_start
from workbench.settings.exchange import LevelGrades

NOT_HERE = "not here any more"
NO_POST = "in no post"
NO_LONGER = "the consent does not run"
TOO_SHORT = "the consent ends before the person is available, or within its first quarter"


def level_of(grades: pd.Series, least: LevelGrades) -> pd.Series:
    """Give the level of the exchange for grades; unknown stays unknown.

    Examples
    --------
    >>> level_of(pd.Series([2, 7, 15]), LevelGrades()).tolist()
    ['entry', 'experienced', 'lead']
    """
    steps = [grades >= least.lead, grades >= least.senior, grades >= least.experienced]
    words = np.select(steps, ["lead", "senior", "experienced"], "entry")
    return pd.Series(words, index=grades.index, dtype="str").where(grades.notna())


def skill_words(name: str) -> str:
    """Write a skill so that it can stand in a list with semicolons.

    Examples
    --------
    >>> skill_words(" Colour; physics ")
    'Colour, physics'
    """
    return " ".join(name.replace(";", ",").split())


def skills_of(company: Company) -> Mapping[str, frozenset[str]]:
    """Give the skills of each person here: competencies held at the level of the settings.

    Returns
    -------
    dict of names of competencies by employee_id; the latest assessment counts, and a competency
    without a name, whose id says nothing outside, is left out
    """
    if not company.has("assessments", "competencies"):
        return {}
    names = company.table("competencies").set_index("competency_id")["name"].map(skill_words)
    seen = company.table("assessments")
    seen = seen[~(seen["assessed_on"] > company.as_of)]
    latest = seen.sort_values("assessed_on", kind="stable", na_position="first").drop_duplicates(
        ["employee_id", "competency_id"], keep="last"
    )
    held = latest[latest["level"] >= company.settings.exchange.skill_level]
    words = held.assign(skill=held["competency_id"].map(names)).dropna(subset=["skill"])
    return {
        str(who): frozenset(own) for who, own in words.groupby("employee_id")["skill"] if len(own)
    }


def staff_profiles(company: Company) -> pd.DataFrame:
    """Give everybody here with what others know, or may know, of them.

    Parameters
    ----------
    company : the checked company

    Returns
    -------
    DataFrame, one row a person here, by employee_id: employee_id, occupation_code, code_system,
    reason (why there is no code), level, region (of the consent, else of the post), skills
    (frozenset)
    """
    posts = company.positions.set_index("position_id")[["grade", "region"]]
    codes = post_occupations(company).set_index("position_id")
    people = company.staff[["employee_id", "position_id"]].sort_values("employee_id")
    frame = people.join(posts, on="position_id").join(codes, on="position_id")
    held = skills_of(company)
    region = frame["region"]
    if company.has("consents"):
        asked = company.table("consents").set_index("employee_id")["region"]
        region = frame["employee_id"].map(asked).fillna(region)
    return pd.DataFrame(
        {
            "employee_id": frame["employee_id"],
            "occupation_code": frame["occupation_code"],
            "code_system": frame["code_system"],
            "reason": frame["reason"].fillna(NO_POST),
            "level": level_of(frame["grade"], company.settings.exchange.level_grades),
            "region": region.astype("str"),
            "skills": [held.get(who, frozenset()) for who in frame["employee_id"]],
        }
    ).reset_index(drop=True)


def offered_people(company: Company, profiles: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Find who agreed, is here and has an occupation, with exact dates.

    Parameters
    ----------
    company : needs table consents
    profiles : from ``staff_profiles``

    Returns
    -------
    The rows of ``profiles`` of those who can be offered, with available_on (missing: at once) and
    ends_on (last day of the consent; of an open one the end of the time it is published for); and
    how many were left out, by reason
    """
    consents, today = company.tables["consents"], company.as_of
    runs = (
        (consents["agreed_on"] <= today)
        & ~(consents["ends_on"] < today)
        & ~(consents["withdrawn_on"] <= today)
    )
    months = company.settings.exchange.open_consent_months
    day = pd.Timedelta(days=1)
    open_until = today + day + pd.DateOffset(months=months) - day
    known = consents.assign(
        runs=runs,
        ends_on=consents["ends_on"].where(consents["ends_on"] < open_until, open_until),
        available_on=consents["available_on"].where(consents["available_on"] > today),
    )[["employee_id", "runs", "ends_on", "available_on"]]
    known = known.merge(profiles, on="employee_id", how="left")
    late = (next_start(known["available_on"]) > last_end(known["ends_on"])) | (
        last_end(known["ends_on"]) <= today
    )
    marks = [~known["runs"], known["reason"].isna(), known["reason"].fillna("") != "", late]
    own = known["reason"].fillna("").to_numpy(object)
    words = [np.array(NO_LONGER, object), np.array(NOT_HERE, object), own,
             np.array(TOO_SHORT, object)]  # fmt: skip
    reason = pd.Series(np.select(marks, words, ""), index=known.index, dtype="str")
    kept = known[reason == ""].drop(columns=["runs", "reason"]).reset_index(drop=True)
    return kept, reason[reason != ""].value_counts()
