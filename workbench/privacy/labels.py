"""What people are grouped by in tables of reports, and what such groups are called."""

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from workbench.company import Company
from workbench.company.unit import people_of_unit
from workbench.people.history import DAYS_PER_YEAR
from workbench.people.tenure import tenure_band

NONE = "no group given"
GROUPINGS = ("unit", "job family", "grade", "tenure")
# The organisation chart: everybody in the company knows how many people work on each level.
PUBLIC = frozenset({"level"})
# Begins the name of a column that says who is in a unit or below it.
WITHIN = "within "


def staff_labels(company: Company, *, units: Iterable[str] = ()) -> pd.DataFrame:
    """Label each person of the staff with all that tables of people are grouped by.

    Parameters
    ----------
    company : the checked company
    units : units with pages of their own

    Returns
    -------
    DataFrame of text, one row a person: unit, job family, grade, tenure, level, gender, and for
    each of ``units`` a column named ``WITHIN`` and the unit: ``yes`` for people in it or below it.
    ``NONE`` stands for no group.
    """
    staff = company.staff
    posts = company.tables["positions"].set_index("position_id")
    years = (company.as_of - staff["hired_on"]).dt.days / DAYS_PER_YEAR
    held = staff["position_id"]
    labels: dict[str, pd.Series] = {
        "unit": held.map(posts["unit"]),
        "job family": held.map(posts["job_family"]),
        "grade": held.map(posts["grade"]),
        "tenure": tenure_band(years),
        "level": held.map(_levels(posts["reports_to"])),
        "gender": staff["gender"],
    }
    for unit in units:
        inside = company.employees.loc[people_of_unit(company.tables, unit), "employee_id"]
        within = staff["employee_id"].isin(inside)
        labels[f"{WITHIN}{unit}"] = within.map({True: "yes", False: "no"})
    return pd.DataFrame(
        {by: pd.Series([group_text(one) for one in group], dtype="str") for by, group in
         labels.items()}
    )  # fmt: skip


def group_text(label: Any) -> str:
    """Write the label of a group as tables do; a missing one as ``NONE``.

    Examples
    --------
    >>> group_text(7.0), group_text("Grade 7"), group_text("Lab")
    ('7', '7', 'Lab')
    """
    if pd.isna(label):
        return NONE
    text = re.sub(r"^grade (?=\d)", "", str(label).strip(), flags=re.IGNORECASE)
    return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text


def _levels(reports_to: pd.Series) -> pd.Series:
    """Count the steps from each post to the top; posts in a circle have none."""
    steps = pd.Series(float("nan"), index=reports_to.index)
    steps[reports_to.isna()] = 0.0
    for _ in range(len(steps)):
        below = reports_to.map(steps) + 1
        if steps.notna().eq(below.notna() | steps.notna()).all():
            return steps
        steps = steps.fillna(below)
    return steps
