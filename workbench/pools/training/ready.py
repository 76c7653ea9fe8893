"""When the people proposed are ready: on the job alone, and with the courses of the plan."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.readiness import NOT_ASSESSED, months_quantile
from workbench.pools.build import Pools
from workbench.pools.presence import PLANNING_DAYS
from workbench.pools.training.schedule import course_ends_months, months_with_courses
from workbench.pools.training.task import Planned

Floats = NDArray[np.float64]
MONTHS = ("months", "months_p10", "months_p90")


def ready_dates(
    company: Company, pools: Pools, own: pd.DataFrame, planned: Planned
) -> pd.DataFrame:
    """Say when each person proposed is ready for each post, without the courses and with them.

    Parameters
    ----------
    company : settings of pace, horizon
    pools : targets and proposals
    own : needs of the source post, from ``training_needs``
    planned : the courses

    Returns
    -------
    DataFrame sorted by post and person: position_id, employee_id; months, months_p10 and
    months_p90 (on the job alone), the same as months_after (with the courses), the upper one with
    what was never assessed as level 0; ready_on, ready_on_p90, ready_on_after,
    ready_on_after_p90, needed_on, state
    and state_after (in time, on the edge: in time at the median and not in nine of ten cases,
    late, not assessed). The post is needed on the first known day a seat is free within five
    years, else at the end of the horizon of the settings.
    """
    options = company.settings.pools
    lacks = dict(tuple(own.groupby(["employee_id", "position_id"])))
    rows = []
    for pair in pools.proposals.to_dict("records"):
        person, post = pair["employee_id"], pair["position_id"]
        if pair["readiness"] == NOT_ASSESSED:
            both: tuple[float, ...] = ((0.0 if pair["ready_now"] else np.nan),) * 6
        else:
            lack = lacks.get((person, post), own.iloc[:0])
            both = tuple(
                value
                for courses in ((), planned.orders.get(person, ()))
                for value in months_range(
                    lack, planned, courses, pace_levels_per_month=options.pace_levels_per_month,
                    pace_cv=options.pace_cv,
                )
            )  # fmt: skip
        rows.append((post, person, *both))
    names = [*MONTHS, *(name.replace("months", "months_after") for name in MONTHS)]
    frame = pd.DataFrame(rows, columns=["position_id", "employee_id", *names])
    return _dated(company, pools.targets, frame.astype(dict.fromkeys(names, "float64")))


def months_range(
    lack: pd.DataFrame,
    planned: Planned,
    courses: tuple[int, ...],
    *,
    pace_levels_per_month: float,
    pace_cv: float,
) -> tuple[float, float, float]:
    """Months until a person is ready for a post with some courses, and the 80 % range of it.

    Parameters
    ----------
    lack : needs of the pair, with competency_id, gap_low and gap_high
    planned : catalogue and hours in a year
    courses : places of the courses in the order they are taken
    pace_levels_per_month, pace_cv : median of the pace on the job, and its spread

    Returns
    -------
    Three numbers; the last counts what was never assessed as level 0
    """
    catalogue, taken = planned.catalogue, list(courses)
    ends = course_ends_months(catalogue.hours[taken], hours_per_year=planned.hours_per_year)
    column = [catalogue.competency_ids.index(one) for one in lack["competency_id"]]
    gains = catalogue.gain[taken][:, column]
    known, worst = lack["gap_low"].to_numpy(float), lack["gap_high"].to_numpy(float)
    # A pace so much slower makes what is left to the job so much longer.
    slower = [
        float(months_quantile(np.ones(1), probability=share, pace_cv=pace_cv)[0])
        for share in (0.5, 0.1, 0.9)
    ]
    middle, low, high = (
        months_with_courses(gap, gains, ends, pace_levels_per_month=pace_levels_per_month / factor)
        for gap, factor in zip((known, known, worst), slower, strict=True)
    )
    return middle, low, high


def _dated(company: Company, targets: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    free = targets.set_index("position_id")["vacant_on"].reindex(frame["position_id"]).to_numpy()
    needed = pd.Series(free, index=frame.index).astype("datetime64[us]")
    soon = needed <= company.as_of + pd.Timedelta(days=PLANNING_DAYS)
    end = company.as_of + pd.Timedelta(days=company.settings.horizon_days)
    dates = {
        name: company.as_of + pd.to_timedelta((frame[months] * DAYS_PER_MONTH).round(), unit="D")
        for name, months in (("ready_on", "months"), ("ready_on_p90", "months_p90"),
                             ("ready_on_after", "months_after"),
                             ("ready_on_after_p90", "months_after_p90"))
    }  # fmt: skip
    frame = frame.assign(**dates, needed_on=needed.where(soon, end))
    for state, middle, late in (
        ("state", "ready_on", "ready_on_p90"),
        ("state_after", "ready_on_after", "ready_on_after_p90"),
    ):
        marks = [frame[middle].isna(), frame[middle] > frame["needed_on"],
                 frame[late] > frame["needed_on"]]  # fmt: skip
        words = np.select(marks, ["not assessed", "late", "on the edge"], "in time")
        frame[state] = pd.Series(words, index=frame.index, dtype="str")
    return frame.sort_values(["position_id", "employee_id"], ignore_index=True)
