"""What was known of people before their ratings were complete: levels and traits."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.levels import competency_names
from workbench.words import heading

COLUMNS = ("kind", "factor_id", "employee_id", "value", "dated", "during")


@dataclass(frozen=True)
class Records:
    """Values that may explain a rating, and what was left out since it may not.

    Attributes
    ----------
    rows : one row a person and characteristic: kind (competency or trait), factor_id, employee_id,
        value, dated, during (dated within the years rated)
    late, undated, rating_itself : values left out: dated after ``by``; assessments without a date;
        from a source that is the rating itself
    """

    rows: pd.DataFrame
    late: int
    undated: int
    rating_itself: int


def known_by(
    company: Company, people: pd.Series, *, first_day: pd.Timestamp, by: pd.Timestamp
) -> Records:
    """Collect the latest value of each person and characteristic that no rating can have coloured.

    Parameters
    ----------
    company : assessments and employee_traits, as far as given; ``pools.rating_sources`` names the
        sources of assessments that are the rating itself
    people : employee_id of those to look at
    first_day : of the years rated
    by : last day that counts; a later value may know the rating

    Returns
    -------
    Records. An assessment without a date is left out, as its level may be of any day. A trait has
    one row a person: it is kept without a date and marked. No attribute of the fairness check is
    read.
    """
    parts = [pd.DataFrame(columns=list(COLUMNS))]
    late = undated = itself = 0
    if company.has("assessments"):
        seen = company.table("assessments")
        seen = seen[seen["employee_id"].isin(people)]
        sources = {source.casefold() for source in company.settings.pools.rating_sources}
        is_rating = seen["source"].str.strip().str.casefold().isin(sources)
        itself, seen = int(is_rating.sum()), seen[~is_rating]
        undated = int(seen["assessed_on"].isna().sum())
        late = int((seen["assessed_on"] > by).sum())
        early = seen[seen["assessed_on"] <= by].sort_values("assessed_on", kind="stable")
        latest = early.drop_duplicates(["employee_id", "competency_id"], keep="last")
        latest = latest.rename(columns={"competency_id": "factor_id", "level": "value"})
        parts.append(latest.assign(kind="competency"))
    if company.has("employee_traits"):
        traits = company.table("employee_traits")
        traits = traits[traits["employee_id"].isin(people)].rename(columns={"trait": "factor_id"})
        too_late = traits["assessed_on"] > by
        late += int(too_late.sum())
        parts.append(traits[~too_late].assign(kind="trait"))
    parts = [
        part.assign(
            dated=part["assessed_on"].notna(), during=part["assessed_on"].ge(first_day)
        )[list(COLUMNS)]
        for part in parts[1:]
    ] or parts  # fmt: skip
    rows = pd.concat(parts, ignore_index=True).dropna(subset=["value"])
    return Records(rows.reset_index(drop=True), late, undated, itself)


def factor_words(company: Company, factors: pd.DataFrame) -> pd.DataFrame:
    """Name characteristics: factor (in words) and element (of the competency; "trait").

    Parameters
    ----------
    company : table competencies, as far as given
    factors : kind and factor_id

    Returns
    -------
    DataFrame, same index: factor, element (empty where unknown)
    """
    is_trait = factors["kind"] == "trait"
    names = competency_names(company, factors["factor_id"])
    element = pd.Series("", index=factors.index)
    if company.has("competencies"):
        table = company.table("competencies").set_index("competency_id")
        element = factors["factor_id"].map(table["element"]).fillna("")
    return pd.DataFrame(
        {
            "factor": np.where(is_trait, factors["factor_id"].map(heading), names),
            "element": element.where(~is_trait, "trait"),
        },
        index=factors.index,
    )
