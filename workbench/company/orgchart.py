"""The reporting line: posts that report to themselves, in a circle, or to nobody."""

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Finding

_ALLOWED = "the post it reports to, with one post at the top"
_MOST_IDS = 10


def self_reports(positions: Draft) -> list[Finding]:
    """Find posts that name themselves as the post they report to."""
    frame = positions.frame
    return positions.find(
        frame["reports_to"].notna() & (frame["reports_to"] == frame["position_id"]),
        level="blanked",
        code="self_report",
        column="reports_to",
        found="{values} reports to itself",
        allowed=_ALLOWED,
        action="Name the post it reports to, or leave the cell empty if it is the top.",
    )


def cycles(positions: Draft) -> list[Finding]:
    """Circles in the reporting line; the line of every post on one is unknown."""
    frame = positions.frame
    ids = frame["position_id"]
    above = pd.Index(ids).get_indexer(frame["reports_to"])
    above = np.where(frame["reports_to"].isna(), -1, above)
    findings = []
    for circle in circles(above):
        hit = np.zeros(len(frame), dtype=bool)
        hit[circle] = True
        names = " > ".join(ids.iloc[circle[:_MOST_IDS]])
        rest = f" and {len(circle) - _MOST_IDS} more" if len(circle) > _MOST_IDS else ""
        findings += positions.find(
            hit,
            level="blanked",
            code="cycle",
            column="reports_to",
            found=f"the posts report to each other in a circle: {names}{rest}",
            allowed=_ALLOWED,
            action="Correct the line of one of them.",
        )
    return findings


def circles(above: np.ndarray) -> list[list[int]]:
    """Every circle of ``i -> above[i]``, each once, from its lowest member on.

    Members that nobody reports to are taken away until none is left to take; what remains is on
    a circle, because every post has at most one above it.
    """
    left = above >= 0
    while True:
        reported_to = np.zeros(len(above), dtype=bool)
        reported_to[above[left]] = True
        ends = left & ~reported_to
        if not ends.any():
            break
        left &= ~ends
    left &= above >= 0
    seen: set[int] = set()
    circles = []
    for start in np.flatnonzero(left):
        if int(start) not in seen:
            circle = [int(start)]
            while (after := int(above[circle[-1]])) != circle[0]:
                circle.append(after)
            seen.update(circle)
            circles.append(circle)
    return circles


def roots(positions: Draft) -> list[Finding]:
    """Several posts that report to nobody."""
    frame = positions.frame
    top = frame["reports_to"].isna() & (frame["status"] != "closed").fillna(True)
    if top.sum() < 2:
        return []
    names = frame.loc[top, "position_id"]
    shown = ", ".join(names.head(_MOST_IDS))
    rest = f" and {len(names) - _MOST_IDS} more" if len(names) > _MOST_IDS else ""
    return positions.find(
        top,
        level="note",
        code="several_roots",
        column="reports_to",
        found=f"{len(names)} posts report to nobody: {shown}{rest}",
        allowed=_ALLOWED,
        action="Fill in reports_to where a post is not the top.",
    )
