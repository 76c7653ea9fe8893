"""From people, chances and amounts to the distribution of the loss within the horizon."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.distribution import (
    leaver_count_probabilities,
    loss_probabilities,
    tail_contributions,
)
from workbench.drain.grid import Grid, lay_grid
from workbench.drain.scenarios import Exits
from workbench.drain.states import States
from workbench.drain.tail import (
    exceedance,
    expected_shortfall,
    shortfall_weights,
    value_at_risk_cell,
)

Floats = NDArray[np.float64]
_LEAST_NODES, _MOST_NODES = 64, 1024


@dataclass(frozen=True)
class LossLaw:
    """The loss within the horizon: ``probabilities`` of the multiples of ``step`` (currency)."""

    step: float
    probabilities: Floats

    @property
    def expected(self) -> float:
        """Mean loss, currency."""
        return self.step * float(self.probabilities @ np.arange(len(self.probabilities)))

    def value_at_risk(self, level: float) -> float:
        """Loss that is exceeded with chance ``1 - level`` or less, currency."""
        return self.step * value_at_risk_cell(self.probabilities, level=level)

    def shortfall(self, level: float) -> float:
        """Mean loss of the worst ``1 - level`` of the outcomes, currency."""
        return self.step * expected_shortfall(self.probabilities, level=level)

    def curve(self) -> pd.DataFrame:
        """Loss and the chance to exceed it, down to one chance in 10,000."""
        chance = exceedance(self.probabilities)
        last = int(np.argmax(chance < 1e-4)) + 1
        kept = np.unique(np.linspace(0, last, 240).astype(int))
        return pd.DataFrame({"loss": self.step * kept, "exceedance_probability": chance[kept]})


@dataclass(frozen=True)
class LossYear(LossLaw):
    """The distribution of the loss within the horizon, with leavers and parts of people.

    ``counts`` are the chances that 0, 1, ... people leave; ``shortfall_parts`` is each person's
    part of the expected shortfall at ``level``, currency; ``nodes`` the quadrature points that were
    enough; ``states`` those of the horizon, given which people leave independently.
    """

    counts: Floats
    shortfall_parts: Floats
    level: float
    nodes: int
    states: States


def loss_year(exits: Exits, severity: pd.DataFrame, *, level: float = 0.95) -> LossYear:
    """Compute the exact distribution of the loss within the horizon.

    Parameters
    ----------
    exits : departures of n people
    severity : n rows, columns mean (currency, >= 0) and cv: the loss if the person leaves, taken
        as lognormal
    level : of the expected shortfall that is split over people, in (0, 1)

    Returns
    -------
    LossYear

    Raises
    ------
    DataError
        If no grid is long enough, which only absurd amounts can bring about.

    Notes
    -----
    Gauss-Hermite nodes start at 64 and double until mean and shortfall change by less than 1e-6.
    People without an assessed loss count among the leavers and add nothing. How long and how fine
    the grid is depends on the people, see ``lay_grid``.
    """
    mean, cv = severity["mean"].to_numpy(dtype=float), severity["cv"].to_numpy(dtype=float)
    grid = lay_grid(mean, cv, exits.states(nodes=_LEAST_NODES))
    states, probabilities, nodes = _settled(exits, grid, level)
    weights = shortfall_weights(probabilities, level=level)
    parts = grid.step * tail_contributions(states, grid.severities, weights)
    counts = leaver_count_probabilities(states)
    return LossYear(grid.step, probabilities, counts, parts, level, nodes, states)


def loss_law(
    exits: Exits, severity: pd.DataFrame, *, cells: int = 2048, nodes: int = _LEAST_NODES
) -> LossLaw:
    """Compute the distribution of the loss alone, for where many are set side by side.

    Parameters
    ----------
    exits, severity : as in ``loss_year``
    cells : points of the grid at least
    nodes : points of the quadrature; 64 are within one in a million up to a tie of 0.5

    Returns
    -------
    LossLaw; with half the cells the expected shortfall is within 5 in 10,000 of ``loss_year``

    Raises
    ------
    DataError
        As ``loss_year``.
    """
    mean, cv = severity["mean"].to_numpy(dtype=float), severity["cv"].to_numpy(dtype=float)
    grid = lay_grid(mean, cv, exits.states(nodes=nodes), least=cells)
    return LossLaw(grid.step, grid.probabilities)


def _settled(exits: Exits, grid: Grid, level: float) -> tuple[States, Floats, int]:
    nodes, probabilities = _LEAST_NODES, grid.probabilities
    states = exits.states(nodes=nodes)
    if exits.correlation == 0:
        return states, probabilities, nodes
    figures = _figures(probabilities, level)
    while nodes < _MOST_NODES:
        nodes, before = 2 * nodes, figures
        states = exits.states(nodes=nodes)
        probabilities = loss_probabilities(states, grid.severities)
        figures = _figures(probabilities, level)
        if (np.abs(figures - before) <= 1e-6 * np.abs(figures)).all():
            break
    return states, probabilities, nodes


def _figures(probabilities: Floats, level: float) -> Floats:
    """Mean and shortfall, in steps: where all leave together the shortfall alone settles early."""
    mean = float(probabilities @ np.arange(len(probabilities)))
    return np.array([mean, expected_shortfall(probabilities, level=level)])
