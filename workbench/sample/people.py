"""The people of a sample company: every seat has a history of up to two holders."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from workbench.sample import lives
from workbench.sample.calendar import (
    AS_OF,
    FIRST_MONTH,
    LAST_MONTH,
    month_end,
    month_of,
    month_start,
)
from workbench.sample.draw import Draw
from workbench.sample.planted import (
    FIVE_NAMES,
    LIFT_OUT_DEPARTURES,
    LIVES,
    LONG_VACANCY_LEFT_ON,
    STEADY_PEOPLE,
    STEADY_SEATS,
    employee_id,
)
from workbench.sample.posts import Post

OFFICE_FAMILIES = ("Finance", "Human resources", "Customer service", "Logistics")
HAZARD_PER_YEAR = {
    "Powder and digital": 0.17,
    "Process engineering": 0.17,
    "Information technology": 0.13,
    "Logistics": 0.11,
    "Sales": 0.09,
    "Customer service": 0.09,
    "Quality": 0.05,
    "Management": 0.04,
    "Regulatory": 0.05,
}
OTHER_HAZARD_PER_YEAR = 0.07


@dataclass(frozen=True)
class Seat:
    """A seat, the month its last holder left (None: nobody left) and when the next one began."""

    post: Post
    left_on: date | None
    next_since: date | None
    is_open: bool
    to_rival: bool = False


def make_people(posts: list[Post], *, seed: int) -> list[lives.Person]:
    """Give the people of every post: those who are here, in the order of the posts, then leavers.

    The order fixes the ids; the first ids belong to the core posts.
    """
    draw = Draw(seed, "people")
    seats = [seat for post in posts for seat in _seats(draw, post)]
    number = 0
    here: list[lives.Person] = []
    for seat in seats:
        for fte in () if seat.is_open else _ftes(draw, seat):
            number += 1
            here.append(_incumbent(draw, seat, employee_id(number), fte))
    gone = [
        lives.leaver(
            draw, seat.post, employee_id(number + extra), seat.left_on, to_rival=seat.to_rival
        )
        for extra, seat in enumerate((s for s in seats if s.left_on is not None), start=1)
        if seat.left_on is not None
    ]
    return [*here, *gone]


def _seats(draw: Draw, post: Post) -> Iterator[Seat]:
    planted = dict(LIFT_OUT_DEPARTURES.get(post.key, ()))
    for number in range(0 if post.is_planned else post.seats):
        if post.role == "v":
            yield Seat(post, _vacated_on(draw, post), None, True)
        elif number in planted:
            started = month_start(month_of(planted[number]) + 3)
            yield Seat(post, planted[number], started, False, to_rival=True)
        elif (post.key, number) in STEADY_SEATS:
            yield Seat(post, None, None, False)
        else:
            yield _ordinary_seat(draw, post)


def _vacated_on(draw: Draw, post: Post) -> date:
    if post.key == "controls":
        return LONG_VACANCY_LEFT_ON
    return month_end(LAST_MONTH - draw.whole(1, 7))


def _ordinary_seat(draw: Draw, post: Post) -> Seat:
    hazard = HAZARD_PER_YEAR.get(post.family, OTHER_HAZARD_PER_YEAR)
    if not draw.chance(4 * hazard):
        return Seat(post, None, None, False)
    gap = draw.whole(1, 3) + (post.role == "s") * draw.whole(0, 3)
    last = LAST_MONTH - gap - 1 if post.is_core else LAST_MONTH - 1
    left = draw.whole(FIRST_MONTH, last)
    started = month_start(left + 1 + gap)
    is_open = started > AS_OF
    return Seat(post, month_end(left), None if is_open else started, is_open)


def _ftes(draw: Draw, seat: Seat) -> tuple[float, ...]:
    """Most seats have one holder; some in offices are shared by two halves."""
    if seat.post.is_core or seat.post.family not in OFFICE_FAMILIES:
        return (1.0,)
    kind = draw.share()
    return (0.5, 0.5) if kind < 0.04 else (0.8,) if kind < 0.12 else (1.0,)


def _incumbent(draw: Draw, seat: Seat, person_id: str, fte: float) -> lives.Person:
    since = seat.next_since
    if person_id in STEADY_PEOPLE:
        since = month_start(FIRST_MONTH - draw.whole(3, 60))
    person = lives.incumbent(draw, seat.post, person_id, since)
    life = LIVES.get(person_id)
    if life is not None:
        return lives.with_life(person, life)
    if person_id in FIVE_NAMES:
        person = replace(person, ability=max(person.ability, 1.0))
    settled = not seat.post.is_core and person.position_since < date(2025, 12, 1)
    on_leave = settled and draw.chance(0.015)
    return replace(person, fte=fte, status="leave" if on_leave else "active")
