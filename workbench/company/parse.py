"""From text to typed columns, by the kind of each column."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Finding
from workbench.company.parse_dates import DTYPE, DateRules, parse_dates
from workbench.company.parse_numbers import parse_numbers
from workbench.company.parse_words import parse_words
from workbench.company.parsed import Parsed, Problem
from workbench.schema import Column
from workbench.settings.source import Feed, SourceSettings

DTYPES: dict[str, Any] = {
    "flag": "boolean",
    "integer": "float64",
    "number": "float64",
    "date": DTYPE,
}
NEVER_IN_THE_FUTURE = frozenset(
    {"born_on", "position_since", "hired_on", "assessed_on", "evidence_on", "moved_on", "done_on"}
    | {"opened_on", "filled_on", "document_on", "left_on"}
)


@dataclass(frozen=True)
class Reading:
    """What the settings say about how the cells of one feed are to be read."""

    source: SourceSettings
    as_of: pd.Timestamp
    feed: Feed = field(default_factory=Feed)

    def dates(self, column: str) -> DateRules:
        """Give formats and century for a column of dates."""
        formats = self.feed.date_formats.get(column, self.source.date_formats)
        pivot = self.source.two_digit_year_pivot
        if pivot is not None:
            return DateRules(formats, 2000 + pivot)
        ahead = 0 if column in NEVER_IN_THE_FUTURE else 50
        return DateRules(formats, self.as_of.year + ahead)

    def decimal_mark(self, column: str) -> str:
        """Give the decimal mark the settings name for a column, if they name one."""
        return self.feed.decimal_marks.get(column, self.source.decimal_mark)

    def any_decimals(self, column: str) -> bool:
        """Say whether an amount may have many decimals: it is scaled, or its mark is named."""
        return column in self.feed.scale or column in self.feed.decimal_marks


def parse_table(draft: Draft, reading: Reading) -> tuple[Draft, list[Finding]]:
    """Read every column of a table of text.

    Parameters
    ----------
    draft : a draft whose frame holds text (str, missing where unknown), all declared columns
    reading : what the settings say

    Returns
    -------
    The draft with typed columns, and the findings. A cell that cannot be read is missing; its row
    is to be set aside where the column is required.
    """
    findings: list[Finding] = []
    columns: dict[str, pd.Series] = {}
    for column in draft.table:
        text = draft.frame[column.name]
        parsed = _empty(text, column) if text.isna().all() else _parse(text, column, reading)
        columns[column.name] = parsed.cells
        for problem in parsed.problems:
            findings += problem_findings(draft, column, problem)
    return replace(draft, frame=pd.DataFrame(columns, index=draft.frame.index)), findings


def _empty(text: pd.Series, column: Column) -> Parsed:
    return Parsed(pd.Series(index=text.index, dtype=DTYPES.get(column.kind, "str")))


def _parse(text: pd.Series, column: Column, reading: Reading) -> Parsed:
    if column.name in reading.feed.year_of:
        parsed = parse_dates(text, reading.dates(column.name))
        return replace(parsed, cells=parsed.cells.dt.year.astype("float64"))
    if column.kind == "date":
        return parse_dates(text, reading.dates(column.name))
    if column.kind in ("number", "integer"):
        mark, free = reading.decimal_mark(column.name), reading.any_decimals(column.name)
        parsed = parse_numbers(text, column, decimal_mark=mark, any_decimals=free)
        return replace(parsed, cells=parsed.cells * reading.feed.scale.get(column.name, 1.0))
    if column.kind in ("flag", "category"):
        return parse_words(text, column, DTYPES.get(column.kind, "str"))
    return Parsed(text)


def problem_findings(draft: Draft, column: Column, problem: Problem) -> list[Finding]:
    """Turn a problem of a column into findings: set aside where required, else blanked."""
    level = problem.level
    if level == "bad":
        level = "set_aside" if column.required else "blanked"
    return draft.find(
        problem.cells,
        level=level,
        code=problem.code,
        column=column.name,
        found=problem.found,
        allowed=problem.allowed or column.allowed_words(),
        action=problem.action,
    )


def round_up(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Round fractions up to whole numbers; a hair above a whole number counts as that number."""
    return frame.assign(**{name: np.ceil(frame[name].round(6)) for name in columns})
