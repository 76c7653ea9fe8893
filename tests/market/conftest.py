from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables, load_company
from workbench.settings import Settings

MakeCompany = Callable[..., Company]
SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture
def make_company() -> MakeCompany:
    """Build a company of the given tables; without employees, one person in the first post."""

    def make(
        *, as_of: str = "2026-06-30", positions_settings: dict[str, Any] | None = None,
        min_group_size: int = 5, **tables: pd.DataFrame,
    ) -> Company:  # fmt: skip
        first = tables["positions"]["position_id"].iloc[0]
        people = pd.DataFrame({"employee_id": ["E1"], "position_id": [first]})
        settings = Settings.model_validate(
            {"positions": positions_settings or {}, "min_group_size": min_group_size}
        )
        return company_from_tables({"employees": people} | tables, as_of=as_of, settings=settings)

    return make


@pytest.fixture(scope="session")
def sample() -> Company:
    return load_company(SAMPLE)
