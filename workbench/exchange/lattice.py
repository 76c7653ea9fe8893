"""The search for what may be published: made coarse as little as needed, else left out.

Bare functions on profiles and dates. A block is a major group of occupations in a region; a node
of the lattice says how coarse each attribute is. A block is published in rounds, each at one node;
who is not published in one is looked at again in the next.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

# Steps of each attribute, the finest first.
OCCUPATION = ("occupation", "major group")
LEVEL = ("level", "no level")
MONTHS = (3, 6, 12)
# What a step loses: an occupation says most of a person, a quarter least. A row that is left out
# loses more than one that is as coarse as can be.
_STEP = {"occupation": 3, "level": 2, "available": 1, "consent": 1}
LEFT_OUT = 10
# What it may count in a round to leave a row to the next one; the best of the answers is taken.
_PRICES = (4, 5, 7, LEFT_OUT)


@dataclass(frozen=True, order=True)
class Node:
    """How coarse each attribute is: a step of ``OCCUPATION``, ``LEVEL`` and twice ``MONTHS``."""

    occupation: int = 0
    level: int = 0
    available: int = 0
    consent: int = 0

    @property
    def loss(self) -> int:
        """What a row loses at this node."""
        return sum(step * getattr(self, name) for name, step in _STEP.items())


@dataclass(frozen=True)
class Person:
    """A person in every step: occupation, level, available and consent by step; skills.

    ``before`` is what an earlier release said of the person: a pseudonym ties the two together.
    ``name`` is that pseudonym.
    """

    occupation: tuple[str, str]
    level: tuple[str, str]
    skills: frozenset[str]
    available: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    before: str = ""
    name: str = ""

    def public(self, node: Node) -> tuple[str, str]:
        """Give what others may know of the person at a node."""
        return self.occupation[node.occupation], self.level[node.level]

    def dates(self, node: Node) -> tuple[str, str]:
        """Give what is published at a node and nobody else knows."""
        return self.available[node.available], self.consent[node.consent]


@dataclass(frozen=True)
class Round:
    """What is published of a block at one node.

    Parameters
    ----------
    node : how coarse
    people : those published
    offered : those who were to be published when the round began, ``people`` among them
    staff : all the staff who could be one of them: of whom no earlier round published others alike
    """

    node: Node
    people: tuple[Person, ...]
    offered: tuple[Person, ...]
    staff: tuple[Person, ...]


NODES = tuple(
    sorted(
        (Node(*steps) for steps in product(range(2), range(2), range(3), range(3))),
        key=lambda node: (node.loss, node),
    )
)


def publish_block(
    offered: Sequence[Person], staff: Sequence[Person], *, k: int, most_share: float
) -> list[Round]:
    """Publish a block so that little is lost.

    Parameters
    ----------
    offered : who agreed
    staff : all the staff of the block, those who agreed among them
    k : rows that must be alike
    most_share : part of those alike who may be offered

    Returns
    -------
    The rounds; who is in none of them is left out. The loss of a row is that of its node, and
    ``LEFT_OUT`` without one. A round takes the node that loses least, where a row left to the next
    round counts a price; of the answers for several prices the one that loses least is given.

    Examples
    --------
    >>> def welder(code):
    ...     return Person((code, "51-0000"), ("entry", ""), frozenset(), ("", "", ""), ("a",) * 3)
    >>> staff = [welder(code) for code in ("51-1", "51-1", "51-2", "51-2")]
    >>> [found.node.occupation for found in publish_block(staff[::2], staff, k=2, most_share=0.5)]
    [1]
    """
    answers = [_rounds(offered, staff, k, most_share, price) for price in _PRICES]
    return min(answers, key=lambda rounds: _loss(rounds, len(offered)))


def _loss(rounds: Sequence[Round], offered: int) -> int:
    published = sum(len(one.people) for one in rounds)
    return sum(one.node.loss * len(one.people) for one in rounds) + LEFT_OUT * (offered - published)


def _rounds(
    offered: Sequence[Person], staff: Sequence[Person], k: int, most_share: float, price: int
) -> list[Round]:
    found: list[Round] = []
    while len(offered) >= k:
        counts = _counts(offered, staff)
        tried = [
            (sum(node.loss if fit else price for fit in fits), node, fits)
            for node in NODES
            if any(fits := _fitting(offered, node, counts, k, most_share))
        ]
        if not tried:
            break
        # The nodes are in order of their own loss, so that the finest of equal ones is taken.
        _, node, fits = min(tried, key=lambda one: one[0])
        people = tuple(one for one, fit in zip(offered, fits, strict=True) if fit)
        found.append(Round(node, people, tuple(offered), tuple(staff)))
        public = {one.public(node) for one in people}
        offered = [one for one, fit in zip(offered, fits, strict=True) if not fit]
        staff = [one for one in staff if one.public(node) not in public]
    return found


Counts = dict[tuple[int, int], tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]]


def _counts(offered: Sequence[Person], staff: Sequence[Person]) -> Counts:
    """Count the offered and the staff by what others may know, at each step of it."""
    nodes = (node for node in NODES if not node.available and not node.consent)
    return {
        (node.occupation, node.level): (
            Counter(one.public(node) for one in offered),
            Counter(one.public(node) for one in staff),
        )
        for node in nodes
    }


def _fitting(
    offered: Sequence[Person], node: Node, counts: Counts, k: int, most_share: float
) -> list[bool]:
    """Tell which rows may be published at a node.

    A row may where at least ``k`` are alike in all that is published, where the offered are at most
    the share of those alike in what others know, and where the person is available before the
    consent ends.
    """
    agreed, known = counts[node.occupation, node.level]
    keys = [(one.public(node), one.dates(node), one.before) for one in offered]
    possible = [
        dates[0] <= dates[1] and agreed[public] <= most_share * known[public]
        for public, dates, _ in keys
    ]
    alike = Counter(key for key, could in zip(keys, possible, strict=True) if could)
    return [could and alike[key] >= k for key, could in zip(keys, possible, strict=True)]
