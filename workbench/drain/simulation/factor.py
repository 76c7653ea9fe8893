"""The common factor in layers, with more of the bad years than there are, and weights for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from workbench.drain.fast import mixture
from workbench.drain.states import States, probability_given_factor

Floats = NDArray[np.float64]
# Values of the factor; half of them lie where the bad years are.
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
    """Lay the common factor out: one half as it is, one half around the bad years.

    Parameters
    ----------
    repeats : paths with the same value, >= 1
    middle, spread : mean and standard deviation of the second half; 0 and 1 give equal weights
    layers : an even number

    Returns
    -------
    Factor

    Notes
    -----
    Each half has the mean of each of ``layers / 2`` equally likely parts, so that the factor itself
    leaves no random error; what it leaves out within a part is far below the error of the paths.
    The weight is the density of a standard normal over that of the mixture (Hesterberg 1995,
    Weighted average importance sampling and defensive mixture distributions), about 2 at most.

    Examples
    --------
    >>> factor = layer_factor(repeats=1, middle=-2.0, spread=0.6)
    >>> abs(float(factor.weights @ factor.values) / len(factor.values)) < 1e-3
    True
    """
    half = layers // 2
    edges = ndtri(np.arange(half + 1) / half)
    density = np.exp(-np.square(edges) / 2) / np.sqrt(2 * np.pi)
    normal = half * (density[:-1] - density[1:])
    values = np.concatenate([normal, middle + spread * normal])
    plain = np.exp(-np.square(values) / 2)
    shifted = np.exp(-np.square((values - middle) / spread) / 2) / spread
    weights = plain / (0.5 * plain + 0.5 * shifted)
    return Factor(values, weights / weights.mean(), repeats)


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
