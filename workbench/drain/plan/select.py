"""From losses of posts under bundles to a plan: exact for ordinary sizes, certified for large."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.drain.plan.bundles import Bundles
from workbench.drain.plan.hull import choose_on_hull
from workbench.drain.plan.knapsack import Task, choose_options

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
# More options than this go to the hull; more switches than that are too many to try them all.
MOST_OPTIONS = 6000
_MOST_SWITCHES = 6
# The exact program stops after this time; what it has not proved is said with the plan.
_SECONDS = 15.0
_PROVED = 1e-6


@dataclass(frozen=True)
class Menu:
    """What can be had at each post.

    Attributes
    ----------
    losses : array of shape (g, b), currency, what is left to lose at each post under each bundle
    bundles : the b bundles
    allowed : array of shape (g, b), False where a bundle may not be taken; the empty one always may
    """

    losses: Floats
    bundles: Bundles
    allowed: Flags


@dataclass(frozen=True)
class Pick:
    """A plan: the bundle of each post, shape (g,), what it costs and leaves, and the proof.

    ``bound`` is what no plan within the budget can fall below; ``method`` is exact or hull.
    """

    bundle: Places
    cost: float
    loss: float
    bound: float
    method: str

    @property
    def gap(self) -> float:
        """Part of the loss that a better plan could still save at most, in [0, 1]."""
        return max(self.loss - self.bound, 0.0) / self.loss if self.loss > 0 else 0.0


def plan_cost(bundles: Bundles, bundle: Places) -> float:
    """Sum what a plan costs: the bundles of the posts, and what the firm pays once a measure."""
    used = bundles.has[bundle].any(axis=0)
    return float(bundles.cost[bundle].sum() + bundles.firm_cost[used].sum())


def choose_plan(menu: Menu, budget: float, *, net: bool = False) -> Pick:
    """Choose the bundle of each post so that least is left to lose within a budget.

    Parameters
    ----------
    menu : g posts
    budget : currency, >= 0; infinite where there is none
    net : count the cost as a loss too, so that only what pays for itself is taken; the bound is
        then of loss plus cost less the cost of the plan

    Returns
    -------
    Pick; with budget 0 what costs nothing, which is the status quo unless measures are free

    Notes
    -----
    A multiple-choice knapsack with a fixed charge for each measure that costs the firm something
    as soon as one post has it. Up to 6,000 options that are not dominated by a mixed program with
    a proof; beyond, or for a quick answer, on the hulls with the bound of the relaxed problem. The
    mixed program has 15 seconds; the better of both is taken where these are not enough.
    """
    useful = worthwhile(menu)
    if useful.sum() > MOST_OPTIONS and (menu.bundles.firm_cost > 0).sum() <= _MOST_SWITCHES:
        return choose_quickly(menu, budget, net=net)
    post, option = np.nonzero(useful)
    task = make_task(menu, post, option, budget, net=net)
    choice = choose_options(task, seconds=_SECONDS)
    bundle = np.zeros(len(menu.losses), dtype=np.intp)
    bundle[post[choice.options]] = option[choice.options]
    pick = _picked(menu, bundle, choice.bound, net=net, method="exact")
    if pick.gap <= _PROVED or (menu.bundles.firm_cost > 0).sum() > _MOST_SWITCHES:
        return pick
    return _better(pick, choose_quickly(menu, budget, net=net), net=net)


def _better(one: Pick, other: Pick, *, net: bool) -> Pick:
    """Take the better of two plans for the same aim, with the higher of their bounds."""
    paid = (one.cost, other.cost) if net else (0.0, 0.0)
    aims = (one.loss + paid[0], other.loss + paid[1])
    least = max(one.bound + paid[0], other.bound + paid[1])
    best, spent = (one, paid[0]) if aims[0] <= aims[1] else (other, paid[1])
    return replace(best, bound=min(least - spent, best.loss))


def choose_quickly(menu: Menu, budget: float, *, net: bool = False) -> Pick:
    """Choose as ``choose_plan`` does, on the hulls: in milliseconds, with a certified gap.

    Every set of the measures that cost the firm once is tried in turn; at most 6 such measures.
    """
    switch = np.flatnonzero(menu.bundles.firm_cost > 0)
    has, cost = menu.bundles.has, menu.bundles.cost
    saved = np.where(menu.allowed, menu.losses[:, :1] - menu.losses, 0.0).T
    worth = saved - cost[:, None] if net else saved
    price = np.broadcast_to(cost[:, None], worth.shape)
    best, bound = np.zeros(len(menu.losses), dtype=np.intp), 0.0
    best_value = 0.0
    for on in product((False, True), repeat=len(switch)):
        charge = float(menu.bundles.firm_cost[switch[list(on)]].sum()) if any(on) else 0.0
        if charge > budget:
            continue
        closed = has[:, switch[[not each for each in on]]].any(axis=1)
        rows = np.flatnonzero(~closed)
        choice = choose_on_hull(worth[rows], price[rows], budget - charge)
        paid = charge if net else 0.0
        bound = max(bound, choice.bound - paid)
        if choice.worth - paid > best_value:
            best_value = choice.worth - paid
            best = np.where(choice.option >= 0, rows[choice.option], 0)
    return _picked(menu, best, bound, net=net, method="hull")


def _picked(menu: Menu, bundle: Places, bound: float, *, net: bool, method: str) -> Pick:
    cost = plan_cost(menu.bundles, bundle)
    loss = float(menu.losses[np.arange(len(bundle)), bundle].sum())
    before = float(menu.losses[:, 0].sum())
    least = before - bound - (cost if net else 0.0)
    return Pick(bundle, cost, loss, min(least, loss), method)


def worthwhile(menu: Menu) -> Flags:
    """Mark the bundles of each post that none at most as dear beats; shape (g, b).

    Compared are bundles with the same measures among those that cost the firm once, since one
    that needs fewer of them may be the better in the whole.

    Examples
    --------
    >>> from workbench.drain.plan.bundles import Bundles
    >>> two = np.array([[False], [True]])
    >>> bundles = Bundles(("M1",), two, np.array([0.0, 5.0]), np.zeros(1), np.ones(2),
    ...                   np.ones((2, 1)))
    >>> worthwhile(Menu(np.array([[9.0, 4.0], [9.0, 9.0]]), bundles, np.ones((2, 2), dtype=bool)))
    array([[False,  True],
           [False, False]])
    """
    has, cost = menu.bundles.has, menu.bundles.cost
    once = has[:, menu.bundles.firm_cost > 0]
    _, pattern = np.unique(once, axis=0, return_inverse=True)
    losses = np.where(menu.allowed, menu.losses, np.inf)
    useful = np.zeros(losses.shape, dtype=bool)
    for group in range(int(pattern.max(initial=0)) + 1):
        rows = np.flatnonzero(pattern.ravel() == group)
        order = rows[np.lexsort((has[rows].sum(axis=1), cost[rows]))]
        line = np.hstack([menu.losses[:, :1], losses[:, order]])
        least = np.minimum.accumulate(line, axis=1)[:, :-1]
        useful[:, order] = line[:, 1:] < least - 1e-9
    useful[:, 0] = False
    return useful


def make_task(menu: Menu, post: Places, option: Places, budget: float, *, net: bool) -> Task:
    """Write the options down for the exact program."""
    bundles = menu.bundles
    saved = menu.losses[post, 0] - menu.losses[post, option]
    cost = bundles.cost[option]
    switch = np.flatnonzero(bundles.firm_cost > 0)
    charge = bundles.firm_cost[switch]
    return Task(
        group=post,
        worth=saved - cost if net else saved,
        uses=cost[:, None],
        limits=np.array([budget]),
        switches=bundles.has[option][:, switch],
        switch_worth=-charge if net else np.zeros(len(switch)),
        switch_uses=charge[:, None],
    )
