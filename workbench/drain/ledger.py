"""The ledger of losses: one row an amount, rounded to cents, so that every sum closes."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import DRIVERS, Driver
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


@dataclass(frozen=True, eq=False)
class Ledger:
    """What each departure costs, given that it happens; each table is written when asked for.

    Parameters
    ----------
    seats : n rows as made by ``read_seats``
    amounts : by driver name, arrays of shape (n, m), currency; missing where an input is unknown
    inputs : the ranges, named in the column inputs
    """

    seats: pd.DataFrame
    amounts: Mapping[str, Floats]
    inputs: LossInputs

    @cached_property
    def means(self) -> pd.DataFrame:
        """One row an amount: position_id, employee_id, seat, channel, driver, mean (cents).

        Rows in the order of the seats, then of the drivers. Means add up.
        """
        at = np.nonzero(self._known)
        return _lines(self.seats, *at).assign(mean=self._mean[at])

    @cached_property
    def rows(self) -> pd.DataFrame:
        """``means`` with p10, p50, p90 (cents), which do not add up, and inputs.

        Inputs say what the amount is made from.
        """
        at = np.nonzero(self._known)
        found = {name: np.empty(self._known.shape) for name in _PERCENTILES}
        made = {}
        for place, driver in enumerate(DRIVERS):
            points = np.percentile(self.amounts[driver.name], [*_PERCENTILES.values()], axis=1)
            for name, values in zip(_PERCENTILES, points, strict=True):
                found[name][:, place] = np.round(values, 2)
            made[place] = _made_from(self.seats, driver, self.inputs)
        people, places = (place.tolist() for place in at)
        words = [made[place][person] for person, place in zip(people, places, strict=True)]
        return self.means.assign(
            **{name: values[at] for name, values in found.items()},
            inputs=pd.array(words, dtype="str"),
        )

    @cached_property
    def not_assessed(self) -> pd.DataFrame:
        """What could not be assessed: position_id, employee_id, seat, channel, driver, needs."""
        people, places = np.nonzero(~self._known)
        needs = {place: _needs(self.seats, DRIVERS[place]) for place in set(places.tolist())}
        pairs = zip(people.tolist(), places.tolist(), strict=True)
        words = [needs[place][person] for person, place in pairs]
        return _lines(self.seats, people, places).assign(needs=pd.array(words, dtype="str"))

    @cached_property
    def severity(self) -> pd.DataFrame:
        """One row a person in the order of the seats: position_id, employee_id, seat, mean, cv.

        The mean is the sum of the rounded means; with p10, p50, p90 over what is assessed. Drivers
        share draws, so they move together.
        """
        total = self.draws
        mean = total.mean(axis=1)
        points = np.percentile(total, [*_PERCENTILES.values()], axis=1)
        return self.seats[_KEY].assign(
            mean=np.round(np.nansum(self._mean, axis=1), 2),
            cv=np.divide(total.std(axis=1), np.where(mean > 0, mean, 1.0)),
            **dict(zip(_PERCENTILES, points, strict=True)),
        )

    @cached_property
    def draws(self) -> Floats:
        """Array of shape (n, m), currency: what is assessed of each person in each draw."""
        return np.nansum(np.stack([self.amounts[driver.name] for driver in DRIVERS]), axis=0)

    @cached_property
    def _mean(self) -> Floats:
        """Mean of each person and driver, in cents; shape (n, drivers)."""
        means = [self.amounts[driver.name].mean(axis=1) for driver in DRIVERS]
        return np.round(np.stack(means, axis=1), 2)

    @property
    def _known(self) -> NDArray[np.bool_]:
        return ~np.isnan(self._mean)


_KEY = ["position_id", "employee_id", "seat"]


def _lines(
    seats: pd.DataFrame, people: NDArray[np.int_], drivers: NDArray[np.int_]
) -> pd.DataFrame:
    """Name the person and the driver of each amount."""
    return (
        seats[_KEY]
        .take(people)
        .reset_index(drop=True)
        .assign(
            channel=pd.array([DRIVERS[place].channel for place in drivers], dtype="str"),
            driver=pd.array([DRIVERS[place].name for place in drivers], dtype="str"),
        )
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
