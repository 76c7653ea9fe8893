"""Days to fill on the market, its own or carried from another tightness; by hand."""

import numpy as np
import pandas as pd
import pytest

from workbench.market.days import days_at_tightness, market_days
from workbench.settings import Settings

POSTS = pd.DataFrame(
    [("P1", "17-2041", "North"), ("P2", "17-2041", "South"), ("P3", "43-3031", "North"),
     ("P4", "99-9999", "North"), ("P5", None, "North")],
    columns=["position_id", "occupation_code", "region"],
).assign(title="post")  # fmt: skip
COLUMNS = ["occupation_code", "region", "as_of", "openings", "seekers", "days_to_fill"]
NOW = "2026-03-31"


def _market(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS)


def _days(make_company, *rows: tuple[object, ...], **options: float) -> pd.DataFrame:
    company = make_company(positions=POSTS, market=_market(*rows))
    return market_days(company, **options).set_index("position_id")


@pytest.mark.parametrize(("elasticity", "days"), [(0.0, 60), (0.5, 120), (1.0, 240)])
def test_days_at_tightness_by_hand(elasticity, days) -> None:
    # Four times as many openings per seeker: 60 x 4^0, 4^0.5, 4^1.
    args = np.array([60.0]), np.array([0.5]), np.array([2.0])
    assert days_at_tightness(*args, elasticity=elasticity) == pytest.approx(days)


def test_market_days_takes_the_figure_where_there_is_one(make_company) -> None:
    found = _days(make_company, ("17-2041", "North", NOW, 40, 10, 90.0))
    assert found.loc["P1", ["market_days", "market_source"]].tolist() == [90, "market"]
    assert found.loc["P5", "market_source"] is np.nan


def test_market_days_carries_an_older_figure_to_the_tightness_of_now(make_company) -> None:
    found = _days(
        make_company,
        ("17-2041", "North", "2025-03-31", 10, 10, 60.0),
        ("17-2041", "North", NOW, 40, 10, None),
        ("17-2041", "South", "2025-03-31", None, 10, 50.0),
        ("17-2041", "South", NOW, 40, 10, None),
    )
    # North: from 1 to 4 openings per seeker, 60 x 4^0.5. South: the tightness then is unknown.
    assert found["market_days"].tolist()[:2] == [120, 50]
    assert set(found["market_source"].head(2)) == {"older market figure"}
    assert set(found["market_as_of"].head(2)) == {pd.Timestamp("2025-03-31")}


def test_market_days_derives_days_from_tightness(make_company) -> None:
    found = _days(
        make_company,
        ("17-2041", "North", NOW, 40, 10, None),  # 4 a seeker, days unknown
        ("17-2041", "South", NOW, 10, 10, 50.0),
        ("17-2041", "East", NOW, 40, 10, 200.0),
        ("43-3031", "North", NOW, 90, 10, None),  # 9 a seeker, nothing known of the occupation
    )
    # Geometric means of the occupation: 100 days at 2 a seeker, so 100 x (4 / 2)^0.5 for P1.
    assert found.loc["P1", "market_days"] == pytest.approx(100 * 2**0.5)
    assert found.loc["P1", "market_source"] == "tightness of the occupation"
    # Over all occupations the same two rows count: 100 x (9 / 2)^0.5.
    assert found.loc["P3", "market_days"] == pytest.approx(100 * 4.5**0.5)
    assert found.loc["P3", "market_source"] == "tightness of all occupations"


def test_market_days_with_elasticity_zero_are_the_means(make_company) -> None:
    found = _days(
        make_company,
        ("17-2041", "North", NOW, 40, 10, None),
        ("17-2041", "South", NOW, 10, 10, 50.0),
        elasticity=0.0,
    )
    assert found.loc["P1", "market_days"] == pytest.approx(50)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("17-2041", "North", NOW, 40, 0, None), id="no seeker"),
        pytest.param(("17-2041", "North", NOW, None, 10, None), id="openings unknown"),
        pytest.param(("17-2041", "North", NOW, 0, 10, None), id="no opening"),
    ],
)
def test_market_days_without_days_and_tightness_are_unknown(make_company, row) -> None:
    found = _days(make_company, row, ("17-2041", "South", NOW, 10, 10, 50.0))
    assert np.isnan(found.loc["P1", "market_days"])


def test_market_days_come_from_rows_up_to_the_report_date(make_company) -> None:
    found = _days(make_company, ("17-2041", "North", "2026-12-31", 40, 10, 90.0))
    assert found["market_days"].isna().all()


def test_market_days_without_a_market_are_unknown(make_company) -> None:
    found = market_days(make_company(positions=POSTS))
    assert found["position_id"].tolist() == POSTS["position_id"].tolist()
    assert found["market_days"].isna().all()


def test_elasticities_are_written_without_their_sign() -> None:
    minus = {"p10": -0.3, "p50": -0.2, "p90": -0.1, "source": "a paper"}
    with pytest.raises(ValueError, match=r"write the size, found -0\.3\. Allowed: at least 0"):
        Settings.model_validate({"positions": {"pay_elasticity": minus}})
