"""The company's own vacancies: how long each was open, and whether it was filled."""

import pandas as pd

from workbench.company import Company
from workbench.company.once import once

_KINDS = {
    "requisition_id": "str", "position_id": "str", "job_family": "str",
    "opened_on": "datetime64[us]", "days_open": "float64", "filled": "bool",
}  # fmt: skip


@once
def own_vacancies(company: Company) -> pd.DataFrame:
    """List the own vacancies of open posts up to the report date.

    Parameters
    ----------
    company : the table requisitions; without it there is no row

    Returns
    -------
    DataFrame in the order of the table: requisition_id, position_id, job_family, opened_on,
    days_open (calendar days from the opening to the start, or to the report date where it is still
    open), filled. A vacancy filled before it was opened is left out: how long it was open is not
    known.
    """
    if not company.has("requisitions"):
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _KINDS.items()})
    rows = company.table("requisitions").merge(
        company.positions[["position_id", "job_family"]], on="position_id"
    )
    end = rows["filled_on"].fillna(company.as_of)
    counted = rows.assign(
        days_open=(end - rows["opened_on"]).dt.days.astype(float), filled=rows["filled_on"].notna()
    )
    return counted.loc[counted["days_open"] >= 0, list(_KINDS)].reset_index(drop=True)
