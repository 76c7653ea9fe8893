"""Groups of the staff that reports count: which may be shown, decided once for all reports."""

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from workbench.company import Company
from workbench.company.unit import posts_of_unit
from workbench.errors import ParameterError
from workbench.people.history import DAYS_PER_YEAR
from workbench.people.leaving_groups import tenure_band
from workbench.privacy.suppression import Relations, choose_hidden
from workbench.privacy.suppression.relations import relations_of_sums

ALL, NONE = "all the staff", "no group given"
GROUPINGS = ("unit", "job family", "grade", "tenure")
# The organisation chart: everybody in the company knows how many people work on each level.
PUBLIC = frozenset({"level"})
# Begins the name of a column that says who is in a unit or below it.
WITHIN = "within "
# Columns that count a part of each group, known of single people.
PARTS = ("retiring",)


def staff_labels(company: Company, *, units: Iterable[str] = ()) -> pd.DataFrame:
    """Label each person of the staff with all that tables of people are grouped by.

    Parameters
    ----------
    company : the checked company
    units : units with pages of their own

    Returns
    -------
    DataFrame of text, one row a person: unit, job family, grade, tenure, level, gender, and for
    each of ``units`` a column named ``WITHIN`` and the unit: ``yes`` for people in it or below it.
    ``NONE`` stands for no group.
    """
    staff = company.staff
    posts = company.tables["positions"].set_index("position_id")
    years = (company.as_of - staff["hired_on"]).dt.days / DAYS_PER_YEAR
    held = staff["position_id"]
    labels: dict[str, pd.Series] = {
        "unit": held.map(posts["unit"]),
        "job family": held.map(posts["job_family"]),
        "grade": held.map(posts["grade"]),
        "tenure": tenure_band(years),
        "level": held.map(_levels(posts["reports_to"])),
        "gender": staff["gender"],
    }
    for unit in units:
        inside = held.isin(posts.index[posts_of_unit(posts.reset_index(), unit)])
        labels[f"{WITHIN}{unit}"] = inside.map({True: "yes", False: "no"})
    return pd.DataFrame(
        {by: pd.Series([group_text(one) for one in group], dtype="str") for by, group in
         labels.items()}
    )  # fmt: skip


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


def group_text(label: Any) -> str:
    """Write the label of a group as tables do; a missing one as ``NONE``.

    Examples
    --------
    >>> group_text(7.0), group_text("Grade 7"), group_text("Lab")
    ('7', '7', 'Lab')
    """
    if pd.isna(label):
        return NONE
    text = re.sub(r"^grade (?=\d)", "", str(label).strip(), flags=re.IGNORECASE)
    return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text


def hidden_groups(company: Company) -> dict[str, frozenset[str]]:
    """Decide which groups of the staff no report shows.

    Parameters
    ----------
    company : the checked company; ``min_group_size`` of its settings is the smallest group shown,
        and how far apart two counts of a hidden group must lie that both fit what is shown

    Returns
    -------
    dict with the groupings of ``staff_groups``: labels of groups that are too small, and of the
    groups that would give them away since the number of all people is known. Where too few people
    are in all groups together, every group is hidden.
    """
    least = company.settings.min_group_size
    return {by: _hidden(groups, least) for by, groups in staff_groups(company).items()}


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


def _hidden(people: pd.Series, least: int) -> frozenset[str]:
    secret = frozenset(people.index[people < least]) - {NONE}
    if not secret:
        return frozenset()
    relations, known = _relations(people)
    try:
        return choose_hidden(relations, secret, least=least, fixed=known)
    except ValueError:
        return frozenset(people.index) - {NONE}


def _relations(people: pd.Series) -> tuple[Relations, frozenset[str]]:
    """Give the sums of a grouping; all the staff, and how many have no group, count as known."""
    parts = {str(label): float(count) for label, count in people.items()}
    return relations_of_sums({ALL: parts}), frozenset({ALL, *({NONE} & parts.keys())})


def _without_few(counts: pd.Series, least: int) -> pd.Series:
    """Blank counts of few people, and the smallest others until their sum leaves room."""
    few = counts.between(1, least - 1)
    while few.any() and (few.sum() == 1 or counts[few].sum() < least):
        rest = counts[~few & (counts > 0)]
        if rest.empty:
            break
        few |= counts.index == rest.idxmin()
    return counts.astype("float64").mask(few)


def _levels(reports_to: pd.Series) -> pd.Series:
    """Count the steps from each post to the top; posts in a circle have none."""
    steps = pd.Series(float("nan"), index=reports_to.index)
    steps[reports_to.isna()] = 0.0
    for _ in range(len(steps)):
        below = reports_to.map(steps) + 1
        if steps.notna().eq(below.notna() | steps.notna()).all():
            return steps
        steps = steps.fillna(below)
    return steps
