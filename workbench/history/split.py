"""Split the move of a figure into parts that add up: the arithmetic alone, on bare numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PARTS = (
    "data", "settings", "method", "data and settings", "data and method", "settings and method",
    "data, settings and method",
)  # fmt: skip
# Figures differ in the last digits when rows come in another order; that is no move.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Corners:
    """One figure at the corners between two runs; NaN where it is unknown or cannot be had.

    Parameters
    ----------
    old : as the old run kept it: old data, old settings, old method
    new : as the new run kept it
    old_again : old data and old settings with the new method
    new_data : new data with the old settings, new method
    new_settings : old data with the new settings, new method
    """

    old: float
    new: float
    old_again: float = math.nan
    new_data: float = math.nan
    new_settings: float = math.nan


def split(corners: Corners) -> dict[str, float]:
    """Split new less old into parts.

    Parameters
    ----------
    corners : the figure at the corners

    Returns
    -------
    Amounts by the names in ``PARTS``; they sum to new less old. Empty where the old or the new
    figure is unknown. What the known corners cannot tell apart stays together under one name.

    Notes
    -----
    Method is the old run measured again less the old run as it was kept. Data and settings are
    averaged over both orders of changing them (Shapley 1953), so neither gets the credit of having
    been changed last. With one order only, that order is taken.

    Examples
    --------
    >>> split(Corners(old=10, new=17, old_again=11, new_data=13, new_settings=14))
    {'data': 2.5, 'settings': 3.5, 'method': 1}
    >>> split(Corners(old=10, new=17, new_data=13))
    {'data and method': 3, 'settings': 4}
    """
    old, new, again = corners.old, corners.new, corners.old_again
    by_data, by_settings = corners.new_data, corners.new_settings
    if not (math.isfinite(old) and math.isfinite(new)):
        return {}
    if math.isfinite(again):
        return {**_data_and_settings(again, new, by_data, by_settings), "method": again - old}
    if math.isfinite(by_data):
        return {"data and method": by_data - old, "settings": new - by_data}
    if math.isfinite(by_settings):
        return {"data": new - by_settings, "settings and method": by_settings - old}
    return {"data, settings and method": new - old}


def _data_and_settings(
    again: float, new: float, by_data: float, by_settings: float
) -> dict[str, float]:
    orders = []
    if math.isfinite(by_data):
        orders.append(by_data - again)
    if math.isfinite(by_settings):
        orders.append(new - by_settings)
    if not orders:
        return {"data and settings": new - again}
    data = sum(orders) / len(orders)
    return {"data": data, "settings": new - again - data}


def moved(before: float, after: float) -> bool:
    """Tell whether a figure is another one; unknown before and after is no move.

    Examples
    --------
    >>> moved(2.0, 2.0), moved(2.0, 3.0), moved(float("nan"), 3.0), moved(1e9, 1e9 + 1e-3)
    (False, True, True, False)
    """
    if math.isnan(before) or math.isnan(after):
        return math.isnan(before) != math.isnan(after)
    return abs(after - before) > TOLERANCE * max(abs(before), abs(after))


def rounded_together(parts: Sequence[float], total: float, *, step: float) -> list[float]:
    """Round parts to a step so that they still add up to the rounded total.

    Parameters
    ----------
    parts : amounts that sum to what ``total`` was before rounding
    total : a multiple of ``step``
    step : such as 0.1; > 0

    Returns
    -------
    Multiples of the step, each within one step of its part, that sum to the total

    Examples
    --------
    >>> rounded_together([1.4, 1.4, 1.4], 4, step=1)
    [2, 1, 1]
    """
    downs = [math.floor(part / step) for part in parts]
    missing = round(total / step) - sum(downs)
    order = sorted(range(len(parts)), key=lambda n: downs[n] - parts[n] / step)
    for place in range(missing):
        downs[order[place % len(parts)]] += 1
    return [down * step for down in downs]


def joined(parts: Mapping[str, float]) -> tuple[str, ...]:
    """Name the parts that could not be told apart."""
    return tuple(name for name in parts if " and " in name)
