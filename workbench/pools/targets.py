"""Which posts the pools are for, and how many people each must be able to call on."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.people.history import DAYS_PER_YEAR, separation_rate_per_year
from workbench.people.retirement import retirement_dates
from workbench.people.seats import empty_seats

POST_COLUMNS = ("position_id", "title", "unit", "grade", "job_family", "seats")
Basis = Literal["seats", "vacancies", "seats_and_vacancies"]


def pool_targets(company: Company, key_positions: Sequence[str]) -> pd.DataFrame:
    """List the posts the pools stand by for; a key post that leads people is in the key pool.

    Parameters
    ----------
    company : open posts; management posts are those with ``is_management``
    key_positions : ids of the key posts, from the ranking

    Returns
    -------
    DataFrame sorted by position_id with position_id, title, unit, grade, job_family, seats
    and pool (key or management)

    Raises
    ------
    ParameterError
        If a key position is not an open post.
    """
    refuse_text("key_positions", key_positions)
    posts = company.positions.sort_values("position_id", ignore_index=True)
    unknown = sorted(set(key_positions) - set(posts["position_id"]))
    if unknown:
        raise ParameterError(
            f"key_positions: {no_open_posts(unknown)}. "
            "Allowed: ids of table positions whose status is not closed. Check the list."
        )
    is_key = posts["position_id"].isin(list(key_positions))
    leads = posts["is_management"].fillna(False).astype(bool)
    pool = pd.Series(np.where(is_key, "key", "management"), index=posts.index, dtype="str")
    columns = [*POST_COLUMNS, "pool"]
    return posts.assign(pool=pool).loc[is_key | leads, columns].reset_index(drop=True)


def refuse_text(name: str, ids: object) -> None:
    """Refuse a text where a list of ids is asked for: its letters would be taken for ids.

    Raises
    ------
    ParameterError
        If ``ids`` is a text.

    Examples
    --------
    >>> refuse_text("key_positions", ["P1"])
    """
    if isinstance(ids, str):
        raise ParameterError(
            f"{name}: found the text {ids!r}. Allowed: a list of ids. Write [{ids!r}]."
        )


def no_open_posts(unknown: Sequence[str]) -> str:
    """Say of some ids that they are not open posts.

    Examples
    --------
    >>> no_open_posts(["P7"]), no_open_posts(["P7", "P9"])
    ('1 id is not an open post (P7)', '2 ids are not open posts (P7, P9)')
    """
    kind = "id is not an open post" if len(unknown) == 1 else "ids are not open posts"
    return f"{len(unknown):,} {kind} ({', '.join(unknown[:5])})"


def expected_vacancies(
    incumbents: np.ndarray, retiring: np.ndarray, vacant: np.ndarray, *, rate: float, years: float
) -> np.ndarray:
    """Seats to fill within a time: empty, retiring, and the others who leave as in the past.

    Parameters
    ----------
    incumbents, retiring, vacant : arrays (P,), people in the post, of them retiring, empty seats
        to be filled within the time
    rate : leaving rate per year; NaN is unknown
    years : length of the time

    Returns
    -------
    array (P,); NaN where the rate is unknown and somebody is in the post who does not retire

    Examples
    --------
    >>> expected_vacancies(
    ...     np.array([1, 1, 0]), np.array([1, 0, 0]), np.array([0, 0, 1]), rate=0.1, years=1.0
    ... ).round(3).tolist()
    [1.0, 0.095, 1.0]
    """
    staying = incumbents - retiring
    leaving = np.where(staying > 0, staying * -np.expm1(-rate * years), 0.0)
    return retiring + vacant + leaving


def post_demand(
    company: Company, targets: pd.DataFrame, *, horizon_days: int, basis: Basis = "seats"
) -> pd.DataFrame:
    """Size the demand behind each post.

    Parameters
    ----------
    company : incumbents, dates of birth (for retirement only), and who left in the past
    targets : posts from ``pool_targets``
    horizon_days : how far ahead vacancies are expected
    basis : ``seats`` (the 1:3 rule on seats), ``vacancies`` (on the seats that are expected to
        become free, growth included) or ``seats_and_vacancies`` (on both together)

    Returns
    -------
    ``targets`` with incumbents, vacant_seats (today), to_fill_seats (these and the empty seats of
    posts that are needed within the horizon), retiring, vacancies (expected; NaN where no leaving
    rate is known), vacant_on (the first known date a seat is or becomes free: ``as_of`` where it
    is already, the first day of need where the post is needed later), overdue_since (where that is
    so only because a retirement is overdue, its date) and demand

    Raises
    ------
    ParameterError
        If the basis is unknown, or needs a leaving rate that the data do not give.
    """
    if basis not in ("seats", "vacancies", "seats_and_vacancies"):
        raise ParameterError(
            f"demand_basis: {basis!r} is unknown. Allowed: seats, vacancies, seats_and_vacancies."
        )
    frame = _seat_counts(company, targets, horizon_days)
    rate = separation_rate_per_year(company)
    expected = expected_vacancies(
        frame["incumbents"].to_numpy(float), frame["retiring"].to_numpy(float),
        frame["to_fill_seats"].to_numpy(float), rate=rate, years=horizon_days / DAYS_PER_YEAR,
    )  # fmt: skip
    seats = frame["seats"].to_numpy(float)
    demand = {"seats": seats, "vacancies": expected, "seats_and_vacancies": seats + expected}[basis]
    if np.isnan(demand).any():
        raise ParameterError(
            f"demand_basis: {basis!r} needs a leaving rate, but employees.left_on is empty. "
            "Add people who left to table employees, or use the basis seats."
        )
    return frame.assign(vacancies=expected, demand=demand)


def _seat_counts(company: Company, targets: pd.DataFrame, horizon_days: int) -> pd.DataFrame:
    """People in each post, seats to fill within the horizon, retirements, first free date."""
    end = company.as_of + pd.Timedelta(days=horizon_days)
    holders = company.incumbents.merge(company.staff[["employee_id", "born_on"]])
    age_years = company.settings.retirement_age_years
    retires_on = retirement_dates(holders["born_on"], age_years=age_years)
    by_post = holders.assign(retires_on=retires_on, soon=retires_on <= end).groupby("position_id")
    counts = by_post.agg(
        incumbents=("employee_id", "size"), retiring=("soon", "sum"),
        retires_on=("retires_on", "min"),
    )  # fmt: skip
    frame = targets.join(counts, on="position_id").join(empty_seats(company), on="position_id")
    number = frame[["incumbents", "retiring"]].fillna(0)
    vacant = frame["empty"].where(frame["wanted_from"] <= company.as_of, 0)
    overdue = frame["retires_on"] < company.as_of
    free_on = frame["retires_on"].mask(overdue, company.as_of)
    return targets.assign(
        incumbents=number["incumbents"].astype(int),
        vacant_seats=vacant.astype(int),
        to_fill_seats=frame["empty"].where(frame["wanted_from"] <= end, 0).astype(int),
        retiring=number["retiring"].astype(int),
        vacant_on=pd.concat([free_on, frame["wanted_from"]], axis=1).min(axis=1).dt.normalize(),
        overdue_since=frame["retires_on"].where(overdue & (vacant == 0)).dt.normalize(),
    )
