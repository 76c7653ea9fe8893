"""Skills that may be published: each held by everybody of a group of alike rows."""

from collections.abc import Sequence
from dataclasses import dataclass

Skills = frozenset[str]


@dataclass(frozen=True)
class Limits:
    """The smallest group, and the part of the people with the same skills that may be offered."""

    k: int
    most_share: float


def shared_skills(
    offered: Sequence[Skills],
    peers: Sequence[Skills],
    everybody: Sequence[Skills],
    *,
    k: int,
    most_share: float,
) -> list[Skills]:
    """Give each of some people who are alike the skills that are published.

    Parameters
    ----------
    offered : skills of those who are offered, alike in all else that is published
    peers : skills of all who are offered and alike in what others know, with other dates too
    everybody : skills of all the staff who are alike in what others know, the peers among them
    k : smallest group
    most_share : part of the people with the same skills who may be offered

    Returns
    -------
    Skills published of each. The group is split by the skill that the largest part of at least
    ``k`` people holds while at least ``k`` do not, as long as neither part is too large a share of
    the staff like it; each part shows what all in it hold, under the same condition.

    Examples
    --------
    >>> team = [frozenset("a"), frozenset("a"), frozenset("b"), frozenset("bc")]
    >>> found = shared_skills(team, team, team * 2, k=2, most_share=0.5)
    >>> [sorted(one) for one in found]
    [['a'], ['a'], ['b'], ['b']]
    """
    found: list[Skills] = [frozenset()] * len(offered)
    rows = list(range(len(offered)))
    _split(rows, offered, list(peers), list(everybody), found, Limits(k, most_share))
    return found


def _split(
    rows: list[int],
    offered: Sequence[Skills],
    peers: list[Skills],
    staff: list[Skills],
    found: list[Skills],
    limits: Limits,
) -> None:
    """Split a group as far as it goes and note what each part shows."""
    own = [offered[row] for row in rows]
    common = own[0].intersection(*own)
    for skill in _by_size(own, common):
        holders = [row for row in rows if skill in offered[row]]
        others = [row for row in rows if skill not in offered[row]]
        sides = [_cut(peers, staff, skill, held=held) for held in (True, False)]
        if min(len(holders), len(others)) < limits.k or any(
            len(among) > limits.most_share * len(of) for among, of in sides
        ):
            continue
        for part, (among, of) in zip((holders, others), sides, strict=True):
            _split(part, offered, among, of, found, limits)
        return
    for skill in sorted(common):
        among, of = _cut(peers, staff, skill, held=True)
        if len(among) <= limits.most_share * len(of):
            peers, staff = among, of
            for row in rows:
                found[row] |= {skill}


def _cut(
    peers: list[Skills], staff: list[Skills], skill: str, *, held: bool
) -> tuple[list[Skills], list[Skills]]:
    """Give the peers and the staff who hold a skill, or who do not."""
    return [one for one in peers if (skill in one) == held], [
        one for one in staff if (skill in one) == held
    ]


def _by_size(own: Sequence[Skills], common: Skills) -> list[str]:
    """List the skills that some hold and others do not, the most common first."""
    counts: dict[str, int] = {}
    for skills in own:
        for skill in skills - common:
            counts[skill] = counts.get(skill, 0) + 1
    return sorted(counts, key=lambda skill: (-counts[skill], skill))
