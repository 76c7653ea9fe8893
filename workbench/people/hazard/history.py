"""The own history as person-periods with covariates known at the start of each period."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.errors import Fault
from workbench.people.hazard import facts
from workbench.people.hazard.leakage import (
    Where,
    filled_apart,
    is_protected,
    late_records,
    leak_faults,
)
from workbench.people.hazard.periods import PersonPeriods, person_periods
from workbench.people.history import DAYS_PER_YEAR, people_of_window
from workbench.people.retirement import retirement_dates

Floats = NDArray[np.float64]
PERIODS_PER_YEAR = 4
PERIOD_DAYS = DAYS_PER_YEAR / PERIODS_PER_YEAR
# Part of the person-periods in which a covariate must be known.
LEAST_KNOWN = 0.8
_TENURE = Where("employees", "hired_on")
_FAMILY = Where("employees", "position_id")


@dataclass(frozen=True)
class HazardHistory:
    """Person-periods of the window with what was known at their start; r rows.

    Attributes
    ----------
    rows : person-periods; ``person`` is a place in ``employee_ids``
    employee_ids : of the people at risk
    tenure_years : array of shape (r,), since the first day in the company
    family : object array of shape (r,), the job family then; "" where unknown
    covariates : name -> array of shape (r,), NaN where unknown; only those free of leaks
    offered : covariate, table, column, known_share, verdict; one row each
    faults : what was refused, with table, column, what was found and what to do
    periods : number of quarters in the window
    order : arrays of one value a person, to deal people into groups
    """

    rows: PersonPeriods
    employee_ids: NDArray[np.object_]
    tenure_years: Floats
    family: NDArray[np.object_]
    covariates: dict[str, Floats]
    offered: pd.DataFrame
    faults: tuple[Fault, ...]
    periods: int
    order: tuple[Floats, ...]

    @property
    def years(self) -> Floats:
        """Person-years at risk of each row."""
        return self.rows.at_risk_share / PERIODS_PER_YEAR


def hazard_history(company: Company) -> HazardHistory:
    """Lay out who was at risk of resigning in each quarter, and what was known of them.

    Parameters
    ----------
    company : employees with hired_on, left_on and leave_reason; post_history, absences and
        dated_figures add covariates

    Returns
    -------
    HazardHistory. Quarters have 91.3 days and count back from the report date. People without a
    first day are left out. Retirement, dismissal and other exits end the time at risk; so does
    reaching the retirement age, which is a date and no hazard. Age, gender and the audit group are
    no covariates.
    """
    periods = company.settings.drain.history_years * PERIODS_PER_YEAR
    opens = company.as_of - pd.Timedelta(days=periods * PERIOD_DAYS)
    people = people_of_window(company)
    people = people[people["hired_on"].notna()].reset_index(drop=True)
    retires = retirement_dates(people["born_on"], age_years=company.settings.retirement_age_years)
    leaves_on = people["left_on"].where(people["left_on"] <= company.as_of)
    exits = leaves_on.where(~(retires < leaves_on), retires).fillna(
        retires.where(retires < company.as_of, company.as_of)
    )
    resigned = leaves_on.notna() & (people["leave_reason"].fillna("resigned") == "resigned")
    event = (resigned & (exits == leaves_on)).to_numpy(dtype=bool)
    entry_days, exit_days = (_days(dates, opens) for dates in (people["hired_on"], exits))
    rows = person_periods(entry_days, exit_days, event, period_days=PERIOD_DAYS, periods=periods)
    ids = people["employee_id"].to_numpy(dtype=object)
    moments = facts.Moments(ids[rows.person], opens + pd.to_timedelta(rows.starts_days, unit="D"))
    stops = opens + pd.to_timedelta((rows.period + 1) * PERIOD_DAYS, unit="D")
    tenure = (rows.starts_days - entry_days[rows.person]) / DAYS_PER_YEAR
    family = facts.family_then(company, moments).fillna("").to_numpy(dtype=object)
    faults = _first_days(company, event_ids=ids[event])
    faults += filled_apart(family != "", rows.event, rows.period, _FAMILY)
    if any(fault.column == _FAMILY.column for fault in faults):
        family = np.full(len(family), "", dtype=object)
    covariates, offered, found = _covariates(company, moments, stops, rows)
    return HazardHistory(
        rows, ids, tenure, family, covariates, offered, (*faults, *found), periods,
        (entry_days, exit_days, event.astype(float)),
    )  # fmt: skip


def _days(dates: pd.Series, since: pd.Timestamp) -> Floats:
    return (dates - since).dt.total_seconds().to_numpy(dtype=float) / 86_400


def _first_days(company: Company, *, event_ids: NDArray[np.object_]) -> list[Fault]:
    """Compare how often the first day is known for those who resigned and for the others."""
    people = people_of_window(company)
    resigned = people["left_on"].notna() & (people["leave_reason"].fillna("resigned") == "resigned")
    known = people["hired_on"].notna().to_numpy(dtype=bool)
    once = np.zeros(len(people), dtype=np.intp)
    return filled_apart(known, resigned.to_numpy(dtype=bool), once, _TENURE)


Found = tuple[dict[str, Floats], pd.DataFrame, list[Fault]]


def _covariates(
    company: Company, moments: facts.Moments, stops: pd.DatetimeIndex, rows: PersonPeriods
) -> Found:
    kept: dict[str, Floats] = {}
    table, faults = [], []
    for name, where, value, by_end, late in _offers(company, moments, stops):
        found = [*late, *leak_faults(value, rows.event, rows.period, where, known_by_end=by_end)]
        known = float(np.mean(~np.isnan(value))) if len(value) else 0.0
        verdict = "used where events suffice"
        if found:
            verdict = f"refused: {found[0].found}"
        elif known < LEAST_KNOWN:
            verdict = f"not used: known too seldom, needed is {LEAST_KNOWN:.0%}"
        elif np.nanstd(value) < 1e-9:
            verdict = "not used: the same for everybody"
        else:
            kept[name] = value
        faults += found
        table.append((name, where.table, where.column, known, verdict))
    table += _never(company)
    columns = ["covariate", "table", "column", "known_share", "verdict"]
    return kept, pd.DataFrame(table, columns=columns), faults


Offer = tuple[str, Where, Floats, NDArray[np.bool_] | None, list[Fault]]


def _offers(company: Company, moments: facts.Moments, stops: pd.DatetimeIndex) -> Sequence[Offer]:
    """Covariates in the order in which they are taken where events allow only some."""
    offers: list[Offer] = [
        (facts.IN_POST, facts.WHERE[facts.IN_POST], facts.years_in_post(company, moments), None, [])
    ]
    if company.has("absences"):
        acted = facts.acted_in_last_year(company, moments)
        offers.append((facts.ACTED, facts.WHERE[facts.ACTED], acted, None, []))
    names = facts.figures_known(company)
    pay = facts.figure_records(company, facts.PAY_FIGURE)
    at_end = facts.Moments(moments.employee_id, stops)
    for name in (*((facts.PAY_FIGURE,) if len(pay) else ()), *names):
        where = Where("dated_figures", name)
        is_pay = name == facts.PAY_FIGURE
        value = (
            facts.pay_position(company, moments) if is_pay
            else facts.figure_then(company, moments, name)
        )  # fmt: skip
        by_end = ~np.isnan(facts.figure_then(company, at_end, name))
        records = facts.figure_records(company, name)
        left = records["employee_id"].map(company.employees.set_index("employee_id")["left_on"])
        late = late_records(records["recorded_on"], left, where)
        offers.insert(1 if is_pay else len(offers),
                      (facts.PAY if is_pay else name, where, value, by_end, late))  # fmt: skip
    return offers


def _never(company: Company) -> list[tuple[str, str, str, float, str]]:
    """List what is never a covariate, with the reason."""
    nan = float("nan")
    rows = [
        ("pay without a date", "employees", "pay_per_year", nan,
         "never: of leavers it stands at the exit, of others at the report date"),
        ("age", "employees", "born_on", nan, "never: it gives the day of retirement only"),
    ]  # fmt: skip
    if company.has("dated_figures"):
        names = company.table("dated_figures")["figure"].dropna().unique()
        rows += [(str(name), "dated_figures", str(name), nan, "never: a protected attribute")
                 for name in sorted(names) if is_protected(str(name))]  # fmt: skip
    return rows
