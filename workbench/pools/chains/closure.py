"""What filling seats from inside sets off in a company, round by round until nothing is open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.people.retirement import retirement_dates
from workbench.people.seats import empty_seats
from workbench.pools.chains.outside import days_from_outside
from workbench.pools.chains.ready import (
    Judge,
    Pair,
    judged_ready,
    locked_and_kept,
    without_excluded,
)
from workbench.pools.chains.rows import chain_measures, chain_notes, chain_rows, move_rows
from workbench.pools.chains.solve import NO_POST, close_chains, trace_chains
from workbench.pools.forecast.months_ahead import known_seats
from workbench.pools.targets import no_open_posts
from workbench.settings.options import option


@dataclass(frozen=True)
class Chains:
    """The chains that follow when seats fall free.

    Parameters
    ----------
    chains : one row a seat that falls free, the longest chain first: chain (number from 1),
        position_id, title, moves, end (hired, empty, no post), end_position_id, end_title,
        outside_days (to fill the last seat from outside; NaN where not known or not hired),
        is_kept (the last seat is kept for somebody locked who is not ready now), and of the last
        seat the columns of ``days_from_outside``, hired for or not
    moves : one row a move: chain, step, employee_id, from_position_id, from_title (missing for who
        held no post), position_id, title, fit, is_locked (in by hand)
    measures : departures (seats that fall free), hired, empty (left empty), no_post (filled by
        people who held none), difference (departures - hired - empty - no_post, 0 when the books
        close), moves, longest and average (moves a chain), outside_days (sum over the hires), and
        empty_without and outside_days_without (the same if nobody moved inside)
    notes : what limits the answer, in sentences
    horizon_days : days within which a seat must be filled
    """

    chains: pd.DataFrame
    moves: pd.DataFrame
    measures: pd.Series
    notes: tuple[str, ...]
    horizon_days: int


def vacancy_chains(
    company: Company,
    targets: pd.DataFrame,
    vacated: Sequence[str] | None = None,
    *,
    least_fit: float | None = None,
    horizon_days: int | None = None,
    locked: Sequence[Pair] | None = None,
    excluded: Sequence[Pair] | None = None,
    judge: Judge | None = None,
    outside: pd.DataFrame | None = None,
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
    locked, excluded : pairs of position_id and employee_id that are in, or out, by hand, as in
        ``build_pools``; None takes the settings
    judge : who could take which post now, see ``ready_to_rise``; None judges the staff
    outside : days to fill posts from outside, see ``days_from_outside``; None estimates them

    Returns
    -------
    Chains, proved to be the best by the aims of ``close_chains``. A seat can be filled from outside
    where the days to fill it are known and lie within the horizon. Inside, people only move up in
    grade, as far as both grades are known; who is locked to a post may take it at any grade. Who
    leaves, or is excluded, fills no seat.

    Raises
    ------
    ParameterError
        If a post is not open, or has fewer seats than are said to fall free.

    Notes
    -----
    Whoever is locked to a post and passes its gates, fits and is ready now goes before everybody
    else when a seat of it is free. For whoever is locked and is not ready, one seat is kept: nobody
    else inside takes it; it is filled from outside where that can be done in time, else it waits. A
    lock ties nobody to a post of which no seat falls free.
    """
    horizon = option(company.settings, "horizon_days", horizon_days)
    floor = option(company.settings, "pools.least_fit", least_fit)
    wanted = _scenario(company, targets, horizon) if vacated is None else Counter(vacated)
    gone = _who_leaves(company, wanted)
    out = company.settings.pools.pairs("excluded") if excluded is None else tuple(excluded)
    keep = company.settings.pools.pairs("locked") if locked is None else tuple(locked)
    keep = tuple(pair for pair in keep if pair not in out and ("", pair[1]) not in out)
    if judge is None:
        judge = partial(judged_ready, company, least_fit=floor, horizon_days=horizon, locked=keep)
    pairs = _ready_pairs(company, tuple(sorted(wanted)), gone, out, judge)
    posts = pd.Index(sorted({*wanted, *pairs["position_id"], *pairs["from_position_id"].dropna()}))
    people = pd.Index(sorted(set(pairs["employee_id"])))
    free = np.array([wanted.get(post, 0) for post in posts], dtype=np.int64)
    place, own = posts.get_indexer(pd.Index(pairs["position_id"])), _own(posts, pairs)
    ways = (days_from_outside(company) if outside is None else outside).reindex(posts)
    days = ways["fill_days"].to_numpy(float)
    in_time = np.where(days <= horizon, days, np.nan)
    weight, inside = _weights(company, targets, posts)
    person = people.get_indexer(pd.Index(pairs["employee_id"]))
    in_hand, kept = locked_and_kept(pairs, keep, posts, away=gone | _absent(company, keep))
    closure = close_chains(
        free, person, place, own, pairs["fit"].to_numpy(float), hire_cost=in_time, weight=weight,
        inside=inside, locked=in_hand, kept=kept,
    )  # fmt: skip
    titles = company.positions.set_index("position_id")["title"]
    traced = trace_chains(free, place, own, closure)
    traced.sort(key=lambda chain: (-len(chain[1]), posts[chain[0]]))
    chains = chain_rows(traced, posts, titles, in_time, kept, ways)
    moves = move_rows(traced, pairs.assign(is_locked=in_hand), titles)
    without = pd.Series(np.repeat(in_time, free))
    notes = chain_notes(int(np.isnan(days).sum()), len(posts), chains)
    return Chains(chains, moves, chain_measures(chains, without), notes, horizon)


def _absent(company: Company, locked: Sequence[Pair]) -> set[str]:
    """People locked who are not here, or hold the post already: no seat waits for them."""
    here = company.staff.set_index("employee_id")["position_id"]
    return {who for post, who in locked if who not in here.index or here[who] == post}


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
            f"vacated: {no_open_posts(unknown)}. "
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
    company: Company,
    start: tuple[str, ...],
    gone: set[str],
    excluded: Sequence[Pair],
    judge: Judge,
) -> pd.DataFrame:
    """Who could take which post now; every post that a move would open is judged too."""
    held = company.incumbents.set_index("employee_id")["position_id"]
    seen, front = set(start), start
    found = [pd.DataFrame({"position_id": [], "employee_id": [], "fit": []}, dtype="str")]
    while front:
        pairs = judge(front)
        pairs = without_excluded(pairs[~pairs["employee_id"].isin(gone)], excluded)
        found.append(pairs)
        opened = set(held.reindex(pairs["employee_id"]).dropna())
        front = tuple(sorted(opened - seen))
        seen |= opened
    table = pd.concat(found[1:] or found, ignore_index=True)
    origin = table["employee_id"].map(held)
    table = table.assign(from_position_id=origin.astype("str").where(origin.notna()))
    return table.sort_values(["position_id", "employee_id"], ignore_index=True)


def _own(posts: pd.Index, pairs: pd.DataFrame) -> np.ndarray:
    """Place of the post each person holds; unknown ids give -1, which is no post."""
    return np.where(
        pairs["from_position_id"].notna(),
        posts.get_indexer(pd.Index(pairs["from_position_id"])),
        NO_POST,
    )
