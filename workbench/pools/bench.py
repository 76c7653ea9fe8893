"""How deep the bench really is: what is left of the names when each claim is checked."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.leaving import leaving
from workbench.people.levels import places
from workbench.people.readiness import dated_nominations
from workbench.pools.matching import Cover, filled_at_once, simultaneous_cover

STEPS = (
    "posts in scope", "named", "still employed", "evidence is fresh", "ready now",
    "not double-booked",
)  # fmt: skip

CONFLICT = ("position_ids", "employee_ids", "posts", "people", "short")
MEASURES = ("nominal_names", "distinct_people", "phantom_share", "named_share", "ready_now_share",
            "simultaneous_share")  # fmt: skip


@dataclass(frozen=True)
class Bench:
    """The named bench.

    Parameters
    ----------
    waterfall : one row a step: step, posts (still covered), names, posts_lost, lost_position_ids
        (tuple of ids, in order)
    posts : one row a post: position_id, names, names_here, names_fresh, names_ready, filled_by
        (the person in one best assignment, missing where nobody is left), lost_at
    conflicts : one row a deficient set: position_ids, employee_ids (tuples), posts, people, short
    people : one row a name still employed: employee_id, lists (posts the person is named for),
        ready_lists, is_critical (without the person one post fewer can be filled)
    measures : nominal_names, distinct_people, phantom_share, named_share, ready_now_share,
        simultaneous_share
    """

    waterfall: pd.DataFrame
    posts: pd.DataFrame
    conflicts: pd.DataFrame
    people: pd.DataFrame
    measures: pd.Series


def named_bench(company: Company, position_ids: tuple[str, ...]) -> Bench:
    """Check the nominations for the posts claim by claim.

    Parameters
    ----------
    company : needs table nominations
    position_ids : the posts in scope

    Returns
    -------
    Bench. A name for one's own post does not count. Undated evidence is not fresh.

    Raises
    ------
    DataError
        If table nominations is absent.
    """
    stages = _stages(company, position_ids)
    named, here, _, ready = stages
    posts, people, could_take = _ready_grid(ready, position_ids)
    cover = simultaneous_cover(could_take)
    by_post = _by_post(posts, people, stages, cover)
    return Bench(
        _waterfall(by_post, stages),
        by_post,
        _conflicts(cover, posts, people),
        _by_person(here, ready, people[list(cover.critical_people)]),
        _measures(by_post, named),
    )


def no_bench() -> Bench:
    """Give the bench of a company that has no nominations: nothing in it, nothing known."""
    posts = ["position_id", "names", "names_here", "names_fresh", "names_ready", "filled_by"]
    people = ["employee_id", "lists", "ready_lists", "is_critical"]
    return Bench(
        pd.DataFrame(columns=["step", "posts", "names", "posts_lost", "lost_position_ids"]),
        pd.DataFrame(columns=[*posts, "lost_at"]),
        pd.DataFrame(columns=CONFLICT),
        pd.DataFrame(columns=people),
        pd.Series(np.nan, index=list(MEASURES)),
    )


def filled_after_leaving(
    company: Company,
    position_ids: tuple[str, ...],
    *,
    horizon_days: int | None = None,
    runs: int = 1000,
    seed: int = 1,
) -> NDArray[np.intp]:
    """Draw how many posts the ready names still here at the end of the horizon can fill at once.

    Parameters
    ----------
    company : nominations, and the history that the chances of leaving are made from
    position_ids : the posts in scope
    horizon_days : days after ``as_of``; None takes the settings
    runs : futures drawn
    seed : of the draws

    Returns
    -------
    int array (runs,), sorted. Who retires by then is gone; the others leave independently, each
    with the chance of the own job family. Nobody new is ready.

    Raises
    ------
    DataError
        If table nominations is absent.
    """
    ready = _stages(company, position_ids)[-1]
    _, people, could_take = _ready_grid(ready, position_ids)
    staff = leaving(company, horizon_days=horizon_days).staff.set_index("employee_id")
    own = staff.reindex(people)
    gone = own["leave_probability"].mask(own["retires_within_horizon"].astype(bool), 1.0)
    draws = np.random.default_rng(seed).random((runs, len(people)))
    stays = draws >= gone.to_numpy(dtype=float)
    some = could_take[could_take.any(axis=1)]
    filled = [filled_at_once(some[:, here]) for here in stays]
    return np.sort(np.array(filled, dtype=np.intp))


def _stages(company: Company, position_ids: tuple[str, ...]) -> tuple[pd.DataFrame, ...]:
    """Names for the posts, of these people here, with fresh evidence, and ready now."""
    named = dated_nominations(company)
    named = named[named["position_id"].isin(list(position_ids))]
    own = pd.MultiIndex.from_frame(company.incumbents[["position_id", "employee_id"]])
    named = named[~pd.MultiIndex.from_frame(named[["position_id", "employee_id"]]).isin(own)]
    here = named[named["here"]]
    fresh = here[~here["stale"]]
    return named, here, fresh, fresh[fresh["readiness"] == "ready_now"]


def _ready_grid(
    ready: pd.DataFrame, position_ids: tuple[str, ...]
) -> tuple[pd.Index, pd.Index, NDArray[np.bool_]]:
    """List posts and people, and mark who is ready for which: bool array (posts, people)."""
    posts = pd.Index(sorted(position_ids), dtype="str")
    people = pd.Index(sorted(set(ready["employee_id"])), dtype="str")
    could = np.zeros((len(posts), len(people)), dtype=bool)
    rows, columns = places(posts, ready["position_id"]), places(people, ready["employee_id"])
    could[rows, columns] = True
    return posts, people, could


def _by_post(
    posts: pd.Index, people: pd.Index, stages: tuple[pd.DataFrame, ...], cover: Cover
) -> pd.DataFrame:
    columns = ("names", "names_here", "names_fresh", "names_ready")
    counts = {
        column: stage["position_id"].value_counts().reindex(posts, fill_value=0).to_numpy()
        for column, stage in zip(columns, stages, strict=True)
    }
    matched = cover.person_of_post
    filled_by = [people[person] if person >= 0 else None for person in matched]
    frame = pd.DataFrame(
        {"position_id": posts, **counts, "filled_by": pd.Series(filled_by, dtype="str")}
    )
    empty = [*(frame[column] == 0 for column in columns), frame["filled_by"].isna()]
    return frame.assign(
        lost_at=pd.Series(np.select(empty, STEPS[1:], default=""), dtype="str").replace("", np.nan)
    )


def _waterfall(by_post: pd.DataFrame, stages: tuple[pd.DataFrame, ...]) -> pd.DataFrame:
    names = [np.nan, *(len(stage) for stage in stages), by_post["filled_by"].notna().sum()]
    rows, left = [], len(by_post)
    for step, number in zip(STEPS, names, strict=True):
        lost = tuple(by_post.loc[by_post["lost_at"] == step, "position_id"])
        left -= len(lost)
        rows.append((step, left, number, len(lost), lost))
    return pd.DataFrame(rows, columns=["step", "posts", "names", "posts_lost", "lost_position_ids"])


def _conflicts(cover: Cover, posts: pd.Index, people: pd.Index) -> pd.DataFrame:
    """Deficient sets that have at least one person; a post without anybody is lost before."""
    rows = [
        (tuple(posts[list(c.posts)]), tuple(people[list(c.people)]), len(c.posts), len(c.people),
         c.short)
        for c in cover.conflicts if c.people
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=CONFLICT)
    return frame.sort_values("short", ascending=False, kind="stable", ignore_index=True)


def _by_person(here: pd.DataFrame, ready: pd.DataFrame, critical: pd.Index) -> pd.DataFrame:
    lists = here["employee_id"].value_counts()
    frame = pd.DataFrame({"employee_id": lists.index.astype("str"), "lists": lists.to_numpy()})
    frame["ready_lists"] = (
        frame["employee_id"].map(ready["employee_id"].value_counts()).fillna(0).astype(int)
    )
    frame["is_critical"] = frame["employee_id"].isin(critical)
    return frame.sort_values(["lists", "employee_id"], ascending=[False, True], ignore_index=True)


def _measures(by_post: pd.DataFrame, named: pd.DataFrame) -> pd.Series:
    total, nominal = len(by_post), len(named)
    distinct = named["employee_id"].nunique()

    def share(flags: pd.Series) -> float:
        return float(flags.sum()) / total if total else np.nan

    phantom = 1 - distinct / nominal if nominal else np.nan
    covered = (by_post["names"] > 0, by_post["names_ready"] > 0, by_post["filled_by"].notna())
    values = [nominal, distinct, phantom, *(share(flags) for flags in covered)]
    return pd.Series(dict(zip(MEASURES, map(float, values), strict=True)))
