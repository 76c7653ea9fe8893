"""The money of the best plan alone: what it costs and what it leaves, without its comparisons."""

from dataclasses import dataclass

import numpy as np

from workbench.drain.ground import Ground
from workbench.drain.in_place import measures_in_place
from workbench.drain.measures import measures_on_and_off
from workbench.drain.plan.bundles import EFFECTS, make_bundles
from workbench.drain.plan.menu import allowed_bundles, budget_limit, plan_lacks
from workbench.drain.plan.select import Menu, choose_plan
from workbench.drain.plan.stake import lay_stake, post_losses
from workbench.people.history import DAYS_PER_YEAR


@dataclass(frozen=True)
class PlanMoney:
    """What the plan of least expected loss costs and saves, currency over the horizon.

    Attributes
    ----------
    lacks : why there is no plan, and then the amounts are missing; empty where there is one
    cost : of the plan
    saving, saving_low, saving_high : expected loss that it takes away, with middle, weak and
        strong effects
    """

    lacks: str
    cost: float
    saving: float
    saving_low: float
    saving_high: float


def plan_money(ground: Ground, scenario: str, *, budget: float | None = None) -> PlanMoney:
    """Find the plan of least expected loss and price it.

    Parameters
    ----------
    ground : the posts, from ``lay_ground``
    scenario : its name
    budget : currency over the horizon, >= 0; from the settings when None, and where these have
        none the plan holds whatever pays for itself

    Returns
    -------
    PlanMoney; the same plan as the second row of ``plan_on(...).summary``, in a small part of the
    time

    Raises
    ------
    ParameterError
        If the budget is negative.
    """
    company = ground.company
    limit = budget_limit(company, budget)
    on, _ = measures_on_and_off(company)
    stake = lay_stake(ground, scenario)
    lacks = plan_lacks(company, stake.amounts, on)
    if lacks:
        return PlanMoney(lacks, np.nan, np.nan, np.nan, np.nan)
    years = ground.leaving.horizon_days / DAYS_PER_YEAR
    weak, middle, strong = (make_bundles(on, years=years, effect=name) for name in EFFECTS)
    in_place = measures_in_place(company, stake.position_ids, on)
    allowed = allowed_bundles(stake.position_ids, middle, in_place)
    losses = [post_losses(stake, bundles) for bundles in (weak, middle, strong)]
    most, net = (np.inf, True) if limit is None else (float(limit), False)
    pick = choose_plan(Menu(losses[1], middle, allowed), most, net=net)
    posts = np.arange(len(pick.bundle))
    low, saved, high = (float(each[:, 0].sum() - each[posts, pick.bundle].sum()) for each in losses)
    return PlanMoney("", pick.cost, saved, low, high)
