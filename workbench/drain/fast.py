"""The loss of many posts in closed form: given the state, the total is close to a normal."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from workbench.drain.pulled import Teams, leave_moments
from workbench.drain.scenarios import Exits
from workbench.drain.states import (
    States,
    factor_states,
    probability_given_factor,
    strike_teams,
)

Floats = NDArray[np.float64]
NODES = 129
_MOST_NODES = 2049
_REACH = 6.0


@dataclass(frozen=True)
class FastYear:
    """The distribution of the loss as a mixture of normals, one a state.

    ``weights``, ``means`` and ``deviations`` have shape (s,); ``parts_of_mean`` and
    ``covariances`` (of each person's loss with the total) have shape (s, n); currency.
    """

    weights: Floats
    means: Floats
    deviations: Floats
    parts_of_mean: Floats
    covariances: Floats

    @property
    def expected(self) -> float:
        """Mean loss, currency."""
        return float(self.weights @ self.means)

    def exceedance(self, loss: float) -> float:
        """Chance to lose more than an amount."""
        return float(self.weights @ ndtr(-self._standard(loss)))

    def value_at_risk(self, level: float) -> float:
        """Loss that is exceeded with chance ``1 - level``, currency."""
        far = 12.0 * self.deviations
        low, high = float((self.means - far).min()), float((self.means + far).max())
        size = max(abs(low), abs(high))
        if size == 0:
            return 0.0
        # Where a state has no spread the chance jumps at the ends.
        low, high, close = low - 1e-9 * size, high + 1e-9 * size, 1e-11 * size
        found = brentq(lambda loss: self.exceedance(loss) - (1.0 - level), low, high, xtol=close)
        return max(float(found), 0.0)

    def shortfall(self, level: float) -> float:
        """Mean loss of the worst ``1 - level`` of the outcomes, currency."""
        return float(self.shortfall_parts(level).sum())

    def shortfall_parts(self, level: float) -> Floats:
        """Each person's part of the expected shortfall, currency; shape (n,).

        Notes
        -----
        E[L_i given L > v] = (sum over states of weight x (E[L_i] Phi(-t) + Cov(L_i, L) phi(t) /
        s.d.)) / (1 - level), t = (v - mean) / s.d. The parts sum to the shortfall (Euler: Tasche
        1999), since the covariances of a state sum to its variance.
        """
        loss = self.value_at_risk(level)
        at = self._standard(loss)
        beyond = self.weights * ndtr(-at)
        # Beyond 40 standard deviations the density is 0, and the square could overflow.
        density = self.weights * np.exp(-np.square(np.clip(at, -40, 40)) / 2) / np.sqrt(2 * np.pi)
        slope = np.divide(density, self.deviations, out=np.zeros_like(at), where=self._wide())
        parts = beyond @ self.parts_of_mean + slope @ self.covariances
        # What is not beyond the value at risk lies on it, where a state has no spread.
        rest, usual = (1.0 - level) - float(beyond.sum()), self.weights @ self.parts_of_mean
        if rest > 0 and usual.sum() > 0:
            parts = parts + rest * loss * usual / usual.sum()
        return parts / max(float(beyond.sum()), 1.0 - level)

    def _wide(self) -> NDArray[np.bool_]:
        return self.deviations > 0

    def _standard(self, loss: float) -> Floats:
        gap = loss - self.means
        return np.divide(
            gap, self.deviations, out=np.where(gap >= 0, np.inf, -np.inf), where=self._wide()
        )


def fast_year(exits: Exits, severity: pd.DataFrame, *, teams: Teams | None = None) -> FastYear:
    """Compute the loss within the horizon without grid and without drawing.

    Parameters
    ----------
    exits : departures of n people
    severity : n rows, columns mean (currency, >= 0) and cv, as in ``loss_year``
    teams : who pulls whom along; nobody when None

    Returns
    -------
    FastYear

    Notes
    -----
    Mean and variance of the loss given the state are exact; that it is normal given the state is
    not, and with few posts it is wrong: see the methods for the error by number of posts. The
    common factor runs over 129 even steps, halved until the means of neighbouring states lie
    within one and a half standard deviations, so that the normals join without a gap.
    """
    mean, cv = severity["mean"].to_numpy(dtype=float), severity["cv"].to_numpy(dtype=float)
    nodes = NODES
    while True:
        quiet = _even_states(exits.quiet, correlation=exits.correlation, nodes=nodes)
        year = mixture(quiet, mean, cv, teams=teams)
        nodes = 2 * nodes - 1
        if _joined(year) or nodes > _MOST_NODES:
            break
    if not exits.shocks:
        return year
    return mixture(strike_teams(quiet, exits.shocks), mean, cv, teams=teams)


def _even_states(probability: Floats, *, correlation: float, nodes: int) -> States:
    """Lay out the common factor in even steps: the trapezoidal rule is exact enough here."""
    if correlation == 0:
        return factor_states(probability, correlation=0.0)
    values = np.linspace(-_REACH, _REACH, nodes)
    weights = np.exp(-np.square(values) / 2)
    given = probability_given_factor(probability, values, correlation=correlation)
    return States(weights / weights.sum(), given)


def _joined(year: FastYear) -> bool:
    gaps = np.abs(np.diff(year.means))
    near = np.maximum(year.deviations[1:], year.deviations[:-1])
    matters = np.maximum(year.weights[1:], year.weights[:-1]) > 1e-5
    return bool((gaps <= 1.5 * near)[matters].all())


def mixture(states: States, mean: Floats, cv: Floats, *, teams: Teams | None = None) -> FastYear:
    """Mix the states of the horizon, each with the mean and the variance of its loss.

    Parameters
    ----------
    states : s states of n people
    mean : array of shape (n,), loss of each who leaves, >= 0
    cv : array of shape (n,), its coefficient of variation
    teams : who pulls whom along; nobody when None

    Examples
    --------
    >>> coin = States(np.ones(1), np.array([[0.5, 0.5]]))
    >>> year = mixture(coin, np.array([10.0, 30.0]), np.zeros(2))
    >>> year.expected, round(float(year.deviations[0]) ** 2, 9)
    (20.0, 250.0)
    """
    chance, others = leave_moments(states.probabilities, mean, teams)
    parts = chance * mean
    own = chance * np.square(mean) * (1.0 + np.square(cv)) - np.square(parts)
    covariances = own + others
    # Rounding could leave a hair below zero where all is certain.
    deviations = np.sqrt(np.maximum(covariances.sum(axis=1), 0.0))
    return FastYear(states.weights, parts.sum(axis=1), deviations, parts, covariances)
