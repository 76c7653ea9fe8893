"""The market's figures for each post: its occupation in its region at the latest date."""

import pandas as pd

from workbench.company import Company

_FIGURES = ("openings", "seekers", "median_pay_per_year", "days_to_fill")


def latest_market(company: Company) -> pd.DataFrame:
    """Figures of the market for every open post.

    Returns
    -------
    DataFrame, one row an open post in the order of ``company.positions``: market_as_of, openings,
    seekers, median_pay_per_year, days_to_fill. Missing where the post has no occupation or region,
    or the market no row for them up to the report date.
    """
    posts = company.positions[["occupation_code", "region"]]
    found = posts.merge(latest_rows(company), on=["occupation_code", "region"], how="left")
    return found.drop(columns=["occupation_code", "region"])


def latest_rows(company: Company) -> pd.DataFrame:
    """Give one row an occupation and region: the latest up to the report date.

    Returns
    -------
    DataFrame: occupation_code, region, market_as_of, openings, seekers, median_pay_per_year,
    days_to_fill; without rows where there is no table market
    """
    columns = ["occupation_code", "region", "market_as_of", *_FIGURES]
    if not company.has("market"):
        kinds = {"occupation_code": "str", "region": "str", "market_as_of": "datetime64[us]"}
        return pd.DataFrame({c: pd.Series(dtype=kinds.get(c, "float64")) for c in columns})
    market = company.table("market").rename(columns={"as_of": "market_as_of"})
    market = market[market["market_as_of"] <= company.as_of].sort_values("market_as_of")
    return market.groupby(["occupation_code", "region"], as_index=False).tail(1)[columns]
