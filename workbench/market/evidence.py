"""The rows behind each time to fill, and how much each of them weighs."""

import pandas as pd

from workbench.company import Company
from workbench.market.fill import start_days, start_source
from workbench.market.latest import CELL
from workbench.market.standing import empty_seat_days
from workbench.market.vacancies import own_vacancies
from workbench.words import listing, percent

_COLUMNS = ["position_id", "step", "worth_fills", "open_days", "days", "rows"]
_MOST_IDS = 6


def fill_evidence(company: Company, fill: pd.DataFrame) -> pd.DataFrame:
    """Say for each post which rows made its time to fill, and how much each weighs.

    Parameters
    ----------
    company : the company
    fill : rows as from ``external_fill`` of the same company

    Returns
    -------
    DataFrame, in the order of ``fill`` and from the nearest rows to the farthest: position_id, step
    (own vacancies, job family, own estimate or the market_source), worth_fills (its weight, in
    filled vacancies), open_days (days of an open vacancy it stands for), days (open_days over
    worth_fills: what this step alone says; missing where it weighs no fill), rows (table and ids).
    A step without rows is left out.

    Notes
    -----
    The time to fill of a post is the sum of its open_days over the sum of its worth_fills.
    """
    start = start_days(fill)
    family = _family_worth(company, fill, alone=start.isna())
    steps = pd.concat(
        [
            _own(company, fill),
            _family(company, fill, start, family),
            _before(company, fill, start, fill["prior_fills"] - family),
        ],
        ignore_index=True,
    )
    place = pd.Series(range(len(fill)), index=fill["position_id"])
    ordered = steps.sort_values("position_id", key=lambda ids: ids.map(place), kind="stable")
    alone = ordered["open_days"] / ordered["worth_fills"].where(ordered["worth_fills"] > 0)
    return ordered.assign(days=alone)[_COLUMNS].reset_index(drop=True)


def _family_worth(company: Company, fill: pd.DataFrame, *, alone: pd.Series) -> pd.Series:
    """Part of the prior's weight that rests on the job family: all of it where it is alone."""
    worth = company.settings.positions.family_fills_worth
    share = (fill["family_fills"] / (worth + fill["family_fills"])).mask(alone, 1.0)
    return fill["prior_fills"] * share


def _own(company: Company, fill: pd.DataFrame) -> pd.DataFrame:
    ids = own_vacancies(company).groupby("position_id")["requisition_id"].agg(_ids)
    return _step(
        fill,
        fill["fills"] + fill["still_open"] > 0,
        step="own vacancies",
        worth_fills=fill["fills"],
        open_days=fill["exposure_days"],
        rows=fill["position_id"].map(ids),
    )


def _family(
    company: Company, fill: pd.DataFrame, start: pd.Series, worth: pd.Series
) -> pd.DataFrame:
    """Other posts of the family: what they add to the days of the prior, beyond the start."""
    own_part = start * (fill["prior_fills"] - worth)
    families = company.positions.set_index("position_id")["job_family"]
    return _step(
        fill,
        (fill["family_fills"] > 0) | (fill["family_expected_fills"] > 0),
        step="job family",
        worth_fills=worth,
        open_days=fill["prior_days"] * fill["prior_fills"] - own_part.fillna(0.0),
        rows="requisitions of the other posts in " + fill["position_id"].map(families),
    )


def _before(
    company: Company, fill: pd.DataFrame, start: pd.Series, worth: pd.Series
) -> pd.DataFrame:
    """Market or own estimate: what stands before any vacancy of the company."""
    mine = fill[start.notna()]
    cells = company.positions.set_index("position_id").loc[mine["position_id"], CELL]
    dates = mine["market_as_of"].dt.strftime("%Y-%m-%d").tolist()
    figures = [
        f"market: {occupation} in {region}, {date}"
        for (occupation, region), date in zip(cells.to_numpy().tolist(), dates, strict=True)
    ]
    rows = pd.Series(figures, index=mine.index, dtype="str")
    rows = rows.mask(mine["estimate_days"].notna(), "positions: " + mine["position_id"])
    standing = mine["standing_days"].notna()
    return _step(
        fill,
        start.notna(),
        step=start_source(mine),
        worth_fills=worth,
        open_days=start * worth,
        rows=rows.mask(standing, mine["position_id"].map(_seat_words(company))),
    )


def _seat_words(company: Company) -> pd.Series:
    """Say how many seats of the family and grade of each post stand empty, by position_id."""
    seats = empty_seat_days(company)
    rate = percent(company.settings.drain.inputs.leave_rate_per_year.p50)
    keys = company.positions[["job_family", "grade"]].notna().to_numpy().tolist()
    kinds = {
        (True, True): "its family and grade",
        (True, False): "its family",
        (False, True): "its grade",
        (False, False): "posts without family and grade",
    }
    words = [
        f"positions, employees: {empty:g} of {empty + filled:g} seats of {kinds[tuple(known)]} "
        f"empty; {rate} assumed to leave in a year"
        for empty, filled, known in zip(seats["empty"], seats["filled"], keys, strict=True)
    ]  # fmt: skip
    return pd.Series(words, index=seats["position_id"], dtype="str")


def _ids(ids: pd.Series) -> str:
    return f"requisitions: {listing(sorted(ids), most=_MOST_IDS)}"


def _step(fill: pd.DataFrame, known: pd.Series, **columns: str | pd.Series) -> pd.DataFrame:
    return fill[["position_id"]].assign(**columns)[known]
