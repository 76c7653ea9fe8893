"""Gaps in the profiles of posts: what the tables of areas and duties leave open."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.company import Company

# Each kind of gap with the tables that are needed to see it.
GAPS = {
    "post without a purpose": ("positions",),
    "post without result areas": ("result_areas",),
    "area without a target": ("result_areas",),
    "post without duties": ("duties",),
    "duty without an area": ("duties",),
    "area without a written procedure": ("result_areas", "duties"),
}
_COLUMNS = ["position_id", "title", "gap", "what"]


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
    An area has a written procedure where at least one of its duties has a procedure_id. Posts
    without any duty are listed once, not again for each of their areas.
    """
    posts = company.positions.drop_duplicates("position_id").set_index("position_id")
    wanted = [post for post in dict.fromkeys(position_ids) if post in posts.index]
    found = pd.concat([_of_posts(company, posts.loc[wanted]), _of_rows(company, wanted)])
    order, kinds = {post: at for at, post in enumerate(wanted)}, list(GAPS)
    ranked = found.assign(
        title=found["position_id"].map(posts["title"]),
        post=found["position_id"].map(order),
        kind=[kinds.index(gap) for gap in found["gap"]],
    )
    return ranked.sort_values(["post", "kind", "what"])[_COLUMNS].reset_index(drop=True)


def count_gaps(company: Company, gaps: pd.DataFrame) -> pd.DataFrame:
    """Count each kind of gap; one that could not be looked for is unknown, not 0.

    Parameters
    ----------
    company : where the gaps come from
    gaps : as from `profile_gaps`

    Returns
    -------
    DataFrame, one row a kind: gap, posts and entries (missing where not assessed), assessed (yes,
    or the sentence naming the missing table)
    """
    kinds = list(GAPS)
    found = gaps.groupby("gap")["position_id"].agg(["nunique", "size"]).reindex(kinds).fillna(0)
    needs = [company.lacks(*GAPS[kind]) for kind in kinds]
    assessed = np.array([not sentence for sentence in needs])
    return pd.DataFrame(
        {
            "gap": kinds,
            "posts": np.where(assessed, found["nunique"], np.nan),
            "entries": np.where(assessed, found["size"], np.nan),
            "assessed": [sentence or "yes" for sentence in needs],
        }
    )


def _of_posts(company: Company, posts: pd.DataFrame) -> pd.DataFrame:
    """Find posts without a purpose, without any area, without any duty."""
    bare = posts["purpose"].isna().to_numpy()
    missing = [("post without a purpose", "positions.purpose is empty", bare)]
    for gap, table in (("result areas", "result_areas"), ("duties", "duties")):
        if company.has(table):
            bare = ~posts.index.isin(company.table(table)["position_id"])
            missing.append((f"post without {gap}", f"no row in {table}", bare))
    rows = [(post, gap, what) for gap, what, bare in missing for post in posts.index[bare]]
    return pd.DataFrame(rows, columns=["position_id", "gap", "what"])


def _of_rows(company: Company, wanted: list[str]) -> pd.DataFrame:
    """Find areas without target or procedure and duties without area."""
    parts = []
    if company.has("result_areas"):
        areas = _labelled(company, "result_areas", "area", wanted)
        parts.append(areas[areas["target"].isna()].assign(gap="area without a target"))
    if company.has("duties"):
        duties = _labelled(company, "duties", "duty", wanted)
        parts.append(duties[duties["result_area_id"].isna()].assign(gap="duty without an area"))
    if company.has("result_areas", "duties"):
        every = company.table("duties")
        written = every.loc[every["procedure_id"].notna(), "result_area_id"].dropna()
        bare = ~areas["result_area_id"].isin(written)
        bare &= areas["position_id"].isin(every["position_id"])
        parts.append(areas[bare].assign(gap="area without a written procedure"))
    columns = ["position_id", "gap", "what"]
    return pd.concat([part[columns] for part in parts]) if parts else pd.DataFrame(columns=columns)


def _labelled(company: Company, table: str, name: str, wanted: list[str]) -> pd.DataFrame:
    rows = company.table(table)
    rows = rows[rows["position_id"].isin(wanted)]
    key = "duty_id" if table == "duties" else "result_area_id"
    return rows.assign(what=rows[name] + " (" + rows[key] + ")")
