"""One person: dates that fit each other, a degree, a pay, and what the tables do not show."""

from dataclasses import dataclass, replace
from datetime import date

from workbench.sample.calendar import AS_OF, month_start_before, years_before, years_between
from workbench.sample.draw import Draw
from workbench.sample.names import person_name
from workbench.sample.planted import Life
from workbench.sample.posts import Post
from workbench.schema.organisation import DEGREES

ENTRY_AGE = dict(zip(DEGREES, (17, 18, 20, 23, 25, 29), strict=True))
# Middle of the pay band by grade, currency per year.
PAY_BY_GRADE = (
    24_000, 26_500, 29_000, 32_000, 35_500, 40_000, 45_500, 52_500,
    61_000, 70_500, 82_000, 97_000, 114_000, 141_000, 176_000, 255_000,
)  # fmt: skip
PAY_BY_REGION = {"North": 1.0, "East": 0.92, "South": 1.04, "West": 1.03}
# Most years after the degree that were spent on something else.
LOST_YEARS = 2.0
BAND = (0.84, 1.18)
RIVAL_SHARE = {
    "Powder and digital": 0.65,
    "Process engineering": 0.5,
    "Research and development": 0.45,
    "Sales": 0.45,
    "Regulatory": 0.3,
}


@dataclass(frozen=True)
class Person:
    """A person before becoming a row; ``ability`` and ``drive`` are hidden, middle 0, spread 1."""

    employee_id: str
    name: str
    post: Post
    fte: float
    hired_on: date
    position_since: date
    born_on: date
    pay: float
    degree: str
    experience_years: float
    status: str
    gender: str
    audit_group: str
    ability: float
    drive: float
    left_on: date | None = None
    leave_reason: str | None = None
    destination: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether the person has not left."""
        return self.left_on is None


def band_middle(post: Post) -> float:
    """Give the middle of the pay band of a post, currency per year."""
    return PAY_BY_GRADE[post.grade] * PAY_BY_REGION[post.region]


def incumbent(draw: Draw, post: Post, person_id: str, since: date | None) -> Person:
    """Give a person who is here; ``since`` is None when the start in the post is free."""
    if since is None:
        since = month_start_before(AS_OF, _years_in_post(draw))
    oldest = 60.0 if post.is_core else 65.8
    return _person(draw, post, person_id, since, AS_OF, oldest=oldest)


def leaver(
    draw: Draw, post: Post, person_id: str, left_on: date, *, to_rival: bool = False
) -> Person:
    """Give a person who left the post, and the company, on a day."""
    retires = draw.chance(0.16) and not to_rival
    since = month_start_before(left_on, _years_of_leaver(draw))
    person = _person(draw, post, person_id, since, left_on, oldest=60.0)
    if retires:
        born = years_before(left_on, draw.between(63.2, 66.0))
        experience = round(years_between(born, left_on) - ENTRY_AGE[person.degree] - 1, 1)
        person = replace(person, born_on=born, experience_years=experience)
    reason = "retired" if retires else draw.weighted({"resigned": 8, "dismissed": 1, "other": 1})
    destination = _destination(draw, post, reason)
    if to_rival:
        reason, destination = "resigned", "competitor"
    return replace(
        person, status="left", left_on=left_on, leave_reason=reason, destination=destination
    )


def with_life(person: Person, life: Life) -> Person:
    """Give a planted person the dates and the pay that were planted."""
    experience = years_between(life.hired, AS_OF) + 2
    return replace(
        person, born_on=life.born, hired_on=life.hired, position_since=life.since,
        pay=round(life.pay_factor * band_middle(person.post), -2), fte=1.0,
        experience_years=round(experience, 1), ability=max(person.ability, 0.6),
    )  # fmt: skip


def _person(
    draw: Draw, post: Post, person_id: str, since: date, until: date, *, oldest: float
) -> Person:
    degree = _degree(draw, post)
    came_inside = post.grade >= 5 and draw.chance(0.5)
    hired = month_start_before(since, draw.between(1, 11)) if came_inside else since
    youngest = ENTRY_AGE[degree] + years_between(hired, until) + 0.3
    age = draw.bell(39.5 + 1.3 * max(0, post.grade - 4), 11.0)
    practised = ENTRY_AGE[degree] + post.required_years + LOST_YEARS
    age = max(youngest, practised, min(age, oldest))
    ability = draw.bell(0, 1)
    return Person(
        person_id, person_name(draw), post, 1.0, hired, since, years_before(until, age),
        _pay(draw, post, ability), degree, _experience(draw, age - ENTRY_AGE[degree]),
        "active", draw.weighted({"f": 38, "m": 62}), draw.weighted({"A": 81, "B": 19}),
        ability, draw.bell(0, 1),
    )  # fmt: skip


def _years_in_post(draw: Draw) -> float:
    """Most seats that nobody left were filled before the years shown; a few are new."""
    if draw.chance(0.15):
        return draw.between(0.3, 4)
    return 4 + 15 * draw.share() * draw.share()


def _years_of_leaver(draw: Draw) -> float:
    """Most leave within a few years in the post, some after many."""
    one, other = draw.share(), draw.share()
    return 5 + 15 * one if other > 0.86 else 0.3 + 7 * one * other


def _degree(draw: Draw, post: Post) -> str:
    """Mostly what the post asks for, sometimes one step more, seldom one step less."""
    kind = draw.share()
    step = 1 if kind < 0.15 else -1 if kind < 0.19 and not post.is_core else 0
    return DEGREES[min(len(DEGREES) - 1, max(0, DEGREES.index(post.degree) + step))]


def _pay(draw: Draw, post: Post, ability: float) -> float:
    factor = draw.bell(1.0, 0.06) + 0.02 * ability
    return round(band_middle(post) * min(max(factor, BAND[0]), BAND[1]), -2)


def _experience(draw: Draw, years: float) -> float:
    return round(max(0.0, years - draw.between(0, LOST_YEARS)), 1)


def _destination(draw: Draw, post: Post, reason: str) -> str:
    if reason != "resigned":
        return "none"
    return "competitor" if draw.chance(RIVAL_SHARE.get(post.family, 0.12)) else "elsewhere"
