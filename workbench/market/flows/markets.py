"""How tight every market of the region is, how that moved, and what it pays beside the others."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.market.flows.counts import Array, held, odds_p, ratio_interval
from workbench.market.flows.words import EASIER, NOISE, TIGHTER, UNKNOWN
from workbench.market.latest import CELL, market_rows

_COUNTS = ["openings", "seekers"]


def tightness_by_date(company: Company) -> pd.DataFrame:
    """Give openings per seeker of every occupation and region at each date.

    Parameters
    ----------
    company : the table market; without it there is no row

    Returns
    -------
    DataFrame, the oldest date first: occupation_code, region, market_as_of, openings, seekers,
    openings_per_seeker (missing without a known seeker), ratio_low, ratio_high (exact 95 % interval
    of the ratio of two Poisson counts), change_ratio (over the date before; missing where either is
    unknown), median_pay_per_year, others_pay_per_year, pay_ratio, other_regions, days_to_fill

    Notes
    -----
    others_pay_per_year is the mean of the medians of the other regions of the occupation at the
    same date, weighted by their openings; other_regions counts those of which both are known.
    """
    rows = market_rows(company)
    known = rows[_COUNTS].notna().all(axis=1) & (rows["seekers"] > 0)
    low, high = ratio_interval(*(rows[n].where(known, 1.0).round() for n in _COUNTS))
    before = rows.groupby(CELL)["openings_per_seeker"].shift()
    return rows.assign(
        ratio_low=pd.Series(low, index=rows.index).where(known),
        ratio_high=pd.Series(high, index=rows.index).where(known),
        change_ratio=rows["openings_per_seeker"] / before.where(before > 0),
        **_others_pay(rows),
    )[
        [
            *CELL, "market_as_of", *_COUNTS, "openings_per_seeker", "ratio_low", "ratio_high",
            "change_ratio", "median_pay_per_year", "others_pay_per_year", "pay_ratio",
            "other_regions", "days_to_fill",
        ]
    ]  # fmt: skip


def _others_pay(rows: pd.DataFrame) -> dict[str, pd.Series]:
    known = rows["median_pay_per_year"].notna() & (rows["openings"] > 0)
    weight = rows["openings"].where(known, 0.0)
    paid = (rows["openings"] * rows["median_pay_per_year"]).where(known, 0.0)
    groups = [rows["occupation_code"], rows["market_as_of"]]
    others = known.astype(int).groupby(groups).transform("sum") - known.astype(int)
    left = [part.groupby(groups).transform("sum") - part for part in (paid, weight)]
    mean = (left[0] / left[1]).where(others > 0)
    ratio = rows["median_pay_per_year"] / mean.where(mean > 0)
    return {"others_pay_per_year": mean, "pay_ratio": ratio, "other_regions": others}


def tightness_now(
    by_date: pd.DataFrame, *, compare_months: int, false_discovery_share: float
) -> pd.DataFrame:
    """Set the latest figures of every market against those of a year before.

    Parameters
    ----------
    by_date : from ``tightness_by_date``
    compare_months : compared is the latest date at least this many months before
    false_discovery_share : share of false ones allowed among those called tighter or easier

    Returns
    -------
    DataFrame, one row an occupation and region, tightest first: the columns of ``by_date`` without
    change_ratio at the latest date, compared_with (the date; missing where there is none),
    before_openings_per_seeker, ratio_of_ratios (now over then), p_value (of both being the same),
    false_share (Benjamini and Hochberg), state (tighter, easier, not beyond noise, unknown),
    days_change

    Notes
    -----
    Openings and seekers are four Poisson counts; given the margins, the test of equal ratios is
    Fisher's exact one. Figures that are no whole numbers are rounded for the test.
    """
    latest = by_date.groupby(CELL, as_index=False).tail(1).drop(columns="change_ratio")
    days = pd.to_datetime(latest["market_as_of"]) - pd.DateOffset(months=compare_months)
    limits = latest[CELL].assign(limit=days)
    early = by_date.merge(limits, on=CELL)
    early = early[early["market_as_of"] <= early["limit"]].groupby(CELL, as_index=False).tail(1)
    names = {
        "market_as_of": "compared_with", "openings": "then_openings", "seekers": "then_seekers",
        "openings_per_seeker": "before_openings_per_seeker", "days_to_fill": "then_days",
    }  # fmt: skip
    table = latest.merge(early.rename(columns=names)[[*CELL, *names.values()]], on=CELL, how="left")
    four = ["openings", "seekers", "then_openings", "then_seekers"]
    known = table["openings_per_seeker"].notna() & table["before_openings_per_seeker"].notna()
    counts = [table[name].where(known, 1.0).round().to_numpy(dtype=float) for name in four]
    p = pd.Series(odds_p(*counts), index=table.index).where(known)
    share = held(np.asarray(p, dtype=np.float64))
    then = table["before_openings_per_seeker"]
    table = table.assign(
        ratio_of_ratios=table["openings_per_seeker"] / then.where(then > 0),
        p_value=p, false_share=share, days_change=table["days_to_fill"] - table["then_days"],
        state=_state(table["openings_per_seeker"] - then, share, false_discovery_share),
    ).drop(columns=["then_openings", "then_seekers", "then_days"])  # fmt: skip
    ordered = table.sort_values(["openings_per_seeker", *CELL], ascending=[False, True, True])
    return ordered.reset_index(drop=True)


def _state(moved: pd.Series, share: Array, limit: float) -> pd.Series:
    told = pd.Series(share <= limit, index=moved.index)
    state = pd.Series(NOISE, index=moved.index, dtype="str").mask(moved.isna(), UNKNOWN)
    return state.mask(told & (moved > 0), TIGHTER).mask(told & (moved < 0), EASIER)
