"""The talent pools of a company: who stands by for what, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.gates import gate_counts
from workbench.people.history import history_notes, separation_rate_per_year
from workbench.pools.adequacy import adequacy_table
from workbench.pools.bench import Bench, named_bench, no_bench
from workbench.pools.candidates import Candidates, judge_candidates, pair_table
from workbench.pools.cases import with_cases
from workbench.pools.fairness import audit_selection
from workbench.pools.gaps import Gaps, find_gaps
from workbench.pools.governance import no_calendar, task_calendar
from workbench.pools.ledger import Ledger, no_ledger, pool_ledger
from workbench.pools.reserve import reserve_pool
from workbench.pools.selection import (
    Choice,
    Task,
    explain_choice,
    passed_over_table,
    selection_task,
)
from workbench.pools.targets import Basis, pool_targets, post_demand
from workbench.settings.options import option


@dataclass(frozen=True)
class Pools:
    """Everything a report says about the pools; a part whose table is absent is empty.

    Parameters
    ----------
    targets : one row a post: position_id, title, unit, grade, job_family, pool, seats, incumbents,
        vacant_seats, retiring, vacancies, vacant_on, overdue_since, demand, capacity, eligible,
        undecided, proposed, ready_proposed, shortage, and shortage_best, shortage_worst,
        ready_best, ready_worst, see ``with_cases`` (the last seven missing where no fit can be
        assessed)
    proposals : one row a person proposed for a post, best first: the columns of ``pair_table``,
        choice, locked, next_employee_id, next_fit, because
    candidates : the judgements of all staff for these posts, in the order of ``targets``
    passed_over : who could stand by for a post and was not taken, and why, see
        ``passed_over_table``; at most 100 people a post
    task, choice : what was to be chosen, and the best choice
    reserve : people with potential in no succession plan: employee_id, position_id (where they fit
        best), fit, kind (management or specialist), job_family
    gates : people and pairs each gate stops
    adequacy : chance of a successor by number of names: ready_share, names, chance
    measures : ready_share, leave_share_per_year and others behind the words
    bench, gaps, ledger, calendar, fairness : see their rooms
    lacks : section -> sentence about the tables or rows it would need; empty where nothing is
        missing
    notes : who is left out of the rate of leaving, or taken as long here, in sentences
    """

    targets: pd.DataFrame
    proposals: pd.DataFrame
    candidates: Candidates
    passed_over: pd.DataFrame
    task: Task
    choice: Choice
    reserve: pd.DataFrame
    gates: pd.DataFrame
    adequacy: pd.DataFrame
    measures: pd.Series
    bench: Bench
    gaps: Gaps
    ledger: Ledger
    calendar: pd.DataFrame
    fairness: pd.DataFrame
    lacks: Mapping[str, str]
    notes: tuple[str, ...]


def build_pools(
    company: Company,
    key_positions: Sequence[str],
    *,
    candidates_per_seat: int | None = None,
    pools_per_person: int | None = None,
    least_fit: float | None = None,
    horizon_days: int | None = None,
    demand_basis: Basis = "seats",
    locked: Sequence[tuple[str, str]] | None = None,
    excluded: Sequence[tuple[str, str]] | None = None,
) -> Pools:
    """Fill the pools of key and management posts and measure what they lack.

    Parameters
    ----------
    company : the checked company
    key_positions : ids of the key posts, from the ranking
    candidates_per_seat : places in a pool for each seat of demand; None takes the settings
    pools_per_person : posts one person may stand by for; None takes the settings
    least_fit : fit from which a person is proposed, in [0, 1]; None takes the settings
    horizon_days : how far ahead vacancies are expected; None takes the settings
    demand_basis : what the places are counted on, see ``post_demand``
    locked, excluded : pairs of position_id and employee_id that are in, or out, by hand; an
        excluded pair with an empty position_id leaves the person out of every pool; None takes the
        settings

    Returns
    -------
    Pools; the same input in any order of rows gives the same pools

    Raises
    ------
    ParameterError
        If an option is out of its range, a key position is not an open post, the demand basis
        cannot be used, or what is set by hand contradicts a gate, a limit or itself.
    """
    options = company.settings.pools
    most = option(company.settings, "pools.pools_per_person", pools_per_person)
    floor = option(company.settings, "pools.least_fit", least_fit)
    horizon = option(company.settings, "horizon_days", horizon_days)
    ratio = option(company.settings, "pools.candidates_per_seat", candidates_per_seat)
    targets = post_demand(
        company, pool_targets(company, key_positions), horizon_days=horizon, basis=demand_basis
    )
    targets = with_capacity(targets, ratio)
    keep = options.pairs("locked") if locked is None else tuple(locked)
    drop = options.pairs("excluded") if excluded is None else tuple(excluded)
    candidates = judge_candidates(
        company, targets, least_fit=floor, grade_reach=options.grade_reach, horizon_days=horizon,
        also=keep,
    )  # fmt: skip
    task = selection_task(
        targets, candidates, most_per_person=most, key_post_weight=options.key_post_weight,
        locked=keep, excluded=drop, open_posts=tuple(company.positions["position_id"]),
    )  # fmt: skip
    choice = task.solve()
    proposals = list_proposals(targets, candidates, task, choice)
    targets = with_cases(
        with_filled(targets, candidates, proposals), candidates, task, least_fit=floor,
        key_post_weight=options.key_post_weight, locked=keep, excluded=drop,
    )  # fmt: skip
    bench = _bench(company, candidates.position_ids)
    measures = _measures(company, bench)
    return Pools(
        targets,
        proposals,
        candidates,
        passed_over_table(task, choice),
        task,
        choice,
        reserve_pool(company, targets, candidates, proposals, horizon_days=horizon),
        gate_counts(candidates.gates, candidates.considered),
        _adequacy(measures),
        measures,
        bench,
        find_gaps(company, targets, candidates, proposals),
        pool_ledger(company) if company.has("pool_moves") else no_ledger(),
        task_calendar(company) if company.has("tasks") else no_calendar(),
        audit_selection(company, candidates, proposals),
        _lacks(company, measures),
        history_notes(company),
    )


def list_proposals(
    targets: pd.DataFrame, candidates: Candidates, task: Task, choice: Choice
) -> pd.DataFrame:
    """List the people chosen with all that is known about them, see ``Pools.proposals``."""
    marks = np.zeros((len(task.employee_ids), len(task.position_ids)), dtype=bool)
    marks[task.person[choice.chosen], task.post[choice.chosen]] = True
    told = explain_choice(task, choice)
    pairs = pair_table(candidates, marks).merge(told, on=["position_id", "employee_id"])
    pools = targets.set_index("position_id")[["title", "unit", "pool"]]
    ordered = pairs.sort_values(["position_id", "choice"], ignore_index=True)
    return ordered.join(pools, on="position_id")


def with_capacity(targets: pd.DataFrame, candidates_per_seat: int) -> pd.DataFrame:
    """Give posts their places, which are whole: a part of one is rounded up."""
    return targets.assign(capacity=np.ceil(candidates_per_seat * targets["demand"] - 1e-9))


def _bench(company: Company, position_ids: tuple[str, ...]) -> Bench:
    return named_bench(company, position_ids) if company.has("nominations") else no_bench()


def with_filled(
    targets: pd.DataFrame, candidates: Candidates, proposals: pd.DataFrame
) -> pd.DataFrame:
    """Set the people found against the places of each post, see ``Pools.targets``."""
    taken = proposals.groupby("position_id")["ready_now"].agg(["size", "sum"])
    number = taken.reindex(targets["position_id"], fill_value=0).to_numpy(dtype=float)
    if candidates.levels is None:
        number = np.full_like(number, np.nan)
    return targets.assign(
        eligible=candidates.eligible.sum(axis=0),
        undecided=candidates.undecided.sum(axis=0),
        proposed=number[:, 0],
        ready_proposed=number[:, 1],
        shortage=targets["capacity"] - number[:, 0],
    )


def _measures(company: Company, bench: Bench) -> pd.Series:
    """Shares behind the question whether three names are enough, from the company's own record."""
    rate = separation_rate_per_year(company)
    names = bench.posts["names"].sum()
    ready = bench.posts["names_ready"].sum() / names if names else np.nan
    return pd.Series({"ready_share": ready, "leave_share_per_year": -np.expm1(-rate)})


def _adequacy(measures: pd.Series) -> pd.DataFrame:
    leave, own = measures["leave_share_per_year"], measures["ready_share"]
    if np.isnan(leave):
        return pd.DataFrame(columns=["ready_share", "names", "chance"])
    shares = (0.2, 0.3, 0.5, 0.7) if np.isnan(own) else (0.2, 0.5, 0.7, float(own))
    return adequacy_table(leave_share=float(leave), ready_shares=tuple(dict.fromkeys(shares)))


def _lacks(company: Company, measures: pd.Series) -> dict[str, str]:
    rate_known = pd.notna(measures["leave_share_per_year"])
    years = company.settings.drain.history_years
    needs = {
        "bench": ("nominations",),
        "fit": ("requirements", "assessments"),
        "performance": ("performance",),
        "qualification": ("required_qualifications", "held_qualifications"),
        "match": ("position_traits", "employee_traits"),
        "ledger": ("pool_moves",),
        "calendar": ("tasks",),
    }
    lacks = {section: company.lacks(*tables) for section, tables in needs.items()}
    return lacks | {"adequacy": "" if rate_known else _NEEDS_LEAVERS.format(years=years)}


_NEEDS_LEAVERS = (
    "not assessed: needs people in table employees whose last day (left_on) lies within the "
    "{years} years before the report date"
)
