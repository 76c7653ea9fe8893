"""What every table must hold: keys, required cells, ranges; pure functions draft -> findings."""

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Finding
from workbench.errors import row_words
from workbench.schema import Column

MARKUP = r"<[A-Za-z/!?]|^[=+\-@]"


def required_cells(draft: Draft) -> list[Finding]:
    """Rows that miss a cell without which they mean nothing."""
    findings = []
    for column in draft.table:
        if column.required:
            findings += draft.find(
                draft.frame[column.name].isna(),
                level="set_aside",
                code="missing_required",
                column=column.name,
                found="the cell is empty or unknown",
                allowed=column.allowed_words(),
                action="Fill the cell in.",
            )
    return findings


def ranges(draft: Draft) -> list[Finding]:
    """Numbers outside their range, and fractions where whole numbers belong."""
    findings = []
    for column in draft.table:
        if column.kind not in ("integer", "number"):
            continue
        values = draft.frame[column.name]
        findings += _bad(draft, column, _outside(values, column), "out_of_range")
        if column.kind == "integer":
            findings += _bad(draft, column, values.notna() & (values % 1 != 0), "not_whole")
    return findings


def _outside(values: pd.Series, column: Column) -> pd.Series:
    low = -np.inf if column.minimum is None else column.minimum
    high = np.inf if column.maximum is None else column.maximum
    return (values < low) | (values > high) | np.isinf(values)


def _bad(draft: Draft, column: Column, hit: pd.Series, code: str) -> list[Finding]:
    hint = " Write 40% or 0.4." if column.unit == "share" and code == "out_of_range" else ""
    return draft.find(
        hit,
        level="set_aside" if column.required else "blanked",
        code=code,
        column=column.name,
        found="found {values}",
        allowed=column.allowed_words(),
        action=f"Correct the cell.{hint}",
    )


def duplicates(draft: Draft) -> list[Finding]:
    """Rows with a key that an earlier row has: exact copies, and rows that say something else.

    The first row of a key is kept in both cases.
    """
    key = list(draft.table.key)
    again = draft.frame.duplicated(key)
    if not again.any():
        return []
    copy = again & draft.frame.duplicated()
    name = key[0] if len(key) == 1 else ""
    words = "a row like one before it" if name else f"a row with the same {', '.join(key)}"
    rest = {"level": "set_aside", "column": name, "allowed": f"one row per {', '.join(key)}"}
    other = again & ~copy
    return [
        *draft.find(
            copy,
            code="duplicate_row",
            found=f"an exact copy of an earlier row; {_first(draft, copy)}",
            action="Nothing is lost; remove the copy from the source.",
            **rest,
        ),
        *draft.find(
            other,
            code="duplicate_key",
            found=f"{words} but with other content"
            + (": {values}; " if name else "; ")
            + _first(draft, other),
            action="The first row is kept, this one is not; correct the source.",
            **rest,
        ),
    ]


def _first(draft: Draft, again: pd.Series) -> str:
    """Say where the first rows stand of the keys that come again."""
    if not again.any():
        return ""
    group = draft.frame.groupby(list(draft.table.key), dropna=False, sort=False).ngroup()
    first = group.isin(group[again]) & ~group.duplicated()
    several = len(draft.origin.unique()) > 1
    parts = [
        row_words([int(row) for row in draft.rows[first & (draft.origin == source)]])
        + (f" of {source}" if several else "")
        for source in draft.origin[first].unique()
    ]
    return f"the first stands in{' and'.join(parts)}"


def markup(draft: Draft) -> list[Finding]:
    """Text that a page or a spreadsheet could take for markup or a formula."""
    findings = []
    for column in draft.table:
        if column.kind not in ("text", "id"):
            continue
        different = draft.frame[column.name].drop_duplicates().dropna()
        strange = different[different.str.contains(MARKUP, regex=True)]
        if len(strange):
            findings += draft.find(
                draft.frame[column.name].isin(strange),
                level="note",
                code="markup",
                column=column.name,
                found="text that looks like markup or a formula",
                allowed="any text",
                action="Nothing to do: it is kept and shown as text.",
            )
    return findings
