"""Read and draw once, then answer every choice of options at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.company import Company
from workbench.drain.ground import Ground, lay_ground
from workbench.drain.what_if.answer import DrainAnswer, answer
from workbench.drain.what_if.options import DrainOptions, checked_options, options_in_force
from workbench.drain.what_if.plans import Shelf, lay_shelf
from workbench.drain.what_if.scene import Scene, lay_scene, move, stake_of


@dataclass(frozen=True)
class DrainWhatIf:
    """A loss that can be computed again at once: ``drain_with`` does so for a choice of options.

    Attributes
    ----------
    company, positions : what was priced
    ground : people of these posts and of all posts that any scenario names
    shelf : the measures
    in_force : the options of the settings
    before : the answer to these, by the exact engine
    most_budget : what everything costs that saves anything under the options in force
    scenes : by scenario, laid when first asked for
    """

    company: Company
    positions: tuple[str, ...]
    ground: Ground
    shelf: Shelf
    in_force: DrainOptions
    before: DrainAnswer
    most_budget: float
    scenes: dict[str, Scene] = field(repr=False)


def prepare_drain(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    horizon_days: int | None = None,
) -> DrainWhatIf:
    """Read and draw once what every answer needs.

    Parameters
    ----------
    company, positions, scenario, horizon_days : as in ``drain_risk``

    Returns
    -------
    DrainWhatIf, whose ``before`` has the figures of ``drain_risk``

    Raises
    ------
    ParameterError
        If the scenario or a post is unknown.
    """
    settings, given = company.settings.drain, tuple(positions)
    in_force = options_in_force(settings, scenario)
    ground = lay_ground(
        company, given, scenarios=tuple(settings.scenarios), horizon_days=horizon_days
    )
    shelf = lay_shelf(company, horizon_days=ground.leaving.horizon_days)
    scene = lay_scene(ground, given, scenario, shelf)
    stake = stake_of(scene, move(scene, in_force))
    return DrainWhatIf(
        company=company, positions=given, ground=ground, shelf=shelf, in_force=in_force,
        before=answer(scene, shelf, in_force, exactly=True),
        most_budget=shelf.most(stake, scene.allowed), scenes={scenario: scene},
    )  # fmt: skip


def drain_with(what_if: DrainWhatIf, options: DrainOptions) -> DrainAnswer:
    """Give the loss, the dearest posts and the plan for a choice of options.

    Parameters
    ----------
    what_if : of ``prepare_drain``
    options : the choice

    Returns
    -------
    DrainAnswer: the expected loss to the cent, the bad end by the exact engine for up to 24 people
    and by ``dearest_year`` for more, which the methods compare, and the plan within the part of the
    loss left that it names

    Raises
    ------
    ParameterError
        If an option lies outside its range.
    """
    checked_options(what_if.company.settings.drain, options)
    if options == what_if.in_force:
        return what_if.before
    name, shelf, before = options.scenario, what_if.shelf, what_if.before
    if name not in what_if.scenes:
        what_if.scenes[name] = lay_scene(what_if.ground, what_if.positions, name, shelf)
    scene = what_if.scenes[name]
    if replace(options, budget=what_if.in_force.budget) == what_if.in_force:
        # Money for measures moves the plan alone.
        stake = stake_of(scene, move(scene, options))
        plan = shelf.plan(stake, scene.allowed, options.budget)
        return replace(before, options=options, plan=plan)
    return answer(scene, shelf, options, exactly=False)
