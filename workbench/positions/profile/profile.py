"""The profile of one post: purpose, key result areas, targets, duties, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.positions.criteria.strategy import tied_areas
from workbench.positions.profile.gaps import find_gaps
from workbench.positions.profile.purpose import Purpose, purpose_parts
from workbench.words import listing

_AREAS = ["result_area_id", "area", "share", "strength", "goal_id", "goal", "plan_item_id", "stage",
          "target", "gaps"]  # fmt: skip
_DUTIES = ["duty_id", "result_area_id", "area", "duty", "procedure_id"]
_SENTENCES = {
    "post without a purpose": "The post has no purpose.",
    "post without result areas": "The post has no result areas.",
    "area without a target": "The area {what} has no target.",
    "post without duties": "The post has no duties.",
    "duty without an area": "The duty {what} belongs to no area of the post.",
    "area without duties": "The area {what} has no duties.",
    "area without a written procedure": "No duty of the area {what} has a written procedure.",
}
_PARTS = {"Result areas and their gaps": "result_areas", "Duties and their gaps": "duties"}
_SHORT = {
    "area without a target": "no target",
    "area without duties": "no duty",
    "area without a written procedure": "no procedure",
}


@dataclass(frozen=True)
class PositionProfile:
    """What is written about one post, and what is not.

    Attributes
    ----------
    position_id, title : the post
    purpose : what it is for
    areas : key result areas, the largest share first: result_area_id, area, share, strength (0, 1,
        3, 9), goal_id (its own, else that of its stage), goal, plan_item_id, stage, target, gaps
        (in a few words, empty where there is none)
    duties : by area in that order, those without an area of the post last: duty_id,
        result_area_id and area (both missing for these), duty, procedure_id (missing: none)
    gaps : gap (one of ``profile.GAPS``), what (the row with its id), sentence
    not_assessed : a sentence for each part whose table is missing
    """

    position_id: str
    title: str
    purpose: Purpose
    areas: pd.DataFrame
    duties: pd.DataFrame
    gaps: pd.DataFrame
    not_assessed: tuple[str, ...]


def position_profile(company: Company, position_id: str) -> PositionProfile:
    """Put together what the tables say about a post, with its gaps named.

    Parameters
    ----------
    company : result_areas, duties, goals and plan_items where they are there
    position_id : an open post

    Returns
    -------
    PositionProfile; a table that is missing leaves its part without rows

    Raises
    ------
    ParameterError
        If the id is not an open post.
    """
    posts = company.positions.set_index("position_id")
    if position_id not in posts.index:
        raise ParameterError(
            f"position_id: {position_id!r} is no open post. Allowed: ids of table positions whose "
            f"status is not closed ({listing(sorted(posts.index), most=3)}). Correct the id."
        )
    post, gaps = posts.loc[position_id], find_gaps(company, [position_id])
    areas = _areas(company, position_id, gaps)
    needs = {part: company.lacks(table) for part, table in _PARTS.items()}
    return PositionProfile(
        position_id=position_id,
        title=str(post["title"]),
        purpose=purpose_parts("" if pd.isna(post["purpose"]) else str(post["purpose"])),
        areas=areas,
        duties=_duties(company, position_id, areas),
        gaps=_with_sentences(gaps),
        not_assessed=tuple(f"{part}: {lacks}." for part, lacks in needs.items() if lacks),
    )


def described_profiles(company: Company, position_ids: Sequence[str]) -> dict[str, PositionProfile]:
    """Give the profiles of these posts by id; posts nobody has described are left out."""
    profiles = {post: position_profile(company, post) for post in position_ids}
    return {
        post: profile
        for post, profile in profiles.items()
        if len(profile.areas) or len(profile.duties)
    }


def post_to_show(company: Company, wanted: str, position_ids: Sequence[str]) -> str:
    """Choose the post whose profile a page shows.

    Parameters
    ----------
    company : where the posts come from
    wanted : id that was asked for; empty leaves the choice open
    position_ids : posts to choose from, the most important first

    Returns
    -------
    The wanted id, else the first of the posts with result areas, else the first of them, else the
    first open post by id
    """
    described: set[str] = set()
    if company.has("result_areas"):
        described = set(company.table("result_areas")["position_id"])
    choice = [wanted, *(post for post in position_ids if post in described), *position_ids]
    return next(filter(None, choice), company.positions["position_id"].min())


def _areas(company: Company, position_id: str, gaps: pd.DataFrame) -> pd.DataFrame:
    """Give the areas of the post with the names of goals and stages and their gaps."""
    if not company.has("result_areas"):
        return pd.DataFrame(columns=_AREAS)
    areas = tied_areas(company)
    own = areas[areas["position_id"] == position_id]
    named = own.assign(
        goal=own["goal_id"].map(_names(company, "goals", "goal_id", "goal")),
        stage=own["plan_item_id"].map(_names(company, "plan_items", "plan_item_id", "stage")),
        gaps=[_short(gaps, area) for area in own["result_area_id"]],
    )
    ordered = named.sort_values(["share", "result_area_id"], ascending=[False, True])
    return ordered[_AREAS].reset_index(drop=True)


def _short(gaps: pd.DataFrame, result_area_id: str) -> str:
    """Say in a few words what an area lacks."""
    mine = gaps.loc[gaps["row_id"] == result_area_id, "gap"]
    return ", ".join(_SHORT[gap] for gap in mine if gap in _SHORT)


def _names(company: Company, table: str, key: str, name: str) -> dict[str, str]:
    if not company.has(table):
        return {}
    rows = company.table(table)
    return dict(zip(rows[key], rows[name], strict=True))


def _duties(company: Company, position_id: str, areas: pd.DataFrame) -> pd.DataFrame:
    """Give the duties of the post, those of its areas first and in their order."""
    if not company.has("duties"):
        return pd.DataFrame(columns=_DUTIES)
    rows = company.table("duties")
    own = rows[rows["position_id"] == position_id]
    place = {area: at for at, area in enumerate(areas["result_area_id"])}
    served = own["result_area_id"].where(own["result_area_id"].isin(place))
    named = own.assign(
        result_area_id=served,
        area=served.map(areas.set_index("result_area_id")["area"]),
        place=served.map(place).astype("float64"),
    )
    return named.sort_values(["place", "duty_id"])[_DUTIES].reset_index(drop=True)


def _with_sentences(gaps: pd.DataFrame) -> pd.DataFrame:
    sentences = [
        _SENTENCES[gap].format(what=what)
        for gap, what in zip(gaps["gap"], gaps["what"], strict=True)
    ]
    shown = gaps[["gap", "what"]]
    return shown.assign(sentence=pd.Series(sentences, index=gaps.index, dtype="str"))
