"""The loss of the horizon with what does not add up, beside the exact sum of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.engine import LossYear
from workbench.drain.ground import lay_ground
from workbench.drain.simulation.paths import ScenarioPaths, draw_scenario
from workbench.drain.simulation.people import Drawn, people_drawn
from workbench.drain.simulation.tables import (
    asset_table,
    check_table,
    curve_table,
    group_table,
    part_table,
    seat_table,
    summary_table,
)


@dataclass(frozen=True)
class SimulatedYear:
    """The loss of the horizon under one scenario, drawn path by path.

    Every amount has a standard error beside it (``_se``): how far it may lie from what endless
    drawing would give. It says nothing about the ranges of the inputs.

    Attributes
    ----------
    scenario, horizon_days, currency, correlation : as in ``DrainRisk``
    paths : ways the horizon could go that were drawn
    pull_probability, pull_generations : how leavers pull contacts along
    exact : the distribution where the amounts of the leavers add up
    summary : measure, amount, amount_se, added_up, meaning
    parts : what the loss differs by from the sum, part by part: part, expected_loss,
        expected_loss_se, shortfall_95, shortfall_95_se
    curve : loss, exceedance_probability, exceedance_probability_se, added_up
    assets : see ``asset_table``
    groups : see ``group_table``
    seats : see ``seat_table``
    posts : position_id, title of the posts with somebody in them
    check : the drawn sum against the exact one: measure, drawn, drawn_se, exact, gap_in_se
    lacks : what could not be taken into account, in sentences
    """

    scenario: str
    horizon_days: int
    currency: str
    correlation: float
    paths: int
    pull_probability: float
    pull_generations: int
    exact: LossYear
    summary: pd.DataFrame
    parts: pd.DataFrame
    curve: pd.DataFrame
    assets: pd.DataFrame
    groups: pd.DataFrame
    seats: pd.DataFrame
    posts: pd.DataFrame
    check: pd.DataFrame
    lacks: tuple[str, ...]

    def figure(self, measure: str) -> float:
        """Amount of one measure of the summary."""
        return float(self.summary.set_index("measure")["amount"][measure])


def simulate_year(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    horizon_days: int | None = None,
    correlation: float | None = None,
    paths: int | None = None,
) -> SimulatedYear:
    """Price the departures of the people in some posts with what does not add up.

    Parameters
    ----------
    company, positions, scenario, horizon_days, correlation : as in ``drain_risk``
    paths : ways the horizon could go, rounded up to a multiple of 8,192; from the settings when
        None

    Returns
    -------
    SimulatedYear. What is unknown is in no amount, as in ``drain_risk``; without holdings,
    nominations or ties the part that needs them is 0 and ``lacks`` says so.

    Raises
    ------
    ParameterError
        If the scenario or a post is unknown.

    Notes
    -----
    The sum of the ledger is known exactly, so each figure is the exact one plus the drawn
    difference on the same paths (a control variate with coefficient 1).
    """
    ground = lay_ground(
        company, positions, scenarios=(scenario,), horizon_days=horizon_days,
        correlation=correlation,
    )  # fmt: skip
    settings, drawn = company.settings.drain, people_drawn(ground)
    run = draw_scenario(ground, drawn, scenario, paths=paths or settings.simulation.paths)
    return SimulatedYear(
        scenario=scenario,
        horizon_days=ground.leaving.horizon_days,
        currency=company.settings.currency,
        correlation=run.exits.correlation,
        paths=run.factor.paths,
        pull_probability=run.pull.chance,
        pull_generations=run.pull.generations,
        exact=run.exact,
        **_tables(drawn, run),
        posts=ground.seats[["position_id", "title"]].drop_duplicates(ignore_index=True),
        lacks=_lacks(company),
    )


def _tables(drawn: Drawn, run: ScenarioPaths) -> dict[str, pd.DataFrame]:
    exact, model, factor, losses = run.exact, run.model, run.factor, run.losses
    nobody = run.exits.states(nodes=exact.nodes).probabilities[:, model.mean > 0]
    chance = 1.0 - float(exact.states.weights @ np.prod(1.0 - nobody, axis=1))
    return {
        "summary": summary_table(exact, chance, factor, losses),
        "check": check_table(exact, chance, factor, losses),
        "parts": part_table(factor, losses),
        "curve": curve_table(exact, factor, losses),
        "assets": asset_table(drawn, run.exits, model, factor, losses),
        "groups": group_table(drawn, model, factor, losses, list(run.groups)),
        "seats": seat_table(drawn, model, factor, losses),
    }


def _lacks(company: Company) -> tuple[str, ...]:
    """Say which parts could not be told apart from the sum."""
    sentences = (
        (("assets", "holdings"), "Who shares a secret, a method or a customer is {}."),
        (("nominations",), "Who could step in is {}."),
        (("ties",), "Who pulls whom along is {}."),
    )
    return tuple(
        words.format(company.lacks(*tables).rstrip("."))
        for tables, words in sentences
        if not company.has(*tables)
    )
