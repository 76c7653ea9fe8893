"""The efficient frontier: what is left to lose at each budget, priced by the exact engine."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.plan.bundles import Bundles
from workbench.drain.plan.select import Menu, Pick, choose_plan, plan_cost
from workbench.drain.plan.shortfall import Priced, choose_by_shortfall
from workbench.drain.plan.stake import post_losses

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
# Parts of what all useful measures cost at which a plan is made.
_PARTS = (0.0, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 3 / 8, 1 / 2, 1.0)


def frontier_budgets(menu: Menu, *also: float) -> list[float]:
    """Choose budgets from 0 to where nothing more can be saved, in two digits.

    Parameters
    ----------
    menu : what can be had
    also : budgets that are wanted besides; infinite ones are left out
    """
    most = choose_plan(menu, np.inf).cost
    digits = [_two_digits(part * most) for part in _PARTS[:-1]]
    wanted = [amount for amount in also if np.isfinite(amount)]
    return sorted({*(amount for amount in digits if amount < most), most, *wanted})


def _two_digits(amount: float) -> float:
    if amount <= 0:
        return 0.0
    unit = 10.0 ** (np.floor(np.log10(amount)) - 1)
    return float(np.round(amount / unit) * unit)


def frontier_table(
    priced: Priced, ends: tuple[Bundles, Bundles], budgets: list[float]
) -> pd.DataFrame:
    """Make the best plans at each budget and price them.

    Parameters
    ----------
    priced : stake and menu with the middle effects; the plans that are priced are added
    ends : bundles with the pessimistic (P10) and the optimistic (P90) effects
    budgets : currency, rising

    Returns
    -------
    DataFrame, one row a budget: budget; cost, expected_loss, expected_loss_low (optimistic
        effects), expected_loss_high (pessimistic effects of the same plan), value_at_risk_95 and
        shortfall_95 of the plan by expected loss; marginal_return (loss avoided for each unit of
        money since the row before; missing where no more is spent); least_shortfall_95 and
        cost_by_shortfall of the plan by shortfall; knee (bool)

    Notes
    -----
    Expected loss and least shortfall never rise with the budget: a plan that keeps a smaller
    budget keeps a larger one too.
    """
    stake, menu = priced.stake, priced.menu
    high, low = (post_losses(stake, bundles) for bundles in ends)
    posts, rows = np.arange(len(menu.losses)), []
    before: Pick | None = None
    for budget in budgets:
        pick = choose_plan(menu, budget)
        # Within the solver's tolerance the dearer plan could be the worse one.
        if before is not None and pick.loss >= before.loss:
            pick = before
        before, year = pick, priced.year(pick.bundle)
        worst = choose_by_shortfall(priced, budget, rounds=0)
        rows.append(
            {
                "budget": budget, "cost": pick.cost, "expected_loss": pick.loss,
                "expected_loss_low": float(low[posts, pick.bundle].sum()),
                "expected_loss_high": float(high[posts, pick.bundle].sum()),
                "value_at_risk_95": year.value_at_risk(0.95),
                "shortfall_95": year.shortfall(0.95),
                "least_shortfall_95": worst.loss, "cost_by_shortfall": worst.cost,
            }
        )  # fmt: skip
    table = pd.DataFrame(rows)
    # Plans found at a larger budget may keep a smaller one as well.
    table["least_shortfall_95"] = [priced.best(budget)[1] for budget in budgets]
    table["cost_by_shortfall"] = [
        plan_cost(menu.bundles, priced.best(budget)[0]) for budget in budgets
    ]
    spent, saved = table["cost"].diff(), -table["expected_loss"].diff()
    return table.assign(
        marginal_return=saved / spent.where(spent > 0),
        knee=knee(table["cost"].to_numpy(), table["expected_loss"].to_numpy()),
    )


def knee(cost: Floats, loss: Floats) -> NDArray[np.bool_]:
    """Mark where a falling curve turns flat: farthest below the straight line between its ends.

    Parameters
    ----------
    cost : array of shape (t,), rising
    loss : array of shape (t,), falling

    Returns
    -------
    array of shape (t,), True at one place, or nowhere where the curve is a point or straight

    Notes
    -----
    Both axes are brought to 0..1 first (Satopää and others 2011, Kneedle).

    Examples
    --------
    >>> knee(np.array([0.0, 1.0, 2.0, 4.0]), np.array([10.0, 4.0, 3.0, 2.0])).tolist()
    [False, True, False, False]
    """
    width, height = cost[-1] - cost[0], loss[0] - loss[-1]
    marked = np.zeros(len(cost), dtype=bool)
    if not (width > 0 and height > 0):
        return marked
    below = (loss[0] - loss) / height - (cost - cost[0]) / width
    if below.max() > 1e-9:
        marked[int(below.argmax())] = True
    return marked
