"""Who could take which post now, and what was decided about it by hand."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.pools.candidates import Candidates, judge_candidates

Pair = tuple[str, str]
# Gives position_id, employee_id and fit of who could take some posts now.
Judge = Callable[[tuple[str, ...]], pd.DataFrame]


def judged_ready(
    company: Company,
    posts: tuple[str, ...],
    *,
    least_fit: float,
    horizon_days: int,
    locked: Sequence[Pair] = (),
) -> pd.DataFrame:
    """Judge the staff for posts and list who could take them now, see ``ready_to_rise``."""
    judged = judge_posts(
        company, posts, least_fit=least_fit, horizon_days=horizon_days, also=locked
    )
    return ready_to_rise(judged, rising(company, judged, locked=locked))


def judge_posts(
    company: Company,
    posts: tuple[str, ...],
    *,
    least_fit: float,
    horizon_days: int,
    also: Sequence[Pair] = (),
) -> Candidates:
    """Judge all staff for open posts, none of them with a known day of need.

    Parameters
    ----------
    company, posts : the checked company, and ids of open posts
    least_fit, horizon_days : as in ``build_pools``
    also : pairs of position_id and employee_id that are considered in any case
    """
    rows = company.positions.set_index("position_id").loc[list(posts)].reset_index()
    targets = rows.assign(vacant_on=pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]"))
    return judge_candidates(
        company, targets, least_fit=least_fit, horizon_days=horizon_days,
        grade_reach=company.settings.pools.grade_reach, also=also,
    )  # fmt: skip


def rising(
    company: Company, judged: Candidates, *, locked: Sequence[Pair] = ()
) -> NDArray[np.bool_]:
    """Mark in a bool array (C, P) for whom a post is a step up, as far as grades are known.

    Whoever is locked to a post may move to it at any grade.
    """
    grades = company.positions.set_index("position_id")["grade"]
    held = company.staff.set_index("employee_id")["position_id"].reindex(judged.employee_ids)
    grade = grades.reindex(held).to_numpy(float)
    asked = grades.reindex(judged.position_ids).to_numpy(float)
    rises = ~(grade[:, None] >= asked[None, :])
    people = {who: row for row, who in enumerate(judged.employee_ids)}
    posts = {post: column for column, post in enumerate(judged.position_ids)}
    for post, who in locked:
        if post in posts and who in people:
            rises[people[who], posts[post]] = True
    return rises


def ready_to_rise(judged: Candidates, rises: NDArray[np.bool_]) -> pd.DataFrame:
    """List who is eligible and ready now and would move up: position_id, employee_id, fit."""
    person, post = np.nonzero(judged.eligible & judged.ready & rises)
    return pd.DataFrame(
        {
            "position_id": pd.Series(np.array(judged.position_ids, object)[post], dtype="str"),
            "employee_id": pd.Series(np.array(judged.employee_ids, object)[person], dtype="str"),
            "fit": judged.fit.overall.point[person, post],
        }
    )


def without_excluded(pairs: pd.DataFrame, excluded: Sequence[Pair]) -> pd.DataFrame:
    """Leave out pairs excluded by hand; a pair without a position_id excludes from every post."""
    everywhere = [who for post, who in excluded if not post]
    there = pd.MultiIndex.from_frame(pairs[["position_id", "employee_id"]]).isin(list(excluded))
    return pairs[~(there | pairs["employee_id"].isin(everywhere))]


def locked_and_kept(
    pairs: pd.DataFrame, locked: Sequence[Pair], posts: pd.Index, *, away: set[str]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Mark the pairs locked by hand, and count the seats kept for those who could not move now.

    Parameters
    ----------
    pairs : who could take which post now
    locked : pairs of position_id and employee_id
    posts : ids of the posts of the chains
    away : people who leave, or are not here: no seat is kept for them

    Returns
    -------
    bool array (E,) over ``pairs``, int array (P,) over ``posts``
    """
    able = list(zip(pairs["position_id"], pairs["employee_id"], strict=True))
    marks = np.array([pair in set(locked) for pair in able], dtype=bool)
    waiting = {pair for pair in locked if pair not in set(able) and pair[1] not in away}
    kept = np.zeros(len(posts), dtype=np.int64)
    for post, _ in waiting:
        kept[posts == post] += 1
    return marks, kept
