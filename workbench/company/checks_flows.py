"""Whether moves between regions can be: two regions, one number, periods one after the other."""

import pandas as pd

from workbench.company.draft import Draft, Finding

_KEY = ["occupation_code", "from_region", "to_region"]


def flows_told(flows: Draft) -> list[Finding]:
    """Note moves that say nothing, or two things at once; all are kept as they are."""
    frame = flows.frame
    people, limit = frame["people"], frame["suppressed_below"]
    findings = flows.find(
        frame["from_region"] == frame["to_region"],
        level="note",
        code="move_within_region",
        column="to_region",
        found="a move from a region to itself",
        allowed="another region; moves within a region change nobody's net",
        action="Correct one of the two regions, or leave the row out.",
    )
    findings += flows.find(
        people.isna() & limit.isna(),
        level="note",
        code="move_without_number",
        column="people",
        found="neither people nor suppressed_below is given",
        allowed="a number, or the limit below which it is hidden",
        action="Fill in one of the two; until then the net of both regions has no bounds.",
    )
    findings += flows.find(
        people >= limit,
        level="note",
        code="shown_and_hidden",
        column="people",
        found="a number that is not below the limit under which it would be hidden: {values}",
        allowed="a number, or the limit below which it is hidden",
        action="Clear suppressed_below; the number is used.",
    )
    return findings + flows.find(
        _overlapping(frame),
        level="note",
        code="periods_overlap",
        column="period_months",
        found="the period begins before the one before it has ended",
        allowed="periods one after the other",
        action="Correct period_end or period_months; until then the market may not be judged.",
    )


def _overlapping(frame: pd.DataFrame) -> pd.Series:
    """Find periods that begin before the last one of the same move has ended."""
    rows = frame.sort_values("period_end", kind="stable")
    before = rows.groupby(_KEY)["period_end"].shift()
    # Ends of months: a quarter goes back to the end of a month, whatever its day.
    months = rows["period_end"].dt.year * 12 + rows["period_end"].dt.month
    known = before.dt.year * 12 + before.dt.month
    overlaps = months - rows["period_months"].fillna(3) < known
    return overlaps.reindex(frame.index).fillna(value=False).astype(bool)
