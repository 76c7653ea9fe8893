"""Least-cost repair of pools that ask too much of somebody, exact in whole numbers.

Post after post takes the best people at the prices they have so far. Where somebody then stands
by for one post too many, one of these posts gives the person up for the next best, along the
cheapest chain of such moves, and whoever is scarce gets dearer. Chains are shortest paths in a flow
network (successive shortest paths with node prices: Ahuja, Magnanti and Orlin, Network Flows, 1993,
section 9.7), so every step is the best one and the end is the optimum; the prices prove it.
Prices to start from save steps and change no value: who turns out too dear gets cheaper again.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from workbench.pools.selection.network import Line, Post, ahead, best_set, price_lines

ROOT = -1


def fill_posts(posts: Sequence[Post], limit: Sequence[int], start: Sequence[int]) -> list[int]:
    """Fill posts at the largest total worth, no person above the limit; ``posts`` are changed.

    Parameters
    ----------
    posts : without anybody taken; worths > 0, and cover worth more than all places and people
    limit : posts allowed by number of the person
    start : price of each person to start from, <= 0; any do, 0 where nothing is known

    Returns
    -------
    price of each person as a node of the network: 0, or less where the person is scarce. Prices
    prove the optimum, see ``proved_bound``.

    Notes
    -----
    Nodes are people (their numbers), the root (-1), and for post p its line of others (-2 - 2 p),
    where its places enter, and its line of people ready now (-3 - 2 p). A person over the limit is
    an excess that is sent to the root: to somebody with room, or out of a place that then stays
    empty. Somebody with a price and yet room lacks what is then sent from the root.
    """
    network = _Network(posts, limit, list(start), {}, [0] * len(limit))
    for number in range(len(posts)):
        for person in network.take_best(number):
            if network.held[person] > limit[person]:
                network.send(person)
    for person, price in enumerate(start):
        while price and network.lacks(person):
            network.send(ROOT)
    return network.prices


@dataclass
class _Network:
    """Posts, and by number of the person the limit, the price, places by line, and their number."""

    posts: Sequence[Post]
    limit: Sequence[int]
    prices: list[int]
    owners: dict[int, dict[int, int]]
    held: list[int]
    lines: list[Line] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = [line for post in self.posts for line in (post.others, post.ready)]

    def lacks(self, person: int) -> bool:
        """Say whether somebody has a price and yet room."""
        return self.prices[person] < 0 and self.held[person] < self.limit[person]

    def take_best(self, number: int) -> list[int]:
        """Take the best for one post alone at the prices of people, and give who they are."""
        post = self.posts[number]
        kinds = ahead(post, post.places + 1, self.prices)
        best = best_set(post, *kinds)
        for _, person, kind, value in best:
            self._take(-2 - 2 * number - kind, person, value)
        price_lines(post, *kinds)
        return sorted([person for _, person, _, _ in best])

    def _take(self, node: int, person: int, value: int) -> None:
        self.lines[-2 - node].taken[person] = value
        self.owners.setdefault(person, {})[node] = value
        self.held[person] += 1

    def send(self, source: int) -> None:
        """Move one unit along a shortest path to where it is lacking, and renew the prices."""
        before, done, end, total = self._shortest(source)
        self._push(before, source, end)
        if source == ROOT:
            for person, price in enumerate(self.prices):
                if price:
                    self.prices[person] = min(0, price + done.get(person, total))
            for index, line in enumerate(self.lines):
                line.price += done.get(-2 - index, total)
            return
        for node, distance in done.items():
            if node >= 0:
                self.prices[node] += distance - total
            else:
                self.lines[-2 - node].price += distance - total

    def _shortest(self, source: int) -> tuple[dict[int, int], dict[int, int], int, int]:
        """Find the way to the root or to somebody who lacks, whoever is nearer (Dijkstra).

        Returns
        -------
        Node before each node, distance of the nodes passed, the end and its distance
        """
        prices, held, limit = self.prices, self.held, self.limit
        far, before, done = {source: 0}, dict[int, int](), dict[int, int]()
        heap, best = [(0, source)], math.inf

        def reach(node: int, distance: int, origin: int) -> None:
            if distance < far.get(node, best):
                far[node], before[node] = distance, origin
                heappush(heap, (distance, node))

        while True:
            distance, node = heappop(heap)
            if node in done:
                continue
            if node != source and (node == ROOT or (node >= 0 and self.lacks(node))):
                return before, done, node, distance
            done[node] = distance
            start = distance + self._price(node)
            for other, cost in self._ways(node):
                reach(other, start + cost, node)
            best = min(best, far.get(ROOT, best)) if source != ROOT else best
            if node >= ROOT:
                continue
            line = self.lines[-2 - node]
            for value, person in zip(line.values, line.people, strict=True):
                least = start - value
                if least >= best:
                    break
                if price := prices[person]:
                    least -= price
                    if least >= best:
                        continue
                if least < far.get(person, best) and person not in line.taken:
                    reach(person, least, node)
                    if held[person] < limit[person] and (price or source != ROOT):
                        best = least
                        if not price:
                            far[ROOT], before[ROOT] = least, person
                            heappush(heap, (least, ROOT))

    def _price(self, node: int) -> int:
        if node == ROOT:
            return 0
        return self.prices[node] if node >= 0 else self.lines[-2 - node].price

    def _ways(self, node: int) -> list[tuple[int, int]]:
        """Where else a unit can go, with what it costs there; people a line could take are apart.

        A person gives a post up. The others' line is where the places of a post enter, so a place
        of the ready line that goes to nobody passes it. From the root somebody leaves a post, or a
        place is filled that was empty.
        """
        if node >= 0:
            owners = self.owners.get(node, {}).items()
            return [(place, value - self.lines[-2 - place].price) for place, value in owners]
        if node == ROOT:
            empty = [
                (-2 - 2 * number, -post.place_worth - post.others.price)
                for number, post in enumerate(self.posts)
                if post.filled < post.places
            ]
            taken = enumerate(zip(self.prices, self.held, strict=True))
            return empty + [(person, -price) for person, (price, held) in taken if price or held]
        post = self.posts[(-2 - node) // 2]
        if node % 2:
            worth = post.cover_worth if len(post.ready.taken) == 1 else 0
            return [(node + 1, worth - post.others.price)] if post.ready.taken else []
        ways = [(ROOT, post.place_worth)] if post.filled else []
        if post.ready.people:
            worth = 0 if post.ready.taken else post.cover_worth
            ways.append((node - 1, -worth - post.ready.price))
        return ways

    def _push(self, before: Mapping[int, int], source: int, end: int) -> None:
        """Give up and take people along the path."""
        node = end
        while node != source:
            origin = before[node]
            if origin >= 0 and node < ROOT:
                del self.lines[-2 - node].taken[origin]
                del self.owners[origin][node]
                self.held[origin] -= 1
            elif origin < ROOT and node >= 0:
                line = self.lines[-2 - origin]
                self._take(origin, node, line.values[line.people.index(node)])
            node = origin
