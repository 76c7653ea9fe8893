"""A company alone: its units as organisations, and the market behind what they cannot fill."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.exchange.demands import Demands
from workbench.exchange.tables import demands, supplies
from workbench.market.latest import CELL, latest_rows

NO_UNIT = "no unit"
AGREED = "those who agreed"
_MARKET = ["openings", "seekers", "openings_per_seeker", "median_pay_per_year", "days_to_fill"]


def unit_demands(company: Company, whole: Demands) -> pd.DataFrame:
    """Split the demands of a company by unit.

    Parameters
    ----------
    company : the checked company
    whole : its demands, from ``demands_of``

    Returns
    -------
    DataFrame, columns as in ``exchange.tables``, the organisation being the unit; the places of all
    units add up to those of the company
    """
    units = company.positions.set_index("position_id")["unit"].fillna(NO_UNIT)
    posts = whole.posts[whole.posts["reason"] == ""]
    unit = posts["position_id"].map(units)
    wanted = (posts["seats"] - posts["inside"]).groupby([unit, posts["demand_id"]]).sum()
    rows = wanted.rename("number").rename_axis(["organisation", "demand_id"]).reset_index()
    told = whole.table.drop(columns=["organisation", "number"])
    return rows.merge(told, on="demand_id")[list(demands.names)]


def agreed_supplies(published: pd.DataFrame) -> pd.DataFrame:
    """Make supplies for the own units of what may be published, so that nobody can be told by them.

    Parameters
    ----------
    published : the table of ``supplies_of``, in which enough people are alike

    Returns
    -------
    The same rows as one organisation, in an order of what is published and with numbers in the
    place of pseudonyms, so that every run gives the same
    """
    told = [name for name in supplies.names if name not in ("supply_id", "organisation")]
    rows = published.sort_values(told, ignore_index=True, na_position="first")
    ids = [f"p-{number:05d}" for number in range(1, len(rows) + 1)]
    return rows.assign(supply_id=pd.Series(ids, dtype="str"), organisation=AGREED)


def with_market(open_demands: pd.DataFrame, company: Company) -> pd.DataFrame:
    """Set what the market says beside demands that stay open: it is the next supply.

    Parameters
    ----------
    open_demands : columns occupation_code and region among others
    company : table market; without it every figure is missing

    Returns
    -------
    The same rows with openings, seekers, openings_per_seeker, median_pay_per_year and days_to_fill
    of the occupation in the region, the latest up to the report date
    """
    if not company.has("market"):
        return open_demands.assign(**dict.fromkeys(_MARKET, np.nan))
    return open_demands.merge(latest_rows(company)[[*CELL, *_MARKET]], on=CELL, how="left")
