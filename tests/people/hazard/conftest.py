"""An invented company whose true rate of resigning is known."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.settings import Settings

AS_OF = pd.Timestamp("2026-06-30")
Tables = dict[str, pd.DataFrame]


def invent(*, early: float = 0.30, late: float = 0.04, people: int = 1200, seed: int = 3) -> Tables:
    """Rates a year in the first two years of tenure and after it; hired evenly over 12 years."""
    draw = np.random.default_rng(seed)
    hired = AS_OF - pd.to_timedelta(draw.integers(30, 12 * 365, people), unit="D")
    days = draw.exponential(1 / early, people) * 365.25
    late_days = 730.5 + draw.exponential(1 / late, people) * 365.25
    stay = np.where(days < 730.5, days, late_days)
    left = hired + pd.to_timedelta(np.ceil(stay), unit="D")
    left = left.where(left <= AS_OF)
    employees = pd.DataFrame(
        {
            "employee_id": [f"E{i:04d}" for i in range(people)],
            "position_id": np.where(np.arange(people) % 2, "P1", "P2"),
            "hired_on": hired,
            "born_on": pd.Timestamp("1985-05-05"),
            "left_on": left,
            "leave_reason": np.where(left.notna(), "resigned", None),
        }
    )
    # Who left long ago is not in the export.
    kept = ~(employees["left_on"] < AS_OF - pd.DateOffset(years=4))
    posts = pd.DataFrame(
        {
            "position_id": ["P1", "P2"],
            "title": ["Engineer", "Clerk"],
            "job_family": ["Engineering", "Office"],
            "seats": [people, people],
        }
    )
    return {"positions": posts, "employees": employees[kept].reset_index(drop=True)}


@pytest.fixture(scope="session", name="invent")
def give_invent() -> Callable[..., Tables]:
    return invent


@pytest.fixture(scope="session")
def company_of() -> Callable[..., Company]:
    def make(tables: Tables, *, as_of: pd.Timestamp = AS_OF, **drain: object) -> Company:
        settings = Settings.model_validate({"drain": drain})
        return company_from_tables(tables, as_of=f"{as_of:%Y-%m-%d}", settings=settings)

    return make


@pytest.fixture(scope="session")
def company(company_of: Callable[..., Company]) -> Company:
    return company_of(invent())
