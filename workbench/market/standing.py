"""Days to fill from how many seats stand empty, for a company that keeps no record of vacancies."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company, is_needed
from workbench.company.once import once

Array = NDArray[np.float64]
# Fewer empty seats in all say nothing about how long one stands empty.
LEAST_EMPTY = 5
_DAYS_PER_YEAR = 365.25


def standing_days(empty: Array, filled: Array, *, leaving_per_year: float, worth: float) -> Array:
    """Mean days a seat stands empty, by group, drawn towards that of all groups.

    Parameters
    ----------
    empty, filled : (g,) seats of each group that stand empty, and that are held
    leaving_per_year : part of the held seats that fall empty in a year, above 0
    worth : empty seats that weigh as much as "as long as everywhere", above 0

    Returns
    -------
    (g,) days, above 0; missing for all where fewer than 5 seats stand empty

    Notes
    -----
    In a steady state the empty seats are the seats that fall empty in a day times the days each
    stands empty (Little 1961, Operations Research 9:383-387), so the days are empty / (filled x
    leaving a day). A gamma prior with shape ``worth`` around the days of all groups keeps a small
    group from standing out by chance: (worth + empty) / (worth / days of all + filled x leaving).

    Examples
    --------
    >>> days = standing_days(np.array([8.0, 0.0]), np.array([92.0, 0.0]),
    ...                      leaving_per_year=0.1, worth=4)
    >>> days.round(1).tolist()
    [317.6, 317.6]
    """
    if empty.sum() < LEAST_EMPTY or not filled.sum() > 0:
        return np.full(len(empty), np.nan)
    leaving = filled * leaving_per_year / _DAYS_PER_YEAR
    whole = empty.sum() / leaving.sum()
    return np.asarray((worth + empty) / (worth / whole + leaving))


@once
def empty_seat_days(company: Company) -> pd.DataFrame:
    """Days to fill each open post from the seats of its job family and grade that stand empty.

    Parameters
    ----------
    company : used only where there is no table requisitions; ``settings.drain`` gives the rate of
        leaving, ``settings.positions.family_fills_worth`` the weight of all groups

    Returns
    -------
    DataFrame in the order of ``company.positions``: position_id, standing_days (missing where
    requisitions are given or too few seats stand empty), empty and filled (seats of its group)

    Notes
    -----
    Posts without family and grade form a group of their own. Posts needed later or no more do not
    count. The rate of leaving is the middle of the range in the settings: an assumption where no
    leavers are recorded, and the days are inversely proportional to it.
    """
    posts = company.positions
    frame = posts[["position_id"]].assign(empty=np.nan, filled=np.nan, standing_days=np.nan)
    if company.has("requisitions"):
        return frame
    held = company.incumbents["position_id"].value_counts().reindex(posts["position_id"])
    people = pd.Series(held.fillna(0.0).to_numpy(dtype=float), index=posts.index)
    needed = is_needed(posts, company.as_of)
    seats = posts.assign(
        filled=people.where(needed, 0.0),
        empty=(posts["seats"] - people).clip(lower=0).where(needed, 0.0),
    )
    keys = ["job_family", "grade"]
    groups = seats.groupby(keys, dropna=False)[["empty", "filled"]]
    sums = groups.sum()
    sums["standing_days"] = standing_days(
        sums["empty"].to_numpy(), sums["filled"].to_numpy(),
        leaving_per_year=company.settings.drain.inputs.leave_rate_per_year.p50,
        worth=company.settings.positions.family_fills_worth,
    )  # fmt: skip
    number = groups.ngroup()
    columns = ["empty", "filled", "standing_days"]
    return posts[["position_id"]].assign(
        **{name: sums[name].to_numpy()[number.to_numpy()] for name in columns}
    )
