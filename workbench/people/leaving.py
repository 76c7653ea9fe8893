"""Who may leave, by when, and to where: rates from the own history, retirements from dates."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.people.departures import family_rates, rival_share
from workbench.people.hazard.model import LeavingHazard, known_hazard
from workbench.people.history import DAYS_PER_YEAR, EVERYBODY, departures
from workbench.people.retirement import retirement_dates
from workbench.settings import Range


@dataclass(frozen=True)
class Leaving:
    """What the history says about leaving.

    Attributes
    ----------
    staff : one row a person here: employee_id, position_id, job_family, leave_probability, low,
        high (P10, P90), retires_on, retires_within_horizon, source
    families : one row a job family: job_family, staff, resigned, person_years,
        observed_rate_per_year, rate_per_year, low, high
    rival_share : part of those who resign that goes to a rival
    horizon_days : the horizon the probabilities belong to
    weight_person_years : how much the pooled rate counts; NaN where a placeholder stands in
    notes : what was assumed or could not be used, in sentences
    hazard : the hazard that was tried against the rates of families; None where the settings
        keep to these or nobody who left is recorded
    """

    staff: pd.DataFrame
    families: pd.DataFrame
    rival_share: Range
    horizon_days: int
    weight_person_years: float
    notes: tuple[str, ...]
    hazard: LeavingHazard | None = None


def leave_probability(rate_per_year: pd.Series, *, years: pd.Series) -> pd.Series:
    """Probability of leaving within some years at a constant rate.

    Parameters
    ----------
    rate_per_year : one row a person, 1/year, >= 0
    years : same index, >= 0

    Returns
    -------
    Series in [0, 1]; a missing rate stays missing

    Notes
    -----
    1 - exp(-rate x years), a constant hazard.

    Examples
    --------
    >>> leave_probability(pd.Series([0.1, None]), years=pd.Series([1.0, 1.0])).round(4).tolist()
    [0.0952, nan]
    """
    return pd.Series(-np.expm1(-rate_per_year * years), index=rate_per_year.index)


@once
def leaving(company: Company, *, horizon_days: int | None = None) -> Leaving:
    """Estimate for everybody here how likely they resign and when they retire.

    Parameters
    ----------
    company : needs employees; hired_on, left_on, leave_reason, born_on sharpen it
    horizon_days : days after ``as_of``; from the settings when None

    Returns
    -------
    Leaving; a person without job family gets the pooled rate. With ``drain.leaving_model: auto`` a
    hazard by tenure and family stands in where it beats these rates on the last year and events
    suffice, see ``leaving_hazard``; a person without a first day keeps the rate. Where the export
    holds no leaver at all, nothing can be learned, and the placeholder range of the settings
    stands in; ``source`` says so. Retirement is a date, not a chance: it caps the time in which a
    person may resign.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> people = {"employee_id": ["E1"], "born_on": ["1962-01-31"], "hired_on": ["2001-01-01"]}
    >>> posts = {"position_id": ["P1"], "title": ["Head"]}
    >>> tables = {"employees": pd.DataFrame(people), "positions": pd.DataFrame(posts)}
    >>> company = company_from_tables(tables, as_of="2026-06-30")
    >>> leaving(company).staff[["retires_within_horizon", "source"]].values.tolist()
    [[True, 'placeholder']]
    """
    horizon = horizon_days or company.settings.horizon_days
    history = departures(company)
    families, weight, notes = family_rates(history, company)
    staff = _staff(company, families, horizon)
    sizes = {**staff.groupby("job_family").size(), EVERYBODY: len(staff)}
    families.insert(1, "staff", families["job_family"].map(sizes).fillna(0).astype(int))
    share = rival_share(history, company.settings.drain.inputs.rival_share)
    hazard = _hazard(company, weight)
    if hazard is not None and hazard.used:
        staff = _by_hazard(staff, company, hazard, horizon)
    return Leaving(staff, families, share, horizon, weight, notes, hazard)


def _hazard(company: Company, weight: float) -> LeavingHazard | None:
    if company.settings.drain.leaving_model == "family" or np.isnan(weight):
        return None
    return known_hazard(company)


def _by_hazard(
    staff: pd.DataFrame, company: Company, hazard: LeavingHazard, horizon_days: int
) -> pd.DataFrame:
    """Put the chances of the hazard in place of those of the family rates."""
    ahead = hazard.ahead(company, horizon_days=horizon_days)
    covariance = hazard.trained.fit.covariance if hazard.trained else np.zeros((0, 0))
    low, high = ahead.interval(covariance)
    found = pd.DataFrame(
        {"leave_probability": ahead.chance, "low": low, "high": high, "source": HAZARD_SOURCE},
        index=pd.Index(ahead.employee_ids, dtype=staff["employee_id"].dtype),
    ).reindex(staff["employee_id"])
    known = found["leave_probability"].notna().to_numpy()
    return staff.assign(
        **{name: np.where(known, found[name], staff[name]) for name in found.columns}
    )


HAZARD_SOURCE = "hazard by tenure and family"
_PROBABILITIES = {"leave_probability": "rate_per_year", "low": "low", "high": "high"}


def _staff(company: Company, families: pd.DataFrame, horizon_days: int) -> pd.DataFrame:
    staff = company.staff
    names = company.tables["positions"].set_index("position_id")["job_family"]
    family = staff["position_id"].map(names)
    rates = families.set_index("job_family")
    looked_up = family.where(family.isin(rates.index), EVERYBODY)
    retires_on = retirement_dates(staff["born_on"], age_years=company.settings.retirement_age_years)
    days = (retires_on - company.as_of).dt.days.clip(lower=0).fillna(horizon_days)
    years = days.clip(upper=horizon_days) / DAYS_PER_YEAR
    found = {
        name: leave_probability(looked_up.map(rates[column]).astype(float), years=years)
        for name, column in _PROBABILITIES.items()
    }
    end = company.as_of + pd.Timedelta(days=horizon_days)
    return staff[["employee_id", "position_id"]].assign(
        job_family=family, **found, retires_on=retires_on,
        retires_within_horizon=retires_on <= end, source=looked_up.map(rates["source"]),
    )  # fmt: skip
