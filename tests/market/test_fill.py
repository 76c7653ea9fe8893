import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.market.fill import DAYS_PER_MONTH, external_fill
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
# Three posts of one family; pay band in the middle at 80 for P1, 100 for P2; P3 is not in a market.
FAMILY = POSTS.head(3).assign(
    job_family="Lab",
    region=["North", "North", None],
    time_to_fill_days=[None, None, 60.0],
    pay_min_per_year=[70.0, 90.0, 1.0],
    pay_max_per_year=[90.0, 110.0, 1.0],
)
PAID = MARKET.assign(median_pay_per_year=100.0)


def _company(*, as_of: str = "2026-06-30", **tables: pd.DataFrame) -> Company:
    given = {"positions": POSTS, "employees": PEOPLE} | tables
    return company_from_tables(given, as_of=as_of, settings=Settings())


def _by_post(company: Company) -> pd.DataFrame:
    return external_fill(company).set_index("position_id")


def test_external_fill_by_hand() -> None:
    found = _by_post(_company(market=MARKET, requisitions=REQUISITIONS))
    days = found["external_months"] * DAYS_PER_MONTH
    # P1: latest market figure up to the date, 90: (2 x 90 + 200 + 10) / (2 + 1).
    assert days["P1"] == pytest.approx(130)
    # P2: no figure there and no tightness to derive one from: own estimate.
    assert days["P2"] == pytest.approx(100)
    assert days["P3"] == pytest.approx(100)  # own vacancy alone
    assert np.isnan(days["P4"])  # open for ten days: says nothing yet
    assert found["source"].tolist() == [
        "own vacancies + market", "own estimate", "own vacancies", "unknown"
    ]  # fmt: skip
    assert found["still_open"].tolist() == [1, 0, 0, 1]
    assert found["longest_open_days"].fillna(-1).tolist() == [10, -1, -1, 10]


def test_external_fill_every_step_by_hand() -> None:
    """P1 is paid 20 % below the market, and P2 and P3 take longer than expected."""
    vacancies = pd.DataFrame(
        [
            ("Q1", "P1", "2026-04-21", None),  # 70 days, open
            ("Q2", "P2", "2025-01-01", "2025-06-30"),  # 180 days
            ("Q3", "P3", "2025-01-01", "2025-05-01"),  # 120 days
        ],
        columns=["requisition_id", "position_id", "opened_on", "filled_on"],
    )
    found = _by_post(_company(positions=FAMILY, market=PAID, requisitions=vacancies))
    pay = 0.8**-0.21
    # Expected of the others: 180 / 90 for P2 at the market's pay, 120 / 60 for P3's own estimate.
    family = (5 + 180 / 90 + 120 / 60) / (5 + 2)
    prior = 90 * pay * family
    expected = {
        "market_days": 90.0, "pay_ratio": 0.8, "pay_factor": pay, "family_fills": 2.0,
        "family_expected_fills": 4.0, "family_factor": family, "prior_days": prior,
        "fill_days": (2 * prior + 70) / 2,
    }  # fmt: skip
    assert found.loc["P1", list(expected)].to_dict() == pytest.approx(expected)
    assert found.loc["P1", "source"] == "own vacancies + job family + market"


def test_external_fill_pay_touches_the_market_and_not_the_own_estimate() -> None:
    found = _by_post(_company(positions=FAMILY, market=PAID))
    assert found["pay_factor"].tolist() == pytest.approx([0.8**-0.21, 1, 1])
    assert found.loc["P3", ["estimate_days", "fill_days"]].tolist() == [60, 60]


def test_external_fill_without_any_elasticity_leaves_the_market_alone() -> None:
    company = _company(positions=FAMILY, market=PAID)
    found = external_fill(company, tightness_elasticity=0.0, pay_elasticity=0.0)
    assert found["fill_days"].tolist() == [90, 90, 60]


def test_external_fill_own_vacancies_do_not_count_in_their_family() -> None:
    alone = REQUISITIONS[REQUISITIONS["position_id"] == "P1"]
    found = _by_post(_company(positions=FAMILY, market=MARKET, requisitions=alone))
    assert found.loc["P1", ["family_fills", "family_factor"]].tolist() == [0, 1]
    assert found.loc["P2", "family_fills"] == 1


def test_external_fill_family_stands_in_where_nothing_else_is_known() -> None:
    posts = POSTS.assign(job_family="Lab", occupation_code=None, time_to_fill_days=None)
    found = _by_post(_company(positions=posts, requisitions=REQUISITIONS))
    # The others of P2: 200 + 10 + 100 + 10 days, two fills, worth two.
    assert found.loc["P2", ["prior_days", "prior_fills", "fill_days"]].tolist() == [160, 2, 160]
    assert found.loc["P2", "source"] == "job family"
    # The others of P1: 100 + 10 days and one fill, so that prior weighs one fill only.
    assert found.loc["P1", ["prior_days", "prior_fills"]].tolist() == [110, 1]
    assert found.loc["P1", "fill_days"] == pytest.approx((110 + 210) / (1 + 1))


def test_external_fill_range_holds_the_days() -> None:
    found = external_fill(_company(market=MARKET, requisitions=REQUISITIONS)).dropna(
        subset=["fill_days"]
    )
    assert (found["fill_days_low"] < found["fill_days"]).all()
    assert (found["fill_days"] < found["fill_days_high"]).all()


def test_external_fill_without_tables_uses_the_own_estimate() -> None:
    found = external_fill(_company())
    assert found["source"].tolist() == ["own estimate", "own estimate", "unknown", "unknown"]


def test_external_fill_vacancy_that_ends_before_it_begins_is_left_out() -> None:
    turned = pd.DataFrame(
        [("Q1", "P1", "2026-01-10", "2026-01-01")],
        columns=["requisition_id", "position_id", "opened_on", "filled_on"],
    )
    found = _by_post(_company(market=MARKET, requisitions=turned))
    assert found.loc["P1", ["fills", "exposure_days", "fill_days"]].tolist() == [0, 0, 90]


def test_external_fill_order_of_rows_does_not_matter() -> None:
    first = external_fill(_company(positions=FAMILY, market=PAID, requisitions=REQUISITIONS[:3]))
    second = external_fill(
        _company(positions=FAMILY[::-1], market=PAID[::-1], requisitions=REQUISITIONS[:3][::-1])
    )
    pd.testing.assert_frame_equal(
        first, second.sort_values("position_id", ignore_index=True), check_dtype=False
    )


def test_external_fill_names_of_posts_and_families_do_not_matter() -> None:
    new_ids = {"P1": "X9", "P2": "X2", "P3": "X5"}
    first = external_fill(_company(positions=FAMILY, market=PAID, requisitions=REQUISITIONS[:3]))
    relabelled = FAMILY.assign(
        position_id=FAMILY["position_id"].map(new_ids),
        job_family="Works",
        region=["Up", "Up", None],
    )
    second = external_fill(
        _company(
            positions=relabelled,
            employees=PEOPLE.assign(position_id="X9"),
            market=PAID.assign(region="Up"),
            requisitions=REQUISITIONS[:3].assign(
                position_id=REQUISITIONS[:3]["position_id"].map(new_ids)
            ),
        )
    )
    pd.testing.assert_frame_equal(
        first.drop(columns="position_id"), second.drop(columns="position_id")
    )


def test_external_fill_shifting_all_dates_changes_nothing_but_the_date() -> None:
    def later(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
        moved = {name: pd.to_datetime(frame[name]) + pd.Timedelta(days=365) for name in names}
        return frame.assign(**moved)

    first = external_fill(_company(positions=FAMILY, market=PAID, requisitions=REQUISITIONS[:3]))
    second = external_fill(
        _company(
            as_of="2027-06-30",
            positions=FAMILY,
            market=later(PAID, "as_of"),
            requisitions=later(REQUISITIONS[:3], "opened_on", "filled_on"),
        )
    )
    pd.testing.assert_frame_equal(
        first.drop(columns="market_as_of"), second.drop(columns="market_as_of")
    )
