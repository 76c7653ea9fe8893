"""Occupations that are near each other, and who among the own people could feed a post."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.occupations.onet import Onet

# O*NET lists at most twenty related occupations, the nearest first.
PLACES = 20
COLUMNS = ("occupation_code", "related_code", "closeness", "place", "both_ways")
FEEDER_COLUMNS = ["position_id", "title", "occupation_code", "related_code", "related_title",
                  "closeness", "zone_step", "people", "own_posts", "where"]  # fmt: skip
OWN, OUTSIDE = "own people", "outside"


def related(onet: Onet, codes: Collection[str] | None = None) -> pd.DataFrame:
    """Give the occupations related to some, for matching.

    Parameters
    ----------
    onet : as from ``read_onet``; without Related Occupations there is no row
    codes : codes of six or eight digits; None gives all

    Returns
    -------
    DataFrame by codes of six digits, the nearest first: occupation_code, related_code, closeness
    in (0, 1) (1 - place / 21, an order and no distance), place (from 1, the better of the two lists
    where each names the other), both_ways (each names the other). An occupation is not related to
    itself.
    """
    table = onet.related.assign(
        occupation_code=onet.related["occupation_code"].str[:7],
        related_code=onet.related["related_code"].str[:7],
    )
    back = table.rename(
        columns={"occupation_code": "related_code", "related_code": "occupation_code"}
    )
    both = pd.concat([table.assign(own=True), back.assign(own=False)], ignore_index=True)
    both = both[both["occupation_code"] != both["related_code"]]
    if codes is not None:
        both = both[both["occupation_code"].isin({code[:7] for code in codes})]
    pairs = both.groupby(["occupation_code", "related_code"], as_index=False).agg(
        place=("place", "min"), lists=("own", "nunique")
    )
    pairs = pairs.assign(
        closeness=1 - pairs["place"].clip(upper=PLACES) / (PLACES + 1), both_ways=pairs["lists"] > 1
    )
    pairs = pairs.sort_values(["occupation_code", "place", "related_code"], ignore_index=True)
    return pairs[list(COLUMNS)]


@dataclass(frozen=True, eq=False)
class Feeders:
    """Which occupations could feed posts, and whether the company has people in them.

    Attributes
    ----------
    table : one row a post and a related occupation, the nearest first: position_id, title,
        occupation_code, related_code, related_title, closeness, zone_step (job zones the post lies
        above it; below 0 is a step down, missing unknown), people (own people in posts of the
        related occupation), own_posts (titles of these posts), where (own people, outside)
    same : one row a post: position_id, title, occupation_code, people_same (own people in other
        posts of its occupation)
    unknown : posts without an occupation of O*NET: position_id, title, reason
    source : the sentence the licence of O*NET asks for
    """

    table: pd.DataFrame
    same: pd.DataFrame
    unknown: pd.DataFrame
    source: str


def feeders(company: Company, onet: Onet | None, position_ids: Sequence[str]) -> Feeders:
    """Suggest feeders of posts: related occupations among the own people, and outside.

    Parameters
    ----------
    company : posts with occupations, own or decided
    onet : with Related Occupations; without it nothing is known of any post
    position_ids : the posts to feed, for example the key posts of a ranking

    Returns
    -------
    Feeders. A related occupation is a suggestion to look at, no judgement about anybody: fit,
    readiness and consent are measured elsewhere.
    """
    most = company.settings.occupations.related_places
    people = people_by_occupation(company)
    posts = company.positions.set_index("position_id").reindex(list(position_ids))
    posts = posts[posts["title"].notna()].reset_index()[["position_id", "title", "occupation_code"]]
    if onet is None:
        return _nothing_known(posts)
    known = posts["occupation_code"].map(onet.knows, na_action="ignore").fillna(False).astype(bool)
    reason = np.where(posts["occupation_code"].isna(), "no occupation", "no occupation of O*NET")
    unknown = posts.assign(reason=reason)[~known][["position_id", "title", "reason"]]
    posts = posts[known].assign(occupation_code=posts["occupation_code"].str[:7])
    near = related(onet, posts["occupation_code"].tolist())
    near = near[near["place"] <= most].drop(columns=["place", "both_ways"])
    table = posts.merge(near, on="occupation_code")
    table = table.merge(
        people.rename(columns={"occupation_code": "related_code"}), on="related_code", how="left"
    )
    table = table.assign(
        related_title=table["related_code"].map(onet.title_of),
        people=table["people"].fillna(0).astype("int64"),
        own_posts=table["own_posts"].fillna(""),
    )
    zones = _zones(onet)
    table["zone_step"] = table["occupation_code"].map(zones) - table["related_code"].map(zones)
    table["where"] = np.where(table["people"] > 0, OWN, OUTSIDE)
    return Feeders(
        table[FEEDER_COLUMNS].reset_index(drop=True), _same(company, posts), unknown, onet.source
    )


def not_down(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out steps down to a post that asks for less preparation; unknown steps stay."""
    return table[~(table["zone_step"] < 0)]


def _zones(onet: Onet) -> pd.Series:
    """Give the job zone (1 little to 5 long preparation) by six digits: the middle of several."""
    codes = onet.occupations["occupation_code"].str[:7]
    return onet.occupations["job_zone"].groupby(codes).median()


def _nothing_known(posts: pd.DataFrame) -> Feeders:
    unknown = posts.assign(reason="O*NET is not given")[["position_id", "title", "reason"]]
    same = posts.head(0).assign(people_same=pd.Series(dtype="int64"))
    return Feeders(pd.DataFrame(columns=FEEDER_COLUMNS), same, unknown, "")


@once
def people_by_occupation(company: Company) -> pd.DataFrame:
    """Count the own people by the occupation of their post.

    Returns
    -------
    DataFrame by codes of six digits where they are of O*NET: occupation_code, people, own_posts
    (titles of posts with people, up to three)
    """
    posts = company.positions[["position_id", "title", "occupation_code"]].dropna()
    held = company.incumbents.merge(posts, on="position_id")
    held = held.assign(occupation_code=_six(held["occupation_code"]))
    return held.groupby("occupation_code", as_index=False).agg(
        people=("employee_id", "size"), own_posts=("title", _titles)
    )


def _six(codes: pd.Series) -> pd.Series:
    return codes.str.replace(r"^(\d{2}-\d{4})\.\d{2}$", r"\1", regex=True)


def _titles(titles: pd.Series) -> str:
    different = sorted(set(titles))
    more = f" and {len(different) - 3} more" if len(different) > 3 else ""
    return "; ".join(different[:3]) + more


def _same(company: Company, posts: pd.DataFrame) -> pd.DataFrame:
    """Count who works in the same occupation in other posts."""
    held = company.incumbents.groupby("position_id").size()
    people = people_by_occupation(company).set_index("occupation_code")["people"]
    there = posts["occupation_code"].map(people).fillna(0)
    here = posts["position_id"].map(held).fillna(0)
    return posts.assign(people_same=(there - here).astype("int64")).reset_index(drop=True)
