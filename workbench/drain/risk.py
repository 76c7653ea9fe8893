"""The money at stake when people in key posts leave: one scenario, or all side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.drain.engine import LossYear, loss_year
from workbench.drain.ground import Ground, lay_ground
from workbench.drain.ledger import Ledger
from workbench.drain.rival import rival_table
from workbench.drain.seats import vacant_posts
from workbench.drain.tables import (
    channel_table,
    expected_loss_draws,
    input_table,
    leaver_table,
    post_table,
    summary_table,
)
from workbench.people.leaving import Leaving

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DrainRisk:
    """The loss of a year under one scenario.

    Attributes
    ----------
    scenario, sentence : name of the scenario and what it says
    horizon_days : the window in which people leave
    correlation : the tie between departures that was assumed
    currency : of all amounts
    ledger : what each departure costs, by channel and driver
    posts : one row a post, see ``post_table``
    channels : position_id, channel, driver, expected_loss
    year : the distribution of the loss
    curve : loss, exceedance_probability
    summary : measure, amount, low, high, meaning
    leavers : leavers, probability, probability_at_least
    vacant : posts with an empty seat and what they cost each month
    rival : what rivals gain and where it is counted, see ``rival_table``
    inputs : quantity, sentence, p10, p50, p90, source, placeholder
    leaving : the estimates of leaving that were used
    draws : array of shape (m,), expected loss in each draw of the inputs; the same draws in every
        scenario
    """

    scenario: str
    sentence: str
    horizon_days: int
    correlation: float
    currency: str
    ledger: Ledger
    posts: pd.DataFrame
    channels: pd.DataFrame
    year: LossYear
    curve: pd.DataFrame
    summary: pd.DataFrame
    leavers: pd.DataFrame
    vacant: pd.DataFrame
    rival: pd.DataFrame
    inputs: pd.DataFrame
    leaving: Leaving
    draws: Floats

    @property
    def lacks(self) -> str:
        """Say that no amount could be made up; empty where there is one."""
        if len(self.ledger.means):
            return ""
        return "not assessed: no amount could be made up for any of these posts"

    def figure(self, measure: str) -> float:
        """Amount of one measure of the summary."""
        return float(self.summary.set_index("measure")["amount"][measure])


def drain_risk(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    horizon_days: int | None = None,
    correlation: float | None = None,
) -> DrainRisk:
    """Price the departures of the people in some posts.

    Parameters
    ----------
    company : positions and employees are enough; assets and holdings add secrets and customers,
        market and requisitions the time to fill
    positions : ids of the posts to look at, usually the key posts; posts that this scenario itself
        names are added. Which other scenarios the settings hold changes nothing.
    scenario : a name in ``settings.drain.scenarios``
    horizon_days, correlation : from the settings when None

    Returns
    -------
    DrainRisk. What is unknown is listed in ``ledger.not_assessed`` and is in no amount: the
    totals are then a lower bound.

    Raises
    ------
    ParameterError
        If the scenario or a post is unknown.

    Notes
    -----
    Additive: the loss of a year is the sum over those who leave. What counts once whoever
    leaves (a secret) is split over its holders, see ``held_shares``.
    """
    ground = lay_ground(
        company,
        positions,
        scenarios=(scenario,),
        horizon_days=horizon_days,
        correlation=correlation,
    )
    return scenario_risk(ground, scenario)


def scenario_risk(ground: Ground, scenario: str) -> DrainRisk:
    """Price one scenario on ground that is already laid."""
    company = ground.company
    exits = ground.all_exits(scenario)
    ledger = ground.ledger(exits)
    year = loss_year(exits, ledger.severity)
    channels = channel_table(ground.seats, exits, ledger)
    undone = (1 - ground.drawn["cover_share"]) * (1 - ground.drawn["deferred_work_share"])
    draws = expected_loss_draws(ground, scenario, ledger).sum(axis=0)
    return DrainRisk(
        scenario=scenario,
        sentence=ground.sentence(scenario),
        horizon_days=ground.leaving.horizon_days,
        correlation=exits.correlation,
        currency=company.settings.currency,
        ledger=ledger,
        posts=post_table(ground, exits, ledger, year),
        channels=channels,
        year=year,
        curve=year.curve() if len(ledger.means) else year.curve().head(0),
        summary=summary_table(year, exits, _expected(channels), draws),
        leavers=leaver_table(year.counts),
        vacant=vacant_posts(company, ground.watched, lost_share=float(np.mean(undone))),
        rival=rival_table(ground.seats, exits, ground.drawn, channels),
        inputs=_inputs_used(ground),
        leaving=ground.leaving,
        draws=draws,
    )


def _inputs_used(ground: Ground) -> pd.DataFrame:
    """Ranges with their sources; that of the rate of leaving only where nothing is learned."""
    table = input_table(ground.inputs)
    if np.isnan(ground.leaving.weight_person_years):
        return table
    return table[table["quantity"] != "leave_rate_per_year"].reset_index(drop=True)


def _expected(channels: pd.DataFrame) -> float:
    """Sum the expected losses; unknown where there is no amount at all."""
    return float(channels["expected_loss"].sum(min_count=1))


def compare_scenarios(
    company: Company,
    positions: Sequence[str],
    *,
    horizon_days: int | None = None,
    correlation: float | None = None,
) -> pd.DataFrame:
    """Put all scenarios of the settings side by side, on the same posts and the same draws.

    Parameters
    ----------
    company, positions, horizon_days, correlation : as in ``drain_risk``; the posts that any
        scenario names are added for all scenarios, since only the same posts compare. So a row
        may be larger than ``drain_risk`` of its scenario, which is over fewer posts.

    Returns
    -------
    DataFrame, one row a scenario in the order of the settings: scenario, sentence, correlation,
    expected_leavers, expected_loss, expected_loss_low, expected_loss_high,
    value_at_risk_95, expected_shortfall_95, and one column of expected loss for each channel
    """
    names = tuple(company.settings.drain.scenarios)
    ground = lay_ground(
        company, positions, scenarios=names, horizon_days=horizon_days, correlation=correlation
    )
    return pd.DataFrame([scenario_row(scenario_risk(ground, name)) for name in names])


def scenario_row(risk: DrainRisk) -> dict[str, object]:
    """Give the row of a scenario for ``compare_scenarios``."""
    expected = risk.summary.set_index("measure").loc["expected_loss"]
    by_channel = risk.channels.groupby("channel", sort=False)["expected_loss"].sum()
    return {
        "scenario": risk.scenario,
        "sentence": risk.sentence,
        "correlation": risk.correlation,
        "expected_leavers": risk.figure("expected_leavers"),
        "expected_loss": expected["amount"],
        "expected_loss_low": expected["low"],
        "expected_loss_high": expected["high"],
        "value_at_risk_95": risk.figure("value_at_risk_95"),
        "expected_shortfall_95": risk.figure("expected_shortfall_95"),
        **{str(channel): amount for channel, amount in by_channel.items()},
    }
