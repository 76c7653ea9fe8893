"""What filling seats from inside sets off in a company, round by round until nothing is open."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.market.fill import external_fill
from workbench.people.retirement import retirement_dates
from workbench.people.seats import empty_seats
from workbench.pools.candidates import Candidates, judge_candidates
from workbench.pools.chains.solve import NO_POST, close_chains, trace_chains
from workbench.pools.forecast.months_ahead import known_seats

# Gives position_id, employee_id and fit of who could take some posts now.
Judge = Callable[[tuple[str, ...]], pd.DataFrame]
MEASURES = ("departures", "hired", "empty", "no_post", "difference", "moves", "longest", "average",
            "outside_days", "empty_without", "outside_days_without")  # fmt: skip


@dataclass(frozen=True)
class Chains:
    """The chains that follow when seats fall free.

    Parameters
    ----------
    chains : one row a seat that falls free, the longest chain first: chain (number from 1),
        position_id, title, moves, end (hired, empty, no post), end_position_id, end_title,
        outside_days (to fill the last seat from outside; NaN where not known or not hired)
    moves : one row a move: chain, step, employee_id, from_position_id, from_title (missing for who
        held no post), position_id, title, fit
    measures : departures (seats that fall free), hired, empty (left empty), no_post (filled by
        people who held none), difference (departures - hired - empty - no_post, 0 when the books
        close), moves, longest and average (moves a chain), outside_days (sum over the hires), and
        empty_without and outside_days_without (the same if nobody moved inside)
    notes : what limits the answer, in sentences
    """

    chains: pd.DataFrame
    moves: pd.DataFrame
    measures: pd.Series
    notes: tuple[str, ...]


def vacancy_chains(
    company: Company,
    targets: pd.DataFrame,
    vacated: Sequence[str] | None = None,
    *,
    least_fit: float | None = None,
    horizon_days: int | None = None,
    judge: Judge | None = None,
    fill_days: pd.Series | None = None,
) -> Chains:
    """Fill the seats that fall free with people ready now, and the seats these leave, to the end.

    Parameters
    ----------
    company : the checked company
    targets : posts of the pools with position_id and pool: these are to be filled from inside, and
        those of the key pool weigh more (``settings.pools.key_post_weight``)
    vacated : ids of posts, one a seat that falls free (empty seats first, then who retires first);
        None takes the empty seats and retirements of ``targets`` known within the horizon
    least_fit, horizon_days : as in ``build_pools``
    judge : who could take which post now, see ``ready_to_rise``; None judges the staff
    fill_days : days to fill posts from outside by position_id; None estimates them

    Returns
    -------
    Chains, proved to be the best by the aims of ``close_chains``. A seat can be filled from outside
    where the days to fill it are known and lie within the horizon. Inside, people only move up in
    grade, as far as both grades are known. Who leaves fills no seat.

    Raises
    ------
    ParameterError
        If a post is not open, or has fewer seats than are said to fall free.
    """
    horizon = company.settings.horizon_days if horizon_days is None else horizon_days
    floor = company.settings.pools.least_fit if least_fit is None else least_fit
    wanted = _scenario(company, targets, horizon) if vacated is None else Counter(vacated)
    gone = _who_leaves(company, wanted)
    if judge is None:
        judge = partial(_judged, company, least_fit=floor, horizon_days=horizon)
    pairs = _ready_pairs(company, tuple(sorted(wanted)), gone, judge)
    posts = pd.Index(sorted({*wanted, *pairs["position_id"], *pairs["from_position_id"].dropna()}))
    people = pd.Index(sorted(set(pairs["employee_id"])))
    free = np.array([wanted.get(post, 0) for post in posts], dtype=np.int64)
    place, own = posts.get_indexer(pd.Index(pairs["position_id"])), _own(posts, pairs)
    if fill_days is None:
        fill_days = external_fill(company).set_index("position_id")["fill_days"]
    days = fill_days.reindex(posts).to_numpy()
    in_time = np.where(days <= horizon, days, np.nan)
    weight, inside = _weights(company, targets, posts)
    person = people.get_indexer(pd.Index(pairs["employee_id"]))
    closure = close_chains(
        free, person, place, own, pairs["fit"].to_numpy(float),
        hire_cost=in_time, weight=weight, inside=inside,
    )  # fmt: skip
    titles = company.positions.set_index("position_id")["title"]
    traced = trace_chains(free, place, own, closure)
    traced.sort(key=lambda chain: (-len(chain[1]), posts[chain[0]]))
    chains = _chain_table(traced, posts, titles, in_time)
    moves = _move_table(traced, pairs, titles)
    without = pd.Series(np.repeat(in_time, free))
    unknown = int(np.isnan(days).sum())
    return Chains(chains, moves, _measures(chains, without), _notes(unknown, len(posts)))


def _scenario(company: Company, targets: pd.DataFrame, horizon_days: int) -> Counter[str]:
    """Empty seats and retirements of the posts within the horizon."""
    seats = known_seats(company, targets, within_days=float(horizon_days))
    return Counter(targets["position_id"].iloc[seats["post"]].tolist())


def _weights(
    company: Company, targets: pd.DataFrame, posts: pd.Index
) -> tuple[np.ndarray, np.ndarray]:
    """Give what an empty seat and an outside hire count; pool posts are meant for insiders."""
    key = posts.isin(targets.loc[targets["pool"] == "key", "position_id"].tolist())
    weight = np.where(key, company.settings.pools.key_post_weight, 1.0)
    return weight, np.where(posts.isin(targets["position_id"].tolist()), weight, 0.0)


def _who_leaves(company: Company, wanted: Counter[str]) -> set[str]:
    """People who go: at each post the first to retire, where its empty seats do not suffice."""
    empty = empty_seats(company)["empty"]
    unknown = sorted(set(wanted) - set(empty.index))
    if unknown:
        raise ParameterError(
            f"vacated: {len(unknown)} ids are not open posts ({', '.join(unknown[:5])}). "
            "Allowed: ids of table positions whose status is not closed. Check the list."
        )
    held = company.incumbents.merge(company.staff[["employee_id", "born_on"]], on="employee_id")
    age = company.settings.retirement_age_years
    held = held.assign(retires_on=retirement_dates(held["born_on"], age_years=age))
    held = held.sort_values(["retires_on", "employee_id"])
    gone: set[str] = set()
    for post, number in wanted.items():
        holders = held.loc[held["position_id"] == post, "employee_id"].tolist()
        leaving = number - int(empty[post])
        if leaving > len(holders):
            raise ParameterError(
                f"vacated: {post} is named {number} times, but has {int(empty[post])} empty and "
                f"{len(holders)} held seats. Allowed: as many as its seats. Name it less often."
            )
        gone.update(holders[: max(leaving, 0)])
    return gone


def _ready_pairs(
    company: Company, start: tuple[str, ...], gone: set[str], judge: Judge
) -> pd.DataFrame:
    """Who could take which post now; every post that a move would open is judged too."""
    held = company.incumbents.set_index("employee_id")["position_id"]
    seen, front = set(start), start
    found = [pd.DataFrame({"position_id": [], "employee_id": [], "fit": []}, dtype="str")]
    while front:
        pairs = judge(front)
        pairs = pairs[~pairs["employee_id"].isin(gone)]
        found.append(pairs)
        opened = set(held.reindex(pairs["employee_id"]).dropna())
        front = tuple(sorted(opened - seen))
        seen |= opened
    table = pd.concat(found[1:] or found, ignore_index=True)
    origin = table["employee_id"].map(held)
    table = table.assign(from_position_id=origin.astype("str").where(origin.notna()))
    return table.sort_values(["position_id", "employee_id"], ignore_index=True)


def _judged(
    company: Company, posts: tuple[str, ...], *, least_fit: float, horizon_days: int
) -> pd.DataFrame:
    judged = judge_posts(company, posts, least_fit=least_fit, horizon_days=horizon_days)
    return ready_to_rise(judged, rising(company, judged))


def judge_posts(
    company: Company, posts: tuple[str, ...], *, least_fit: float, horizon_days: int
) -> Candidates:
    """Judge all staff for open posts, none of them with a known day of need."""
    rows = company.positions.set_index("position_id").loc[list(posts)].reset_index()
    targets = rows.assign(vacant_on=pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]"))
    return judge_candidates(
        company, targets, least_fit=least_fit, horizon_days=horizon_days,
        grade_reach=company.settings.pools.grade_reach,
    )  # fmt: skip


def rising(company: Company, judged: Candidates) -> np.ndarray:
    """Mark in a bool array (C, P) for whom a post is a step up, as far as grades are known."""
    grades = company.positions.set_index("position_id")["grade"]
    held = company.staff.set_index("employee_id")["position_id"].reindex(judged.employee_ids)
    grade = grades.reindex(held).to_numpy(float)
    asked = grades.reindex(judged.position_ids).to_numpy(float)
    return ~(grade[:, None] >= asked[None, :])


def ready_to_rise(judged: Candidates, rises: np.ndarray) -> pd.DataFrame:
    """List who is eligible and ready now and would move up: position_id, employee_id, fit."""
    person, post = np.nonzero(judged.eligible & judged.ready & rises)
    return pd.DataFrame(
        {
            "position_id": pd.Series(np.array(judged.position_ids, object)[post], dtype="str"),
            "employee_id": pd.Series(np.array(judged.employee_ids, object)[person], dtype="str"),
            "fit": judged.fit.overall.point[person, post],
        }
    )


def _own(posts: pd.Index, pairs: pd.DataFrame) -> np.ndarray:
    """Place of the post each person holds; unknown ids give -1, which is no post."""
    return np.where(
        pairs["from_position_id"].notna(),
        posts.get_indexer(pd.Index(pairs["from_position_id"])),
        NO_POST,
    )


def _chain_table(
    traced: list[tuple[int, tuple[int, ...], str, int]],
    posts: pd.Index,
    titles: pd.Series,
    in_time: np.ndarray,
) -> pd.DataFrame:
    rows = [
        (number, posts[start], titles[posts[start]], len(steps), end, posts[last],
         titles[posts[last]], in_time[last] if end == "hired" else np.nan)
        for number, (start, steps, end, last) in enumerate(traced, start=1)
    ]  # fmt: skip
    columns = ["chain", "position_id", "title", "moves", "end", "end_position_id", "end_title",
               "outside_days"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _move_table(
    traced: list[tuple[int, tuple[int, ...], str, int]], pairs: pd.DataFrame, titles: pd.Series
) -> pd.DataFrame:
    order = [
        (number, step, pair)
        for number, (_, steps, _, _) in enumerate(traced, start=1)
        for step, pair in enumerate(steps, start=1)
    ]
    moved = pairs.iloc[[pair for _, _, pair in order]].reset_index(drop=True)
    return pd.DataFrame(
        {
            "chain": [chain for chain, _, _ in order],
            "step": [step for _, step, _ in order],
            "employee_id": moved["employee_id"],
            "from_position_id": moved["from_position_id"],
            "from_title": moved["from_position_id"].map(titles),
            "position_id": moved["position_id"],
            "title": moved["position_id"].map(titles),
            "fit": moved["fit"],
        }
    )


def _measures(chains: pd.DataFrame, without: pd.Series) -> pd.Series:
    ends, moves = chains["end"].value_counts(), chains["moves"]
    hired, empty, no_post = (int(ends.get(end, 0)) for end in ("hired", "empty", "no post"))
    rest = len(chains) - hired - empty - no_post
    values = (len(chains), hired, empty, no_post, rest, moves.sum(), moves.max(), moves.mean(),
              chains["outside_days"].sum(), without.isna().sum(), without.sum())  # fmt: skip
    return pd.Series(dict(zip(MEASURES, map(float, values), strict=True)))


def _notes(unknown: int, posts: int) -> tuple[str, ...]:
    if not unknown:
        return ()
    return (
        f"At {unknown:,} of {posts:,} posts in the chains the days to fill a seat from outside are "
        "not known; such a seat is not taken as filled from outside.",
    )
