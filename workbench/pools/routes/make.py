"""Routes from inside: who could be ready in time, with which courses, at what cost."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.gates import PASS
from workbench.people.levels import level_gaps
from workbench.people.readiness import NOT_ASSESSED, months_quantile
from workbench.pools.build import Pools
from workbench.pools.routes.train import MOST_DAYS, train_by
from workbench.pools.training.catalogue import Catalogue
from workbench.pools.training.schedule import (
    course_ends_months,
    course_order,
    months_with_courses,
)
from workbench.settings.pools import MOST_TRAIT_SHARE

Floats = NDArray[np.float64]


def inside_routes(
    company: Company,
    pools: Pools,
    gaps: pd.DataFrame,
    catalogue: Catalogue,
    *,
    hours_per_year: float,
    least_fit: float,
    most_posts: int,
    chance: float,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """List the people who could be made ready for each gap.

    Parameters
    ----------
    company : settings of pace and fit
    pools : targets and candidates
    gaps : from ``places_to_fill``
    catalogue : courses of the competencies of the candidates
    hours_per_year : hours of courses a person can take
    least_fit : fit from which a person counts, once the gaps are closed
    most_posts : posts one person may stand by for; who does so already is no successor for another
    chance : 0.5 or 0.9, of being ready by the day courses are chosen for; at 0.9 the pace is slow
        and what was never assessed counts as level 0

    Returns
    -------
    Routes as in ``outside_routes`` with by (the person) and course_ids (tuple, in order); and one
    row a gap with not_assessed, the people who pass the gates and whose readiness is not assessed
    """
    columns = ["gap", "position_id", "route", "by", "course_ids", "days_low", "days", "days_high",
               "cost_low", "cost", "cost_high", "from", "ask"]  # fmt: skip
    judged = pools.candidates
    row = np.array([judged.position_ids.index(post) for post in gaps["position_id"]], dtype=np.intp)
    if judged.levels is None or judged.readiness is None or not len(row):
        return pd.DataFrame(columns=columns), gaps[["position_id"]].assign(not_assessed=np.nan)
    could = judged.considered & (judged.gates.combined == PASS)
    pairs = judged.pairs
    told = judged.readiness.label[pairs.person, pairs.post] != NOT_ASSESSED
    assessed = judged.ready | pairs.spread(told)
    fits = pairs.spread(fit_when_closed(company, pools) >= least_fit)
    stands_by = pools.proposals["employee_id"].value_counts().reindex(judged.employee_ids)
    full = stands_by.fillna(0).to_numpy() >= most_posts
    barred = full[:, None] & (gaps["kind"] == "no successor").to_numpy()
    place, person = np.nonzero(((could & assessed & fits)[:, row] & ~barred).T)
    open_to = (could & ~assessed)[:, row].sum(axis=0)
    post = row[place]
    known, _, worst = level_gaps(judged.levels.required[post], judged.levels.held[person])
    known, worst = (np.nan_to_num(part) for part in (known, worst))
    known[judged.ready[person, post]] = worst[judged.ready[person, post]] = 0.0
    options = company.settings.pools
    pace = {
        share: options.pace_levels_per_month
        / float(months_quantile(np.ones(1), probability=share, pace_cv=options.pace_cv)[0])
        for share in (0.1, 0.5, 0.9)
    }
    trained = train_by(
        worst if chance > 0.5 else known, gaps["needed_days"].to_numpy(float)[place], catalogue,
        levels_per_day=pace[chance] / DAYS_PER_MONTH, hours_per_year=hours_per_year,
    )  # fmt: skip
    rows = [
        (int(at), gaps["position_id"].iloc[at], "train", judged.employee_ids[who],
         *_courses_and_days(known[pair], worst[pair], trained.takes[pair], catalogue, pace,
                        hours_per_year), *(float(trained.cost[pair]),) * 3)
        for pair, (at, who) in enumerate(zip(place.tolist(), person.tolist(), strict=True))
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns[:11]).assign(ask="")
    by_courses = frame["course_ids"].map(len) > 0
    basis = pd.Series("gaps and pace", index=frame.index, dtype="str")
    frame["from"] = basis.mask(by_courses, "gaps, pace and courses")
    within = frame["days"] <= MOST_DAYS
    return (
        frame.loc[within, columns].reset_index(drop=True),
        gaps[["position_id"]].assign(not_assessed=open_to),
    )


def _courses_and_days(
    known: Floats,
    worst: Floats,
    takes: NDArray[np.bool_],
    catalogue: Catalogue,
    pace: dict[float, float],
    hours_per_year: float,
) -> tuple[tuple[str, ...], float, float, float]:
    """Give the courses of a person in order, and the least, middle and most days they take."""
    order = list(
        course_order(np.flatnonzero(takes).tolist(), worst, catalogue.gain, catalogue.needs_first)
    )
    ends = course_ends_months(catalogue.hours[order], hours_per_year=hours_per_year)
    low, middle, high = (
        DAYS_PER_MONTH
        * months_with_courses(gap, catalogue.gain[order], ends, pace_levels_per_month=pace[share])
        for gap, share in ((known, 0.1), (known, 0.5), (worst, 0.9))
    )
    days = np.ceil(np.array([low, middle, high]) - 1e-6) + 0.0
    return tuple(catalogue.course_ids[one] for one in order), *days.tolist()


def fit_when_closed(company: Company, pools: Pools) -> Floats:
    """Give the fit people would have with every known gap in competency closed.

    Returns
    -------
    array (E,) of the pairs of the candidates; NaN where too little of the fit is known or
    no competency was assessed
    """
    fit, weights = pools.candidates.fit, company.settings.pools.fit_weights
    point, person = fit.overall.point.of_pairs, pools.candidates.pairs.person
    if fit.competency is None:
        return np.full_like(point, np.nan)
    rated, matched = np.zeros(len(point)), np.zeros(len(point))
    if fit.performance is not None:
        rated = np.where(np.isnan(fit.performance.point[person]), 0.0, weights.performance)
    if fit.match is not None:
        matched = np.where(np.isnan(fit.match.point.of_pairs), 0.0, weights.match)
    strong = weights.competency + rated
    traits = np.minimum(matched, strong * MOST_TRAIT_SHARE / (1 - MOST_TRAIT_SHARE))
    share = weights.competency / (strong + traits)
    closed = point + share * (1 - fit.competency.point.of_pairs)
    known = fit.overall.known_share.of_pairs >= company.settings.pools.least_known_share
    return np.where(known, closed, np.nan)
