"""Judgements weighed anew: other weights of the parts of fit, another least fit, nothing read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.bounded import Bounded, nothing_known
from workbench.people.fit import overall_fit
from workbench.pools.candidates import Candidates, enough_fit
from workbench.pools.chains.ready import Pair, judge_posts, ready_to_rise, rising
from workbench.pools.pairs import PairBounded, PairFit
from workbench.settings.pools import FitWeights


def posts_with_wishes(company: Company) -> frozenset[str]:
    """Give the posts that wish for any trait: only there the match of traits has a weight."""
    if not company.has("position_traits"):
        return frozenset()
    return frozenset(company.table("position_traits").dropna(subset=["value"])["position_id"])


def weighed_anew(
    company: Company,
    candidates: Candidates,
    wishing: frozenset[str],
    *,
    weights: FitWeights,
    least_fit: float,
) -> Candidates:
    """Weigh the parts of the fit of all pairs again.

    Parameters
    ----------
    company : ``settings.pools.least_known_share``
    candidates : from ``judge_candidates``, with any weights
    wishing : from ``posts_with_wishes``
    weights : of the parts of fit
    least_fit : fit from which a person is proposed, in [0, 1]

    Returns
    -------
    Candidates, to the last digit those of ``judge_candidates`` with these settings: pairs, gates
    and readiness rest on neither
    """
    whole = _whole(candidates, wishing, weights)
    fit = replace(candidates.fit, overall=PairBounded.joined(candidates.pairs, [whole]))
    least_known = np.inf if candidates.levels is None else company.settings.pools.least_known_share
    enough, could = enough_fit(
        fit, candidates.gates, least_fit=least_fit, least_known_share=least_known
    )
    return replace(candidates, fit=fit, eligible=enough, undecided=could)


def _whole(candidates: Candidates, wishing: frozenset[str], weights: FitWeights) -> Bounded:
    """Join the parts as ``fit_to_post`` does, for all pairs at once."""
    fit, pairs = candidates.fit, candidates.pairs
    shape = pairs.post.shape
    parts, shares = [nothing_known(shape)], [np.zeros(shape)]
    if fit.match is not None:
        asks = np.array([post in wishing for post in candidates.position_ids], dtype=bool)
        parts, shares = [_of_pairs(fit.match)], [weights.match * asks[pairs.post].astype(float)]
    if fit.competency is not None:
        parts.append(_of_pairs(fit.competency))
        shares.append(np.full(shape, weights.competency))
    if fit.performance is not None:
        parts.append(_of_people(fit, pairs.person))
        shares.append(np.full(shape, weights.performance))
    return overall_fit(parts, shares, weak=0)


def _of_pairs(part: PairBounded) -> Bounded:
    return Bounded(
        part.point.of_pairs, part.low.of_pairs, part.high.of_pairs, part.known_share.of_pairs
    )


def _of_people(fit: PairFit, person: np.ndarray) -> Bounded:
    part = fit.performance
    assert part is not None
    return Bounded(
        part.point[person], part.low[person], part.high[person], part.known_share[person]
    )


@dataclass(frozen=True)
class JudgedOnce:
    """Staff judged for the posts that were asked for so far; they are weighed as often as asked.

    Parameters
    ----------
    company, horizon_days : as in ``vacancy_chains``
    wishing : from ``posts_with_wishes``
    batches : the judgements, each of the posts that were new when somebody asked, with the people
        locked to them then, and for whom a post would be a step up
    """

    company: Company
    horizon_days: int
    wishing: frozenset[str]
    batches: list[tuple[frozenset[tuple[str, tuple[str, ...]]], Candidates, NDArray[np.bool_]]]

    def ready(
        self,
        posts: tuple[str, ...],
        *,
        weights: FitWeights,
        least_fit: float,
        locked: Sequence[Pair] = (),
    ) -> pd.DataFrame:
        """List who could take these posts now, see ``ready_to_rise``."""
        asked = {
            (post, tuple(sorted(who for where, who in locked if where == post))) for post in posts
        }
        new = asked.difference(*(keys for keys, _, _ in self.batches))
        if new:
            names = tuple(post for post in posts if post in {post for post, _ in new})
            found = judge_posts(
                self.company, names, least_fit=least_fit, horizon_days=self.horizon_days,
                also=locked,
            )  # fmt: skip
            rises = rising(self.company, found, locked=locked)
            self.batches.append((frozenset(new), found, rises))
        tables = []
        for keys, batch, rises in self.batches:
            if wanted := {post for post, _ in asked & keys}:
                judged = weighed_anew(
                    self.company, batch, self.wishing, weights=weights, least_fit=least_fit
                )
                table = ready_to_rise(judged, rises)
                tables.append(table[table["position_id"].isin(wanted)])
        return pd.concat(tables, ignore_index=True)
