"""Person-years between two report days: where people of each grade were a year later."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.pools.forecast.spells import Spells, grade_spells, grades_on, time_in_grade_years

Floats = NDArray[np.float64]
LONG_YEARS = 2.0


@dataclass(frozen=True)
class PersonYears:
    """What S grades did in the years of the history.

    Parameters
    ----------
    grades : array (S,), in rising order
    counts : array (S, S + 1), person-years by grade at the beginning (row) and at the end
        (column); the last column has left other than by retirement
    by_time : array (2, S, S + 1), the same for people under two years in the grade, and for others
    by_class : array (2 S, 2 S + 1), the same with the grade and the time in it at both ends: first
        the S grades of people under two years in theirs, then the S grades of the others, then left
    hires : array (S,), people hired into each grade in these years
    years : number of years counted
    retired : person-years left out, as they ended in retirement
    unknown : person-years left out, as the grade at the beginning or the end is not known
    moves_known : whether moves between grades can be seen at all
    """

    grades: Floats
    counts: Floats
    by_time: Floats
    by_class: Floats
    hires: Floats
    years: int
    retired: int
    unknown: int
    moves_known: bool


def person_years(company: Company) -> PersonYears:
    """Count moves between grades from year to year up to the report date.

    Parameters
    ----------
    company : employees; post_history where it is there; ``settings.drain.history_years``

    Returns
    -------
    PersonYears. Every person here on a day of the year counts once, with the grade of that day and
    of the day one year later, so two moves within a year count as one. Who retired within the year
    is left out: that day was known.
    """
    spells = grade_spells(company)
    grades = _grades(company, spells)
    size, years = len(grades), company.settings.drain.history_years
    by_class = np.zeros((2 * size, 2 * size + 1))
    hires, retired, unknown = np.zeros(size), 0, 0
    for back in range(years, 0, -1):
        start = company.as_of - pd.DateOffset(years=back)
        end = company.as_of - pd.DateOffset(years=back - 1)
        rows = _year(company, spells, start, end)
        retired += int(rows["retired"].sum())
        rows = rows[~rows["retired"]]
        known = rows["before"].notna() & (rows["after"].notna() | rows["left"])
        unknown += int((~known).sum())
        rows = rows[known]
        before = np.searchsorted(grades, rows["before"]) + size * rows["long"].to_numpy(int)
        after = np.searchsorted(grades, rows["after"].fillna(0))
        after = np.where(rows["left"], 2 * size, after + size * rows["long_after"].to_numpy(int))
        np.add.at(by_class, (before, after), 1.0)
        hires += _hires(company, spells, grades, start, end)
    stays = by_class[:, :-1].reshape(2, size, 2, size).sum(axis=2)
    by_time = np.concatenate([stays, by_class[:, -1].reshape(2, size, 1)], axis=2)
    return PersonYears(
        grades, by_time.sum(axis=0), by_time, by_class, hires, years, retired, unknown,
        spells.moves_known,
    )  # fmt: skip


def long_in_grade(spells: Spells, day: pd.Timestamp, employee_ids: pd.Index) -> pd.Series:
    """Whether people have been in their grade for two years or more; unknown counts as long."""
    return ~(time_in_grade_years(spells, day).reindex(employee_ids) < LONG_YEARS)


def _grades(company: Company, spells: Spells) -> Floats:
    """Grades of posts in use and of anybody in the history."""
    seen = pd.concat([company.positions["grade"], spells.table["grade"]]).dropna()
    return np.asarray(np.sort(seen.unique()), dtype=np.float64)


def _year(company: Company, spells: Spells, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """One row a person here at the start: before, after, left, retired, long, long_after."""
    people = company.employees.set_index("employee_id")
    here = people[~(people["hired_on"] > start) & ~(people["left_on"] < start)]
    here = here[~((here["status"] == "left") & here["left_on"].isna())]
    gone = here["left_on"] < end
    retired = gone & (here["leave_reason"] == "retired")
    return pd.DataFrame(
        {
            "before": grades_on(spells, start).reindex(here.index),
            "after": grades_on(spells, end).reindex(here.index),
            "left": gone & ~retired,
            "retired": retired,
            "long": long_in_grade(spells, start, here.index),
            "long_after": long_in_grade(spells, end, here.index),
        }
    )


def _hires(
    company: Company, spells: Spells, grades: Floats, start: pd.Timestamp, end: pd.Timestamp
) -> Floats:
    """People hired within the year, by the grade they were hired into; unknown grades left out."""
    people = company.employees
    joined = people[(people["hired_on"] > start) & (people["hired_on"] <= end)]
    first = spells.table.drop_duplicates("employee_id").set_index("employee_id")
    first = first.reindex(joined["employee_id"])
    at_once = first["starts_on"].to_numpy() == joined["hired_on"].to_numpy()
    grade = first["grade"][at_once].dropna()
    return np.bincount(np.searchsorted(grades, grade), minlength=len(grades)).astype(np.float64)
