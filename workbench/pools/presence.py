"""Whether a person is still here when a post is needed: presence, not age, decides."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.retirement import retirement_dates
from workbench.pools.pairs import Pairs

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Vacancies known further ahead are not planned for yet: somebody else may well be named by then.
PLANNING_DAYS = 1826

GONE = "gone by then"
GONE_WORDS = ("retires before the post is needed, or before being ready for it", "")


def gone_by_then(retires_in_days: Floats, needed_in_days: Floats, ready_in_days: Floats) -> Flags:
    """Whether people retire by the day a post is needed, or before the day they would be ready.

    Parameters
    ----------
    retires_in_days, needed_in_days, ready_in_days : arrays of one shape, days after the report
        date, negative where overdue; NaN unknown

    Returns
    -------
    bool array. Whoever retires on an unknown day is kept; an unknown day of readiness is left out
    of the question.

    Examples
    --------
    >>> ready, needed = np.array([0.0, 0.0, 400.0, np.nan]), np.full(4, 365.0)
    >>> gone_by_then(np.array([365.0, 366.0, 399.0, np.nan]), needed, ready).tolist()
    [True, False, True, False]
    """
    return (retires_in_days <= needed_in_days) | (retires_in_days < ready_in_days)


def gone_pairs(
    company: Company,
    targets: pd.DataFrame,
    employee_ids: tuple[str, ...],
    pairs: Pairs,
    months: Floats,
    horizon_days: int,
) -> Flags:
    """Mark who cannot stand by for a post, since the person retires too early.

    Parameters
    ----------
    company : dates of birth and ``settings.retirement_age_years``
    targets : P posts with vacant_on, the known day a seat is free; a post without one within the
        planning days is needed by the end of the horizon
    employee_ids : C people in the order wanted
    pairs : the E pairs looked at
    months : array (E,), least months to readiness; NaN unknown
    horizon_days : days after ``as_of``

    Returns
    -------
    bool array (E,)
    """
    born_on = company.staff.set_index("employee_id")["born_on"].reindex(list(employee_ids))
    retires_on = retirement_dates(born_on, age_years=company.settings.retirement_age_years)
    free = (targets["vacant_on"] - company.as_of).dt.days.astype(float)
    needed_in_days = np.asarray(free.where(free <= PLANNING_DAYS, horizon_days), dtype=np.float64)
    retires_in_days = np.asarray((retires_on - company.as_of).dt.days, dtype=np.float64)
    return gone_by_then(
        retires_in_days[pairs.person], needed_in_days[pairs.post],
        np.round(months * DAYS_PER_MONTH),
    )  # fmt: skip
