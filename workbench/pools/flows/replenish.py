"""How many people each pool must take in a year to meet the demand that is coming."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.history import DAYS_PER_YEAR
from workbench.pools.flows.stays import pool_stays, pool_yield
from workbench.settings.options import option

COLUMNS = ["pool", "entered", "demand_per_year", "promoted_share", "low", "high", "needed",
           "needed_low", "needed_high", "intake_per_year", "short"]  # fmt: skip
INTAKE_YEARS = 3
_NOBODY_OUT = [float("nan"), 0.0, 1.0]


def intake_needed(
    demand_per_year: float, promoted_share: float, low: float, high: float
) -> tuple[float, float, float]:
    """People to take in a year so that enough of them are promoted.

    Parameters
    ----------
    demand_per_year : posts to be filled from the pool in a year, >= 0
    promoted_share, low, high : part of those who go out of the pool that is promoted, with its
        range, in [0, 1]; NaN unknown

    Returns
    -------
    (needed, least, most) a year; infinite where nobody is ever promoted, NaN where the share is
    unknown, 0 without demand

    Examples
    --------
    >>> intake_needed(6.0, 0.5, 0.4, 0.6)
    (12.0, 10.0, 15.0)
    """
    if demand_per_year == 0:
        return 0.0, 0.0, 0.0
    shares = np.array([promoted_share, high, low])
    with np.errstate(divide="ignore"):
        needed, least, most = (demand_per_year / shares).tolist()
    return needed, least, most


def no_replenishment() -> pd.DataFrame:
    """Give the table of ``replenishment`` for a company that records no moves: no row."""
    return pd.DataFrame(columns=COLUMNS)


def replenishment(
    company: Company, targets: pd.DataFrame, *, horizon_days: int | None = None
) -> pd.DataFrame:
    """Set the intake each pool needs in a year against the intake it had.

    Parameters
    ----------
    company : needs table pool_moves
    targets : posts with pool and vacancies (expected within the horizon; NaN unknown)
    horizon_days : the horizon of ``vacancies``; None takes the settings

    Returns
    -------
    DataFrame, one row a pool that stands by for posts: pool, entered (people ever),
    demand_per_year, promoted_share, low, high (of those who are out, see ``pool_yield``; missing
    and 0 to 1 where nobody is out), needed, needed_low, needed_high (intake a year),
    intake_per_year (mean of the last three years, or of the time the pool has), short (needed less
    intake; NaN where either is unknown)

    Notes
    -----
    Assumes that all demand is filled from the pool and that the pool keeps its size, so that in the
    long run as many go out as come in.
    """
    horizon = option(company.settings, "horizon_days", horizon_days)
    demand = targets.groupby("pool")["vacancies"].sum(skipna=False) * DAYS_PER_YEAR / horizon
    pools = pool_yield(company).pools
    shares = pools[["promoted_share", "low", "high"]].to_numpy(float).tolist()
    known_of = dict(zip(pools["pool"], shares, strict=True))
    stays, rows = pool_stays(company), []
    for pool, per_year in demand.items():
        known = known_of.get(str(pool), _NOBODY_OUT)
        needed = intake_needed(float(per_year), *known)
        entered = stays.loc[stays["pool"] == pool, "entered_on"]
        intake = _intake(entered, company.as_of)
        rows.append((pool, len(entered), per_year, *known, *needed, intake, needed[0] - intake))
    return pd.DataFrame(rows, columns=COLUMNS)


def _intake(entered: pd.Series, as_of: pd.Timestamp) -> float:
    """People taken in a year; missing where the pool has no entry."""
    if entered.empty:
        return float("nan")
    since = max(as_of - pd.DateOffset(years=INTAKE_YEARS), entered.min())
    years = max((as_of - since).days / DAYS_PER_YEAR, 1.0)
    return float((entered >= since).sum() / years)
