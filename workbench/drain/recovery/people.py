"""What the ground says about each leaver: how long the seat is empty and how output comes back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.drain.ground import Ground
from workbench.drain.recovery.course import Course
from workbench.drain.scenarios import Exits
from workbench.drain.vacancy import vacant_days

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# The two ways to leave that differ in how long the seat stays empty.
RESIGNS, RETIRES = 0, 1


@dataclass(frozen=True)
class Leavers:
    """The n people of the posts, in m draws of the ranges.

    Attributes
    ----------
    course : arrays of shape (2, n, m); first who resigns or is taken, then who retires
    weight : array of shape (2, n), chance to leave in this way, given that the person leaves
    full_output : array of shape (n,), currency a year: the larger of the margin of the person's
        part of the post and that of the methods the person holds
    known : array of shape (n,), whether margin and time to fill are known and there is output
    """

    course: Course
    weight: Floats
    full_output: Floats
    known: Flags


def read_leavers(ground: Ground, exits: Exits) -> Leavers:
    """Turn the people and ranges of a ground into courses of output.

    Notes
    -----
    Parts of full output, with the letters of ``driver_amounts``: vacant ((V-M) ((1-a)(1-d) + a g)
    + M (1-d)) / max(V, M), on the first day ((V-M)(1-a) + M) (1-y0)(1-h) / max(V, M), defects
    V c / max(V, M). Work done later counts on the day on which it was due, so that the curve adds
    up to the ledger. Where it is unknown whether several lead, that part is 0, as in the sums.
    """
    seats, drawn = ground.seats, ground.drawn
    columns = {name: seats[name].to_numpy(dtype=float)[:, None] for name in _COLUMNS}
    margin = columns["margin_per_year"]
    method, several = (
        np.nan_to_num(columns[name]) for name in ("method_value_per_year", "shared_command")
    )
    full = np.maximum(margin, method)
    scale = np.where(full > 0, full, np.nan)
    common = np.maximum(margin - method, 0.0)
    cover, not_later = drawn["cover_share"], 1.0 - drawn["deferred_work_share"]
    first = (1.0 - drawn["start_productivity_share"]) * (1.0 - drawn["handover_share"])
    crossed = several * cover * drawn["coordination_loss_share"]
    vacant = (common * ((1.0 - cover) * not_later + crossed) + method * not_later) / scale
    resigning, retiring = vacant_days(
        columns["fill_days"], drawn["notice_days"], exits.retires_in_days[:, None]
    )
    empty = np.stack([resigning, retiring])
    on_start = (common * (1.0 - cover) + method) / scale * first
    defects = margin * drawn["defect_cost_share"] / scale
    each = [
        np.broadcast_to(values, empty.shape)
        for values in (empty, drawn["ramp_days"], vacant, on_start, defects)
    ]
    known = np.isfinite(scale[:, 0]) & seats["fill_days"].notna().to_numpy()
    return Leavers(
        course=Course(*each),
        weight=np.stack([1.0 - exits.retires_share, exits.retires_share]),
        full_output=full[:, 0],
        known=known,
    )


_COLUMNS = ("margin_per_year", "method_value_per_year", "shared_command", "fill_days")
