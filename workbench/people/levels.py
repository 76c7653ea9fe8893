"""Competency levels as arrays: what posts ask for and what people were last seen to hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.words import listing

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Levels:
    """Levels asked for and held, on the described scale from 0 to 5.

    Parameters
    ----------
    position_ids, employee_ids, competency_ids : the P posts, C people and K competencies
    required : array (P, K); NaN where the post does not ask for the competency
    weight : array (P, K), importance within the post, >= 0
    held : array (C, K); NaN where the person was never assessed (unknown, not zero)
    """

    position_ids: tuple[str, ...]
    employee_ids: tuple[str, ...]
    competency_ids: tuple[str, ...]
    required: Floats
    weight: Floats
    held: Floats

    def of(self, posts: NDArray[np.intp], people: NDArray[np.intp]) -> "Levels":
        """Levels of some posts and people, by their numbers."""
        return Levels(
            tuple(self.position_ids[post] for post in posts.tolist()),
            tuple(self.employee_ids[person] for person in people.tolist()),
            self.competency_ids, self.required[posts], self.weight[posts], self.held[people],
        )  # fmt: skip


def grid(
    frame: pd.DataFrame, row: str, column: str, value: str, rows: pd.Index, columns: pd.Index
) -> Floats:
    """Spread a long table over an array; the last of several entries counts, the rest is NaN.

    Parameters
    ----------
    frame : long table with the columns named by ``row``, ``column`` and ``value``
    rows, columns : ids in the order of the array; entries of other ids are left out

    Returns
    -------
    array (len(rows), len(columns))

    Examples
    --------
    >>> long = pd.DataFrame({"who": ["b", "a"], "what": ["x", "y"], "level": [2.0, 3.0]})
    >>> grid(long, "who", "what", "level", pd.Index(["a", "b"]), pd.Index(["x", "y"])).tolist()
    [[nan, 3.0], [2.0, nan]]
    """
    spread = np.full((len(rows), len(columns)), np.nan)
    across = columns.get_indexer(pd.Index(frame[column]))
    down = rows.get_indexer(pd.Index(frame[row]))
    inside = (across >= 0) & (down >= 0)
    spread[down[inside], across[inside]] = frame[value].to_numpy(dtype=float)[inside]
    return spread


def places(ids: Iterable[str], values: Iterable[str]) -> NDArray[np.intp]:
    """Position of each value among the ids; -1 where it is not one of them.

    Examples
    --------
    >>> places(("a", "b"), ["b", "c"]).tolist()
    [1, -1]
    """
    return pd.Index(list(ids), dtype="str").get_indexer(pd.Index(list(values), dtype="str"))


def competency_levels(
    company: Company, position_ids: tuple[str, ...], employee_ids: tuple[str, ...]
) -> Levels:
    """Collect required and held levels; of several assessments the latest by ``as_of`` counts.

    Parameters
    ----------
    company : needs tables requirements and assessments
    position_ids, employee_ids : whom to look at, in the order wanted

    Returns
    -------
    Levels; a post without requirements has an all-NaN row, so has a person without assessments

    Raises
    ------
    DataError
        If table requirements or assessments is absent.
    ParameterError
        If ``pools.emphasis`` or ``pools.group_emphasis`` of the settings names a competency that no
        post asks for, or a group that is neither a job family nor a post.
    """
    asked = _emphasised(company, company.table("requirements"))
    seen = company.table("assessments")
    dated = seen[~(seen["assessed_on"] > company.as_of)]
    latest = dated.sort_values("assessed_on", kind="stable", na_position="first")
    competencies = pd.Index(sorted(set(asked["competency_id"]) | set(latest["competency_id"])))
    posts, people = pd.Index(position_ids, dtype="str"), pd.Index(employee_ids, dtype="str")
    return Levels(
        position_ids,
        employee_ids,
        tuple(competencies),
        grid(asked, "position_id", "competency_id", "level", posts, competencies),
        grid(asked, "position_id", "competency_id", "weight", posts, competencies),
        grid(latest, "employee_id", "competency_id", "level", people, competencies),
    )


def _emphasised(company: Company, requirements: pd.DataFrame) -> pd.DataFrame:
    """Fill empty weights with 1 and multiply those the settings lay emphasis on.

    Competency by competency the emphasis of the post goes first, then that of its job family, then
    that of all posts.
    """
    options, posts = company.settings.pools, company.table("positions").set_index("position_id")
    family = requirements["position_id"].map(posts["job_family"])
    asked = set(requirements["competency_id"])
    _refuse_strangers("pools.emphasis", options.emphasis, asked)
    keys = set(posts.index) | set(posts["job_family"].dropna())
    strangers = sorted(set(options.group_emphasis) - keys)
    if strangers:
        raise ParameterError(
            f"pools.group_emphasis: {listing(strangers)} is neither a job family nor a post. "
            "Allowed: values of positions.job_family and positions.position_id. Correct the name, "
            "or take it out."
        )
    times = requirements["competency_id"].map(options.emphasis).fillna(1.0)
    for keyed in (family, requirements["position_id"]):
        for key, own in options.group_emphasis.items():
            _refuse_strangers(f"pools.group_emphasis.{key}", own, asked)
            here = requirements["competency_id"].where(keyed == key).map(own)
            times = here.fillna(times)
    return requirements.assign(weight=requirements["weight"].fillna(1.0) * times)


def _refuse_strangers(setting: str, emphasis: Mapping[str, float], asked: set[str]) -> None:
    strangers = sorted(set(emphasis) - asked)
    if strangers:
        raise ParameterError(
            f"{setting}: {listing(strangers)} is asked for by no post. Allowed: values of "
            "requirements.competency_id. Correct the id, or take it out."
        )


def level_gaps(required: Floats, held: Floats) -> tuple[Floats, Floats, Floats]:
    """Missing levels of pairs: as known, if all unknown were met, and if all unknown were zero.

    Parameters
    ----------
    required, held : arrays (N, K) of N pairs; NaN where not asked for, or never assessed

    Returns
    -------
    Three arrays (N, K): known (NaN where unknown or not asked for), low, high (NaN where not asked)

    Examples
    --------
    >>> known, low, high = level_gaps(np.array([[4.0, 3.0]]), np.array([[3.0, np.nan]]))
    >>> known.tolist(), low.tolist(), high.tolist()
    ([[1.0, nan]], [[1.0, 0.0]], [[1.0, 3.0]])
    """
    known = np.maximum(required - held, 0.0)
    unknown = np.isnan(known) & ~np.isnan(required)
    return known, np.where(unknown, 0.0, known), np.where(unknown, required, known)


def competency_names(company: Company, ids: pd.Series) -> pd.Series:
    """Name competencies; one without a name keeps its id.

    Parameters
    ----------
    company : competencies, where given
    ids : of competencies
    """
    if not company.has("competencies"):
        return ids
    names = company.table("competencies").set_index("competency_id")["name"]
    return ids.map(names).fillna(ids)


def people_at_level(company: Company, asked: pd.DataFrame) -> Floats:
    """Count the people here who have a competency at the level asked for, by latest assessment.

    Parameters
    ----------
    company : needs table assessments
    asked : competency_id and level, one row a question

    Returns
    -------
    array (len(asked),); NaN where nobody was assessed in the competency. People never assessed may
    have it too, so the number is at least the one given.

    Raises
    ------
    DataError
        If table assessments is absent.
    """
    seen = company.table("assessments").sort_values("assessed_on", na_position="first")
    seen = seen[seen["employee_id"].isin(company.staff["employee_id"])]
    latest = seen.drop_duplicates(["employee_id", "competency_id"], keep="last")
    held = {
        name: np.sort(part.to_numpy()) for name, part in latest.groupby("competency_id")["level"]
    }
    people = [
        len(held[name]) - np.searchsorted(held[name], level) if name in held else np.nan
        for name, level in zip(asked["competency_id"], asked["level"], strict=True)
    ]
    return np.array(people, dtype=np.float64)
