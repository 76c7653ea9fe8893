"""Qualifications, traits, courses and aspirations: what else decides on a fit."""

from collections.abc import Iterator
from datetime import date

from workbench.sample import planted
from workbench.sample.calendar import AS_OF
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.posts import Post
from workbench.sample.skills import FAMILY_SKILLS, LOWEST_GRADE, needed_levels
from workbench.schema.talent import TRAITS

# Family: qualification and the lowest grade that needs it.
FAMILY_QUALIFICATIONS = {
    "Production": ("Explosion protection", 5),
    "Maintenance": ("Explosion protection", 5),
    "Process engineering": ("Explosion protection", 8),
    "Logistics": ("Dangerous goods", 5),
    "Quality": ("Quality auditor", 7),
    "Regulatory": ("Chemical safety assessor", 7),
    "Sales": ("Driving licence", 6),
}
HEAD_QUALIFICATIONS = ("Explosion protection", "Major-accident officer")
COURSES = (
    ("Leading teams", "C01", 1.0, 40, 2400, 12),
    ("Leading leaders", "C01", 1.5, 80, 6900, 6),
    ("Strategy in practice", "C02", 1.0, 32, 3100, 8),
    ("Process control in practice", "C03", 1.0, 40, 1800, 12),
    ("Statistical process control", "C03", 0.5, 16, 700, 20),
    ("Formulation workshop", "C04", 1.0, 48, 2600, 8),
    ("Negotiation", "C05", 1.0, 24, 1900, 12),
    ("Quality methods", "C06", 1.0, 32, 1500, 16),
    ("Finance for decision makers", "C07", 1.0, 24, 1600, 14),
    ("Supply planning", "C08", 1.0, 24, 1400, 12),
    ("Working with data", "C09", 1.0, 30, 1200, 20),
    ("Project management", "C10", 1.0, 24, 1300, 18),
    ("Working under pressure", "C11", 0.5, 12, 600, 20),
    ("Change", "C12", 0.5, 12, 650, 20),
    ("Coatings markets", "C14", 1.0, 16, 900, 20),
    ("Environmental law", "C15", 1.0, 24, 1100, 16),
    ("Maintenance engineering", "C17", 1.0, 40, 2100, 10),
    ("Systems engineering", "C18", 1.0, 40, 2500, 10),
    ("Dispersion technology", "C22", 1.0, 60, 4200, 3),
    ("Powder extrusion", "C23", 1.0, 60, 4800, 3),
    ("Registration dossiers", "C26", 1.0, 40, 3600, 4),
    ("Control programming", "C27", 1.0, 80, 5200, 4),
)  # fmt: skip

# Course that is taken after another.
COURSES_AFTER = {
    "Statistical process control": "Process control in practice",
    "Change": "Project management",
}


def required_qualifications(post: Post) -> tuple[str, ...]:
    """Give what a post cannot do without."""
    if post.position_id == planted.RETIRING_HEAD_POST:
        return HEAD_QUALIFICATIONS
    name, lowest = FAMILY_QUALIFICATIONS.get(post.family, ("", 99))
    return (name,) if post.grade >= lowest else ()


def required_qualification_rows(posts: list[Post]) -> Iterator[Row]:
    """Give a row for every qualification a post needs."""
    for post in posts:
        for name in required_qualifications(post):
            yield {"position_id": post.position_id, "qualification": name}


def held_qualification_rows(people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give what people here hold: nearly always what their post needs, a few have let it lapse."""
    draw = Draw(seed, "qualifications")
    for person in people:
        for name in required_qualifications(person.post) if person.is_here else ():
            steady = person.employee_id == planted.RETIRING_HEAD or name == "Driving licence"
            valid_to = None if steady else _valid_to(draw)
            yield _held(person.employee_id, name, valid_to)
    yield _held(planted.STALE_NOMINEES[0], HEAD_QUALIFICATIONS[1], date(2024, 12, 31))


def _held(person_id: str, name: str, valid_to: date | None) -> Row:
    return {"employee_id": person_id, "qualification": name, "valid_to": valid_to}


def _valid_to(draw: Draw) -> date:
    if draw.chance(0.04):
        return draw.day(date(2024, 7, 1), date(2026, 5, 31))
    return draw.day(date(2026, 8, 1), date(2031, 6, 30))


def position_trait_rows(posts: list[Post], *, seed: int) -> Iterator[Row]:
    """Give the traits that suit every post that needs competencies."""
    draw = Draw(seed, "position traits")
    for post in posts:
        for trait in TRAITS if needed_levels(post) else ():
            lift = 0.15 if post.role == "m" and trait in ("motivation", "personality") else 0.0
            value = round(min(1.0, max(0.0, draw.bell(0.55 + lift, 0.12))), 2)
            yield {"position_id": post.position_id, "trait": trait, "value": value}


def employee_trait_rows(people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give the traits of everybody here from grade 6 up, all seen on one day."""
    draw, days = Draw(seed, "employee traits"), Draw(seed, "days of traits")
    for person in people:
        day = max(days.day(date(2023, 1, 1), date(2024, 6, 30)), person.hired_on)
        for trait in TRAITS if person.is_here and person.post.grade >= LOWEST_GRADE else ():
            value = round(min(1.0, max(0.0, draw.bell(0.57 + 0.04 * person.drive, 0.16))), 2)
            yield {
                "employee_id": person.employee_id,
                "trait": trait,
                "value": value,
                "assessed_on": day,
            }


def course_rows() -> Iterator[Row]:
    """Give the catalogue of courses."""
    ids = {course[0]: f"K{number:02d}" for number, course in enumerate(COURSES, start=1)}
    for title, competency, gain, hours, cost, seats in COURSES:
        after = COURSES_AFTER.get(title, "")
        yield {
            "course_id": ids[title],
            "title": title,
            "competency_id": competency,
            "gain": gain,
            "hours": hours,
            "cost": cost,
            "seats": seats,
            "requires_course_id": ids.get(after),
        }


def aspiration_rows(posts: list[Post], people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give where people want to go: the post above them, or a family of work."""
    draw = Draw(seed, "aspirations")
    ids = {post.key: post.position_id for post in posts}
    families = sorted(FAMILY_SKILLS)
    for person in people:
        long_enough = (AS_OF - person.position_since).days > 365
        if not person.is_here or person.post.grade < LOWEST_GRADE or not long_enough:
            continue
        kind = draw.share()
        if kind < 0.25 and person.post.boss:
            yield {"employee_id": person.employee_id, "position_id": ids[person.post.boss]}
        elif kind < 0.5:
            family = person.post.family if draw.chance(0.7) else draw.pick(families)
            yield {"employee_id": person.employee_id, "job_family": family}
