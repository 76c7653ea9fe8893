"""The names put forward for each post, and which of them still count."""

import pandas as pd

from workbench.company import Company
from workbench.people.readiness import dated_nominations


def standing_nominations(company: Company) -> pd.DataFrame:
    """Every nomination for an open post with what has become of it.

    Parameters
    ----------
    company : needs the table nominations

    Returns
    -------
    DataFrame, one row a post and a person, the latest evidence counting: position_id, employee_id,
    readiness, evidence_on, here (still with the company), fresh (evidence not older than the limit
    of the pools; undated evidence is not fresh), in_post (holds the post already), counts (here,
    fresh and not in the post), months (until ready, by the settings)

    Raises
    ------
    DataError
        If there is no table nominations.
    """
    months = company.settings.positions.readiness_months.model_dump()
    rows = dated_nominations(company)
    rows = rows[rows["position_id"].isin(company.positions["position_id"])].reset_index(drop=True)
    in_post = rows.merge(company.incumbents.assign(in_post=True), how="left")["in_post"].notna()
    here, fresh = rows["here"], ~rows["stale"]
    return rows[["position_id", "employee_id", "readiness", "evidence_on"]].assign(
        here=here,
        fresh=fresh,
        in_post=in_post,
        counts=here & fresh & ~in_post,
        months=rows["readiness"].map(months).astype("float64"),
    )
