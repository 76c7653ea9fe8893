"""The plan by expected shortfall: the worst twentieth is what it makes smallest.

The Euler parts of a plan price every other plan from below, so each exact run adds a cut.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.drain.engine import LossYear
from workbench.drain.plan.bundles import Bundles
from workbench.drain.plan.knapsack import least_largest
from workbench.drain.plan.select import (
    MOST_OPTIONS,
    Menu,
    Pick,
    choose_quickly,
    make_task,
    plan_cost,
    worthwhile,
)
from workbench.drain.plan.stake import Stake, by_post, chance_left, price, severity_left

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
LEVEL = 0.95
# Above so many bundles at a post none is compared with each other one; all of them are kept.
_MOST_COMPARED = 600
# The latest cuts say most; older ones would make the programs slow.
_MOST_CUTS = 12


@dataclass
class Priced:
    """Plans priced by the exact engine so far, with the cut each gives.

    ``years`` by plan (the bundles of the posts as a tuple); ``cuts`` by plan are arrays of shape
    (g, b): what each bundle at each post leaves of the expected shortfall at least.
    """

    stake: Stake
    menu: Menu
    years: dict[tuple[int, ...], LossYear] = field(default_factory=dict)
    cuts: dict[tuple[int, ...], Floats] = field(default_factory=dict)

    def year(self, bundle: Places) -> LossYear:
        """Price a plan, once."""
        key = tuple(int(each) for each in bundle)
        if key not in self.years:
            self.years[key] = price(self.stake, self.menu.bundles, bundle)
            self.cuts[key] = euler_cut(
                self.stake, self.menu.bundles, bundle, self.years[key].shortfall_parts
            )
        return self.years[key]

    def shortfall(self, bundle: Places) -> float:
        """Give the expected shortfall of a plan, currency."""
        return self.year(bundle).shortfall(LEVEL)

    def best(self, budget: float) -> tuple[Places, float]:
        """Give the plan with the least shortfall among those priced within a budget."""
        within = [
            (year.shortfall(LEVEL), key)
            for key, year in self.years.items()
            if plan_cost(self.menu.bundles, np.array(key, dtype=np.intp)) <= budget * (1 + 1e-9)
        ]
        least, key = min(within)
        return np.array(key, dtype=np.intp), least


def euler_cut(stake: Stake, bundles: Bundles, bundle: Places, parts: Floats) -> Floats:
    """Price every bundle at every post from below by the Euler parts of a plan.

    Parameters
    ----------
    stake, bundles : n people, b bundles
    bundle : array of shape (g,), the plan that was priced
    parts : array of shape (n,), its parts of the expected shortfall, currency

    Returns
    -------
    array of shape (g, b); the sum over posts of the entries of a plan is at most its expected
    shortfall, and equal to it for the plan itself

    Notes
    -----
    Expected shortfall is the largest E[L w] over all weights 0 <= w <= 1 / (1 - level) of mean 1
    (Acerbi and Tasche 2002), so the weights of one plan give a lower bound for every other. The
    part of a person scales with the amount, and with the chance of leaving where that falls; where
    it rises, what is added is left out. Exact where the relative spread of a person's loss stays
    as it is; a bundle that narrows it can fall a little below the bound.
    """
    people = np.arange(len(stake.post))
    mine = bundle[stake.post]
    chance, amount = chance_left(stake, bundles), severity_left(stake, bundles)
    own_chance, own_amount = chance[people, mine][:, None], amount[people, mine][:, None]
    fewer = np.minimum(chance, own_chance) / np.where(own_chance > 0, own_chance, 1.0)
    scaled = amount / np.where(own_amount > 0, own_amount, 1.0)
    return by_post(stake, np.where(own_amount > 0, parts[:, None] * fewer * scaled, 0.0))


def choose_by_shortfall(
    priced: Priced, budget: float, *, rounds: int = 5, tolerance: float = 2e-3
) -> Pick:
    """Choose the plan with the least expected shortfall at 95 % within a budget.

    Parameters
    ----------
    priced : plans priced so far; the status quo is added, and every plan that is tried
    budget : currency, >= 0
    rounds : programs over all cuts at most; 0 gives a good plan without a bound, fast
    tolerance : relative distance to the bound at which the search stops

    Returns
    -------
    Pick, whose loss and bound are of the expected shortfall; never worse than any plan priced
    before that keeps the budget

    Notes
    -----
    First the plan that is best by the cut of the best plan so far is priced, until that is the
    best itself. Then cutting planes (Kelley 1960): the plan that is best by all cuts is priced
    exactly, its own cut is added, and so on until the best plan is within the tolerance of the
    bound. The engine is exact, so nothing is fitted to a sample of scenarios.
    """
    menu = priced.menu
    priced.year(np.zeros(len(menu.losses), dtype=np.intp))
    bound = max(_walk(priced, budget), 0.0)
    large = int(worthwhile(menu).sum()) > MOST_OPTIONS
    for _ in range(0 if large else rounds):
        if priced.best(budget)[1] <= bound * (1 + tolerance):
            break
        bundle, below = _by_all_cuts(priced, budget, tolerance)
        bound = max(bound, below)
        if tuple(int(each) for each in bundle) in priced.years:
            break
        priced.year(bundle)
    best, least = priced.best(budget)
    cost = plan_cost(menu.bundles, best)
    return Pick(best, cost, least, min(bound, least), "hull" if large else "exact")


def _walk(priced: Priced, budget: float) -> float:
    """Go from the best plan to the best by its cut until it stays; give the highest bound."""
    menu, bound, tried = priced.menu, 0.0, set[tuple[int, ...]]()
    while True:
        best, _ = priced.best(budget)
        key = tuple(int(each) for each in best)
        if key in tried:
            return bound
        tried.add(key)
        pick = choose_quickly(Menu(priced.cuts[key], menu.bundles, menu.allowed), budget)
        bound = max(bound, pick.bound)
        priced.year(pick.bundle)


def _by_all_cuts(priced: Priced, budget: float, tolerance: float) -> tuple[Places, float]:
    menu = priced.menu
    cuts = np.stack(list(priced.cuts.values())[-_MOST_CUTS:])
    post, option = np.nonzero(undominated(menu, cuts))
    task = make_task(menu, post, option, budget, net=False)
    differences = cuts[:, post, option] - cuts[:, post, 0]
    options, bound = least_largest(
        task, differences, cuts[:, :, 0].sum(axis=1), rel_gap=tolerance / 2, seconds=5.0
    )
    bundle = np.zeros(len(menu.losses), dtype=np.intp)
    bundle[post[options]] = option[options]
    return bundle, bound


def undominated(menu: Menu, cuts: Floats) -> Flags:
    """Mark the bundles of each post that no other beats in cost and in every cut; shape (g, b).

    Parameters
    ----------
    menu : g posts and b bundles
    cuts : array of shape (c, g, b)
    """
    has, cost = menu.bundles.has, menu.bundles.cost
    once = has[:, menu.bundles.firm_cost > 0].astype(float)
    useful = np.zeros(menu.allowed.shape, dtype=bool)
    for post in range(len(useful)):
        rows = np.flatnonzero(menu.allowed[post])
        order = rows[np.lexsort((has[rows].sum(axis=1), cost[rows]))]
        kept = np.column_stack([cost[order], once[order], cuts[:, post, order].T])
        # Measures without any effect here only cost: what has one is beaten by what has not.
        idle = np.isclose(cuts[:, post, 1 << np.arange(has.shape[1])], cuts[:, post, :1]).all(0)
        live = ~has[order][:, idle].any(axis=1)
        order, kept = order[live], kept[live]
        if len(order) <= _MOST_COMPARED:
            below = (kept[:, None, :] <= kept[None, :, :] + 1e-9).all(axis=2)
            order = order[~np.triu(below, k=1).any(axis=0)]
        useful[post, order] = True
    useful[:, 0] = False
    return useful
