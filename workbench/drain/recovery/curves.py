"""Output and money of each post over the months after one departure."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.ground import Ground
from workbench.drain.recovery.course import output_lost
from workbench.drain.recovery.departures import Departure, fallen_due
from workbench.drain.recovery.people import Leavers
from workbench.drain.recovery.posts import OPERATIONS
from workbench.drain.recovery.weighing import Places, followed, one_departure, points, who_leaves
from workbench.drain.scenarios import Exits
from workbench.market.fill import DAYS_PER_MONTH

Floats = NDArray[np.float64]
STEP_MONTHS = 0.5
_FEWEST_MONTHS, _MOST_MONTHS = 6.0, 60.0


def curve_table(
    ground: Ground,
    exits: Exits,
    leavers: Leavers,
    departures: Sequence[Departure],
    posts: pd.DataFrame,
    *,
    b_effect: float,
) -> pd.DataFrame:
    """Give output and money so far at every half month after one departure.

    Parameters
    ----------
    ground, exits, leavers, departures : people, ranges, courses and amounts over time
    posts : as made by ``post_table``; the order of the posts
    b_effect : part of the uncovered work that A and B roles take away; missing for none

    Returns
    -------
    DataFrame, one row a post and half month until all posts are back at full output in nine of ten
    draws, 5 years at most: position_id, title, month, output with output_p10 and output_p90 (mean
    and percentiles, part of full output), output_with_b (mean; missing without A and B roles),
    lost_operations with lost_p10 and lost_p90 (currency so far; mean and percentiles), lost_in_all
    (mean so far, all channels)
    """
    if posts.empty:
        return pd.DataFrame(columns=_COLUMNS)
    last = np.ceil(posts["months_full_p90"].max()) + 1
    longest = float(np.clip(last, _FEWEST_MONTHS, _MOST_MONTHS))
    months = np.arange(0.0, longest + STEP_MONTHS / 2, STEP_MONTHS)
    members = followed(ground, leavers)
    frames = []
    for position_id, title in zip(posts["position_id"], posts["title"], strict=True):
        people = members[position_id]
        frame = pd.DataFrame({"position_id": position_id, "title": title, "month": months})
        frames.append(
            frame.assign(
                **_output(exits, leavers, people, months, b_effect),
                **_money([departures[at] for at in people], who_leaves(exits, people), months),
            )
        )
    return pd.concat(frames, ignore_index=True)[_COLUMNS]


_COLUMNS = ["position_id", "title", "month", "output", "output_p10", "output_p90", "output_with_b",
            "lost_operations", "lost_p10", "lost_p90", "lost_in_all"]  # fmt: skip


def _output(
    exits: Exits, leavers: Leavers, people: Places, months: Floats, b_effect: float
) -> dict[str, Floats]:
    course, weights = one_departure(exits, leavers, people)
    days = months * DAYS_PER_MONTH
    output = 1.0 - output_lost(course, days)
    low, _, high = points(output, weights)
    with_b = 1.0 - output_lost(course.with_kept(1.0 - b_effect), days)
    return {"output": output @ weights, "output_p10": low, "output_p90": high,
            "output_with_b": with_b @ weights}  # fmt: skip


def _money(departures: Sequence[Departure], chance: Floats, months: Floats) -> dict[str, Floats]:
    days = (months * DAYS_PER_MONTH)[:, None]
    lost, in_all = [], np.zeros(len(months))
    for departure, own in zip(departures, chance, strict=True):
        due = fallen_due(departure, (days, days))
        lost.append(np.sum([due[name] for name in OPERATIONS], axis=0))
        in_all += own * np.sum([each.mean(axis=1) for each in due.values()], axis=0)
    side_by_side, draws = np.concatenate(lost, axis=1), lost[0].shape[1]
    weights = np.repeat(chance / draws, draws)
    low, _, high = points(side_by_side, weights)
    return {"lost_operations": side_by_side @ weights, "lost_p10": low, "lost_p90": high,
            "lost_in_all": in_all}  # fmt: skip
