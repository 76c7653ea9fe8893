"""The best plan under a budget while a slider moves."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.drain.in_place import measures_in_place
from workbench.drain.measures import measures_on_and_off
from workbench.drain.plan.bundles import Bundles, make_bundles
from workbench.drain.plan.menu import allowed_bundles, plan_lacks
from workbench.drain.plan.select import Menu, Pick, choose_plan, choose_quickly
from workbench.drain.plan.stake import Stake, post_losses
from workbench.people.history import DAYS_PER_YEAR

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# With more measures that cost the firm once, trying all sets of them takes longer than the proof.
_MOST_SWITCHES = 6


@dataclass(frozen=True)
class QuickPlan:
    """The plan under a budget, by expected loss with the middle effects.

    Attributes
    ----------
    lacks : why there is no plan, and then the frame has no row; empty where there is one
    posts : one row a post with a measure, the largest saving first: position_id, measures (names),
        saving, cost
    measures : number of measures, each post counted for itself
    saving, cost : of the whole plan, with what the firm pays once; currency over the horizon
    could_be_better : part of the loss left that an even better plan could save at most
    """

    lacks: str
    posts: pd.DataFrame
    measures: int
    saving: float
    cost: float
    could_be_better: float


@dataclass(frozen=True)
class Shelf:
    """The measures that may be counted, all bundles of them, and what some posts have already."""

    company: Company
    on: pd.DataFrame
    bundles: Bundles | None

    def allowed(self, position_ids: tuple[str, ...]) -> Flags:
        """Mark the bundles that propose nothing a post has already; shape (g, b)."""
        if self.bundles is None:
            return np.zeros((len(position_ids), 0), dtype=bool)
        in_place = measures_in_place(self.company, position_ids, self.on)
        return allowed_bundles(position_ids, self.bundles, in_place)

    def plan(
        self, stake: Stake, allowed: Flags, budget: float | None, *, exactly: bool = False
    ) -> QuickPlan:
        """Choose the bundle of each post.

        Parameters
        ----------
        stake : people and amounts; draws are not needed
        allowed : of the posts of the stake
        budget : currency over the horizon, >= 0; None takes whatever pays for itself
        exactly : with a proof, as the report has it, and not within milliseconds

        Returns
        -------
        QuickPlan; without a limit the best there is, else within the part it names
        """
        lacks = plan_lacks(self.company, stake.amounts, self.on)
        if lacks or self.bundles is None:
            return QuickPlan(lacks, _posts(stake, (), np.zeros(0), np.zeros(0)), 0, 0.0, 0.0, 0.0)
        menu = Menu(post_losses(stake, self.bundles), self.bundles, allowed)
        pick = _pick(menu, budget, exactly=exactly)
        saved = menu.losses[:, 0] - menu.losses[np.arange(len(pick.bundle)), pick.bundle]
        names = self.on["name"].to_numpy(dtype=str)
        taken = self.bundles.has[pick.bundle]
        words = tuple(", ".join(names[has]) for has in taken)
        rows = _posts(stake, words, saved, self.bundles.cost[pick.bundle])
        return QuickPlan("", rows, int(taken.sum()), float(saved.sum()), pick.cost, pick.gap)

    def most(self, stake: Stake, allowed: Flags) -> float:
        """Give what everything costs that saves anything, currency; 0 where nothing can be had."""
        if self.bundles is None or not len(stake.position_ids):
            return 0.0
        return _pick(Menu(post_losses(stake, self.bundles), self.bundles, allowed), np.inf).cost


def lay_shelf(company: Company, *, horizon_days: int) -> Shelf:
    """Read the measures and combine them in all ways."""
    on, _ = measures_on_and_off(company)
    years = horizon_days / DAYS_PER_YEAR
    lacks = plan_lacks(company, np.ones(1), on)
    return Shelf(company, on, None if lacks else make_bundles(on, years=years))


def _pick(menu: Menu, budget: float | None, *, exactly: bool = False) -> Pick:
    most, net = (np.inf, True) if budget is None else (budget, False)
    if exactly or int((menu.bundles.firm_cost > 0).sum()) > _MOST_SWITCHES:
        return choose_plan(menu, most, net=net)
    return choose_quickly(menu, most, net=net)


def _posts(stake: Stake, words: tuple[str, ...], saved: Floats, cost: Floats) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "position_id": pd.Series(stake.position_ids[: len(words)], dtype="str"),
            "measures": pd.Series(words, dtype="str"),
            "saving": saved, "cost": cost,
        }
    )  # fmt: skip
    planned = rows[rows["measures"] != ""]
    order = ["saving", "position_id"]
    return planned.sort_values(order, ascending=[False, True], ignore_index=True)
