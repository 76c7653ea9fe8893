"""Draw the paths of a model, a block at a time, and keep what each of them costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.drain.scenarios import Exits
from workbench.drain.severity import lognormal_parameters
from workbench.drain.simulation.bits import normals_of_rest
from workbench.drain.simulation.factor import LAYERS, Factor, bad_years, layer_factor
from workbench.drain.simulation.leaves import Leavers, Pull, draw_leavers
from workbench.drain.simulation.model import Model

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Group = tuple[int, ...]
PULLED = "leavers pull others along"
# The least number of paths: a generator gives four numbers at a time.
LEAST_PATHS = 4 * LAYERS
_ENTRIES = 2_000_000


@dataclass(frozen=True)
class Losses:
    """What some paths cost; arrays have shape (paths,) or (..., paths), currency.

    Attributes
    ----------
    added_up : the amounts of those who leave without being pulled, added up
    parts : one row a part that the loss differs by, in the order of ``PARTS`` and PULLED
    once, pulled : one row an asset: what its rule adds to its loss where amounts add up, and what
        people who are pulled along add to that
    leavers : how many of the priced people leave
    empty, named, taken : one row a seat for which somebody is ready: whether its holder leaves,
        whether somebody ready is there, and whether one can be spared for it
    together : one row a group: whether all of it leave
    """

    added_up: Floats
    parts: Floats
    once: Floats
    pulled: Floats
    leavers: Floats
    empty: Flags
    named: Flags
    taken: Flags
    together: Flags

    @property
    def total(self) -> Floats:
        """Loss with all parts."""
        return self.added_up + self.parts.sum(axis=0)


def draw_losses(
    model: Model, exits: Exits, keys: Sequence[str], *, paths: int, seed: int,
    pull: Pull | None = None, groups: Sequence[Group] = (), factor: Factor | None = None,
) -> tuple[Factor, Losses]:  # fmt: skip
    """Draw the horizon many times.

    Parameters
    ----------
    model : what n people cost and share
    exits : how they leave
    keys : their ids, which the random numbers belong to
    paths : rounded up to a multiple of 8,192
    seed : of the random numbers
    pull : who pulls whom along; nobody when None
    groups : places of people, to see how often all of them leave
    factor : of the paths; laid out for these people when None. With the same one, paths of several
        scenarios are the same, and ``paths`` is not used.

    Returns
    -------
    (factor, losses) : the weights of the paths, and what each costs
    """
    if factor is None:
        priced = model.mean > 0
        middle, spread = bad_years(
            exits.quiet[priced], model.mean[priced], model.cv[priced],
            correlation=exits.correlation,
        )  # fmt: skip
        repeats = 4 * -(-paths // LEAST_PATHS)
        factor = layer_factor(repeats=repeats, middle=middle, spread=spread)
    repeats = factor.repeats
    width = max(1, _ENTRIES // (max(len(keys), 1) * repeats))
    blocks = []
    for first in range(0, LAYERS, width):
        layers = range(first, min(first + width, LAYERS))
        some = draw_leavers(exits, keys, factor, seed=seed, pull=pull, layers=layers)
        blocks.append(_losses(model, groups, some, first * repeats, len(layers) * repeats))
    return factor, _joined(blocks)


def _losses(
    model: Model, groups: Sequence[Group], drawn: Iterable[Leavers], first: int, paths: int
) -> Losses:
    people = len(model.mean)
    alone, leaves = (np.zeros((people, paths), dtype=bool) for _ in range(2))
    size = np.ones((people, paths))
    _, sigma = lognormal_parameters(np.ones(people), model.cv)
    for some in drawn:
        here = slice(some.paths.start - first, some.paths.stop - first)
        for row, person in enumerate(some.members):
            alone[person, here], leaves[person, here] = some.alone[row], some.leaves[row]
            gone = np.flatnonzero(some.leaves[row])
            normal = normals_of_rest(some.bits[row, gone])
            size[person, here.start + gone] = np.exp(
                sigma[person] * normal - sigma[person] ** 2 / 2
            )
    usual, pulled = model.parts(alone, size), model.parts(leaves, size)
    added_up = model.added_up(alone, size)
    moved = sum(pulled.values(), model.added_up(leaves, size)) - sum(usual.values(), added_up)
    by_rule = [asset.loss(alone, size) for asset in model.assets]
    once = [
        loss - asset.loss_added_up(alone, size)
        for asset, loss in zip(model.assets, by_rule, strict=True)
    ]
    further = [
        asset.loss(leaves, size) - loss for asset, loss in zip(model.assets, by_rule, strict=True)
    ]
    filled = model.filled(leaves)
    return Losses(
        added_up=added_up,
        parts=np.stack([*usual.values(), moved]),
        once=_rows(once, paths), pulled=_rows(further, paths),
        leavers=leaves[model.mean > 0].sum(axis=0).astype(float),
        empty=leaves[model.seats], named=filled.named, taken=filled.taken,
        together=_rows([np.all(leaves[list(group)], axis=0) for group in groups], paths) > 0,
    )  # fmt: skip


def _rows(arrays: Sequence[Any], paths: int) -> Floats:
    """Stack arrays of shape (paths,), also none."""
    return np.asarray(arrays, dtype=np.float64).reshape(-1, paths)


def _joined(blocks: Sequence[Losses]) -> Losses:
    names = [field.name for field in fields(Losses)]
    parts = {
        name: np.concatenate([getattr(block, name) for block in blocks], axis=-1) for name in names
    }
    return Losses(**parts)


def loss_if_leave(model: Model, group: Group) -> float:
    """Loss where exactly these people leave, currency, in the mean.

    Parameters
    ----------
    group : places of people
    """
    leaves = np.zeros((len(model.mean), 1), dtype=bool)
    leaves[list(group)] = True
    return float(model.loss(leaves, np.ones(leaves.shape))[0])
