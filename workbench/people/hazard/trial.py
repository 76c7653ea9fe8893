"""Hazard against family rates on the last year, which neither has seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.people.hazard.design import Design, make_design
from workbench.people.hazard.history import PERIODS_PER_YEAR, HazardHistory
from workbench.people.hazard.penalty import PenaltyChoice, choose_penalty, person_groups
from workbench.people.hazard.regression import HazardFit, Link, fit_hazard
from workbench.people.hazard.scores import (
    Gain,
    brier_score,
    calibration,
    log_loss_gain,
    log_loss_rows,
    reliability,
)
from workbench.people.rates import shrunk_rates

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HAZARD, FAMILIES = "hazard", "family rates"
_GROUPS = 3


@dataclass(frozen=True)
class Trained:
    """A hazard with its columns and how its ridge was chosen."""

    design: Design
    fit: HazardFit
    choice: PenaltyChoice
    events: int

    @property
    def parameters(self) -> float:
        """Columns of tenure and covariates, and families as far as the ridge leaves them."""
        plain = self.design.plain_parameters
        return plain + float(self.fit.effective[plain:].sum())

    @property
    def events_per_parameter(self) -> float:
        """Events behind each parameter."""
        return self.events / self.parameters


@dataclass(frozen=True)
class Trial:
    """The last year out of time.

    Attributes
    ----------
    trained : the hazard fitted on all but the last year
    scores : model, expected, observed, log_loss_per_person_year, brier, calibration_slope,
        slope_standard_error; one row a model
    reliability : as from ``reliability``, with a column model
    gain : log-loss that the hazard saves against the family rates
    """

    trained: Trained
    scores: pd.DataFrame
    reliability: pd.DataFrame
    gain: Gain

    @property
    def brier_is_lower(self) -> bool:
        """Whether the hazard has the lower Brier score."""
        score = self.scores.set_index("model")["brier"]
        return bool(score[HAZARD] < score[FAMILIES])


def train(
    history: HazardHistory,
    rows: Flags,
    *,
    names: Sequence[str],
    knots: int,
    link: Link,
    last_cut: int,
) -> Trained:
    """Fit the hazard on some rows, with a ridge chosen inside them.

    Parameters
    ----------
    history : person-periods with covariates
    rows : bool array of shape (r,), the rows to learn from
    names, knots : what enters, see ``make_design``
    link : cloglog or logit
    last_cut : period at which the last fold of the choice of the ridge is cut
    """
    design = make_design(
        history.tenure_years[rows],
        {name: value[rows] for name, value in history.covariates.items()},
        history.family[rows], names=names, knots=knots,
    )  # fmt: skip
    matrix = design.matrix(history.tenure_years, history.covariates, history.family)[rows]
    event = history.rows.event[rows]
    offset = np.log(history.rows.at_risk_share[rows])
    weights = np.ones(design.size)
    groups = person_groups(history.order, groups=_GROUPS)
    choice = choose_penalty(
        matrix, event, offset=offset, penalty_weights=weights,
        group=groups[history.rows.person[rows]], period=history.rows.period[rows],
        cuts=tuple(range(PERIODS_PER_YEAR, last_cut + 1, PERIODS_PER_YEAR)),
        ahead=PERIODS_PER_YEAR, link=link,
    )  # fmt: skip
    fit = fit_hazard(
        matrix, event, offset=offset, penalty=choice.penalty, penalty_weights=weights, link=link
    )
    return Trained(design, fit, choice, int(event.sum()))


def family_chances(history: HazardHistory, rows: Flags) -> Floats:
    """Chance of each row by the gamma-Poisson rate of its family, learnt from some rows."""
    families, place = np.unique(history.family.astype(str), return_inverse=True)
    size = len(families)
    events = np.bincount(place[rows], weights=history.rows.event[rows], minlength=size).astype(
        float
    )
    years = np.bincount(place[rows], weights=history.years[rows], minlength=size)
    fit = shrunk_rates(events, years.astype(float))
    rate = np.where(families == "", fit.pooled, fit.rate)
    return -np.expm1(-rate[place] * history.years)


def out_of_time(history: HazardHistory, *, names: Sequence[str], knots: int, link: Link) -> Trial:
    """Train on all but the last year, then compare both on the last year.

    Parameters
    ----------
    history : two years or more, with events in the last year and before it
    names, knots, link : as in ``train``

    Returns
    -------
    Trial
    """
    last = history.periods - PERIODS_PER_YEAR
    before, after = history.rows.period < last, history.rows.period >= last
    trained = train(
        history, before, names=names, knots=knots, link=link, last_cut=last - PERIODS_PER_YEAR
    )
    matrix = trained.design.matrix(history.tenure_years, history.covariates, history.family)
    hazard = trained.fit.hazard(matrix[after], np.log(history.rows.at_risk_share[after]))
    chances = {HAZARD: np.clip(hazard, 1e-9, 1 - 1e-9),
               FAMILIES: family_chances(history, before)[after]}  # fmt: skip
    event, years = history.rows.event[after], history.years[after]
    scores = [_score(name, chance, event, years) for name, chance in chances.items()]
    tables = [reliability(chance, event, years).assign(model=name)
              for name, chance in chances.items()]  # fmt: skip
    gain = log_loss_gain(chances[HAZARD], chances[FAMILIES], event, history.rows.person[after])
    return Trial(trained, pd.DataFrame(scores), pd.concat(tables, ignore_index=True), gain)


def _score(name: str, chance: Floats, event: Flags, years: Floats) -> dict[str, object]:
    slope, error, _ = calibration(np.log(-np.log1p(-chance)), event)
    return {
        "model": name,
        "expected": float(chance.sum()),
        "observed": int(event.sum()),
        "log_loss_per_person_year": float(log_loss_rows(chance, event).sum() / years.sum()),
        "brier": brier_score(chance, event),
        "calibration_slope": slope,
        "slope_standard_error": error,
    }
