"""Routes from inside: who could be ready in time, with which courses, at what cost."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.gates import PASS
from workbench.people.levels import level_gaps
from workbench.people.readiness import NOT_ASSESSED, months_quantile
from workbench.pools.build import Pools
from workbench.pools.training.catalogue import Catalogue
from workbench.pools.training.cover import cover_gaps
from workbench.pools.training.schedule import (
    course_ends_months,
    course_order,
    months_with_courses,
)

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]
MOST_DAYS = 3650.0
DAYS_PER_YEAR = 12 * DAYS_PER_MONTH


@dataclass(frozen=True)
class Trained:
    """Courses of N pairs, each the cheapest with which the pair is ready by its day.

    Parameters
    ----------
    takes : bool array (N, M)
    days : array (N,), the later of the day needed and the first day that can be reached; infinite
        where none within ten years can be
    cost : array (N,)
    """

    takes: Flags
    days: Floats
    cost: Floats


def train_by(
    gap: Floats,
    needed_days: Floats,
    catalogue: Catalogue,
    *,
    levels_per_day: float,
    hours_per_year: float,
) -> Trained:
    """Find the cheapest courses with which people are ready by a day, or else as soon as can be.

    Parameters
    ----------
    gap : array (N, K), missing levels of N people, each on its own
    needed_days : array (N,), >= 0
    catalogue : courses; those that cannot be planned are left out
    levels_per_day : levels gained on the job in a day, > 0
    hours_per_year : hours a person can spend, spread evenly

    Returns
    -------
    Trained

    Notes
    -----
    Ready by day D is who has gap - levels_per_day x D closed by courses of no more than D /
    365.25 x hours_per_year hours in all: the multi-cover program of ``cover_gaps``. What can be
    done by a day can be done by a later one, so the first day is found by halving.

    Examples
    --------
    >>> one = Catalogue(
    ...     ("K1",), ("Mixing",), ("C1",), np.array([[1.0]]), np.array([300.0]), np.array([20.0]),
    ...     np.array([9.0]), (), ("",),
    ... )
    >>> plan = train_by(
    ...     np.array([[1.0], [1.0], [1.0]]), np.array([1200.0, 200.0, 0.0]), one,
    ...     levels_per_day=0.001, hours_per_year=80.0,
    ... )
    >>> plan.days.tolist(), plan.cost.tolist()
    ([1200.0, 200.0, 92.0], [0.0, 300.0, 300.0])
    """
    alone = np.ceil(gap.max(axis=1, initial=0.0) / levels_per_day - 1e-9)
    low, high = np.minimum(needed_days, alone), alone.copy()
    takes = np.zeros((len(gap), len(catalogue.course_ids)), dtype=bool)
    limits = {"levels_per_day": levels_per_day, "hours_per_year": hours_per_year}
    rest = np.flatnonzero(needed_days < alone)
    reached, takes[rest] = _ready_by(gap[rest], needed_days[rest], catalogue, **limits)
    high[rest[reached]] = low[rest[reached]]
    rest = rest[~reached]
    while (wide := rest[high[rest] - low[rest] > 1]).size:
        middle = np.floor((low[wide] + high[wide]) / 2)
        reached, found = _ready_by(gap[wide], middle, catalogue, **limits)
        high[wide[reached]], takes[wide[reached]] = middle[reached], found[reached]
        low[wide[~reached]] = middle[~reached]
    takes[rest[high[rest] >= alone[rest]]] = False
    days = np.maximum(high, needed_days)
    usable = np.where(catalogue.usable, catalogue.cost, 0.0)
    return Trained(takes, np.where(days > MOST_DAYS, np.inf, days), takes @ usable)


def _ready_by(
    gap: Floats,
    days: Floats,
    catalogue: Catalogue,
    *,
    levels_per_day: float,
    hours_per_year: float,
) -> tuple[Flags, Flags]:
    """Tell who can be ready by the days, and with which courses at least cost."""
    usable = catalogue.usable
    left = np.maximum(gap - levels_per_day * days[:, None], 0.0)
    left[left < 1e-9] = 0.0
    plan = cover_gaps(
        left,
        catalogue.gain * usable[:, None],
        seat_cost=np.where(usable, catalogue.cost, 0.0),
        hours=np.where(usable, catalogue.hours, 0.0),
        hours_limit=hours_per_year * days / DAYS_PER_YEAR,
        needs_first=[pair for pair in catalogue.needs_first if usable[list(pair)].all()],
    )
    return plan.open_levels.sum(axis=1) <= 1e-9, plan.takes


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
    assessed = judged.ready | (judged.readiness.label != NOT_ASSESSED)
    fits = fit_when_closed(company, pools) >= least_fit
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
    rows = []
    for pair in range(len(place)):
        order = course_order(
            np.flatnonzero(trained.takes[pair]).tolist(), worst[pair], catalogue.gain,
            catalogue.needs_first,
        )  # fmt: skip
        ends = course_ends_months(catalogue.hours[list(order)], hours_per_year=hours_per_year)
        low, middle, high = (
            DAYS_PER_MONTH
            * months_with_courses(
                gap[pair], catalogue.gain[list(order)], ends, pace_levels_per_month=pace[share]
            )
            for gap, share in ((known, 0.1), (known, 0.5), (worst, 0.9))
        )
        cost = float(trained.cost[pair])
        rows.append(
            (int(place[pair]), gaps["position_id"].iloc[place[pair]], "train",
             judged.employee_ids[person[pair]], tuple(catalogue.course_ids[one] for one in order),
             *(np.ceil(np.array([low, middle, high]) - 1e-6) + 0.0), cost, cost, cost,
             "gaps, pace and courses" if order else "gaps and pace", "")
        )  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    within = frame["days"] <= MOST_DAYS
    return frame[within].reset_index(drop=True), gaps[["position_id"]].assign(not_assessed=open_to)


def fit_when_closed(company: Company, pools: Pools) -> Floats:
    """Give the fit people would have with every known gap in competency closed, array (C, P).

    Returns
    -------
    array; NaN where too little of the fit is known or no competency was assessed
    """
    fit, weights = pools.candidates.fit, company.settings.pools.fit_weights
    if fit.competency is None:
        return np.full_like(fit.overall.point, np.nan)
    shape = fit.overall.point.shape
    parts = []
    for part, weight in ((fit.performance, weights.performance), (fit.match, weights.match)):
        if part is None:
            parts.append(np.zeros(shape))
        else:
            point = part.point if part.point.ndim == 2 else part.point[:, None]
            parts.append(np.broadcast_to(np.where(np.isnan(point), 0.0, weight), shape))
    strong = weights.competency + parts[0]
    traits = np.minimum(parts[1], strong * 0.15 / 0.85)
    share = weights.competency / (strong + traits)
    closed = fit.overall.point + share * (1 - fit.competency.point)
    known = fit.overall.known_share >= company.settings.pools.least_known_share
    return np.where(known, closed, np.nan)
