"""Chances of resigning by family, unit and tenure: groups of people, never a list of them."""

import pandas as pd

from workbench.company import Company
from workbench.people.hazard.ahead import Ahead
from workbench.people.history import DAYS_PER_YEAR
from workbench.people.leaving import HAZARD_SOURCE, Leaving
from workbench.people.tenure import TENURE_BANDS, tenure_band

_COLUMNS = ["grouped_by", "group", "people", "resign_probability", "low", "high"]


def chances_by_group(company: Company, leaving: Leaving) -> pd.DataFrame:
    """Average the chance of resigning within the horizon over groups of people.

    Parameters
    ----------
    company : the company that ``leaving`` was estimated for
    leaving : the estimates

    Returns
    -------
    DataFrame: grouped_by (job family, unit, tenure), group, people, resign_probability, low, high
    (P10, P90 of the mean). Groups under ``min_group_size`` are left out. Retirement is a date and
    in no chance; people past it have the chance 0.
    """
    staff = leaving.staff.merge(company.staff[["employee_id", "hired_on"]], on="employee_id")
    units = company.tables["positions"].set_index("position_id")["unit"]
    years = (company.as_of - staff["hired_on"]).dt.days / DAYS_PER_YEAR
    kinds = {
        "tenure": tenure_band(years),
        "job family": staff["job_family"],
        "unit": staff["position_id"].map(units),
    }
    ahead = _ahead(company, leaving)
    rows = [
        (kind, str(group), len(members), *_mean(leaving, ahead, staff.loc[members.index]))
        for kind, groups in kinds.items()
        for group, members in staff.groupby(groups.to_numpy(), sort=False)
        if len(members) >= company.settings.min_group_size
    ]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    bands = {name: place for place, name in enumerate(TENURE_BANDS)}
    order = table.assign(
        kind=table["grouped_by"].map({kind: place for place, kind in enumerate(kinds)}),
        place=table["group"].map(bands).where(table["grouped_by"] == "tenure", 0),
        falling=-table["resign_probability"].where(table["grouped_by"] != "tenure", 0.0),
    ).sort_values(["kind", "place", "falling", "group"])
    return order[_COLUMNS].reset_index(drop=True)


def _ahead(company: Company, leaving: Leaving) -> Ahead | None:
    if leaving.hazard is None or leaving.hazard.trained is None:
        return None
    return leaving.hazard.ahead(company, horizon_days=leaving.horizon_days)


def _mean(leaving: Leaving, ahead: Ahead | None, rows: pd.DataFrame) -> tuple[float, float, float]:
    """Mean chance with its interval; of the hazard from its coefficients, else end by end.

    The rates of families are wrong each on its own, so the mean of their ends is on the safe
    side.
    """
    trained = leaving.hazard.trained if leaving.hazard else None
    if ahead is None or trained is None or not (rows["source"] == HAZARD_SOURCE).all():
        low, middle, high = rows[["low", "leave_probability", "high"]].mean()
        return float(middle), float(low), float(high)
    members = pd.Series(ahead.employee_ids).isin(rows["employee_id"]).to_numpy()
    return ahead.mean(members, trained.fit.covariance)
