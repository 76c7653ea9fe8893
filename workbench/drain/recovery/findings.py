"""What recovery says, in sentences, the most important first."""

import numpy as np
import pandas as pd

from workbench.drain.channels import CHANNELS
from workbench.drain.recovery.recover import Recovery
from workbench.words import count, listing, money, months, percent

_MOST = 3
_HALF_YEAR_MONTHS = 6


def findings(found: Recovery) -> tuple[str, ...]:
    """Say how long posts take to come back, when money is lost, and what a B would change.

    Returns
    -------
    Sentences; posts by title and id, never persons
    """
    sentences = (_slowest(found), _slow(found), _path(found), _with_b(found), _missing(found))
    return tuple(sentence for sentence in sentences if sentence)


def _named(row: pd.Series) -> str:
    return f"{row['title']} ({row['position_id']})"


def _back(row: pd.Series, name: str) -> str:
    low, middle, high = (float(row[f"months_{name}{end}"]) for end in ("_p10", "", "_p90"))
    words = "less than a month" if middle < 0.5 else months(middle)
    return f"{words} (range {low:.0f} to {high:.0f})"


def _slowest(found: Recovery) -> str:
    if found.posts.empty:
        return ""
    row = found.posts.iloc[0]
    if not found.posts["months_90_p90"].max() > 0:
        return "None of these posts falls under 90 % of its output after a departure."
    return (
        f"Slowest to come back after a departure is {_named(row)}: 90 % of its output after "
        f"{_back(row, '90')}, all of it after {_back(row, 'full')}; at its lowest it gives "
        f"{percent(row['lowest_output'])}."
    )


def _slow(found: Recovery) -> str:
    slow = found.posts[found.posts["months_90"] > _HALF_YEAR_MONTHS]
    if len(found.posts) < 2:
        return ""
    if slow.empty:
        return "All posts are back at 90 % of their output within half a year, in the middle case."
    names = [_named(row) for _, row in slow.iterrows()]
    verb = "needs" if len(slow) == 1 else "need"
    return (
        f"{len(slow)} of {count(len(found.posts), 'post')} {verb} more than half a year to 90 % of "
        f"output in the middle case: {listing(names, most=_MOST)}."
    )


def _path(found: Recovery) -> str:
    if found.path.empty or not found.path["expected_loss"].sum() > 0:
        return ""
    rows, total = found.path, float(found.path["expected_loss"].sum())
    parts = [float(rows["expected_loss"].iloc[at].sum()) for at in (slice(0, 4), slice(4, 8))]
    later = total - sum(parts)
    sums = rows[list(CHANNELS)].iloc[8:].sum()
    words = (
        f"Of the expected loss of {money(total, found.currency)}, {percent(parts[0] / total)} "
        f"falls due in the first year from the report date, {percent(parts[1] / total)} in the "
        f"second and {percent(later / total)} later"
    )
    return f"{words}, most of that through {sums.idxmax()}." if later > 0 else f"{words}."


def _with_b(found: Recovery) -> str:
    if found.posts.empty or np.isnan(found.b_effect):
        return ""
    row = found.posts.nlargest(1, "lost_operations").iloc[0]
    before, after = (
        money(row[name], found.currency) for name in ("lost_operations", "lost_with_b")
    )
    return (
        f"With A and B roles that take {percent(found.b_effect)} off what nobody covers, a "
        f"departure from {_named(row)} costs operations {after} instead of {before}. The day of "
        "full output stays: a B covers, and finds no successor sooner."
    )


def _missing(found: Recovery) -> str:
    rows = found.not_assessed
    if rows.empty:
        return ""
    names = [_named(row) for _, row in rows.iterrows()]
    return (
        f"Over time {count(len(rows), 'post')} cannot be followed, as margin or time to fill is "
        f"not known: {listing(names, most=_MOST)}."
    )
