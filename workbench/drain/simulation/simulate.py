"""The loss of the horizon with what does not add up, beside the exact sum of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from workbench.company import Company
from workbench.drain.engine import LossYear, loss_year
from workbench.drain.ground import lay_ground
from workbench.drain.scenarios import Exits, find_scenario
from workbench.drain.simulation.draw import Losses, draw_losses
from workbench.drain.simulation.factor import Factor
from workbench.drain.simulation.leaves import Pull
from workbench.drain.simulation.model import Model, build_model
from workbench.drain.simulation.people import Drawn, people_drawn
from workbench.drain.simulation.tables import (
    asset_table,
    check_table,
    curve_table,
    group_table,
    holder_groups,
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
    exits = drawn.ground.exits(scenario)
    model = build_model(drawn, exits, drawn.ground.ledger(exits))
    exact_exits = ground.exits(scenario)
    exact = loss_year(exact_exits, ground.ledger(exact_exits).severity)
    options = settings.simulation
    # Who retires on the day was going anyway, and takes nobody along.
    pulls = (exits.retires_share == 0).astype(np.int32)
    contacts = csr_array(drawn.contacts.astype(np.int32).multiply(pulls[None, :]))
    # What the scenario says of followers takes the place of the setting.
    said = find_scenario(settings, scenario).pulled_along_share
    pull_probability = options.pull_probability if said is None else said
    pull = Pull(contacts, pull_probability, options.pull_generations)
    groups = holder_groups(model, drawn)
    factor, losses = draw_losses(
        model, exits, drawn.keys, paths=paths or options.paths, seed=settings.seed, pull=pull,
        groups=groups,
    )  # fmt: skip
    return SimulatedYear(
        scenario=scenario,
        horizon_days=ground.leaving.horizon_days,
        currency=company.settings.currency,
        correlation=exits.correlation,
        paths=factor.paths,
        pull_probability=pull_probability,
        pull_generations=options.pull_generations,
        exact=exact,
        **_tables(drawn, exits, model, exact, factor, losses, groups),
        posts=ground.seats[["position_id", "title"]].drop_duplicates(ignore_index=True),
        lacks=_lacks(company),
    )


def _tables(
    drawn: Drawn, exits: Exits, model: Model, exact: LossYear, factor: Factor, losses: Losses,
    groups: list[tuple[int, ...]],
) -> dict[str, pd.DataFrame]:  # fmt: skip
    nobody = exits.states(nodes=exact.nodes).probabilities[:, model.mean > 0]
    chance = 1.0 - float(exact.states.weights @ np.prod(1.0 - nobody, axis=1))
    return {
        "summary": summary_table(exact, chance, factor, losses),
        "check": check_table(exact, chance, factor, losses),
        "parts": part_table(factor, losses),
        "curve": curve_table(exact, factor, losses),
        "assets": asset_table(drawn, exits, model, factor, losses),
        "groups": group_table(drawn, model, factor, losses, groups),
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
