"""From values to a score: means inside a dimension, a power mean across, gates."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Floats = NDArray[np.floating]


def dimension_values(values: Array, weights: Array, groups: NDArray[np.intp], count: int) -> Array:
    """Weighted mean of the known values inside each dimension.

    Parameters
    ----------
    values : (n, m) values in [0, 1], one row a post, one column a criterion; may be missing
    weights : (m,) weights >= 0
    groups : (m,) number of the dimension of each criterion
    count : number of dimensions, d

    Returns
    -------
    (n, d) in [0, 1]. A missing value is left out and the others carry its weight; a dimension
    without any known value is missing. A row depends on no other row, to the last digit: its
    criteria are added up one after the other, whatever stands in the rows beside it.

    Examples
    --------
    >>> values, groups = np.array([[0.2, 0.8, np.nan]]), np.array([0, 0, 1])
    >>> dimension_values(values, np.ones(3), groups, 2).tolist()
    [[0.5, nan]]
    """
    known = ~np.isnan(values)
    sums, carried = np.zeros((2, len(values), count))
    for column, group in enumerate(groups):
        sums[:, group] += weights[column] * np.where(known[:, column], values[:, column], 0.0)
        carried[:, group] += weights[column] * known[:, column]
    return np.asarray(_ratio(sums, carried), dtype=np.float64)


def power_mean(values: Floats, weights: Floats, *, exponent: float, floor: float) -> Floats:
    """Weighted power mean across dimensions.

    Parameters
    ----------
    values : (..., d) in [0, 1]; may be missing
    weights : (..., d) weights >= 0, broadcast against ``values``
    exponent : 1 is the arithmetic mean (strong dimensions make up for weak ones), 0 the geometric
        mean, below 0 the weakest dimension counts more and more
    floor : smallest value that enters, above 0, so that one 0 does not erase a post

    Returns
    -------
    (...) in [floor, 1]; missing dimensions are left out, a row without a known one is missing

    Notes
    -----
    (sum_d W_d max(y_d, floor)^rho)^(1/rho), the limit exp(sum_d W_d ln y_d) at rho = 0 (Hardy,
    Littlewood and Polya 1934).

    Examples
    --------
    >>> y, weights = np.array([[0.9, 0.1], [0.5, 0.5]]), np.array([0.5, 0.5])
    >>> power_mean(y, weights, exponent=1, floor=0.05).round(2).tolist()
    [0.5, 0.5]
    >>> power_mean(y, weights, exponent=0, floor=0.05).round(2).tolist()
    [0.3, 0.5]
    """
    raised = _raised(np.maximum(values, floor), exponent)
    known = ~np.isnan(raised)
    sums = np.einsum("...d,...d->...", weights, np.where(known, raised, 0))
    mean = _ratio(sums, np.einsum("...d,...d->...", weights, known))
    return np.exp(mean) if exponent == 0 else mean ** (1 / exponent)


def level_needed(
    target: Floats, levels: Floats, weights: Floats, *, place: int, exponent: float, floor: float
) -> Floats:
    """Find the level of one dimension at which a power mean reaches a target.

    Parameters
    ----------
    target : (k,) the means to reach, >= 0
    levels : (k, d) levels of all dimensions, in [0, 1]; that of ``place`` is not read
    weights : (k, d) weights above 0 that sum to 1
    place : the dimension that moves
    exponent, floor : as in `power_mean`

    Returns
    -------
    (k,) the smallest level that reaches the target, 0 where every level does; infinite where none
    does. It may lie above 1.

    Examples
    --------
    >>> target, levels = np.array([0.5, 0.5]), np.array([[0.0, 0.25], [0.0, 0.9]])
    >>> weights = np.full((2, 2), 0.5)
    >>> level_needed(target, levels, weights, place=0, exponent=0, floor=0.05).round(2).tolist()
    [1.0, 0.28]
    >>> level_needed(target, levels, weights, place=0, exponent=1, floor=0.05).round(2).tolist()
    [0.75, 0.1]
    """
    others = np.delete(np.arange(levels.shape[1]), place)
    raised = _raised(np.maximum(levels[:, others], floor), exponent)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = _raised(target, exponent) - (weights[:, others] * raised).sum(axis=1)
        share = rest / weights[:, place]
        if exponent == 0:
            needed = np.exp(share)
        else:
            # What is left to gain is nothing: for a positive exponent the others reach the target
            # alone, for a negative one no level of this dimension can make up for them.
            beyond = 0.0 if exponent > 0 else np.inf
            needed = np.where(share > 0, np.maximum(share, 0) ** (1 / exponent), beyond)
    return np.where(needed <= floor, 0.0, needed)


def _raised(values: Floats, exponent: float) -> Floats:
    return np.log(values) if exponent == 0 else values**exponent


def gate_margins(values: Array, gates: Array) -> Array:
    """How far each gated dimension is above its gate.

    Parameters
    ----------
    values : (n, d) dimension values; may be missing
    gates : (d,) smallest value a key post must reach; missing where a dimension has no gate

    Returns
    -------
    (n, d) value minus gate: below 0 is a failed gate; missing where there is no gate or where the
    value is unknown and the gate therefore not assessed

    Examples
    --------
    >>> gate_margins(np.array([[0.5, 0.9]]), np.array([0.4, np.nan])).round(2).tolist()
    [[0.1, nan]]
    """
    return np.asarray(values - gates)


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.where(below > 0, above / np.where(below > 0, below, 1), np.nan)
