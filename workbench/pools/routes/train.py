"""The cheapest courses with which people are ready by a day, or else as soon as can be."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.market.fill import DAYS_PER_MONTH
from workbench.pools.training.catalogue import Catalogue
from workbench.pools.training.cover import cover_gaps

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MOST_DAYS = 3650.0
DAYS_PER_YEAR = 12 * DAYS_PER_MONTH


@dataclass(frozen=True)
class Trained:
    """Courses of N pairs, each the cheapest with which the pair is ready by its day.

    Parameters
    ----------
    takes : bool array (N, M)
    days : array (N,), the later of the day needed and the first day that can be reached; infinite
        where none within ten years can be
    cost : array (N,)
    """

    takes: Flags
    days: Floats
    cost: Floats


def train_by(
    gap: Floats,
    needed_days: Floats,
    catalogue: Catalogue,
    *,
    levels_per_day: float,
    hours_per_year: float,
) -> Trained:
    """Find the cheapest courses with which people are ready by a day, or else as soon as can be.

    Parameters
    ----------
    gap : array (N, K), missing levels of N people, each on its own
    needed_days : array (N,), >= 0
    catalogue : courses; those that cannot be planned are left out
    levels_per_day : levels gained on the job in a day, > 0
    hours_per_year : hours a person can spend, spread evenly

    Returns
    -------
    Trained

    Notes
    -----
    Ready by day D is who has gap - levels_per_day x D closed by courses of no more than D /
    365.25 x hours_per_year hours in all: the multi-cover program of ``cover_gaps``. What can be
    done by a day can be done by a later one, so the first day is found by halving.

    Examples
    --------
    >>> one = Catalogue(
    ...     ("K1",), ("Mixing",), ("C1",), np.array([[1.0]]), np.array([300.0]), np.array([20.0]),
    ...     np.array([9.0]), (), ("",),
    ... )
    >>> plan = train_by(
    ...     np.array([[1.0], [1.0], [1.0]]), np.array([1200.0, 200.0, 0.0]), one,
    ...     levels_per_day=0.001, hours_per_year=80.0,
    ... )
    >>> plan.days.tolist(), plan.cost.tolist()
    ([1200.0, 200.0, 92.0], [0.0, 300.0, 300.0])
    """
    alone = np.ceil(gap.max(axis=1, initial=0.0) / levels_per_day - 1e-9)
    low, high = np.minimum(needed_days, alone), alone.copy()
    takes = np.zeros((len(gap), len(catalogue.course_ids)), dtype=bool)
    limits = {"levels_per_day": levels_per_day, "hours_per_year": hours_per_year}
    # low is a day that cannot be reached, but for those who are ready by the day needed.
    late = np.flatnonzero(needed_days < alone)
    reached = _ready_by(gap[late], low[late], catalogue, least_cost=False, **limits)[0]
    high[late[reached]] = low[late[reached]]
    while (wide := np.flatnonzero(high - low > 1)).size:
        middle = np.floor((low[wide] + high[wide]) / 2)
        reached = _ready_by(gap[wide], middle, catalogue, least_cost=False, **limits)[0]
        high[wide[reached]] = middle[reached]
        low[wide[~reached]] = middle[~reached]
    days = np.maximum(high, needed_days)
    sooner = np.flatnonzero(days < alone)
    takes[sooner] = _ready_by(gap[sooner], days[sooner], catalogue, least_cost=True, **limits)[1]
    costs = np.where(catalogue.usable, catalogue.cost, 0.0)
    return Trained(takes, np.where(days > MOST_DAYS, np.inf, days), takes @ costs)


def _ready_by(
    gap: Floats,
    days: Floats,
    catalogue: Catalogue,
    *,
    levels_per_day: float,
    hours_per_year: float,
    least_cost: bool,
) -> tuple[Flags, Flags]:
    """Tell who can be ready by the days, and with which courses."""
    usable = catalogue.usable
    left = np.maximum(gap - levels_per_day * days[:, None], 0.0)
    left[left < 1e-9] = 0.0
    plan = cover_gaps(
        left,
        catalogue.gain * usable[:, None],
        seat_cost=np.where(usable, catalogue.cost, 0.0),
        hours=np.where(usable, catalogue.hours, 0.0),
        hours_limit=hours_per_year * days / DAYS_PER_YEAR,
        needs_first=[pair for pair in catalogue.needs_first if usable[list(pair)].all()],
        least_cost=least_cost,
    )
    return plan.open_levels.sum(axis=1) <= 1e-9, plan.takes
