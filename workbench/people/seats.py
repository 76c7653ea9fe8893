"""Seats that nobody holds, and from which day that is a vacancy."""

import numpy as np
import pandas as pd

from workbench.company import Company, is_needed


def empty_seats(company: Company) -> pd.DataFrame:
    """Count the seats of each open post that nobody holds.

    Returns
    -------
    DataFrame indexed by position_id in the order of ``company.positions``: empty (whole seats,
    >= 0; a seat held part time is held, and two half posts share one), wanted_from (the day from
    which they are to be filled: the report date for a post that is needed today, its first day for
    one that is needed later; missing without an empty seat, for a planned post without a day, and
    for a post that is needed no more)
    """
    posts, today = company.positions, company.as_of
    held = company.incumbents.merge(company.staff[["employee_id", "fte"]], on="employee_id")
    filled = held.groupby("position_id")["fte"].sum().reindex(posts["position_id"]).fillna(0.0)
    # The small addend forgives shares such as three thirds.
    empty = np.floor(posts["seats"].to_numpy() - filled.to_numpy() + 1e-9).clip(min=0.0)
    later = posts["needed_from"].where(posts["needed_from"] > today)
    wanted_from = later.mask(is_needed(posts, today), today).where(empty > 0)
    return pd.DataFrame({"empty": empty, "wanted_from": wanted_from.to_numpy()}, index=filled.index)


def vacant_seats(company: Company) -> pd.Series:
    """Count the vacancies of each open post: empty seats that are to be filled by today.

    Returns
    -------
    Series indexed by position_id; 0 for a post that is needed later or no more
    """
    seats = empty_seats(company)
    return seats["empty"].where(seats["wanted_from"] <= company.as_of, 0.0)
