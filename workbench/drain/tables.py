"""The tables of a loss: by post, by channel, in a few figures with their ranges."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.engine import LossYear
from workbench.drain.ground import Ground
from workbench.drain.ledger import Ledger
from workbench.drain.ranges import between
from workbench.drain.scenarios import Exits
from workbench.drain.states import chance_of_any
from workbench.settings.drain import LossInputs

Floats = NDArray[np.float64]


def channel_table(seats: pd.DataFrame, exits: Exits, ledger: Ledger) -> pd.DataFrame:
    """Sum expected losses by post, channel and driver: amounts times the chance of leaving.

    Returns
    -------
    DataFrame: position_id, channel, driver, expected_loss, not_retiring_loss (the part of those
    who do not retire within the horizon), currency
    """
    chance = seats[["position_id", "employee_id"]].assign(
        chance=exits.total, stays_on=exits.retires_share == 0
    )
    rows = ledger.means.merge(chance, on=["position_id", "employee_id"])
    rows = rows.assign(expected_loss=rows["mean"] * rows["chance"])
    rows = rows.assign(not_retiring_loss=rows["expected_loss"].where(rows["stays_on"], 0.0))
    keys = ["position_id", "channel", "driver"]
    amounts = ["expected_loss", "not_retiring_loss"]
    return rows.groupby(keys, sort=False)[amounts].sum().reset_index()


def post_table(ground: Ground, exits: Exits, ledger: Ledger, year: LossYear) -> pd.DataFrame:
    """One row a post with somebody in it, dearest in expectation first.

    Returns
    -------
    DataFrame: position_id, title, unit, job_family, people, leave_probability (at least one
    leaves), loss_if_all_leave with loss_p10 and loss_p90 (percentiles of what the people of the
    post cost together, over the draws), expected_loss, shortfall and shortfall_share (part in the
    worst years), next_retirement_on (within the horizon), not_assessed (channels with a missing
    input). The amounts of a post are missing where none of its drivers could be assessed.
    """
    seats, severity = ground.seats, ledger.severity
    expected = exits.total * severity["mean"].to_numpy()
    retires_on = seats["retires_on"].where(exits.retires_share > 0)
    rows = seats[["position_id", "title", "unit", "job_family"]].assign(
        people=1, loss_if_all_leave=severity["mean"], expected_loss=expected,
        shortfall=year.shortfall_parts, next_retirement_on=retires_on,
    )  # fmt: skip
    sums = ["people", "loss_if_all_leave", "expected_loss", "shortfall"]
    how = {
        "title": "first", "unit": "first", "job_family": "first",
        **dict.fromkeys(sums, "sum"), "next_retirement_on": "min",
    }  # fmt: skip
    posts = rows.groupby("position_id", as_index=False).agg(how)
    total = posts["shortfall"].sum()
    gaps = ledger.not_assessed.groupby("position_id")["channel"].agg(
        lambda c: ", ".join(c.unique())
    )
    members = _members(seats, posts["position_id"])
    ranges = [np.percentile(ledger.draws[people].sum(axis=0), [10, 90]) for people in members]
    posts = posts.assign(
        leave_probability=[chance_of_any(year.states, people) for people in members],
        loss_p10=[low for low, _ in ranges],
        loss_p90=[high for _, high in ranges],
        shortfall_share=posts["shortfall"] / (total if total > 0 else np.nan),
        not_assessed=gaps.reindex(posts["position_id"], fill_value="").to_numpy(dtype=str),
    )
    # Where no driver could be assessed the amount is unknown, not zero.
    known = posts["position_id"].isin(ledger.means["position_id"])
    posts[_AMOUNTS] = posts[_AMOUNTS].where(known, axis=0)
    ordered = posts.sort_values(["expected_loss", "position_id"], ascending=[False, True])
    return ordered[_POSTS].reset_index(drop=True)


def _members(seats: pd.DataFrame, position_ids: pd.Series) -> list[NDArray[np.intp]]:
    """Places of the people of each post among all people."""
    posts = seats["position_id"].to_numpy()
    return [np.flatnonzero(posts == position_id) for position_id in position_ids]


_AMOUNTS = ["loss_if_all_leave", "loss_p10", "loss_p90", "expected_loss", "shortfall"]
_POSTS = ["position_id", "title", "unit", "job_family", "people", "leave_probability",
          "loss_if_all_leave", "loss_p10", "loss_p90", "expected_loss", "shortfall",
          "shortfall_share", "next_retirement_on", "not_assessed"]  # fmt: skip


def expected_loss_draws(ground: Ground, scenario: str, ledger: Ledger) -> Floats:
    """Compute the expected loss of each person in each draw of ranges and rates; shape (n, m).

    The draws are those of the ground, so differences of scenarios on one ground leave out what
    both share.
    """
    low, middle, high = ground.chance_range(scenario)
    chance = np.clip(between(low, middle, high, ground.leaving_levels), 0.0, 1.0)
    return chance * ledger.draws


def summary_table(year: LossYear, exits: Exits, expected: float, draws: Floats) -> pd.DataFrame:
    """Reduce a distribution to a few figures, each with the range that the inputs leave open.

    Parameters
    ----------
    year, exits : the distribution and the departures
    expected : expected loss, currency; missing where no amount could be assessed
    draws : expected loss under each draw of the inputs

    Returns
    -------
    DataFrame: measure, amount, low, high (P10, P90 of the expected loss; missing for the others:
    ``sensitivity`` gives the range of the worst twentieth), meaning
    """
    low, high = np.percentile(draws, [10, 90]) if expected > 0 else (np.nan, np.nan)
    twenty, worst = year.value_at_risk(0.95), year.shortfall(0.95)
    if np.isnan(expected):
        twenty = worst = np.nan
    money = [
        ("expected_loss", expected, "mean over all ways the time could go"),
        ("value_at_risk_95", twenty, "exceeded one time in twenty"),
        ("expected_shortfall_95", worst, "mean of the worst twentieth"),
    ]
    rows = [(name, amount, np.nan, np.nan, words) for name, amount, words in money]
    rows[0] = ("expected_loss", expected, low, high, money[0][2])
    chance = 1.0 - float(year.counts[0])
    rows += [
        ("chance_of_a_departure", chance, np.nan, np.nan, "at least one of the people leaves"),
        ("expected_leavers", float(exits.total.sum()), np.nan, np.nan, "people, mean"),
    ]
    return pd.DataFrame(rows, columns=["measure", "amount", "low", "high", "meaning"])


def leaver_table(counts: Floats) -> pd.DataFrame:
    """Chance that exactly and at least so many people leave within the horizon.

    Examples
    --------
    >>> leaver_table(np.array([0.5, 0.3, 0.2]))["probability_at_least"].round(12).tolist()
    [1.0, 0.5, 0.2]
    """
    at_least = np.minimum(np.cumsum(counts[::-1])[::-1], 1.0)
    kept = max(2, int((at_least >= 1e-4).sum()))
    table = pd.DataFrame(
        {"leavers": range(len(counts)), "probability": counts, "probability_at_least": at_least}
    )
    return table.head(kept)


def input_table(inputs: LossInputs) -> pd.DataFrame:
    """List the ranges with their sources; a placeholder is said to be one.

    Returns
    -------
    DataFrame: quantity, sentence, p10, p50, p90, source, placeholder (bool)
    """
    rows = []
    for name, field in LossInputs.model_fields.items():
        value = getattr(inputs, name)
        rows.append((name, field.description, value.p10, value.p50, value.p90, value.source))
    table = pd.DataFrame(rows, columns=["quantity", "sentence", "p10", "p50", "p90", "source"])
    return table.assign(placeholder=table["source"].str.contains("placeholder"))
