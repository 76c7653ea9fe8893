"""Who lacks which levels: for the post in view, in the own post, and for the own aims."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.gates import within_reach
from workbench.people.levels import Levels, competency_levels, competency_names, level_gaps, places
from workbench.pools.training.catalogue import Catalogue

Floats = NDArray[np.float64]
SOURCES = ("post", "organisation", "person")
COLUMNS = (
    "source", "employee_id", "position_id", "competency_id", "required", "held", "gap", "gap_low",
    "gap_high", "weight",
)  # fmt: skip


def training_needs(
    company: Company, targets: pd.DataFrame, proposals: pd.DataFrame
) -> pd.DataFrame:
    """List the levels people lack, from three sides.

    Parameters
    ----------
    company : requirements and assessments; aspirations where they are there
    targets : posts the pools stand by for, with position_id and pool
    proposals : the people proposed, with position_id and employee_id

    Returns
    -------
    DataFrame, one row a person, post and competency that is short or was never assessed: source
    (post: people proposed against the post they stand by for; organisation: everybody against the
    own post; person: people against the post they want, or where they named a family of work the
    post of it within reach to which they are nearest), employee_id, position_id, competency_id,
    required, held (NaN never assessed), gap (levels; NaN unknown), gap_low and gap_high (unknown
    taken as met, and as level 0), weight (what a level counts: ``settings.pools.key_post_weight``
    at a key post, else 1)

    Raises
    ------
    DataError
        If table requirements or assessments is absent.
    """
    posts = tuple(sorted(company.positions["position_id"]))
    people = tuple(sorted(company.staff["employee_id"]))
    levels = competency_levels(company, posts, people)
    key = set(targets.loc[targets["pool"] == "key", "position_id"])
    sides = {
        "post": proposals[["position_id", "employee_id"]],
        "organisation": company.incumbents,
        "person": own_aims(company, levels),
    }
    parts = [
        pair_needs(levels, pairs, source=source)
        for source, pairs in sides.items()
        if not pairs.empty
    ]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    needs = pd.concat(parts, ignore_index=True)
    weight = np.where(needs["position_id"].isin(key), company.settings.pools.key_post_weight, 1.0)
    return needs.assign(weight=weight)[list(COLUMNS)]


def pair_needs(levels: Levels, pairs: pd.DataFrame, *, source: str) -> pd.DataFrame:
    """List what the persons of given pairs lack for the posts, sorted by person, post, competency.

    Parameters
    ----------
    levels : asked for and held
    pairs : position_id and employee_id
    source : written into the column of that name
    """
    post = places(levels.position_ids, pairs["position_id"])
    person = places(levels.employee_ids, pairs["employee_id"])
    inside = (post >= 0) & (person >= 0)
    post, person = post[inside], person[inside]
    known, low, high = level_gaps(levels.required[post], levels.held[person])
    row, column = np.nonzero(high > 0)
    ids = [np.array(names, dtype=object) for names in
           (levels.employee_ids, levels.position_ids, levels.competency_ids)]  # fmt: skip
    frame = pd.DataFrame(
        {
            "source": source,
            "employee_id": ids[0][person[row]],
            "position_id": ids[1][post[row]],
            "competency_id": ids[2][column],
            "required": levels.required[post[row], column],
            "held": levels.held[person[row], column],
            "gap": known[row, column],
            "gap_low": low[row, column],
            "gap_high": high[row, column],
        }
    )
    text = dict.fromkeys(("source", "employee_id", "position_id", "competency_id"), "str")
    return frame.astype(text).sort_values(list(text), ignore_index=True)


def own_aims(company: Company, levels: Levels) -> pd.DataFrame:
    """List the posts people want: the one they named, or the nearest of the family they named.

    Parameters
    ----------
    company : table aspirations; without it nobody's aim is known
    levels : of all open posts and all people here

    Returns
    -------
    DataFrame with position_id and employee_id, each pair once; nobody for the own post. Nearest is
    the post with the fewest missing levels, unknown ones counted as level 0, among the posts of
    the family that ask for something and lie within ``settings.pools.grade_reach``.
    """
    if not company.has("aspirations"):
        return pd.DataFrame(
            {"position_id": pd.Series(dtype="str"), "employee_id": pd.Series(dtype="str")}
        )
    said = company.table("aspirations")
    said = said[said["employee_id"].isin(levels.employee_ids)]
    direct = said.loc[said["position_id"].notna(), ["position_id", "employee_id"]]
    family = said[said["position_id"].isna() & said["job_family"].notna()]
    wanted = pd.concat([direct, _nearest(company, levels, family)])
    own = pd.MultiIndex.from_frame(company.incumbents[["position_id", "employee_id"]])
    wanted = wanted[~pd.MultiIndex.from_frame(wanted[["position_id", "employee_id"]]).isin(own)]
    return wanted.drop_duplicates().sort_values(["employee_id", "position_id"], ignore_index=True)


def _nearest(company: Company, levels: Levels, family: pd.DataFrame) -> pd.DataFrame:
    posts = company.positions.set_index("position_id").loc[list(levels.position_ids)]
    held = company.staff.set_index("employee_id")["position_id"]
    grade = posts["grade"].to_numpy(float)
    found = []
    for person, wish in zip(family["employee_id"], family["job_family"], strict=True):
        own = (
            grade[levels.position_ids.index(held[person])]
            if held[person] in posts.index
            else np.nan
        )
        near = within_reach(np.array([own]), grade, grade_reach=company.settings.pools.grade_reach)[
            0
        ]
        asks = ~np.isnan(levels.required).all(axis=1)
        could = np.flatnonzero(
            near & asks & (posts["job_family"] == wish).to_numpy() & (posts.index != held[person])
        )
        if len(could):
            short = levels.required[could] - np.nan_to_num(
                levels.held[levels.employee_ids.index(person)]
            )
            best = could[np.nansum(np.maximum(short, 0.0), axis=1).argmin()]
            found.append((levels.position_ids[best], person))
    return pd.DataFrame(found, columns=["position_id", "employee_id"], dtype="str")


def needs_by_competency(
    company: Company, needs: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """Sum the needs by competency and say what the courses offer against them.

    Parameters
    ----------
    company : names of competencies
    needs : from ``training_needs``
    catalogue : of the same competencies

    Returns
    -------
    DataFrame, the largest weighted need first: competency_id, competency, post_levels,
    organisation_levels and person_levels (known levels missing), weighted_levels (of post and
    organisation, each level times its weight), people (different ones with a known gap),
    unassessed (pairs of person and post in which it is asked for and was never assessed),
    levels_high (all levels missing if what was never assessed were level 0), courses (number that
    raise it)
    """
    columns = ["competency_id", "competency", *(f"{source}_levels" for source in SOURCES),
               "weighted_levels", "people", "unassessed", "levels_high", "courses"]  # fmt: skip
    if needs.empty:
        return pd.DataFrame(columns=columns)
    short = needs[needs["gap"] > 0]
    sums = short.pivot_table(
        index="competency_id", columns="source", values="gap", aggfunc="sum", fill_value=0.0
    )
    ids = pd.Index(sorted(needs["competency_id"].unique()), dtype="str", name="competency_id")
    frame = sums.reindex(index=ids, columns=list(SOURCES)).fillna(0.0).add_suffix("_levels")
    counted = short[short["source"] != "person"]
    weighted = (counted["gap"] * counted["weight"]).groupby(counted["competency_id"]).sum()
    raised = pd.Series((catalogue.gain > 0).sum(axis=0), index=list(catalogue.competency_ids))
    frame = frame.assign(
        weighted_levels=weighted.reindex(ids).fillna(0.0),
        people=short.groupby("competency_id")["employee_id"].nunique().reindex(ids).fillna(0),
        unassessed=needs["gap"].isna().groupby(needs["competency_id"]).sum(),
        levels_high=needs.groupby("competency_id")["gap_high"].sum(),
        courses=raised.reindex(ids).fillna(0),
    ).reset_index()
    frame["competency"] = competency_names(company, frame["competency_id"])
    whole = dict.fromkeys(("people", "unassessed", "courses"), "int64")
    return frame.astype(whole).sort_values(
        ["weighted_levels", "competency_id"], ascending=[False, True], ignore_index=True
    )[columns]
