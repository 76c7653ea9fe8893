"""Whether the figures of organisations can be: parts within their whole, dates that have come."""

import pandas as pd

from workbench.company.draft import Draft, Finding


def more_than_people(figures: Draft) -> list[Finding]:
    """Note more people offered to others than there are; both numbers are kept."""
    frame = figures.frame
    return figures.find(
        frame["offered"] > frame["people"],
        level="note",
        code="more_than_people",
        column="offered",
        found="more people are offered than there are: {values}",
        allowed="at most the people of the row",
        action="Correct people or offered; until then both count as they are.",
    )


def later_figures(figures: Draft, as_of: pd.Timestamp) -> list[Finding]:
    """Note figures of a day after the report date; they are kept for later reports."""
    return figures.find(
        figures.frame["as_of"] > as_of,
        level="note",
        code="later_figures",
        column="as_of",
        found="{values} is after the report date",
        allowed=f"up to {as_of.date()}",
        action="Nothing to do: a report as of that day or later uses the row, this one does not.",
    )
