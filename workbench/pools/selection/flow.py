"""Least-cost repair of pools that ask too much of somebody, exact in whole numbers.

Post after post takes the best people at the prices they have so far. Where somebody then stands
by for one post too many, one of these posts gives the person up for the next best, along the
cheapest chain of such moves, and whoever is scarce gets dearer. Chains are shortest paths in a flow
network (successive shortest paths with node prices: Ahuja, Magnanti and Orlin, Network Flows, 1993,
section 9.7), so every step is the best one and the end is the optimum; the prices prove it.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

ROOT = -1


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


def fill_posts(posts: Sequence[Post], limit: Sequence[int]) -> dict[int, int]:
    """Fill posts at the largest total worth, no person above the limit; ``posts`` are changed.

    Parameters
    ----------
    posts : without anybody taken; worths > 0, and cover worth more than all places and people
    limit : posts allowed by number of the person, >= 1

    Returns
    -------
    person -> price of the person as a node of the network: 0, or less where the person is scarce.
    Prices prove the optimum, see ``proved_bound``.

    Notes
    -----
    Nodes are people (their numbers), the root (-1), and for post p its line of others (-2 - 2 p),
    where its places enter, and its line of people ready now (-3 - 2 p). A person over the limit is
    an excess that is sent to the root: to somebody with room, or out of a place that then stays
    empty.
    """
    owners: dict[int, dict[int, int]] = {}
    prices: dict[int, int] = {}
    for number, post in enumerate(posts):
        _take_best(post, prices)
        for node, line in ((-2 - 2 * number, post.others), (-3 - 2 * number, post.ready)):
            for person, value in line.taken.items():
                owners.setdefault(person, {})[node] = value
        for person in sorted({*post.ready.taken, *post.others.taken}):
            if len(owners[person]) > limit[person]:
                _send(person, posts, limit, owners, prices)
    return prices


def _take_best(post: Post, prices: Mapping[int, int]) -> None:
    """Take the best for one post alone at the prices of people, and set the prices of its lines.

    Whoever is not taken then adds no more than the price of the line, and who is taken no less.
    """
    kinds = _ahead(post, post.places + 1, prices)
    for one in _best_set(post, *kinds):
        (post.ready if one.kind else post.others).taken[one.person] = one.value
    nobody = -post.place_worth - post.cover_worth
    left_ready, left_others = (
        max((-one.cost for one in kind if one.person not in line.taken), default=nobody)
        for kind, line in zip(kinds, (post.ready, post.others), strict=True)
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


def _ahead(post: Post, most: int, prices: Mapping[int, int]) -> tuple[list[Member], list[Member]]:
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


def _best_set(post: Post, ready: list[Member], others: list[Member]) -> list[Member]:
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


def _send(
    source: int,
    posts: Sequence[Post],
    limit: Sequence[int],
    owners: dict[int, dict[int, int]],
    prices: dict[int, int],
) -> None:
    """Move one unit of excess to the root along a shortest path, and renew the prices."""
    far, before, done = {source: 0}, {}, {}
    heap = [(0, source)]
    best = math.inf

    def reach(node: int, distance: int, origin: int) -> None:
        if node not in far or distance < far[node]:
            far[node], before[node] = distance, origin
            heapq.heappush(heap, (distance, node))

    while heap:
        distance, node = heapq.heappop(heap)
        if node == ROOT:
            break
        if node in done:
            continue
        done[node] = distance
        if node >= 0:
            start = distance + prices.get(node, 0)
            if len(owners.get(node, ())) < limit[node]:
                reach(ROOT, start, node)
            for place, value in owners.get(node, {}).items():
                reach(place, start + value - _line(posts, place).price, node)
            continue
        line = _line(posts, node)
        start = distance + line.price
        for other, cost in _ways(posts[(-2 - node) // 2], node):
            reach(other, start + cost, node)
            if other == ROOT:
                best = min(best, start + cost)
        taken = line.taken
        for value, person in zip(line.values, line.people, strict=True):
            least = start - value
            if least >= best:
                break
            if person in taken or person in done:
                continue
            price = prices.get(person, 0)
            reach(person, least - price, node)
            if not price and len(owners.get(person, ())) < limit[person]:
                best = least
                reach(ROOT, least, person)
    _push(before, posts, owners)
    total = far[ROOT]
    for node, distance in done.items():
        if node >= 0:
            prices[node] = prices.get(node, 0) + distance - total
        else:
            _line(posts, node).price += distance - total


def _ways(post: Post, node: int) -> list[tuple[int, int]]:
    """Where else a place can go: to the other line of the post, or to nobody; with what it costs.

    The others' line is where the places of a post enter, so a place of the ready line that goes
    to nobody passes it.
    """
    if node % 2:
        worth = post.cover_worth if len(post.ready.taken) == 1 else 0
        return [(node + 1, worth - post.others.price)] if post.ready.taken else []
    ways = [(ROOT, post.place_worth)] if post.filled else []
    if post.ready.people:
        worth = 0 if post.ready.taken else post.cover_worth
        ways.append((node - 1, -worth - post.ready.price))
    return ways


def _line(posts: Sequence[Post], node: int) -> Line:
    post = posts[(-2 - node) // 2]
    return post.ready if node % 2 else post.others


def _push(
    before: Mapping[int, int], posts: Sequence[Post], owners: dict[int, dict[int, int]]
) -> None:
    """Give up and take people along the path that ends at the root."""
    node = ROOT
    while node in before:
        origin = before[node]
        if origin >= 0 and node < ROOT:
            del _line(posts, node).taken[origin]
            del owners[origin][node]
        elif origin < ROOT and node >= 0:
            line = _line(posts, origin)
            value = line.values[line.people.index(node)]
            line.taken[node] = value
            owners.setdefault(node, {})[origin] = value
        node = origin


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
        _gain(post, _best_set(post, *_ahead(post, post.places, prices))) for post in posts
    )
