"""Ids that refer to other tables: every one must be found there, whatever else was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Finding, settle
from workbench.errors import Fault
from workbench.schema import Column
from workbench.words import listing


@dataclass(frozen=True)
class _Link:
    table: str
    column: Column
    target: str
    target_column: str


def _links(drafts: Mapping[str, Draft]) -> list[_Link]:
    return [
        _Link(name, column, *column.refers_to.split("."))
        for name, draft in drafts.items()
        for column in draft.table
        if column.refers_to
    ]


def settle_references(
    drafts: Mapping[str, Draft], *, broken: frozenset[str] = frozenset()
) -> tuple[dict[str, Draft], list[Finding]]:
    """Set aside or blank what refers to nothing, again and again until nothing is left to do.

    Parameters
    ----------
    drafts : tables by name, keys unique
    broken : tables that could not be read, so that ids that refer to them say nothing

    Returns
    -------
    The drafts, referentially sound, and what was found. A row whose required id is unknown is set
    aside; an id that is not required is blanked.
    """
    settled = dict(drafts)
    findings: list[Finding] = []
    links = [link for link in _links(settled) if link.target not in broken]
    findings += _not_checked(settled, broken)
    waiting = links
    while waiting:
        shrunk: set[str] = set()
        for link in waiting:
            new = _unknown(settled[link.table], link, settled.get(link.target))
            if new:
                settled[link.table] = settle(settled[link.table], new)
                findings += new
            if new and link.column.required:
                shrunk.add(link.table)
        waiting = [link for link in links if link.target in shrunk]
    return settled, findings


def _not_checked(drafts: Mapping[str, Draft], broken: frozenset[str]) -> list[Finding]:
    """Say once that references into tables that could not be read were left alone."""
    targets = sorted({link.target for link in _links(drafts)} & broken)
    if not targets:
        return []
    found = f"ids that refer to {listing(targets)} were not checked further"
    action = "Mend the faults that stop the run first, then check again."
    fault = Fault("note", "not_checked", targets[0], "", (), found, "a table to look in", action)
    return [Finding(fault)]


def _unknown(draft: Draft, link: _Link, target: Draft | None) -> list[Finding]:
    ids = draft.frame[link.column.name]
    level = "set_aside" if link.column.required else "blanked"
    rest = {"level": level, "column": link.column.name, "allowed": link.column.allowed_words()}
    if target is None:
        return draft.find(
            ids.notna(),
            code="missing_table",
            found=f"there is no table {link.target} to look the ids up in",
            action=f"Give table {link.target}, or leave out {draft.table.name}.",
            **rest,
        )
    # A course has a row for each competency, so an id may stand there more than once.
    known = pd.Index(target.frame[link.target_column]).unique()
    unknown = ids.notna().to_numpy() & (known.get_indexer(pd.Index(ids)) < 0)
    if not unknown.any():
        return []
    fell = unknown & ids.isin(target.given_ids).to_numpy()
    never = unknown & ~fell
    return [
        *draft.find(
            never,
            code="unknown_id",
            found=f"{{values}} does not stand in {link.target}.{link.target_column}",
            action=f"Correct the id or add the row to {link.target}.{_zeros(ids[never], known)}",
            **rest,
        ),
        *draft.find(
            fell,
            code="row_set_aside",
            found=f"{{values}} refers to a row of {link.target} that was set aside",
            action=f"Correct the row in {link.target}.",
            **rest,
        ),
    ]


def _zeros(unknown: pd.Series, known: pd.Index) -> str:
    """Hint at leading zeros that a spreadsheet ate on one of the two sides."""
    bare = pd.Index(known.astype("str").str.lstrip("0"))
    found = (
        bare.get_indexer(pd.Index(unknown.str.lstrip("0"))) if bare.is_unique else np.array([-1])
    )
    return " Leading zeros were lost on one of the two sides." if (found >= 0).any() else ""
