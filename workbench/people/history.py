"""Who was here and who left inside the window of history: the ground of every rate of leaving."""

import pandas as pd

from workbench.company import Company
from workbench.company.headcount import DAYS_PER_YEAR as DAYS_PER_YEAR
from workbench.company.once import once
from workbench.words import count

EVERYBODY = "everybody"


@once
def departures(company: Company) -> pd.DataFrame:
    """Lay out who was here and who left inside the window of history.

    Parameters
    ----------
    company : needs employees; hired_on, left_on and leave_reason sharpen it

    Returns
    -------
    One row a person: job_family ("everybody" where unknown), person_years (> 0), since_unknown
    (bool, no first day), left (bool, inside the window), separated (bool, left other than by
    retirement), resigned, reason_unknown, destination (only of those who resigned)

    Notes
    -----
    Without a first day a person counts as here since the window began: the time is at most too
    long and a rate at most too low. Whoever has left on an unknown day is in no row, as neither
    the time nor the year of leaving is known. A leaver without a reason counts as resigned.
    """
    end, start = company.as_of, _opening(company)
    people = company.employees[~_left_some_day(company)]
    until = people["left_on"].where(people["left_on"] < end, end)
    since = people["hired_on"].where(people["hired_on"] > start, start)
    left = people["left_on"].between(start, end)
    reason = people["leave_reason"].fillna("resigned")
    family = company.tables["positions"].set_index("position_id")["job_family"]
    history = pd.DataFrame(
        {
            "job_family": people["position_id"].map(family).fillna(EVERYBODY),
            "person_years": (until - since).dt.days / DAYS_PER_YEAR,
            "since_unknown": people["hired_on"].isna(),
            "left": left,
            "separated": left & (reason != "retired"),
            "resigned": left & (reason == "resigned"),
            "reason_unknown": left & people["leave_reason"].isna(),
            "destination": people["destination"].where(left & (reason == "resigned")),
        }
    )
    return history[history["person_years"] > 0]


def people_of_window(company: Company) -> pd.DataFrame:
    """Rows of employees who were here at some time inside the window of history.

    Whoever has left on an unknown day is in no row.
    """
    people = company.employees[~_left_some_day(company)]
    here = (people["hired_on"] <= company.as_of) | people["hired_on"].isna()
    return people[here & ~(people["left_on"] < _opening(company))]


def separation_rate_per_year(company: Company) -> float:
    """Pooled rate of leaving other than by retirement, over the window of history.

    Parameters
    ----------
    company : employees with hired_on, left_on and leave_reason

    Returns
    -------
    float, leavers per person-year, >= 0; NaN where nobody left on a known day within the window,
    which in an export of present staff says nothing about leaving
    """
    history = departures(company)
    if not history["left"].any():
        return float("nan")
    return float(history["separated"].sum() / history["person_years"].sum())


def history_notes(company: Company) -> tuple[str, ...]:
    """Say how many people the rates of leaving leave out, and how many they take as long here."""
    undated = int(_left_some_day(company).sum())
    unknown = int(departures(company)["since_unknown"].sum())
    notes = []
    if undated:
        notes.append(
            "Left out of the rates of leaving, as the day is not known: "
            f"{count(undated, 'person', 'people')} with status left and no last day that has "
            "passed."
        )
    if unknown:
        notes.append(
            f"Counted as here since {_opening(company):%Y-%m-%d}, so that the rates of leaving may "
            f"be too low: {count(unknown, 'person', 'people')} without a first day."
        )
    return tuple(notes)


def _opening(company: Company) -> pd.Timestamp:
    return company.as_of - pd.DateOffset(years=company.settings.drain.history_years)


def _left_some_day(company: Company) -> pd.Series:
    """People with status left of whom no last day up to the report date is known."""
    people = company.employees
    return (people["status"] == "left") & ~(people["left_on"] <= company.as_of)
