"""Who was rated high in the post held, and who was not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.people.fit import recent_ratings
from workbench.words import listing

CLASSES = ("job_family", "grade", "unit", "position_id")


@dataclass(frozen=True)
class Performers:
    """The people in open posts by performance.

    Attributes
    ----------
    people : one row a person, sorted: employee_id, position_id, standing (high; other; unrated:
        not rated in both years; new: in the post only since the later year had begun, so that the
        ratings are of another one), place (number of the class within which people are compared)
    first_day, last_day : of the two years rated
    """

    people: pd.DataFrame
    first_day: pd.Timestamp
    last_day: pd.Timestamp


def groups_of_posts(company: Company) -> dict[str, tuple[str, ...]]:
    """Give the open posts all together, and by job family.

    Parameters
    ----------
    company : posts without a family are in the first group only

    Returns
    -------
    Ids of posts by the name of the group: "All posts", then families in order of the alphabet
    """
    posts = company.positions.sort_values("position_id")
    families = posts.dropna(subset=["job_family"]).groupby("job_family", sort=True)["position_id"]
    return {
        "All posts": tuple(posts["position_id"]),
        **{str(name): tuple(ids) for name, ids in families},
    }


def check_groups(
    company: Company, groups: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Sort the posts of each group and refuse those that are not open.

    Parameters
    ----------
    company : its open posts
    groups : ids of posts by name

    Returns
    -------
    The same, each id once

    Raises
    ------
    ParameterError
        If a post is not an open one.
    """
    known = set(company.positions["position_id"])
    asked = {str(name): tuple(sorted(set(ids))) for name, ids in groups.items()}
    strangers = sorted({post for ids in asked.values() for post in ids} - known)
    if strangers:
        raise ParameterError(
            f"no open post has the id {listing(strangers)}. Allowed: the ids of table positions "
            "whose status is not closed. Correct the id."
        )
    return asked


def find_performers(company: Company, *, within: Sequence[str]) -> Performers:
    """Judge everybody in an open post by the ratings of the last two complete years.

    Parameters
    ----------
    company : needs table performance; ``positions.rating_strong`` is the mean rating from which
        somebody is high
    within : columns of table positions people have to agree in to be compared; an empty cell
        agrees with other empty ones

    Returns
    -------
    Performers. Who holds a post since an unknown day counts as there all along.

    Raises
    ------
    ParameterError
        If a column is not one of job_family, grade, unit and position_id.
    DataError
        If table performance is absent.
    """
    strange = [column for column in within if column not in CLASSES]
    if strange:
        raise ParameterError(
            f"within: found {listing(strange)}. Allowed: any of {listing(CLASSES)}, or none."
        )
    people = company.incumbents.sort_values(["employee_id", "position_id"], ignore_index=True)
    rating = recent_ratings(company, tuple(people["employee_id"])).mean(axis=1)
    since = company.staff.set_index("employee_id")["position_since"]
    later_year = company.as_of.year - 1
    new = people["employee_id"].map(since) > pd.Timestamp(later_year, 1, 1)
    is_high = rating >= company.settings.positions.rating_strong - 1e-9
    standing = np.select([np.isnan(rating), new, is_high], ["unrated", "new", "high"], "other")
    keys = people[["position_id"]].merge(company.positions, how="left", on="position_id")
    place = keys.groupby(list(within), dropna=False).ngroup() if within else 0
    return Performers(
        people.assign(standing=standing, place=place),
        pd.Timestamp(later_year - 1, 1, 1),
        pd.Timestamp(later_year, 12, 31),
    )
