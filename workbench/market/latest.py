"""The market's figures for each post: its occupation in its region at the latest date."""

import pandas as pd

from workbench.company import Company
from workbench.company.once import once

CELL = ["occupation_code", "region"]
_FIGURES = ["openings", "seekers", "median_pay_per_year", "days_to_fill"]
_KINDS = dict.fromkeys(CELL, "str") | {"market_as_of": "datetime64[us]"}


@once
def market_rows(company: Company) -> pd.DataFrame:
    """Give the market up to the report date, the oldest figures first.

    Returns
    -------
    DataFrame: occupation_code, region, market_as_of, openings, seekers, median_pay_per_year,
    days_to_fill, openings_per_seeker (missing without a known seeker); without rows where there is
    no table market
    """
    if not company.has("market"):
        names = [*CELL, "market_as_of", *_FIGURES, "openings_per_seeker"]
        return pd.DataFrame({n: pd.Series(dtype=_KINDS.get(n, "float64")) for n in names})
    rows = company.table("market").rename(columns={"as_of": "market_as_of"})
    rows = rows[rows["market_as_of"] <= company.as_of]
    rows = rows.sort_values(["market_as_of", *CELL], ignore_index=True)
    ratio = rows["openings"] / rows["seekers"].where(rows["seekers"] > 0)
    return rows[[*CELL, "market_as_of", *_FIGURES]].assign(openings_per_seeker=ratio)


def latest_rows(company: Company) -> pd.DataFrame:
    """Give one row an occupation and region: the latest up to the report date.

    Returns
    -------
    DataFrame with the columns of ``market_rows``
    """
    return market_rows(company).groupby(CELL, as_index=False).tail(1)


@once
def latest_market(company: Company) -> pd.DataFrame:
    """Figures of the market for every open post.

    Returns
    -------
    DataFrame, one row an open post in the order of ``company.positions``: market_as_of, openings,
    seekers, median_pay_per_year, days_to_fill, openings_per_seeker. Missing where the post has no
    occupation or region, or the market no row for them up to the report date.
    """
    found = company.positions[CELL].merge(latest_rows(company), on=CELL, how="left")
    return found.drop(columns=CELL)
