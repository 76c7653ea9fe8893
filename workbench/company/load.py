"""From a source to a Company, or to everything that is wrong with it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from workbench.company.account import (
    fingerprint,
    loss_account,
    losses_by_reason,
    over_budget,
    without_rows,
)
from workbench.company.assemble import assemble, finished
from workbench.company.company import Company
from workbench.company.draft import Draft
from workbench.company.headcount import Headcount, headcount
from workbench.company.keeping import kept
from workbench.company.raw import RawTable, plain_name, raw_table
from workbench.company.result import CheckResult, causes_first
from workbench.company.sources import SETTINGS_FILE, Source, is_address, read_source, resolve
from workbench.company.unit import cut_to_unit
from workbench.company.unit_settings import settings_of_unit
from workbench.errors import DataError, Fault, ParameterError
from workbench.settings import Settings, load_settings
from workbench.settings.source import SourceSettings


def company_from_tables(
    tables: Mapping[str, pd.DataFrame],
    *,
    as_of: str | dt.date | None = None,
    settings: Settings | None = None,
) -> Company:
    """Check tables that are already in memory and make a Company of them.

    Parameters
    ----------
    tables : name -> frame; cells of any type, columns in any order, optional ones may be absent
    as_of : report date; not given: ``settings.as_of``
    settings : settings; not given: the defaults

    Returns
    -------
    Company

    Raises
    ------
    DataError
        If a required table or column is missing or more rows are lost than the settings allow.
    ParameterError
        If there is no report date.

    Examples
    --------
    >>> positions = pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})
    >>> employees = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    >>> company = company_from_tables(
    ...     {"positions": positions, "employees": employees}, as_of="2026-06-30"
    ... )
    >>> company.incumbents.to_dict("list")
    {'position_id': ['P1'], 'employee_id': ['E1']}
    """
    raws = {plain_name(name): raw_table(plain_name(name), frame) for name, frame in tables.items()}
    return usable(check_tables(raws, "tables", as_of=as_of, settings=settings or Settings()))


def check_tables(
    raws: Mapping[str, RawTable],
    label: str,
    *,
    as_of: str | dt.date | None,
    settings: Settings,
    faults: tuple[Fault, ...] = (),
    available: tuple[str, ...] = (),
) -> CheckResult:
    """Check raw tables; ``faults`` are those of reading, ``available`` names all tables tried."""
    day = report_date(as_of, settings)
    read = Source(label, dict(raws), faults, available)
    return _settled(_checked(read, settings.source, day), settings, day)


@dataclass(frozen=True)
class _Checked:
    """Checked drafts of a whole source, and everything that was found."""

    label: str
    drafts: Mapping[str, Draft]
    faults: tuple[Fault, ...]
    day: pd.Timestamp

    @cached_property
    def headcount(self) -> Headcount:
        """People of the whole company, counted once for all its units."""
        return headcount(finished(self.drafts), self.day)


def _checked(read: Source, settings: SourceSettings, day: pd.Timestamp) -> _Checked:
    unread = {fault.table for fault in read.faults if fault.level == "stop"}
    assembled = assemble(read.tables, settings, day, available=read.available, unread=unread)
    found = (*read.faults, *assembled.faults, *over_budget(assembled.drafts, settings))
    return _Checked(read.label, assembled.drafts, found, day)


def _settled(checked: _Checked, settings: Settings, day: pd.Timestamp) -> CheckResult:
    """Make a company of checked drafts, or of a unit of them."""
    drafts, found, label = checked.drafts, checked.faults, checked.label
    account, losses = loss_account(drafts), losses_by_reason(drafts)
    company = around = None
    if not any(fault.level == "stop" for fault in found):
        ready = finished(drafts)
        if settings.unit:
            around = checked.headcount
            cut, label = cut_to_unit(ready, settings.unit), f"{label}, {settings.unit}"
            settings, notes = settings_of_unit(settings, ready, cut.tables)
            ready, found = cut.tables, (*found, *cut.notes, *notes)
            account = without_rows(account, {name: len(table) for name, table in ready.items()})
        content = fingerprint(ready)
        company = Company(ready, day, settings, found, account, losses, label, content, around)
    return CheckResult(company, found, account, losses, label, day)


def usable(result: CheckResult) -> Company:
    """Give the company of a check.

    Raises
    ------
    DataError
        If there is none; it carries all faults, causes before consequences.
    """
    if result.company is not None:
        return result.company
    serious = [fault for fault in causes_first(result.faults) if fault.level != "note"]
    raise DataError(f"{result.label} cannot be used: {len(serious)} fault(s).", serious)


def report_date(as_of: str | dt.date | None, settings: Settings) -> pd.Timestamp:
    """Give the report date: as asked, else that of the settings.

    Raises
    ------
    ParameterError
        If neither is given, or it is not a date.

    Examples
    --------
    >>> report_date("2026-06-30", Settings())
    Timestamp('2026-06-30 00:00:00')
    """
    given = as_of if as_of is not None else settings.as_of
    if given is None:
        raise ParameterError(
            "No report date. Give as_of, for example 2026-06-30, or write it in the settings file."
        )
    try:
        text = given if isinstance(given, str) else given.isoformat()
        return pd.Timestamp(dt.date.fromisoformat(text[:10]))
    except ValueError:
        raise ParameterError(
            f"as_of is {str(given)[:40]!r}. Allowed: a date such as 2026-06-30."
        ) from None


def load_company(
    source: str | Path,
    *,
    settings: Settings | str | Path | None = None,
    as_of: str | dt.date | None = None,
) -> Company:
    """Read a source of any kind, check it, and make a Company of it.

    Parameters
    ----------
    source : a folder of CSV, TSV or Parquet files, an Excel workbook, a single CSV file, a
        database address (SQLite, PostgreSQL), or ``env:NAME`` to take any of these from an
        environment variable
    settings : settings or the path of a settings file; not given: ``settings.yaml`` in the
        folder if there is one, else the defaults
    as_of : report date; not given: that of the settings

    Returns
    -------
    Company

    Raises
    ------
    DataError
        If the source cannot be used; it carries every fault that was found.
    ParameterError
        If the settings are wrong or there is no report date.
    """
    known = source_settings(source, settings)
    day = report_date(as_of, known)
    return kept(
        source, known, day, lambda: usable(check_company(source, settings=known, as_of=day))
    )


def check_company(
    source: str | Path,
    *,
    settings: Settings | str | Path | None = None,
    as_of: str | dt.date | None = None,
) -> CheckResult:
    """Read and check a source like ``load_company``, and give the faults instead of raising.

    Raises
    ------
    ParameterError
        If the settings are wrong or there is no report date.
    """
    known = source_settings(source, settings)
    day = report_date(as_of, known)
    try:
        checked = kept(
            source,
            known.source,
            day,
            lambda: _checked(read_source(resolve(source), known.source), known.source, day),
        )
    except DataError as problem:
        nothing: dict[str, Draft] = {}
        label = problem.faults[0].table
        return CheckResult(
            None, problem.faults, loss_account(nothing), losses_by_reason(nothing), label, day
        )
    return _settled(checked, known, day)


def source_settings(source: str | Path, settings: Settings | str | Path | None) -> Settings:
    """Give the settings, read from where they are: as asked, else the folder's own file."""
    if isinstance(settings, Settings):
        return settings
    if settings is not None:
        return load_settings(settings)
    own = settings_file(source)
    return load_settings(own) if own and own.is_file() else Settings()


def settings_file(source: str | Path, settings: str | Path | None = None) -> Path | None:
    """Give the settings file of a source, whether it is there yet or not.

    Parameters
    ----------
    source : what is read
    settings : path of a settings file, if one was named

    Returns
    -------
    The file named; else ``settings.yaml`` in the folder that is read; else None

    Examples
    --------
    >>> settings_file("sqlite:///hr.db"), settings_file("hr.xlsx", "own.yaml").name
    (None, 'own.yaml')
    """
    if settings:
        return Path(settings)
    if is_address(source) or not Path(source).is_dir():
        return None
    return Path(source) / SETTINGS_FILE
