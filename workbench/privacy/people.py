"""People on a page: ids, or names and ids where the reader asked for names."""

import pandas as pd

from workbench.company import Company

PERSON_COLUMNS = (
    "employee_id", "acting_employee_id", "instead_of_employee_id", "owner", "nominated_by",
    "stand_in_employee_id",
)  # fmt: skip


def name_people(frame: pd.DataFrame, company: Company, *, show_names: bool) -> pd.DataFrame:
    """Label people by id, or by name and id where the reader asked for names.

    Parameters
    ----------
    frame : any table; columns that hold one person's id are labelled
    company : where names are looked up
    show_names : False leaves the ids as they are

    Returns
    -------
    A new frame. A person without a name keeps the id alone.
    """
    if not show_names:
        return frame
    named = company.employees.dropna(subset=["name"])
    labels = dict(
        zip(named["employee_id"], named["name"] + " (" + named["employee_id"] + ")", strict=True)
    )
    columns = [column for column in PERSON_COLUMNS if column in frame]
    return frame.assign(
        **{
            column: frame[column].map(lambda who: labels.get(who, who), na_action="ignore")
            for column in columns
        }
    )
