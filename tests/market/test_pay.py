"""Pay of a post never rests on one person's pay."""

import pandas as pd

from workbench.company import Company, company_from_tables
from workbench.company.post_pay import post_pay


def company(pays: list[float | None], **post: object) -> Company:
    positions = pd.DataFrame({"position_id": ["P1"], "title": ["Clerk"], "seats": [len(pays)]})
    employees = pd.DataFrame(
        {
            "employee_id": [f"E{number}" for number in range(len(pays))],
            "position_id": "P1",
            "pay_per_year": pays,
        }
    )
    return company_from_tables(
        {"positions": positions.assign(**post), "employees": employees}, as_of="2026-06-30"
    )


def test_post_pay_takes_the_median_of_enough_people_of_the_grade() -> None:
    found = post_pay(company([10.0, 20.0, 30.0, 40.0, 50.0], grade=4)).iloc[0]
    assert (found["pay_per_year"], found["source"]) == (30.0, "median of the grade")


def test_post_pay_takes_the_unit_where_no_grade_is_given() -> None:
    found = post_pay(company([10.0, 20.0, 30.0, 40.0, 50.0], unit="Lab")).iloc[0]
    assert (found["pay_per_year"], found["source"]) == (30.0, "median of the unit")


def test_post_pay_prefers_the_band() -> None:
    band = {"grade": 4, "pay_min_per_year": 100.0, "pay_max_per_year": 120.0}
    assert post_pay(company([10.0] * 5, **band))["pay_per_year"].tolist() == [110.0]


def test_post_pay_of_few_people_is_unknown() -> None:
    found = post_pay(company([10.0, 20.0, 30.0, 40.0, None], grade=4, unit="Lab")).iloc[0]
    assert pd.isna(found["pay_per_year"])
    assert found["source"] == "unknown"
