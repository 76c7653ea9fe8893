"""Groups of people who all go to each other."""

from collections.abc import Iterator

from workbench.errors import ParameterError
from workbench.people.network.measures import Ties

_MOST = 100_000


def mutual_groups(people: int, ties: Ties, *, least: int = 3) -> list[tuple[int, ...]]:
    """Find the largest groups in which everybody goes to everybody else.

    Parameters
    ----------
    people : number of people
    ties : int array of shape (t, 2), who goes to whom; one-sided ties do not count
    least : fewest people of a group, 2 or more

    Returns
    -------
    Groups as sorted numbers, in order; none is part of another, people may be in several

    Raises
    ------
    ParameterError
        If there are more than 100,000 groups.

    Notes
    -----
    The maximal cliques of the graph of mutual ties, by Bron and Kerbosch (1973) with the pivot of
    Tomita, Tanaka and Takahashi (2006).

    Examples
    --------
    >>> import numpy as np
    >>> both_ways = [(a, b) for a in range(3) for b in range(3) if a != b]
    >>> mutual_groups(4, np.array([*both_ways, (2, 3), (3, 2), (0, 3)]))
    [(0, 1, 2)]
    """
    named = {(int(a), int(b)) for a, b in ties if a != b}
    friends: list[set[int]] = [set() for _ in range(people)]
    for one, other in named:
        if (other, one) in named:
            friends[one].add(other)
    found: list[tuple[int, ...]] = []
    for group in _grow((), {who for who in range(people) if friends[who]}, set(), friends):
        if len(group) >= least:
            found.append(tuple(sorted(group)))
        if len(found) > _MOST:
            raise ParameterError(
                f"Table ties has more than {_MOST:,} groups of people who all name each other; "
                "that is no picture of who goes to whom. Keep only ties that people named."
            )
    return sorted(found)


def _grow(
    group: tuple[int, ...], fit: set[int], done: set[int], friends: list[set[int]]
) -> Iterator[tuple[int, ...]]:
    """Give the groups that hold ``group``, further ones of ``fit`` and nobody of ``done``."""
    if not fit and not done:
        yield group
        return
    pivot = max(fit | done, key=lambda who: len(friends[who] & fit))
    for who in sorted(fit - friends[pivot]):
        yield from _grow((*group, who), fit & friends[who], done & friends[who], friends)
        fit = fit - {who}
        done = done | {who}
