"""The chance that each post falls vacant: known retirements, and leaving as in the past."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.leaving import leaving
from workbench.settings.options import option

Floats = NDArray[np.float64]

STATES = (
    "vacant now", "retirement overdue", "retirement known", "by chance", "nobody in the post",
)  # fmt: skip


@dataclass(frozen=True)
class VacancyRisk:
    """Posts by the chance of a vacancy within the horizon.

    Parameters
    ----------
    posts : one row a post, first the vacant ones, then the overdue retirements, then the likeliest:
        position_id, title, unit, incumbents, vacant_seats, state (vacant now, retirement overdue,
        retirement known, by chance, nobody in the post), chance (that a seat is vacant by then: 1
        where one is today, else that at least one of the people there is gone; missing where
        nobody is there), chance_low, chance_high (80 % range of the rates of leaving; 1 at the
        upper end where a date of birth is missing), expected (people gone by then), retires_on
        (first known retirement, where it is within the horizon or overdue), born_unknown (people
        whose date of birth is missing)
    notes : what was assumed or could not be used, in sentences
    """

    posts: pd.DataFrame
    notes: tuple[str, ...]


def chance_of_vacancy(leave_probability: Floats, post: NDArray[np.intp], *, posts: int) -> Floats:
    """Chance that at least one person of each post leaves.

    Parameters
    ----------
    leave_probability : array (n,), chance that each person is gone by then, in [0, 1]; 1 for a
        retirement within the time
    post : int array (n,), the post each person holds
    posts : number of posts

    Returns
    -------
    array (posts,) in [0, 1], people taken as independent; NaN where a chance is unknown and nobody
        else in the post leaves for certain; 0 for a post without anybody

    Notes
    -----
    1 - product of (1 - p).

    Examples
    --------
    >>> chance_of_vacancy(np.array([0.5, 0.5, 1.0]), np.array([0, 0, 1]), posts=3).tolist()
    [0.75, 1.0, 0.0]
    """
    stays = np.ones(posts)
    np.multiply.at(stays, post, 1.0 - leave_probability)
    certain = np.bincount(post[leave_probability == 1.0], minlength=posts) > 0
    return np.where(certain, 1.0, 1.0 - stays)


def vacancy_risk(
    company: Company, targets: pd.DataFrame, *, horizon_days: int | None = None
) -> VacancyRisk:
    """Estimate for each post whether somebody in it will be gone within the horizon.

    Parameters
    ----------
    company : employees with born_on, hired_on, left_on and leave_reason
    targets : posts with position_id, title, unit, incumbents and vacant_seats
    horizon_days : days after ``as_of``; None takes the settings

    Returns
    -------
    VacancyRisk. A retirement within the horizon is certain, however young the person was hired; the
    others resign at the rate of their job family until then. Moves to other posts and dismissals
    are not in it. A post that is vacant today comes first, with the chance 1. A retirement before
    the report date, of somebody who is still there, is overdue.
    """
    horizon = option(company.settings, "horizon_days", horizon_days)
    found = leaving(company, horizon_days=horizon)
    ids = pd.Index(targets["position_id"])
    staff = found.staff[found.staff["position_id"].isin(ids)]
    place = ids.get_indexer(staff["position_id"])
    retires = staff["retires_within_horizon"].to_numpy(bool)
    unborn = staff["retires_on"].isna().to_numpy()
    chances: dict[str, Floats] = {}
    for name, column in _CHANCES.items():
        own = np.where(retires, 1.0, staff[column].to_numpy(dtype=np.float64))
        if name == "chance_high":
            own = np.where(unborn, 1.0, own)
        chances[name] = chance_of_vacancy(own, place, posts=len(ids))
        if name == "chance":
            chances["expected"] = np.bincount(place, weights=own, minlength=len(ids)).astype(
                np.float64
            )
    first = staff[retires].groupby("position_id")["retires_on"].min()
    table = targets[["position_id", "title", "unit", "incumbents", "vacant_seats"]].assign(
        **chances,
        retires_on=first.reindex(ids).dt.normalize().to_numpy(),
        born_unknown=np.bincount(place, weights=unborn, minlength=len(ids)).astype(int),
    )
    retiring = ids.isin(staff.loc[retires, "position_id"])
    vacant = table["vacant_seats"] > 0
    marks = [vacant, table["retires_on"] < company.as_of, retiring, table["incumbents"] > 0]
    state = pd.Series(STATES[-1], index=table.index, dtype="str")
    for mark, words in reversed(list(zip(marks, STATES, strict=False))):
        state = state.mask(mark, words)
    there = state != STATES[-1]
    certain = {name: table[name].mask(vacant, 1.0).where(there) for name in _CHANCES}
    first_of_all = state.map({STATES[0]: 0, STATES[1]: 1}).fillna(2)
    table = table.assign(state=state, first_of_all=first_of_all, **certain)
    columns = ["position_id", "title", "unit", "incumbents", "vacant_seats", "state", "chance",
               "chance_low", "chance_high", "expected", "retires_on", "born_unknown"]  # fmt: skip
    order = table.sort_values(
        ["first_of_all", "chance", "expected", "position_id"],
        ascending=[True, False, False, True], ignore_index=True,
    )  # fmt: skip
    return VacancyRisk(order[columns], found.notes)


_CHANCES = {"chance": "leave_probability", "chance_low": "low", "chance_high": "high"}
