import pandas as pd
import pytest

from workbench.market.tightness import tightness, tightness_history, without_market

POSTS = pd.DataFrame(
    [
        ("P1", "17-2041", "North", "Tester"),
        ("P2", "17-2041", "North", "Chemist"),
        ("P3", "17-2041", "South", "post"),
        ("P4", "43-3031", "North", "post"),
        ("P5", None, "North", "post"),
        ("P6", "43-3031", None, "post"),
        ("P7", "43-3031", "West", "post"),
    ],
    columns=["position_id", "occupation_code", "region", "title"],
)
MARKET = pd.DataFrame(
    [
        ("17-2041", "North", "2025-12-31", 10.0, 40.0),
        ("17-2041", "North", "2026-03-31", 140.0, 60.0),
        ("17-2041", "South", "2026-03-31", 30.0, 60.0),
        ("43-3031", "North", "2026-03-31", 30.0, 0.0),
        ("99-9999", "North", "2026-03-31", 30.0, 1.0),
        ("17-2041", "South", "2026-12-31", 900.0, 1.0),
    ],
    columns=["occupation_code", "region", "as_of", "openings", "seekers"],
)


@pytest.fixture
def company(make_company):
    return make_company(positions=POSTS, market=MARKET)


def test_tightness_takes_the_latest_figures_where_posts_are(company) -> None:
    found = tightness(company)
    assert found["openings_per_seeker"].tolist()[:2] == pytest.approx([140 / 60, 0.5])
    assert found["posts"].tolist() == [2, 1, 1]
    assert found["example"].iloc[0] == "Chemist"
    assert "99-9999" not in set(found["occupation_code"])


def test_tightness_without_a_seeker_is_unknown(company) -> None:
    assert tightness(company)["openings_per_seeker"].isna().tolist() == [False, False, True]


def test_tightness_without_a_market_has_no_row(make_company) -> None:
    bare = make_company(positions=POSTS)
    assert tightness(bare).empty
    assert tightness_history(bare).empty
    assert without_market(bare).empty


def test_tightness_history_keeps_every_date_up_to_the_report(company) -> None:
    found = tightness_history(company)
    north = found[(found["occupation_code"] == "17-2041") & (found["region"] == "North")]
    assert north["openings_per_seeker"].tolist() == pytest.approx([0.25, 140 / 60])
    assert found["market_as_of"].max() == pd.Timestamp("2026-03-31")


def test_without_market_says_why(company) -> None:
    found = without_market(company).set_index("position_id")["reason"]
    assert found.to_dict() == {
        "P5": "no occupation", "P6": "no region", "P7": "no row of the market"
    }  # fmt: skip
