"""Random choices that are the same on every platform: one stream for each purpose."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum
from typing import TypeVar
from zlib import crc32

from numpy.random import PCG64, Generator

Option = TypeVar("Option")


class Draw:
    """A stream of random choices named after what it is used for.

    Everything is built on ``Generator.random``; a table that draws more never shifts another
    table, and no library function decides how a choice is made.

    Parameters
    ----------
    seed : int, >= 0
    purpose : name of the stream; another purpose gives an independent stream

    Examples
    --------
    >>> Draw(7, "pay").whole(1, 6) == Draw(7, "pay").whole(1, 6)
    True
    """

    def __init__(self, seed: int, purpose: str) -> None:
        self._bits = Generator(PCG64([seed, crc32(purpose.encode())]))

    def share(self) -> float:
        """Give a number from 0 up to 1."""
        return float(self._bits.random())

    def chance(self, probability: float) -> bool:
        """Give True with this probability."""
        return self.share() < probability

    def whole(self, low: int, high: int) -> int:
        """Give a whole number from ``low`` to ``high``, both included."""
        return low + int(self.share() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """Give a number between the two."""
        return low + (high - low) * self.share()

    def bell(self, middle: float, spread: float) -> float:
        """Give a bell-shaped number: the sum of twelve shares, which needs no logarithm."""
        return middle + spread * (fsum(self.share() for _ in range(12)) - 6.0)

    def pick(self, options: Sequence[Option]) -> Option:
        """Give one of the options."""
        return options[self.whole(0, len(options) - 1)]

    def weighted(self, weights: Mapping[str, float]) -> str:
        """Give one of the keys, in proportion to its weight."""
        left = self.share() * fsum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return key

    def some(self, options: Sequence[Option], count: int) -> list[Option]:
        """Give up to ``count`` different options, in random order."""
        rest = list(options)
        return [rest.pop(self.whole(0, len(rest) - 1)) for _ in range(min(count, len(rest)))]

    def day(self, first: date, last: date) -> date:
        """Give a day between the two, both included."""
        return date.fromordinal(self.whole(first.toordinal(), last.toordinal()))
