"""The chance that at least one of the people standing by is ready and here, each as they are."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr
from scipy.stats import poisson_binom

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.leaving import leaving
from workbench.people.readiness import NOT_ASSESSED, months_quantile, pace_spread
from workbench.settings.options import option, whole_number

Floats = NDArray[np.float64]

BANDS = ("no name", "under half", "half to nine in ten", "nine in ten or more", "not known")


def number_ready(chances: Floats) -> Floats:
    """Chance of each number of people being ready, from none to all.

    Parameters
    ----------
    chances : array (n,), chance of each person, in [0, 1]; people are taken as independent

    Returns
    -------
    array (n + 1,), sums to 1

    Raises
    ------
    ParameterError
        If a chance is unknown or not in [0, 1].

    Notes
    -----
    Poisson-binomial distribution, by ``scipy.stats.poisson_binom``, exact. Equal chances give the
    binomial. Source: Hong (2013), Computational Statistics and Data Analysis 59.

    Examples
    --------
    >>> number_ready(np.array([0.5, 0.2])).round(2).tolist()
    [0.4, 0.5, 0.1]
    """
    given = np.asarray(chances, dtype=np.float64)
    wrong = given[~((given >= 0) & (given <= 1))]
    if len(wrong):
        raise ParameterError(
            f"chances: found {wrong[0]:g}. Allowed: numbers from 0 to 1. Leave out who is unknown."
        )
    if not len(given):
        return np.ones(1)
    # Sorted, so that the order of people does not change the last digit.
    ordered = np.sort(given)
    pmf = poisson_binom.pmf(np.arange(len(ordered) + 1), ordered)
    return np.asarray(pmf, dtype=np.float64)


def chance_of_at_least(least: int, chances: Floats) -> float:
    """Chance that at least so many people are ready.

    Parameters
    ----------
    least : number wanted, >= 0
    chances : array (n,), as in ``number_ready``

    Returns
    -------
    float in [0, 1]; 0 where more are wanted than there are

    Raises
    ------
    ParameterError
        If the number is not whole or below 0, or a chance is unknown or not in [0, 1].

    Examples
    --------
    >>> round(chance_of_at_least(1, np.array([0.3, 0.3, 0.3]) * 0.85), 2)
    0.59
    """
    least, of_each = whole_number("least", least, least=0), number_ready(chances)
    if least == 0:
        return 1.0
    return float(np.clip(of_each[least:].sum(), 0.0, 1.0))


def chance_ready_by(months: Floats, *, within_months: float, pace_cv: float) -> Floats:
    """Chance of being ready within some months, for a lognormal pace of development.

    Parameters
    ----------
    months : array, median months to readiness, >= 0; NaN unknown
    within_months : time given, > 0
    pace_cv : coefficient of variation of the pace, > 0

    Returns
    -------
    array in [0, 1]; 1 for who is ready now, NaN where the months are unknown

    Notes
    -----
    Phi(ln(within / months) / s) with s as in ``pace_spread``: the median is met in half the cases.

    Examples
    --------
    >>> found = chance_ready_by(np.array([0.0, 12.0, 24.0]), within_months=12, pace_cv=0.4)
    >>> found.round(3).tolist()
    [1.0, 0.5, 0.036]
    """
    with np.errstate(divide="ignore"):
        return np.asarray(ndtr(np.log(within_months / months) / pace_spread(pace_cv)))


def bench_chances(
    company: Company,
    targets: pd.DataFrame,
    proposals: pd.DataFrame,
    *,
    horizon_days: int | None = None,
) -> pd.DataFrame:
    """Chance that a post has somebody ready and here at the end of the horizon.

    Parameters
    ----------
    company : for the rates of leaving, retirements and ``settings.pools.pace_cv``
    targets : posts with position_id, title and pool
    proposals : people with position_id, employee_id, months, months_p90, readiness and ready_now
    horizon_days : days after ``as_of``; None takes the settings

    Returns
    -------
    DataFrame, one row a post, the least chance first: position_id, title, pool, names, unknown
    (names whose readiness is not assessed), expected (people ready and here), chance (at least one,
    of the names that are known), chance_low, chance_high (the unknown as not assessed at all and as
    met; people leaving at the upper and lower end of their range), chance_of_two and band (one of
    ``BANDS``, by names and chance). A post without a name has chance 0; one with unknown names
    alone has none, and its range.
    """
    horizon = option(company.settings, "horizon_days", horizon_days)
    people = _person_chances(company, proposals, horizon)
    by_post = {str(post): own for post, own in people.groupby("position_id")}
    rows = []
    posts = (targets[column] for column in ("position_id", "title", "pool"))
    for post in zip(*posts, strict=True):
        own = by_post.get(post[0], people.iloc[:0])
        known = own["chance"].dropna().to_numpy(float)
        chance = chance_of_at_least(1, known) if len(known) or own.empty else np.nan
        two = chance_of_at_least(2, known) if len(known) or own.empty else np.nan
        low, high = (chance_of_at_least(1, own[side].to_numpy(float)) for side in ("low", "high"))
        rows.append(
            (*post, len(own), len(own) - len(known), np.sort(known).sum(), chance, low, high, two)
        )
    columns = ["position_id", "title", "pool", "names", "unknown", "expected", "chance",
               "chance_low", "chance_high", "chance_of_two"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    table = table.assign(band=_bands(table))
    order = table.assign(least=table["chance"].fillna(table["chance_low"])).sort_values(
        ["least", "chance_high", "position_id"], ignore_index=True
    )
    return order[[*columns, "band"]]


def _bands(table: pd.DataFrame) -> pd.Series:
    chance = table["chance"]
    marks = [table["names"] == 0, chance < 0.5, chance < 0.9, chance >= 0.9]
    return pd.Series(np.select(marks, BANDS[:4], BANDS[4]), index=table.index, dtype="str")


def _person_chances(company: Company, proposals: pd.DataFrame, horizon_days: int) -> pd.DataFrame:
    """Chance of each name to be ready and here: chance (missing: unknown), low, high."""
    cv = company.settings.pools.pace_cv
    within = horizon_days / DAYS_PER_MONTH
    staff = leaving(company, horizon_days=horizon_days).staff.set_index("employee_id")
    chances = staff[["leave_probability", "low", "high"]].to_numpy(dtype=np.float64)
    retires = staff["retires_within_horizon"].to_numpy(bool)
    here = np.where(retires[:, None], 0.0, 1.0 - chances)
    stays = here[staff.index.get_indexer(pd.Index(proposals["employee_id"]))]
    months = proposals["months"].to_numpy(float)
    # What was never assessed as level 0: the median behind the months of nine in ten cases.
    stretch = float(months_quantile(np.ones(1), probability=0.9, pace_cv=cv)[0])
    worst = proposals["months_p90"].to_numpy(float) / stretch
    ready = proposals["ready_now"].to_numpy(bool)
    unknown = (proposals["readiness"] == NOT_ASSESSED).to_numpy() & ~ready
    at_median, at_worst = (
        chance_ready_by(one, within_months=within, pace_cv=cv) for one in (months, worst)
    )
    named = ready & (proposals["readiness"] == NOT_ASSESSED).to_numpy()
    return pd.DataFrame(
        {
            "position_id": proposals["position_id"],
            "chance": np.where(unknown, np.nan, np.where(ready, 1.0, at_median)) * stays[:, 0],
            "low": np.where(named, 1.0, np.nan_to_num(at_worst, nan=0.0)) * stays[:, 2],
            "high": np.where(ready, 1.0, np.nan_to_num(at_median, nan=1.0)) * stays[:, 1],
        }
    )
