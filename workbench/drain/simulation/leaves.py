"""Who leaves on each path: the common factor, teams that are approached, people pulled along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from workbench.drain.scenarios import Exits
from workbench.drain.simulation.bits import BLOCK, Bits, below, random_bits, stable_key
from workbench.drain.simulation.factor import Factor
from workbench.drain.states import TeamShock, probability_given_factor
from workbench.errors import ParameterError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]
MOST_GENERATIONS = 3
# People times paths that are held at once.
_ENTRIES = 250_000


@dataclass(frozen=True)
class Pull:
    """Who may pull whom along.

    ``contacts`` has shape (n, n), without a diagonal: row i tells who pulls i. ``chance`` is the
    probability that a leaver takes a contact along who would have stayed, once for each of them.
    ``generations`` counts how often those pulled along pull others in turn: 1 for not at all.
    """

    contacts: csr_array
    chance: float
    generations: int = 1


@dataclass(frozen=True)
class Leavers:
    """Who of some people leaves on some paths.

    ``members`` are their places; ``paths`` the paths; ``alone`` and ``leaves`` have shape
    (members, paths): leaves without being pulled, and in all; ``bits`` belong to person and path.
    """

    members: Indices
    paths: slice
    alone: Flags
    leaves: Flags
    bits: Bits


def draw_leavers(
    exits: Exits,
    keys: Sequence[str],
    factor: Factor,
    *,
    seed: int,
    pull: Pull | None = None,
    layers: range | None = None,
    entries: int = _ENTRIES,
) -> Iterator[Leavers]:
    """Draw who leaves, some people and some paths at a time, so that memory stays small.

    Parameters
    ----------
    exits : departures of n people
    keys : n ids; whoever keeps an id keeps the random numbers, in any order and any scenario
    factor : the common factor of each path; ``repeats`` a multiple of 4
    seed : of the random numbers
    pull : who pulls whom along; nobody when None
    layers : the layers of the factor to draw; all when None
    entries : people times paths held at once; another number changes no result

    Returns
    -------
    Iterator of Leavers; each person stands on each path of the layers once

    Raises
    ------
    ParameterError
        If the repeats are no multiple of 4, or the generations not 1 to 3.

    Notes
    -----
    One uniform number u for a person and path: leaves if u < 1 - stays, and stays is the product of
    the chances to withstand the year, the rival at the team, and every contact who leaves. The
    same u is used again in each generation, which needs no second number and is exact, since
    u < p was not the case and 1 - stays only grows.
    """
    if factor.repeats % BLOCK:
        raise ParameterError(f"Paths a layer: {factor.repeats} found, a multiple of 4 is needed.")
    if pull and not 1 <= pull.generations <= MOST_GENERATIONS:
        raise ParameterError(
            f"Generations of people pulled along: {pull.generations} found, "
            f"1 to {MOST_GENERATIONS} allowed."
        )
    hits = _team_hits(exits.shocks, keys, factor, seed)
    identities = [stable_key("leaves", key) for key in keys]
    wanted = range(len(factor.values)) if layers is None else layers
    for members in _groups(len(keys), pull):
        width = max(1, entries // max(1, len(members) * factor.repeats))
        for first in range(wanted.start, wanted.stop, width):
            some = slice(first, min(first + width, wanted.stop))
            paths = slice(some.start * factor.repeats, some.stop * factor.repeats)
            count = paths.stop - paths.start
            bits = np.empty((len(members), count), dtype=np.uint64)
            for row, member in enumerate(members):
                bits[row] = random_bits(
                    identities[member], seed=seed, first=paths.start, count=count
                )
            stays = 1.0 - probability_given_factor(
                exits.quiet[members], factor.values[some], correlation=exits.correlation
            )
            yield _drawn(members, paths, bits, stays.T, exits.shocks, hits, factor.repeats, pull)


def _drawn(
    members: Indices, paths: slice, bits: Bits, stays: Floats, shocks: tuple[TeamShock, ...],
    hits: Flags, repeats: int, pull: Pull | None,
) -> Leavers:  # fmt: skip
    by_layer = bits.reshape(len(members), bits.shape[1] // repeats, repeats)
    withstands = stays[:, :, None]
    for shock, hit in zip(shocks, hits[:, paths], strict=True):
        inside = np.isin(members, shock.members)[:, None, None]
        struck = inside & hit.reshape(1, -1, repeats)
        withstands = withstands * np.where(struck, 1.0 - shock.follow, 1.0)
    alone = by_layer < below(1.0 - withstands)
    leaves = alone
    if pull and pull.chance > 0 and len(members) > 1:
        leaves = _pulled(by_layer, withstands, alone, members, pull)
    return Leavers(members, paths, alone.reshape(bits.shape), leaves.reshape(bits.shape), bits)


def _pulled(bits: Bits, withstands: Floats, alone: Flags, members: Indices, pull: Pull) -> Flags:
    """Add those whom leavers pull along, generation by generation; shape as ``bits``."""
    near = pull.contacts[members][:, members].astype(np.int32)
    everybody = near.count_nonzero() == len(members) * (len(members) - 1)
    kept = (1.0 - pull.chance) ** np.arange(len(members) + 1)
    leaves = alone.copy()
    flat, each = leaves.reshape(len(members), -1), bits.size // withstands.size
    for _ in range(pull.generations):
        if everybody:
            left = flat.sum(axis=0, dtype=np.int32)
        else:
            left = (near @ flat.astype(np.int32)).ravel()
        # One by one only who would go if all pulled that do on any path of the layer.
        most = left.reshape(-1, *bits.shape[1:]).max(axis=2, keepdims=True)
        at = np.flatnonzero((bits < below(1.0 - withstands * kept[most])) & ~leaves)
        resists = withstands.ravel()[at // each] * kept[left[at % len(left)]]
        follows = at[bits.ravel()[at] < below(1.0 - resists)]
        if not len(follows):
            break
        leaves.ravel()[follows] = True
    return leaves


def _groups(people: int, pull: Pull | None) -> list[Indices]:
    """People who hang together by contacts; everybody alone where nobody pulls."""
    if pull is None or pull.chance == 0:
        return [np.array([person], dtype=np.intp) for person in range(people)]
    number, group = connected_components(pull.contacts, directed=False)
    order = np.argsort(group, kind="stable").astype(np.intp)
    return np.split(order, np.cumsum(np.bincount(group, minlength=number))[:-1])


def _team_hits(
    shocks: tuple[TeamShock, ...], keys: Sequence[str], factor: Factor, seed: int
) -> Flags:
    """Which teams are approached on which paths; shape (teams, paths)."""
    hits = np.empty((len(shocks), factor.paths), dtype=bool)
    for row, shock in enumerate(shocks):
        identity = stable_key("team", *sorted(keys[member] for member in shock.members))
        bits = random_bits(identity, seed=seed, first=0, count=factor.paths)
        hits[row] = bits < below(np.array(shock.chance))
    return hits
