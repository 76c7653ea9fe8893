"""The posts people held before: who came up from inside, from which grade, and when."""

from collections.abc import Iterator
from datetime import date, timedelta

from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.posts import Post

# Grades below the post of today in which somebody started; a few came from beside.
STEPS_BACK = {"0": 10, "1": 55, "2": 30, "3": 5}
LEAST_DAYS = 365


def post_history_rows(posts: list[Post], people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give the earlier posts of everybody who was here before the post of today began."""
    draw = Draw(seed, "history")
    by_grade: dict[tuple[str, int], list[Post]] = {}
    for post in posts:
        by_grade.setdefault((post.unit, post.grade), []).append(post)
    grades = sorted({post.grade for post in posts})
    for person in people:
        days = (person.position_since - person.hired_on).days
        if days <= 0:
            continue
        last = _grade(grades, person.post.grade - int(draw.weighted(STEPS_BACK)))
        starts = [(person.hired_on, last)]
        if days > 2 * LEAST_DAYS and draw.chance(0.4):
            later = person.hired_on + timedelta(days=draw.whole(LEAST_DAYS, days - LEAST_DAYS))
            starts = [(person.hired_on, _grade(grades, last - 1)), (later.replace(day=1), last)]
        for day, grade in starts:
            yield _row(draw, person, day, grade, by_grade.get((person.post.unit, grade), []))


def _grade(grades: list[int], wanted: int) -> int:
    """Give the highest grade in use up to the one wanted, or the lowest of all."""
    return max((grade for grade in grades if grade <= wanted), default=grades[0])


def _row(draw: Draw, person: Person, day: date, grade: int, near: list[Post]) -> Row:
    """Name a post of that grade in the unit where there is one; else the post is no more."""
    held = draw.pick(near).position_id if near and draw.chance(0.9) else None
    return {
        "employee_id": person.employee_id,
        "position_id": held,
        "grade": grade,
        "starts_on": day,
    }
