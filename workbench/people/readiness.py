"""How long a person still needs for a post, from gaps and pace or from a dated nomination."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from workbench.company import Company
from workbench.people.levels import Levels

Floats = NDArray[np.float64]

READINESS_MONTHS = {"ready_now": 0.0, "ready_1_2_years": 24.0, "ready_3_5_years": 60.0}
LATER, NOT_ASSESSED = "over_5_years", "not_assessed"


@dataclass(frozen=True)
class Readiness:
    """Months of development C people still need for P posts.

    Parameters
    ----------
    months : array (C, P), widest gap of the assessed competencies over the pace; NaN where none is
        assessed
    months_p10, months_p90 : arrays (C, P), from the spread of the pace; the upper one counts what
        was never assessed as level 0
    label : str array (C, P), one of ready_now, ready_1_2_years, ready_3_5_years, over_5_years,
        not_assessed
    """

    months: Floats
    months_p10: Floats
    months_p90: Floats
    label: NDArray[np.str_]


def months_to_ready(required: Floats, held: Floats, *, pace_levels_per_month: float) -> Floats:
    """Months until the widest gap is closed, all gaps being worked on side by side.

    Parameters
    ----------
    required : array (P, K); NaN where not asked for
    held : array (C, K); NaN where never assessed
    pace_levels_per_month : levels gained in a month, > 0

    Returns
    -------
    array (C, P) in months, 0 where no gap is left; NaN where nothing required is assessed

    Examples
    --------
    >>> needs = np.array([[4.0, 2.0]])
    >>> people = np.array([[3.0, 2.0], [4.0, 5.0], [np.nan, 1.0], [np.nan, np.nan]])
    >>> months_to_ready(needs, people, pace_levels_per_month=0.1).ravel().tolist()
    [10.0, 0.0, 10.0, nan]
    """
    months = np.full((len(held), len(required)), np.nan)
    for post, needs in enumerate(required):
        asked = np.flatnonzero(needs > 0)
        gap = needs[asked] - held[:, asked]
        known = ~np.isnan(gap)
        widest = np.where(known, np.maximum(gap, 0.0), 0.0).max(axis=1, initial=0.0)
        months[:, post] = np.where(known.any(axis=1), widest / pace_levels_per_month, np.nan)
    return months


def pace_spread(cv: float) -> float:
    """Give the s.d. of the logarithm of a lognormal pace with coefficient of variation ``cv``.

    Examples
    --------
    >>> round(pace_spread(0.4), 4)
    0.3853
    """
    return float(np.sqrt(np.log1p(cv**2)))


def months_quantile(months: Floats, *, probability: float, pace_cv: float) -> Floats:
    """Quantile of the months when the pace is lognormal around its median, the same for all gaps.

    Examples
    --------
    >>> months_quantile(np.array([10.0]), probability=0.9, pace_cv=0.4).round(1).tolist()
    [16.4]
    """
    return months * float(np.exp(ndtri(probability) * pace_spread(pace_cv)))


def readiness_label(
    months: Floats, assessed_share: Floats, *, least_assessed_share: float
) -> NDArray[np.str_]:
    """Name the window of the months; ``not_assessed`` where too little was ever assessed.

    Examples
    --------
    >>> months = np.array([0.0, 10.0, 30.0, 70.0, 0.0])
    >>> readiness_label(months, np.array([1, 1, 1, 1, 0.5]), least_assessed_share=0.8).tolist()
    ['ready_now', 'ready_1_2_years', 'ready_3_5_years', 'over_5_years', 'not_assessed']
    """
    unsure = np.isnan(months) | (assessed_share < least_assessed_share)
    windows = [months <= most for most in READINESS_MONTHS.values()]
    return np.select([unsure, *windows], [NOT_ASSESSED, *READINESS_MONTHS], default=LATER)


def estimate_readiness(company: Company, levels: Levels, assessed_share: Floats) -> Readiness:
    """Months to readiness of people for posts, with an 80 % interval and a label.

    Parameters
    ----------
    company : ``settings.pools`` gives pace, its spread and ``least_assessed_share``
    levels : what posts ask for and people hold
    assessed_share : array (C, P), part of the requirements that is assessed

    Returns
    -------
    Readiness
    """
    options = company.settings.pools
    pace, cv = options.pace_levels_per_month, options.pace_cv
    months = months_to_ready(levels.required, levels.held, pace_levels_per_month=pace)
    worst = months_to_ready(
        levels.required, np.nan_to_num(levels.held, nan=0.0), pace_levels_per_month=pace
    )
    return Readiness(
        months,
        months_quantile(months, probability=0.1, pace_cv=cv),
        months_quantile(worst, probability=0.9, pace_cv=cv),
        readiness_label(months, assessed_share, least_assessed_share=options.least_assessed_share),
    )


def dated_nominations(company: Company) -> pd.DataFrame:
    """Latest nomination of each person for each post, with its age.

    Parameters
    ----------
    company : needs table nominations

    Returns
    -------
    DataFrame sorted by position_id, employee_id with the columns position_id, employee_id,
    readiness, evidence_on, age_days (NaN where undated), stale (undated or older than
    ``settings.pools.evidence_max_age_days``) and here (still employed on ``as_of``)

    Raises
    ------
    DataError
        If table nominations is absent.
    """
    named = company.table("nominations")
    named = named[~(named["evidence_on"] > company.as_of)]
    latest = (
        named.sort_values("evidence_on", kind="stable", na_position="first")
        .drop_duplicates(["position_id", "employee_id"], keep="last")
        .sort_values(["position_id", "employee_id"], ignore_index=True)
    )
    age = (company.as_of - latest["evidence_on"]).dt.days.astype(float)
    most = company.settings.pools.evidence_max_age_days
    dated = latest.assign(
        age_days=age,
        stale=~(age <= most),
        here=latest["employee_id"].isin(company.staff["employee_id"]),
    )
    columns = [
        "position_id",
        "employee_id",
        "readiness",
        "evidence_on",
        "age_days",
        "stale",
        "here",
    ]
    return dated[columns]
