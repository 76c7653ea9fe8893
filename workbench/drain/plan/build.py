"""The best plan under a budget: which measure for which post, by expected loss and by shortfall."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.drain.channels import DRIVERS
from workbench.drain.ground import Ground, lay_ground
from workbench.drain.in_place import measures_in_place
from workbench.drain.measures import measures_on_and_off
from workbench.drain.plan.bundles import EFFECTS, make_bundles
from workbench.drain.plan.frontier import frontier_budgets, frontier_table
from workbench.drain.plan.menu import allowed_bundles, budget_limit, plan_lacks
from workbench.drain.plan.returns import ITEMS, item_table, measure_table
from workbench.drain.plan.select import Menu, Pick, choose_plan
from workbench.drain.plan.shortfall import LEVEL, Priced, choose_by_shortfall
from workbench.drain.plan.stake import Stake, lay_stake, post_losses
from workbench.people.history import DAYS_PER_YEAR

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
NOTHING, EXPECTED, SHORTFALL, PESSIMISTIC = (
    "nothing is done", "least expected loss", "least worst twentieth", "made for weak effects",
)  # fmt: skip
_KINDS = ["measure_id", "name", "kind", "moment", "acts_on"]


@dataclass(frozen=True)
class MeasurePlan:
    """What to do at which post, and what it is good for.

    Attributes
    ----------
    lacks : why there is no plan, and then the frames of the plan have no row; empty where there
        is one
    scenario, horizon_days, currency : what it was made for
    budget : currency over the horizon; missing where there is none, and then the plan holds
        whatever pays for itself
    summary : one row a plan: plan, cost, expected_loss, expected_loss_low (strong effects),
        expected_loss_high (weak effects), value_at_risk_95, shortfall_95, could_be_better (part
        of its aim that an even better plan could save at most)
    items : one row a post and measure of any of the plans: position_id, title, measure_id, name,
        moment, by_expected_loss, by_shortfall, if_pessimistic (bool), saving, saving_low,
        saving_high, cost, weak_effect (P10), break_even_effect (see ``item_table``)
    measures : return of each measure in the plan by expected loss: measure_id, name, kind,
        moment, acts_on, posts, cost, saving, saving_low, saving_high, return_on_cost, limits
    posts : one row a priced post: position_id, title, channel, driver (the dearest), measures
        (names), expected_loss, expected_loss_after, cost
    frontier : see ``frontier_table``
    off : measures that are never counted, with the reason
    in_place : position_id, measure_id, name, done_on: measures that a post has already, which the
        plan does not propose again
    """

    lacks: str
    scenario: str
    horizon_days: int
    currency: str
    budget: float
    summary: pd.DataFrame
    items: pd.DataFrame
    measures: pd.DataFrame
    posts: pd.DataFrame
    frontier: pd.DataFrame
    off: pd.DataFrame
    in_place: pd.DataFrame

    def figure(self, column: str, *, plan: str = EXPECTED) -> float:
        """One number of the summary; of the plan by expected loss where none is named."""
        return float(self.summary.set_index("plan")[column][plan])


def best_plan(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    budget: float | None = None,
    horizon_days: int | None = None,
    correlation: float | None = None,
) -> MeasurePlan:
    """Find the measures for each post under a budget.

    Parameters
    ----------
    company : its table measures is needed; post_measures adds what is in place
    positions, scenario, horizon_days, correlation : as in ``drain_risk``
    budget : currency over the horizon, >= 0; from the settings when None, and where these have
        none the plan holds whatever pays for itself

    Returns
    -------
    MeasurePlan. Amounts that are not assessed are in no plan: a measure against them is not found.

    Raises
    ------
    ParameterError
        If the budget is negative.
    """
    ground = lay_ground(
        company, positions, scenarios=(scenario,), horizon_days=horizon_days,
        correlation=correlation,
    )  # fmt: skip
    return plan_on(ground, scenario, budget=budget)


def plan_on(ground: Ground, scenario: str, *, budget: float | None = None) -> MeasurePlan:
    """Find the plan on ground that is already laid; as ``best_plan``."""
    company = ground.company
    limit = budget_limit(company, budget)
    on, off = measures_on_and_off(company)
    stake = lay_stake(ground, scenario)
    lacks = plan_lacks(company, stake.amounts, on)
    in_place = measures_in_place(company, stake.position_ids, on)
    if lacks:
        return _no_plan(ground, scenario, lacks, limit, off, in_place)
    years = ground.leaving.horizon_days / DAYS_PER_YEAR
    weak, middle, strong = (make_bundles(on, years=years, effect=name) for name in EFFECTS)
    allowed = allowed_bundles(stake.position_ids, middle, in_place)
    losses = (post_losses(stake, weak), post_losses(stake, middle), post_losses(stake, strong))
    menu = Menu(losses[1], middle, allowed)
    most, net = (np.inf, True) if limit is None else (float(limit), False)
    pick = choose_plan(menu, most, net=net)
    priced = Priced(stake, menu)
    worst = choose_by_shortfall(priced, max(pick.cost, 0.0) if net else most)
    careful = choose_plan(Menu(losses[0], weak, allowed), most, net=net)
    plans = (pick.bundle, worst.bundle, careful.bundle)
    frontier = frontier_table(
        priced, (weak, strong), frontier_budgets(menu, pick.cost if net else most)
    )
    names, effects = on[["measure_id", "name", "moment"]], on[list(EFFECTS)].to_numpy(dtype=float)
    items = item_table(stake.position_ids, middle, losses[1], effects, plans).merge(
        names, on="measure_id"
    )
    returns = measure_table(middle, losses[1], effects, pick.bundle)
    posts = _post_table(company, stake, menu, pick, on)
    return MeasurePlan(
        lacks="", scenario=scenario, horizon_days=ground.leaving.horizon_days,
        currency=company.settings.currency, budget=np.nan if limit is None else float(limit),
        summary=_summary(priced, losses, (pick, worst, careful)),
        items=_titled(company, items), posts=posts, frontier=frontier, off=off, in_place=in_place,
        measures=on[_KINDS].merge(returns, on="measure_id").assign(limits=on["limits"]),
    )  # fmt: skip


def _summary(
    priced: Priced, losses: tuple[Floats, Floats, Floats], picks: tuple[Pick, Pick, Pick]
) -> pd.DataFrame:
    """Price nothing and the three plans side by side; all shortfalls with the middle effects."""
    posts = np.arange(len(losses[0]))
    nothing = Pick(np.zeros(len(posts), dtype=np.intp), 0.0, 0.0, 0.0, "exact")
    rows = []
    for name, pick in zip(
        (NOTHING, EXPECTED, SHORTFALL, PESSIMISTIC), (nothing, *picks), strict=True
    ):
        high, middle, low = (float(each[posts, pick.bundle].sum()) for each in losses)
        year = priced.year(pick.bundle)
        rows.append(
            {
                "plan": name, "cost": pick.cost, "expected_loss": middle,
                "expected_loss_low": low, "expected_loss_high": high,
                "value_at_risk_95": year.value_at_risk(LEVEL),
                "shortfall_95": year.shortfall(LEVEL), "could_be_better": pick.gap,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _post_table(
    company: Company, stake: Stake, menu: Menu, pick: Pick, on: pd.DataFrame
) -> pd.DataFrame:
    people = stake.exits.total[:, None] * stake.amounts
    causes = np.zeros((len(stake.position_ids), len(DRIVERS)))
    np.add.at(causes, stake.post, people)
    dearest = [DRIVERS[place] for place in causes.argmax(axis=1)]
    known, names = causes.sum(axis=1) > 0, on["name"].to_numpy(dtype=str)
    posts = pd.DataFrame(
        {
            "position_id": list(stake.position_ids),
            "channel": [each.channel for each in dearest],
            "driver": [each.name for each in dearest],
            "measures": [", ".join(names[has]) for has in menu.bundles.has[pick.bundle]],
            "expected_loss": menu.losses[:, 0],
            "expected_loss_after": menu.losses[np.arange(len(known)), pick.bundle],
            "cost": menu.bundles.cost[pick.bundle],
        }
    )
    posts.loc[~known, ["channel", "driver"]] = "not assessed"
    posts.loc[~known, ["expected_loss", "expected_loss_after"]] = np.nan
    order = ["expected_loss", "position_id"]
    return _titled(company, posts.sort_values(order, ascending=[False, True], ignore_index=True))


def _titled(company: Company, rows: pd.DataFrame) -> pd.DataFrame:
    titled = rows.merge(company.positions[["position_id", "title"]], on="position_id", how="left")
    return titled[["position_id", "title", *(name for name in rows if name != "position_id")]]


def _no_plan(
    ground: Ground, scenario: str, lacks: str, limit: float | None, off: pd.DataFrame,
    in_place: pd.DataFrame,
) -> MeasurePlan:  # fmt: skip
    frames = {name: pd.DataFrame(columns=columns) for name, columns in _COLUMNS.items()}
    return MeasurePlan(
        lacks=lacks, scenario=scenario, horizon_days=ground.leaving.horizon_days,
        currency=ground.company.settings.currency, budget=np.nan if limit is None else limit,
        off=off, in_place=in_place, **frames,
    )  # fmt: skip


# The columns of the frames where there is no plan, so that whoever shows them need not ask.
_COLUMNS = {
    "summary": ["plan", "cost", "expected_loss", "expected_loss_low", "expected_loss_high",
                "value_at_risk_95", "shortfall_95", "could_be_better"],
    "items": ["position_id", "title", *ITEMS[1:], "name", "moment"],
    "measures": [*_KINDS, "posts", "cost", "saving", "saving_low", "saving_high",
                 "return_on_cost", "limits"],
    "posts": ["position_id", "title", "channel", "driver", "measures", "expected_loss",
              "expected_loss_after", "cost"],
    "frontier": ["budget", "cost", "expected_loss", "expected_loss_low", "expected_loss_high",
                 "value_at_risk_95", "shortfall_95", "least_shortfall_95", "cost_by_shortfall",
                 "marginal_return", "knee"],
}  # fmt: skip
