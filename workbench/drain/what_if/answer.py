"""The loss, the dearest posts and the plan for a choice of options."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.dearest import DearestYear, dearest_year
from workbench.drain.engine import LossYear, loss_year
from workbench.drain.scenarios import Exits
from workbench.drain.what_if.options import DrainOptions
from workbench.drain.what_if.plans import QuickPlan, Shelf
from workbench.drain.what_if.scene import Moved, Scene, move, stake_of

Floats = NDArray[np.float64]
LEVEL = 0.95
# Up to so many people the exact engine answers within a tenth of a second.
EXACT_PEOPLE = 24


@dataclass(frozen=True)
class DrainAnswer:
    """What a choice of options leads to; amounts in currency over the horizon.

    Attributes
    ----------
    options, sentence : the choice, and what its scenario says
    lacks : why there is no amount, and then the figures are missing; empty where there is one
    added : posts that the scenario names beyond the given ones
    expected_loss, value_at_risk_95, expected_shortfall_95 : of the distribution
    curve : loss, exceedance_probability
    posts : one row a post with an amount, by its part in the worst twentieth: position_id, title,
        shortfall, expected_loss
    plan : the best plan under the budget
    """

    options: DrainOptions
    sentence: str
    lacks: str
    added: tuple[str, ...]
    expected_loss: float
    value_at_risk_95: float
    expected_shortfall_95: float
    curve: pd.DataFrame
    posts: pd.DataFrame
    plan: QuickPlan


def answer(scene: Scene, shelf: Shelf, options: DrainOptions, *, exactly: bool) -> DrainAnswer:
    """Compute the loss and choose the plan.

    Parameters
    ----------
    scene : of the scenario of the options
    shelf : the measures
    options : the choice, checked
    exactly : by the exact engine for any number of people, and the plan with a proof

    Returns
    -------
    DrainAnswer
    """
    moved = move(scene, options)
    year = _year(moved.exits, moved.severity, exactly=exactly)
    expected = moved.exits.total * moved.severity["mean"].to_numpy()
    known = bool((~np.isnan(moved.means)).any())
    return DrainAnswer(
        options=options, sentence=scene.ground.sentence(options.scenario),
        lacks=_lacks(scene, known=known), added=scene.added,
        expected_loss=float(expected.sum()) if known else np.nan,
        value_at_risk_95=year.value_at_risk(LEVEL) if known else np.nan,
        expected_shortfall_95=year.shortfall(LEVEL) if known else np.nan,
        curve=year.curve() if known else year.curve().head(0),
        posts=_posts(scene, moved, expected, year.shortfall_parts),
        plan=shelf.plan(
            stake_of(scene, moved), scene.allowed, options.budget, exactly=exactly
        ),
    )  # fmt: skip


def _year(exits: Exits, severity: pd.DataFrame, *, exactly: bool) -> LossYear | DearestYear:
    if exactly or int((severity["mean"] > 0).sum()) <= EXACT_PEOPLE:
        return loss_year(exits, severity, level=LEVEL)
    return dearest_year(exits, severity, level=LEVEL)


def _lacks(scene: Scene, *, known: bool) -> str:
    if not scene.position_ids:
        return "Nobody holds one of these posts, so no departure can be priced."
    return "" if known else "not assessed: no amount could be made up for any of these posts"


def _posts(scene: Scene, moved: Moved, expected: Floats, shortfall: Floats) -> pd.DataFrame:
    number = len(scene.position_ids)
    known = np.bincount(scene.post, (~np.isnan(moved.means)).any(axis=1), minlength=number) > 0
    rows = pd.DataFrame(
        {
            "position_id": pd.Series(scene.position_ids, dtype="str"),
            "title": pd.Series(scene.titles, dtype="str"),
            "shortfall": np.bincount(scene.post, shortfall, minlength=number),
            "expected_loss": np.bincount(scene.post, expected, minlength=number),
        }
    )
    order = ["shortfall", "expected_loss", "position_id"]
    ascending = [False, False, True]
    return rows[known].sort_values(order, ascending=ascending, ignore_index=True)
