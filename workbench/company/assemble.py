"""From raw tables to checked ones: fill, join, check, settle, in that order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from workbench.company import checks_dates, checks_people, orgchart
from workbench.company.checks import duplicates, markup, ranges, required_cells
from workbench.company.draft import Draft, Finding, faults_of, settle
from workbench.company.feeds import Feeds, table_feeds
from workbench.company.mapping import fill
from workbench.company.parse import Reading
from workbench.company.raw import RawTable
from workbench.company.references import settle_references
from workbench.errors import Fault
from workbench.schema import TABLES
from workbench.settings.source import Feed, SourceSettings
from workbench.words import count

Check = Callable[[Draft], list[Finding]]


@dataclass(frozen=True)
class Assembled:
    """Checked drafts by table, in the order of the schema, and every fault."""

    drafts: dict[str, Draft]
    faults: tuple[Fault, ...]


def assemble(
    raws: Mapping[str, RawTable],
    source: SourceSettings,
    as_of: pd.Timestamp,
    *,
    available: Iterable[str] = (),
) -> Assembled:
    """Fill our tables from theirs and check them; all faults are collected.

    Parameters
    ----------
    raws : their tables by plain name
    source : how they map to ours
    as_of : report date
    available : plain names of all their tables, also of those that could not be read

    Returns
    -------
    Assembled. If a fault has level ``stop`` the drafts are not fit for use.
    """
    known = sorted({*raws, *available})
    feeds = table_feeds(known, source)
    faults = [fault for raw in raws.values() for fault in raw.faults]
    faults += _missing_tables(feeds, known)
    drafts: dict[str, Draft] = {}
    used: dict[str, set[str]] = {}
    for name, pairs in feeds.items():
        parts: list[Draft] = []
        for feed, raw_name in pairs:
            if raw_name not in raws:
                continue
            filled = fill(TABLES[name], raws[raw_name], Reading(source, as_of, feed))
            faults += faults_of(filled.findings)
            used.setdefault(raw_name, set()).update(filled.used)
            parts += [filled.draft] if filled.draft else []
        if parts:
            drafts[name] = _joined(parts)
    drafts, new = _check(drafts, as_of)
    return Assembled(drafts, (*faults, *new, *_ignored(raws, used)))


def _missing_tables(feeds: Feeds, known: list[str]) -> list[Fault]:
    given = ", ".join(known) or "none"
    faults = []
    for name, table in TABLES.items():
        pairs = feeds.get(name, [(Feed(), name)] if table.required else [])
        for feed, raw_name in pairs:
            if raw_name in known:
                continue
            action = (
                f"Add a file or sheet {name}, or say under source.tables.{name}.from where it is."
            )
            level = "stop" if table.required or feed.from_ else "note"
            found = f"there is no table {feed.from_ or raw_name}; the tables are {given}"
            allowed = f"a table whose rows are each {table.row}"
            faults.append(Fault(level, "missing_table", name, "", (), found, allowed, action))
    return faults


def _joined(parts: list[Draft]) -> Draft:
    if len(parts) == 1:
        return parts[0]
    return Draft(
        parts[0].table,
        pd.concat([part.frame for part in parts], ignore_index=True),
        pd.concat([part.rows for part in parts], ignore_index=True),
        pd.concat([part.origin for part in parts], ignore_index=True),
        tuple(loss for part in parts for loss in part.losses),
        sum(part.rows_read for part in parts),
        sum(part.rows_left_out for part in parts),
        sum(part.rows_merged for part in parts),
        pd.Index(pd.concat([part.given_ids.to_series() for part in parts])),
        parts[0].private.union(*(part.private for part in parts)),
    )


def _check(drafts: dict[str, Draft], as_of: pd.Timestamp) -> tuple[dict[str, Draft], list[Fault]]:
    """Run the checks; each is settled before the next, so that no row is counted twice."""
    findings: list[Finding] = []
    first: list[Check] = [
        required_cells, ranges, partial(checks_dates.future_dates, as_of=as_of), duplicates,
        checks_dates.dates_in_order, markup,
    ]  # fmt: skip
    special: dict[str, list[Check]] = {
        "positions": [orgchart.self_reports, orgchart.cycles],
        "employees": [
            partial(checks_people.leaving, as_of=as_of),
            checks_people.left_before_hired,
            partial(checks_people.left_without_date, as_of=as_of),
        ],
        "result_areas": [checks_people.shares_of_posts],
    }
    for name, draft in drafts.items():
        drafts[name], new = _run([*first, *special.get(name, [])], draft)
        findings += new
    drafts, new = settle_references(drafts)
    findings += new
    return drafts, faults_of([*findings, *_across(drafts, as_of)])


def _run(checks: Iterable[Check], draft: Draft) -> tuple[Draft, list[Finding]]:
    findings: list[Finding] = []
    for check in checks:
        new = check(draft)
        draft = settle(draft, new)
        findings += new
    return draft, findings


def _across(drafts: Mapping[str, Draft], as_of: pd.Timestamp) -> list[Finding]:
    """Note what needs several tables to be seen; it changes nothing."""
    findings: list[Finding] = []
    if "positions" in drafts:
        findings += orgchart.roots(drafts["positions"])
    if "employees" not in drafts:
        return findings
    employees = drafts["employees"]
    if "positions" in drafts:
        findings += checks_people.posts_of_people(employees, drafts["positions"], as_of)
    for draft in drafts.values():
        findings += checks_people.rows_after_leaving(draft, employees, as_of)
    return findings


def _ignored(raws: Mapping[str, RawTable], used: Mapping[str, set[str]]) -> list[Fault]:
    """Columns of theirs that nothing was read from, one note a table."""
    notes = []
    for name, raw in raws.items():
        extra = [h for h in raw.frame.columns if h and h not in used.get(name, set())]
        if name in used and extra:
            found = f"{count(len(extra), 'column')} not used: {', '.join(extra[:40])}"
            action = "Nothing to do, or name them under source.tables in the settings file."
            notes.append(
                Fault("note", "ignored_columns", raw.name, "", (), found, "any column", action)
            )
    return notes


def finished(drafts: Mapping[str, Draft]) -> dict[str, pd.DataFrame]:
    """Give the checked tables, rows numbered from 0."""
    return {name: draft.frame.reset_index(drop=True) for name, draft in drafts.items()}
