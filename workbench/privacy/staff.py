"""Groups of the staff that reports count: which may be shown, decided once for all reports."""

import pandas as pd

from workbench.company import Company
from workbench.company.headcount import headcount
from workbench.company.once import once
from workbench.errors import ParameterError
from workbench.privacy.across import hidden_across
from workbench.privacy.labels import GROUPINGS, NONE, group_text, staff_labels
from workbench.words import listing

# Columns that count a part of each group, known of single people.
PARTS = ("retiring",)


def staff_groups(company: Company) -> dict[str, pd.Series]:
    """Count the staff by each grouping that reports publish.

    Parameters
    ----------
    company : the checked company

    Returns
    -------
    dict of ``unit``, ``job family``, ``grade`` and ``tenure``, each a Series of people by group as
    text; people without a group are counted under ``NONE``. Counts by post and by level are the
    organisation chart, which everybody in the company knows, and are not among them.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1", "P2"], "title": ["A", "B"],
    ...                       "unit": ["Lab", "Plant"]})
    >>> people = pd.DataFrame({"employee_id": ["E1", "E2", "E3"],
    ...                        "position_id": ["P1", "P1", None]})
    >>> tables = {"positions": posts, "employees": people}
    >>> staff_groups(company_from_tables(tables, as_of="2026-06-30"))["unit"].to_dict()
    {'Lab': 2, 'no group given': 1}
    """
    labels = staff_labels(company)
    return {by: labels[by].value_counts() for by in GROUPINGS}


@once
def hidden_groups(company: Company) -> dict[str, frozenset[str]]:
    """Decide which groups of the staff no report shows.

    Parameters
    ----------
    company : the checked company, or a unit of it; ``min_group_size`` of its settings is the
        smallest group shown, and how far apart two counts of a hidden group must lie that both fit
        what is shown

    Returns
    -------
    dict with the groupings of ``staff_groups``: labels of groups that are too small, and of the
    groups that would give them away since the number of all people is known, or since they are
    shown in the report of the whole company, of another unit, or of this one, see
    ``hidden_across``. Where too few people are in all groups together, every group is hidden.
    """
    counted = company.around or headcount(company.tables, company.as_of)
    found = hidden_across(counted, least=company.settings.min_group_size)
    # A unit without people hides nothing.
    return dict(found.get(company.settings.unit if company.around else "", {})) or {
        by: frozenset() for by in GROUPINGS
    }


def leave_out_groups(
    frame: pd.DataFrame, company: Company, *, label: str, by: str = "", by_column: str = ""
) -> pd.DataFrame:
    """Leave out the rows of groups that no report shows.

    Parameters
    ----------
    frame : one row a group; rows whose label is no group of the staff stay
    company : the company that the groups are of
    label : column with the group
    by : what all rows are grouped by, see ``staff_groups``
    by_column : column that says what each row is grouped by; one of the two is given

    Returns
    -------
    A new frame with the rows that may be shown, in their order. In the columns of ``PARTS`` counts
    of fewer people than the smallest group shown are missing, and those that would give them away.

    Raises
    ------
    ParameterError
        If ``by`` is no grouping of the staff, or neither or both of the two are given.
    """
    hidden = hidden_groups(company)
    if bool(by) == bool(by_column) or (by and by not in hidden):
        raise ParameterError(f"by: found {by!r}, allowed is one of {', '.join(hidden)}")
    kinds = frame[by_column] if by_column else pd.Series(by, index=frame.index)
    out = [
        group_text(group) in hidden.get(str(kind), frozenset())
        for kind, group in zip(kinds, frame[label], strict=True)
    ]
    kept = frame[~pd.Series(out, index=frame.index, dtype=bool)].reset_index(drop=True)
    least = company.settings.min_group_size
    parts = [column for column in PARTS if column in kept]
    return kept.assign(**{column: _without_few(kept[column], least) for column in parts})


def not_shown(company: Company, *groupings: str) -> str:
    """Say in a sentence what a page does not show since too little would be left of it.

    Parameters
    ----------
    company : the company, or a unit of it
    groupings : what its people are grouped by, see ``staff_groups``

    Returns
    -------
    A sentence; empty where some group can be shown, or where there is none.
    """
    hidden, groups = hidden_groups(company), staff_groups(company)
    gone = [by for by in groupings if set(groups[by].index) - {NONE} == hidden[by] != frozenset()]
    what = "unit" if company.around else "company"
    return (
        f"People by {listing(gone)}: not shown for so small a {what}. Too many of its groups have "
        f"fewer than {company.settings.min_group_size} people, or would give these away."
        if gone
        else ""
    )


def blank_groups(
    frame: pd.DataFrame, company: Company, *, label: str, by: str, values: list[str]
) -> pd.DataFrame:
    """Blank the figures of groups that no report shows.

    Parameters
    ----------
    frame, company, label, by : as in ``leave_out_groups``
    values : columns to blank

    Returns
    -------
    A new frame in the same order with hidden figures missing and a column ``hidden``.
    """
    hidden = hidden_groups(company)[by]
    out = pd.Series([group_text(one) in hidden for one in frame[label]], frame.index, dtype=bool)
    return frame.assign(**{column: frame[column].mask(out) for column in values}, hidden=out)


def _without_few(counts: pd.Series, least: int) -> pd.Series:
    """Blank counts of few people, and the smallest others until their sum leaves room."""
    few = counts.between(1, least - 1)
    while few.any() and (few.sum() == 1 or counts[few].sum() < least):
        rest = counts[~few & (counts > 0)]
        if rest.empty:
            break
        few |= counts.index == rest.idxmin()
    return counts.astype("float64").mask(few)
