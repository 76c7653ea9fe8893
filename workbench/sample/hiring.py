"""Ways to find people and the company's own vacancies, filled and open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from workbench.sample import planted
from workbench.sample.calendar import AS_OF
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.occupations import DAYS_TO_FILL
from workbench.sample.posts import Post

# Channel: kind, days, cost of one hire, part of the orders filled.
CHANNELS = {
    "headhunter": ("headhunter", 150, 27_000, 0.7),
    "agency": ("agency", 45, 6_500, 0.8),
    "university": ("university", 180, 3_000, 0.5),
    "institute": ("institute", 200, 5_000, 0.4),
    "association": ("association", 110, 4_000, 0.45),
    "careers page": ("own", 75, 1_800, 0.6),
    "referral": ("own", 60, 2_500, 0.55),
    "partner plant": ("share", 30, 14_000, 0.5),
}
FIRST_OPENED = date(2023, 1, 1)


def channel_rows() -> Iterator[Row]:
    """Give a row for every channel."""
    for channel, (kind, days, cost, fill_rate) in CHANNELS.items():
        yield {
            "channel": channel,
            "kind": kind,
            "days": days,
            "cost": cost,
            "fill_rate": fill_rate,
        }


def requisition_rows(posts: list[Post], people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give the open vacancies, the long one first, and those filled from outside since 2023."""
    draw = Draw(seed, "requisitions")
    rows = [*_open(draw, posts, people), *_filled(draw, people)]
    yield {
        "requisition_id": planted.LONG_VACANCY_REQUISITION,
        "position_id": planted.LONG_VACANCY_POST,
        "opened_on": planted.LONG_VACANCY_OPENED_ON,
        "channel": "headhunter",
        "cost": 18_000.0,
    }
    for number, row in enumerate(sorted(rows, key=_order), start=2):
        yield {"requisition_id": f"Q{number:04d}"} | row


def _order(row: dict[str, object]) -> tuple[str, str, str]:
    return str(row["opened_on"]), str(row["position_id"]), str(row.get("filled_on"))


def _open(draw: Draw, posts: list[Post], people: list[Person]) -> Iterator[dict[str, object]]:
    """Open a requisition for every vacant seat, about when its last holder left."""
    taken: Counter[str] = Counter()
    left: dict[str, list[date]] = {}
    for one in people:
        if one.left_on is None:
            taken[one.post.position_id] += 1 if one.fte == 0.5 else 2
        else:
            left.setdefault(one.post.position_id, []).append(one.left_on)
    for post in posts:
        empty = post.seats - (taken[post.position_id] + 1) // 2
        if post.position_id == planted.LONG_VACANCY_POST or post.is_planned or not empty:
            continue
        for day in sorted(left[post.position_id])[-empty:]:
            opened = min(day + timedelta(days=draw.whole(-40, 25)), AS_OF - timedelta(days=3))
            channel = _channel(draw, post)
            yield {"position_id": post.position_id, "opened_on": opened, "channel": channel}


def _filled(draw: Draw, people: list[Person]) -> Iterator[dict[str, object]]:
    for one in people:
        days = max(12, round(DAYS_TO_FILL[one.post.occupation] * draw.between(0.5, 1.5)))
        opened = one.hired_on - timedelta(days=days)
        from_outside = one.hired_on == one.position_since
        if from_outside and opened >= FIRST_OPENED and draw.chance(0.85):
            channel = _channel(draw, one.post)
            yield {
                "position_id": one.post.position_id,
                "opened_on": opened,
                "filled_on": one.hired_on,
                "channel": channel,
                "cost": round(CHANNELS[channel][2] * draw.between(0.7, 1.4), -2),
            }


def _channel(draw: Draw, post: Post) -> str:
    if post.grade >= 9:
        return draw.weighted({"headhunter": 7, "association": 2, "careers page": 1})
    if post.grade >= 6:
        own = {"careers page": 4.0, "referral": 3.0}
        return draw.weighted(own | {"university": 2, "institute": 1, "headhunter": 1})
    return draw.weighted({"agency": 5, "careers page": 3, "referral": 2})
