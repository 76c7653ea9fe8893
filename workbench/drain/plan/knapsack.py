"""One bundle for each post under limits, exactly: a multiple-choice knapsack as a mixed program.

Bare arrays in, a choice with its proof out. The solver is HiGHS through scipy.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import block_array, csr_array

from workbench.errors import DataError

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
# Rows of limits are scaled to this, so that the solver's tolerance of 1e-7 is one part in 10^10.
_SCALE = 1000.0
_OUT_OF_TIME = 1


@dataclass(frozen=True)
class Task:
    """What is to be chosen from.

    Attributes
    ----------
    group : array of shape (o,), the group (post) of each option, 0 to g - 1
    worth : array of shape (o,), what an option is worth; any sign
    uses : array of shape (o, r), >= 0, what it takes of each of r limits
    limits : array of shape (r,), >= 0; infinite where there is none
    switches : array of shape (o, s), True where an option needs a switch to be on
    switch_worth : array of shape (s,), what turning a switch on is worth (below 0 for a cost)
    switch_uses : array of shape (s, r), >= 0
    every_group : exactly one option of each group, not at most one
    """

    group: Places
    worth: Floats
    uses: Floats
    limits: Floats
    switches: Flags
    switch_worth: Floats
    switch_uses: Floats
    every_group: bool = False


def plain_task(
    group: Places, worth: Floats, uses: Floats, limits: Floats, *, every_group: bool = False
) -> Task:
    """Make a task without switches; arrays as in ``Task``."""
    resources = np.atleast_1d(limits).shape[0]
    return Task(
        group, worth, np.reshape(uses, (len(worth), resources)), np.atleast_1d(limits),
        np.zeros((len(worth), 0), dtype=bool), np.zeros(0), np.zeros((0, resources)), every_group,
    )  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What was chosen: places of the options, what they are worth, and the proof.

    ``bound`` is what no choice can exceed, so ``bound - worth`` is the most that could be missed.
    """

    options: Places
    worth: float
    bound: float

    @property
    def gap(self) -> float:
        """Part of the bound that could be missed at most, in [0, 1]."""
        missed = max(self.bound - self.worth, 0.0)
        return missed / abs(self.bound) if self.bound else 0.0


def choose_options(task: Task, *, rel_gap: float = 1e-9, seconds: float = 60.0) -> Choice:
    """Choose at most one option a group so that the worth is largest within the limits.

    Parameters
    ----------
    task : o options
    rel_gap : the solver stops when its proof is this close
    seconds : the solver stops after this time with the best choice found and its bound; where it
        has found none, nothing is chosen

    Returns
    -------
    Choice

    Raises
    ------
    DataError
        If no choice keeps the limits, or, where each group needs one, none was found in time.

    Notes
    -----
    Multiple-choice knapsack with several limits and fixed charges: max sum w_o x_o + sum v_s y_s,
    sum over a group x_o <= 1, sum u_or x_o + sum t_sr y_s <= limit_r, and for each group and
    switch the sum of the x that need it <= y_s. Source: Kellerer, Pferschy and Pisinger, Knapsack
    Problems (2004), chapter 11.

    Examples
    --------
    >>> task = plain_task(np.array([0, 0, 1]), np.array([5.0, 8.0, 4.0]),
    ...                   np.array([2.0, 4.0, 3.0]), np.array([5.0]))
    >>> choice = choose_options(task)
    >>> choice.options.tolist(), choice.worth
    ([0, 2], 9.0)
    """
    if not len(task.worth):
        return Choice(np.zeros(0, dtype=np.intp), 0.0, 0.0)
    aim = np.concatenate([task.worth, task.switch_worth])
    size = float(np.abs(aim).max()) or 1.0
    found = _solved(-aim / size, _rows(task), len(aim), rel_gap, seconds, idle=not task.every_group)
    if found is None:
        return Choice(np.zeros(0, dtype=np.intp), 0.0, _most(task))
    options = np.flatnonzero(found.x[: len(task.worth)] > 0.5)
    worth = float(task.worth[options].sum() + _switched_on(task, options) @ task.switch_worth)
    return Choice(options, worth, max(-float(found.mip_dual_bound) * size, worth))


def least_largest(
    task: Task, cuts: Floats, constants: Floats, *, rel_gap: float = 1e-6, seconds: float = 20.0
) -> tuple[Places, float]:
    """Choose options so that the largest of several linear amounts is smallest.

    Parameters
    ----------
    task : its worth is not used; a switch that costs stands in its uses
    cuts : array of shape (c, o), what each option adds to each amount
    constants : array of shape (c,), the amounts with nothing chosen
    rel_gap, seconds : as in ``choose_options``

    Returns
    -------
    (options, bound) : places, and what the largest amount cannot fall below

    Examples
    --------
    >>> task = plain_task(np.array([0, 1]), np.zeros(2), np.array([1.0, 1.0]), np.array([1.0]))
    >>> cuts = np.array([[-3.0, 0.0], [0.0, -2.0]])
    >>> options, bound = least_largest(task, cuts, np.array([9.0, 5.0]))
    >>> options.tolist(), round(bound, 9)
    ([0], 6.0)
    """
    columns = len(task.worth) + len(task.switch_worth)
    size = float(np.abs(constants).max()) or 1.0
    padded = np.hstack([cuts / size, np.zeros((len(cuts), columns - cuts.shape[1]))])
    chosen = [
        LinearConstraint(csr_array(block_array([[row.A, csr_array((row.A.shape[0], 1))]])),
                         row.lb, row.ub)
        for row in _rows(task)
    ]  # fmt: skip
    above = csr_array(np.hstack([padded, -np.ones((len(cuts), 1))]))
    chosen.append(LinearConstraint(above, -np.inf, -constants / size))
    aim = np.append(np.zeros(columns), 1.0)
    found = _solved(aim, chosen, columns, rel_gap, seconds, idle=not task.every_group)
    if found is None:
        return np.zeros(0, dtype=np.intp), -np.inf
    return np.flatnonzero(found.x[: len(task.worth)] > 0.5), float(found.mip_dual_bound) * size


def _most(task: Task) -> float:
    """Give what no choice can be worth more than: the best option of each group, limits or not."""
    best = np.zeros(int(task.group.max(initial=-1)) + 1)
    np.maximum.at(best, task.group, task.worth)
    return float(best.sum() + np.maximum(task.switch_worth, 0.0).sum())


def _switched_on(task: Task, options: Places) -> Flags:
    return np.asarray(task.switches[options].any(axis=0))


def _rows(task: Task) -> list[LinearConstraint]:
    """Rows of the program over options and switches."""
    options, switches = task.switches.shape
    rows = []
    group = csr_array((np.ones(options), (task.group, np.arange(options))))
    none = csr_array((group.shape[0], switches))
    least = 1.0 if task.every_group else -np.inf
    rows.append(LinearConstraint(csr_array(block_array([[group, none]])), least, 1.0))
    bound = np.isfinite(task.limits)
    if bound.any():
        uses = np.vstack([task.uses, task.switch_uses])[:, bound]
        limits = task.limits[bound]
        scale = _SCALE / np.maximum(np.where(limits > 0, limits, uses.max(axis=0)), 1e-300)
        rows.append(LinearConstraint(csr_array((uses * scale).T), -np.inf, limits * scale))
    needs_option, needs_switch = np.nonzero(task.switches)
    if len(needs_option):
        keys = task.group[needs_option] * switches + needs_switch
        pairs, row = np.unique(keys, return_inverse=True)
        ones = np.ones(len(row))
        left = csr_array((ones, (row, needs_option)), shape=(len(pairs), options))
        right = csr_array(
            (-np.ones(len(pairs)), (np.arange(len(pairs)), pairs % switches)),
            shape=(len(pairs), switches),
        )
        rows.append(LinearConstraint(csr_array(block_array([[left, right]])), -np.inf, 0.0))
    return rows


def _solved(
    aim: Floats,
    rows: list[LinearConstraint],
    whole: int,
    rel_gap: float,
    seconds: float,
    *,
    idle: bool,
) -> OptimizeResult | None:
    """Minimise; the first ``whole`` columns are 0 or 1, one more is free.

    None where nothing was found in time and ``idle`` says that choosing nothing keeps the limits.
    """
    free = len(aim) - whole
    found = milp(
        aim,
        constraints=rows,
        integrality=np.append(np.ones(whole), np.zeros(free)),
        bounds=Bounds(
            np.append(np.zeros(whole), np.full(free, -np.inf)),
            np.append(np.ones(whole), np.full(free, np.inf)),
        ),
        options={"mip_rel_gap": rel_gap, "time_limit": seconds},
    )
    if found.x is None and idle and found.status == _OUT_OF_TIME:
        return None
    if found.x is None:
        raise DataError(f"No choice keeps the limits: {found.message}")
    return found
