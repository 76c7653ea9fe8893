"""How many people of the whole company each group has in each part of it, for reports of units."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company.company import is_here
from workbench.company.unit import people_of_unit

DAYS_PER_YEAR = 365.25
COLUMNS = ("unit", "job_family", "grade", "years")


@dataclass(frozen=True, eq=False)
class Headcount:
    """Numbers of people here, before a company is cut down to a unit; no row is about a person.

    Attributes
    ----------
    parts : one a part of the company: the units whose reports count its people
    people : part (its place in ``parts``), by (one of ``COLUMNS``), label (missing where unknown),
        people. ``years`` are whole years since a person was hired
    """

    parts: tuple[frozenset[str], ...]
    people: pd.DataFrame

    @property
    def units(self) -> tuple[str, ...]:
        """Units with people, in the order of the alphabet."""
        return tuple(sorted(set[str]().union(*self.parts)))


def headcount(tables: Mapping[str, pd.DataFrame], as_of: pd.Timestamp) -> Headcount:
    """Count the people who are here.

    Parameters
    ----------
    tables : checked tables by name
    as_of : report date

    Returns
    -------
    Headcount

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1", "P2"], "title": ["A", "B"],
    ...                       "unit": ["Top", "Lab"], "reports_to": [None, "P1"]})
    >>> people = pd.DataFrame({"employee_id": ["E1", "E2"], "position_id": ["P1", "P2"]})
    >>> tables = {"positions": posts, "employees": people}
    >>> counted = headcount(company_from_tables(tables, as_of="2026-06-30").tables,
    ...                     pd.Timestamp("2026-06-30"))
    >>> [sorted(part) for part in counted.parts]
    [['Lab', 'Top'], ['Top']]
    >>> counted.people[counted.people["by"] == "unit"].to_dict("list")
    {'part': [1, 0], 'by': ['unit', 'unit'], 'label': ['Top', 'Lab'], 'people': [1, 1]}
    """
    positions, employees = tables["positions"], tables["employees"]
    here = is_here(employees, as_of)
    staff = employees[here]
    units = sorted(positions["unit"].dropna().unique())
    inside = [people_of_unit(tables, unit)[here].to_numpy() for unit in units]
    rows = np.array(inside, bool).reshape(len(units), len(staff)).T
    parts = [frozenset(np.array(units, object)[row].tolist()) for row in rows]
    order = sorted(set(parts), key=sorted)
    posts = positions.set_index("position_id")
    held = staff["position_id"]
    groups = {name: held.map(posts[name]) for name in ("unit", "job_family", "grade")}
    groups["years"] = (as_of - staff["hired_on"]).dt.days // DAYS_PER_YEAR
    place = pd.Series([order.index(part) for part in parts], staff.index, dtype="int64")
    frames = [
        pd.DataFrame({"part": place, "by": by, "label": groups[by].astype(object)})
        for by in COLUMNS
    ]
    one_each = pd.concat(frames, ignore_index=True).groupby(
        ["part", "by", "label"], dropna=False, sort=False
    )
    return Headcount(tuple(order), one_each.size().rename("people").reset_index())
