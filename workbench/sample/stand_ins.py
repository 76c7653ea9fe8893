"""The B of each post that has one: some have acted, some stand on paper only."""

from collections import Counter
from collections.abc import Iterable

from workbench.sample import planted
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.posts import Post

LOWEST_GRADE = 8
RESULTS = {"held": 6, "held_with_help": 3, "not_held": 1}


def stand_in_ids(
    posts: list[Post], people: list[Person], absences: Iterable[Row], *, seed: int
) -> dict[str, str]:
    """Give the B of posts by position_id; the planted paper backup is the B of three.

    Half of the others are the person who acted most often for the post, the rest a colleague of
    the unit near in grade.
    """
    draw = Draw(seed, "stand_ins")
    post_of = {one.employee_id: one.post.position_id for one in people if one.is_here}
    acted: dict[str, Counter[str]] = {}
    for row in absences:
        if row["acting_employee_id"] is not None:
            acted.setdefault(post_of[row["employee_id"]], Counter())[row["acting_employee_id"]] += 1
    named = dict.fromkeys(planted.PAPER_BACKUP_POSTS, planted.PAPER_BACKUP)
    here = [one for one in people if one.is_here]
    for post in posts:
        has_one = post.position_id in planted.KEY_POSTS or post.grade >= LOWEST_GRADE
        wanted, tested = draw.chance(0.7), draw.chance(0.5)
        if not has_one or not wanted or post.is_planned or post.position_id in named:
            continue
        most = acted.get(post.position_id)
        if tested and most:
            named[post.position_id] = max(sorted(most), key=lambda who: most[who])
            continue
        able = [
            one.employee_id
            for one in here
            if one.post.unit == post.unit and one.post is not post
            and abs(one.post.grade - post.grade) <= 4
            and one.employee_id != planted.PAPER_BACKUP
        ]  # fmt: skip
        if able:
            named[post.position_id] = draw.pick(able)
    return named


def with_results(absences: Iterable[Row], *, seed: int) -> list[Row]:
    """Add how the post was run to most absences in which somebody acted."""
    draw = Draw(seed, "acting")
    rows: list[Row] = []
    for row in absences:
        noted, result = draw.chance(0.9), draw.weighted(RESULTS)
        acted = row["acting_employee_id"] is not None
        rows.append({**row, "acting_result": result if acted and noted else None})
    return rows
