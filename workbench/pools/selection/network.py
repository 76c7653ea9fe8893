"""Posts, their lines of people, and the best a post could do alone at given prices of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass
class Line:
    """People of one post and one kind (ready now, or not), the most valuable first.

    Parameters
    ----------
    values, people : what each adds, whole numbers falling, and their numbers
    taken : person -> value, who is in
    price : of the line as a node of the network
    """

    values: Sequence[int]
    people: Sequence[int]
    taken: dict[int, int] = field(default_factory=dict)
    price: int = 0


class Member(NamedTuple):
    """Somebody a post could take: price less value, number, kind (1 ready now), value."""

    cost: int
    person: int
    kind: int
    value: int


@dataclass
class Post:
    """One post: its places, what a filled place and a first person ready now are worth."""

    places: int
    place_worth: int
    cover_worth: int
    ready: Line
    others: Line

    @property
    def filled(self) -> int:
        """Places taken."""
        return len(self.ready.taken) + len(self.others.taken)


def ahead(post: Post, most: int, prices: Mapping[int, int]) -> tuple[list[Member], list[Member]]:
    """Give the people of a post, ready now and not, who can be among the best at the prices."""
    return _cheapest(post.ready, 1, most, prices), _cheapest(post.others, 0, most, prices)


def _cheapest(line: Line, kind: int, most: int, prices: Mapping[int, int]) -> list[Member]:
    """Find the least costs; behind ``most`` people without a price nobody can be better."""
    found, free = [], 0
    for value, person in zip(line.values, line.people, strict=True):
        price = prices.get(person, 0)
        found.append(Member(-price - value, person, kind, value))
        free += not price
        if free == most:
            break
    return sorted(found)[:most]


def best_set(post: Post, ready: list[Member], others: list[Member]) -> list[Member]:
    """Best people for one post alone; nobody who costs more than a place is worth."""
    without = _worthy(post, others, post.places)
    if not ready or not post.places:
        return without
    led = [ready[0], *_worthy(post, ready[1:] + others, post.places - 1)]
    return led if _gain(post, led) >= _gain(post, without) else without


def _worthy(post: Post, members: list[Member], most: int) -> list[Member]:
    return [one for one in sorted(members)[:most] if one.cost < post.place_worth]


def _gain(post: Post, members: list[Member]) -> int:
    """Sum what members add to a post at the prices of people."""
    covered = any(one.kind for one in members)
    costs = sum(one.cost for one in members)
    return post.place_worth * len(members) - costs + post.cover_worth * covered


def worth_of(posts: Sequence[Post]) -> int:
    """Total worth of who is taken."""
    return sum(
        sum(post.ready.taken.values())
        + sum(post.others.taken.values())
        + post.place_worth * post.filled
        + post.cover_worth * bool(post.ready.taken)
        for post in posts
    )


def proved_bound(posts: Sequence[Post], limit: Sequence[int], prices: Mapping[int, int]) -> int:
    """Worth that no choice can exceed, from prices of people alone (weak duality).

    Whatever the prices, the worth of a choice is at most what the limits cost at these prices and
    what each post could gain on its own after paying them.
    """
    paid = sum(limit[person] * -price for person, price in prices.items())
    return paid + sum(
        _gain(post, best_set(post, *ahead(post, post.places, prices))) for post in posts
    )
