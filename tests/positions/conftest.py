from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables, load_company
from workbench.settings import Settings

MakeCompany = Callable[..., Company]
SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture
def make_company() -> MakeCompany:
    """Build a company of twenty posts, a person in each; tables replace or add to these two."""

    def make(*, settings: Settings | None = None, **tables: pd.DataFrame) -> Company:
        numbers = range(20)
        posts = pd.DataFrame(
            {"position_id": [f"P{n:02d}" for n in numbers], "title": [f"Post {n}" for n in numbers]}
        )
        people = pd.DataFrame(
            {
                "employee_id": [f"E{n:02d}" for n in numbers],
                "position_id": [f"P{n:02d}" for n in numbers],
            }
        )
        given = {"positions": posts, "employees": people} | tables
        return company_from_tables(given, as_of="2026-06-30", settings=settings or Settings())

    return make


@pytest.fixture(scope="session")
def sample() -> Company:
    return load_company(SAMPLE)
