"""Seats that fall free against people ready for them, month by month, and the first shortage."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.readiness import NOT_ASSESSED
from workbench.people.retirement import retirement_dates
from workbench.people.seats import empty_seats
from workbench.pools.candidates import Candidates

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]

MONTHS_AHEAD = 60
CASES = ("best", "likely", "worst")
GROUPS = ("unit", "job_family")


@dataclass(frozen=True)
class Shortage:
    """When the pools first cannot fill the seats that fall free on a known day.

    Parameters
    ----------
    months : one row a pool and month: pool (all, key, management), month (0 is the report date),
        on (date), seats (free by then), filled_best, filled, filled_worst (at once, one person a
        seat), short_low, short, short_high (seats less these, the largest shortage for the worst)
    first : one row a pool: pool, first_on, earliest_on, latest_on (first month with a shortage: as
        far as known, in the worst case, in the best case; missing: none within the time), seats
        (free by the end), short_low, short, short_high (at the end)
    groups : the columns of ``first`` for each unit and each job family in place of the pool: by
        (unit or job_family) and group; a post without one is in "unknown"
    posts : one row a post with a known day, the earliest first: position_id, title, pool, free_on,
        seats (free within the time), ready_best, ready, ready_worst (people ready on that day and
        still here), state (somebody ready, not known, nobody ready)
    """

    months: pd.DataFrame
    first: pd.DataFrame
    groups: pd.DataFrame
    posts: pd.DataFrame


def filled_seats(
    free_day: Floats,
    seat: Indices,
    ready_day: Floats,
    gone_day: Floats,
    person: Indices,
    *,
    day: float,
) -> Flags:
    """Which of the seats free by a day can be filled at once by different people ready by then.

    Parameters
    ----------
    free_day : array (N,), day each seat falls free
    seat, person : int arrays (E,), who could take which seat, each pair once
    ready_day : array (E,), day the person is ready for the seat; infinite: never
    gone_day : array (E,), day the person retires; infinite: not known, or later
    day : the day looked at

    Returns
    -------
    bool array (N,), a largest set of seats; a seat not free yet is not in it

    Notes
    -----
    Largest matching of seats and people, one seat a person (Hopcroft and Karp 1973).

    Examples
    --------
    >>> seats, ready, gone = np.array([0, 1]), np.zeros(2), np.full(2, 99.0)
    >>> free, one = np.array([0.0, 5.0]), np.array([0, 0])
    >>> filled_seats(free, seats, ready, gone, one, day=9.0).sum().item()
    1
    """
    could = (free_day[seat] <= day) & (ready_day <= day) & (gone_day > day)
    if not could.any():
        return np.zeros(len(free_day), dtype=bool)
    shape = (len(free_day), int(person[could].max()) + 1)
    pairs = csr_array((np.ones(could.sum(), dtype=np.int8), (seat[could], person[could])), shape)
    matched = maximum_bipartite_matching(pairs, perm_type="column")
    return np.asarray(matched >= 0)


def ready_days(
    candidates: Candidates, posts: Indices | None = None
) -> tuple[Floats, Floats, Floats]:
    """Days until each person is ready for each post: at best, as far as known, and at worst.

    Parameters
    ----------
    candidates : the judgements
    posts : places of the posts wanted; None takes all

    Returns
    -------
    Three arrays (C, P), infinite where never. At best everything unknown is in the person's favour:
    who is undecided counts, what was never assessed is met. As far as known: the eligible, at the
    median; never where readiness is not known, also where a part of it is assessed and the label is
    not_assessed. At worst: the eligible, in nine of ten cases, what was never assessed taken as
    level 0; never where nothing was. Ready now by a fresh nomination alone counts in all three.
    """
    wanted = np.arange(len(candidates.position_ids)) if posts is None else posts
    found, ready = candidates.readiness, candidates.ready[:, wanted]
    eligible, undecided = candidates.eligible[:, wanted], candidates.undecided[:, wanted]
    unknown = np.full(eligible.shape, np.nan)
    low, middle, high = (
        one.grid(wanted) if one else unknown
        for one in ((found.months_p10, found.months, found.months_p90) if found else (None,) * 3)
    )
    named = ready & np.isnan(middle)
    if found:
        middle = np.where(found.label.grid(wanted) == NOT_ASSESSED, np.nan, middle)
    cases = (
        (np.where(np.isnan(low), 0.0, low), eligible | undecided),
        (np.where(ready, 0.0, middle), eligible),
        (np.where(named, 0.0, high), eligible),
    )
    days = [
        np.where(allowed & ~np.isnan(months), np.round(months * DAYS_PER_MONTH), np.inf)
        for months, allowed in cases
    ]
    # A nomination can say ready now where a gap is known; at best it is right.
    return np.where(ready & cases[0][1], 0.0, days[0]), days[1], days[2]


def find_shortage(
    company: Company,
    targets: pd.DataFrame,
    candidates: Candidates,
    *,
    months_ahead: int = MONTHS_AHEAD,
) -> Shortage:
    """Set the seats that fall free on a known day against the people ready by then.

    Parameters
    ----------
    company : incumbents, dates of birth, empty seats
    targets : posts with position_id, title, pool, unit and job_family, in the order of
        ``candidates``
    candidates : the judgements
    months_ahead : months looked at

    Returns
    -------
    Shortage. Seats: empty ones from the day they are needed, and retirements on their day (overdue
    ones now). Other departures come on top, and who moves up leaves a seat: see the chains.
    """
    seats = known_seats(company, targets, within_days=months_ahead * DAYS_PER_MONTH)
    retires = _retires_in_days(company, candidates.employee_ids)
    used = np.unique(seats["post"])
    cases = dict(zip(CASES, ready_days(candidates, used), strict=True))
    seats = seats.assign(column=np.searchsorted(used, seats["post"]))

    def ahead(own: pd.DataFrame) -> pd.DataFrame:
        return _months(company, own, cases, retires, months_ahead)

    months = pd.concat(
        [ahead(seats).assign(pool="all"),
         *(ahead(own).assign(pool=name) for name, own in _parts(targets, seats, "pool"))],
        ignore_index=True,
    )  # fmt: skip
    groups = [
        _first(ahead(own).assign(group=name), "group").assign(by=by)
        for by in GROUPS
        for name, own in _parts(targets, seats, by)
    ]
    return Shortage(
        months[["pool", *_MONTHS]],
        _first(months, "pool"),
        pd.concat(groups, ignore_index=True)[_GROUP] if groups else pd.DataFrame(columns=_GROUP),
        _posts(company, targets, seats, cases, retires),
    )


def _parts(
    targets: pd.DataFrame, seats: pd.DataFrame, by: str
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the seats of each group of posts; a group whose seats all stay filled has none."""
    group = targets[by].astype("str").fillna("unknown").to_numpy()
    for name in sorted(set(group)):
        yield name, seats[group[seats["post"]] == name]


def known_seats(company: Company, targets: pd.DataFrame, *, within_days: float) -> pd.DataFrame:
    """List the seats that fall free on a known day: post (place in ``targets``) and free_day.

    Returns
    -------
    DataFrame sorted by free_day and post, one row a seat; free_day counts from ``as_of``, 0 or more
    """
    ids = pd.Index(targets["position_id"])
    empty = empty_seats(company).reindex(ids)
    wanted = (empty["wanted_from"] - company.as_of).dt.days.to_numpy(np.float64)
    number = np.where(np.isnan(wanted), 0, empty["empty"].fillna(0)).astype(int)
    holders = company.incumbents[company.incumbents["position_id"].isin(ids)]
    days = _retires_in_days(company, tuple(holders["employee_id"]))
    frame = pd.DataFrame(
        {
            "post": np.concatenate(
                [np.repeat(np.arange(len(ids)), number), ids.get_indexer(holders["position_id"])]
            ),
            "free_day": np.concatenate([np.repeat(wanted, number), days]).clip(min=0.0),
        }
    )
    soon = frame[frame["free_day"] <= within_days]
    return soon.sort_values(["free_day", "post"], ignore_index=True)


def _retires_in_days(company: Company, employee_ids: tuple[str, ...]) -> Floats:
    """Days to retirement; infinite where the date of birth is not known."""
    born = company.staff.set_index("employee_id")["born_on"].reindex(list(employee_ids))
    retires = retirement_dates(born, age_years=company.settings.retirement_age_years)
    days = (retires - company.as_of).dt.days.to_numpy(np.float64)
    return np.where(np.isnan(days), np.inf, days)


def _months(
    company: Company,
    seats: pd.DataFrame,
    cases: dict[str, Floats],
    retires: Floats,
    months_ahead: int,
) -> pd.DataFrame:
    free, column = seats["free_day"].to_numpy(), seats["column"].to_numpy()
    pairs = []
    for ready in cases.values():
        person, seat = np.nonzero(np.isfinite(ready[:, column]))
        pairs.append((seat, ready[person, column[seat]], retires[person], person))
    rows = []
    for month in range(months_ahead + 1):
        day = company.as_of + pd.DateOffset(months=month)
        days = float((day - company.as_of).days)
        number = int((free <= days).sum())
        filled = [int(filled_seats(free, *pair, day=days).sum()) for pair in pairs]
        rows.append((month, day, number, *filled, *(number - one for one in filled)))
    return pd.DataFrame(rows, columns=_MONTHS)


def _first(months: pd.DataFrame, by: str) -> pd.DataFrame:
    rows = []
    for group, own in months.groupby(by):
        last = own.iloc[-1]
        first = [
            own.loc[own[name] > 0, "on"].min() for name in ("short", "short_high", "short_low")
        ]
        rows.append((group, *first, last["seats"], *last[["short_low", "short", "short_high"]]))
    return pd.DataFrame(rows, columns=[by, *_FIRST])


_MONTHS = ["month", "on", "seats", "filled_best", "filled", "filled_worst", "short_low", "short",
           "short_high"]  # fmt: skip
_FIRST = ["first_on", "earliest_on", "latest_on", "seats", "short_low", "short", "short_high"]
_GROUP = ["by", "group", *_FIRST]


def _posts(
    company: Company,
    targets: pd.DataFrame,
    seats: pd.DataFrame,
    cases: dict[str, Floats],
    retires: Floats,
) -> pd.DataFrame:
    first = seats.groupby("post").agg(
        day=("free_day", "min"), seats=("free_day", "size"), column=("column", "first")
    )
    rows = []
    for post, day, number, column in first.itertuples():
        ready = [int(((own[:, column] <= day) & (retires > day)).sum()) for own in cases.values()]
        state = "somebody ready" if ready[1] else "not known" if ready[0] else "nobody ready"
        free_on = company.as_of + pd.Timedelta(days=day)
        row = targets.iloc[post]
        rows.append(
            (row["position_id"], row["title"], row["pool"], free_on, int(number), *ready, state)
        )
    columns = ["position_id", "title", "pool", "free_on", "seats", "ready_best", "ready",
               "ready_worst", "state"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["free_on", "position_id"], ignore_index=True)
