"""Gaps in the profiles of posts: what the tables of areas and duties leave open."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.company import Company

# Each kind of gap with the tables that are needed to see it, and what of the posts is looked at.
_POST, _AREA, _DUTY = "post", "result area", "duty"
_TOLD, _SERVED = "result area of a post with duties", "result area with duties"
_KINDS = {
    "post without a purpose": (("positions",), _POST),
    "post without result areas": (("result_areas",), _POST),
    "area without a target": (("result_areas",), _AREA),
    "post without duties": (("duties",), _POST),
    "duty without an area": (("result_areas", "duties"), _DUTY),
    "area without duties": (("result_areas", "duties"), _TOLD),
    "area without a written procedure": (("result_areas", "duties"), _SERVED),
}
GAPS = {kind: needs for kind, (needs, _) in _KINDS.items()}
_FOUND = ["position_id", "gap", "what", "row_id"]
_NONE = pd.DataFrame(columns=["position_id", "result_area_id"])


def profile_gaps(company: Company, position_ids: Sequence[str]) -> pd.DataFrame:
    """List what is missing in the profiles of these posts.

    Parameters
    ----------
    company : a kind of gap whose tables are missing is left out
    position_ids : posts to look at; others are ignored

    Returns
    -------
    DataFrame in the order of ``position_ids``, then of `GAPS`: position_id, title, gap, what (the
    area or duty with its id; for the post's own gaps what is empty)

    Notes
    -----
    A duty belongs to an area where it names one of its own post. An area has a written procedure
    where at least one of its duties has a procedure_id; one without duties is listed as that alone.
    Posts without any duty are listed once, not again for each of their areas.
    """
    return find_gaps(company, position_ids)[["position_id", "title", "gap", "what"]]


def find_gaps(company: Company, position_ids: Sequence[str]) -> pd.DataFrame:
    """Find the gaps with the rows they are in.

    Returns
    -------
    DataFrame like that of `profile_gaps` with row_id: the result_area_id or duty_id, missing for a
    gap of the post itself
    """
    posts = company.positions.set_index("position_id")
    wanted = [post for post in dict.fromkeys(position_ids) if post in posts.index]
    found = pd.concat([_of_posts(company, posts.loc[wanted]), _of_rows(company, wanted)])
    order, kinds = {post: at for at, post in enumerate(wanted)}, list(GAPS)
    ranked = found.assign(
        title=found["position_id"].map(posts["title"]),
        post=found["position_id"].map(order),
        kind=[kinds.index(gap) for gap in found["gap"]],
    )
    ordered = ranked.sort_values(["post", "kind", "what"])
    return ordered[["position_id", "title", "gap", "what", "row_id"]].reset_index(drop=True)


def count_gaps(
    company: Company, gaps: pd.DataFrame, position_ids: Sequence[str] | None = None
) -> pd.DataFrame:
    """Count each kind of gap; one that could not be looked for is unknown, not 0.

    Parameters
    ----------
    company : where the gaps come from
    gaps : as from `profile_gaps`
    position_ids : the posts it was asked for; not given: those with a gap

    Returns
    -------
    DataFrame, one row a kind: gap, posts and entries (missing where not assessed), assessed (yes,
    or the sentence that says why not: a missing table, or nothing to look at)
    """
    kinds = list(GAPS)
    found = gaps.groupby("gap")["position_id"].agg(["nunique", "size"]).reindex(kinds).fillna(0)
    posts = gaps["position_id"] if position_ids is None else position_ids
    looked_at = _looked_at(company, list(posts))
    lacks = [
        company.lacks(*needs)
        or (f"not assessed: no {where} to look at" if not looked_at[where] else "")
        for needs, where in _KINDS.values()
    ]
    assessed = np.array([not sentence for sentence in lacks])
    return pd.DataFrame(
        {
            "gap": kinds,
            "posts": np.where(assessed, found["nunique"], np.nan),
            "entries": np.where(assessed, found["size"], np.nan),
            "assessed": [sentence or "yes" for sentence in lacks],
        }
    )


def _looked_at(company: Company, wanted: list[str]) -> dict[str, int]:
    """Count what there is to look at in these posts."""
    areas, duties = (
        _labelled(company, table, name, f"{key}_id", wanted) if company.has(table) else _NONE
        for table, name, key in (
            ("result_areas", "area", "result_area"),
            ("duties", "duty", "duty"),
        )
    )
    served = areas["result_area_id"].isin(duties.loc[belongs(duties, areas), "result_area_id"])
    return {
        _POST: int(company.positions["position_id"].isin(wanted).sum()),
        _AREA: len(areas),
        _DUTY: len(duties),
        _TOLD: int(areas["position_id"].isin(duties["position_id"]).sum()),
        _SERVED: int(served.sum()),
    }


def _of_posts(company: Company, posts: pd.DataFrame) -> pd.DataFrame:
    """Find posts without a purpose, without any area, without any duty."""
    bare = posts["purpose"].isna().to_numpy()
    missing = [("post without a purpose", "positions.purpose is empty", bare)]
    for gap, table in (("result areas", "result_areas"), ("duties", "duties")):
        if company.has(table):
            bare = ~posts.index.isin(company.table(table)["position_id"])
            missing.append((f"post without {gap}", f"no row in {table}", bare))
    rows = [(post, gap, what, None) for gap, what, bare in missing for post in posts.index[bare]]
    return pd.DataFrame(rows, columns=_FOUND)


def _of_rows(company: Company, wanted: list[str]) -> pd.DataFrame:
    """Find areas without target, duties or procedure, and duties without area."""
    if not company.has("result_areas"):
        return pd.DataFrame(columns=_FOUND)
    areas = _labelled(company, "result_areas", "area", "result_area_id", wanted)
    parts = [areas[areas["target"].isna()].assign(gap="area without a target")]
    if company.has("duties"):
        parts += _of_duties(areas, _labelled(company, "duties", "duty", "duty_id", wanted))
    return pd.concat([part[_FOUND] for part in parts])


def _of_duties(areas: pd.DataFrame, duties: pd.DataFrame) -> list[pd.DataFrame]:
    own = belongs(duties, areas)
    told, served = areas["position_id"].isin(duties["position_id"]), areas["row_id"]
    idle = ~served.isin(duties.loc[own, "result_area_id"])
    written = served.isin(duties.loc[own & duties["procedure_id"].notna(), "result_area_id"])
    return [
        duties[~own].assign(gap="duty without an area"),
        areas[told & idle].assign(gap="area without duties"),
        areas[told & ~idle & ~written].assign(gap="area without a written procedure"),
    ]


def belongs(duties: pd.DataFrame, areas: pd.DataFrame) -> pd.Series:
    """Say for each duty whether it names an area, and one of its own post."""
    keys = ["position_id", "result_area_id"]
    return pd.Series(
        pd.MultiIndex.from_frame(duties[keys]).isin(pd.MultiIndex.from_frame(areas[keys])),
        index=duties.index,
    )


def _labelled(company: Company, table: str, name: str, key: str, wanted: list[str]) -> pd.DataFrame:
    rows = company.table(table)
    rows = rows[rows["position_id"].isin(wanted)]
    return rows.assign(row_id=rows[key], what=rows[name] + " (" + rows[key] + ")")
