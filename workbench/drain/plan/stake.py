"""What is at stake at each post, what a bundle leaves of it, and the exact price of a plan."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import DRIVERS
from workbench.drain.engine import LossYear, loss_year
from workbench.drain.ground import Ground
from workbench.drain.plan.bundles import Bundles
from workbench.drain.scenarios import Exits
from workbench.drain.states import States

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Stake:
    """People of the posts and what their departures cost under one scenario.

    Attributes
    ----------
    position_ids : g posts with somebody in them, sorted
    post : array of shape (n,), the post of each of n people
    stays_on : array of shape (n,), False for who retires within the horizon
    amounts : array of shape (n, d), currency, mean of each driver given that the person leaves; 0
        where it is not assessed
    draws : array of shape (d, n, m), the same in each draw of the ranges
    exits : the departures
    """

    position_ids: tuple[str, ...]
    post: Places
    stays_on: Flags
    amounts: Floats
    draws: Floats
    exits: Exits


def lay_stake(ground: Ground, scenario: str) -> Stake:
    """Gather the amounts of the ledger by person and driver, as ``drain_risk`` prices them."""
    exits = ground.all_exits(scenario)
    amounts = ground.amounts(exits)
    ledger = ground.ledger(exits)
    names = [driver.name for driver in DRIVERS]
    keys = ["position_id", "employee_id", "seat"]
    wide = ledger.means.pivot_table(index=keys, columns="driver", values="mean", aggfunc="sum")
    people = pd.MultiIndex.from_frame(ground.seats[keys])
    means = wide.reindex(index=people, columns=names).fillna(0.0)
    posts, post = np.unique(ground.seats["position_id"].to_numpy(dtype=str), return_inverse=True)
    return Stake(
        position_ids=tuple(str(name) for name in posts),
        post=post,
        stays_on=exits.retires_share == 0,
        amounts=means.to_numpy(dtype=float).reshape(len(people), len(names)),
        draws=np.nan_to_num(np.stack([amounts[name] for name in names])),
        exits=exits,
    )


def chance_left(stake: Stake, bundles: Bundles) -> Floats:
    """Part of each person's chance of leaving that each bundle leaves; shape (n, b).

    Who retires within the horizon goes anyway.
    """
    return np.where(stake.stays_on[:, None], bundles.chance_kept[None, :], 1.0)


def severity_left(stake: Stake, bundles: Bundles) -> Floats:
    """Part of what each departure costs that each bundle leaves; shape (n, b)."""
    left = stake.amounts @ bundles.driver_kept.T
    return left / np.maximum(left[:, :1], 1e-300)


def post_losses(stake: Stake, bundles: Bundles) -> Floats:
    """Give the expected loss of each post under each bundle; shape (g, b), currency."""
    cost = stake.amounts @ bundles.driver_kept.T
    people = stake.exits.total[:, None] * chance_left(stake, bundles) * cost
    return by_post(stake, people)


def by_post(stake: Stake, people: Floats) -> Floats:
    """Sum rows of people over their posts; shape (g, ...)."""
    sums = np.zeros((len(stake.position_ids), people.shape[1]))
    np.add.at(sums, stake.post, people)
    return sums


@dataclass(frozen=True)
class Thinned(Exits):
    """Departures of which measures prevent a part; ``kept`` of shape (n,) is the part left.

    Every departure is prevented with its own chance, in a good year and in a bad one, so the
    chances shrink by the same part in every state and the expected loss exactly in proportion.
    """

    kept: Floats

    def states(self, *, nodes: int) -> States:
        """Give the states of the horizon with what is left of the leave probabilities."""
        before = super().states(nodes=nodes)
        return States(before.weights, before.probabilities * self.kept)


def price(stake: Stake, bundles: Bundles, pick: Places) -> LossYear:
    """Compute the exact distribution of the loss under a plan.

    Parameters
    ----------
    stake : n people in g posts
    bundles : with the effects to assume
    pick : array of shape (g,), the bundle of each post

    Returns
    -------
    LossYear; with the empty bundle everywhere the one of the status quo
    """
    of_person = pick[stake.post]
    drivers = bundles.driver_kept[of_person]
    kept = chance_left(stake, bundles)[np.arange(len(of_person)), of_person]
    draws = np.einsum("nd,dnm->nm", drivers, stake.draws)
    middle = draws.mean(axis=1)
    severity = pd.DataFrame(
        {
            "mean": (stake.amounts * drivers).sum(axis=1),
            "cv": np.divide(draws.std(axis=1), np.where(middle > 0, middle, 1.0)),
        }
    )
    fields = {each.name: getattr(stake.exits, each.name) for each in dataclasses.fields(Exits)}
    thinned = Thinned(**fields | {"total": stake.exits.total * kept}, kept=kept)
    return loss_year(thinned, severity)
