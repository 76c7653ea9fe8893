"""Tables and sentences about routes as a reader wants them."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.pools.routes.build import CHANCES, STATES, Routes
from workbench.words import count, listing, money

WORDS = {"train": "make", "recruit": "buy", "share": "borrow"}


def gap_table(routes: Routes, *, currency: str) -> pd.DataFrame:
    """List the gaps, the latest first, with the routes of the mix.

    Returns
    -------
    DataFrame with post (title and id), kind, places, needed_on, state, late_days (by the fastest
    route), mix (routes in words) and cost (range as text)
    """
    gaps, taken = routes.gaps, routes.routes[routes.routes["taken"] > 0]
    mix = {
        gap: listing([_route_words(one) for one in own.to_dict("records")])
        for gap, own in taken.groupby("gap")
    }
    frame = pd.DataFrame(
        {
            "post": gaps["title"] + " (" + gaps["position_id"] + ")",
            "kind": gaps["kind"],
            "places": gaps["places"],
            "needed_on": gaps["needed_on"],
            "state": gaps["state"],
            "late_days": gaps["least_late_days"],
            "mix": [mix.get(gap, "none") for gap in range(len(gaps))],
            "cost": [
                _range_words(*amounts, currency=currency)
                for amounts in zip(gaps["cost_low"], gaps["cost"], gaps["cost_high"], strict=True)
            ],
        }
    )
    rank = frame["state"].map({state: place for place, state in enumerate(STATES)})
    order = frame.assign(rank=rank, by=-frame["late_days"].fillna(np.inf))
    return order.sort_values(["rank", "by", "needed_on", "post"], ignore_index=True).drop(
        columns=["rank", "by"]
    )


def mix_table(routes: Routes, company: Company) -> pd.DataFrame:
    """List the gaps with the dates at which their routes of the mix fill them, the worst first.

    Returns
    -------
    DataFrame with post (title and id), needed_on, state, route (make, buy, borrow; empty where
    none), employee_id, channel, on_low, on, on_high (dates), cost_low, cost, cost_high; one row a
    route taken, or a gap without one
    """
    rows = routes.routes[routes.routes["taken"] > 0]
    days = {"on_low": "days_low", "on": "days", "on_high": "days_high"}
    dates = {
        name: company.as_of + pd.to_timedelta(rows[column].astype(float), unit="D")
        for name, column in days.items()
    }
    inside = rows["route"] == "train"
    taken = rows[["gap", "cost_low", "cost", "cost_high"]].assign(
        **dates, route=rows["route"].map(WORDS), employee_id=rows["by"].where(inside),
        channel=rows["by"].where(~inside),
    )  # fmt: skip
    gaps = routes.gaps.reset_index(names="gap")
    frame = gaps[["gap", "title", "position_id", "needed_on", "state", "least_late_days"]].merge(
        taken, on="gap", how="left"
    )
    frame = frame.assign(
        post=frame["title"] + " (" + frame["position_id"] + ")",
        route=frame["route"].fillna(""),
        rank=frame["state"].map({state: place for place, state in enumerate(STATES)}),
        by=-frame["least_late_days"].fillna(np.inf),
    ).sort_values(["rank", "by", "needed_on", "post", "route"], ignore_index=True)
    columns = ["post", "needed_on", "state", "route", "employee_id", "channel", *days]
    return frame[[*columns, "cost_low", "cost", "cost_high"]]


def route_table(routes: Routes, company: Company) -> pd.DataFrame:
    """List every route to every gap, by gap and days.

    Returns
    -------
    DataFrame with post (title and id), route (make, buy, borrow), employee_id (of a person),
    channel, courses, needed_days, days_low, days, days_high, cost_low, cost, cost_high, late_days,
    taken, from
    """
    rows = routes.routes
    titles = company.positions.set_index("position_id")["title"]
    inside = rows["route"] == "train"
    upper = CHANCES[routes.chance][1]
    frame = rows.assign(
        post=rows["position_id"].map(titles) + " (" + rows["position_id"] + ")",
        employee_id=rows["by"].where(inside),
        channel=rows["by"].where(~inside),
        needed_days=routes.gaps["needed_days"].to_numpy()[rows["gap"].to_numpy(dtype=int)],
        courses=[listing(ids) if ids else "" for ids in rows["course_ids"]],
        route=rows["route"].map(WORDS),
    ).sort_values(["gap", upper, "cost", "by"], ignore_index=True)
    ranges = [f"{name}{end}" for name in ("days", "cost") for end in ("_low", "", "_high")]
    columns = ["post", "route", "employee_id", "channel", "courses", "needed_days", *ranges,
               "late_days", "taken"]  # fmt: skip
    return frame[[*columns, "from"]]


def one_gap(routes: Routes, company: Company, *, position_id: str = "") -> pd.DataFrame:
    """List the routes to one gap, to be drawn.

    Parameters
    ----------
    routes : from ``make_buy_or_borrow``
    company : titles
    position_id : the post; empty takes the one whose fastest route is the latest, of these the
        one needed first

    Returns
    -------
    Rows of ``route_table``; none where no route leads there

    Raises
    ------
    ParameterError
        If the post is no gap.
    """
    gaps = routes.gaps
    if position_id and position_id not in set(gaps["position_id"]):
        raise ParameterError(
            f"position_id: {position_id!r} has no gap to close. Allowed: "
            f"{listing(gaps['position_id'].tolist(), most=8)}."
        )
    known = gaps[gaps["routes"] > 0].sort_values(
        ["least_late_days", "needed_days", "position_id"], ascending=[False, True, True]
    )
    chosen = position_id or (known["position_id"].iloc[0] if len(known) else "")
    table = route_table(routes, company)
    return table[table["post"].str.endswith(f" ({chosen})")].reset_index(drop=True)


def route_findings(routes: Routes, *, currency: str) -> tuple[str, ...]:
    """Say which gaps can be closed in time, at what cost, and which cannot.

    Parameters
    ----------
    routes : from ``make_buy_or_borrow``
    currency : of the costs
    """
    sums, gaps = routes.measures, routes.gaps
    if gaps.empty:
        return ("No gap to close: every post in view has somebody proposed in time.",)
    limit = (
        f" within a budget of {money(routes.budget, currency)}"
        if np.isfinite(routes.budget)
        else ""
    )
    chance = "in nine of ten cases" if routes.chance == "nine in ten" else "as likely as not"
    words = [
        f"Of {count(int(sums['places']), 'place')} without anybody proposed in time, "
        f"{int(sums['in_time'])} can be closed in time {chance}{limit}"
        f"{_bridge_words(routes)}{_cost_words(sums, currency)}.",
        _share_words(routes, currency),
        _late_words(gaps),
        _beyond_words(gaps),
        _nothing_words(gaps),
        _inside_words(gaps),
    ]
    if len(routes.asks):
        asks = [f"{one} ({ask})" for one, ask in zip(routes.asks["id"], routes.asks["ask"],
                                                     strict=True)]  # fmt: skip
        words.append(f"Left out until it is known: {listing(asks, most=5)}.")
    return tuple(sentence for sentence in words if sentence)


def _bridge_words(routes: Routes) -> str:
    """Say how many of them are bridged by people lent, who are no successors."""
    rows = routes.routes
    lent = int(rows.loc[(rows["route"] == "share") & (rows["late_days"] <= 0), "taken"].sum())
    return f" ({lent} of them only bridged, by people lent)" if lent else ""


def _cost_words(sums: pd.Series, currency: str) -> str:
    if sums["open"] == sums["places"]:
        return ""
    cost = _range_words(sums["cost_low"], sums["cost"], sums["cost_high"], currency=currency)
    return f"; the cheapest mix of all costs {cost}"


def _share_words(routes: Routes, currency: str) -> str:
    taken = routes.routes[routes.routes["taken"] > 0]
    if taken.empty:
        return ""
    ready = (taken["route"] == "train") & (taken["course_ids"].map(len) == 0)
    kinds = taken["route"].map(WORDS).mask(ready, "make without a course")
    parts = [
        f"{kind} {int(own['taken'].sum())} "
        f"({money(float((own['cost'] * own['taken']).sum()), currency)})"
        for kind, own in taken.groupby(kinds, sort=False)
    ]
    return f"The mix: {listing(parts)}."


def _late_words(gaps: pd.DataFrame) -> str:
    late = gaps[gaps["least_late_days"] > 0].sort_values(
        ["least_late_days", "position_id"], ascending=[False, True]
    )
    if late.empty:
        return ""
    named = [
        f"{title} ({days:.0f} {'day' if days == 1 else 'days'})"
        for title, days in zip(late["title"], late["least_late_days"], strict=True)
    ]
    return (
        f"No route is in time for {count(len(late), 'post')}; the shortest delay: "
        f"{listing(named, most=5)}."
    )


def _beyond_words(gaps: pd.DataFrame) -> str:
    beyond = gaps.loc[gaps["state"] == "beyond the limits", "title"].tolist()
    if not beyond:
        return ""
    return (
        f"Money, seats or people do not reach for {count(len(beyond), 'post')} to which there is a "
        f"route: {listing(beyond, most=5)}."
    )


def _nothing_words(gaps: pd.DataFrame) -> str:
    nothing = gaps.loc[gaps["routes"] == 0, "title"].tolist()
    if not nothing:
        return ""
    return (
        f"No route with known days and cost leads to {count(len(nothing), 'post')}: "
        f"{listing(nothing, most=5)}."
    )


def _inside_words(gaps: pd.DataFrame) -> str:
    unsure = gaps[gaps["not_assessed"] > 0]
    if unsure.empty:
        return ""
    return (
        f"At {count(len(unsure), 'post')} people pass the gates whose readiness is not assessed: "
        "an assessment may open a cheaper way from inside."
    )


def _route_words(route: dict) -> str:
    often = f"{route['taken']} x " if route["taken"] > 1 else ""
    if route["route"] == "train":
        courses = f" with {listing(route['course_ids'])}" if route["course_ids"] else ""
        return f"{often}make: {route['by']}{courses}"
    return f"{often}{WORDS[route['route']]}: {route['by']}"


def _range_words(low: float, middle: float, high: float, *, currency: str) -> str:
    if np.isnan(middle):
        return ""
    if low == high:
        return money(middle, currency)
    return f"{money(middle, currency)} ({money(low, currency)} to {money(high, currency)})"
