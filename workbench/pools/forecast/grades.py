"""Staff by grade in the next years against the seats there will be, with bands."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company, is_needed
from workbench.people.retirement import retirement_dates
from workbench.pools.forecast.estimate import (
    MarkovTest,
    Moves,
    pooled_classes,
    shrunk_moves,
    time_in_state_test,
)
from workbench.pools.forecast.markov import expected_years, promotion_odds
from workbench.pools.forecast.person_years import PersonYears, long_in_grade, person_years
from workbench.pools.forecast.simulate import Courses, simulate_staff
from workbench.pools.forecast.spells import grade_spells

YEARS_AHEAD = 5
RUNS = 2000
SURE_P = 0.05
_NO_MOVES = "moves between grades are not known: needs table post_history (employee_id, starts_on)"


@dataclass(frozen=True)
class GradeForecast:
    """Staff of each grade in the next years.

    Parameters
    ----------
    staff : one row a grade and year: grade, years_ahead, on (date), seats (of posts needed on that
        day), people_p10, people_p50, people_p90, retiring (known, up to that day), gap (seats less
        people_p50), gap_low, gap_high (seats less people_p90 and people_p10)
    grades : one row a grade: grade, people, person_years, stay_share, up_share, down_share,
        leave_share (per year), years_expected (that who is in the grade today will still spend in
        the company), promotion_share (chance ever to move up; both but for retirement),
        hired_per_year (in the past), source (own years and all grades, or all grades); the shares
        of moves and the chance are missing where moves are not known
    flows : one row a year: years_ahead, on, opening, hired, retired, left, closing (means of all
        courses; opening + hired - retired - left = closing), moved_up
    test : does time in the grade matter?
    hires : whether people are hired as in the past
    lacks : sentence about what would be needed for moves between grades; empty where known
    notes : what was left out or assumed, in sentences
    """

    staff: pd.DataFrame
    grades: pd.DataFrame
    flows: pd.DataFrame
    test: MarkovTest
    hires: bool
    lacks: str
    notes: tuple[str, ...]


def grade_forecast(
    company: Company,
    *,
    years: int = YEARS_AHEAD,
    hire: bool = False,
    runs: int = RUNS,
    seed: int | None = None,
) -> GradeForecast:
    """Carry the people of each grade forward as in the years of the history.

    Parameters
    ----------
    company : employees, positions with grade; post_history for moves between grades
    years : years ahead, >= 1
    hire : whether people are hired as in the past; else the staff of today goes on alone, and the
        gap says how many are to be found
    runs : courses simulated
    seed : of the random numbers; None takes ``settings.positions.seed``

    Returns
    -------
    GradeForecast. Retirements happen on their dates; all other leaving and moves (and hires) as in
    the past, with an 80 % band. Where the test says that time in the grade matters, people new in a
    grade and long in it are carried forward apart. Without post_history nobody moves between
    grades, and ``lacks`` says so. Without any known year or any leaver the forecast is empty.
    """
    history = person_years(company)
    if not history.counts.sum() or not company.employees["left_on"].le(company.as_of).any():
        return _nothing(_need(history))
    by_class, unknown = _people_today(company, history.grades, years)
    today, moves = by_class.sum(axis=0), shrunk_moves(history.counts)
    test = time_in_state_test(history.by_time)
    courses = _courses(
        history, by_class, split=test.p_value < SURE_P, hire=hire, runs=runs,
        seed=company.settings.positions.seed if seed is None else seed,
    )  # fmt: skip
    return GradeForecast(
        _staff_table(company, history.grades, today, courses),
        _grade_table(history, moves, today),
        _flow_table(company, courses),
        test,
        hire,
        "" if history.moves_known else f"not assessed: {_NO_MOVES}",
        _notes(history, unknown),
    )


def _courses(
    history: PersonYears,
    by_class: NDArray[np.int64],
    *,
    split: bool,
    hire: bool,
    runs: int,
    seed: int,
) -> Courses:
    """Simulate by grade, or by grade and time in it where that matters; courses are by grade."""
    size, hire_years = len(history.grades), history.years if hire else 0
    if not split:
        weight = shrunk_moves(history.counts).weight
        return simulate_staff(
            by_class.sum(axis=0), weight, history.hires, hire_years=hire_years, runs=runs, seed=seed
        )
    moves = shrunk_moves(history.by_class, pooled=pooled_classes(history.by_class))
    hired = np.concatenate([history.hires, np.zeros(size)])
    courses = simulate_staff(
        by_class.reshape(2 * size, -1), moves.weight, hired, hire_years=hire_years, runs=runs,
        seed=seed, grade=np.tile(np.arange(size), 2),
    )  # fmt: skip
    staff, retired, left, joined = (
        part.reshape(*part.shape[:2], 2, size).sum(axis=2)
        for part in (courses.staff, courses.retired, courses.left, courses.hired)
    )
    return Courses(staff, retired, left, joined, courses.moved_up)


def _nothing(lacks: str) -> GradeForecast:
    return GradeForecast(
        pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), time_in_state_test(np.zeros((2, 0, 1))),
        False, lacks, (),
    )  # fmt: skip


def _need(history: PersonYears) -> str:
    what = "a grade and a first day of the people here" if not history.counts.sum() else "leavers"
    return (
        f"not assessed: the forecast by grade needs {what} within the {history.years} years before "
        "the report date (positions.grade, employees.hired_on, position_since, left_on)"
    )


def _people_today(
    company: Company, grades: NDArray[np.float64], years: int
) -> tuple[NDArray[np.int64], int]:
    """People by time in the grade, grade and year of retirement; the rest are counted."""
    grade_of = company.positions.set_index("position_id")["grade"]
    staff = company.staff.assign(grade=company.staff["position_id"].map(grade_of))
    known = staff[staff["grade"].notna()]
    retires = retirement_dates(known["born_on"], age_years=company.settings.retirement_age_years)
    ends = [company.as_of + pd.DateOffset(years=year) for year in range(1, years + 1)]
    # Who retires on an unknown day compares as later than every date.
    column = np.sum([~(retires <= end) for end in ends], axis=0)
    ids = pd.Index(known["employee_id"])
    long = long_in_grade(grade_spells(company), company.as_of, ids).to_numpy(int)
    table = np.zeros((2, len(grades), years + 1), dtype=np.int64)
    np.add.at(table, (long, np.searchsorted(grades, known["grade"]), column), 1)
    return table, len(staff) - len(known)


def _staff_table(
    company: Company, grades: NDArray[np.float64], today: NDArray[np.int64], courses: Courses
) -> pd.DataFrame:
    low, middle, high = np.quantile(courses.staff, [0.1, 0.5, 0.9], axis=0)
    posts, frames = company.positions, []
    retiring = np.cumsum(today[:, :-1], axis=1)
    for year in range(len(middle)):
        day = company.as_of + pd.DateOffset(years=year)
        needed = posts[is_needed(posts, day)].groupby("grade")["seats"].sum()
        frames.append(
            pd.DataFrame(
                {
                    "grade": grades,
                    "years_ahead": year,
                    "on": day,
                    "seats": needed.reindex(grades, fill_value=0.0).to_numpy(),
                    "people_p10": low[year],
                    "people_p50": middle[year],
                    "people_p90": high[year],
                    "retiring": retiring[:, year - 1] if year else 0,
                }
            )
        )
    table = pd.concat(frames, ignore_index=True).sort_values(
        ["grade", "years_ahead"], ignore_index=True
    )
    used = table.groupby("grade")[["seats", "people_p90"]].transform("max").sum(axis=1) > 0
    gaps = {"gap": "people_p50", "gap_low": "people_p90", "gap_high": "people_p10"}
    table = table.assign(**{name: table["seats"] - table[own] for name, own in gaps.items()})
    return table[used].reset_index(drop=True)


def _grade_table(history: PersonYears, moves: Moves, today: NDArray[np.int64]) -> pd.DataFrame:
    size = len(history.grades)
    inner = moves.shares[:, :size]
    table = pd.DataFrame(
        {
            "grade": history.grades,
            "people": today.sum(axis=1),
            "person_years": history.counts.sum(axis=1),
            "stay_share": np.diag(inner),
            "up_share": np.triu(inner, 1).sum(axis=1),
            "down_share": np.tril(inner, -1).sum(axis=1),
            "leave_share": moves.shares[:, size],
            "years_expected": expected_years(inner).sum(axis=1),
            "promotion_share": promotion_odds(inner),
            "hired_per_year": history.hires / history.years,
            "source": np.where(moves.own, "own years and all grades", "all grades"),
        }
    )
    if not history.moves_known:
        table[["stay_share", "up_share", "down_share", "promotion_share"]] = np.nan
    return table[table["people"] > 0].reset_index(drop=True)


def _flow_table(company: Company, courses: Courses) -> pd.DataFrame:
    staff = courses.staff.sum(axis=2).mean(axis=0)
    years = np.arange(1, len(staff))
    return pd.DataFrame(
        {
            "years_ahead": years,
            "on": [company.as_of + pd.DateOffset(years=int(year)) for year in years],
            "opening": staff[:-1],
            **{
                name: getattr(courses, name).sum(axis=2).mean(axis=0)
                for name in ("hired", "retired", "left")
            },
            "closing": staff[1:],
            "moved_up": courses.moved_up.mean(axis=0),
        }
    )


def _notes(history: PersonYears, unknown: int) -> tuple[str, ...]:
    notes = []
    if history.unknown:
        total = history.unknown + int(history.counts.sum())
        notes.append(
            f"Left out of the moves of a year, as the grade at its beginning or end is not known: "
            f"{history.unknown:,} of {total:,} person-years."
        )
    if unknown:
        notes.append(f"In no post with a grade, and so in no forecast: {unknown:,} of the staff.")
    return tuple(notes)
