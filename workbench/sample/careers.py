"""Performance, nominations and the ledger of the pools."""

from collections.abc import Iterator
from datetime import date, timedelta

from workbench.sample import planted
from workbench.sample.calendar import AS_OF
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.posts import Post
from workbench.sample.skills import LOWEST_GRADE

LAST_EVIDENCE = date(2026, 5, 31)
# Who left after this day still stands on the bench: nobody took the name back.
LEFT_ON_THE_BENCH = date(2025, 9, 30)
PAST_MEMBER_SHARE = 0.1
YEARS = (2023, 2024, 2025)
READINESS_WEIGHTS = {"ready_now": 30, "ready_1_2_years": 45, "ready_3_5_years": 25}


def performance_rows(people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give a rating for every year in which a person was here for its second half."""
    draw = Draw(seed, "performance")
    for person in people:
        for year in YEARS:
            rating = 3.15 + 0.5 * person.ability + 0.5 * person.drive + draw.bell(0, 0.45)
            if person.employee_id == planted.STRENGTH:
                rating = max(rating, planted.STRENGTH_LEAST_RATING)
            gone = person.left_on is not None and person.left_on < date(year, 12, 31)
            if person.hired_on <= date(year, 7, 1) and not gone:
                yield {
                    "employee_id": person.employee_id,
                    "year": year,
                    "rating": min(5, max(1, round(rating))),
                }


class Bench:
    """Who can be named for what: people by unit, and the id of whoever may put a name forward."""

    def __init__(self, posts: list[Post], people: list[Person]) -> None:
        self.posts = posts
        self.people = people
        self.by_post = {
            post.position_id: [one for one in people if one.is_here and one.post is post]
            for post in posts
        }
        self._ids = {post.key: post.position_id for post in posts}

    def nominator(self, post: Post) -> str | None:
        """Give the id of whoever holds the post above, or nobody."""
        above = self.by_post.get(self._ids.get(post.boss, ""), [])
        return above[0].employee_id if above else None

    def named(self, post: Post, person_id: str, readiness: str, day: date) -> Row:
        """Give a nomination as a row."""
        return {
            "position_id": post.position_id,
            "employee_id": person_id,
            "readiness": readiness,
            "evidence_on": day,
            "nominated_by": self.nominator(post),
        }


def nomination_rows(posts: list[Post], people: list[Person], *, seed: int) -> list[Row]:
    """Give the bench as it is named: the planted names and, for other posts, ordinary ones."""
    bench = Bench(posts, people)
    draw = Draw(seed, "nominations")
    by_id = {post.position_id: post for post in posts}
    rows = [*_five_names(bench, draw, by_id), *_planted_names(bench, by_id)]
    taken = {str(row["position_id"]) for row in rows}
    for post in posts:
        wanted = post.role in "ms" and post.grade >= 8 and post.position_id not in taken
        if wanted and post.position_id not in planted.KEY_POSTS and draw.chance(0.8):
            rows.extend(_ordinary_names(bench, draw, post))
    return rows


def _five_names(bench: Bench, draw: Draw, by_id: dict[str, Post]) -> Iterator[Row]:
    for post_id in planted.FIVE_NAMES_POSTS:
        holders = {one.employee_id for one in bench.by_post[post_id]}
        free = [name for name in planted.FIVE_NAMES if name not in holders]
        for name in sorted(draw.some(free, draw.whole(2, 3))):
            day = draw.day(date(2025, 10, 1), date(2026, 5, 31))
            yield bench.named(by_id[post_id], name, "ready_now", day)


def _planted_names(bench: Bench, by_id: dict[str, Post]) -> Iterator[Row]:
    head = by_id[planted.RETIRING_HEAD_POST]
    first, second = planted.STALE_NOMINEES
    yield bench.named(head, first, "ready_now", date(2023, 9, 12))
    yield bench.named(head, second, "ready_1_2_years", date(2024, 2, 20))
    for post_id in planted.PAPER_BACKUP_POSTS:
        yield bench.named(by_id[post_id], planted.PAPER_BACKUP, "ready_now", date(2025, 11, 18))
    for key, name, readiness, day in planted.KEY_POST_NAMES:
        yield bench.named(by_id[planted.POSTS[key]], name, readiness, day)


def _ordinary_names(bench: Bench, draw: Draw, post: Post) -> Iterator[Row]:
    others = (*planted.FIVE_NAMES, planted.PAPER_BACKUP)
    able = [
        one
        for one in bench.people
        if one.post.unit == post.unit
        and max(LOWEST_GRADE, post.grade - 4) <= one.post.grade < post.grade
        and one.employee_id not in others
        and (one.left_on is None or one.left_on > LEFT_ON_THE_BENCH)
        and one.hired_on < date(2024, 1, 1)
    ]
    for one in draw.some(able, draw.whole(1, 2)):
        first = max(LAST_EVIDENCE - timedelta(days=800), one.hired_on + timedelta(days=90))
        last = LAST_EVIDENCE if one.left_on is None else min(LAST_EVIDENCE, one.left_on)
        day = draw.day(first, last)
        yield bench.named(post, one.employee_id, draw.weighted(READINESS_WEIGHTS), day)


def pool_move_rows(people: list[Person], nominations: list[Row], *, seed: int) -> Iterator[Row]:
    """Give the ledger: people who are or were named enter a pool, other able people the reserve."""
    draw = Draw(seed, "pools")
    named = {str(row["employee_id"]) for row in nominations}
    for person in people:
        if person.post.grade < LOWEST_GRADE or person.hired_on > date(2024, 6, 30):
            continue
        if person.employee_id in named or draw.chance(PAST_MEMBER_SHARE):
            pool = "management" if person.post.role == "m" else "key"
        elif person.ability + draw.bell(0, 0.5) > 1.4:
            pool = "reserve"
        else:
            continue
        yield from _moves(draw, person, pool)


def _moves(draw: Draw, person: Person, pool: str) -> Iterator[Row]:
    """Enter at a half-yearly review and leave the pool by the first thing that happens after it."""
    reviews = [date(year, month, 1) for year in range(2023, 2027) for month in (3, 9)][:-1]
    until = person.left_on or AS_OF
    possible = [day for day in reviews if person.hired_on < day < until]
    if not possible:
        return
    entered = draw.pick(possible)
    yield _move(pool, person, entered, "in", "half-yearly review")
    later = [day for day in possible if day > entered + timedelta(days=300)]
    dropped = draw.pick(later) if later and draw.chance(0.18) else None
    if person.position_since > entered:
        yield _move(pool, person, person.position_since, "promoted", "took over a new post")
    elif dropped is not None:
        reason = draw.pick(("rating below the minimum", "gap not closed", "own wish"))
        yield _move(pool, person, dropped, "eliminated", reason)
    elif person.left_on is not None:
        yield _move(pool, person, person.left_on, "left", "left the company")


def _move(pool: str, person: Person, day: date, move: str, reason: str) -> Row:
    return {
        "pool": pool,
        "employee_id": person.employee_id,
        "moved_on": day,
        "move": move,
        "reason": reason,
    }
