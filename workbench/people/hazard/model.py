"""The hazard of leaving of a company, and whether it may be used in place of family rates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.company import Company
from workbench.company.once import once
from workbench.errors import DataError, Fault, ParameterError
from workbench.people.hazard.ahead import Ahead, look_ahead
from workbench.people.hazard.history import (
    PERIODS_PER_YEAR,
    HazardHistory,
    hazard_history,
)
from workbench.people.hazard.leakage import refuse_leaks
from workbench.people.hazard.regression import Link
from workbench.people.hazard.trial import Trained, Trial, out_of_time, train
from workbench.words import count

EVENTS_PER_PARAMETER = 10
_LEAST_LAST_YEAR = 10


@dataclass(frozen=True)
class LeavingHazard:
    """A discrete-time hazard of resigning and its trial against the rates of families.

    Attributes
    ----------
    used : whether it stands in for the family rates
    why : the reason, in a sentence
    history : person-periods and what was offered as a covariate
    trial : the last year out of time; None where there are too few events for one
    trained : fitted on the whole history; None where it is not used
    events : resignations in the history
    faults : covariates that were refused, with table, column, what was found and what to do
    """

    used: bool
    why: str
    history: HazardHistory
    trial: Trial | None
    trained: Trained | None
    events: int
    faults: tuple[Fault, ...]

    def ahead(self, company: Company, *, horizon_days: int) -> Ahead:
        """Give chances of everybody here.

        Raises
        ------
        DataError
            If the hazard is not used; the message says why.
        """
        if self.trained is None:
            raise DataError(f"The hazard gives no chances: {self.why}")
        return look_ahead(company, self.trained, horizon_days=horizon_days)


def leaving_hazard(
    company: Company, *, covariates: Sequence[str] | None = None, link: Link = "cloglog"
) -> LeavingHazard:
    """Fit the hazard of resigning by quarter and try it on the last year.

    Parameters
    ----------
    company : employees with hired_on, left_on and leave_reason
    covariates : names to use beside tenure and family; all that are free of leaks when None
    link : cloglog (proportional hazards) or logit

    Returns
    -------
    LeavingHazard. It is used only where its log-loss on the last year is lower than that of the
    family rates by more than a standard error, its Brier score is lower too, and 10 events or more
    stand behind each parameter.

    Raises
    ------
    ParameterError
        If a covariate is asked for that does not exist.
    DataError
        If one is asked for that was recorded at or after the exit.

    Notes
    -----
    Person-periods (Allison 1982), restricted cubic spline over tenure, ridge chosen by
    cross-validation ordered in time and grouped by person, families as columns that the ridge
    draws to their middle. The rule of 10 events: Peduzzi and others (1996).
    """
    history = hazard_history(company)
    names = _chosen(history, covariates)
    events = int(history.rows.event.sum())
    last = history.rows.period >= history.periods - PERIODS_PER_YEAR
    recent = int(history.rows.event[last].sum())
    reason = _too_little(history, events, recent)
    if reason:
        return LeavingHazard(False, reason, history, None, None, events, history.faults)
    knots, kept = _affordable(names, events - recent)
    trial = out_of_time(history, names=kept, knots=knots, link=link)
    used, why = _verdict(trial, dropped=len(names) - len(kept))
    whole = np.ones(len(last), dtype=bool)
    trained = train(
        history, whole, names=kept, knots=knots, link=link,
        last_cut=history.periods - PERIODS_PER_YEAR,
    ) if used else None  # fmt: skip
    return LeavingHazard(used, why, history, trial, trained, events, history.faults)


@once
def known_hazard(company: Company) -> LeavingHazard:
    """Give the hazard of a company; found once, since a company never changes."""
    return leaving_hazard(company)


def _chosen(history: HazardHistory, covariates: Sequence[str] | None) -> list[str]:
    if covariates is None:
        return list(history.covariates)
    offered = history.offered.set_index("covariate")
    unknown = [name for name in covariates if name not in offered.index]
    if unknown:
        raise ParameterError(
            f"covariates: {', '.join(unknown)} is not among those the data offer: "
            f"{', '.join(offered.index)}."
        )
    columns = [(offered["table"][name], offered["column"][name]) for name in covariates]
    refuse_leaks([f for f in history.faults if (f.table, f.column) in columns])
    left_out = [name for name in covariates if name not in history.covariates]
    if left_out:
        raise DataError(
            "\n".join(f"covariate {name} - {offered['verdict'][name]}." for name in left_out)
        )
    return list(covariates)


def _too_little(history: HazardHistory, events: int, recent: int) -> str:
    stands = "The rates of families stand: "
    if any(fault.column == "hired_on" for fault in history.faults):
        return f"{stands}the first day is known for leavers otherwise than for those who stayed."
    if not len(history.employee_ids):
        return f"{stands}a hazard needs the first day of people (employees.hired_on)."
    if history.periods < 2 * PERIODS_PER_YEAR:
        return f"{stands}a hazard needs two years of history or more (drain.history_years)."
    if recent < _LEAST_LAST_YEAR:
        return (
            f"{stands}{count(recent, 'resignation')} in the last year, needed to try a hazard "
            f"on it are {_LEAST_LAST_YEAR}."
        )
    least = 3 * EVENTS_PER_PARAMETER
    if events - recent < least:
        return (
            f"{stands}{count(events - recent, 'resignation')} before the last year, needed to "
            f"learn a hazard from are {least}."
        )
    return ""


def _affordable(names: Sequence[str], events: int) -> tuple[int, list[str]]:
    """Give the knots and covariates for which there are 10 events each, one parameter to spare."""
    room = events // EVENTS_PER_PARAMETER - 1
    for knots in (5, 4, 3):
        if knots - 1 <= room:
            return knots, list(names[: room - (knots - 1)])
    return 3, []


def _verdict(trial: Trial, *, dropped: int) -> tuple[bool, str]:
    gain, ratio = trial.gain, trial.trained.events_per_parameter
    lower = "lower" if gain.gain > 0 else "higher"
    apart = f"log-loss {lower} by {abs(gain.gain):.1f}, standard error {gain.standard_error:.1f}"
    behind = f"{ratio:.0f} resignations behind each parameter"
    without = f", {count(dropped, 'covariate')} left out to keep to that" if dropped else ""
    if ratio < EVENTS_PER_PARAMETER:
        return False, (
            f"The rates of families stand: the hazard has only {behind}, needed are "
            f"{EVENTS_PER_PARAMETER}."
        )
    if not gain.is_clear:
        return False, (
            "The rates of families stand: on the last year the hazard does not clearly beat them "
            f"({apart}; more than one standard error is needed)."
        )
    if not trial.brier_is_lower:
        return False, (
            "The rates of families stand: on the last year the hazard has the lower log-loss and "
            "the higher Brier score; it must be better by both."
        )
    return True, (
        "A hazard by tenure and family is used: on the last year, which it had not seen, it beats "
        f"the rates of families ({apart}), with {behind}{without}."
    )
