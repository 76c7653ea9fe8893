"""Figures about people with their dates: pay of each year, and a score that is taken on leaving."""

from collections.abc import Iterator
from datetime import date

from workbench.sample.calendar import AS_OF, years_between
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person

YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
RISE_PER_YEAR = 0.025
EXIT_SCORE = "exit_interview_score"


def figure_rows(people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give pay from the first day and from each first of January, and the scores of exits."""
    draw = Draw(seed, "figures")
    for person in people:
        until = person.left_on or AS_OF
        days = [max(person.hired_on, date(YEARS[0], 1, 1))]
        days += [date(year, 1, 1) for year in YEARS if days[0] < date(year, 1, 1) <= until]
        for day in days:
            # Prices of the pay bands are those of the report date.
            factor = (1 + RISE_PER_YEAR) ** -years_between(day, AS_OF)
            pay = person.pay * factor * draw.bell(1.0, 0.01)
            yield _row(person, "pay_per_year", day, round(pay, -2))
        score = draw.whole(1, 5)
        if person.leave_reason == "resigned" and draw.chance(0.7):
            yield _row(person, EXIT_SCORE, until, score)


def _row(person: Person, figure: str, day: date, value: float) -> Row:
    return {
        "employee_id": person.employee_id,
        "figure": figure,
        "recorded_on": day,
        "value": value,
    }
