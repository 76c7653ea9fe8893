import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.market.tightness import tightness
from workbench.settings import Settings

POSTS = pd.DataFrame(
    [
        ("P1", "17-2041", "North"),
        ("P2", "17-2041", "North"),
        ("P3", "17-2041", "South"),
        ("P4", "43-3031", "North"),
        ("P5", None, "North"),
    ],
    columns=["position_id", "occupation_code", "region"],
).assign(title="post")
MARKET = pd.DataFrame(
    [
        ("17-2041", "North", "2025-12-31", 10.0, 40.0),
        ("17-2041", "North", "2026-03-31", 140.0, 60.0),
        ("17-2041", "South", "2026-03-31", 30.0, 60.0),
        ("43-3031", "North", "2026-03-31", 30.0, 0.0),
        ("99-9999", "North", "2026-03-31", 30.0, 1.0),
    ],
    columns=["occupation_code", "region", "as_of", "openings", "seekers"],
)


def _tightness(**tables: pd.DataFrame) -> pd.DataFrame:
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    given = {"positions": POSTS, "employees": people} | tables
    return tightness(company_from_tables(given, as_of="2026-06-30", settings=Settings()))


def test_tightness_takes_the_latest_figures_where_posts_are() -> None:
    found = _tightness(market=MARKET)
    assert found["openings_per_seeker"].tolist()[:2] == pytest.approx([140 / 60, 0.5])
    assert found["posts"].tolist() == [2, 1, 1]
    assert "99-9999" not in set(found["occupation_code"])


def test_tightness_without_a_seeker_is_unknown() -> None:
    assert _tightness(market=MARKET)["openings_per_seeker"].isna().tolist() == [False, False, True]


def test_tightness_without_a_market_has_no_row() -> None:
    assert _tightness().empty
