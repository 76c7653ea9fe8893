"""Who leads on when a person leaves, and who could ask for what the newcomer gets."""

import pandas as pd

from workbench.company import Company
from workbench.company.once import once


@once
def shared_command(company: Company) -> pd.DataFrame:
    """Say of each open post whether several would lead in its place when its holder leaves.

    Parameters
    ----------
    company : positions.reports_to and is_management say who leads, stand_in_employee_id names the
        B

    Returns
    -------
    DataFrame, one row an open post: position_id, shared_command. It is 1 where the post leads
    people and no B is named who is here and does not hold the post, 0 where it leads nobody or one
    B takes over, and missing where it is not known whether it leads.

    Notes
    -----
    A post leads where is_management says so or another open post reports to it. It leads nobody
    where is_management says no and nobody reports to it, or where that flag is not given and the
    lines of reporting are known of the company.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1", "P2"], "title": ["Head", "Clerk"],
    ...                       "reports_to": [None, "P1"]})
    >>> people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    >>> company = company_from_tables({"positions": posts, "employees": people}, as_of="2026-06-30")
    >>> shared_command(company)["shared_command"].tolist()
    [1.0, 0.0]
    """
    posts = company.positions
    flag = posts["is_management"].astype("boolean")
    above = posts["position_id"].isin(posts["reports_to"].dropna())
    leads = above | flag.fillna(False).astype(bool)
    lines_known = bool(posts["reports_to"].notna().any())
    known = leads | flag.notna() | lines_known
    shared = (leads & ~_has_b(company)).astype(float).where(known)
    return pd.DataFrame({"position_id": posts["position_id"], "shared_command": shared})


def _has_b(company: Company) -> pd.Series:
    """Say of each open post whether one B is named who could lead on."""
    pairs = company.positions[["position_id", "stand_in_employee_id"]]
    here = pairs["stand_in_employee_id"].isin(company.staff["employee_id"])
    held = pd.MultiIndex.from_frame(company.incumbents[["position_id", "employee_id"]])
    own = pd.Series(pd.MultiIndex.from_frame(pairs).isin(held), index=pairs.index)
    return here & ~own


@once
def peers(company: Company) -> pd.DataFrame:
    """Count for each open post the people of the same family and grade beside one of its own.

    Returns
    -------
    DataFrame, one row an open post: position_id, peers (people here in open posts of the same
    job family and grade, less one; missing where family or grade is not known)

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1", "P2", "P3"], "title": ["A", "B", "C"],
    ...     "job_family": ["Lab", "Lab", "Lab"], "grade": [5, 5, None]})
    >>> people = pd.DataFrame({"employee_id": ["E1", "E2", "E3"],
    ...                        "position_id": ["P1", "P1", "P2"]})
    >>> company = company_from_tables({"positions": posts, "employees": people}, as_of="2026-06-30")
    >>> peers(company)["peers"].tolist()
    [2.0, 2.0, nan]
    """
    kin = ["job_family", "grade"]
    posts = company.positions[["position_id", *kin]]
    people = company.incumbents.merge(posts, on="position_id").dropna(subset=kin)
    sizes = people.groupby(kin)["employee_id"].nunique().rename("people").reset_index()
    rows = posts.merge(sizes, on=kin, how="left")
    others = (rows["people"].fillna(0.0) - 1.0).clip(lower=0.0)
    known = rows[kin].notna().all(axis=1)
    return pd.DataFrame(
        {"position_id": rows["position_id"], "peers": others.astype(float).where(known)}
    )
