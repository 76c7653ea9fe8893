"""Whether the people's table goes on up to the report date, or was exported long before."""

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Finding
from workbench.errors import Fault

_EVENTS = ("hired_on", "left_on", "position_since")
# Fewer days on which something happened say nothing about how often something happens.
_LEAST_DAYS_SEEN = 6
_LOOK_BACK_DAYS = 730
_LEAST_SILENCE_DAYS = 45


def silent_end(employees: Draft, as_of: pd.Timestamp) -> list[Finding]:
    """Note that nobody came, went or moved for twice as long as ever in the two years before."""
    days = _days_of_events(employees.frame, as_of)
    if len(days) < _LEAST_DAYS_SEEN:
        return []
    longest, silence = int(np.diff(days).max()), int(-days[-1])
    if silence < max(_LEAST_SILENCE_DAYS, 2 * longest):
        return []
    last = (as_of - pd.Timedelta(days=silence)).date()
    found = (
        f"nobody was hired, left or moved in the {silence} days after {last}; in the two years "
        f"before, there was no such time longer than {longest} days"
    )
    action = f"If the tables were exported about {last}, report as of that day; else nothing."
    allowed = f"what happened up to {as_of.date()}"
    return [Finding(Fault("note", "silent_end", "employees", "", (), found, allowed, action))]


def _days_of_events(frame: pd.DataFrame, as_of: pd.Timestamp) -> np.ndarray:
    """Give the days on which something happened, counted back from the report date, in order.

    The two years end with the last event, so that a long silence does not empty them.
    """
    dates = pd.concat([frame[name] for name in _EVENTS]).dropna()
    days = np.unique((dates[dates <= as_of] - as_of).dt.days.to_numpy())
    return days[days >= days[-1] - _LOOK_BACK_DAYS] if len(days) else days
