"""The drawn paths of one scenario, alone or on the same paths as another one."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from workbench.drain.engine import LossYear, loss_year
from workbench.drain.ground import Ground
from workbench.drain.scenarios import Exits, find_scenario
from workbench.drain.simulation.draw import Group, Losses, draw_losses
from workbench.drain.simulation.factor import Factor
from workbench.drain.simulation.leaves import Pull
from workbench.drain.simulation.model import Model, build_model
from workbench.drain.simulation.people import Drawn
from workbench.drain.simulation.tables import holder_groups


@dataclass(frozen=True)
class ScenarioPaths:
    """What the horizon costs path by path under one scenario.

    Attributes
    ----------
    exits, model, pull : of the people who are drawn
    exact : the distribution of the priced people where the amounts of the leavers add up
    factor, losses : weights of the paths and what each costs
    groups : people who hold an asset together, in the order of ``losses.together``
    """

    exits: Exits
    model: Model
    pull: Pull
    exact: LossYear
    factor: Factor
    losses: Losses
    groups: tuple[Group, ...]


def draw_scenario(
    ground: Ground, drawn: Drawn, scenario: str, *, paths: int, factor: Factor | None = None
) -> ScenarioPaths:
    """Draw one scenario.

    Parameters
    ----------
    ground : of the priced posts
    drawn : the people who are drawn, on the same ground
    scenario : a name in the settings
    paths : ways the horizon could go, rounded up to a multiple of 8,192
    factor : of another scenario on the same ground, whose paths these shall be; ``paths`` is then
        not used

    Returns
    -------
    ScenarioPaths. Random numbers belong to person and path, so two scenarios with the same factor
    differ on a path only by what they change.
    """
    settings = ground.company.settings.drain
    exits = drawn.ground.exits(scenario)
    model = build_model(drawn, exits, drawn.ground.ledger(exits))
    exact_exits = ground.exits(scenario)
    exact = loss_year(exact_exits, ground.ledger(exact_exits).severity)
    # Who retires on the day was going anyway, and takes nobody along.
    pulls = (exits.retires_share == 0).astype(np.int32)
    contacts = csr_array(drawn.contacts.astype(np.int32).multiply(pulls[None, :]))
    # What the scenario says of followers takes the place of the setting.
    said = find_scenario(settings, scenario).pulled_along_share
    options = settings.simulation
    chance = options.pull_probability if said is None else said
    pull = Pull(contacts, chance, options.pull_generations)
    groups = holder_groups(model, drawn)
    found, losses = draw_losses(
        model, exits, drawn.keys, paths=paths, seed=settings.seed, pull=pull, groups=groups,
        factor=factor,
    )  # fmt: skip
    return ScenarioPaths(exits, model, pull, exact, found, losses, tuple(groups))
