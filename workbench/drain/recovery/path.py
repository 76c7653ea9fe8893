"""When the expected loss of the horizon falls due, quarter by quarter and by channel."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import CHANNELS, DRIVERS
from workbench.drain.ground import Ground
from workbench.drain.recovery.departures import Departure, fallen_due
from workbench.drain.scenarios import Exits

Floats = NDArray[np.float64]
QUARTERS = 12
# Departures of those who do not retire are put in the middle of so many parts of the horizon.
_SLICES = 12
# Only when an amount falls due rests on these draws; how much it is rests on all.
_MOST_DRAWS = 256
LATER = "later"


def loss_path(
    ground: Ground, exits: Exits, departures: Sequence[Departure], *, quarters: int = QUARTERS
) -> pd.DataFrame:
    """Spread the expected loss over the quarters in which it falls due.

    Parameters
    ----------
    ground, exits, departures : people, chances and amounts over time
    quarters : quarters from the report date with a row of their own

    Returns
    -------
    DataFrame, one row a quarter and a last one for all that falls due later: period, until_on
    (date; missing in the last row), one column for each channel, expected_loss (their sum), so_far.
    The columns add up to the expected loss of the ledger. Empty where there is no amount.

    Notes
    -----
    Those who do not retire leave evenly over the horizon, or over the time to their retirement;
    those who retire leave on its date.
    """
    rows = ground.ledger(exits).means
    if rows.empty:
        return pd.DataFrame(columns=["period", "until_on", *CHANNELS, "expected_loss", "so_far"])
    as_of = ground.company.as_of
    ends_on = [_quarter_end(as_of, at + 1) for at in range(quarters)]
    ends = np.array([(end - as_of).days for end in ends_on], dtype=float)
    means = rows.pivot_table(index="employee_id", columns="driver", values="mean", aggfunc="sum")
    means = means.reindex(ground.seats["employee_id"]).fillna(0.0)
    due = {channel: np.zeros(quarters) for channel in CHANNELS}
    whole = dict.fromkeys(CHANNELS, 0.0)
    for place, departure in enumerate(each.first(_MOST_DRAWS) for each in departures):
        fallen = fallen_due(departure, _days_since(ends, ground, exits, place))
        for driver in (each for each in DRIVERS if each.name in means):
            amount = exits.total[place] * float(means[driver.name].iloc[place])
            in_all = departure.amounts[driver.name].sum()
            part = fallen[driver.name].sum(axis=1) / (in_all if in_all > 0 else 1.0)
            due[driver.channel] += amount * part
            whole[driver.channel] += amount
    so_far = pd.DataFrame(due)
    so_far.loc[quarters] = [whole[channel] for channel in CHANNELS]
    amounts = so_far.diff().fillna(so_far)
    words = [f"to {end:%Y-%m-%d}" for end in ends_on]
    return pd.DataFrame({"period": [*words, LATER], "until_on": [*ends_on, pd.NaT]}).assign(
        **{channel: amounts[channel] for channel in CHANNELS},
        expected_loss=amounts.sum(axis=1), so_far=so_far.sum(axis=1),
    )  # fmt: skip


def _quarter_end(as_of: pd.Timestamp, number: int) -> pd.Timestamp:
    """Give the end of a quarter from the report date; a month ends where the report's did."""
    day = as_of + pd.DateOffset(months=3 * number)
    return day + pd.offsets.MonthEnd(0) if as_of.is_month_end else day


def _days_since(ends: Floats, ground: Ground, exits: Exits, place: int) -> tuple[Floats, Floats]:
    """Days from each departure that is looked at to each end of a quarter, by way to leave."""
    retires_in = exits.retires_in_days[place]
    until = float(ground.leaving.horizon_days)
    if exits.retires_share[place] > 0:
        until = min(until, float(retires_in))
    middles = (np.arange(_SLICES) + 0.5) / _SLICES * until
    return ends[:, None] - middles, ends[:, None] - np.array([retires_in])
