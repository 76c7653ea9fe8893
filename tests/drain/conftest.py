"""A company small enough to follow by hand."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.drain.risk import DrainRisk, drain_risk
from workbench.settings import Settings

FIXED = {
    "leave_rate_per_year": 0.1, "rival_share": 0.5, "notice_days": 60, "handover_share": 0.2,
    "cover_share": 0.4, "deferred_work_share": 0.5, "start_productivity_share": 0.5,
    "ramp_days": 146.1, "defect_cost_share": 0.05, "replacement_cost_share_of_pay": 0.2,
    "pay_precedent_share": 0.1, "secret_use_share": 0.4, "secret_protection_share": 0.25,
    "customer_follow_share": 0.3, "trust_loss_share": 0.01, "rival_gain_share": 0.02,
    "overlap_share": 0.5, "coordination_loss_share": 0.1, "stand_in_pay_share": 0.05,
    "recruiting_uplift_share": 0.25, "pay_precedent_years": 1.0, "pay_spread_share": 0.5,
    "supplier_trust_loss_share": 0.02, "market_fall_share": 0.005,
}  # fmt: skip


def fixed_inputs(**changes: float) -> dict[str, Any]:
    """Ranges without width, so that every amount can be computed by hand."""
    values = {**FIXED, **changes}
    return {
        name: {"p10": value, "p50": value, "p90": value, "source": "by hand"}
        for name, value in values.items()
    }


def base_tables() -> dict[str, pd.DataFrame]:
    """Chemist P1 (two lead, a recipe), seller P2 (a customer), planner P3 (empty)."""
    positions = pd.DataFrame(
        {
            "position_id": ["P1", "P2", "P3"],
            "title": ["Chemist", "Seller", "Planner"],
            "unit": ["Lab", "Sales", "Plant"],
            "job_family": ["Research", "Sales", "Plant"],
            "grade": [5, 5, 4],
            "is_management": ["yes", "no", "no"],
            "seats": [2, 1, 1],
            "margin_at_stake_per_year": [800_000.0, 600_000.0, 240_000.0],
            "time_to_fill_days": [133.05, 96.525, 90.0],
            "pay_min_per_year": [75_000.0, 60_000.0, None],
            "pay_max_per_year": [85_000.0, 80_000.0, None],
        }
    )
    employees = pd.DataFrame(
        {
            "employee_id": ["E1", "E2", "E3"],
            "position_id": ["P1", "P1", "P2"],
            "hired_on": "2015-01-01",
            "born_on": ["1980-01-01", "1985-01-01", "1990-01-01"],
            "pay_per_year": [80_000.0, 70_000.0, 90_000.0],
        }
    )
    assets = pd.DataFrame(
        {
            "asset_id": ["A1", "A2", "A3"],
            "kind": ["secret", "customer", "method"],
            "name": ["Recipe", "Customer", "Method"],
            "value_per_year": [1_000_000.0, 500_000.0, 100_000.0],
            "life_years": [2.0, 4.0, 3.0],
            "reproducible": ["no", "no", "no"],
        }
    )
    holdings = pd.DataFrame(
        {
            "asset_id": ["A1", "A1", "A2", "A3"],
            "employee_id": ["E1", "E2", "E3", "E1"],
            "share": [0.6, 0.4, 1.0, 1.0],
        }
    )
    measures = pd.DataFrame(
        {
            "measure_id": ["M1", "M2", "M3", "M4"],
            "name": ["Backup", "Deposit", "Ban", "Care"],
            "kind": ["data_backup", "deposit", "non_compete", "care"],
            "moment": ["before", "before", "after", "before"],
            "acts_on": ["secret_loss", "rival_share", "rival_share", "leave_probability"],
            "effect_p10": [0.2, 0.1, 0.1, 0.1],
            "effect_p50": [0.5, 0.2, 0.2, 0.2],
            "effect_p90": [0.8, 0.3, 0.3, 0.3],
            "cost_per_post_per_year": [1000.0, 10.0, 1e9, 500.0],
        }
    )
    return {
        "positions": positions, "employees": employees, "assets": assets, "holdings": holdings,
        "measures": measures,
    }  # fmt: skip


@pytest.fixture(scope="session", name="fixed_inputs")
def give_fixed_inputs() -> Callable[..., dict[str, Any]]:
    return fixed_inputs


@pytest.fixture(scope="session", name="base_tables")
def give_base_tables() -> Callable[[], dict[str, pd.DataFrame]]:
    return base_tables


@pytest.fixture(scope="session")
def build() -> Callable[..., Company]:
    """Make the company, with tables replaced or left out and settings of the drain changed."""

    def make(drain: dict[str, Any] | None = None, **tables: pd.DataFrame | None) -> Company:
        chosen = {**base_tables(), **tables}
        kept = {name: table for name, table in chosen.items() if table is not None}
        settings = {"inputs": fixed_inputs(), "discount_rate_per_year": 0.0, "draws": 64}
        return company_from_tables(
            kept,
            as_of="2026-06-30",
            settings=Settings.model_validate({"drain": {**settings, **(drain or {})}}),
        )

    return make


@pytest.fixture(scope="module")
def company(build: Callable[..., Company]) -> Company:
    return build()


@pytest.fixture(scope="module")
def risk(company: Company) -> DrainRisk:
    return drain_risk(company, ("P1", "P2", "P3"))
