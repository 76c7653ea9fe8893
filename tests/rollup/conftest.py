"""The sample company with its group of twelve, and nothing but the tables of the tree."""

import pytest

from workbench.company import Company, company_from_tables, load_company

NEEDED = ("positions", "employees", "organisations", "organisation_figures")


@pytest.fixture(scope="session")
def sample() -> Company:
    tables = load_company("data/sample", as_of="2026-06-30").tables
    return company_from_tables(
        {name: tables[name].head(200) for name in NEEDED}, as_of="2026-06-30"
    )
