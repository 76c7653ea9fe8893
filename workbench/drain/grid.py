"""How long and how fine the grid of losses must be for the people at hand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.drain.distribution import loss_probabilities
from workbench.drain.severity import grid_probabilities, high_quantiles
from workbench.drain.states import States
from workbench.drain.tail import value_at_risk_cell
from workbench.errors import DataError

Floats = NDArray[np.float64]
# With many people no single loss matters much, so fewer cells do.
_LEAST, _LEAST_OF_MANY, _MANY = 4096, 2048, 200
# Cells times people at most, so that memory stays within a few hundred megabytes.
_MOST_ENTRIES, _MOST_CELLS = 2**23, 2**16
# The value at risk at 99 % lies this many steps from 0, a step is 0.5 % of it or less.
_STEPS, _LEVEL = 200, 0.99
_LEAST_BEYOND = 1e-9
_MOST_TRIES = 12


@dataclass(frozen=True)
class Grid:
    """A grid of ``cells`` points for each loss and twice as many for the total.

    ``step`` is the width of a cell, currency; ``severities`` has shape (n, cells), what each
    departure costs; ``probabilities`` has shape (2 cells,), the total under the states that the
    grid was laid for.
    """

    step: float
    severities: Floats
    probabilities: Floats

    @property
    def cells(self) -> int:
        """Points of the grid of one loss."""
        return self.severities.shape[1]


def lay_grid(mean: Floats, cv: Floats, states: States, *, least: int | None = None) -> Grid:
    """Choose the number and the width of the cells, and put the losses on them.

    Parameters
    ----------
    mean : array of shape (n,), currency, >= 0; 0 costs nothing
    cv : array of shape (n,), >= 0
    states : s states of the n people, a first rough integration over the common factor will do
    least : cells to begin with, a power of two; 4,096 when None, and 2,048 beyond 200 people

    Returns
    -------
    Grid. It is so long that less than 1e-9 of the chance lies in its last quarter (a transform
    wraps round what lies beyond), and so fine that a step is at most 0.5 % of the value at risk at
    99 %, as far as 65,536 cells, and fewer beyond 128 people, allow.

    Raises
    ------
    DataError
        If no grid is long enough, which only absurd amounts can bring about.
    """
    people, costs = len(mean), mean > 0
    cells = least or (_LEAST if people <= _MANY else _LEAST_OF_MANY)
    most = max(cells, min(_MOST_CELLS, _power_of_two_below(_MOST_ENTRIES // max(people, 1))))
    span = first_span(mean, cv, states) if costs.any() else float(cells - 1)
    nobody = float(states.weights @ np.prod(1.0 - states.probabilities[:, costs], axis=1))
    for _ in range(_MOST_TRIES):
        grid = _laid(mean, cv, states, span, cells)
        if grid.probabilities[-cells // 2 :].sum() > _LEAST_BEYOND:
            span *= 1.5
            continue
        reached = value_at_risk_cell(grid.probabilities, level=_LEVEL)
        if reached >= _STEPS or nobody >= _LEVEL or cells >= most:
            return grid
        finer = 2 ** int(np.ceil(np.log2(_STEPS / max(reached, _STEPS / 16))))
        cells = min(cells * finer, most)
    raise DataError("The amounts differ so much that their sum does not fit the grid.")


def first_span(mean: Floats, cv: Floats, states: States) -> float:
    """Find how far one loss reaches, currency, so that one and a half times it holds the total.

    Notes
    -----
    Room for a one-in-ten-million loss of any person, on top of the mean and six standard deviations
    of the total in the worst state; states that all together have a chance of less than 1e-11 are
    left out.

    Examples
    --------
    >>> sure = States(np.ones(1), np.array([[1.0, 1.0]]))
    >>> first_span(np.array([10.0, 20.0]), np.zeros(2), sure)
    33.333333333333336
    """
    costs = mean > 0
    alone = float(high_quantiles(mean[costs], cv[costs], tail_z=5.2).max())
    expected = states.probabilities @ mean
    squares = states.probabilities @ (np.square(mean) * (1.0 + np.square(cv)))
    variance = squares - np.square(states.probabilities) @ np.square(mean)
    far = expected + 6.0 * np.sqrt(np.maximum(variance, 0.0))
    order = np.argsort(-far, kind="stable")
    worst = order[int(np.argmax(np.cumsum(states.weights[order]) > 1e-11))]
    return max(alone, (float(far[worst]) + alone) / 1.5)


def _laid(mean: Floats, cv: Floats, states: States, span: float, cells: int) -> Grid:
    step, costs = span / (cells - 1), mean > 0
    losses = np.zeros((len(mean), cells))
    losses[:, 0] = 1.0
    losses[costs] = grid_probabilities(mean[costs], cv[costs], step=step, cells=cells)
    return Grid(step, losses, loss_probabilities(states, losses))


def _power_of_two_below(number: int) -> int:
    return int(2 ** np.floor(np.log2(max(number, 1))))
