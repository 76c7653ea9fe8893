"""Tables of the market as a page shows them."""

import pandas as pd

from workbench.market.view import MarketView


def outside_in_words(view: MarketView) -> pd.DataFrame:
    """Give the listed posts with their months from outside and what these rest on.

    Returns
    -------
    DataFrame, the longest first: post (title and id), start_days, range_80_percent and
    range_of_elasticities (both in days, as text), to_full_work_months, own_fills, own_still_open,
    rests_on, why
    """
    fill = view.fill
    return pd.DataFrame(
        {
            "post": _posts(fill),
            "start_days": fill["fill_days"].round(),
            "range_80_percent": _between(fill["fill_days_low"], fill["fill_days_high"]),
            "range_of_elasticities": _between(fill["fill_days_least"], fill["fill_days_most"]),
            "to_full_work_months": fill["outside_months"].round(1),
            "own_fills": fill["fills"],
            "own_still_open": fill["still_open"],
            "rests_on": fill["source"],
            "why": fill["why"],
        }
    )


def steps_in_days(view: MarketView) -> pd.DataFrame:
    """Give the numbers that lead to the days of each listed post, in their order.

    Returns
    -------
    DataFrame: post, market_days, pay_ratio, pay_factor, estimate_days, family_factor, prior_days,
    prior_fills, fills, exposure_days, fill_days
    """
    columns = [
        "market_days", "pay_ratio", "pay_factor", "estimate_days", "family_factor", "prior_days",
        "prior_fills", "fills", "exposure_days", "fill_days",
    ]  # fmt: skip
    shown = view.fill[columns].copy()
    shown.insert(0, "post", _posts(view.fill))
    return shown


def pay_in_words(view: MarketView) -> pd.DataFrame:
    """Give the listed posts with their pay against the market, the lowest first.

    Returns
    -------
    DataFrame: post, pay_per_year, pay_source, market_pay_per_year, market_as_of,
    of_the_market_share
    """
    pay = view.pay
    shown = pay[["pay_per_year", "pay_source", "market_pay_per_year", "market_as_of"]].copy()
    shown.insert(0, "post", _posts(pay))
    return shown.assign(of_the_market_share=pay["pay_ratio"])


def _posts(rows: pd.DataFrame) -> pd.Series:
    return rows["title"].fillna("") + " (" + rows["position_id"] + ")"


def _between(low: pd.Series, high: pd.Series) -> list[str]:
    return [
        f"{one:.0f} to {other:.0f}" if one == one else "unknown"
        for one, other in zip(low, high, strict=True)
    ]


def trend_by_date(view: MarketView) -> pd.DataFrame:
    """Give the openings per seeker of each occupation in a region at each date.

    Returns
    -------
    DataFrame in the order of the tightness: occupation_code, region, example, then a column a date;
    missing where the market says nothing
    """
    if view.trend.empty:
        return pd.DataFrame(columns=["occupation_code", "region", "example"])
    cell = ["occupation_code", "region"]
    dated = view.trend.assign(date=view.trend["market_as_of"].dt.strftime("%Y-%m-%d"))
    wide = dated.pivot_table(index=cell, columns="date", values="openings_per_seeker")
    return view.tightness[[*cell, "example"]].merge(wide.reset_index(), on=cell)


def tightness_in_words(view: MarketView) -> pd.DataFrame:
    """Give the tightness where the company has posts, tightest first, without what is in the trend.

    Returns
    -------
    DataFrame: occupation (code and region), example, posts, openings, seekers, openings_per_seeker
    """
    cells = view.tightness
    shown = cells[["example", "posts", "openings", "seekers", "openings_per_seeker"]].copy()
    shown.insert(0, "occupation", cells["occupation_code"] + " in " + cells["region"])
    return shown
