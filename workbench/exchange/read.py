"""Packages of many organisations, read and checked together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from workbench.company.checks import duplicates, markup, ranges, required_cells
from workbench.company.draft import Draft, Finding, faults_of, settle
from workbench.company.mapping import fill
from workbench.company.parse import DTYPES, Reading
from workbench.company.raw import RawTable
from workbench.company.source_text import read_text
from workbench.errors import DataError, Fault
from workbench.exchange.checks import checks_of, same_organisation
from workbench.exchange.descriptor import Described, describe
from workbench.exchange.package import unshielded
from workbench.exchange.tables import TABLES
from workbench.schema import Table
from workbench.settings.source import SourceSettings


@dataclass(frozen=True)
class ExchangeRead:
    """What stands in some packages.

    Parameters
    ----------
    demands, supplies : rows of all packages, columns as declared in ``exchange.tables``: id, text
        and category as ``str``, integer and number as ``float64``, date as ``datetime64[us]``
    packages : one row a package: label, organisation, as_of, demands, supplies (rows kept) and
        set_aside
    faults : everything that was found; the table of a fault begins with the label of its package
    """

    demands: pd.DataFrame
    supplies: pd.DataFrame
    packages: pd.DataFrame
    faults: tuple[Fault, ...]


def read_exchange(paths: Sequence[str | Path]) -> ExchangeRead:
    """Read any number of packages.

    Parameters
    ----------
    paths : folders that hold a datapackage.json

    Returns
    -------
    ExchangeRead. A row that lacks what it must have is set aside, and a fault says so.

    Raises
    ------
    DataError
        If a package cannot be used, is of a newer format, or two are of one organisation; it
        carries every fault of all packages.
    """
    described = [describe(Path(path)) for path in paths]
    faults = [fault for one in described for fault in one.faults]
    faults += same_organisation(described)
    drafts: dict[str, list[Draft]] = {name: [] for name in TABLES}
    rows = []
    for one in described:
        read = {} if one.stopped else _read_tables(one)
        kept = {}
        for name, (draft, found) in read.items():
            faults += found
            if draft is not None:
                drafts[name].append(draft)
                kept[name] = draft
        lost = sum(draft.rows_read - len(draft.frame) for draft in kept.values())
        numbers = [len(kept[name].frame) if name in kept else 0 for name in TABLES]
        rows.append((one.label, one.organisation, one.as_of, *numbers, lost))
    serious = [fault for fault in faults if fault.level == "stop"]
    if serious or not described:
        raise DataError(
            f"The packages cannot be used: {len(serious)} fault(s)."
            if described
            else "No package given. Name at least one folder that holds a datapackage.json.",
            [*serious, *(fault for fault in faults if fault.level != "stop")],
        )
    packages = pd.DataFrame(
        rows, columns=["label", "organisation", "as_of", *TABLES, "set_aside"]
    ).astype({"as_of": "datetime64[us]"})
    frames = {name: _joined(TABLES[name], drafts[name]) for name in TABLES}
    return ExchangeRead(frames["demands"], frames["supplies"], packages, tuple(faults))


def _read_tables(one: Described) -> dict[str, tuple[Draft | None, list[Fault]]]:
    return {name: _read_table(one, TABLES[name], path) for name, path in one.paths.items()}


def _read_table(one: Described, table: Table, path: Path) -> tuple[Draft | None, list[Fault]]:
    """Read and check one file; the check reports under the name of the package and the table."""
    named = replace(table, name=f"{one.label}/{table.name}")
    source = SourceSettings(encoding="utf-8", delimiter=",")
    try:
        raw = _plain(read_text(path, named.name, frozenset(table.names), source))
    except DataError as problem:
        return None, list(problem.faults)
    filled = fill(named, raw, Reading(source, one.as_of))
    if filled.draft is None:
        return None, [*raw.faults, *(_here(fault) for fault in faults_of(filled.findings))]
    draft, findings = filled.draft, list(filled.findings)
    for check in (required_cells, ranges, *checks_of(one), duplicates, markup):
        new: list[Finding] = check(draft)
        draft = settle(draft, new)
        findings += new
    return draft, [*raw.faults, *faults_of(findings)]


def _here(fault: Fault) -> Fault:
    """Say of a missing column what can be done about it in a package."""
    if fault.code != "missing_column":
        return fault
    return replace(fault, action="Ask who published the package for a complete one.")


def _plain(raw: RawTable) -> RawTable:
    frame = raw.frame.apply(lambda cells: cells.map(unshielded)) if len(raw.frame) else raw.frame
    return replace(raw, frame=frame)


def _joined(table: Table, drafts: Sequence[Draft]) -> pd.DataFrame:
    """Put the rows of all packages in the order of their key; without any, empty and typed."""
    frames = [draft.frame for draft in drafts if len(draft.frame)]
    if not frames:
        return pd.DataFrame(
            {column.name: pd.Series(dtype=DTYPES.get(column.kind, "str")) for column in table}
        )
    return pd.concat(frames).sort_values(list(table.key), ignore_index=True)
