"""The loss of many posts while a slider moves: the dearest people exactly, the rest by moments."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.engine import LossLaw
from workbench.drain.fast import fast_year
from workbench.drain.rest import cumulants, rest_parts, rest_transform
from workbench.drain.scenarios import Exits
from workbench.drain.severity import grid_probabilities, high_quantiles
from workbench.drain.states import States
from workbench.drain.tail import shortfall_weights
from workbench.errors import DataError

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]
CELLS, NODES, DEAREST = 2048, 64, 32
_MOST_TRIES = 6


@dataclass(frozen=True)
class DearestYear(LossLaw):
    """The distribution of the loss within the horizon.

    ``probabilities`` has shape (cells,); ``shortfall_parts`` of shape (n,) is each person's part
    of the expected shortfall at ``level``, currency; ``exactly`` is the number of people who are
    in it exactly.
    """

    shortfall_parts: Floats
    level: float
    exactly: int


def dearest_year(
    exits: Exits, severity: pd.DataFrame, *, level: float = 0.95, dearest: int = DEAREST
) -> DearestYear:
    """Compute the loss within the horizon in hundredths of a second.

    Parameters
    ----------
    exits : departures of n people
    severity : n rows, columns mean (currency, >= 0) and cv, as in ``loss_year``
    level : of the expected shortfall that is split over people, in (0, 1)
    dearest : people who are taken exactly, those who add most to the variance

    Returns
    -------
    DearestYear

    Raises
    ------
    DataError
        If the grid stays too short, which only absurd amounts can bring about.

    Notes
    -----
    Given the state the transform is a product over the dearest people, as in ``loss_year``, times
    one law for all others with their first three cumulants, see ``rest_transform``. Against
    ``loss_year`` the grid is half as fine but no longer than the loss itself, and the number of
    quadrature points is fixed; the methods give the error.
    """
    mean, cv = severity["mean"].to_numpy(dtype=float), severity["cv"].to_numpy(dtype=float)
    states = exits.states(nodes=NODES)
    first, others = _split(exits, mean, cv, dearest)
    if not len(first):
        return DearestYear(1.0, np.eye(1, CELLS)[0], np.zeros(len(mean)), level, 0)
    step = _reach(exits, severity) / CELLS
    for _ in range(_MOST_TRIES):
        rest = cumulants(states.probabilities[:, others], mean[others] / step, cv[others])
        losses = grid_probabilities(mean[first], cv[first], step=step, cells=CELLS)
        centred = np.fft.rfft(losses) - 1.0
        chance = states.probabilities[:, first]
        given = _products(chance, centred) * rest_transform(rest, cells=CELLS)
        probabilities = np.maximum(np.fft.irfft(states.weights @ given, CELLS), 0.0)
        if probabilities[-CELLS // 8 :].sum() <= 1e-6:
            break
        step *= 1.5
    else:
        raise DataError("The amounts differ so much that their sum does not fit the grid.")
    weights = np.conj(np.fft.rfft(shortfall_weights(probabilities, level=level)))
    weights *= np.r_[1.0, np.full(CELLS // 2 - 1, 2.0), 1.0] / CELLS
    parts = np.zeros(len(mean))
    sized = np.fft.rfft(losses * np.arange(CELLS))
    parts[first] = _first_parts(States(states.weights, chance), centred, sized, given, weights)
    parts[others] = rest_parts(states.weights, rest, given, weights)
    year = DearestYear(step, probabilities, step * parts, level, len(first))
    return _closed(year, others)


def _split(
    exits: Exits, mean: Floats, cv: Floats, dearest: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places of the people taken exactly, and of the others; who costs nothing is in neither."""
    spread = exits.total * np.square(mean) * (1.0 + np.square(cv))
    order = np.argsort(-spread, kind="stable")
    order = order[mean[order] > 0]
    return np.sort(order[:dearest]), np.sort(order[dearest:])


def _reach(exits: Exits, severity: pd.DataFrame) -> float:
    """Loss that is exceeded less than once in ten million times, with room for the largest one."""
    costs = severity["mean"].to_numpy(dtype=float) > 0
    mean, cv = (severity[name].to_numpy(dtype=float)[costs] for name in ("mean", "cv"))
    alone = float(high_quantiles(mean, cv, tail_z=5.2).max())
    return fast_year(exits, severity).value_at_risk(1.0 - 1e-7) + alone


def _products(chance: Floats, centred: Complexes) -> Complexes:
    """Transform of the loss of some people in each state; shape (s, frequencies)."""
    found = np.ones((len(chance), centred.shape[1]), dtype=complex)
    for row, some in zip(found, chance, strict=True):
        row *= np.prod(1.0 + some[:, None] * centred, axis=0)
    return found


def _first_parts(
    states: States, centred: Complexes, sized: Complexes, given: Complexes, weights: Complexes
) -> Floats:
    """Each person's E[L_i w(L)]: what the others make of the loss is the whole over the own factor.

    The own factor is a factor of the whole, so the quotient keeps its digits; where both are 0
    nothing is added.
    """
    total = np.zeros(states.probabilities.shape[1])
    for weight, chance, whole in zip(states.weights, states.probabilities, given, strict=True):
        own = 1.0 + chance[:, None] * centred
        others = np.divide(whole * weights, own, out=np.zeros_like(own), where=own != 0)
        total += weight * chance * np.real((others * sized).sum(axis=1))
    return total


def _closed(year: DearestYear, others: NDArray[np.intp]) -> DearestYear:
    """Let the parts sum to the shortfall: what three cumulants leave open is the others'."""
    found = float(year.shortfall_parts[others].sum())
    left = year.shortfall(year.level) - float(year.shortfall_parts.sum()) + found
    if found > 0:
        year.shortfall_parts[others] *= max(left, 0.0) / found
    return year
