"""What in a register of holdings looks imported, out of date or entered twice."""

from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.people.knowledge.holders import nothing_held, who_holds_what
from workbench.people.knowledge.import_owners import import_owners, with_and_without
from workbench.people.knowledge.register_checks import CHECKS, ROWS, Case

_WARNINGS = ["check", "rows", "sentence"]


@dataclass(frozen=True)
class RegisterCheck:
    """Warnings about a register; nothing is left out of it because of them.

    Attributes
    ----------
    warnings : one row a check that found something: check, rows (number behind it), sentence
    rows : what stands behind them: check, asset_id, employee_id (missing where it is about an asset
        alone, or a person alone), detail
    owners : holders of implausibly much, see ``import_owners``
    without : bus factors of their kinds with and without all of them, see ``with_and_without``
    """

    warnings: pd.DataFrame
    rows: pd.DataFrame
    owners: pd.DataFrame
    without: pd.DataFrame


def check_register(company: Company) -> RegisterCheck:
    """Look for the marks of an import, for stale entries and for double ones.

    Parameters
    ----------
    company : assets and holdings; without them every table is empty

    Returns
    -------
    RegisterCheck
    """
    known = company.has("assets", "holdings")
    holders = who_holds_what(company) if known else nothing_held()
    owners = import_owners(holders, company.settings.positions.register_limits)
    case = Case(company, holders, owners)
    warnings, found = [], []
    for check, find in (CHECKS if known else {}).items():
        sentence, rows = find(case)
        if len(rows):
            warnings.append((check, len(rows), sentence))
            found.append(rows[ROWS].assign(check=check))
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=ROWS)
    return RegisterCheck(
        pd.DataFrame(warnings, columns=_WARNINGS),
        rows.reindex(columns=["check", *ROWS]),
        owners,
        with_and_without(company, holders, owners),
    )
