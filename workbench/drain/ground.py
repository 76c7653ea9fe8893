"""What all scenarios of one company share: the people, what hangs on them, the drawn ranges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.company.once import once
from workbench.drain.channels import driver_amounts
from workbench.drain.followers import with_followers
from workbench.drain.ledger import Ledger
from workbench.drain.ranges import draw_levels, draw_ranges
from workbench.drain.scenarios import Exits, apply_scenario, find_scenario
from workbench.drain.seats import read_seats, watched_posts
from workbench.people.leaving import Leaving, leaving
from workbench.settings.drain import LossInputs

Floats = NDArray[np.float64]
_LEAVING = "leaving"


@dataclass(frozen=True)
class Ground:
    """People of the watched posts with the ranges, drawn once so that scenarios compare.

    ``inputs`` are the ranges of the settings with ``rival_share`` refined by the own departures;
    ``drawn`` their draws of shape (m,); ``levels`` where in its range each lies in each draw, with
    the level of everybody's rate of leaving (one for all: they are wrong together).
    """

    company: Company
    watched: tuple[str, ...]
    leaving: Leaving
    seats: pd.DataFrame
    inputs: LossInputs
    drawn: Mapping[str, Floats]
    levels: Mapping[str, Floats]
    correlation: float

    @property
    def leaving_levels(self) -> Floats:
        """Where in its range everybody's rate of leaving lies in each draw."""
        return self.levels[_LEAVING]

    def exits(self, scenario: str, resign_probability: Floats | None = None) -> Exits:
        """Departures under a scenario of the settings."""
        return apply_scenario(
            self.seats,
            find_scenario(self.company.settings.drain, scenario),
            as_of=self.company.as_of,
            horizon_days=self.leaving.horizon_days,
            correlation=self.correlation,
            resign_probability=resign_probability,
        )

    def all_exits(self, scenario: str, resign_probability: Floats | None = None) -> Exits:
        """Departures with the contacts whom leavers pull along, as raised chances."""
        share = find_scenario(self.company.settings.drain, scenario).pulled_along_share or 0.0
        alone = self.exits(scenario, resign_probability)
        return with_followers(alone, self.seats, self.company, share)

    def chance_range(self, scenario: str) -> tuple[Floats, Floats, Floats]:
        """Chance in all that each person leaves: P10, middle and P90, arrays of shape (n,)."""
        low, middle, high = resigning(self.seats)
        return (
            self.all_exits(scenario, low).total, self.all_exits(scenario, middle).total,
            self.all_exits(scenario, high).total,
        )  # fmt: skip

    def sentence(self, scenario: str) -> str:
        """Give what a scenario says, and what of it cannot be counted."""
        found = find_scenario(self.company.settings.drain, scenario)
        lacking = found.pulled_along_share and not self.company.has("ties")
        more = " Nobody is pulled along, as table ties is missing." if lacking else ""
        return found.sentence + more

    def amounts(self, exits: Exits) -> dict[str, Floats]:
        """Amounts by driver, person and draw."""
        return driver_amounts(self.seats, exits, self.drawn)

    def ledger(self, exits: Exits) -> Ledger:
        """Write the ledger of a scenario."""
        return Ledger(self.seats, self.amounts(exits), self.inputs)


def resigning(seats: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Give the chance that each person resigns: P10, middle and P90, arrays of shape (n,)."""
    low, middle, high = seats[["low", "leave_probability", "high"]].to_numpy(dtype=float).T
    return low, middle, high


def lay_ground(
    company: Company,
    positions: Sequence[str],
    *,
    scenarios: Sequence[str],
    horizon_days: int | None = None,
    correlation: float | None = None,
) -> Ground:
    """Read the people of the posts and draw the ranges.

    Parameters
    ----------
    company : the company
    positions : ids of the posts to look at
    scenarios : scenarios that the ground is for; the posts that these name are added
    horizon_days, correlation : from the settings when None

    Returns
    -------
    Ground
    """
    watched = watched_posts(company, positions, scenarios=scenarios)
    tie = company.settings.drain.correlation if correlation is None else correlation
    return _laid(company, watched, horizon_days=horizon_days, correlation=tie)


@once
def _laid(
    company: Company, watched: tuple[str, ...], *, horizon_days: int | None, correlation: float
) -> Ground:
    drain = company.settings.drain
    chances = leaving(company, horizon_days=horizon_days)
    inputs = drain.inputs.model_copy(update={"rival_share": chances.rival_share})
    ranges = {name: getattr(inputs, name) for name in LossInputs.model_fields}
    levels = draw_levels((*ranges, _LEAVING), draws=drain.draws, seed=drain.seed)
    return Ground(
        company=company,
        watched=watched,
        leaving=chances,
        seats=read_seats(company, watched, chances),
        inputs=inputs,
        drawn=draw_ranges(ranges, levels),
        levels=levels,
        correlation=correlation,
    )
