"""From raw tables to checked ones: fill, join, check, settle, decide, in that order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from workbench.company import (
    checks_dates,
    checks_end,
    checks_flows,
    checks_people,
    checks_plan,
    checks_tree,
    orgchart,
)
from workbench.company.checks import duplicates, markup, ranges, required_cells
from workbench.company.draft import Draft, Finding, faults_of, settle
from workbench.company.feeds import table_feeds
from workbench.company.gather import gather
from workbench.company.raw import RawTable
from workbench.company.references import settle_references
from workbench.company.titles import occupations_by_title
from workbench.errors import Fault
from workbench.settings.source import SourceSettings
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
    unread: Iterable[str] = (),
) -> Assembled:
    """Fill our tables from theirs and check them; all faults are collected.

    Parameters
    ----------
    raws : their tables by plain name
    source : how they map to ours
    as_of : report date
    available : plain names of all their tables, also of those that could not be read
    unread : plain names of those whose reading stops the run

    Returns
    -------
    Assembled. If a fault has level ``stop`` the drafts are not fit for use.
    """
    known = sorted({*raws, *available})
    feeds = table_feeds(known, source)
    read = gather(raws, feeds, source, as_of, known=known, unread=unread)
    drafts, new = _check(read.drafts, as_of, read.broken)
    first = [fault for raw in raws.values() for fault in raw.faults]
    return Assembled(drafts, (*first, *read.faults, *new, *_ignored(raws, read.used)))


def _check(
    drafts: dict[str, Draft], as_of: pd.Timestamp, broken: frozenset[str]
) -> tuple[dict[str, Draft], list[Fault]]:
    """Run the checks; each is settled before the next, so that no row is counted twice."""
    findings: list[Finding] = []
    first: list[Check] = [
        required_cells, ranges, partial(checks_dates.future_dates, as_of=as_of), duplicates,
        checks_dates.dates_in_order, markup,
    ]  # fmt: skip
    special: dict[str, list[Check]] = {
        "positions": [orgchart.self_reports, orgchart.cycles],
        "organisations": [
            partial(orgchart.self_reports, line=orgchart.ORGANISATIONS),
            partial(orgchart.cycles, line=orgchart.ORGANISATIONS),
        ],
        "organisation_figures": [
            checks_tree.more_than_people,
            partial(checks_tree.later_figures, as_of=as_of),
        ],
        "employees": [
            partial(checks_people.leaving, as_of=as_of),
            checks_people.left_before_hired,
            partial(checks_people.left_without_date, as_of=as_of),
        ],
        "result_areas": [checks_plan.shares_of_posts],
        "measures": [checks_plan.effects_in_order],
        "region_flows": [checks_flows.flows_told],
    }
    for name, draft in drafts.items():
        drafts[name], new = _run([*first, *special.get(name, [])], draft)
        findings += new
    drafts, new = settle_references(drafts, broken=broken)
    findings += new
    whole = {name: draft for name, draft in drafts.items() if name not in broken}
    whole, decided = occupations_by_title(whole)
    return {**drafts, **whole}, faults_of([*findings, *decided, *_across(whole, as_of)])


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
    if "organisations" in drafts:
        findings += orgchart.roots(drafts["organisations"], orgchart.ORGANISATIONS)
    if "result_areas" in drafts and "plan_items" in drafts:
        findings += checks_plan.goals_of_stages(drafts["result_areas"], drafts["plan_items"])
    if "employees" not in drafts:
        return findings
    employees = drafts["employees"]
    findings += checks_end.silent_end(employees, as_of)
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
