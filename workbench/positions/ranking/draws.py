"""Random weights and values around a model, some draws at a time, and the scores they give."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.mcda.aggregate import power_mean
from workbench.positions.ranking.model import Array, Model

Drawn = NDArray[np.float32]
_BLOCK = 128


@dataclass(frozen=True)
class Draws:
    """Random numbers of s draws; they stay the same when weights, gates or the exponent move.

    Parameters
    ----------
    inside : (s, m) standard normal, for the weights of criteria inside their dimension
    across : (s, d) standard normal, for the weights of dimensions
    columns : m arrays (s, n), the drawn values of posts; those of ratings may lie outside [0, 1]
        and are cut where they are used
    """

    inside: Drawn
    across: Drawn
    columns: tuple[Drawn, ...]


def draw_blocks(model: Model, *, draws: int, seed: int) -> Iterator[Draws]:
    """Draw weights and values, at most 128 draws at a time.

    Parameters
    ----------
    model : posts, and how unsure their values are; an unknown value is uniform on [0, 1]
    draws : how many in all
    seed : start of the random numbers

    Yields
    ------
    Draws; memory does not grow with their number
    """
    rng = np.random.default_rng(seed)
    criteria, dimensions = len(model.criterion_weights), len(model.dimension_weights)
    for start in range(0, draws, _BLOCK):
        size = min(_BLOCK, draws - start)
        yield Draws(
            rng.standard_normal((size, criteria), dtype=np.float32),
            rng.standard_normal((size, dimensions), dtype=np.float32),
            tuple(_values(rng, model, column, size) for column in range(criteria)),
        )


def drawn_weights(model: Model, draws: Draws) -> tuple[Drawn, Drawn]:
    """Give the weights of these draws: (s, m) of criteria and (s, d) of dimensions.

    Notes
    -----
    The s.d. of the model is that of the logarithm of a ratio of two weights; each logarithm carries
    half of its variance.
    """
    inside = _around(model.criterion_weights, draws.inside, model.criterion_spread)
    return inside, _around(model.dimension_weights, draws.across, model.dimension_spread)


def drawn_levels(model: Model, draws: Draws) -> Drawn:
    """Value of every dimension in these draws, (d, s, n) in [0, 1]."""
    inside, _ = drawn_weights(model, draws)
    posts = draws.columns[0].shape[1] if draws.columns else len(model.value)
    shape = (len(model.dimension_weights), len(inside), posts)
    levels, totals = np.zeros(shape, dtype=np.float32), np.zeros((*shape[:2], 1), dtype=np.float32)
    for column, group in enumerate(model.groups):
        weight, drawn = inside[:, [column]], draws.columns[column]
        if (model.spread[:, column] > 0).any():
            drawn = np.clip(drawn, 0, 1)
        levels[group] += weight * drawn
        totals[group] += weight
    levels /= totals
    return levels


def drawn_scores(model: Model, draws: Draws) -> Drawn:
    """Score all posts in these draws.

    Returns
    -------
    (s, n) in [floor, 1]; 0 where a gate is failed
    """
    levels = drawn_levels(model, draws)
    scores = power_mean(
        np.moveaxis(levels, 0, -1),
        drawn_weights(model, draws)[1][:, None, :],
        exponent=model.exponent,
        floor=model.floor,
    )
    gated = np.flatnonzero(~np.isnan(model.gates))
    passed = (levels[gated] >= model.gates[gated, None, None]).all(axis=0)
    return np.where(passed, scores, 0).astype(np.float32)


def _values(rng: np.random.Generator, model: Model, column: int, size: int) -> Drawn:
    value, spread = model.value[:, column], model.spread[:, column]
    unknown, uncertain = np.flatnonzero(np.isnan(value)), np.flatnonzero(spread > 0)
    drawn = np.broadcast_to(value.astype(np.float32), (size, len(value)))
    if not len(unknown) and not len(uncertain):
        return drawn
    drawn = drawn.copy()
    noise = rng.standard_normal((size, len(uncertain)), dtype=np.float32)
    drawn[:, uncertain] += noise * spread[uncertain].astype(np.float32)
    drawn[:, unknown] = rng.random((size, len(unknown)), dtype=np.float32)
    return drawn


def _around(centre: Array, noise: Drawn, spread: Array | float) -> Drawn:
    drawn = centre.astype(np.float32) * np.exp(noise * np.float32(2**-0.5) * np.float32(spread))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float32)
