"""The loss at chosen values of the inputs, by the ledger and the engine of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import driver_amounts
from workbench.drain.engine import LossLaw, loss_law
from workbench.drain.ground import Ground, resigning
from workbench.drain.ranges import between, draw_ranges, quantile_of
from workbench.drain.scenarios import Exits
from workbench.drain.sensitivity.filling import FillStates, fill_states
from workbench.drain.sensitivity.inputs import FILL, LEAVING, TIE, Input, inputs_of
from workbench.drain.sensitivity.paths import Paths, shortfalls
from workbench.settings.drain import LossInputs

Floats = NDArray[np.float64]
_MOST_TIE = 0.95
_BLOCK = 1024


@dataclass(frozen=True)
class LossModel:
    """The loss of n people as a function of d inputs, each given by its level in its range.

    Attributes
    ----------
    ground, scenario : the people and how they leave
    inputs : the d inputs
    exits : departures with every input in its middle
    cv : array of shape (n,), coefficient of variation of each person's loss in the ledger; it is
        kept, as the spread within a person's loss is drawn for each person apart
    chance : arrays of shape (n,), P10, middle and P90 of each person's chance to leave in all
    fill : times to fill; None where none is known
    """

    ground: Ground
    scenario: str
    inputs: tuple[Input, ...]
    exits: Exits
    cv: Floats
    chance: tuple[Floats, Floats, Floats]
    fill: FillStates | None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the inputs."""
        return tuple(each.name for each in self.inputs)

    def middle(self, columns: int) -> Floats:
        """Levels with every input at its P50; shape (d, columns)."""
        return np.full((len(self.inputs), columns), 0.5)

    def by_name(self, levels: Floats) -> dict[str, Floats]:
        """Give the rows of an array of shape (d, m) their names."""
        return dict(zip(self.names, levels, strict=True))

    def chances(self, levels: Mapping[str, Floats]) -> Floats:
        """Chance that each person leaves; shape (n, m)."""
        low, middle, high = self.chance
        return np.clip(between(low, middle, high, levels[LEAVING]), 0.0, 1.0)

    def amounts(self, levels: Mapping[str, Floats]) -> dict[str, Floats]:
        """Amounts by driver if each person leaves; shape (n, m), 0 where not assessed."""
        fill = self.fill.at(levels[FILL]) if self.fill else None
        ranges = {each.name: each.range for each in self.inputs if each.name in _SETTINGS}
        drawn = draw_ranges(ranges, levels)
        return _amounts(self.ground, self.exits, drawn, fill)

    def means(self, levels: Floats) -> Floats:
        """Loss if each person leaves, from levels of shape (d, m); shape (n, m), currency."""
        return np.sum(list(self.amounts(self.by_name(levels)).values()), axis=0)

    def expected_loss(self, levels: Floats) -> Floats:
        """Compute the expected loss from levels of shape (d, m); shape (m,), currency."""
        parts = [
            (self.chances(self.by_name(block)) * self.means(block)).sum(axis=0)
            for first in range(0, levels.shape[1], _BLOCK)
            for block in [levels[:, first : first + _BLOCK]]
        ]
        return np.concatenate(parts)

    def ties(self, level: Floats) -> Floats:
        """Tie between departures at some levels; shape (m,)."""
        tie = self.inputs[self.names.index(TIE)].range
        return quantile_of(tie, level, ceiling=_MOST_TIE)

    def exits_at(self, level: float, tie: float) -> Exits:
        """Departures where everybody's rate of leaving lies at a level of its range."""
        low, middle, high = resigning(self.ground.seats)
        chance = np.clip(between(low, middle, high, np.array([level]))[:, 0], 0.0, 1.0)
        return replace(self.ground.all_exits(self.scenario, chance), correlation=tie)

    def quiet(self, chance: Floats) -> Floats:
        """Chance to leave unless the team is approached, from the chance in all; shape (n, m)."""
        exits = self.exits
        alone = 1.0 - exits.quiet
        kept = np.divide(1.0 - exits.total, alone, out=np.ones_like(alone), where=alone > 0)
        stays = np.divide(1.0 - chance, kept[:, None], out=np.zeros_like(chance),
                          where=kept[:, None] > 0)  # fmt: skip
        return 1.0 - np.clip(stays, 0.0, 1.0)

    def shortfalls(self, paths: Paths, levels: Floats, *, level: float) -> Floats:
        """Compute expected shortfalls from levels of shape (d, m) on fixed paths; shape (m,)."""
        named = self.by_name(levels)
        quiet = self.quiet(self.chances(named))
        return shortfalls(paths, quiet, self.means(levels), self.ties(named[TIE]), level=level)

    def law(self, levels: Floats) -> LossLaw:
        """Distribution of the loss at one point, levels of shape (d,), by the exact engine."""
        named = dict(zip(self.names, levels, strict=True))
        tie = float(self.ties(np.array([named[TIE]]))[0])
        exits = self.exits_at(float(named[LEAVING]), tie)
        severity = pd.DataFrame({"mean": self.means(levels[:, None])[:, 0], "cv": self.cv})
        return loss_law(exits, severity)


_SETTINGS = frozenset(LossInputs.model_fields)
_POINTS = ("fill_days_low", "fill_days", "fill_days_high")


def _amounts(
    ground: Ground, exits: Exits, drawn: Mapping[str, Floats], fill_days: Floats | None
) -> dict[str, Floats]:
    """Amounts by driver, all of one shape and 0 where they are not assessed."""
    found = driver_amounts(ground.seats, exits, drawn, fill_days=fill_days)
    shape = np.broadcast_shapes(*(amount.shape for amount in found.values()))
    return {name: np.nan_to_num(np.broadcast_to(a, shape)) for name, a in found.items()}


def make_model(ground: Ground, scenario: str) -> LossModel:
    """Lay the inputs over the people of a scenario; somebody must be in the posts."""
    exits = ground.all_exits(scenario)
    cv = ground.ledger(exits).severity["cv"].to_numpy(dtype=float)
    return LossModel(
        ground=ground, scenario=scenario, inputs=inputs_of(ground, exits), exits=exits, cv=cv,
        chance=ground.chance_range(scenario), fill=_fill_states(ground, exits),
    )  # fmt: skip


def _fill_states(ground: Ground, exits: Exits) -> FillStates | None:
    """Lay out times to fill by what they cost with all other inputs in their middle."""
    low, middle, high = (ground.seats[name].to_numpy(dtype=float) for name in _POINTS)
    if np.isnan(middle).all():
        return None
    ranges = {name: getattr(ground.inputs, name) for name in _SETTINGS}
    drawn = draw_ranges(ranges, dict.fromkeys(ranges, np.array([0.5])))

    def cost(days: Floats) -> Floats:
        amounts = _amounts(ground, exits, drawn, days)
        return exits.total @ np.sum(list(amounts.values()), axis=0)

    post = np.unique(ground.seats["position_id"].to_numpy(dtype=str), return_inverse=True)[1]
    return fill_states(post, (low, middle, high), cost, seed=ground.company.settings.drain.seed)
