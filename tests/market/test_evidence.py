import pandas as pd
import pytest

from workbench.market.evidence import fill_evidence
from workbench.market.fill import external_fill

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3", "P4"],
        "title": "post",
        "job_family": ["Lab", "Lab", "Lab", None],
        "occupation_code": ["17-2041", None, None, None],
        "region": ["North", None, None, None],
        "time_to_fill_days": [None, 60.0, None, None],
    }
)
MARKET = pd.DataFrame(
    {
        "occupation_code": ["17-2041"],
        "region": ["North"],
        "as_of": ["2026-03-31"],
        "days_to_fill": [90.0],
    }
)
VACANCIES = pd.DataFrame(
    [
        ("Q1", "P1", "2025-01-01", "2025-07-20"),
        ("Q2", "P1", "2026-06-20", None),
        ("Q3", "P2", "2025-01-01", "2025-05-01"),
    ],
    columns=["requisition_id", "position_id", "opened_on", "filled_on"],
)


@pytest.fixture
def company(make_company):
    return make_company(positions=POSTS, market=MARKET, requisitions=VACANCIES)


def test_fill_evidence_names_the_rows_from_near_to_far(company) -> None:
    found = fill_evidence(company, external_fill(company)).set_index(["position_id", "step"])
    assert found["rows"].to_dict() == {
        ("P1", "own vacancies"): "requisitions: Q1 and Q2",
        ("P1", "job family"): "requisitions of the other posts in Lab",
        ("P1", "market"): "market: 17-2041 in North, 2026-03-31",
        ("P2", "own vacancies"): "requisitions: Q3",
        ("P2", "job family"): "requisitions of the other posts in Lab",
        ("P2", "own estimate"): "positions: P2",
        ("P3", "job family"): "requisitions of the other posts in Lab",
    }


def test_fill_evidence_weights_by_hand(company) -> None:
    found = fill_evidence(company, external_fill(company)).set_index(["position_id", "step"])
    # P1: one own fill; the prior is worth two, one of six parts of it from the family's one fill.
    worth = found.loc["P1", "worth_fills"]
    assert worth.tolist() == pytest.approx([1, 2 / 6, 10 / 6])
    # The family: 120 days open where 60 were expected for its fill, so twice the market's 90.
    assert found.loc[("P1", "job family"), "days"] == pytest.approx(180)
    assert found.loc[("P1", "own vacancies"), "days"] == 210
    assert found.loc[("P1", "market"), "days"] == pytest.approx(90)


@pytest.mark.parametrize("which", ["by hand", "sample"])
def test_fill_evidence_adds_up_to_the_days(request, company, which) -> None:
    given = company if which == "by hand" else request.getfixturevalue("sample")
    fill = external_fill(given).set_index("position_id")["fill_days"].dropna()
    sums = (
        fill_evidence(given, external_fill(given))
        .groupby("position_id")[["open_days", "worth_fills"]]
        .sum()
    )
    found = (sums["open_days"] / sums["worth_fills"]).loc[fill.index]
    assert found.to_numpy() == pytest.approx(fill.to_numpy())


def test_fill_evidence_without_tables_has_no_row(make_company) -> None:
    bare = make_company(positions=POSTS.assign(time_to_fill_days=None))
    assert fill_evidence(bare, external_fill(bare)).empty
