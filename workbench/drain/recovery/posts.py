"""When each post is back after one departure, and what that costs its work."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import DRIVERS
from workbench.drain.ground import Ground
from workbench.drain.recovery.course import Course, recovery_days
from workbench.drain.recovery.departures import Departure
from workbench.drain.recovery.people import Leavers
from workbench.drain.recovery.weighing import followed, one_departure, points, who_leaves
from workbench.drain.scenarios import Exits
from workbench.market.fill import DAYS_PER_MONTH

Floats = NDArray[np.float64]
# Parts of full output that a post comes back to.
LEVELS = {"half": 0.5, "90": 0.9, "full": 1.0}
OPERATIONS = tuple(each.name for each in DRIVERS if each.channel == "operations")
_BY_COVER = tuple(each.name for each in DRIVERS if "cover_share" in each.moved_by)


def post_table(
    ground: Ground,
    exits: Exits,
    leavers: Leavers,
    departures: Sequence[Departure],
    *,
    b_effect: float,
) -> pd.DataFrame:
    """Say for each post when output is back after one departure.

    Parameters
    ----------
    ground, exits, leavers, departures : people, ranges, courses and amounts over time
    b_effect : part of the uncovered work that A and B roles take away; missing for none

    Returns
    -------
    DataFrame, the slowest to 90 % first, one row a post that could be followed: position_id, title,
    vacant_months and lowest_output (P50; the least output as part of full), for half, 90 and full
    months_half, months_half_p10, months_half_p90 and so on (P50, P10, P90 over draws, ways to
    leave and people of the post by their chances), lost_operations with lost_p10 and lost_p90
    (currency; mean, P10, P90 of the channel operations in one departure), lost_with_b (mean;
    missing without A and B roles)
    """
    rows = []
    for position_id, people in followed(ground, leavers).items():
        course, weights = one_departure(exits, leavers, people)
        row: dict[str, object] = {
            "position_id": position_id,
            "title": ground.seats["title"].iloc[people[0]],
            "vacant_months": float(points(course.vacant_days, weights)[1]) / DAYS_PER_MONTH,
            "lowest_output": float(points(_lowest(course), weights)[1]),
        }
        for name, level in LEVELS.items():
            months = recovery_days(course, level=level) / DAYS_PER_MONTH
            low, middle, high = (float(each) for each in points(months, weights))
            row |= {f"months_{name}": middle, f"months_{name}_p10": low, f"months_{name}_p90": high}
        those = [departures[place] for place in people]
        rows.append(row | _lost(those, who_leaves(exits, people), b_effect))
    table = pd.DataFrame(rows, columns=_POSTS)
    order = ["months_90", "months_full", "position_id"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


_POSTS = ["position_id", "title", "vacant_months", "lowest_output",
          *(f"months_{name}{end}" for name in LEVELS for end in ("", "_p10", "_p90")),
          "lost_operations", "lost_p10", "lost_p90", "lost_with_b"]  # fmt: skip


def _lowest(course: Course) -> Floats:
    vacant = np.where(course.vacant_days > 0, course.while_vacant, 0.0)
    start = np.where(course.ramp_days > 0, course.at_start + course.defects, 0.0)
    return np.asarray(1.0 - np.maximum(vacant, start), dtype=np.float64)


def _lost(departures: Sequence[Departure], chance: Floats, b_effect: float) -> dict[str, float]:
    lost = np.stack([each.total(OPERATIONS) for each in departures])
    by_cover = np.stack([each.total(_BY_COVER) for each in departures])
    weights = np.repeat(chance / lost.shape[1], lost.shape[1])
    low, _, high = (float(each) for each in points(lost.reshape(-1), weights))
    mean, moved = (float(chance @ each.mean(axis=1)) for each in (lost, by_cover))
    return {"lost_operations": mean, "lost_p10": low, "lost_p90": high,
            "lost_with_b": mean - b_effect * moved}  # fmt: skip
