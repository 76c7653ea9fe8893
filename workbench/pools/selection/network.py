"""Posts, their lines of people, and the best a post could do alone at given prices of people."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
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


# Somebody a post could take: price less value, number, kind (1 ready now), value.
Member = tuple[int, int, int, int]


@dataclass(slots=True)
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


def ahead(post: Post, most: int, prices: Sequence[int]) -> tuple[list[Member], list[Member]]:
    """Give the people of a post, ready now and not, who can be among the best at the prices."""
    return _cheapest(post.ready, 1, most, prices), _cheapest(post.others, 0, most, prices)


def _cheapest(line: Line, kind: int, most: int, prices: Sequence[int]) -> list[Member]:
    """Find the least costs; behind ``most`` people without a price nobody can be better."""
    found, free = [], 0
    for value, person in zip(line.values, line.people, strict=True):
        price = prices[person]
        found.append((-price - value, person, kind, value))
        if not price:
            free += 1
            if free == most:
                break
    found.sort()
    return found[:most]


def best_set(post: Post, ready: list[Member], others: list[Member]) -> list[Member]:
    """Best people for one post alone; nobody who costs more than a place is worth.

    Somebody ready now is among them where cover makes up for whoever goes or the place it takes.
    """
    places = post.places
    without = _worthy(post, others[:places])
    if not ready or not places:
        return without
    last = without[-1][0] if len(without) == places else post.place_worth
    if ready[0][0] - post.cover_worth > last:
        return without
    return [ready[0], *_worthy(post, sorted(ready[1:] + others)[: places - 1])]


def _worthy(post: Post, members: list[Member]) -> list[Member]:
    return [one for one in members if one[0] < post.place_worth]


def _gain(post: Post, members: list[Member]) -> int:
    """Sum what members add to a post at the prices of people."""
    gain = post.place_worth * len(members) - sum([one[0] for one in members])
    return gain + post.cover_worth if any(one[2] for one in members) else gain


def price_lines(post: Post, ready: Sequence[Member], others: Sequence[Member]) -> None:
    """Price the lines: who is not taken adds no more than that, and who is taken no less."""
    nobody = -post.place_worth - post.cover_worth
    left_ready, left_others = (
        next((-one[0] for one in kind if one[1] not in line.taken), nobody)
        for kind, line in ((ready, post.ready), (others, post.others))
    )
    floor = max(-post.place_worth, left_others)
    match len(post.ready.taken):
        case 0:
            post.others.price = max(floor, left_ready + post.cover_worth)
            post.ready.price = post.others.price - post.cover_worth
        case 1:
            post.ready.price = max(floor - post.cover_worth, left_ready)
            post.others.price = max(floor, post.ready.price)
        case _:
            post.others.price = post.ready.price = max(floor, left_ready)


def worth_of(posts: Sequence[Post]) -> int:
    """Total worth of who is taken."""
    return sum(
        sum(post.ready.taken.values())
        + sum(post.others.taken.values())
        + post.place_worth * post.filled
        + post.cover_worth * bool(post.ready.taken)
        for post in posts
    )


def proved_bound(posts: Sequence[Post], limit: Sequence[int], prices: Sequence[int]) -> int:
    """Worth that no choice can exceed, from prices of people alone (weak duality).

    Whatever the prices, the worth of a choice is at most what the limits cost at these prices and
    what each post could gain on its own after paying them.
    """
    paid = sum(-price * most for price, most in zip(prices, limit, strict=True) if price)
    return paid + sum(
        _gain(post, best_set(post, *ahead(post, post.places, prices))) for post in posts
    )
