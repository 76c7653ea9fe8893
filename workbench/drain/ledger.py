"""The ledger of losses: one row an amount, rounded to cents, so that every sum closes."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import CHANNELS, DRIVERS, Driver
from workbench.settings.drain import LossInputs

Floats = NDArray[np.float64]
_PERCENTILES = {"p10": 10, "p50": 50, "p90": 90}
_UNKNOWN_COLUMNS = {
    "margin_per_year": "positions.margin_at_stake_per_year",
    "fill_days": "positions.time_to_fill_days, or tables market or requisitions",
    "pay_per_year": "the pay band of the post, or enough people of its grade or unit with a pay",
    "shared_command": "positions.reports_to, or positions.is_management",
    "peers": "positions.job_family and grade",
}


@dataclass(frozen=True)
class Ledger:
    """What each departure costs, given that it happens.

    Attributes
    ----------
    rows : position_id, employee_id, seat, channel, driver, mean, p10, p50, p90 (currency, cents),
        inputs (what the amount is made from). Means add up over rows; percentiles do not.
    not_assessed : position_id, employee_id, seat, channel, driver, needs
    severity : one row a person in the order of the seats: position_id, employee_id, seat, mean
        (sum of the rounded rows), cv, p10, p50, p90
    draws : array of shape (n, m), currency: what is assessed of each person in each draw, the
        rows in the order of the seats
    """

    rows: pd.DataFrame
    not_assessed: pd.DataFrame
    severity: pd.DataFrame
    draws: Floats


def build_ledger(seats: pd.DataFrame, amounts: Mapping[str, Floats], inputs: LossInputs) -> Ledger:
    """Write amounts down by person and driver, and what is not assessed beside them.

    Parameters
    ----------
    seats : n rows as made by ``read_seats``
    amounts : by driver name, arrays of shape (n, m)
    inputs : the ranges, named in the column inputs

    Returns
    -------
    Ledger
    """
    parts = [_driver_rows(seats, amounts[driver.name], driver, inputs) for driver in DRIVERS]
    everything = pd.concat(parts, ignore_index=True).assign(
        channel=lambda rows: pd.Categorical(rows["channel"], CHANNELS, ordered=True)
    )
    ordered = everything.sort_values(["position_id", "seat", "channel"], kind="stable")
    ordered = ordered.assign(channel=ordered["channel"].astype("str"))
    known = ordered["mean"].notna()
    rows = ordered[known].drop(columns="needs").reset_index(drop=True)
    missing = ordered.loc[~known, [*_KEY, "channel", "driver", "needs"]].reset_index(drop=True)
    draws = np.nansum(np.stack([amounts[driver.name] for driver in DRIVERS]), axis=0)
    return Ledger(rows, missing, _severity(seats, draws, rows), draws)


_KEY = ["position_id", "employee_id", "seat"]


def _driver_rows(
    seats: pd.DataFrame, amount: Floats, driver: Driver, inputs: LossInputs
) -> pd.DataFrame:
    found = {name: np.percentile(amount, at, axis=1) for name, at in _PERCENTILES.items()}
    figures = {"mean": amount.mean(axis=1), **found}
    return seats[_KEY].assign(
        channel=driver.channel,
        driver=driver.name,
        **{name: np.round(values, 2) for name, values in figures.items()},
        inputs=_made_from(seats, driver, inputs),
        needs=_needs(seats, driver),
    )


def _made_from(seats: pd.DataFrame, driver: Driver, inputs: LossInputs) -> list[str]:
    ranges = [(name, getattr(inputs, name)) for name in driver.ranges]
    shared = [f"{name} {r.p10:.3g} / {r.p50:.3g} / {r.p90:.3g}" for name, r in ranges]
    own = seats[list(driver.columns)].to_dict("records")
    return ["; ".join([*(f"{k} {v:,.0f}" for k, v in row.items()), *shared]) for row in own]


def _needs(seats: pd.DataFrame, driver: Driver) -> list[str]:
    rows = seats[[*driver.columns, "value_needs"]].to_dict("records")
    return ["; ".join(_need_words(row, driver.columns)) for row in rows]


def _need_words(row: Mapping[Hashable, Any], columns: tuple[str, ...]) -> list[str]:
    unknown = [column for column in columns if np.isnan(row[column])]
    words = [_UNKNOWN_COLUMNS.get(column, row["value_needs"]) for column in unknown]
    return list(dict.fromkeys(words))


def _severity(seats: pd.DataFrame, total: Floats, rows: pd.DataFrame) -> pd.DataFrame:
    """Total of each person over what is assessed; drivers share draws, so they move together."""
    mean = total.mean(axis=1)
    written = rows.groupby(_KEY)["mean"].sum().round(2)
    keys = pd.MultiIndex.from_frame(seats[_KEY])
    return seats[_KEY].assign(
        mean=written.reindex(keys, fill_value=0.0).to_numpy(),
        cv=np.divide(total.std(axis=1), np.where(mean > 0, mean, 1.0)),
        **{name: np.percentile(total, at, axis=1) for name, at in _PERCENTILES.items()},
    )
