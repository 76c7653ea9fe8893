"""Demands: posts of the company's own pools that nobody inside can fill, by groups alike."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from workbench.company import Company
from workbench.company.post_pay import OF_THE_POST, post_pay
from workbench.exchange.codes import post_occupations
from workbench.exchange.dates import period_end
from workbench.exchange.package import organisation_name
from workbench.exchange.profiles import level_of, skill_words
from workbench.exchange.tables import demands
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.levels import places
from workbench.pools.build import Pools
from workbench.pools.routes.buy import channel_ranges
from workbench.settings.options import option

FROM_INSIDE = "somebody inside is ready in time"
NO_REGION = "no region"
_ALIKE = ["occupation_code", "code_system", "level", "region", "by_when"]


@dataclass(frozen=True)
class Demands:
    """The demands of a company.

    Parameters
    ----------
    table : rows as declared in ``exchange.tables``, by demand_id
    posts : one row a post of the pools with a seat to fill within the horizon: position_id, title,
        seats (to fill), inside (of them by somebody of the pool who is ready in time), by_when,
        demand_id (missing where left out) and reason (why)
    """

    table: pd.DataFrame
    posts: pd.DataFrame


def demands_of(
    company: Company, pools: Pools, *, organisation: str, horizon_days: int | None = None
) -> Demands:
    """Make the demands of a company from what its pools lack.

    Parameters
    ----------
    company : the checked company
    pools : from ``build_pools``
    organisation : who publishes, as it is known in the exchange
    horizon_days : how far ahead seats are looked at; None takes the settings

    Returns
    -------
    Demands

    Raises
    ------
    ParameterError
        If the name of the organisation, or the horizon, cannot be used.

    Notes
    -----
    A seat is to fill where it is empty and needed within the horizon, or its holder reaches the
    retirement age by then. Of the people proposed for a post those count as ready in time who are
    ready, at the median, on the day the seat falls free; each of them fills one seat. What is left
    is asked for outside. Dates are ends of quarters, and none is sooner than somebody from outside
    could start. What falls free by a retirement is asked for by the end of the horizon, whenever
    that is: so a demand tells that its holder reaches the age by then, and no birthday.
    """
    horizon = option(company.settings, "horizon_days", horizon_days)
    posts = _seats(company, pools, horizon)
    posts = posts.merge(_offer(company), on="position_id", how="left")
    reason = posts["reason"].fillna("")
    reason = reason.mask((reason == "") & posts["region"].isna(), NO_REGION)
    reason = reason.mask(posts["inside"] >= posts["seats"], FROM_INSIDE)
    soonest = company.as_of + pd.Timedelta(days=company.settings.exchange.least_days_ahead)
    latest = company.as_of + pd.Timedelta(days=horizon)
    due = posts["free_on"].where(posts["vacant_now"], latest)
    posts = posts.assign(reason=reason, by_when=period_end(_not_before(due, soonest)))
    table, ids = _grouped(company, posts[reason == ""], organisation_name(organisation))
    posts = posts.assign(demand_id=posts["position_id"].map(ids).astype("str"))
    columns = ["position_id", "title", "seats", "inside", "by_when", "demand_id", "reason"]
    return Demands(table, posts[columns])


def _seats(company: Company, pools: Pools, horizon_days: int) -> pd.DataFrame:
    """List the posts with seats to fill, and how many of them are filled from inside."""
    end = company.as_of + pd.Timedelta(days=horizon_days)
    rows = pools.targets
    seats = rows["to_fill_seats"] + rows["retiring"]
    rows = rows.assign(
        seats=seats,
        vacant_now=rows["to_fill_seats"] > 0,
        free_on=_not_before(rows["vacant_on"], company.as_of),
    )
    rows = rows.loc[(seats > 0) & (rows["free_on"] <= end),
                    ["position_id", "title", "seats", "vacant_now", "free_on"]]  # fmt: skip
    rows = rows.sort_values("position_id", ignore_index=True)
    return rows.assign(inside=_inside(company, pools.proposals, rows))


def _not_before(days: pd.Series, first: pd.Timestamp) -> pd.Series:
    return days.where(days >= first, first)


def _inside(company: Company, proposals: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    """Count the seats of each post that ready people fill at once, each of them one seat."""
    own = proposals.merge(rows[["position_id", "free_on"]], on="position_id")
    days = (own["free_on"] - company.as_of).dt.days
    ready = own["ready_now"].astype(bool) | (own["months"] * DAYS_PER_MONTH <= days)
    own = own[ready]
    people = sorted(set(own["employee_id"]))
    seat_of = np.repeat(np.arange(len(rows)), rows["seats"].to_numpy(dtype=int))
    grid = np.zeros((len(rows), len(people)), dtype=bool)
    grid[places(rows["position_id"], own["position_id"]), places(people, own["employee_id"])] = True
    if not grid.any():
        return [0] * len(rows)
    found = maximum_bipartite_matching(csr_array(grid[seat_of]), perm_type="column")
    return np.bincount(seat_of[found >= 0], minlength=len(rows)).tolist()


def _offer(company: Company) -> pd.DataFrame:
    """Give what a demand says of each open post, before posts alike are put together."""
    posts = company.positions
    pay = post_pay(company)
    usual = pay["pay_per_year"].where(pay["source"].isin(OF_THE_POST))
    frame = post_occupations(company).merge(
        posts[["position_id", "grade", "region", "pay_min_per_year", "pay_max_per_year"]],
        on="position_id",
    )
    asked: dict[str, frozenset[str]] = {}
    if company.has("requirements", "competencies"):
        names = company.table("competencies").set_index("competency_id")["name"].map(skill_words)
        rows = company.table("requirements").assign(
            skill=lambda found: found["competency_id"].map(names)
        )
        rows = rows[rows["level"] >= company.settings.exchange.skill_level].dropna(subset=["skill"])
        asked = {str(post): frozenset(own) for post, own in rows.groupby("position_id")["skill"]}
    skills = [asked.get(post, frozenset()) for post in frame["position_id"]]
    return frame.assign(
        level=level_of(frame["grade"], company.settings.exchange.level_grades),
        low=frame["pay_min_per_year"].fillna(usual),
        high=frame["pay_max_per_year"].fillna(usual),
        skills=pd.Series(skills, index=frame.index, dtype=object),
    ).drop(columns=["grade", "pay_min_per_year", "pay_max_per_year"])


def _grouped(
    company: Company, posts: pd.DataFrame, organisation: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Put posts alike into one row; ids are numbers in the order of what is asked for."""
    step = company.settings.exchange.pay_step
    rows: list[dict[str, object]] = []
    ids: dict[str, str] = {}
    keys = posts[_ALIKE].astype({"by_when": "str"}).fillna("")
    for number, (_, at) in enumerate(sorted(keys.groupby(_ALIKE).groups.items()), start=1):
        group = posts.loc[at]
        name = f"d-{number:04d}"
        ids |= dict.fromkeys(group["position_id"], name)
        low, high = group["low"].min(), group["high"].max()
        known = pd.notna(low) and pd.notna(high)
        wanted = group["seats"] - group["inside"]
        first = group.iloc[0]
        rows.append(
            {column: first[column] for column in _ALIKE}
            | {
                "demand_id": name,
                "organisation": organisation,
                "skills": ";".join(_asked_by_most(group["skills"].tolist())) or None,
                "number": float(wanted.sum()),
                "pay_low_per_year": np.floor(low / step) * step if known else np.nan,
                "pay_high_per_year": np.ceil(high / step) * step if known else np.nan,
                "currency": company.settings.currency if known else None,
                "channel_wanted": _channel(company, first["by_when"]),
            }
        )
    frame = pd.DataFrame(rows, columns=list(demands.names))
    text = [column.name for column in demands if column.kind in ("id", "text", "category")]
    pays = dict.fromkeys(("number", "pay_low_per_year", "pay_high_per_year"), "float64")
    return frame.astype(dict.fromkeys(text, "str") | pays | {"by_when": "datetime64[us]"}), ids


def _asked_by_most(skills: list[frozenset[str]]) -> list[str]:
    """Name the skills that more than half of the posts ask for."""
    every = sorted(frozenset[str]().union(*skills))
    return [one for one in every if 2 * sum(one in own for own in skills) > len(skills)]


def _channel(company: Company, by_when: pd.Timestamp) -> str | None:
    """Give the kind of the cheapest channel that is in time in nine of ten cases, or the fastest.

    Channels are compared by cost and days of ``channel_ranges``; one of which either is unknown
    does not take part.
    """
    if not company.has("channels"):
        return None
    known = channel_ranges(company)
    known = known[known["ask"] == ""]
    if known.empty:
        return None
    in_time = known[known["days_high"] <= (by_when - company.as_of).days]
    order = ["cost", "days_high", "channel"] if len(in_time) else ["days_high", "cost", "channel"]
    best = (in_time if len(in_time) else known).sort_values(order).iloc[0]
    return str(best["kind"])
