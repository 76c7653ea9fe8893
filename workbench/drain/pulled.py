"""Who is pulled along within a team, in closed form for one generation."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ENTRIES = 2_000_000


@dataclass(frozen=True)
class Teams:
    """Teams that share no member, and how strongly a leaver pulls.

    ``team_of`` has shape (n,): the number of each person's team, -1 for none. ``pull`` is the
    chance that a leaver takes a member along who would have stayed, in [0, 1).
    """

    team_of: NDArray[np.intp]
    pull: float


def leave_moments(
    probabilities: Floats, amounts: Floats, teams: Teams | None
) -> tuple[Floats, Floats]:
    """Chance that each person leaves, and what the others of the team add to the variance.

    Parameters
    ----------
    probabilities : array of shape (s, n), chance to leave by oneself, given the state
    amounts : array of shape (n,), what each departure costs
    teams : who pulls whom along; nobody when None

    Returns
    -------
    (chance, others) : arrays of shape (s, n); ``others`` is the sum over the other members j of
        amount_i amount_j Cov(leaves_i, leaves_j)

    Notes
    -----
    After Davis and Lo (2001), Infectious defaults, for unequal chances and one generation: i stays
    without being pulled, and no leaver pulls, (1 - p_i) prod_j (1 - b p_j). Both i and j stay
    with (1 - p_i)(1 - p_j) prod_k (1 - (1 - (1 - b)^2) p_k) over the rest of the team.

    Examples
    --------
    >>> pair = Teams(np.array([0, 0]), pull=0.5)
    >>> chance, others = leave_moments(np.array([[0.2, 0.2]]), np.ones(2), pair)
    >>> chance.round(12).tolist(), others.round(12).tolist()
    ([[0.28, 0.28]], [[0.1216, 0.1216]])
    """
    chance, others = probabilities.astype(float), np.zeros(probabilities.shape)
    if teams is None or teams.pull == 0:
        return chance, others
    twice = 1.0 - (1.0 - teams.pull) ** 2
    for members in _of_equal_size(teams.team_of):
        size = members.shape[1]
        width = max(1, _ENTRIES // max(members.size * size, 1))
        for first in range(0, len(chance), width):
            some = slice(first, first + width)
            alone = probabilities[some][:, members]
            stays = _stays(alone, teams.pull)
            apart = (1.0 - alone) / (1.0 - twice * alone)
            both = np.prod(1.0 - twice * alone, axis=2)[:, :, None] * apart
            amount = amounts[members]
            # Sum over j of (both stay - product) amount_j, less the term of i itself.
            total = both * (apart * amount).sum(axis=2, keepdims=True) - stays * (
                stays * amount
            ).sum(axis=2, keepdims=True)
            itself = (both * apart - np.square(stays)) * amount
            chance[some, members.ravel()] = (1.0 - stays).reshape(len(alone), -1)
            others[some, members.ravel()] = (amount * (total - itself)).reshape(len(alone), -1)
    return chance, others


def _stays(alone: Floats, pull: float) -> Floats:
    """Chance to stay: by oneself, and pulled along by none of the others."""
    everybody = np.prod(1.0 - pull * alone, axis=2)[:, :, None]
    return (1.0 - alone) * everybody / (1.0 - pull * alone)


def _of_equal_size(team_of: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """Places of the members, one array of shape (teams, size) for each size of two or more."""
    order = np.argsort(team_of, kind="stable")
    order = order[team_of[order] >= 0]
    starts = np.flatnonzero(np.diff(team_of[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(order)))
    for size in np.unique(sizes[sizes > 1]):
        yield order[starts[sizes == size][:, None] + np.arange(size)]
