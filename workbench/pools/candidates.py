"""Who could stand by for which post: within reach, through the gates, fitting well enough."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.fit import Fit, assess_fit
from workbench.people.gates import FAIL, PASS, STATE_WORDS, Gates, check_gates, within_reach
from workbench.people.levels import Levels, competency_levels, places
from workbench.people.readiness import (
    NOT_ASSESSED,
    Readiness,
    dated_nominations,
    estimate_readiness,
)
from workbench.pools.presence import GONE, GONE_WORDS, gone_people

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Candidates:
    """C people judged for P posts; all arrays have the shape (C, P).

    Parameters
    ----------
    position_ids, employee_ids : ids in the order of the arrays
    fit, gates, readiness : the judgements; who is gone by then fails the last of the gates;
        readiness is None without competency levels
    levels : what the posts ask for and the people hold; None without these tables
    considered : bool, near enough in grade and work, or named for the post by somebody
    eligible : bool, considered, through all gates, enough of the fit known, and that fit at least
        ``least_fit``; nobody without competency levels, since a rating alone is no fit
    undecided : bool, considered, no gate failed and not eligible, but at best, were everything
        unknown in the person's favour, the fit would be enough
    ready : bool, ready now by assessment; where that is unknown, by a nomination that is not stale
    """

    position_ids: tuple[str, ...]
    employee_ids: tuple[str, ...]
    fit: Fit
    gates: Gates
    readiness: Readiness | None
    levels: Levels | None
    considered: Flags
    eligible: Flags
    undecided: Flags
    ready: Flags


def judge_candidates(
    company: Company,
    targets: pd.DataFrame,
    *,
    least_fit: float,
    grade_reach: int,
    horizon_days: int,
) -> Candidates:
    """Judge all staff for the posts.

    Parameters
    ----------
    company : the checked company
    targets : posts from ``post_demand``
    least_fit : fit from which a person is proposed, in [0, 1]
    grade_reach : grades a successor may rise in one step
    horizon_days : days ahead by which a post without a known vacancy is needed

    Returns
    -------
    Candidates, people sorted by id. Incumbents are never considered for their own post.
    """
    posts = tuple(targets["position_id"])
    people = tuple(sorted(company.staff["employee_id"]))
    fit, gates = assess_fit(company, posts, people), check_gates(company, posts, people)
    levels = readiness = None
    if company.has("requirements", "assessments") and fit.competency:
        levels = competency_levels(company, posts, people)
        readiness = estimate_readiness(company, levels, fit.competency.known_share)
    named_ready, named = _named(company, posts, people)
    ready = _ready(readiness, named_ready)
    months = np.where(ready, 0.0, readiness.months if readiness else np.nan)
    gone = gone_people(company, targets, people, months, horizon_days=horizon_days)
    gates = gates.with_gate(GONE, np.where(gone, FAIL, PASS), GONE_WORDS)
    considered = _near(company, targets, people, grade_reach) | named
    considered &= ~_own_post(company, posts, people)
    known = fit.overall.known_share >= company.settings.pools.least_known_share
    known &= ~np.isnan(fit.overall.point) & (levels is not None)
    enough = known & (fit.overall.point >= least_fit)
    eligible = considered & (gates.combined == PASS) & enough
    could = considered & (gates.combined != FAIL) & (fit.overall.high >= least_fit)
    return Candidates(
        posts, people, fit, gates, readiness, levels, considered,
        eligible, could & ~eligible, ready,
    )  # fmt: skip


def pair_table(candidates: Candidates, pairs: Flags) -> pd.DataFrame:
    """List the pairs marked, sorted by post and person, with everything known about them.

    Parameters
    ----------
    candidates : the judgements
    pairs : bool array (C, P)

    Returns
    -------
    DataFrame with position_id, employee_id, fit, fit_low, fit_high, known_share, competency,
    performance, match, months, months_p10, months_p90, readiness, ready_now, gate, gate_reason
    """
    post, person = np.nonzero(pairs.T)
    fit, gates, readiness = candidates.fit, candidates.gates, candidates.readiness
    nothing = np.full(len(post), np.nan)
    return pd.DataFrame(
        {
            "position_id": np.array(candidates.position_ids, dtype=object)[post],
            "employee_id": np.array(candidates.employee_ids, dtype=object)[person],
            "fit": fit.overall.point[person, post],
            "fit_low": fit.overall.low[person, post],
            "fit_high": fit.overall.high[person, post],
            "known_share": fit.overall.known_share[person, post],
            "competency": fit.competency.point[person, post] if fit.competency else nothing,
            "performance": fit.performance.point[person] if fit.performance else nothing,
            "match": fit.match.point[person, post] if fit.match else nothing,
            "months": readiness.months[person, post] if readiness else nothing,
            "months_p10": readiness.months_p10[person, post] if readiness else nothing,
            "months_p90": readiness.months_p90[person, post] if readiness else nothing,
            "readiness": readiness.label[person, post] if readiness else NOT_ASSESSED,
            "ready_now": candidates.ready[person, post],
            "gate": np.array(STATE_WORDS)[gates.combined[person, post]],
            "gate_reason": [
                gates.reason(*pair) for pair in zip(person.tolist(), post.tolist(), strict=True)
            ],
        }
    ).astype({"position_id": "str", "employee_id": "str", "readiness": "str", "gate_reason": "str"})


def _ready(readiness: Readiness | None, named_ready: Flags) -> Flags:
    if readiness is None:
        return named_ready
    return (readiness.label == "ready_now") | ((readiness.label == NOT_ASSESSED) & named_ready)


def _near(
    company: Company, targets: pd.DataFrame, people: tuple[str, ...], grade_reach: int
) -> Flags:
    """Near in grade, and in the same family of work or the same unit as far as both are known."""
    held = company.staff.set_index("employee_id")["position_id"].reindex(list(people))
    own = company.positions.set_index("position_id").reindex(held.to_numpy())
    near = within_reach(
        own["grade"].to_numpy(float), targets["grade"].to_numpy(float), grade_reach=grade_reach
    )
    apart = np.ones_like(near)
    for column in ("job_family", "unit"):
        mine, theirs = own[column].to_numpy(object), targets[column].to_numpy(object)
        known = own[column].notna().to_numpy()[:, None] & targets[column].notna().to_numpy()
        apart &= known & (mine[:, None] != theirs[None, :])
    return near & ~apart


def _own_post(company: Company, posts: tuple[str, ...], people: tuple[str, ...]) -> Flags:
    return _marked(company.incumbents, posts, people)


def _named(
    company: Company, posts: tuple[str, ...], people: tuple[str, ...]
) -> tuple[Flags, Flags]:
    """Pairs named as ready now on evidence that is not stale, and all pairs named."""
    if not company.has("nominations"):
        nobody = np.zeros((len(people), len(posts)), dtype=bool)
        return nobody, nobody
    named = dated_nominations(company)
    ready = named[(named["readiness"] == "ready_now") & ~named["stale"]]
    return _marked(ready, posts, people), _marked(named, posts, people)


def _marked(pairs: pd.DataFrame, posts: tuple[str, ...], people: tuple[str, ...]) -> Flags:
    marked = np.zeros((len(people), len(posts)), dtype=bool)
    across = places(posts, pairs["position_id"])
    down = places(people, pairs["employee_id"])
    inside = (across >= 0) & (down >= 0)
    marked[down[inside], across[inside]] = True
    return marked
