"""Lines that lead to a top: who reports to themselves, in a circle, or to nobody."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Finding

_MOST_IDS = 10


@dataclass(frozen=True)
class Line:
    """A column that names the row above, and the words for what can be wrong with it.

    Parameters
    ----------
    column : id of the row above; that of the row itself is the key of the table
    allowed : what it should hold
    itself, circle, tops : what was found: itself, a circle of rows, several rows at the top
    name_it, mend_it, fill_it : what to do about each of them
    """

    column: str
    allowed: str
    itself: str
    circle: str
    tops: str
    name_it: str
    mend_it: str
    fill_it: str


POSTS = Line(
    "reports_to",
    "the post it reports to, with one post at the top",
    "reports to itself",
    "the posts report to each other in a circle",
    "posts report to nobody",
    "Name the post it reports to, or leave the cell empty if it is the top.",
    "Correct the line of one of them.",
    "Fill in reports_to where a post is not the top.",
)
ORGANISATIONS = Line(
    "parent_id",
    "the organisation or level it belongs to, with one at the top",
    "belongs to itself",
    "the organisations belong to each other in a circle",
    "organisations belong to no other",
    "Name the organisation it belongs to, or leave the cell empty if it is the top.",
    "Correct the parent of one of them; until then each of them counts as a top of its own.",
    "Fill in parent_id where an organisation is not the top; each top is a tree of its own.",
)


def self_reports(draft: Draft, line: Line = POSTS) -> list[Finding]:
    """Find rows that name themselves as the row above."""
    frame = draft.frame
    above = frame[line.column]
    return draft.find(
        above.notna() & (above == frame[draft.table.key[0]]),
        level="blanked",
        code="self_report",
        column=line.column,
        found=f"{{values}} {line.itself}",
        allowed=line.allowed,
        action=line.name_it,
    )


def cycles(draft: Draft, line: Line = POSTS) -> list[Finding]:
    """Circles in the line; what is above every row on one is unknown."""
    frame = draft.frame
    ids = frame[draft.table.key[0]]
    above = pd.Index(ids).get_indexer(frame[line.column])
    above = np.where(frame[line.column].isna(), -1, above)
    findings = []
    for circle in circles(above):
        hit = np.zeros(len(frame), dtype=bool)
        hit[circle] = True
        names = " > ".join(ids.iloc[circle[:_MOST_IDS]])
        rest = f" and {len(circle) - _MOST_IDS} more" if len(circle) > _MOST_IDS else ""
        findings += draft.find(
            hit,
            level="blanked",
            code="cycle",
            column=line.column,
            found=f"{line.circle}: {names}{rest}",
            allowed=line.allowed,
            action=line.mend_it,
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


def roots(draft: Draft, line: Line = POSTS) -> list[Finding]:
    """Find several rows that nothing stands above; a closed post is none of them."""
    frame = draft.frame
    top = frame[line.column].isna()
    if "status" in frame:
        top &= (frame["status"] != "closed").fillna(True)
    if top.sum() < 2:
        return []
    names = frame.loc[top, draft.table.key[0]]
    shown = ", ".join(names.head(_MOST_IDS))
    rest = f" and {len(names) - _MOST_IDS} more" if len(names) > _MOST_IDS else ""
    return draft.find(
        top,
        level="note",
        code="several_roots",
        column=line.column,
        found=f"{len(names)} {line.tops}: {shown}{rest}",
        allowed=line.allowed,
        action=line.fill_it,
    )
