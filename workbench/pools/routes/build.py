"""Make, buy or borrow: every route to every gap, and the mix that closes them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.pools.build import Pools
from workbench.pools.routes.buy import channel_ranges, outside_routes
from workbench.pools.routes.make import inside_routes
from workbench.pools.routes.mix import cheapest_mix
from workbench.pools.routes.places import places_to_fill
from workbench.pools.training.catalogue import Catalogue, course_catalogue
from workbench.settings.options import option

Chance = Literal["likely", "nine in ten"]
CHANCES: dict[str, tuple[float, str]] = {"likely": (0.5, "days"), "nine in ten": (0.9, "days_high")}
# From the worst; late and in time are those of the mix.
STATES = ("no route", "beyond the limits", "late", "in time")


@dataclass(frozen=True)
class Routes:
    """The gaps, the routes to them, and the mix.

    Parameters
    ----------
    gaps : see ``places_to_fill``, with routes (how many there are with known days and cost),
        filled, filled_in_time (places, by the mix), least_late_days (days after the date by the
        fastest route on its own, 0 in time; NaN without a route), cost_low, cost and cost_high (of
        its routes in the mix; NaN where nothing is filled), not_assessed (people who pass the gates
        and whose readiness is unknown) and state (no route;
        beyond the limits: of money, seats or people; late; in time)
    routes : one row a gap and route: gap (row in ``gaps``), position_id, route (train, recruit,
        share), by (person or channel), course_ids, days_low, days, days_high (from the report
        date), cost_low, cost, cost_high, from, ask, late_days (NaN unknown), taken (times, by the
        mix)
    asks : what is unknown and keeps routes out: what (channel or course), id, ask
    measures : places, in_time, late, open, cost_low, cost, cost_high, and the cost of the mix by
        route: train_cost, recruit_cost, share_cost
    chance : with which chance a route has to be in time
    budget : the limit, infinite where there is none
    """

    gaps: pd.DataFrame
    routes: pd.DataFrame
    asks: pd.DataFrame
    measures: pd.Series
    chance: Chance
    budget: float


def make_buy_or_borrow(
    company: Company,
    pools: Pools,
    *,
    chance: Chance = "nine in ten",
    budget: float | None = None,
    hours_per_year: float | None = None,
    least_fit: float | None = None,
    pools_per_person: int | None = None,
    horizon_days: int | None = None,
) -> Routes:
    """Set the routes to each gap side by side and choose the mix.

    Parameters
    ----------
    company : channels and courses; requisitions and market make days and cost the company's own
    pools : from ``build_pools``
    chance : nine in ten (the upper end of the days counts) or likely (the middle)
    budget : most that may be spent on all routes; None is no limit
    hours_per_year : hours of courses a person can take; None takes the settings
    least_fit : fit from which a person counts, once gaps are closed; None takes the settings
    pools_per_person : posts one person may stand by for; None takes the settings
    horizon_days : day by which a post without a date needs a successor; None takes the settings

    Returns
    -------
    Routes; the same input in any order of rows gives the same answer

    Raises
    ------
    ParameterError
        If the chance is not one of the two, or another option out of its range.
    ReportError
        If the mix is not proved to be the best one.
    """
    options = company.settings
    if chance not in CHANCES:
        raise ParameterError(
            f"chance: found {chance!r}. Allowed: {' or '.join(CHANCES)}. Correct it."
        )
    limit = "pools.training_budget"  # the range alone: its value is for courses
    most = np.inf if budget is None else option(options, limit, budget, name="budget")
    hours = option(options, "pools.training_hours_per_year", hours_per_year, name="hours_per_year")
    horizon = option(options, "horizon_days", horizon_days)
    floor = option(options, "pools.least_fit", least_fit)
    posts = option(options, "pools.pools_per_person", pools_per_person)
    gaps = places_to_fill(company, pools, horizon_days=horizon)
    levels = pools.candidates.levels
    catalogue = course_catalogue(company, levels.competency_ids if levels else ())
    inside, unknown = inside_routes(
        company, pools, gaps, catalogue, hours_per_year=hours, chance=CHANCES[chance][0],
        least_fit=floor, most_posts=posts,
    )  # fmt: skip
    outside = outside_routes(company, gaps)
    outside = outside.assign(course_ids=pd.Series([()] * len(outside), dtype="object"))
    parts = [part for part in (inside, outside) if len(part)]
    routes = pd.concat(parts, ignore_index=True) if parts else outside
    routes = _chosen(_dated(routes, gaps, chance), gaps, catalogue, most)
    gaps = _answered(gaps.assign(not_assessed=unknown["not_assessed"].to_numpy()), routes)
    return Routes(gaps, routes, _asks(company, catalogue), _measures(gaps, routes), chance, most)


def _dated(routes: pd.DataFrame, gaps: pd.DataFrame, chance: Chance) -> pd.DataFrame:
    """Set the days of each route against the day its gap is to be filled."""
    place = routes["gap"].to_numpy(dtype=np.intp)
    needed = gaps["needed_days"].to_numpy(dtype=np.float64)[place]
    days = routes[CHANCES[chance][1]].to_numpy(dtype=np.float64)
    late = np.where(np.isnan(days), np.nan, np.maximum(days - needed, 0.0))
    return routes.assign(gap=place, late_days=late)


def _chosen(
    routes: pd.DataFrame, gaps: pd.DataFrame, catalogue: Catalogue, budget: float
) -> pd.DataFrame:
    """Choose among the routes of which days and cost are known; a person fills one place."""
    known = np.flatnonzero((routes["late_days"].notna() & routes["cost"].notna()).to_numpy())
    own = routes.iloc[known]
    places = gaps["places"].to_numpy(dtype=np.float64)
    trained = (own["route"] == "train").to_numpy()
    use, limit = _limits(own, trained, catalogue)
    mix = cheapest_mix(
        own["gap"].to_numpy(dtype=np.intp), own["cost"].to_numpy(dtype=np.float64), places,
        late_days=own["late_days"].to_numpy(dtype=np.float64),
        most=np.where(trained, 1.0, places[own["gap"].to_numpy(dtype=np.intp)]),
        use=use, limit=limit, budget=budget,
    )  # fmt: skip
    taken = np.zeros(len(routes), dtype=np.intp)
    taken[known] = mix.taken
    return routes.assign(taken=taken)


def _limits(
    own: pd.DataFrame, trained: np.ndarray, catalogue: Catalogue
) -> tuple[csr_array, np.ndarray]:
    """Give what each route takes of every person, and of the seats of every course in a year."""
    code, people = pd.factorize(own["by"].where(trained))
    courses = {name: place for place, name in enumerate(catalogue.course_ids)}
    use = np.zeros((len(own), len(people) + len(courses)))
    use[np.flatnonzero(trained), code[trained]] = 1.0
    for row, names in enumerate(own["course_ids"]):
        use[row, [len(people) + courses[name] for name in names]] = 1.0
    seats = np.where(np.isnan(catalogue.seats), 0.0, catalogue.seats)
    return csr_array(use), np.concatenate([np.ones(len(people)), seats])


def _answered(gaps: pd.DataFrame, routes: pd.DataFrame) -> pd.DataFrame:
    known = routes[routes["late_days"].notna() & routes["cost"].notna()]
    taken = routes[routes["taken"] > 0]
    index = pd.RangeIndex(len(gaps))
    in_time = taken["taken"].where(taken["late_days"] <= 0, 0).groupby(taken["gap"]).sum()
    costs = {
        name: (taken[name] * taken["taken"]).groupby(taken["gap"]).sum(min_count=1).reindex(index)
        for name in ("cost_low", "cost", "cost_high")
    }
    frame = gaps.assign(
        routes=known.groupby("gap").size().reindex(index).fillna(0).astype(int),
        filled=taken.groupby("gap")["taken"].sum().reindex(index).fillna(0).astype(int),
        filled_in_time=in_time.reindex(index).fillna(0).astype(int),
        least_late_days=known.groupby("gap")["late_days"].min().reindex(index),
        **costs,
    )
    marks = [
        frame["routes"] == 0,
        frame["filled"] < frame["places"],
        frame["filled_in_time"] < frame["places"],
    ]
    state = np.select(marks, STATES[:-1], STATES[-1])
    return frame.assign(state=pd.Series(state, dtype="str"))


def _asks(company: Company, catalogue: Catalogue) -> pd.DataFrame:
    rows = [
        ("course", course, ask)
        for course, ask in zip(catalogue.course_ids, catalogue.asks, strict=True)
        if ask
    ]
    if company.has("channels"):
        channels = channel_ranges(company)
        asked = channels[channels["ask"] != ""]
        rows += [
            ("channel", channel, ask)
            for channel, ask in zip(asked["channel"], asked["ask"], strict=True)
        ]
    return pd.DataFrame(rows, columns=["what", "id", "ask"])


def _measures(gaps: pd.DataFrame, routes: pd.DataFrame) -> pd.Series:
    places, filled = int(gaps["places"].sum()), int(gaps["filled"].sum())
    in_time = int(gaps["filled_in_time"].sum())
    spent = (routes["cost"] * routes["taken"]).groupby(routes["route"]).sum()
    return pd.Series(
        {
            "places": places,
            "in_time": in_time,
            "late": filled - in_time,
            "open": places - filled,
            **{name: gaps[name].sum() for name in ("cost_low", "cost", "cost_high")},
            **{f"{kind}_cost": spent.get(kind, 0.0) for kind in ("train", "recruit", "share")},
        }
    )
