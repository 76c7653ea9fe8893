"""The common factor in layers, thinner and more of them where the bad years are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from workbench.drain.fast import mixture
from workbench.drain.states import States, probability_given_factor

Floats = NDArray[np.float64]
# Layers of the factor; half of them lie where the bad years are.
LAYERS = 2048
_WIDER = 1.2


@dataclass(frozen=True)
class Factor:
    """Values of the common factor and how many paths go with each.

    ``values`` and ``weights`` have shape (k,), one a layer; the weights have mean 1. Paths are
    numbered layer by layer, ``repeats`` a layer.
    """

    values: Floats
    weights: Floats
    repeats: int

    @property
    def paths(self) -> int:
        """Number of paths."""
        return len(self.values) * self.repeats

    def path_weights(self) -> Floats:
        """Weight of each path, mean 1; shape (paths,)."""
        return np.repeat(self.weights, self.repeats)


def layer_factor(
    *, repeats: int, middle: float = 0.0, spread: float = 1.0, layers: int = LAYERS
) -> Factor:
    """Cut the common factor into layers: half of them as it lies, half around the bad years.

    Parameters
    ----------
    repeats : paths with the same value, >= 1
    middle, spread : mean and standard deviation of the second half; 0 and 1 give equal layers
    layers : an even number

    Returns
    -------
    Factor, from the worst layer to the best

    Notes
    -----
    Edges lie at quantiles of the factor and of the normal around the bad years; a layer weighs what
    its chance is and is represented by the mean of the factor in it. So the factor leaves no random
    error (stratified sampling with more paths where the tail is; Cochran, Sampling Techniques,
    chapter 5), and what varies within a layer is far below the error of the paths.

    Examples
    --------
    >>> factor = layer_factor(repeats=1, middle=-2.0, spread=0.6)
    >>> abs(float(factor.weights @ factor.values)) < 1e-9
    True
    """
    half, inner = layers // 2, np.arange(1, layers) / layers
    if (middle, spread) != (0.0, 1.0):
        around = middle + spread * ndtri((np.arange(half) + 0.5) / half)
        inner = np.sort(np.concatenate([np.arange(1, half) / half, ndtr(around)]))
    edges = np.concatenate([[0.0], inner, [1.0]])
    chance, points = np.diff(edges), ndtri(edges)
    density = np.exp(-np.square(points) / 2) / np.sqrt(2 * np.pi)
    # A layer without a chance, between edges that meet, stands where they meet.
    values = np.divide(-np.diff(density), chance, out=points[1:].copy(), where=chance > 1e-15)
    return Factor(values, chance * layers, repeats)


def bad_years(
    probability: Floats, mean: Floats, cv: Floats, *, correlation: float, level: float = 0.975
) -> tuple[float, float]:
    """Find where the common factor lies in years whose loss is in the tail.

    Parameters
    ----------
    probability, mean, cv : arrays of shape (n,): chance to leave, and the loss if it happens
    correlation : tie between departures, in [0, 1)
    level : where the tail begins

    Returns
    -------
    (middle, spread) of the factor given a loss beyond the level, from the closed form; (0, 1)
    where there is no tie or no loss

    Examples
    --------
    >>> some = np.full(200, 0.1)
    >>> middle, spread = bad_years(some, np.ones(200), np.zeros(200), correlation=0.15)
    >>> round(middle, 1), round(spread, 1)
    (-2.3, 0.5)
    """
    if correlation == 0 or not (probability * mean).sum() > 0:
        return 0.0, 1.0
    values = np.linspace(-6.0, 4.0, 201)
    weights = np.exp(-np.square(values) / 2)
    given = probability_given_factor(probability, values, correlation=correlation)
    year = mixture(States(weights / weights.sum(), given), mean, cv)
    loss = year.value_at_risk(level)
    beyond = np.array(
        [
            weight * mixture(States(np.ones(1), row[None, :]), mean, cv).exceedance(loss)
            for weight, row in zip(year.weights, given, strict=True)
        ]
    )
    beyond /= beyond.sum()
    middle = float(beyond @ values)
    spread = float(np.sqrt(beyond @ np.square(values - middle)))
    return middle, max(_WIDER * spread, 0.3)
