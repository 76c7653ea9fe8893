"""What sets high performers apart, in sentences."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.pools.success.result import FEW, HIGHER, LOWER, UNDATED, Success
from workbench.words import beside, count, listing, percent

_CLASSES = {"job_family": "job family", "position_id": "post"}


def success_findings(success: Success, *, most: int = 3) -> tuple[str, ...]:
    """Say what sets high performers apart, where nothing does, and why nobody can tell.

    Parameters
    ----------
    success : as from ``compare_performers``
    most : groups with a finding that get a sentence each

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    groups = success.groups
    clear = groups[groups["clear"] > 0].to_dict("records")
    tested = groups[(groups["tested"] > 0) & (groups["clear"] == 0)]
    rest = len(clear) - most
    sentences = (
        *(_clear(success, row, first=not place) for place, row in enumerate(clear[:most])),
        f"{count(rest, 'more group')} with a clear difference: see the table." if rest > 0 else "",
        _open(success, tested["group"].tolist()),
        _few(success, groups.loc[groups["tested"] == 0, "group"].tolist()),
        _undated(success),
        _years(success),
        _left_out(success),
    )
    return tuple(words for words in sentences if words)


def _clear(success: Success, group: Mapping[Hashable, Any], *, first: bool) -> str:
    rows = success.factors[success.factors["group"] == group["group"]]
    parts = []
    for verdict, side in ((HIGHER, "higher"), (LOWER, "lower")):
        named = [
            f"{row['factor']} ({percent(max(row['chance'], 1 - row['chance']))})"
            for row in rows[rows["verdict"] == verdict].to_dict("records")
        ]
        if named:
            parts.append(f"{side} in {listing(named, most=4)}")
    # What the percentage means is said once.
    measure = (
        f", by the chance that one of them does so against another{_peer(success)}" if first else ""
    )
    return (
        f"{group['group']}: high performers clearly stand {' and '.join(parts)}{measure}; "
        f"{count(group['high'], 'person', 'people')} rated {success.rating_high:g} or more over "
        f"two years, {group['other']:,} rated less."
    )


def _peer(success: Success) -> str:
    names = [_CLASSES.get(column, column) for column in success.within]
    return f" of the same {' and '.join(names)}" if names else ""


def _open(success: Success, groups: list[str]) -> str:
    if not groups:
        return ""
    rows = success.factors
    seen = rows.loc[rows["group"].isin(groups), "detectable"]
    low, high = percent(seen.min()), percent(seen.max())
    size = low if low == high else f"{low} to {high}"
    return (
        f"No clear difference in {listing(groups, most=4)}. That is no proof that there is none: "
        f"sides of these sizes show a chance from {size} on, and a smaller one seldom."
    )


def _few(success: Success, groups: list[str]) -> str:
    if not groups:
        return ""
    return (
        f"Too few people to tell in {count(len(groups), 'group')} ({listing(groups, most=4)}): it "
        f"takes {success.fewest} high performers and {success.fewest} others{_peer(success)} who "
        "are known in one characteristic."
    )


def _undated(success: Success) -> str:
    rows = success.factors[success.factors["verdict"] == UNDATED]
    if rows.empty:
        return ""
    named = [f"{row['factor']} ({row['group']})" for row in rows.to_dict("records")]
    verb, it = ("differs", "it carries") if len(rows) == 1 else ("differ", "they carry")
    return (
        f"{listing(named, most=4)} also {verb}, but {it} no date and may have been written down "
        "with the rating in mind."
    )


def _years(success: Success) -> str:
    share = success.during_share
    if pd.isna(share) or (success.factors["verdict"] == FEW).all():
        return ""
    first, last = success.rated_years
    shown = beside(100 * share, 100)
    return (
        f"Explained are the ratings of {first} and {last}; {shown} % of the levels used were "
        "assessed within these years, when the first rating may have been known."
    )


def _left_out(success: Success) -> str:
    parts = []
    if success.unrated:
        parts.append(f"{count(success.unrated, 'person', 'people')} without both ratings")
    if success.new:
        parts.append(f"{count(success.new, 'person', 'people')} rated for another post")
    if success.late:
        parts.append(
            f"{count(success.late, 'value')} recorded after {success.assessed_by:%Y-%m-%d}"
        )
    if success.undated:
        parts.append(f"{count(success.undated, 'assessment')} without a date")
    if success.rating_itself:
        parts.append(f"{count(success.rating_itself, 'assessment')} that came from the rating")
    return f"Left out: {listing(parts)}." if parts else ""
