"""How tight the market is where the company has posts, and what it pays."""

import pandas as pd

from workbench.company import Company
from workbench.market.latest import latest_market, latest_rows


def tightness(company: Company) -> pd.DataFrame:
    """List openings per job seeker by occupation and region, where the company has posts.

    Parameters
    ----------
    company : needs the table market

    Returns
    -------
    DataFrame, one row an occupation in a region, tightest first: occupation_code, region,
    market_as_of, openings, seekers, openings_per_seeker (missing without a known seeker), posts
    (open posts of the company there)

    Raises
    ------
    DataError
        If there is no table market.
    """
    company.table("market")
    posts = company.positions.dropna(subset=["occupation_code", "region"])
    counted = posts.groupby(["occupation_code", "region"], as_index=False).agg(
        posts=("position_id", "size")
    )
    frame = counted.merge(latest_rows(company), on=["occupation_code", "region"])
    ratio = frame["openings"] / frame["seekers"].where(frame["seekers"] > 0)
    return (
        frame.assign(openings_per_seeker=ratio)
        .sort_values("openings_per_seeker", ascending=False, kind="stable")
        .reset_index(drop=True)[
            [
                "occupation_code", "region", "market_as_of", "openings", "seekers",
                "openings_per_seeker", "posts",
            ]
        ]
    )  # fmt: skip


def pay_against_market(company: Company) -> pd.DataFrame:
    """Compare the pay of the people in each post with the market's median.

    Parameters
    ----------
    company : needs the table market

    Returns
    -------
    DataFrame, one row an open post with staff: position_id, people, pay_per_year (mean of the
    known), median_pay_per_year, pay_ratio (1 is the market's median). Missing stays missing.

    Raises
    ------
    DataError
        If there is no table market.
    """
    company.table("market")
    market = company.positions[["position_id"]].assign(
        median_pay_per_year=latest_market(company)["median_pay_per_year"]
    )
    pay = company.incumbents.merge(company.staff[["employee_id", "pay_per_year"]]).groupby(
        "position_id", as_index=False
    )
    paid = pay.agg(people=("employee_id", "size"), pay_per_year=("pay_per_year", "mean"))
    frame = paid.merge(market, on="position_id", how="left")
    return frame.assign(pay_ratio=frame["pay_per_year"] / frame["median_pay_per_year"])
