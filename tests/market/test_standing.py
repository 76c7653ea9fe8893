"""Days to fill from empty seats: Little's law by hand, shrinkage, and when it says nothing."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.market.evidence import fill_evidence
from workbench.market.fill import external_fill
from workbench.market.hard import hard_market
from workbench.market.standing import empty_seat_days, standing_days
from workbench.settings import Settings


def _company(*, seats: int = 10, held: int = 8, **tables: pd.DataFrame) -> Company:
    """Ten posts of two grades; some seats of each stand empty."""
    ids = [f"P{n}" for n in range(10)]
    posts = pd.DataFrame(
        {"position_id": ids, "title": "Post", "seats": float(seats), "job_family": "Policy",
         "grade": [11.0] * 5 + [12.0] * 5}
    )  # fmt: skip
    people = pd.DataFrame(
        [(f"E{post}-{n}", post) for post in ids for n in range(held)],
        columns=["employee_id", "position_id"],
    )
    given = {"positions": posts, "employees": people} | tables
    return company_from_tables(given, as_of="2026-06-30", settings=Settings())


def test_standing_days_of_one_group_are_empty_over_leaving() -> None:
    # 10 of 110 seats empty, 100 held, a tenth leaves a year: 10 / (100 x 0.1) years.
    days = standing_days(np.array([10.0]), np.array([100.0]), leaving_per_year=0.1, worth=5)
    assert days == pytest.approx([365.25])


def test_standing_days_draw_a_small_group_towards_all() -> None:
    empty, filled = np.array([9.0, 1.0]), np.array([95.0, 5.0])
    strong, weak = (
        standing_days(empty, filled, leaving_per_year=0.1, worth=worth) for worth in (1e6, 1e-6)
    )
    assert strong == pytest.approx([365.25, 365.25], rel=1e-4)
    assert weak == pytest.approx([9 / 9.5 * 365.25, 1 / 0.5 * 365.25], rel=1e-4)


def test_standing_days_of_few_empty_seats_are_unknown() -> None:
    assert np.isnan(standing_days(np.array([4.0]), np.array([90.0]), leaving_per_year=0.1,
                                  worth=5)).all()  # fmt: skip


def test_external_fill_uses_empty_seats_where_nothing_else_is_known() -> None:
    company = _company()
    found = external_fill(company)
    # 20 empty, 80 held, 8 % leave a year: 20 / (80 x 0.08) years.
    assert found["fill_days"].to_numpy() == pytest.approx(20 / 6.4 * 365.25)
    assert set(found["source"]) == {"empty seats"}
    rows = fill_evidence(company, found)
    assert set(rows["step"]) == {"empty seats"}
    assert rows["rows"].iloc[0] == (
        "positions, employees: 10 of 50 seats of its family and grade empty; 8 % assumed to leave "
        "in a year"
    )


def test_external_fill_prefers_any_other_source_to_empty_seats() -> None:
    company = _company()
    posts = company.tables["positions"].assign(time_to_fill_days=[90.0] + [np.nan] * 9)
    found = external_fill(_company(positions=posts))
    assert found["fill_days"][0] == pytest.approx(90)
    assert found["source"].tolist() == ["own estimate"] + ["empty seats"] * 9


def test_empty_seat_days_say_nothing_where_vacancies_are_recorded() -> None:
    vacancy = pd.DataFrame(
        {"requisition_id": ["Q1"], "position_id": ["P1"], "opened_on": ["2026-01-01"]}
    )
    assert empty_seat_days(_company(requisitions=vacancy))["standing_days"].isna().all()


def test_empty_seat_days_do_not_count_posts_needed_later() -> None:
    posts = _company().tables["positions"].assign(needed_from=pd.Timestamp("2027-01-01"))
    assert empty_seat_days(_company(positions=posts))["standing_days"].isna().all()


def test_evidence_of_empty_seats_is_that_of_the_own_post(make_company) -> None:
    posts = pd.DataFrame(
        {"position_id": ["A", "B", "C"], "title": "Post", "job_family": ["one", "two", "two"],
         "seats": [1, 30, 30], "time_to_fill_days": [60.0, np.nan, np.nan]}
    )  # fmt: skip
    people = pd.DataFrame(
        {
            "employee_id": [f"E{n}" for n in range(41)],
            "position_id": ["A"] + ["B"] * 20 + ["C"] * 20,
        }
    )
    company = make_company(positions=posts, employees=people)
    rows = fill_evidence(company, external_fill(company)).set_index("position_id")["rows"]
    assert rows["C"].startswith("positions, employees: 20 of 60 seats of its family empty")


def test_empty_seats_alone_make_no_hard_market(make_company) -> None:
    posts = pd.DataFrame({"position_id": ["A", "B"], "title": "Post", "seats": 30})
    people = pd.DataFrame(
        {"employee_id": [f"E{n}" for n in range(20)], "position_id": ["A"] * 10 + ["B"] * 10}
    )
    company = make_company(positions=posts, employees=people)
    fill = external_fill(company)
    assert (fill["external_months"] > 6).all()
    assert hard_market(company).empty
