"""Least-cost repair of pools that ask too much of somebody, exact in whole numbers.

Each post first takes its best people, as if nobody else wanted them. Where a person is then taken by
more posts than allowed, one post after another gives the person up for the next best, along the
cheapest chain of such moves. Chains are shortest paths in a flow network (successive shortest paths
with node prices: Ahuja, Magnanti and Orlin, Network Flows, 1993, section 9.7), so every step is the
best one and the end is the optimum; the prices prove it.
"""

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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

    def first_left(self) -> int | None:
        """Value of the best person who is not in; None where all are."""
        pairs = zip(self.values, self.people, strict=True)
        return next((value for value, person in pairs if person not in self.taken), None)


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
    person -> price of one post more of that person, > 0 where scarce. Prices prove the optimum, see
    ``proved_bound``.

    Notes
    -----
    Nodes are people (their numbers), the root (-1), and for post p its line of others (-2 - 2 p),
    where its places enter, and its line of people ready now (-3 - 2 p). A person over the limit is
    an excess that is sent to the root: to somebody with room, or out of a place that then stays
    empty.
    """
    owners: dict[int, dict[int, int]] = {}
    for number, post in enumerate(posts):
        _take_best(post)
        for node, line in ((-2 - 2 * number, post.others), (-3 - 2 * number, post.ready)):
            for person, value in line.taken.items():
                owners.setdefault(person, {})[node] = value
    prices = dict.fromkeys(owners, 0)
    for person in sorted(owners):
        while len(owners[person]) > limit[person]:
            _send(person, posts, limit, owners, prices)
    return {person: -price for person, price in prices.items() if price}


def _take_best(post: Post) -> None:
    """Take the best for one post alone, and set prices at which nobody else would be better."""
    ready, others = post.ready, post.others
    lead = min(len(ready.people), 1 if post.places else 0)
    line = [(-value, 0, person) for value, person in _head(ready, lead, post.places)]
    line += [(-value, 1, person) for value, person in _head(others, 0, post.places)]
    for value, kind, person in sorted(line)[: post.places - lead]:
        (others if kind else ready).taken[person] = -value
    for value, person in _head(ready, 0, lead):
        ready.taken[person] = value
    best_left = [value for value in (ready.first_left(), others.first_left()) if value is not None]
    many = len(ready.taken) != 1
    left = best_left if many else [v for v in (others.first_left(),) if v is not None]
    post.others.price = -post.place_worth
    if post.filled == post.places and left:
        post.others.price = max(left)
    own = ready.first_left()
    ready.price = post.others.price
    if not many:
        ready.price = post.others.price - post.cover_worth
        if own is not None:
            ready.price = max(ready.price, own)
            post.others.price = max(post.others.price, ready.price)


def _head(line: Line, start: int, stop: int) -> Iterable[tuple[int, int]]:
    return zip(line.values[start:stop], line.people[start:stop], strict=True)


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
        for value, person in zip(line.values, line.people, strict=True):
            if start - value >= best:
                break
            if person not in line.taken:
                reach(person, start - value - prices.get(person, 0), node)
                if len(owners.get(person, ())) < limit[person]:
                    best = start - value
                    reach(ROOT, best, person)
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


def proved_bound(
    posts: Sequence[Post], limit: Sequence[int], prices: Mapping[int, int]
) -> int:
    """Worth that no choice can exceed, from prices of people alone (weak duality).

    Whatever the prices, the worth of a choice is at most what the limits cost at these prices and
    what each post could gain on its own after paying them.
    """
    paid = sum(limit[person] * price for person, price in prices.items())
    return paid + sum(_best_alone(post, prices) for post in posts)


def _best_alone(post: Post, prices: Mapping[int, int]) -> int:
    gains = [_net(line, post.places, prices) for line in (post.ready, post.others)]
    merged = [0]
    for gain in sorted((gain for line in gains for gain in line), reverse=True)[: post.places]:
        merged.append(merged[-1] + gain + post.place_worth)
    best = max(merged)
    if gains[0] and post.places:
        rest = sorted(gains[0][1:] + gains[1], reverse=True)[: post.places - 1]
        total = gains[0][0] + post.place_worth + post.cover_worth
        best = max(best, total)
        for gain in rest:
            total += gain + post.place_worth
            best = max(best, total)
    return best


def _net(line: Line, most: int, prices: Mapping[int, int]) -> list[int]:
    """Largest values less prices; behind ``most`` people without a price nobody can be better."""
    found, free = [], 0
    for value, person in zip(line.values, line.people, strict=True):
        price = prices.get(person, 0)
        found.append(value - price)
        free += price == 0
        if free == most:
            break
    return sorted(found, reverse=True)[:most]
