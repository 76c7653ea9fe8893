"""The books of the pools close, and what cannot be is named."""

import pytest

from workbench.pools.governance import task_calendar
from workbench.pools.ledger import pool_ledger


def test_pool_ledger_closes_every_year(company):
    years = pool_ledger(company).years
    assert years["difference"].tolist() == [0, 0, 0]
    assert years["closing"].tolist() == [3, 3, 2]
    assert years["opening"].tolist() == [0, 3, 3]
    assert years.loc[years["year"] == 2026, "promoted"].item() == 1


def test_pool_ledger_lists_members_who_left_the_company(company):
    members = pool_ledger(company).members.set_index("employee_id")
    assert members["here"].to_dict() == {"E2": True, "E9": False}
    assert members.loc["E2", "time_in_pool_months"] == pytest.approx(28, abs=0.1)


def test_pool_ledger_shows_the_entry_that_breaks_the_books(tables, make, rows):
    tables["pool_moves"] = rows(
        "pool employee_id moved_on move",
        "key E2 2025-01-01 in", "key E2 2025-06-01 in", "key E3 2025-06-01 promoted",
    )  # fmt: skip
    ledger = pool_ledger(make(tables))
    assert ledger.faults[["employee_id", "fault"]].to_dict("records") == [
        {"employee_id": "E2", "fault": "came in twice"},
        {"employee_id": "E3", "fault": "went out without having come in"},
    ]
    # 0 + 2 in - 1 out leaves 1, and 1 member stands on the list: the two errors cancel out.
    assert ledger.years.loc[ledger.years["year"] == 2025, "difference"].item() == 0


def test_pool_ledger_difference_counts_a_double_entry(tables, make, rows):
    tables["pool_moves"] = rows(
        "pool employee_id moved_on move", "key E2 2025-01-01 in", "key E2 2025-06-01 in"
    )
    years = pool_ledger(make(tables)).years
    assert years["difference"].tolist() == [1, 0]


def test_task_calendar_sorts_late_before_due_before_done(company):
    calendar = task_calendar(company)
    assert calendar["task_id"].tolist() == ["T1", "T2", "T4", "T5", "T3"]
    assert calendar["state"].tolist() == ["late", "due_soon", "planned", "undated", "done"]
    assert calendar["late_days"].tolist()[:3] == [60, 0, 0]
    assert calendar["late_days"].tolist()[4] == 10
