"""Who could stand by for which post: within reach, through the gates, fitting well enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.fit import FitInputs, fit_inputs, fit_to_post
from workbench.people.gates import FAIL, PASS, STATE_WORDS, Gates, check_gates, within_reach
from workbench.people.levels import Levels, places
from workbench.people.readiness import (
    LATER,
    NOT_ASSESSED,
    READINESS_MONTHS,
    dated_nominations,
    estimate_readiness,
)
from workbench.pools.pairs import (
    PairBounded,
    PairFit,
    PairReadiness,
    Pairs,
    PairValues,
    joined,
)
from workbench.pools.presence import GONE, GONE_WORDS, gone_pairs

Flags = NDArray[np.bool_]
LABELS = (*READINESS_MONTHS, LATER, NOT_ASSESSED)


@dataclass(frozen=True)
class Candidates:
    """C people judged for P posts; marks are arrays of the shape (C, P).

    Parameters
    ----------
    position_ids, employee_ids : ids in the order of the arrays
    pairs : the pairs considered; only these have a fit and a readiness, the others are unknown
    fit, gates, readiness : the judgements, read as ``fit.overall.point[person, post]``; who is gone
        by then fails the last of the gates; readiness is None without competency levels
    levels : what the posts ask for and the people hold; None without these tables
    considered : bool, near enough in grade and work, or named for the post by somebody
    eligible : bool, considered, through all gates, enough of the fit known, and that fit at least
        ``least_fit``; nobody without competency levels, since a rating alone is no fit
    undecided : bool, considered, no gate failed and not eligible, but at best, were everything
        unknown in the person's favour, the fit would be enough
    named : bool, named for the post by somebody, the holder left out
    ready : bool, ready now by assessment; where that is unknown, by a nomination that is not stale
    """

    position_ids: tuple[str, ...]
    employee_ids: tuple[str, ...]
    pairs: Pairs
    fit: PairFit
    gates: Gates
    readiness: PairReadiness | None
    levels: Levels | None
    considered: Flags
    eligible: Flags
    undecided: Flags
    named: Flags
    ready: Flags


def judge_candidates(
    company: Company,
    targets: pd.DataFrame,
    *,
    least_fit: float,
    grade_reach: int,
    horizon_days: int,
    also: Iterable[tuple[str, str]] = (),
) -> Candidates:
    """Judge all staff for the posts.

    Parameters
    ----------
    company : the checked company
    targets : posts from ``post_demand``
    least_fit : fit from which a person is proposed, in [0, 1]
    grade_reach : grades a successor may rise in one step
    horizon_days : days ahead by which a post without a known vacancy is needed
    also : pairs of position_id and employee_id that are considered in any case

    Returns
    -------
    Candidates, people sorted by id. Incumbents are never considered for their own post.

    Notes
    -----
    Who is near enough is found first, post by post, and only these pairs are scored: the room taken
    grows with the pairs considered, beside a few bytes for each pair of person and post.
    """
    posts = tuple(targets["position_id"])
    people = tuple(sorted(company.staff["employee_id"]))
    named_ready, named = _named(company, posts, people)
    asked = pd.DataFrame(list(also), columns=["position_id", "employee_id"])
    considered = _near(company, targets, people, grade_reach)
    considered |= named | _marked(asked, posts, people)
    considered &= ~_marked(company.incumbents, posts, people)
    pairs, inputs = Pairs.marked(considered), fit_inputs(company, posts, people)
    fit = _fit(inputs, pairs)
    readiness = _readiness(company, inputs, fit, pairs)
    ready = _ready(pairs, readiness, named_ready)
    now = ready[pairs.person, pairs.post]
    months = np.where(now, 0.0, readiness.months.of_pairs if readiness else np.nan)
    gone = pairs.spread(gone_pairs(company, targets, people, pairs, months, horizon_days))
    gates = check_gates(company, posts, people)
    gates = gates.with_gate(GONE, np.where(gone, FAIL, PASS), GONE_WORDS)
    least_known = np.inf if inputs.levels is None else company.settings.pools.least_known_share
    enough, could = enough_fit(fit, gates, least_fit=least_fit, least_known_share=least_known)
    return Candidates(
        posts, people, pairs, fit, gates, readiness, inputs.levels if readiness else None,
        considered, enough, could, named & considered, ready,
    )  # fmt: skip


def enough_fit(
    fit: PairFit, gates: Gates, *, least_fit: float, least_known_share: float
) -> tuple[Flags, Flags]:
    """Mark who passes every gate and fits enough, and who could, were the records complete.

    Parameters
    ----------
    fit, gates : the judgements of the pairs
    least_fit : fit from which a person is proposed, in [0, 1]
    least_known_share : part of the fit that must be known; infinite where no fit can be assessed

    Returns
    -------
    Two bool arrays (C, P), ``eligible`` and ``undecided`` of ``Candidates``
    """
    pairs = fit.overall.point.pairs
    point, high, share = (
        getattr(fit.overall, name).of_pairs for name in ("point", "high", "known_share")
    )
    state = gates.combined[pairs.person, pairs.post]
    enough = (share >= least_known_share) & (point >= least_fit) & (state == PASS)
    could = (state != FAIL) & (high >= least_fit) & ~enough
    return pairs.spread(enough), pairs.spread(could)


def _columns(pairs: Pairs) -> Iterable[tuple[int, NDArray[np.intp]]]:
    """Give the posts with the people considered for them."""
    edges = np.searchsorted(pairs.post, np.arange(pairs.shape[1] + 1))
    for post, (start, stop) in enumerate(pairwise(edges.tolist())):
        yield post, pairs.person[start:stop]


def _fit(inputs: FitInputs, pairs: Pairs) -> PairFit:
    columns = [fit_to_post(inputs, post, people) for post, people in _columns(pairs)]
    overall, competency, match = (
        PairBounded.joined(pairs, [value for column in columns if (value := column[part])])
        for part in range(3)
    )
    return PairFit(
        overall, competency if inputs.levels is not None else None, inputs.performance,
        match if inputs.wanted is not None else None,
    )  # fmt: skip


def _readiness(
    company: Company, inputs: FitInputs, fit: PairFit, pairs: Pairs
) -> PairReadiness | None:
    levels, share = inputs.levels, fit.competency
    if levels is None or share is None:
        return None
    known = share.known_share.of_pairs
    found, done = [], 0
    for post, people in _columns(pairs):
        own = levels.of(np.array([post]), people)
        part = known[done : done + len(people), None]
        found.append(estimate_readiness(company, own, part))
        done += len(people)
    months, p10, p90 = (
        PairValues(pairs, joined([getattr(one, name)[:, 0] for one in found]), np.nan)
        for name in ("months", "months_p10", "months_p90")
    )
    codes = joined([places(LABELS, one.label[:, 0]).astype(np.int8) for one in found])
    return PairReadiness(months, p10, p90, PairValues(pairs, codes, NOT_ASSESSED, LABELS))


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


def _ready(pairs: Pairs, readiness: PairReadiness | None, named_ready: Flags) -> Flags:
    if readiness is None:
        return named_ready
    codes = readiness.label.of_pairs
    named = named_ready[pairs.person, pairs.post]
    return pairs.spread((codes == 0) | ((codes == LABELS.index(NOT_ASSESSED)) & named))


def _near(
    company: Company, targets: pd.DataFrame, people: tuple[str, ...], grade_reach: int
) -> Flags:
    """Near in grade, and in the same family of work or the same unit as far as both are known."""
    held = company.staff.set_index("employee_id")["position_id"].reindex(list(people))
    own = company.positions.set_index("position_id").reindex(held.to_numpy())
    grade = own["grade"].to_numpy(float)
    mine, theirs = _codes(own, targets)
    near = np.zeros((len(people), len(targets)), dtype=bool, order="F")
    for post, asked in enumerate(targets["grade"].to_numpy(float)):
        reach = within_reach(grade, np.array([asked]), grade_reach=grade_reach)[:, 0]
        apart = (mine >= 0) & (theirs[post] >= 0) & (mine != theirs[post])
        near[:, post] = reach & ~apart.all(axis=1)
    return near


def _codes(own: pd.DataFrame, targets: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Numbers for family and unit, of people (C, 2) and posts (P, 2); -1 is unknown."""
    columns = ("job_family", "unit")
    codes = [
        pd.factorize(pd.concat([own[column], targets[column]], ignore_index=True))[0]
        for column in columns
    ]
    both = np.stack(codes, axis=1)
    return both[: len(own)], both[len(own) :]


def _named(
    company: Company, posts: tuple[str, ...], people: tuple[str, ...]
) -> tuple[Flags, Flags]:
    """Pairs named as ready now on evidence that is not stale, and all pairs named."""
    if not company.has("nominations"):
        nobody = np.zeros((len(people), len(posts)), dtype=bool, order="F")
        return nobody, nobody
    named = dated_nominations(company)
    ready = named[(named["readiness"] == "ready_now") & ~named["stale"]]
    return _marked(ready, posts, people), _marked(named, posts, people)


def _marked(pairs: pd.DataFrame, posts: tuple[str, ...], people: tuple[str, ...]) -> Flags:
    marked = np.zeros((len(people), len(posts)), dtype=bool, order="F")
    across = places(posts, pairs["position_id"])
    down = places(people, pairs["employee_id"])
    inside = (across >= 0) & (down >= 0)
    marked[down[inside], across[inside]] = True
    return marked
