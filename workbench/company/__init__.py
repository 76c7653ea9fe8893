"""The ground floor: a source of any kind in, checked tables and a loss account out."""

from workbench.company.company import Company, is_needed
from workbench.company.load import (
    CheckResult,
    check_company,
    company_from_tables,
    load_company,
    settings_file,
)

__all__ = [
    "CheckResult",
    "Company",
    "check_company",
    "company_from_tables",
    "is_needed",
    "load_company",
    "settings_file",
]
