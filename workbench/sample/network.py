"""Who goes to whom for advice or work, and who acted for whom."""

from collections.abc import Iterator
from datetime import date, timedelta

from workbench.sample import planted
from workbench.sample.calendar import AS_OF
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.posts import Post

LOWEST_ASKED_GRADE = 7
BROKER_ASKERS = 12
ANSWERED_SHARE = 0.9
Ties = dict[tuple[str, str, str], int]


def tie_rows(posts: list[Post], people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give the ties of the nine in ten who answered: to the boss, the team, now and then afar."""
    draw = Draw(seed, "ties")
    here = [one for one in people if one.is_here]
    members = [one for one in here if _was_asked(one.post)]
    ties: Ties = {}
    for one in here:
        if _was_asked(one.post):
            _ask_near(draw, ties, one, members)
        elif draw.chance(ANSWERED_SHARE):
            _ask_team(draw, ties, one, here)
    _ask_brokers(draw, ties, members)
    _ask_in_lift_out_team(draw, ties)
    for (asks, asked, kind), weight in sorted(ties.items()):
        yield {"from_employee": asks, "to_employee": asked, "kind": kind, "weight": weight}


def _was_asked(post: Post) -> bool:
    return post.role in "ms" or post.grade >= LOWEST_ASKED_GRADE


def _ask_near(draw: Draw, ties: Ties, one: Person, members: list[Person]) -> None:
    near = [other for other in members if other is not one and _is_near(one, other)]
    for other in draw.some(near, draw.whole(2, 4)):
        ties[one.employee_id, other.employee_id, "advice"] = draw.whole(1, 4)
        if draw.chance(0.5):
            ties[one.employee_id, other.employee_id, "work"] = draw.whole(1, 5)
    if draw.chance(0.35):
        other = draw.pick([m for m in members if m.post.unit != one.post.unit])
        ties[one.employee_id, other.employee_id, "advice"] = 1


def _ask_team(draw: Draw, ties: Ties, one: Person, here: list[Person]) -> None:
    """Let a worker ask the lead and somebody in the same post."""
    leads = [other for other in here if other.post.key == one.post.boss]
    peers = [other for other in here if other.post is one.post and other is not one]
    for other in [*leads[:1], *draw.some(peers, 1)]:
        ties[one.employee_id, other.employee_id, "advice"] = draw.whole(1, 4)


def _is_near(one: Person, other: Person) -> bool:
    """Tell whether two people share a boss, lead one another, or work in one unit and family."""
    if one.post.boss in (other.post.key, other.post.boss) or other.post.boss == one.post.key:
        return True
    return one.post.unit == other.post.unit and one.post.family == other.post.family


def _ask_brokers(draw: Draw, ties: Ties, members: list[Person]) -> None:
    """Let people from all units come to the holders of the key posts."""
    team = planted.LIFT_OUT_TEAM
    brokers = [
        one
        for one in members
        if one.post.position_id in planted.KEY_POSTS and one.employee_id not in team
    ]
    for broker in brokers:
        far = [one for one in members if one.post.unit != broker.post.unit]
        for other in draw.some(far, BROKER_ASKERS):
            ties[other.employee_id, broker.employee_id, "advice"] = draw.whole(1, 3)
            if draw.chance(0.5):
                ties[broker.employee_id, other.employee_id, "advice"] = 1


def _ask_in_lift_out_team(draw: Draw, ties: Ties) -> None:
    for asks in planted.LIFT_OUT_TEAM:
        for asked in planted.LIFT_OUT_TEAM:
            if asks != asked:
                ties[asks, asked, "advice"] = draw.whole(4, 5)
                ties[asks, asked, "work"] = draw.whole(4, 5)


def absence_rows(people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give absences of two years with whoever acted; the paper backup never does."""
    draw = Draw(seed, "absences")
    away: dict[str, list[tuple[date, date]]] = {}
    for one in [person for person in people if person.is_here]:
        for first, last in _absences(draw, one):
            away.setdefault(one.employee_id, []).append((first, last))
    for one in [person for person in people if person.employee_id in away]:
        for first, last in away[one.employee_id]:
            yield {
                "employee_id": one.employee_id,
                "starts_on": first,
                "ends_on": last,
                "acting_employee_id": _acting(draw, one, people, away, first, last),
            }


def _absences(draw: Draw, one: Person) -> Iterator[tuple[date, date]]:
    """Draw at most one absence in each half-year, so that none of a person's overlap."""
    if one.status == "leave":
        yield (
            draw.day(date(2026, 1, 5), date(2026, 6, 1)),
            draw.day(date(2026, 9, 1), date(2027, 3, 31)),
        )
        return
    if not _was_asked(one.post):
        return
    often = 1.0 if one.post.position_id in planted.PAPER_BACKUP_POSTS else 0.4
    for year, month in ((2024, 7), (2025, 1), (2025, 7), (2026, 1)):
        first = date(year, month, 1) + timedelta(days=draw.whole(5, 150))
        last = first + timedelta(days=draw.whole(4, 24))
        if draw.chance(often) and one.position_since < first and last <= AS_OF:
            yield first, last


def _acting(
    draw: Draw, one: Person, people: list[Person],
    away: dict[str, list[tuple[date, date]]], first: date, last: date,
) -> str | None:  # fmt: skip
    """Pick a colleague from the unit who was there all the time, or nobody."""
    able = [
        other
        for other in people
        if other.is_here and other.post.unit == one.post.unit and other is not one
        and abs(other.post.grade - one.post.grade) <= 3 and other.hired_on < first
        and other.employee_id != planted.PAPER_BACKUP and other.post.grade >= 5
        and all(end < first or begin > last for begin, end in away.get(other.employee_id, ()))
    ]  # fmt: skip
    return draw.pick(able).employee_id if able and draw.chance(0.6) else None
