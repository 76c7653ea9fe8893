"""From a source to a Company, or to everything that is wrong with it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from workbench.company.account import (
    fingerprint,
    loss_account,
    losses_by_reason,
    over_budget,
)
from workbench.company.assemble import assemble, finished
from workbench.company.company import Company
from workbench.company.raw import RawTable, plain_name, raw_table
from workbench.errors import DataError, Fault, ParameterError
from workbench.settings import Settings, load_settings

FAULT_COLUMNS = list(Fault.__dataclass_fields__)


@dataclass(frozen=True)
class CheckResult:
    """What a check found; ``company`` is None where the data cannot be used.

    Attributes
    ----------
    company : the checked company, or None
    faults : everything that was found
    account : one row a table: rows read, left out, merged, kept, set aside; cells blanked
    losses : rows and cells lost by table, column and reason
    label : name of the source without its path
    as_of : the report date
    """

    company: Company | None
    faults: tuple[Fault, ...]
    account: pd.DataFrame
    losses: pd.DataFrame
    label: str
    as_of: pd.Timestamp

    @property
    def exit_code(self) -> int:
        """1 if anything was found that is more than a note, else 0."""
        return int(any(fault.level != "note" for fault in self.faults))

    def fault_table(self) -> pd.DataFrame:
        """One row a fault, columns as in ``Fault``; ``rows`` is a tuple of row numbers."""
        return pd.DataFrame([vars(fault) for fault in self.faults], columns=FAULT_COLUMNS)

    def to_json(self) -> str:
        """Write the result as JSON, the same for the same source."""
        content = {
            "label": self.label,
            "as_of": str(self.as_of.date()),
            "usable": self.company is not None,
            "fingerprint": self.company.fingerprint if self.company else None,
            "exit_code": self.exit_code,
            "faults": [asdict(fault) for fault in self.faults],
            "account": self.account.to_dict("records"),
            "losses": self.losses.to_dict("records"),
        }
        return json.dumps(content, ensure_ascii=False, indent=1)


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
) -> CheckResult:
    """Check raw tables; ``faults`` are those found while reading them."""
    day = report_date(as_of, settings)
    assembled = assemble(raws, settings.source, day)
    drafts = assembled.drafts
    found = (*faults, *assembled.faults, *over_budget(drafts, settings.source))
    account, losses = loss_account(drafts), losses_by_reason(drafts)
    company = None
    if not any(fault.level == "stop" for fault in found):
        ready = finished(drafts)
        company = Company(ready, day, settings, found, account, losses, label, fingerprint(ready))
    return CheckResult(company, found, account, losses, label, day)


def usable(result: CheckResult) -> Company:
    """Give the company of a check.

    Raises
    ------
    DataError
        If there is none; it carries all faults, those that stop the run first.
    """
    if result.company is not None:
        return result.company
    faults = sorted(result.faults, key=lambda fault: fault.level != "stop")
    serious = [fault for fault in faults if fault.level != "note"]
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


def settings_of(settings: Settings | str | Path | None) -> Settings | None:
    """Read the settings if a path was given."""
    return load_settings(settings) if isinstance(settings, str | Path) else settings
