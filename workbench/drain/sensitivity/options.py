"""Plans of measures to choose between, and what each is good for at every draw of the inputs."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import DRIVERS
from workbench.drain.plan.bundles import EFFECTS, Bundles, make_bundles
from workbench.drain.plan.select import Menu, choose_plan, choose_quickly, plan_cost
from workbench.drain.sensitivity.model import LossModel

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
_MOST_SWITCHES = 6
# The fifths in which an input counts as found low or high when plans are looked for.
_LOW, _HIGH = 0.2, 0.8


@dataclass(frozen=True)
class Stakes:
    """Expected loss by post and driver in m draws, currency; arrays of shape (g, drivers, m).

    ``stays`` is of the people who do not retire within the horizon, ``retires`` of those who do,
    whom no measure keeps.
    """

    stays: Floats
    retires: Floats


def draw_stakes(model: LossModel, levels: Floats) -> Stakes:
    """Compute the expected loss of every post by driver from levels of shape (d, m)."""
    named = model.by_name(levels)
    amounts = model.amounts(named)
    chance = model.chances(named)
    posts, post = np.unique(
        model.ground.seats["position_id"].to_numpy(dtype=str), return_inverse=True
    )
    on = (np.arange(len(posts))[:, None] == post).astype(float)
    retires = model.exits.retires_share > 0
    lost = np.stack([amounts[driver.name] * chance for driver in DRIVERS], axis=1)
    flat = lost.reshape(len(post), -1)
    shape = (len(posts), *lost.shape[1:])
    return Stakes((on * ~retires @ flat).reshape(shape), (on * retires @ flat).reshape(shape))


def candidate_plans(
    stakes: Stakes,
    measures: pd.DataFrame,
    effects: Floats,
    levels: Floats,
    allowed: Flags,
    *,
    years: float,
    budget: float,
) -> tuple[Bundles, Places]:
    """Look for plans that would be best in one case or another.

    Parameters
    ----------
    stakes : of g posts in m draws
    measures : the k measures in force
    effects : array of shape (k, m), their drawn effects
    levels : array of shape (d, m), of the inputs whose low and high values count as cases
    allowed : array of shape (g, b), False where a bundle may not be taken
    years, budget : length of the horizon; currency, infinite where there is no limit

    Returns
    -------
    (bundles, plans) : plans of shape (p, g), the bundle of each post, no plan twice. The first is
        nothing; then the best plans for mean, weak, middle and strong effects, for each input and
        each effect in its lowest and its highest fifth, and each measure alone wherever it pays.
    """
    mean = measures.assign(effect_mean=effects.mean(axis=1))
    bundles = make_bundles(mean, years=years, effect="effect_mean")
    plans = [np.zeros(len(allowed), dtype=np.intp)]
    for case in _cases(stakes, mean, effects, levels, years):
        plans.append(_best(Menu(*case, allowed), budget))
    losses = _losses(_mean_stakes(stakes), bundles)
    for place in range(len(measures)):
        single = 1 << place
        pays = (losses[:, 0] - losses[:, single] > bundles.cost[single]) & allowed[:, single]
        plans.append(np.where(pays, single, 0))
    affordable = [plan for plan in plans if plan_cost(bundles, plan) <= budget]
    return bundles, np.array(list(dict.fromkeys(map(tuple, affordable))), dtype=np.intp)


def _cases(
    stakes: Stakes, measures: pd.DataFrame, effects: Floats, levels: Floats, years: float
) -> Iterator[tuple[Floats, Bundles]]:
    """Losses left under each bundle in each case, and the bundles."""
    whole = _mean_stakes(stakes)
    for name in ("effect_mean", *EFFECTS):
        bundles = make_bundles(measures, years=years, effect=name)
        yield _losses(whole, bundles), bundles
    usual = make_bundles(measures, years=years, effect="effect_mean")
    for level in levels:
        for inside in (level < _LOW, level > _HIGH):
            yield _losses(_mean_stakes(stakes, inside), usual), usual
    for place in range(len(measures)):
        ends = np.quantile(effects[place], [_LOW / 2, (1 + _HIGH) / 2])
        for end in ends:
            moved = measures["effect_mean"].to_numpy(dtype=float).copy()
            moved[place] = end
            bundles = make_bundles(
                measures.assign(effect_mean=moved), years=years, effect="effect_mean"
            )
            yield _losses(whole, bundles), bundles


def _mean_stakes(stakes: Stakes, inside: Flags | None = None) -> Stakes:
    weights = np.ones(stakes.stays.shape[2]) if inside is None else inside.astype(float)
    weights /= max(float(weights.sum()), 1.0)
    return Stakes(stakes.stays @ weights, stakes.retires @ weights)


def _losses(mean: Stakes, bundles: Bundles) -> Floats:
    """Give the expected loss of each post under each bundle; shape (g, b)."""
    kept = bundles.driver_kept.T
    return (mean.stays @ kept) * bundles.chance_kept + mean.retires @ kept


def _best(menu: Menu, budget: float) -> Places:
    few = (menu.bundles.firm_cost > 0).sum() <= _MOST_SWITCHES
    choose = choose_quickly if few else choose_plan
    return choose(menu, budget, net=True).bundle


def net_benefits(
    stakes: Stakes, bundles: Bundles, plans: Places, acts_on: NDArray[np.str_], effects: Floats
) -> Floats:
    """Price every plan at every draw.

    Parameters
    ----------
    stakes : of g posts in m draws
    bundles : for what plans cost and which measures they hold
    plans : array of shape (p, g), the bundle of each post
    acts_on : the quantity of each of k measures
    effects : array of shape (k, m), in [0, 1]

    Returns
    -------
    array of shape (m, p), currency: expected loss that is saved less the cost; 0 for nothing
    """
    used = np.unique(plans)
    saved = np.zeros((len(plans), effects.shape[1]))
    before = (stakes.stays + stakes.retires).sum(axis=1)
    for bundle in used[used > 0]:
        chance, drivers = _kept(bundles.has[bundle], acts_on, effects)
        posts = np.flatnonzero((plans == bundle).any(axis=0))
        left = np.einsum("gdm,dm->gm", stakes.stays[posts], drivers) * chance
        left += np.einsum("gdm,dm->gm", stakes.retires[posts], drivers)
        saved += (plans[:, posts] == bundle).astype(float) @ (before[posts] - left)
    costs = np.array([plan_cost(bundles, plan) for plan in plans])
    return (saved - costs[:, None]).T


def _kept(has: Flags, acts_on: NDArray[np.str_], effects: Floats) -> tuple[Floats, Floats]:
    """Part of the chance, shape (m,), and of each driver, shape (drivers, m), that is left."""
    left = np.where(has[:, None], 1.0 - effects, 1.0)
    of = {name: left[acts_on == name].prod(axis=0) for name in sorted(set(acts_on.tolist()))}
    ones = np.ones(effects.shape[1])
    drivers = [
        np.prod([of.get(name, ones) for name in driver.moved_by] or [ones], axis=0)
        for driver in DRIVERS
    ]
    return of.get("leave_probability", ones), np.stack(drivers)
