"""How long a seat stays empty after a departure."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def vacant_days(
    fill_days: Floats, notice_days: Floats, retires_in_days: Floats
) -> tuple[Floats, Floats]:
    """Calendar days from the last day of a leaver to the first day of the successor.

    Parameters
    ----------
    fill_days : days from opening to start; missing stays missing
    notice_days : days from resigning to the last day
    retires_in_days : warning before a retirement, days

    Returns
    -------
    (after resigning, after retiring) : arrays of the common shape, >= 0. The search starts with
    the notice; before a retirement the warning is the longer of notice and the days to it.

    Examples
    --------
    >>> fill, notice = np.array([133.0, 40.0]), np.array([60.0, 60.0])
    >>> [days.tolist() for days in vacant_days(fill, notice, np.array([100.0, 0.0]))]
    [[73.0, 0.0], [33.0, 0.0]]
    """
    warning = np.maximum(notice_days, retires_in_days)
    return np.maximum(fill_days - notice_days, 0.0), np.maximum(fill_days - warning, 0.0)
