"""Measures of risk of a loss that is known on a grid."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def value_at_risk_cell(probabilities: Floats, *, level: float) -> int:
    """Smallest grid point x with P(L <= x) >= level.

    Parameters
    ----------
    probabilities : array of shape (cells,), sums to 1
    level : in (0, 1), for example 0.95 for one year in twenty

    Examples
    --------
    >>> value_at_risk_cell(np.array([0.5, 0.4, 0.1]), level=0.9)
    1
    """
    reached = np.cumsum(probabilities) >= level - 1e-12
    return int(np.argmax(reached)) if reached.any() else len(probabilities) - 1


def shortfall_weights(probabilities: Floats, *, level: float) -> Floats:
    """Weights w(x) with which expected shortfall is E[L w(L)].

    Parameters
    ----------
    probabilities : array of shape (cells,), sums to 1
    level : in (0, 1)

    Returns
    -------
    array of shape (cells,): 0 below the value at risk, 1/(1 - level) above it, and at it the
    part of the mass that still belongs to the worst 1 - level

    Notes
    -----
    The part at the value at risk is the atom correction of Acerbi and Tasche (2002), without which
    the shortfall of a loss on a grid is wrong.

    Examples
    --------
    >>> shortfall_weights(np.array([0.5, 0.4, 0.1]), level=0.8).round(12).tolist()
    [0.0, 1.25, 5.0]
    """
    cell = value_at_risk_cell(probabilities, level=level)
    weights = np.where(np.arange(len(probabilities)) > cell, 1.0, 0.0)
    if probabilities[cell] > 0:
        weights[cell] = (probabilities[: cell + 1].sum() - level) / probabilities[cell]
    return weights / (1.0 - level)


def expected_shortfall(probabilities: Floats, *, level: float) -> float:
    """Mean loss, in steps, of the worst ``1 - level`` of the outcomes.

    Examples
    --------
    >>> round(expected_shortfall(np.array([0.5, 0.4, 0.1]), level=0.8), 12)
    1.5
    """
    weighted = shortfall_weights(probabilities, level=level) * probabilities
    return float(weighted @ np.arange(len(probabilities)))


def exceedance(probabilities: Floats) -> Floats:
    """P(L > x) at each grid point x.

    Examples
    --------
    >>> exceedance(np.array([0.5, 0.4, 0.1])).round(12).tolist()
    [0.5, 0.1, 0.0]
    """
    # Summed from the far end, so that small chances keep their digits.
    beyond = np.cumsum(probabilities[::-1])[::-1]
    return np.append(beyond[1:], 0.0)
