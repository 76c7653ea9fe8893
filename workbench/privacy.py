"""The only way from people to a page: ids unless names are asked for, small groups hidden."""

from collections.abc import Sequence

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


def hide_small_groups(
    frame: pd.DataFrame, *, people: str, values: Sequence[str], min_group_size: int
) -> pd.DataFrame:
    """Blank the figures of groups with fewer people than the minimum.

    When exactly one group would be hidden, the next smallest is hidden too, since the total of
    all groups would give the single one away.

    Parameters
    ----------
    frame : one row a group
    people : column with the number of people in the group
    values : columns to blank, ``people`` among them if it is to be hidden too
    min_group_size : smallest group shown, in people

    Returns
    -------
    A new frame in the same order with hidden figures missing and a column ``hidden``.

    Examples
    --------
    >>> groups = pd.DataFrame({"people": [40, 3, 9], "rate": [0.1, 0.3, 0.2]})
    >>> shown = hide_small_groups(groups, people="people", values=["rate"], min_group_size=5)
    >>> shown["rate"].tolist()
    [0.1, nan, nan]
    """
    size = frame[people]
    hidden = (size < min_group_size) & (size > 0)
    if hidden.sum() == 1 and (~hidden).any():
        hidden |= size.mask(hidden).rank(method="first") == 1
    blanked = {column: frame[column].mask(hidden) for column in values}
    return frame.assign(**blanked, hidden=hidden)
