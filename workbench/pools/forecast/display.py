"""Tables of the forecast as a reader wants them."""

import numpy as np
import pandas as pd

from workbench.pools.forecast.grades import GradeForecast
from workbench.pools.forecast.months_ahead import Shortage
from workbench.pools.forecast.vacancy import VacancyRisk
from workbench.words import percent

POOL_WORDS = {"all": "all posts", "key": "key pool", "management": "management pool"}


def grade_rows(forecast: GradeForecast, *, min_group_size: int) -> pd.DataFrame:
    """Set the people of each grade in the last year against the seats there will be.

    Parameters
    ----------
    forecast : from ``grade_forecast``
    min_group_size : grades with fewer people today are left out

    Returns
    -------
    DataFrame, one row a grade: grade (text), people (today), retiring (by the last year), on (last
        year), seats, people_p10, people_p50, people_p90, gap, gap_low, gap_high
    """
    columns = ["grade", "people", "retiring", "on", "seats", "people_p10", "people_p50",
               "people_p90", "gap", "gap_low", "gap_high"]  # fmt: skip
    if forecast.staff.empty:
        return pd.DataFrame(columns=columns)
    staff = forecast.staff
    last = staff[staff["years_ahead"] == staff["years_ahead"].max()]
    people = forecast.grades.set_index("grade")["people"]
    rows = last.assign(people=last["grade"].map(people).fillna(0).astype(int))
    shown = rows[rows["people"] >= min_group_size].reset_index(drop=True)
    return shown.assign(grade=_grade_words(shown["grade"]))[columns]


def move_rows(forecast: GradeForecast, *, min_group_size: int) -> pd.DataFrame:
    """List what a year does to each grade, and what a career in it comes to.

    Parameters
    ----------
    forecast : from ``grade_forecast``
    min_group_size : grades with fewer people today are left out

    Returns
    -------
    DataFrame with the columns of ``GradeForecast.grades``, grade as text
    """
    if forecast.grades.empty:
        return pd.DataFrame(columns=["grade"])
    grades = forecast.grades
    shown = grades[grades["people"] >= min_group_size].reset_index(drop=True)
    years = shown["years_expected"].replace(np.inf, np.nan)
    return shown.assign(grade=_grade_words(shown["grade"]), years_expected=years)


def first_table(shortage: Shortage) -> pd.DataFrame:
    """Write the first month of a shortage of each pool, with its range, as text."""
    first = shortage.first
    pools = first["pool"].map(POOL_WORDS).fillna(first["pool"])
    months = {name: _month_words(first[name]) for name in ("first_on", "earliest_on", "latest_on")}
    return first.assign(pool=pools, **months)


def seat_table(shortage: Shortage) -> pd.DataFrame:
    """List the seats that fall free on a known day with the people ready for them by then.

    Returns
    -------
    DataFrame with post (title and id), free_on, seats, state, ready, ready_at_worst, ready_at_best
    """
    posts = shortage.posts
    return pd.DataFrame(
        {
            "post": posts["title"] + " (" + posts["position_id"] + ")",
            **{name: posts[name] for name in ("free_on", "seats", "state", "ready")},
            "ready_at_worst": posts["ready_worst"],
            "ready_at_best": posts["ready_best"],
        }
    )


def risk_table(risk: VacancyRisk) -> pd.DataFrame:
    """List the posts by the chance that they fall vacant, as text with its range.

    Returns
    -------
    DataFrame with post (title and id), unit, incumbents, state, chance, range, retires_on
    """
    posts = risk.posts
    known = posts["chance"].notna()
    ranges = [
        f"{percent(low)} to {percent(high)}"
        for low, high in zip(posts["chance_low"], posts["chance_high"], strict=True)
    ]
    return pd.DataFrame(
        {
            "post": posts["title"] + " (" + posts["position_id"] + ")",
            "unit": posts["unit"],
            "incumbents": posts["incumbents"],
            "state": posts["state"],
            "chance": [percent(chance) for chance in posts["chance"]],
            "range": pd.Series(ranges, index=posts.index, dtype="str").where(known, ""),
            "retires_on": posts["retires_on"],
        }
    )


def _grade_words(grades: pd.Series) -> pd.Series:
    return pd.Series([f"grade {grade:.0f}" for grade in grades], index=grades.index, dtype="str")


def _month_words(days: pd.Series) -> pd.Series:
    words = ["none in sight" if pd.isna(day) else f"{day:%B %Y}" for day in days]
    return pd.Series(words, index=days.index, dtype="str")
