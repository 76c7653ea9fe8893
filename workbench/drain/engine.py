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
from workbench.drain.scenarios import Exits
from workbench.drain.severity import grid_probabilities, high_quantiles
from workbench.drain.states import States
from workbench.drain.tail import (
    exceedance,
    expected_shortfall,
    shortfall_weights,
    value_at_risk_cell,
)
from workbench.errors import DataError

Floats = NDArray[np.float64]
CELLS = 4096
_MOST_NODES = 1024


@dataclass(frozen=True)
class LossGrid:
    """A loss as ``probabilities`` of the multiples 0, 1, 2, ... of ``step`` (currency)."""

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
class LossYear(LossGrid):
    """The distribution of the loss within the horizon.

    ``probabilities`` has shape (2 cells,); ``counts`` are the chances that 0, 1, ... people leave;
    ``shortfall_parts`` is each person's part of the expected shortfall at ``level``, currency;
    ``nodes`` the quadrature points that were enough; ``states`` those of the horizon, given which
    people leave independently.
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
        If the grid would be too short, which only absurd amounts can bring about.

    Notes
    -----
    Gauss-Hermite nodes start at 64 and double until the shortfall changes by less than 1e-6.
    People without an assessed loss count among the leavers and add nothing.
    """
    mean, cv = severity["mean"].to_numpy(dtype=float), severity["cv"].to_numpy(dtype=float)
    costs = mean > 0
    step = _grid_step(mean[costs], cv[costs])
    losses = np.zeros((len(mean), CELLS))
    losses[:, 0] = 1.0
    losses[costs] = grid_probabilities(mean[costs], cv[costs], step=step, cells=CELLS)
    states, probabilities, nodes = _settled(exits, losses, level)
    if probabilities[-CELLS // 2 :].sum() > 1e-9:
        raise DataError("The amounts differ so much that their sum does not fit the grid.")
    weights = shortfall_weights(probabilities, level=level)
    parts = step * tail_contributions(states, losses, weights)
    counts = leaver_count_probabilities(states)
    return LossYear(step, probabilities, counts, parts, level, nodes, states)


def _grid_step(mean: Floats, cv: Floats) -> float:
    """Room for all rare losses at once, and for a one-in-ten-million loss of any one."""
    if not len(mean):
        return 1.0
    together = high_quantiles(mean, cv).sum()
    alone = high_quantiles(mean, cv, tail_z=5.2).max()
    return float(max(together, alone)) / (CELLS - 1)


def _settled(exits: Exits, losses: Floats, level: float) -> tuple[States, Floats, int]:
    nodes, before = 64, np.nan
    while True:
        states = exits.states(nodes=nodes)
        probabilities = loss_probabilities(states, losses)
        shortfall = expected_shortfall(probabilities, level=level)
        settled = abs(shortfall - before) <= 1e-6 * abs(shortfall)
        if settled or exits.correlation == 0 or nodes >= _MOST_NODES:
            return states, probabilities, nodes
        nodes, before = 2 * nodes, shortfall
