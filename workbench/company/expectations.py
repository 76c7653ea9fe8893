"""What the settings expect between the export's own columns; a breach is noted, nothing changes."""

from collections.abc import Mapping

import pandas as pd

from workbench.company.draft import Draft, Finding, value_words
from workbench.company.feeds import personal_headings
from workbench.company.parse import Reading
from workbench.company.parse_dates import parse_dates
from workbench.company.raw import plain_name
from workbench.schema import Column

_MOST = 10


def unmet_expectations(
    draft: Draft, reading: Reading, headings: Mapping[str, str]
) -> list[Finding]:
    """Check pairs of their columns.

    Parameters
    ----------
    draft : their rows as text, in their own columns
    reading : settings with the expectations
    headings : plain heading -> heading

    Returns
    -------
    Findings of level note. Pairs of which a heading is missing are passed over: that is a fault of
    its own.
    """
    findings: list[Finding] = []
    expect = reading.feed.expect
    personal = personal_headings(reading.source)
    for one, other in expect.one_to_one:
        if {plain_name(one), plain_name(other)} <= headings.keys():
            label, code = headings[plain_name(one)], headings[plain_name(other)]
            findings += _many(draft, label, code, personal)
            findings += _many(draft, code, label, personal)
    for first, second in expect.in_order:
        if {plain_name(first), plain_name(second)} <= headings.keys():
            findings += _late(
                draft, reading, headings[plain_name(first)], headings[plain_name(second)]
            )
    return findings


def _many(draft: Draft, label: str, code: str, personal: frozenset[str]) -> list[Finding]:
    """Find labels beside more than one code; what could be a name is not shown."""
    pairs = pd.DataFrame({name: draft.frame[name].str.strip() for name in (label, code)})
    pairs = pairs.where(pairs != "")
    several = pairs.drop_duplicates().dropna()[label]
    several = several[several.duplicated()].drop_duplicates()
    if several.empty:
        return []
    shown = "" if plain_name(label) in personal else _codes(several, label)
    return draft.find(
        pairs[label].isin(several),
        level="note",
        code="not_one_to_one",
        found=f"{len(several)} of {label!r} go with more than one of {code!r}{shown}",
        allowed="one for each",
        action="Correct the source; nothing is changed.",
    )


def _codes(values: pd.Series, heading: str) -> str:
    """Show values that hold a digit and no blank; others may be names of people."""
    different = values.drop_duplicates().head(_MOST)
    if not different.str.fullmatch(r"\S*\d\S*").all():
        return ""
    return f": {value_words(different, Column(heading, 'id', ''), most=_MOST)}"


def _late(draft: Draft, reading: Reading, first: str, second: str) -> list[Finding]:
    earlier, later = (
        parse_dates(
            draft.frame[name].str.strip().where(draft.frame[name].str.strip() != ""),
            reading.dates("left_on"),
        ).cells
        for name in (first, second)
    )
    return draft.find(
        later < earlier,
        level="note",
        code="dates_out_of_order",
        found=f"{first!r} is after {second!r}",
        allowed=f"{first!r} on or before {second!r}",
        action="Check the two dates; nothing is changed.",
    )
