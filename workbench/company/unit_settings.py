"""Settings that name posts and people, for a company cut down to a unit."""

from collections.abc import Iterable, Mapping

import pandas as pd

from workbench.errors import Fault
from workbench.settings import Settings
from workbench.settings.drain import Scenario
from workbench.words import listing

Tables = Mapping[str, pd.DataFrame]


def settings_of_unit(
    settings: Settings, whole: Tables, inside: Tables
) -> tuple[Settings, tuple[Fault, ...]]:
    """Leave out what the settings say about posts and people of the company outside the unit.

    Parameters
    ----------
    settings : those of the whole company
    whole, inside : tables before and after the cut

    Returns
    -------
    Settings in which a scenario keeps its posts within the unit, and goes if it has none there;
    and a note that names the scenarios. An id that is nowhere stays, to be refused as usual.
    """
    posts = _outside("positions", "position_id", whole, inside)
    people = _outside("employees", "employee_id", whole, inside)
    by_hand = {
        name: tuple(
            entry
            for entry in getattr(settings.pools, name)
            if entry.position_id not in posts and entry.employee_id not in people
        )
        for name in ("locked", "excluded")
    }
    scenarios = settings.drain.scenarios
    cut = {name: _cut(scenario, posts) for name, scenario in scenarios.items()}
    gone = [name for name, scenario in scenarios.items()
            if scenario.named_positions and not cut[name].named_positions]  # fmt: skip
    kept = {
        name: scenario.model_copy(update={"together": _without(scenario.together, gone)})
        for name, scenario in cut.items()
        if name not in gone
    }
    changed = [name for name in scenarios if cut[name] != scenarios[name]]
    update = {
        "pools": settings.pools.model_copy(update=by_hand),
        "drain": settings.drain.model_copy(update={"scenarios": kept}),
    }
    return settings.model_copy(update=update), _notes(changed)


def _outside(table: str, key: str, whole: Tables, inside: Tables) -> set[str]:
    if table not in whole:
        return set()
    return set(whole[table][key]) - set(inside[table][key])


def _cut(scenario: Scenario, outside: set[str]) -> Scenario:
    teams = [
        team.model_copy(update={"positions": _without(team.positions, outside)})
        for team in scenario.more_teams
    ]
    return scenario.model_copy(
        update={
            "leaving_positions": _without(scenario.leaving_positions, outside),
            "team_positions": _without(scenario.team_positions, outside),
            "more_teams": tuple(team for team in teams if team.positions),
        }
    )


def _without(names: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    left = set(gone)
    return tuple(name for name in names if name not in left)


def _notes(changed: list[str]) -> tuple[Fault, ...]:
    if not changed:
        return ()
    return (
        Fault(
            "note",
            "outside_unit",
            "settings",
            "drain.scenarios",
            (),
            f"{listing(changed)} without posts outside the unit",
            "posts within the unit",
            "Nothing to do; the report of the whole company has them.",
        ),
    )
