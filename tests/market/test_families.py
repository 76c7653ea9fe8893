import pandas as pd
import pytest

from workbench.market.families import fill_by_family

POSTS = pd.DataFrame(
    {"position_id": ["P1", "P2", "P3"], "title": "post", "job_family": ["Lab", "Sales", None]}
)


def _vacancies() -> pd.DataFrame:
    """Ten of the laboratory: 10, 20, ... 80 days filled, two open for 100; one of sales; one."""
    opened = pd.Timestamp("2025-01-01")
    filled = [opened + pd.Timedelta(days=10 * number) for number in range(1, 9)]
    rows = [("P1", opened, day) for day in filled]
    rows += [("P1", pd.Timestamp("2026-03-22"), None)] * 2
    rows += [("P2", opened, pd.Timestamp("2025-01-31")), ("P3", pd.Timestamp("2026-06-20"), None)]
    frame = pd.DataFrame(rows, columns=["position_id", "opened_on", "filled_on"])
    return frame.assign(requisition_id=[f"Q{number}" for number in range(len(rows))])


@pytest.fixture
def families(make_company) -> pd.DataFrame:
    company = make_company(positions=POSTS, requisitions=_vacancies())
    return fill_by_family(company)[0].set_index("job_family")


def test_fill_by_family_by_hand(families) -> None:
    lab = families.loc["Lab"]
    assert lab[["vacancies", "fills", "still_open"]].tolist() == [10, 8, 2]
    # Share open after 50 days: 5 of 10. Of the filled ones alone the middle is 45.
    assert lab[["median_days", "median_without_open_days"]].tolist() == [50, 45]
    # 360 days of the filled ones, 200 of the open ones, 8 fills.
    assert lab["days_per_fill"] == pytest.approx(560 / 8)
    assert lab["days_per_fill_without_open"] == pytest.approx(45)
    assert lab["median_low_days"] <= 50 <= lab["median_high_days"]


def test_fill_by_family_puts_all_on_top_then_the_most_vacancies(families) -> None:
    assert families.index.tolist() == ["all job families", "Lab", "Sales"]
    assert families["vacancies"].tolist() == [12, 10, 1]


def test_fill_by_family_draws_no_curve_of_few(make_company, families) -> None:
    curves = fill_by_family(make_company(positions=POSTS, requisitions=_vacancies()))[1]
    assert curves["job_family"].unique().tolist() == ["all job families", "Lab"]
    assert pd.isna(families.loc["Sales", "median_days"])


def test_fill_by_family_without_requisitions_has_no_row(make_company) -> None:
    assert [len(table) for table in fill_by_family(make_company(positions=POSTS))] == [0, 0]
