"""The names put forward for each post, and which of them still count."""

import pandas as pd

from workbench.company import Company


def named_bench(company: Company) -> pd.DataFrame:
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
    settings = company.settings
    months = settings.positions.readiness_months.model_dump()
    rows = company.table("nominations")[["position_id", "employee_id", "readiness", "evidence_on"]]
    rows = rows[rows["position_id"].isin(company.positions["position_id"])]
    rows = rows.sort_values("evidence_on", na_position="first", kind="stable")
    rows = rows.drop_duplicates(["position_id", "employee_id"], keep="last")
    rows = rows.sort_values(["position_id", "employee_id"]).reset_index(drop=True)
    age_days = (company.as_of - rows["evidence_on"]).dt.days
    in_post = rows.merge(company.incumbents.assign(in_post=True), how="left")["in_post"].notna()
    here = rows["employee_id"].isin(company.staff["employee_id"])
    fresh = age_days <= settings.pools.evidence_max_age_days
    return rows.assign(
        here=here,
        fresh=fresh,
        in_post=in_post,
        counts=here & fresh & ~in_post,
        months=rows["readiness"].map(months).astype("float64"),
    )
