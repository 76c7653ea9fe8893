"""Mixed-integer programs with aims in a fixed order, solved to a proven optimum or refused."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.errors import ReportError

Floats = NDArray[np.float64]


def best_in_order(
    aims: Sequence[Floats],
    rules: Sequence[LinearConstraint],
    *,
    upper: Floats,
    whole: Floats,
    what: str,
) -> tuple[Floats, tuple[float, ...]]:
    """Minimise several aims, the first before the second and so on; no aim is traded for another.

    Parameters
    ----------
    aims : arrays (N,), what one unit of each variable costs in the eyes of each aim
    rules : constraints on the N variables; those without a row may be left in
    upper : array (N,), upper bounds; all variables are at least 0
    whole : array (N,), 1 where a variable must be whole, else 0
    what : subject of the sentence if this fails, such as "The plan of training"

    Returns
    -------
    The variables (whole ones exactly whole) and the least value of each aim, proven

    Raises
    ------
    ReportError
        If the solver stops before the best answer is proved, or no answer keeps the rules.

    Notes
    -----
    Each aim is one program, solved by HiGHS to a gap of zero; its value then binds the later ones.
    For rounding there is slack of half a unit where an aim counts whole units only, so that nothing
    is traded; else of 1e-6 and one part in 1e9.

    Examples
    --------
    >>> cheap, long = np.array([1.0, 2.0]), np.array([5.0, 1.0])
    >>> one = LinearConstraint(np.ones((1, 2)), 1, np.inf)
    >>> found, values = best_in_order(
    ...     [cheap, long], [one], upper=np.ones(2), whole=np.ones(2), what="It"
    ... )
    >>> found.tolist(), values
    ([1.0, 0.0], (1.0, 5.0))
    """
    found = np.zeros(len(upper))
    if not len(upper):
        return found, (0.0,) * len(aims)
    bound, values = [rule for rule in rules if rule.A.shape[0]], list[float]()
    for aim in aims:
        answer = milp(
            aim, constraints=bound, bounds=Bounds(0, upper), integrality=whole,
            options={"mip_rel_gap": 0.0},
        )  # fmt: skip
        if answer.x is None or answer.status != 0:
            raise ReportError(f"{what} could not be proved to be the best one: {answer.message}")
        found = np.where(whole > 0, np.round(answer.x), answer.x)
        value = float(answer.fun)
        most = value + _slack(aim, whole, value)
        bound = [*bound, LinearConstraint(aim[None, :], -np.inf, most)]
        values.append(value)
    return found, tuple(values)


def _slack(aim: Floats, whole: Floats, value: float) -> float:
    if (aim % 1 == 0).all() and whole[aim != 0].all():
        return 0.5
    return 1e-6 + 1e-9 * abs(value)
