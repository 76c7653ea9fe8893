"""How long it takes to fill a post from outside, open vacancies included."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.company.once import once
from workbench.market.days import market_days
from workbench.market.pay_gap import pay_against_market, pay_factor
from workbench.market.standing import empty_seat_days
from workbench.market.vacancies import own_vacancies
from workbench.market.waiting import family_factor, fill_days_range, shrunk_fill_days

DAYS_PER_MONTH = 365.25 / 12
_COUNTS = ["fills", "still_open", "exposure_days", "longest_open_days"]
_COLUMNS = [
    "position_id", "market_days", "market_source", "market_as_of", "openings_per_seeker",
    "pay_ratio", "pay_factor", "estimate_days", "standing_days", "family_fills",
    "family_expected_fills", "family_factor", "prior_days", "prior_fills", *_COUNTS, "fill_days",
    "fill_days_low", "fill_days_high", "external_months", "source",
]  # fmt: skip

# Source of days that rest on empty seats and an assumed rate of leaving.
EMPTY_SEATS = "empty seats"


@once
def external_fill(
    company: Company,
    *,
    tightness_elasticity: float | None = None,
    pay_elasticity: float | None = None,
) -> pd.DataFrame:
    """Months to fill each open post from outside, and every step that leads there.

    Parameters
    ----------
    company : uses the columns occupation_code, region, job_family, time_to_fill_days and the pay
        band of positions, and the tables market and requisitions where they are there
    tightness_elasticity, pay_elasticity : see ``days_at_tightness`` and ``pay_factor``; the middle
        ones of the settings where not given

    Returns
    -------
    DataFrame, one row an open post in the order of ``company.positions``: position_id; market_days,
    market_source, market_as_of, openings_per_seeker, pay_ratio, pay_factor (1 where it is not
    applied); estimate_days (own estimate, where the market says nothing); standing_days (from empty
    seats, where neither says anything and no own vacancies are recorded); family_fills,
    family_expected_fills (of the other posts of the job family) and family_factor; prior_days and
    prior_fills (what the own vacancies of the post update, and its weight in fills); fills,
    still_open, exposure_days, longest_open_days (of the own vacancies; the last is missing where
    none is open); fill_days with its 80 % range fill_days_low and fill_days_high; external_months
    (opening to start); source (own vacancies, job family, and what came before, joined by +;
    "unknown"). A post without any of them is missing, never 0.

    Notes
    -----
    market days x pay factor (else own estimate, else empty seats) -> x family factor -> own
    vacancies of the post. Own vacancies already contain the effect of the own pay, so pay touches
    the market's days only. The family leaves the post itself out, so that no vacancy counts twice.
    Where nothing stands before it, the days per fill of the rest of the family stand in.
    """
    settings = company.settings.positions
    frame = _from_outside(company, tightness_elasticity, pay_elasticity)
    frame = frame.merge(_counts(company), on="position_id", how="left")
    frame[_COUNTS[:-1]] = frame[_COUNTS[:-1]].fillna(0.0)
    frame = _with_family(frame, worth=settings.family_fills_worth, most=settings.own_fills_worth)
    own = [frame[name].to_numpy() for name in ("exposure_days", "fills", "prior_days")]
    weight = frame["prior_fills"].to_numpy()
    days = shrunk_fill_days(*own, prior_fills=weight)
    low, high = fill_days_range(*own, prior_fills=weight)
    return frame.assign(
        fill_days=days, fill_days_low=low, fill_days_high=high,
        external_months=days / DAYS_PER_MONTH, source=_source_words(frame, ~np.isnan(days)),
    )[_COLUMNS]  # fmt: skip


def _from_outside(
    company: Company, tightness_elasticity: float | None, pay_elasticity: float | None
) -> pd.DataFrame:
    """Days of the market with the factor for pay; where it says nothing the own estimate."""
    if pay_elasticity is None:
        pay_elasticity = company.settings.positions.pay_elasticity.p50
    frame = market_days(company, elasticity=tightness_elasticity)
    posts, known = company.positions, frame["market_days"].notna()
    ratio = pay_against_market(company)["pay_ratio"]
    factor = pay_factor(ratio.to_numpy(), elasticity=pay_elasticity)
    frame = frame.assign(
        job_family=posts["job_family"],
        pay_ratio=ratio,
        pay_factor=np.where(known, factor, 1.0),
        estimate_days=posts["time_to_fill_days"].clip(lower=1).mask(known),
    )
    standing = empty_seat_days(company)["standing_days"]
    frame["standing_days"] = standing.mask(known | frame["estimate_days"].notna())
    return frame.assign(start_days=start_days(frame))


def first_figure(fill: pd.DataFrame) -> pd.Series:
    """Give the days each post starts from: market, else own estimate, else empty seats."""
    return fill["market_days"].fillna(fill["estimate_days"]).fillna(fill["standing_days"])


def start_days(fill: pd.DataFrame) -> pd.Series:
    """Give the days to fill before any own vacancy: the first figure with its factor for pay."""
    return first_figure(fill) * fill["pay_factor"]


def _counts(company: Company) -> pd.DataFrame:
    """Own vacancies by post: filled, still open, days open, days of the longest still open."""
    rows = own_vacancies(company)
    counted = rows[["position_id"]].assign(
        fills=rows["filled"].astype(float),
        still_open=(~rows["filled"]).astype(float),
        exposure_days=rows["days_open"],
        longest_open_days=rows["days_open"].mask(rows["filled"]),
    )
    sums = dict.fromkeys(_COUNTS[:-1], "sum") | {"longest_open_days": "max"}
    return counted.groupby("position_id", as_index=False).agg(sums)


def _with_family(frame: pd.DataFrame, *, worth: float, most: float) -> pd.DataFrame:
    """Add what the other posts of the job family say, and the prior that follows from it."""
    known = frame["start_days"].notna()
    fills, family = frame["fills"], frame["job_family"]
    expected = (frame["exposure_days"] / frame["start_days"]).fillna(0.0)
    against = {"expected": _others(expected, family), "fills": _others(fills.where(known), family)}
    every, days = _others(fills, family), _others(frame["exposure_days"], family)
    factor = family_factor(against["expected"].to_numpy(), against["fills"].to_numpy(), worth=worth)
    alone = days / every.where(every > 0)
    return frame.assign(
        family_fills=against["fills"].where(known, every),
        family_expected_fills=against["expected"].where(known),
        family_factor=pd.Series(factor, index=frame.index).where(known),
        prior_days=(frame["start_days"] * factor).where(known, alone),
        prior_fills=np.where(known, most, np.minimum(most, every)),
    )


def _others(values: pd.Series, family: pd.Series) -> pd.Series:
    """Sum over the other posts of the same job family; 0 without a family."""
    values = values.fillna(0.0)
    # Subtracting may leave a trace below 0 where the post is the only one with a value.
    return (values.groupby(family).transform("sum") - values).fillna(0.0).clip(lower=0.0)


def start_source(fill: pd.DataFrame) -> pd.Series:
    """Say where the days before any own vacancy come from; missing where there are none."""
    estimated = fill["market_source"].mask(fill["estimate_days"].notna(), "own estimate")
    return estimated.mask(fill["standing_days"].notna(), EMPTY_SEATS)


def _source_words(frame: pd.DataFrame, known: NDArray[np.bool_]) -> list[str]:
    own = np.where(frame["fills"] + frame["still_open"] > 0, "own vacancies", "")
    says = (frame["family_expected_fills"] > 0) | (frame["family_fills"] > 0)
    family = np.where(says, "job family", "")
    start = start_source(frame).fillna("")
    return [
        " + ".join(filter(None, parts)) if one else "unknown"
        for one, *parts in zip(known, own, family, start, strict=True)
    ]
