"""What was known of a person on a day: post, family, time in post, acting, pay, own figures."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.hazard.leakage import Where, is_protected
from workbench.people.history import DAYS_PER_YEAR

Floats = NDArray[np.float64]
ACTED = "acted_in_last_year"
IN_POST = "years_in_post"
PAY = "pay_position"
PAY_FIGURE = "pay_per_year"
WHERE = {
    IN_POST: Where("post_history", "starts_on"),
    PAY: Where("dated_figures", PAY_FIGURE),
    ACTED: Where("absences", "acting_employee_id"),
}


@dataclass(frozen=True)
class Moments:
    """People on days, row by row: ids, and days as dates."""

    employee_id: NDArray[np.object_]
    on: pd.DatetimeIndex

    def frame(self) -> pd.DataFrame:
        """Rows in order of time, with their place."""
        rows = pd.DataFrame({"employee_id": pd.Series(self.employee_id, dtype="str"),
                             "on": self.on, "place": np.arange(len(self.on))})  # fmt: skip
        return rows.sort_values(["on", "place"])


def latest(moments: Moments, records: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """Join the latest record of each person dated no later than the day; never a later one.

    Parameters
    ----------
    moments : r people on days
    records : employee_id, the column ``day`` and others
    day : name of the column with the date of the record

    Returns
    -------
    DataFrame of r rows in the order of the moments, missing where there was no record yet
    """
    dated = records.dropna(subset=[day]).sort_values(day, kind="stable")
    dated = dated.assign(employee_id=dated["employee_id"].astype("str"))
    left = moments.frame()
    left = left.assign(on=left["on"].astype(dated[day].dtype))
    joined = pd.merge_asof(left, dated, left_on="on", right_on=day, by="employee_id")
    return joined.sort_values("place", ignore_index=True)


def posts_held(company: Company) -> pd.DataFrame:
    """List all known starts in a post: employee_id, starts_on, position_id (may be missing)."""
    people = company.employees
    now = people[["employee_id", "position_id"]].assign(starts_on=people["position_since"])
    if not company.has("post_history"):
        return now
    before = company.table("post_history")[["employee_id", "position_id", "starts_on"]]
    return pd.concat([before, now], ignore_index=True)


def position_then(company: Company, moments: Moments) -> pd.Series:
    """Post of each person on the day; the last post held where the earlier one is not recorded.

    Whoever stays long enough to change posts would show by a gap in the record, so a gap is
    filled with the last post and never left unknown.
    """
    then = latest(moments, posts_held(company), day="starts_on")["position_id"]
    last = company.employees.set_index("employee_id")["position_id"]
    own = pd.Series(moments.employee_id, dtype="str").map(last)
    return then.where(then.notna(), own)


def family_then(company: Company, moments: Moments) -> pd.Series:
    """Job family of the post of that day, else of the last post; missing where none is known."""
    family = company.tables["positions"].set_index("position_id")["job_family"]
    then = position_then(company, moments).map(family)
    last = company.employees.set_index("employee_id")["position_id"].map(family)
    return then.where(then.notna(), pd.Series(moments.employee_id, dtype="str").map(last))


def years_in_post(company: Company, moments: Moments) -> Floats:
    """Years since the latest start in a post, or since the first day where none is recorded."""
    hired = company.employees[["employee_id", "hired_on"]].rename(columns={"hired_on": "starts_on"})
    starts = pd.concat([hired, posts_held(company)[["employee_id", "starts_on"]]])
    since = latest(moments, starts.sort_values("starts_on"), day="starts_on")["starts_on"]
    days = (pd.Series(moments.on) - since).dt.days
    return days.to_numpy(dtype=float) / DAYS_PER_YEAR


def acted_in_last_year(company: Company, moments: Moments) -> Floats:
    """1 where the person began to act for somebody in the year before, 0 where not.

    NaN on days less than a year after the first recorded absence: the record was not kept yet.
    """
    if not company.has("absences"):
        return np.full(len(moments.on), np.nan)
    records = company.table("absences")[["acting_employee_id", "starts_on"]].dropna()
    acted = records.rename(columns={"acting_employee_id": "employee_id"})
    since = latest(moments, acted, day="starts_on")["starts_on"]
    year = pd.Timedelta(days=365)
    on = pd.Series(moments.on)
    value = (since >= on - year).to_numpy(dtype=float)
    first = company.table("absences")["starts_on"].min()
    return np.where(on >= first + year, value, np.nan)


def figures_known(company: Company) -> tuple[str, ...]:
    """Names of the own dated figures in order, protected attributes and pay left out."""
    if not company.has("dated_figures"):
        return ()
    names = company.table("dated_figures")["figure"].dropna().unique()
    return tuple(sorted(n for n in names if n != PAY_FIGURE and not is_protected(str(n))))


def figure_records(company: Company, name: str) -> pd.DataFrame:
    """Give the records of one figure: employee_id, recorded_on, value."""
    rows = company.tables.get("dated_figures")
    if rows is None:
        rows = pd.DataFrame(
            {"employee_id": [], "figure": [], "recorded_on": pd.DatetimeIndex([]), "value": []}
        )
    return rows.loc[rows["figure"] == name, ["employee_id", "recorded_on", "value"]]


def figure_then(company: Company, moments: Moments, name: str) -> Floats:
    """Latest value of a figure recorded by the day; NaN before the first."""
    records = figure_records(company, name)
    if records.empty:
        return np.full(len(moments.on), np.nan)
    return latest(moments, records, day="recorded_on")["value"].to_numpy(dtype=float)


def pay_position(company: Company, moments: Moments) -> Floats:
    """Logarithm of dated pay over the middle of the pay band of the post of that day.

    Centred on the median of the same day, so that a general rise of pay does not count. NaN where
    pay or band is unknown. Pay without a date (employees.pay_per_year) is never used: of leavers
    it stands at the exit, of others at the report date.
    """
    pay = figure_then(company, moments, PAY_FIGURE)
    posts = company.tables["positions"].set_index("position_id")
    middle = (posts["pay_min_per_year"] + posts["pay_max_per_year"]) / 2
    band = position_then(company, moments).map(middle).to_numpy(dtype=float)
    ratio = np.where((pay > 0) & (band > 0), pay, np.nan) / np.where(band > 0, band, np.nan)
    value = pd.Series(np.log(ratio))
    return (value - value.groupby(np.asarray(moments.on)).transform("median")).to_numpy(dtype=float)
