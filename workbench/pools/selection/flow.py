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

from workbench.pools.selection.network import Line, Post, ahead, best_set

ROOT = -1


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
    kinds = ahead(post, post.places + 1, prices)
    for one in best_set(post, *kinds):
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
