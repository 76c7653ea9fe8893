"""Values of the pairs of person and post that are looked at; the other pairs take no room."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.people.bounded import Bounded

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """The E pairs looked at, of C people and P posts, sorted by post and person.

    Parameters
    ----------
    post, person : int arrays (E,)
    shape : (C, P)
    """

    post: Indices
    person: Indices
    shape: tuple[int, int]

    @classmethod
    def marked(cls, flags: Flags) -> "Pairs":
        """Pairs that are marked in a bool array (C, P)."""
        post, person = np.nonzero(flags.T)
        return cls(post, person, flags.shape)

    def spread(self, values: Flags) -> Flags:
        """Mark in an array (C, P) what is marked among the pairs; the rest is not."""
        marks = np.zeros(self.shape, dtype=bool, order="F")
        marks[self.person, self.post] = values
        return marks


@dataclass(frozen=True)
class PairValues:
    """A value of each pair, read like an array (C, P): ``values[person, post]``.

    Parameters
    ----------
    pairs : the pairs looked at
    of_pairs : array (E,); of whole numbers where there are words for them
    missing : value of a pair that was not looked at
    words : what the whole numbers mean

    Examples
    --------
    >>> pairs = Pairs(np.array([0, 1]), np.array([2, 0]), (3, 2))
    >>> fit = PairValues(pairs, np.array([0.7, 0.9]), np.nan)
    >>> fit[np.array([2, 0]), np.array([0, 0])].tolist(), float(fit[0, 1])
    ([0.7, nan], 0.9)
    """

    pairs: Pairs
    of_pairs: NDArray[Any]
    missing: float | str
    words: tuple[str, ...] = ()

    def grid(self, posts: Indices) -> NDArray[Any]:
        """Values of everybody for these posts, array (C, posts)."""
        return self[np.arange(self.pairs.shape[0])[:, None], posts[None, :]]

    def __getitem__(self, pair: tuple[ArrayLike, ArrayLike]) -> NDArray[Any]:
        person, post = np.broadcast_arrays(*pair)
        people = self.pairs.shape[0]
        own = self.pairs.post * people + self.pairs.person
        asked = post * people + person
        if not len(own):
            return np.full(asked.shape, self.missing)
        place = np.searchsorted(own, asked).clip(max=len(own) - 1)
        found = self.of_pairs[place]
        if self.words:
            found = np.array(self.words)[found]
        return np.where(own[place] == asked, found, self.missing)


@dataclass(frozen=True)
class PairBounded:
    """A value of pairs as far as it is known, see ``Bounded``."""

    point: PairValues
    low: PairValues
    high: PairValues
    known_share: PairValues

    @classmethod
    def joined(cls, pairs: Pairs, columns: list[Bounded]) -> "PairBounded":
        """Join the values of the posts, each of shape (N,) in the order of the pairs."""
        ends = {"point": np.nan, "low": 0.0, "high": 1.0, "known_share": 0.0}
        return cls(
            *(
                PairValues(pairs, joined([getattr(column, name) for column in columns]), missing)
                for name, missing in ends.items()
            )
        )


@dataclass(frozen=True)
class PairFit:
    """Fit of pairs: the whole and its parts (absent parts are None); performance is of people."""

    overall: PairBounded
    competency: PairBounded | None
    performance: Bounded | None
    match: PairBounded | None


@dataclass(frozen=True)
class PairReadiness:
    """Months to readiness of pairs, and its label; see ``Readiness``."""

    months: PairValues
    months_p10: PairValues
    months_p90: PairValues
    label: PairValues


def joined(columns: list[NDArray[Any]]) -> NDArray[Any]:
    """Join columns; without any there is nothing."""
    return np.concatenate(columns) if columns else np.zeros(0)
