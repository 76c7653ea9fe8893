"""The courses as arrays, and which of them cannot be planned before something is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.levels import grid
from workbench.words import listing

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Catalogue:
    """M courses, sorted by id, and the K competencies they raise.

    Parameters
    ----------
    course_ids, titles : of the courses; a course without a title has its id
    competency_ids : in the order of ``gain``
    gain : array (M, K), levels
    cost : array (M,), for one person; NaN unknown
    hours : array (M,); NaN unknown
    seats : array (M,), people in a year; NaN unknown
    needs_first : pairs (m, other) of places: ``other`` is to be taken before ``m``
    asks : for each course what must be known before it can be planned; empty where nothing
    """

    course_ids: tuple[str, ...]
    titles: tuple[str, ...]
    competency_ids: tuple[str, ...]
    gain: Floats
    cost: Floats
    hours: Floats
    seats: Floats
    needs_first: tuple[tuple[int, int], ...]
    asks: tuple[str, ...]

    @property
    def usable(self) -> Flags:
        """Courses of which everything needed is known, array (M,)."""
        return np.array([not ask for ask in self.asks], dtype=bool)


def course_catalogue(company: Company, competency_ids: Sequence[str]) -> Catalogue:
    """Read the courses that raise given competencies.

    Parameters
    ----------
    company : table courses; without it there is no course
    competency_ids : in the order wanted

    Returns
    -------
    Catalogue. A course has one row a competency; where its rows do not agree on cost, hours or
    seats, that value is unknown. A course with anything unknown, one that comes before itself, and
    one that needs such a course first, cannot be planned and says why.
    """
    levels = tuple(competency_ids)
    if not company.has("courses"):
        none = np.zeros(0)
        return Catalogue((), (), levels, np.zeros((0, len(levels))), none, none, none, (), ())
    rows = company.table("courses")
    courses = pd.Index(sorted(rows["course_id"].unique()), dtype="str")
    gain = grid(rows, "course_id", "competency_id", "gain", courses, pd.Index(levels, dtype="str"))
    values = {name: _one_value(rows, name, courses) for name in ("cost", "hours", "seats")}
    first = _needs_first(rows, courses)
    titles = rows.dropna(subset=["title"]).drop_duplicates("course_id").set_index("course_id")
    named = titles["title"].reindex(courses).fillna(courses.to_series())
    return Catalogue(
        tuple(courses), tuple(named), levels, np.nan_to_num(gain),
        values["cost"], values["hours"], values["seats"], first, _asks(values, first, courses),
    )  # fmt: skip


def _one_value(rows: pd.DataFrame, column: str, courses: pd.Index) -> Floats:
    """Give the value a course has in all of its rows that hold one; NaN where they disagree."""
    by_course = rows.groupby("course_id")[column]
    agreed = by_course.min().where(by_course.min() == by_course.max())
    return agreed.reindex(courses).to_numpy(dtype=np.float64)


def _needs_first(rows: pd.DataFrame, courses: pd.Index) -> tuple[tuple[int, int], ...]:
    asked = rows.dropna(subset=["requires_course_id"])
    later = courses.get_indexer(pd.Index(asked["course_id"]))
    earlier = courses.get_indexer(pd.Index(asked["requires_course_id"]))
    return tuple(sorted(set(zip(later.tolist(), earlier.tolist(), strict=True))))


def _asks(
    values: dict[str, Floats], first: tuple[tuple[int, int], ...], courses: pd.Index
) -> tuple[str, ...]:
    asks = []
    for course in range(len(courses)):
        lacking = [name for name, column in values.items() if np.isnan(column[course])]
        asks.append(f"{listing(lacking)} unknown" if lacking else "")
    for course in _in_circles(first):
        asks[course] = asks[course] or "comes before itself"
    for _ in courses:
        for later, earlier in first:
            if asks[earlier] and not asks[later]:
                asks[later] = f"needs {courses[earlier]} first, which cannot be planned"
    return tuple(asks)


def _in_circles(first: tuple[tuple[int, int], ...]) -> list[int]:
    """Give the courses that, over others, come before themselves."""
    left, found = set(first), []
    while True:
        before: dict[int, set[int]] = {}
        for later, earlier in left:
            before.setdefault(later, set()).add(earlier)
        try:
            TopologicalSorter(before).prepare()
        except CycleError as circle:
            ring = set(circle.args[1])
            found += sorted(ring)
            left = {pair for pair in left if not ring & set(pair)}
        else:
            return found
