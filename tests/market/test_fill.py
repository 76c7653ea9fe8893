import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.market.fill import DAYS_PER_MONTH, external_fill
from workbench.market.waiting import shrunk_fill_days
from workbench.settings import Settings

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3", "P4"],
        "title": ["a", "b", "c", "d"],
        "occupation_code": ["17-2041", "17-2041", None, None],
        "region": ["North", "South", None, None],
        "time_to_fill_days": [300.0, 100.0, None, None],
    }
)
PEOPLE = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
MARKET = pd.DataFrame(
    [("2025-03-31", 50.0), ("2026-03-31", 90.0), ("2026-09-30", 400.0)],
    columns=["as_of", "days_to_fill"],
).assign(occupation_code="17-2041", region="North")
REQUISITIONS = pd.DataFrame(
    [
        ("Q1", "P1", "2025-01-01", "2025-07-20"),  # 200 days, filled
        ("Q2", "P1", "2026-06-20", None),  # 10 days, open
        ("Q3", "P3", "2025-01-01", "2025-04-11"),  # 100 days, no prior
        ("Q4", "P4", "2026-06-20", None),  # open, no prior
    ],
    columns=["requisition_id", "position_id", "opened_on", "filled_on"],
)


def _company(**tables: pd.DataFrame) -> Company:
    given = {"positions": POSTS, "employees": PEOPLE} | tables
    return company_from_tables(given, as_of="2026-06-30", settings=Settings())


def test_shrunk_fill_days_many_own_fills_outweigh_the_prior() -> None:
    days = shrunk_fill_days(
        np.array([1e6]), np.array([1e4]), np.array([30.0]), prior_fills=2.0
    )  # own: 100 days each
    assert days == pytest.approx(100, rel=1e-3)


def test_shrunk_fill_days_open_vacancies_make_it_longer() -> None:
    filled, prior = np.array([1.0]), np.array([80.0])
    closed = shrunk_fill_days(np.array([80.0]), filled, prior, prior_fills=2.0)
    with_open = shrunk_fill_days(np.array([80.0 + 300]), filled, prior, prior_fills=2.0)
    assert closed == pytest.approx(80)
    assert with_open == pytest.approx(180)


def test_shrunk_fill_days_without_anything_is_unknown() -> None:
    none = np.array([0.0])
    assert np.isnan(shrunk_fill_days(none, none, np.array([np.nan]), prior_fills=2.0)).all()


def test_external_fill_by_hand() -> None:
    found = external_fill(_company(market=MARKET, requisitions=REQUISITIONS))
    days = found.set_index("position_id")["external_months"] * DAYS_PER_MONTH
    # P1: latest market figure up to the date, 90: (2 x 90 + 200 + 10) / (2 + 1).
    assert days["P1"] == pytest.approx(130)
    assert days["P2"] == pytest.approx(100)  # no market there: own estimate
    assert days["P3"] == pytest.approx(100)  # own vacancy alone
    assert np.isnan(days["P4"])  # open for ten days: says nothing yet
    assert found["source"].tolist() == [
        "own vacancies + market", "own estimate", "own vacancies", "unknown"
    ]  # fmt: skip
    assert found["still_open"].tolist() == [1, 0, 0, 1]


def test_external_fill_without_tables_uses_the_own_estimate() -> None:
    found = external_fill(_company())
    assert found["source"].tolist() == ["own estimate", "own estimate", "unknown", "unknown"]


def test_external_fill_order_of_rows_does_not_matter() -> None:
    first = external_fill(_company(market=MARKET, requisitions=REQUISITIONS))
    second = external_fill(_company(market=MARKET[::-1], requisitions=REQUISITIONS[::-1]))
    pd.testing.assert_frame_equal(first, second)
