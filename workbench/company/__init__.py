"""The ground floor: a source of any kind in, checked tables and a loss account out."""

from workbench.company.company import Company
from workbench.company.load import CheckResult, company_from_tables

__all__ = ["CheckResult", "Company", "company_from_tables"]
