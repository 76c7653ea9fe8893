"""What a scenario does to who leaves, how they leave, and how departures are tied."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.states import States, TeamShock, factor_states, strike_teams
from workbench.errors import ParameterError
from workbench.settings.drain import DrainSettings, Scenario, Team

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Exits:
    """Departures of n people within the horizon under a scenario; arrays of shape (n,).

    ``quiet`` is the chance to leave unless the own team is approached, ``total`` the chance in
    all. Given that the person leaves, ``retires_share`` is the chance that it is for retirement
    and ``lifted_share`` that a rival took the team. ``retires_in_days`` is the warning before a
    retirement. ``rival_share_added`` moves everybody's share to rivals.
    """

    quiet: Floats
    total: Floats
    retires_share: Floats
    lifted_share: Floats
    retires_in_days: Floats
    rival_share_added: float
    correlation: float
    shocks: tuple[TeamShock, ...]

    def states(self, *, nodes: int) -> States:
        """Give the states of the horizon with their leave probabilities."""
        quiet = factor_states(self.quiet, correlation=self.correlation, nodes=nodes)
        return strike_teams(quiet, self.shocks) if self.shocks else quiet


def find_scenario(settings: DrainSettings, name: str) -> Scenario:
    """Look a scenario up by name; one that joins others comes joined.

    Raises
    ------
    ParameterError
        If there is none of that name; the message lists those there are.
    """
    if name not in settings.scenarios:
        known = ", ".join(settings.scenarios)
        raise ParameterError(f"There is no scenario {name!r}. Known: {known}.")
    scenario = settings.scenarios[name]
    return join_scenarios(scenario, [settings.scenarios[part] for part in scenario.together])


def join_scenarios(scenario: Scenario, parts: Sequence[Scenario]) -> Scenario:
    """Let several scenarios happen at once.

    Parameters
    ----------
    scenario : what is said of the whole; its own keys count as one more part
    parts : what happens at once; none leaves the scenario as it is

    Returns
    -------
    Scenario: factors multiply, added shares to rivals add up within -1 to 1, the strongest tie
    holds, all posts that are left are left, every team is approached on its own, retirements are
    early where any part has them early, and a contact stays only if no part pulls it along.

    Examples
    --------
    >>> shock = Scenario(sentence="Rivals hire.", leave_factor=1.5, correlation=0.3)
    >>> freeze = Scenario(sentence="No rise.", leave_factor=2.0, pulled_along_share=0.1)
    >>> both = join_scenarios(Scenario(sentence="Both."), [shock, freeze])
    >>> both.leave_factor, both.correlation, both.pulled_along_share
    (3.0, 0.3, 0.1)
    """
    if not parts:
        return scenario
    every = [scenario, *parts]
    ties = [one.correlation for one in every if one.correlation is not None]
    pulls = [one.pulled_along_share for one in every if one.pulled_along_share is not None]
    added = sum(one.rival_share_added for one in every)
    early = any(one.retirements == "two_years_early" for one in every)
    return scenario.model_copy(
        update={
            "leave_factor": float(np.prod([one.leave_factor for one in every])),
            "rival_share_added": float(np.clip(added, -1.0, 1.0)),
            "correlation": max(ties, default=None),
            "leaving_positions": tuple(
                dict.fromkeys(post for one in every for post in one.leaving_positions)
            ),
            "team_positions": (),
            "more_teams": tuple(team for one in every for team in one.teams),
            "retirements": "two_years_early" if early else "as_dated",
            "pulled_along_share": round(1 - float(np.prod([1 - share for share in pulls])), 12)
            if pulls
            else None,
        }
    )


def raised(probability: Floats, *, factor: float) -> Floats:
    """Multiply the rate behind a probability of leaving.

    Examples
    --------
    >>> raised(np.array([0.19]), factor=2.0).round(4).tolist()
    [0.3439]
    """
    return 1.0 - (1.0 - probability) ** factor


def apply_scenario(
    seats: pd.DataFrame,
    scenario: Scenario,
    *,
    as_of: pd.Timestamp,
    horizon_days: int,
    correlation: float,
    resign_probability: Floats | None = None,
) -> Exits:
    """Turn chances and dates of the people into departures under a scenario.

    Parameters
    ----------
    seats : rows as made by ``read_seats``
    scenario : what is different
    as_of, horizon_days : the window in which people leave
    correlation : tie between departures where the scenario sets none, in [0, 1)
    resign_probability : array of shape (n,), in place of ``seats.leave_probability``

    Returns
    -------
    Exits. Whoever retires within the window leaves for sure, whoever holds one of
    ``leaving_positions`` too; the others resign with the raised chance. When the team is
    approached, every member goes to the rival with ``team_follow_probability``, also one who
    would have left anyway; who does not follow stays or leaves as without the approach.
    """
    base = seats["leave_probability"] if resign_probability is None else resign_probability
    resigns = raised(np.asarray(base, dtype=float), factor=scenario.leave_factor)
    days = _days_to_retirement(seats["retires_on"], scenario, as_of)
    retires = days <= horizon_days
    certain = seats["position_id"].isin(scenario.leaving_positions).to_numpy()
    members = [
        (team, seats["position_id"].isin(team.positions).to_numpy()) for team in scenario.teams
    ]
    kept = np.ones(len(seats))
    for team, in_team in members:
        kept *= 1.0 - in_team * team.probability * team.follow_probability
    lifted = 1.0 - kept
    stays = (1.0 - resigns) * (1.0 - lifted)
    retires_share = np.where(retires & ~certain, stays, 0.0)
    quiet = np.where(retires | certain, 1.0, resigns)
    total = 1.0 - (1.0 - quiet) * (1.0 - lifted)
    share = np.divide(lifted, np.where(total > 0, total, 1.0))
    return Exits(
        quiet=quiet, total=total, retires_share=retires_share, lifted_share=share,
        retires_in_days=np.where(retires, days, 0.0),
        rival_share_added=scenario.rival_share_added,
        correlation=correlation if scenario.correlation is None else scenario.correlation,
        shocks=_shocks(members),
    )  # fmt: skip


def _days_to_retirement(retires_on: pd.Series, scenario: Scenario, as_of: pd.Timestamp) -> Floats:
    early = pd.DateOffset(years=2 if scenario.retirements == "two_years_early" else 0)
    days = (retires_on - early - as_of).dt.days.astype(float)
    return np.asarray(days.clip(lower=0).fillna(np.inf), dtype=np.float64)


def _shocks(members: Sequence[tuple[Team, NDArray[np.bool_]]]) -> tuple[TeamShock, ...]:
    return tuple(
        TeamShock(
            tuple(int(place) for place in np.flatnonzero(in_team)),
            team.probability, team.follow_probability,
        )
        for team, in_team in members
        if team.probability > 0 and in_team.any()
    )  # fmt: skip
