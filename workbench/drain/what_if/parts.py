"""The amounts of the ledger split by what moves them, so that a move costs one product."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import DRIVERS, driver_amounts
from workbench.drain.ground import Ground
from workbench.drain.scenarios import Exits

Floats = NDArray[np.float64]
NAMES = tuple(driver.name for driver in DRIVERS)
# Proportional to the part of the work that colleagues cover, to the part that nobody covers, and to
# what no record holds of methods.
SHARED = "several in command"
COVERED = tuple(
    each.name for each in DRIVERS if "cover_share" in each.ranges and each.name != SHARED
)
WRITTEN = tuple(each.name for each in DRIVERS if "knowledge_loss" in each.moved_by)


@dataclass(frozen=True)
class Parts:
    """What the departures of n people cost in m draws, before cover and records are chosen.

    Attributes
    ----------
    exits : how the people leave
    means : array of shape (n, d), mean of each driver with nothing covered and no more written
        down, that of ``SHARED`` with all covered, currency; missing where it is not assessed
    fixed : array of shape (n, m), currency: the drivers that neither moves, together
    covered : array of shape (c, n, m), the drivers of ``COVERED`` with nothing covered
    written : array of shape (n, m), the drivers of ``WRITTEN`` together
    shared : array of shape (n, m), the driver ``SHARED`` with all covered
    """

    exits: Exits
    means: Floats
    fixed: Floats
    covered: Floats
    written: Floats
    shared: Floats


def lay_parts(ground: Ground, exits: Exits) -> Parts:
    """Split the amounts of the people on some ground."""
    return _parts(ground, ground.seats, exits)


def _parts(ground: Ground, seats: pd.DataFrame, exits: Exits) -> Parts:
    none = np.zeros_like(ground.drawn["cover_share"])
    amounts = driver_amounts(seats, exits, {**ground.drawn, "cover_share": none})
    whole = driver_amounts(seats, exits, {**ground.drawn, "cover_share": none + 1.0})
    amounts[SHARED] = whole[SHARED]
    fixed = [amounts[name] for name in NAMES if name not in {*COVERED, *WRITTEN, SHARED}]
    return Parts(
        exits=exits,
        means=np.stack([amounts[name].mean(axis=1) for name in NAMES], axis=1),
        fixed=np.nansum(np.stack(fixed), axis=0),
        covered=np.nan_to_num(np.stack([amounts[name] for name in COVERED])),
        written=np.nansum(np.stack([amounts[name] for name in WRITTEN]), axis=0),
        shared=np.nan_to_num(amounts[SHARED]),
    )


def with_exits(parts: Parts, ground: Ground, exits: Exits) -> Parts:
    """Give the parts for other chances of the same scenario.

    Parameters
    ----------
    parts : of the ground
    ground : the people
    exits : the same scenario with another rate of leaving; what a departure costs depends on it
        only where somebody may retire or be taken with the team
    """
    before = parts.exits
    differs = np.zeros(len(exits.total), dtype=bool)
    for name in ("retires_share", "lifted_share", "retires_in_days"):
        differs |= getattr(before, name) != getattr(exits, name)
    rows = np.flatnonzero(differs)
    if not len(rows):
        return replace(parts, exits=exits)
    new = _parts(ground, ground.seats.iloc[rows], _some(exits, rows))
    means, fixed, covered, written, shared = (
        each.copy()
        for each in (parts.means, parts.fixed, parts.covered, parts.written, parts.shared)
    )
    means[rows], fixed[rows], written[rows] = new.means, new.fixed, new.written
    covered[:, rows], shared[rows] = new.covered, new.shared
    return Parts(exits, means, fixed, covered, written, shared)


def _some(exits: Exits, rows: NDArray[np.intp]) -> Exits:
    return replace(
        exits, quiet=exits.quiet[rows], total=exits.total[rows],
        retires_share=exits.retires_share[rows], lifted_share=exits.lifted_share[rows],
        retires_in_days=exits.retires_in_days[rows], shocks=(),
    )  # fmt: skip


def moved_means(parts: Parts, uncovered: Floats, unwritten: float) -> Floats:
    """Mean of each driver with the cover and the records chosen, in cents as in the ledger.

    Parameters
    ----------
    parts : of n people
    uncovered : array of shape (m,), part of the work that nobody covers, in [0, 1]
    unwritten : part of the methods that no record holds, in [0, 1]

    Returns
    -------
    array of shape (n, d), currency; missing where it is not assessed
    """
    means = parts.means.copy()
    for row, name in zip(parts.covered, COVERED, strict=True):
        known = ~np.isnan(means[:, NAMES.index(name)])
        means[known, NAMES.index(name)] = row[known] @ uncovered / len(uncovered)
    known = ~np.isnan(means[:, NAMES.index(SHARED)])
    means[known, NAMES.index(SHARED)] = parts.shared[known] @ (1.0 - uncovered) / len(uncovered)
    for name in WRITTEN:
        means[:, NAMES.index(name)] *= unwritten
    return np.round(means, 2)


def moved_severity(
    parts: Parts, means: Floats, uncovered: Floats, unwritten: float
) -> pd.DataFrame:
    """Give what each departure costs, as the ledger has it: columns mean (currency) and cv."""
    total = parts.covered.sum(axis=0)
    total *= uncovered
    total += parts.fixed
    if parts.shared.any():
        total += parts.shared * (1.0 - uncovered)
    if parts.written.any():
        total += unwritten * parts.written
    middle = total.mean(axis=1)
    return pd.DataFrame(
        {
            "mean": np.round(np.nansum(means, axis=1), 2),
            "cv": np.divide(total.std(axis=1), np.where(middle > 0, middle, 1.0)),
        }
    )
