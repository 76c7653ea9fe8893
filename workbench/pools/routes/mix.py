"""Which route for which gap: a general assignment with limits, exact, on bare arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array, csr_array

from workbench.pools.programs import best_in_order

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Mix:
    """How often each route is taken.

    Parameters
    ----------
    taken : int array (E,)
    filled, in_time : places of each gap that are filled, and of these in time, int arrays (G,)
    cost : sum over the routes taken
    aims : places not filled in time, places not filled, days late, cost; in the order of the aims
    """

    taken: Indices
    filled: Indices
    in_time: Indices
    cost: float
    aims: tuple[float, ...]


def cheapest_mix(
    gap: Indices,
    cost: Floats,
    places: Floats,
    *,
    late_days: Floats | None = None,
    most: Floats | None = None,
    use: ArrayLike | csr_array | None = None,
    limit: Floats | None = None,
    budget: float = np.inf,
) -> Mix:
    """Choose routes: most places in time, then most at all, then fewest days late, then least cost.

    Parameters
    ----------
    gap : int array (E,), which gap each route is for
    cost : array (E,), of taking a route once; may be negative, so that a profit is made largest
    places : array (G,), whole places of each gap, >= 0
    late_days : array (E,), days after the gap is to be filled, 0 in time; None is in time
    most : array (E,), how often a route can be taken; None is once
    use : array or sparse table (E, R), what a route takes of each of R limited things, >= 0
    limit : array (R,), how much of each there is
    budget : most that may be spent

    Returns
    -------
    Mix

    Raises
    ------
    ValueError
        If a number is missing or shapes do not agree. What is unknown must be left out before.
    ReportError
        If the best mix is not proved.

    Notes
    -----
    With places of 1, routes as pairs of job and agent, and the capacity of the agents as limits,
    this is the generalised assignment problem (Martello and Toth 1990). Solved by HiGHS.

    Examples
    --------
    >>> mix = cheapest_mix(
    ...     np.array([0, 0, 1]), np.array([500.0, 900.0, 100.0]), np.array([1.0, 1.0]),
    ...     late_days=np.array([30.0, 0.0, 12.0]),
    ... )
    >>> mix.taken.tolist(), mix.in_time.tolist(), mix.cost
    ([0, 1, 1], [1, 0], 1000.0)
    """
    routes, gaps = len(gap), len(places)
    late = np.zeros(routes) if late_days is None else late_days
    often = np.ones(routes) if most is None else most
    _check(gap, cost, late, often, places)
    _check_limits(routes, places, use, limit, budget)
    each = np.arange(routes)
    of_gap = coo_array((np.ones(routes), (gap, each)), shape=(gaps, routes)).tocsr()
    rules = [LinearConstraint(of_gap, -np.inf, places)]
    if use is not None and limit is not None:
        rules.append(LinearConstraint(csr_array(use).T.tocsr(), -np.inf, limit))
    if np.isfinite(budget):
        rules.append(LinearConstraint(csr_array(cost[None, :]), -np.inf, budget))
    aims = [-(late <= 0).astype(float), -np.ones(routes), np.maximum(late, 0.0), cost]
    found, _ = best_in_order(
        aims, rules, upper=often, whole=np.ones(routes), what="The mix of routes"
    )
    taken = found.astype(np.intp)
    filled = np.bincount(gap, weights=taken, minlength=gaps).astype(np.intp)
    in_time = np.bincount(gap, weights=taken * (late <= 0), minlength=gaps).astype(np.intp)
    total = float(places.sum())
    spent = float(cost @ taken)
    return Mix(
        taken, filled, in_time, spent,
        (total - in_time.sum(), total - filled.sum(), float(aims[2] @ taken), spent),
    )  # fmt: skip


def _check(gap: Indices, cost: Floats, late: Floats, often: Floats, places: Floats) -> None:
    for name, values in (("cost", cost), ("late_days", late), ("most", often)):
        if values.shape != gap.shape or not np.isfinite(values).all():
            raise ValueError(
                f"{name} must hold a known number for each of {len(gap)} routes; leave out routes "
                "of which something is unknown"
            )
    if len(gap) and (gap.min() < 0 or gap.max() >= len(places)):
        raise ValueError(f"gap must name one of {len(places)} gaps, found up to {gap.max()}")


def _check_limits(
    routes: int,
    places: Floats,
    use: ArrayLike | csr_array | None,
    limit: Floats | None,
    budget: float,
) -> None:
    if not (np.isfinite(places) & (places >= 0)).all():
        raise ValueError("places must be known and at least 0; leave out gaps that are unknown")
    if np.isnan(budget):
        raise ValueError("budget must be known, infinite where there is no limit")
    if (use is None) != (limit is None):
        raise ValueError("use and limit belong together; give both or neither")
    if use is None or limit is None:
        return
    table = csr_array(use)
    if table.shape != (routes, len(limit)):
        raise ValueError(f"use must have shape ({routes}, {len(limit)}), found {table.shape}")
    if not np.isfinite(table.data).all() or np.isnan(limit).any():
        raise ValueError("use and limit must be known; limit is infinite where there is none")
