"""Jobs for people with limited time: the generalised assignment problem."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from workbench.errors import ParameterError, ReportError

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def assign_with_capacities(value: Floats, need: Floats, capacity: Floats) -> Indices:
    """Give each job to one person so that the sum of values is largest and nobody is overloaded.

    Parameters
    ----------
    value : array (C, J), what is gained where person c does job j; finite
    need : array (C, J), what job j takes of the capacity of person c, >= 0
    capacity : array (C,), >= 0

    Returns
    -------
    int array (J,), the person of each job

    Raises
    ------
    ParameterError
        If shapes do not agree, a number is unknown or negative, or no assignment keeps to the
        capacities.
    ReportError
        If the solver stops before the best answer is proved.

    Notes
    -----
    Generalised assignment, each job done exactly once; a mixed-integer program solved by HiGHS to a
    gap of zero, values and needs brought to a size that its tolerances suit. Source: Martello and
    Toth, Knapsack Problems, 1990, chapter 7.

    Examples
    --------
    >>> value = np.array([[5.0, 4.0], [3.0, 1.0]])
    >>> assign_with_capacities(value, np.ones((2, 2)), np.array([1.0, 1.0])).tolist()
    [1, 0]
    """
    if value.ndim != 2 or need.shape != value.shape or capacity.shape != value.shape[:1]:
        raise ParameterError(
            f"Shapes do not agree: value {value.shape}, need {need.shape}, capacity "
            f"{capacity.shape}. Allowed: (C, J), (C, J) and (C,)."
        )
    if not np.isfinite(value).all() or not (need >= 0).all() or not (capacity >= 0).all():
        raise ParameterError("Values must be finite, needs and capacities 0 or more. Fill them in.")
    people, jobs = value.shape
    if jobs == 0:
        return np.zeros(0, dtype=np.intp)
    nobody = "No assignment keeps to the capacities. Raise some, or leave out jobs."
    if people == 0:
        raise ParameterError(nobody)
    person, job = np.divmod(np.arange(people * jobs), jobs)
    column = np.arange(people * jobs)
    each = csr_array((np.ones(len(column)), (job, column)))
    value, size = value * _unit(value), _unit(need, axis=1)
    load = csr_array(((need * size).ravel(), (person, column)), shape=(people, len(column)))
    capacity = capacity * size[:, 0]
    answer = milp(
        -value.ravel(),
        constraints=[LinearConstraint(each, 1, 1), LinearConstraint(load, -np.inf, capacity)],
        bounds=Bounds(0, 1), integrality=np.ones(len(column)), options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    if answer.status == 2:
        raise ParameterError(nobody)
    if answer.x is None or answer.status != 0:
        raise ReportError(f"The jobs could not be given in the best way: {answer.message}")
    return answer.x.reshape(people, jobs).argmax(axis=0)


def _unit(numbers: Floats, axis: int | None = None) -> Floats:
    """Power of two that brings the largest number to 512 to 1,024; exact, so that ties stay."""
    _, exponent = np.frexp(np.abs(numbers).max(axis=axis, keepdims=True))
    return np.ldexp(1.0, 10 - exponent)
