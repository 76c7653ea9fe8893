"""The headline figures of a company, and where each comes from."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.display import posts_to_price
from workbench.drain.ground import lay_ground
from workbench.drain.plan.money import PlanMoney, plan_money
from workbench.drain.risk import DrainRisk, scenario_risk
from workbench.history.register import COLUMNS, HEADLINES
from workbench.pools.build import Pools, build_pools
from workbench.positions.ranking.rank import Ranking, rank_positions

SCENARIO = "as_usual"


def measure_headlines(company: Company) -> pd.DataFrame:
    """Measure all headline figures of a company under its settings.

    Parameters
    ----------
    company : the checked company

    Returns
    -------
    DataFrame as of ``headline_figures``

    Raises
    ------
    ParameterError
        If the settings name posts or people that the tables do not have.
    """
    ranking = rank_positions(company)
    pools = build_pools(company, ranking.key_positions)
    posts, _ = posts_to_price(company, ranking.listed_positions)
    ground = lay_ground(company, posts, scenarios=(SCENARIO,), horizon_days=None, correlation=None)
    money = plan_money(ground, SCENARIO)
    return _table(company, ranking, pools, scenario_risk(ground, SCENARIO), money)


def headline_figures(
    company: Company, ranking: Ranking, pools: Pools, risk: DrainRisk
) -> pd.DataFrame:
    """Read the headline figures off answers that are there already.

    Parameters
    ----------
    company : the checked company, with the settings that the answers were found under
    ranking : from ``rank_positions``
    pools : from ``build_pools`` for the key posts
    risk : from ``drain_risk`` for the listed posts, nothing but the usual departures

    Returns
    -------
    DataFrame, one row a figure in the order of ``HEADLINES``: figure, value, low, high (missing
    where there is no range), posts (ids of the posts that are counted, where it counts some). An
    unknown figure is missing, never zero.
    """
    posts, _ = posts_to_price(company, ranking.listed_positions)
    ground = lay_ground(
        company, posts, scenarios=(SCENARIO,), horizon_days=risk.horizon_days,
        correlation=risk.correlation,
    )  # fmt: skip
    return _table(company, ranking, pools, risk, plan_money(ground, SCENARIO))


def _table(
    company: Company, ranking: Ranking, pools: Pools, risk: DrainRisk, money: PlanMoney
) -> pd.DataFrame:
    key = ranking.key_positions
    cut = ranking.places > 0
    vacant = risk.vacant[risk.vacant["position_id"].isin(key)]["position_id"].tolist()
    rows = {
        "open_posts": _plain(len(company.positions)),
        "people_here": _plain(len(company.staff)),
        "key_posts": _counted(key, known=cut),
        "borderline_posts": _counted(ranking.borderline_positions, known=cut),
        "vacant_key_posts": _counted(vacant, known=cut),
        "key_posts_without_ready": _without_ready(pools, known=cut),
        "covered_at_once": _plain(pools.bench.measures["simultaneous_share"]),
        "places_short": _places_short(pools.targets),
        **_losses(risk),
        "vacancy_cost": _plain(_vacancy_cost(risk)),
        "plan_cost": _plain(money.cost),
        "plan_saving": (money.saving, money.saving_low, money.saving_high, ()),
    }
    table = pd.DataFrame([(name, *rows[name]) for name in HEADLINES], columns=COLUMNS)
    return table.astype(dict.fromkeys(["value", "low", "high"], "float64"))


Row = tuple[float, float, float, tuple[str, ...]]


def _plain(value: float) -> Row:
    return float(value), np.nan, np.nan, ()


def _counted(posts: list[str], *, known: bool) -> Row:
    return (float(len(posts)), np.nan, np.nan, tuple(sorted(posts))) if known else _plain(np.nan)


def _without_ready(pools: Pools, *, known: bool) -> Row:
    """Count key posts for which nobody ready is proposed, also were the unknown best or worst."""
    targets = pools.targets[pools.targets["pool"] == "key"]
    ready = targets["ready_proposed"]
    if not known or ready.isna().any():
        return _plain(np.nan)
    cases = [float((targets[name] == 0).sum()) for name in ("ready_best", "ready_worst")]
    posts = tuple(sorted(targets.loc[ready == 0, "position_id"]))
    value = float(len(posts))
    return value, min(value, *cases), max(value, *cases), posts


def _places_short(targets: pd.DataFrame) -> Row:
    if targets.empty or targets["shortage"].isna().any():
        return _plain(np.nan)
    value, *cases = (
        float(targets[name].sum()) for name in ("shortage", "shortage_best", "shortage_worst")
    )
    return value, min(value, *cases), max(value, *cases), ()


def _losses(risk: DrainRisk) -> dict[str, Row]:
    rows = risk.summary.set_index("measure")[["amount", "low", "high"]].astype(float)
    names = ("expected_loss", "value_at_risk_95", "expected_shortfall_95", "expected_leavers")
    points = {name: tuple(rows.loc[name].to_numpy()) for name in names}
    return {name: (value, low, high, ()) for name, (value, low, high) in points.items()}


def _vacancy_cost(risk: DrainRisk) -> float:
    """Sum what empty seats cost a month; unknown where the margin of one of them is."""
    return float(risk.vacant["cost_per_month"].sum(skipna=False))
