"""The people of one scenario, laid out once, and how they leave with other options."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.followers import with_followers
from workbench.drain.ground import Ground
from workbench.drain.plan.stake import Stake
from workbench.drain.ranges import quantile_of
from workbench.drain.scenarios import Exits, apply_scenario
from workbench.drain.seats import watched_posts
from workbench.drain.what_if.options import DrainOptions, moved_range, moved_scenario
from workbench.drain.what_if.parts import (
    Parts,
    lay_parts,
    moved_means,
    moved_severity,
    with_exits,
)
from workbench.drain.what_if.plans import Shelf

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scene:
    """What all options of one scenario share.

    Attributes
    ----------
    ground : people of the given posts and of those that the scenario itself names
    parts : what their departures cost
    position_ids, titles : g posts with somebody in them, sorted
    post : array of shape (n,), the post of each person
    allowed : array of shape (g, b), the bundles that each post may have
    added : posts that the scenario names beyond the given ones
    """

    ground: Ground
    parts: Parts
    position_ids: tuple[str, ...]
    titles: tuple[str, ...]
    post: NDArray[np.intp]
    allowed: NDArray[np.bool_]
    added: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """Departures and amounts with some options: ``severity`` as ``loss_year`` takes it."""

    exits: Exits
    means: Floats
    severity: pd.DataFrame


def lay_scene(everybody: Ground, positions: tuple[str, ...], scenario: str, shelf: Shelf) -> Scene:
    """Take the people of one scenario from those of all.

    Parameters
    ----------
    everybody : ground laid for all scenarios
    positions : the given posts
    scenario : a name in the settings
    shelf : the measures
    """
    company, seats = everybody.company, everybody.seats
    watched = watched_posts(company, positions, scenarios=(scenario,))
    own = seats[seats["position_id"].isin(watched)].reset_index(drop=True)
    ground = replace(everybody, watched=watched, seats=own)
    posts, post = np.unique(own["position_id"].to_numpy(dtype=str), return_inverse=True)
    ids = tuple(str(name) for name in posts)
    titles = own.drop_duplicates("position_id").set_index("position_id")["title"].fillna("")
    return Scene(
        ground=ground, parts=lay_parts(ground, ground.all_exits(scenario)), position_ids=ids,
        titles=tuple(str(titles[name]) for name in ids), post=post, allowed=shelf.allowed(ids),
        added=tuple(name for name in watched if name not in set(positions)),
    )  # fmt: skip


def move(scene: Scene, options: DrainOptions) -> Moved:
    """Give departures and amounts with some options, by the formulas of the ledger."""
    ground = scene.ground
    parts = with_exits(scene.parts, ground, _exits(ground, options))
    cover = moved_range(ground.inputs.cover_share, options.cover_share)
    uncovered = 1.0 - quantile_of(cover, ground.levels["cover_share"], ceiling=1.0)
    unwritten = 1.0 - options.written_share
    means = moved_means(parts, uncovered, unwritten)
    return Moved(parts.exits, means, moved_severity(parts, means, uncovered, unwritten))


def _exits(ground: Ground, options: DrainOptions) -> Exits:
    scenario = moved_scenario(ground.company.settings.drain, options)
    alone = apply_scenario(
        ground.seats, scenario, as_of=ground.company.as_of,
        horizon_days=ground.leaving.horizon_days, correlation=ground.correlation,
    )  # fmt: skip
    return with_followers(alone, ground.seats, ground.company, scenario.pulled_along_share or 0.0)


def stake_of(scene: Scene, moved: Moved) -> Stake:
    """Give what a plan is made from; it has no draws, since no plan is priced by the engine."""
    return Stake(
        position_ids=scene.position_ids, post=scene.post,
        stays_on=moved.exits.retires_share == 0, amounts=np.nan_to_num(moved.means),
        draws=np.zeros((moved.means.shape[1], len(moved.means), 0)), exits=moved.exits,
    )  # fmt: skip
