"""From a table of the export to one of ours: headings, labels, rows to use, rows that are one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.company.clean import UNKNOWN_WORDS, clean
from workbench.company.draft import Draft, Finding, Loss, settle
from workbench.company.examples import example_cells
from workbench.company.expectations import unmet_expectations
from workbench.company.feeds import personal_headings
from workbench.company.parse import Reading, parse_table, problem_findings, round_up
from workbench.company.raw import RawTable, plain_name
from workbench.errors import Fault
from workbench.schema import Column, Table


@dataclass(frozen=True)
class Filled:
    """One of our tables, filled from one of theirs; ``draft`` is None where that cannot be done."""

    draft: Draft | None
    findings: tuple[Finding, ...]
    used: frozenset[str]


def fill(table: Table, raw: RawTable, reading: Reading) -> Filled:
    """Fill one of our tables from one table of the export.

    Parameters
    ----------
    table : what is to be filled
    raw : their table
    reading : the settings for it

    Returns
    -------
    Filled with typed columns, the findings, and which of their headings were used.
    """
    feed = reading.feed
    headings: dict[str, str] = {}
    for heading in raw.frame.columns:
        headings.setdefault(plain_name(heading), heading)
    taken = _taken(table, reading, headings)
    faults = _missing(table, reading, headings, taken)
    faults += _twice(table, raw, {*taken.values(), *feed.their_headings()})
    findings = [Finding(fault) for fault in faults]
    asked = {headings.get(plain_name(heading), heading) for heading in feed.their_headings()}
    used = frozenset({*taken.values(), *asked})
    if any(fault.level == "stop" for fault in faults):
        return Filled(None, tuple(findings), used)
    cells = raw.frame.loc[:, ~raw.frame.columns.duplicated()]
    use = _rows_to_use(cells, reading, headings) & ~example_cells(table, raw, feed)
    at = np.flatnonzero(use)
    theirs = cells.iloc[at].reset_index(drop=True)
    rows = pd.Series(raw.rows[at])
    origin = pd.Series(raw.name, index=rows.index, dtype="str")
    unread = Loss(table.name, "", "wrong_cell_count", raw.unread, 0)
    empty = Draft(
        table,
        theirs,
        rows,
        origin,
        (unread,) if raw.unread else (),
        rows_read=len(cells) + raw.unread,
        rows_left_out=len(cells) - len(at),
    )
    findings += unmet_expectations(empty, reading, headings)
    draft, new = _in_our_columns(empty, reading, headings, taken)
    findings += new
    draft, new = parse_table(draft, reading)
    findings += new
    draft = settle(draft, new)
    if feed.one_row_per:
        keys = theirs[[headings[plain_name(heading)] for heading in feed.one_row_per]]
        draft, new = _merge(draft, keys, reading)
        findings += new
    return Filled(replace(draft, frame=round_up(draft.frame, feed.round_up)), tuple(findings), used)


def _taken(table: Table, reading: Reading, headings: Mapping[str, str]) -> dict[str, str]:
    """Our column -> their heading: as the settings say, else a heading like our name."""
    taken = {}
    made = {*reading.feed.key_from, *reading.feed.constants, reading.feed.count}
    for column in table:
        wanted = reading.feed.columns.get(column.name, column.name)
        heading = headings.get(plain_name(wanted))
        if heading is not None and wanted and column.name not in made:
            taken[column.name] = heading
    return taken


def _missing(
    table: Table, reading: Reading, headings: Mapping[str, str], taken: Mapping[str, str]
) -> list[Fault]:
    """Columns that are required, and headings the settings name, that are not there."""
    feed = reading.feed
    known = ", ".join(headings.values())
    made = {*feed.key_from, *feed.constants, feed.count}
    faults = []
    for column in table:
        name, wanted = column.name, feed.columns.get(column.name, "")
        if column.required and name not in taken and name not in made:
            faults.append(_no_heading("stop", column, table, wanted or name, known))
        elif wanted and name not in taken and name not in made:
            faults.append(_no_heading("blanked", column, table, wanted, known))
    needed = {*feed.keep, *feed.drop, *feed.one_row_per}
    needed |= {heading for group in feed.key_from.values() for heading in group}
    faults += [
        _no_heading("stop", None, table, heading, known)
        for heading in sorted(needed)
        if plain_name(heading) not in headings
    ]
    return faults


def _no_heading(level: str, column: Column | None, table: Table, wanted: str, known: str) -> Fault:
    return Fault(
        level,
        "missing_column",
        table.name,
        column.name if column else "",
        (1,),
        f"there is no heading {wanted!r}" + (f"; the headings are {known}" if known else ""),
        f"a column {wanted!r}" + (f": {column.sentence.rstrip('.')}" if column else ""),
        "Add the column, or name its heading in the settings file under source.tables."
        + f"{table.name}.columns.",
    )


def _twice(table: Table, raw: RawTable, used: set[str]) -> list[Fault]:
    """Headings that stand there more than once: fatal where the column is used."""
    names = raw.frame.columns
    return [
        Fault(
            "stop" if heading in used else "note",
            "duplicate_heading",
            table.name,
            "",
            (1,),
            f"two columns have the heading {heading!r}",
            "each heading once",
            "Rename one of the two columns.",
        )
        for heading in names[names.duplicated()].unique()
        if heading
    ]


def _rows_to_use(cells: pd.DataFrame, reading: Reading, headings: Mapping[str, str]) -> np.ndarray:
    use = np.ones(len(cells), dtype=bool)
    for wanted, labels in (*reading.feed.keep.items(), *reading.feed.drop.items()):
        plain = cells[headings[plain_name(wanted)]].str.strip().str.lower()
        found = plain.isin([label.strip().lower() for label in labels]).to_numpy()
        use &= found if wanted in reading.feed.keep else ~found
    return use


def _in_our_columns(
    draft: Draft, reading: Reading, headings: Mapping[str, str], taken: Mapping[str, str]
) -> tuple[Draft, list[Finding]]:
    """Text in our columns, clean and translated, missing where unknown."""
    feed, theirs = reading.feed, draft.frame
    labels = feed.labels
    words = frozenset(
        {*UNKNOWN_WORDS, *(word.strip().lower() for word in reading.source.unknown_words)}
    )
    columns: dict[str, pd.Series] = {}
    findings: list[Finding] = []
    for column in draft.table:
        if column.name in feed.constants:
            cells = pd.Series(feed.constants[column.name], index=theirs.index, dtype="str")
        elif column.name in feed.key_from:
            parts = [theirs[headings[plain_name(part)]] for part in feed.key_from[column.name]]
            stripped = pd.concat([part.str.strip() for part in parts], axis=1)
            cells = stripped.agg(feed.separator.join, axis=1).astype("str")
        elif column.name in taken:
            cells = theirs[taken[column.name]]
        else:
            columns[column.name] = pd.Series(index=theirs.index, dtype="str")
            continue
        parsed = clean(cells, labels.get(column.name, {}), words)
        columns[column.name] = parsed.cells
        for problem in parsed.problems:
            findings += problem_findings(draft, column, problem)
    ids = pd.Index(columns[draft.table.key[0]].dropna())
    frame = pd.DataFrame(columns, index=theirs.index)
    private = _private(reading, taken)
    return replace(draft, frame=frame, given_ids=ids, private=private), findings


def _private(reading: Reading, taken: Mapping[str, str]) -> frozenset[str]:
    """Find our columns that are filled from what also fills a personal column."""
    personal = personal_headings(reading.source)
    theirs = {name: [heading] for name, heading in taken.items()} | reading.feed.key_from
    return frozenset(
        name
        for name, headings in theirs.items()
        if personal.intersection(plain_name(heading) for heading in headings)
    )


def _merge(draft: Draft, keys: pd.DataFrame, reading: Reading) -> tuple[Draft, list[Finding]]:
    """Make rows that agree in the keys one row: the first that is known, a count, a sum."""
    feed, frame = reading.feed, draft.frame
    keys = keys.loc[frame.index].apply(lambda part: part.str.strip())
    group = keys.groupby(list(keys.columns), sort=False).ngroup()
    merged = frame.groupby(group, sort=False)
    one = merged.first().astype(frame.dtypes)
    for name in feed.total:
        one[name] = merged[name].sum(min_count=1)
    if feed.count:
        one[feed.count] = merged.size().astype("float64")
    findings: list[Finding] = []
    for name in frame.columns.difference([*feed.total, feed.count], sort=False):
        several = merged[name].agg("nunique").gt(1)
        if several.any():
            findings += draft.find(
                group.map(several),
                level="note",
                code="not_one_value",
                column=name,
                found="rows that are one in our table disagree: {values}",
                allowed="one value; the first is used",
                action=f"Correct the source, or add a heading to one_row_per: {name}.",
            )
    first = ~group.duplicated()
    kept = draft.keep(frame, first.to_numpy())
    one.index = kept.frame.index
    return replace(kept, frame=one, rows_merged=len(frame) - len(one)), findings
