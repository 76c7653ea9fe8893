"""Their tables in our columns: what could be filled, and what could not be read at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.company.draft import Draft, faults_of
from workbench.company.examples import example_cells, example_faults
from workbench.company.feeds import Feeds
from workbench.company.mapping import fill
from workbench.company.parse import Reading
from workbench.company.raw import RawTable
from workbench.errors import Fault
from workbench.schema import TABLES
from workbench.settings.source import Feed, SourceSettings


@dataclass(frozen=True)
class Gathered:
    """Our tables as far as they could be filled.

    Attributes
    ----------
    drafts : tables by name
    faults : everything that was found
    used : their table -> their headings that were used
    broken : our tables of which a part, or all, could not be read; the run stops because of them
    """

    drafts: dict[str, Draft]
    faults: tuple[Fault, ...]
    used: Mapping[str, set[str]]
    broken: frozenset[str]


def gather(
    raws: Mapping[str, RawTable],
    feeds: Feeds,
    source: SourceSettings,
    as_of: pd.Timestamp,
    *,
    known: Iterable[str],
    unread: Iterable[str],
) -> Gathered:
    """Fill every one of our tables that they have.

    Parameters
    ----------
    raws : their tables by plain name
    feeds : which of them fill which of ours
    source : how they map to ours
    as_of : report date
    known : plain names of all their tables
    unread : plain names of those that should have been read and could not

    Returns
    -------
    Gathered. A table with nothing but marked examples counts as not given.
    """
    faults = missing_tables(feeds, sorted(known))
    broken = {fault.table for fault in faults if fault.level == "stop"}
    drafts: dict[str, Draft] = {}
    used: dict[str, set[str]] = {}
    examples: dict[str, int] = {}
    gone = set(unread)
    for name, pairs in feeds.items():
        parts: list[Draft] = []
        for feed, raw_name in pairs:
            if raw_name in gone:
                broken.add(name)
            if raw_name not in raws:
                continue
            marked = example_cells(TABLES[name], raws[raw_name], feed)
            examples[name] = examples.get(name, 0) + int(marked.sum())
            if len(marked) and marked.all():
                continue
            filled = fill(TABLES[name], raws[raw_name], Reading(source, as_of, feed))
            faults += faults_of(filled.findings)
            used.setdefault(raw_name, set()).update(filled.used)
            if filled.draft:
                parts.append(filled.draft)
            else:
                broken.add(name)
        if parts:
            drafts[name] = joined(parts)
    rows = {name: number for name, number in examples.items() if number}
    own = frozenset(drafts) | broken
    faults += example_faults(rows, frozenset(rows) - own)
    broken |= {name for name in rows if name not in own and TABLES[name].required}
    return Gathered(drafts, tuple(faults), used, frozenset(broken))


def missing_tables(feeds: Feeds, known: list[str]) -> list[Fault]:
    """Name tables that are required, or that the settings name, and are not there."""
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


def joined(parts: list[Draft]) -> Draft:
    """Put the drafts of several sources that fill one table under one another."""
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
