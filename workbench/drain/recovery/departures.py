"""The amounts of the ledger laid over time, for each departure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import DRIVERS
from workbench.drain.ground import Ground
from workbench.drain.holdings import holdings_in_money
from workbench.drain.recovery.people import RESIGNS, RETIRES, Leavers
from workbench.drain.recovery.timing import NOT_RETIRING, TIMING, VACANT, Clock, due_share
from workbench.drain.scenarios import Exits
from workbench.people.history import DAYS_PER_YEAR

Floats = NDArray[np.float64]
Lives = tuple[Floats, Floats]
_NOTHING: Lives = (np.array([1.0]), np.array([1.0]))


@dataclass(frozen=True)
class Departure:
    """One person's leaving in k draws.

    ``amounts`` by driver have shape (k,), currency, 0 where not assessed; ``clocks`` are those of
    resigning and of retiring, ``weight`` the chances of the two ways.
    """

    amounts: Mapping[str, Floats]
    clocks: tuple[Clock, Clock]
    weight: Floats

    def total(self, drivers: Sequence[str]) -> Floats:
        """Add up the amounts of some drivers; shape (k,)."""
        return np.asarray(np.sum([self.amounts[name] for name in drivers], axis=0), np.float64)

    def first(self, draws: int) -> "Departure":
        """Keep the first draws."""
        clocks = [
            replace(each, vacant=each.vacant[:draws], ramp=each.ramp[:draws], pay=each.pay[:draws])
            for each in self.clocks
        ]
        amounts = {name: values[:draws] for name, values in self.amounts.items()}
        return Departure(amounts, (clocks[RESIGNS], clocks[RETIRES]), self.weight)

    def way_share(self, driver: str) -> Floats:
        """Part of an amount that belongs to each way to leave; shape (2, k), sums to 1."""
        ones = np.ones(len(self.clocks[RESIGNS].vacant))
        if driver in NOT_RETIRING:
            return np.stack([ones, 0.0 * ones])
        by_chance = np.stack([self.weight[RESIGNS] * ones, self.weight[RETIRES] * ones])
        if TIMING[driver] != VACANT:
            return by_chance
        empty = by_chance * np.stack([clock.vacant for clock in self.clocks])
        total = empty.sum(axis=0)
        return np.where(total > 0, empty / np.where(total > 0, total, 1.0), by_chance)


def fallen_due(departure: Departure, days: tuple[Floats, Floats]) -> dict[str, Floats]:
    """Add up what has fallen due, by driver.

    Parameters
    ----------
    departure : of one person
    days : for each way to leave an array of shape (t, s): days since the departure at t points of
        time, for s departures that are averaged; below 0 is before it

    Returns
    -------
    dict by driver name of arrays of shape (t, k), currency; for endless days the amounts
    """
    shares = {
        (timing, way): _averaged(timing, days[way], departure.clocks[way])
        for timing in set(TIMING.values())
        for way in (RESIGNS, RETIRES)
        if departure.weight[way] > 0
    }
    found = {}
    for driver, amount in departure.amounts.items():
        parts = departure.way_share(driver)
        due = [
            parts[way] * shares[TIMING[driver], way]
            for way in (RESIGNS, RETIRES)
            if departure.weight[way] > 0
        ]
        found[driver] = amount * np.sum(due, axis=0)
    return found


def _averaged(timing: str, days: Floats, clock: Clock) -> Floats:
    points, departures = days.shape
    due = due_share(timing, days.reshape(-1), clock)
    return np.asarray(due.reshape(points, departures, -1).mean(axis=1), dtype=np.float64)


def read_departures(ground: Ground, exits: Exits, leavers: Leavers) -> list[Departure]:
    """Lay out the departures of the people of a ground, in the order of the seats."""
    amounts = ground.amounts(exits)
    pay = ground.drawn["pay_precedent_years"] * DAYS_PER_YEAR
    secrets, customers = _asset_lives(ground)
    discount = ground.company.settings.drain.discount_rate_per_year
    found = []
    for place, person in enumerate(ground.seats["employee_id"]):
        lives = (secrets.get(person, _NOTHING), customers.get(person, _NOTHING))
        empty = np.nan_to_num(leavers.course.vacant_days[:, place])
        ramp = leavers.course.ramp_days[RESIGNS, place]
        clocks = [Clock(empty[way], ramp, pay, *lives, discount) for way in (RESIGNS, RETIRES)]
        own = {each.name: np.nan_to_num(amounts[each.name][place]) for each in DRIVERS}
        found.append(Departure(own, (clocks[0], clocks[1]), leavers.weight[:, place]))
    return found


def _asset_lives(ground: Ground) -> tuple[dict[str, Lives], dict[str, Lives]]:
    """Find how long the secrets and the customers of each person last, with their parts."""
    if not ground.company.has("assets", "holdings"):
        return {}, {}
    rows = holdings_in_money(ground.company)
    rows = rows[rows["amount"] > 0]
    secrets, customers = (
        {
            str(person): _lives(own)
            for person, own in rows[rows["group"] == group].groupby("employee_id")
        }
        for group in ("secret_value", "customer_value")
    )
    return secrets, customers


def _lives(entries: pd.DataFrame) -> Lives:
    amounts = entries["amount"].to_numpy(dtype=float)
    return entries["life_years"].to_numpy(dtype=float) * DAYS_PER_YEAR, amounts / amounts.sum()
