"""The sample company with its group of twelve, and nothing but the tables of the tree."""

import pytest

from workbench.company import Company, company_from_tables, load_company

NEEDED = ("positions", "employees", "organisations", "organisation_figures")


@pytest.fixture(scope="session")
def whole() -> Company:
    return load_company("data/sample", as_of="2026-06-30")


@pytest.fixture(scope="session")
def sample(whole: Company) -> Company:
    tables = {name: whole.tables[name].head(200) for name in NEEDED}
    return company_from_tables(tables, as_of="2026-06-30")
