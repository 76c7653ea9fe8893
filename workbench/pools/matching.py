"""How many posts can be filled at once, which cannot, and who is needed for it.

Posts and people form two sides; an entry says that the person could take the post. One person fills
one post, so counting names overstates cover: a largest matching is the answer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_bipartite_matching

Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Conflict:
    """Posts that cannot all be filled, and the only people they have.

    Parameters
    ----------
    posts : row numbers; more of them than there are people
    people : column numbers, everybody who could take one of these posts; may be empty
    """

    posts: tuple[int, ...]
    people: tuple[int, ...]

    @property
    def short(self) -> int:
        """How many of the posts stay empty whatever is done."""
        return len(self.posts) - len(self.people)


@dataclass(frozen=True)
class Cover:
    """Largest set of posts that different people can fill at once.

    Parameters
    ----------
    person_of_post : array (P,), column number of the person in this matching, -1 for none
    conflicts : the deficient sets; the same whichever largest matching is found
    critical_people : columns whose loss lowers the number of posts filled; also unique
    """

    person_of_post: Indices
    conflicts: tuple[Conflict, ...]
    critical_people: tuple[int, ...]

    @property
    def filled(self) -> int:
        """Number of posts filled at once."""
        return int((self.person_of_post >= 0).sum())


def simultaneous_cover(could_take: Flags) -> Cover:
    """Fill as many posts as possible at once, one person each.

    Parameters
    ----------
    could_take : bool array (P, C)

    Returns
    -------
    Cover

    Notes
    -----
    Hopcroft and Karp (1973) for the matching. Posts that alternating paths reach from an unfilled
    post form the deficient sets of Hall's theorem; a matched person whom no alternating path
    reaches from a free person is in every largest matching (Dulmage and Mendelsohn 1958).

    Examples
    --------
    >>> names = np.array([[1, 1, 1], [1, 0, 0], [1, 0, 0], [1, 1, 0]], dtype=bool)
    >>> cover = simultaneous_cover(names)
    >>> cover.filled, cover.conflicts
    (3, (Conflict(posts=(1, 2), people=(0,)),))
    """
    posts, people = could_take.shape
    if posts == 0 or people == 0:
        alone = tuple(Conflict((post,), ()) for post in range(posts))
        return Cover(np.full(posts, -1, dtype=np.intp), alone, ())
    graph = csr_array(could_take.astype(np.int8))
    person_of_post = maximum_bipartite_matching(graph, perm_type="column").astype(np.intp)
    post_of_person = _inverse(person_of_post, people)
    short = _reach(could_take, np.flatnonzero(person_of_post < 0), post_of_person)
    spare = _reach(could_take.T, np.flatnonzero(post_of_person < 0), person_of_post)
    critical = np.setdiff1d(np.flatnonzero(post_of_person >= 0), spare)
    return Cover(person_of_post, _conflicts(could_take, short), tuple(critical.tolist()))


def filled_at_once(could_take: Flags) -> int:
    """Count the posts that different people can fill at once, see ``simultaneous_cover``.

    Examples
    --------
    >>> filled_at_once(np.array([[1, 1], [1, 0], [1, 0]], dtype=bool))
    2
    """
    if not could_take.size:
        return 0
    matched = maximum_bipartite_matching(csr_array(could_take.astype(np.int8)), perm_type="column")
    return int((matched >= 0).sum())


def _inverse(matched: Indices, size: int) -> Indices:
    inverse = np.full(size, -1, dtype=np.intp)
    inverse[matched[matched >= 0]] = np.flatnonzero(matched >= 0)
    return inverse


def _reach(could_take: Flags, start: Indices, back: Indices) -> Indices:
    """Rows that alternating paths reach from the unmatched rows ``start``; they are included."""
    reached = np.zeros(len(could_take), dtype=bool)
    front = start
    while len(front):
        reached[front] = True
        across = back[could_take[front].any(axis=0)]
        front = np.setdiff1d(across[across >= 0], np.flatnonzero(reached))
    return np.flatnonzero(reached)


def _conflicts(could_take: Flags, posts: Indices) -> tuple[Conflict, ...]:
    """Split the posts that fall short into groups that share no person."""
    part = could_take[posts].astype(np.int32)
    count, group = connected_components(csr_array(part @ part.T), directed=False)
    members = [posts[group == each] for each in range(count)]
    return tuple(
        Conflict(tuple(rows.tolist()), tuple(np.flatnonzero(could_take[rows].any(axis=0)).tolist()))
        for rows in members
    )
