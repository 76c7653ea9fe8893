"""Figures of a drawn distribution, each with its standard error."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.drain.simulation.factor import Factor

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A figure and how each path moves it.

    ``influence`` has shape (paths,): the derivative of the figure with respect to the weight of
    a path, 0 in the mean. Differences of figures on the same paths have the difference of the
    influences, so that what both share cancels.
    """

    amount: float
    influence: Floats

    def __sub__(self, other: "Estimate") -> "Estimate":
        """Give the difference on the same paths."""
        return Estimate(self.amount - other.amount, self.influence - other.influence)

    def error(self, factor: Factor) -> float:
        """Give the standard error; missing for one path a layer.

        Notes
        -----
        Paths of a layer differ by chance, layers do not: the variance of a stratified mean is the
        weighted sum of those within the layers (Cochran, Sampling Techniques, theorem 5.3).
        """
        if factor.repeats < 2:
            return float("nan")
        by_layer = self.influence.reshape(-1, factor.repeats)
        within = by_layer.var(axis=1, ddof=1) / factor.repeats
        return float(np.sqrt(np.square(factor.weights) @ within)) / len(within)


def mean_of(losses: Floats, factor: Factor) -> Estimate:
    """Estimate the mean loss.

    Parameters
    ----------
    losses : array of shape (paths,)
    factor : the weights of the paths
    """
    amount = float(factor.path_weights() @ losses) / factor.paths
    return Estimate(amount, losses - amount)


def exceeding(losses: Floats, factor: Factor, *, loss: float) -> Estimate:
    """Estimate the chance to lose more than an amount."""
    return mean_of((losses > loss).astype(float), factor)


def quantile_of(losses: Floats, factor: Factor, *, level: float) -> float:
    """Find the smallest loss whose weight up to it reaches the level.

    Examples
    --------
    >>> quantile_of(np.array([3.0, 1.0, 2.0, 4.0]), Factor(np.zeros(4), np.ones(4), 1), level=0.5)
    2.0
    """
    order = np.argsort(losses, kind="stable")
    reached = np.cumsum(factor.path_weights()[order]) / factor.paths >= level - 1e-12
    return float(losses[order[int(np.argmax(reached)) if reached.any() else -1]])


def value_at_risk_of(losses: Floats, factor: Factor, *, level: float) -> Estimate:
    """Estimate the loss that is exceeded with chance ``1 - level`` or less.

    Notes
    -----
    Influence (level - 1{L <= v}) / f(v) with the density f from quantiles on both sides (Bahadur
    1966). At an atom the quantile does not move, and the error is 0.
    """
    amount = quantile_of(losses, factor, level=level)
    side = (1.0 - level) / 5
    low, high = (quantile_of(losses, factor, level=level + step) for step in (-side, side))
    spread = (high - low) / (2 * side)
    below = (losses <= amount).astype(float)
    centred = float(factor.path_weights() @ below) / factor.paths - below
    return Estimate(amount, spread * centred)


def shortfall_of(losses: Floats, factor: Factor, *, level: float) -> Estimate:
    """Estimate the mean loss of the worst ``1 - level`` of the outcomes.

    Notes
    -----
    v + E[(L - v)+] / (1 - level) with the value at risk v (Rockafellar and Uryasev 2000), in which
    the mass at v needs no correction; v is at the minimum, so its own error does not matter.

    Examples
    --------
    >>> five = Factor(np.zeros(5), np.ones(5), 1)
    >>> shortfall_of(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), five, level=0.6).amount
    4.5
    """
    threshold = quantile_of(losses, factor, level=level)
    beyond = mean_of(np.maximum(losses - threshold, 0.0) / (1.0 - level), factor)
    return Estimate(threshold + beyond.amount, beyond.influence)
