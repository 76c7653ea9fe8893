"""What the pools would be with other weights, limits, locks and exclusions, at once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import ValidationError

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.pools.build import list_proposals, with_capacity, with_filled
from workbench.pools.candidates import Candidates, judge_candidates
from workbench.pools.chains.closure import Chains, vacancy_chains
from workbench.pools.chains.outside import days_from_outside
from workbench.pools.matching import simultaneous_cover
from workbench.pools.reweigh import JudgedOnce, posts_with_wishes, weighed_anew
from workbench.pools.selection import Choice, Task, passed_over_table, selection_task
from workbench.pools.targets import Basis, pool_targets, post_demand
from workbench.settings.options import option
from workbench.settings.pools import FitWeights

Pair = tuple[str, str]

FIGURES = ("places", "filled", "posts", "ready", "at_once")


@dataclass(frozen=True)
class PoolOptions:
    """What can be chosen about the pools.

    Parameters
    ----------
    fit_weights : weight of competency, performance and match; they are scaled to sum to 1
    least_fit : fit from which a person is proposed, in [0, 1]
    candidates_per_seat, pools_per_person : places for a seat of demand, posts for a person
    locked, excluded : pairs of position_id and employee_id, in and out by hand; an excluded pair
        without a position_id leaves the person out everywhere
    """

    fit_weights: Mapping[str, float]
    least_fit: float
    candidates_per_seat: int
    pools_per_person: int
    locked: tuple[Pair, ...]
    excluded: tuple[Pair, ...]


@dataclass(frozen=True)
class Selected:
    """The parts of ``Pools`` that a choice of options changes; see there."""

    targets: pd.DataFrame
    proposals: pd.DataFrame
    passed_over: pd.DataFrame
    candidates: Candidates
    task: Task
    choice: Choice


@dataclass(frozen=True)
class PoolsWhatIf:
    """Pools that can be filled again at once: ``pools_with`` gives them for a choice of options.

    Parameters
    ----------
    company : the checked company
    targets : posts with their demand
    horizon_days : days ahead for vacancies
    in_force : the options the report was made with
    judged : judgements by the pairs that are out of reach and considered since they are locked
    chains : judgements for the posts that chains pass through
    outside : days to fill posts from outside, from ``days_from_outside``
    """

    company: Company
    targets: pd.DataFrame
    horizon_days: int
    in_force: PoolOptions
    judged: dict[tuple[Pair, ...], Candidates]
    chains: JudgedOnce
    outside: pd.DataFrame


def prepare_pools(
    company: Company,
    key_positions: Sequence[str],
    *,
    candidates_per_seat: int | None = None,
    pools_per_person: int | None = None,
    least_fit: float | None = None,
    horizon_days: int | None = None,
    demand_basis: Basis = "seats",
) -> PoolsWhatIf:
    """Judge everybody once, so that a choice only has to be weighed and solved.

    Parameters
    ----------
    company, key_positions, candidates_per_seat, pools_per_person, least_fit, horizon_days,
    demand_basis : as in ``build_pools``

    Returns
    -------
    PoolsWhatIf

    Raises
    ------
    ParameterError
        As ``build_pools`` does.
    """
    settings, own = company.settings, company.settings.pools
    horizon = option(settings, "horizon_days", horizon_days)
    targets = post_demand(
        company, pool_targets(company, key_positions), horizon_days=horizon, basis=demand_basis
    )
    in_force = PoolOptions(
        own.fit_weights.model_dump(),
        option(settings, "pools.least_fit", least_fit),
        option(settings, "pools.candidates_per_seat", candidates_per_seat),
        option(settings, "pools.pools_per_person", pools_per_person),
        own.pairs("locked"), own.pairs("excluded"),
    )  # fmt: skip
    chains = JudgedOnce(company, horizon, posts_with_wishes(company), [])
    outside = days_from_outside(company)
    return PoolsWhatIf(company, targets, horizon, in_force, {}, chains, outside)


def pools_with(what_if: PoolsWhatIf, options: PoolOptions) -> Selected:
    """Fill the pools with a choice of options.

    Parameters
    ----------
    what_if : as from ``prepare_pools``
    options : the choice

    Returns
    -------
    Selected, the same as ``build_pools`` gives with these settings

    Raises
    ------
    ParameterError
        If the weights cannot be used, or what is set by hand contradicts a gate, a limit or itself.
    """
    company = what_if.company
    candidates = weighed_anew(
        company, _judged(what_if, options.locked), what_if.chains.wishing,
        weights=checked_weights(options.fit_weights), least_fit=options.least_fit,
    )  # fmt: skip
    targets = with_capacity(what_if.targets, options.candidates_per_seat)
    task = selection_task(
        targets, candidates, most_per_person=options.pools_per_person,
        key_post_weight=company.settings.pools.key_post_weight,
        locked=options.locked, excluded=options.excluded,
        open_posts=tuple(company.positions["position_id"]),
    )  # fmt: skip
    choice = task.solve()
    proposals = list_proposals(targets, candidates, task, choice)
    targets = with_filled(targets, candidates, proposals)
    passed = passed_over_table(task, choice)
    return Selected(targets, proposals, passed, candidates, task, choice)


def chain_with(what_if: PoolsWhatIf, options: PoolOptions, position_id: str) -> Chains:
    """Give the chain that starts when a seat of a post falls free, see ``vacancy_chains``."""
    judge = partial(
        what_if.chains.ready, weights=checked_weights(options.fit_weights),
        least_fit=options.least_fit, locked=options.locked,
    )  # fmt: skip
    return vacancy_chains(
        what_if.company, what_if.targets, [position_id], least_fit=options.least_fit,
        horizon_days=what_if.horizon_days, locked=options.locked, excluded=options.excluded,
        judge=judge, outside=what_if.outside,
    )  # fmt: skip


def bench_figures(selected: Selected) -> dict[str, int]:
    """Count what the pools hold.

    Returns
    -------
    dict with places, filled (places), posts, ready (posts with somebody proposed who is ready now)
    and at_once (posts that people proposed and ready now can fill at once, each at one post)
    """
    task, taken = selected.task, selected.choice.chosen & selected.task.ready
    could = np.zeros((len(task.position_ids), len(task.employee_ids)), dtype=bool)
    could[task.post[taken], task.person[taken]] = True
    covered = could[could.any(axis=1)]
    counts = (
        int(task.capacity.sum()), int(selected.choice.chosen.sum()), len(could), len(covered),
        simultaneous_cover(covered).filled,
    )  # fmt: skip
    return dict(zip(FIGURES, counts, strict=True))


def settings_of(what_if: PoolsWhatIf, options: PoolOptions) -> dict[str, object]:
    """Give the settings that differ from those in force, by their dotted name.

    Returns
    -------
    dict of numbers, and lists of mappings, for ``record_decision``; pairs that stay keep their
    order
    """
    now = asdict(what_if.in_force)
    moved = {name: value for name, value in asdict(options).items() if value != now[name]}
    weights = moved.pop("fit_weights", {})
    changes: dict[str, object] = {
        f"pools.fit_weights.{part}": round(float(weight), 4)
        for part, weight in weights.items()
        if weight != now["fit_weights"][part]
    }
    for name, value in moved.items():
        if name in ("locked", "excluded"):
            before = now[name]
            pairs = [pair for pair in before if pair in value]
            pairs += [pair for pair in value if pair not in before]
            if tuple(pairs) == before:
                continue
            value = [{"position_id": post, "employee_id": person} for post, person in pairs]
        changes[f"pools.{name}"] = round(value, 4) if isinstance(value, float) else value
    return changes


def checked_weights(weights: Mapping[str, float]) -> FitWeights:
    """Make weights of fit; one that cannot be used is an error in words."""
    try:
        return FitWeights.model_validate(dict(weights))
    except ValidationError as problem:
        found = ", ".join(f"{part} {weight:g}" for part, weight in weights.items())
        told = "; ".join(str(error["msg"]) for error in problem.errors())
        raise ParameterError(
            f"pools.fit_weights: found {found}. {told}. Give competency or performance a weight."
        ) from None


def _judged(what_if: PoolsWhatIf, locked: tuple[Pair, ...]) -> Candidates:
    """Judge all within reach, and the locked pairs that are not, once for each set of these."""
    near = _judged_once(what_if, ())
    posts, people = pd.Index(near.position_ids), pd.Index(near.employee_ids)
    rows = zip(
        posts.get_indexer(pd.Index([post for post, _ in locked], dtype=object)),
        people.get_indexer(pd.Index([person for _, person in locked], dtype=object)),
        locked, strict=True,
    )  # fmt: skip
    far = {pair for post, person, pair in rows
           if post >= 0 and person >= 0 and not near.considered[person, post]}  # fmt: skip
    return _judged_once(what_if, tuple(sorted(far)))


def _judged_once(what_if: PoolsWhatIf, also: tuple[Pair, ...]) -> Candidates:
    if also not in what_if.judged:
        company = what_if.company
        what_if.judged[also] = judge_candidates(
            company, what_if.targets, least_fit=what_if.in_force.least_fit, also=also,
            grade_reach=company.settings.pools.grade_reach, horizon_days=what_if.horizon_days,
        )  # fmt: skip
    return what_if.judged[also]


def with_pair(options: PoolOptions, kind: Literal["locked", "excluded"], pair: Pair) -> PoolOptions:
    """Put a pair on the list of those locked or excluded, or take it off.

    Parameters
    ----------
    options : before
    kind : which list
    pair : position_id and employee_id; who is excluded everywhere is let in everywhere

    Examples
    --------
    >>> none = PoolOptions({}, 0.6, 3, 2, (), (("", "E1"),))
    >>> with_pair(none, "locked", ("P1", "E2")).locked
    (('P1', 'E2'),)
    >>> with_pair(none, "excluded", ("P1", "E1")).excluded
    ()
    """
    before = options.locked if kind == "locked" else options.excluded
    kept = tuple(each for each in before if each not in (pair, ("", pair[1])))
    now = kept if len(kept) < len(before) else (*before, pair)
    return replace(options, locked=now) if kind == "locked" else replace(options, excluded=now)
