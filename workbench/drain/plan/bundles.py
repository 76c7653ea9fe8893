"""All bundles of measures: what each costs a post and what it leaves of every cause of loss."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import DRIVERS
from workbench.errors import DataError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
EFFECTS = ("effect_p10", "effect_p50", "effect_p90")
MOST_MEASURES = 12


@dataclass(frozen=True)
class Bundles:
    """The 2^k subsets of k measures; the first is empty.

    Attributes
    ----------
    measure_ids : the k measures
    has : array of shape (b, k), True where a bundle holds a measure
    cost : array of shape (b,), currency for one post over the horizon
    firm_cost : array of shape (k,), currency as soon as one post has the measure
    chance_kept : array of shape (b,), part of the chance of leaving that is left, in [0, 1]
    driver_kept : array of shape (b, d), part of the amount of each of d drivers that is left
    """

    measure_ids: tuple[str, ...]
    has: Flags
    cost: Floats
    firm_cost: Floats
    chance_kept: Floats
    driver_kept: Floats


def make_bundles(measures: pd.DataFrame, *, years: float, effect: str = "effect_p50") -> Bundles:
    """Combine measures in all ways; the effects of several multiply.

    Parameters
    ----------
    measures : rows of the table of measures that may be counted, at most 12; costs at the start
        are known (0 where there is none)
    years : length of the horizon, > 0
    effect : which end of the range: effect_p10, effect_p50 or effect_p90

    Returns
    -------
    Bundles, in the same order whichever effect is taken

    Raises
    ------
    DataError
        If there are more than 12 measures.

    Notes
    -----
    A measure with effect e leaves 1 - e of its quantity, two on one quantity (1 - e)(1 - f), and a
    driver is proportional to the product of the quantities it moves with; so a bundle is priced
    exactly and never by adding savings up.

    Examples
    --------
    >>> rows = pd.DataFrame({"measure_id": ["M1", "M2"], "acts_on": "leave_probability",
    ...     "effect_p50": [0.5, 0.2], "cost_per_post_per_year": [9.0, 4.0],
    ...     "cost_once_per_post": 0.0, "cost_once_firm": 0.0})
    >>> bundles = make_bundles(rows, years=1.0)
    >>> bundles.cost.tolist(), bundles.chance_kept.round(12).tolist()
    ([0.0, 9.0, 4.0, 13.0], [1.0, 0.5, 0.8, 0.4])
    """
    number = len(measures)
    if number > MOST_MEASURES:
        raise DataError(
            f"measures: {number} rows may be counted, at most {MOST_MEASURES} can be combined "
            "exactly. Leave out those that cost most for what they do."
        )
    has = (np.arange(2**number)[:, None] >> np.arange(number)[None, :] & 1).astype(bool)
    acts_on = measures["acts_on"].to_numpy(dtype=str)
    left = np.where(has, 1.0 - measures[effect].to_numpy(dtype=float), 1.0)
    kept = {name: left[:, acts_on == name].prod(axis=1) for name in sorted(set(acts_on))}
    ones = np.ones(len(has))
    drivers = [
        np.prod([kept.get(name, ones) for name in driver.moved_by] or [ones], axis=0)
        for driver in DRIVERS
    ]
    each = measures["cost_per_post_per_year"] * years + measures["cost_once_per_post"]
    return Bundles(
        measure_ids=tuple(measures["measure_id"]),
        has=has,
        cost=has @ each.to_numpy(dtype=float),
        firm_cost=measures["cost_once_firm"].to_numpy(dtype=float),
        chance_kept=kept.get("leave_probability", ones),
        driver_kept=np.stack(drivers, axis=1),
    )
