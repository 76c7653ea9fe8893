"""One view of the market, its steps, its tables and its sentences."""

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.market.display import outside_in_words, pay_in_words, steps_in_days
from workbench.market.findings import market_findings
from workbench.market.hard import hard_market, reasons
from workbench.market.steps import STEPS, outside_steps
from workbench.market.view import market_view
from workbench.sample import planted

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3"],
        "title": ["Mixer", "Clerk", "Guard"],
        "occupation_code": ["17-2041", "43-3031", None],
        "region": "North",
        "pay_min_per_year": [80.0, 50.0, 1.0],
        "pay_max_per_year": [96.0, 50.0, 1.0],
    }
)
MARKET = pd.DataFrame(
    [
        ("17-2041", "2025-03-31", 20, 10, 90.0, 200.0),
        ("17-2041", "2026-03-31", 31, 10, 100.0, 200.0),
        ("43-3031", "2026-03-31", 10, 40, 40.0, 40.0),
    ],
    columns=["occupation_code", "as_of", "openings", "seekers", "median_pay_per_year",
             "days_to_fill"],
).assign(region="North")  # fmt: skip
VACANCY = pd.DataFrame(
    {"requisition_id": ["Q1"], "position_id": ["P1"], "opened_on": ["2025-08-04"]}
)


@pytest.fixture
def company(make_company):
    return make_company(positions=POSTS, market=MARKET, requisitions=VACANCY)


def test_market_view_keeps_the_listed_posts_the_longest_first(company) -> None:
    view = market_view(company, ["P2", "P1", "P2"])
    assert view.fill["position_id"].tolist() == ["P1", "P2"]
    assert view.fill["title"].tolist() == ["Mixer", "Clerk"]
    assert view.pay["position_id"].tolist() == ["P1", "P2"]
    assert set(view.evidence["position_id"]) == {"P1", "P2"}
    assert view.unknown.empty


def test_market_view_refuses_ids_that_are_no_open_post(company) -> None:
    with pytest.raises(ParameterError, match="Not among the open posts: P9"):
        market_view(company, ["P1", "P9"])


def test_market_view_bounds_hold_the_days(company) -> None:
    fill = market_view(company).fill.dropna(subset=["fill_days"])
    assert (fill["fill_days_least"] <= fill["fill_days"]).all()
    assert (fill["fill_days"] <= fill["fill_days_most"]).all()
    # P1 is paid 12 % below the market: its most comes from an elasticity of 3, before the vacancy.
    most = (2 * 200 * 0.88**-3 + 330) / 2
    assert fill.loc[fill["position_id"] == "P1", "fill_days_most"].iloc[0] == pytest.approx(most)


def test_market_view_of_two_tables_is_empty_and_whole(make_company) -> None:
    view = market_view(make_company(positions=POSTS))
    assert view.fill["fill_days"].isna().all()
    for table in (view.evidence, view.tightness, view.trend, view.families, view.curves):
        assert table.empty
    assert view.unknown.empty
    assert market_findings(view) == ()


def test_outside_steps_add_up_to_the_months(company) -> None:
    view = market_view(company)
    steps = outside_steps(view.fill)
    assert steps["position_id"].tolist() == ["P1"] * len(STEPS) + ["P2"] * len(STEPS)
    sums = steps.groupby("position_id")["months"].sum()
    assert sums["P1"] == pytest.approx(view.fill["outside_months"].iloc[0])
    paid = steps.query("step == 'pay'")["months"].tolist()
    assert paid[0] > 0 > paid[1]  # below the market it takes longer, above it less


def test_outside_steps_of_a_family_alone_begin_at_nothing(make_company) -> None:
    filled = VACANCY.assign(position_id="P2", filled_on="2025-11-12")  # 100 days
    posts = POSTS.assign(job_family="Lab")
    steps = outside_steps(market_view(make_company(positions=posts, requisitions=filled)).fill)
    mine = steps[steps["position_id"] == "P1"].set_index("step")["months"]
    assert mine["market or own estimate"] == 0
    assert mine["job family"] == pytest.approx(100 * 12 / 365.25)


def test_reasons_name_only_what_stands_out() -> None:
    calm = {"openings_per_seeker": 1.0, "pay_ratio": 0.96, "longest_open_days": 50.0}
    assert reasons(calm | {"prior_days": 60.0}) == ""
    assert reasons(calm | {"prior_days": 40.0}) == "own vacancy open 50 days"
    unknown = dict.fromkeys(calm, np.nan)
    assert reasons(unknown | {"prior_days": np.nan}) == ""


def test_hard_market_names_reasons_and_rows(company) -> None:
    found = hard_market(company)
    assert found["position_id"].tolist() == ["P1"]
    assert found["why"].tolist() == [
        "3.1 openings per seeker, paid 12 % below the market and own vacancy open 330 days"
    ]
    assert found["rows"].tolist() == ["requisitions: Q1; market: 17-2041 in North, 2026-03-31"]


def test_market_findings_in_their_order(company) -> None:
    sentences = market_findings(market_view(company))
    # P1: (2 x 200 x 0.88^-0.21 + 330) / 2 = 370 days, about 12 months.
    assert sentences[0].startswith(
        "1 of 2 listed posts takes 6 months or more to fill from outside; the longest, Mixer (P1), "
        "12 months (6 to 46 with a chance of 80 %): 3.1 openings per seeker, paid 12 %"
    )
    assert sentences[1] == (
        "In 1 of 2 occupations by region, with 1 post, more posts are open than people look for "
        "one; tightest: 17-2041 in North (such as Mixer) with 3.1 openings per seeker."
    )
    assert sentences[2] == (
        "1 of 2 listed posts is paid 5 % or more below the market median: Mixer (P1) by 12 %."
    )
    assert sentences[3] == (
        "Of 1 own vacancy 0 are filled so far: too few to say after how many days half are."
    )
    assert sentences[4] == "The market says nothing of 1 of 3 listed posts: no occupation for 1."


def test_display_tables_have_a_row_a_post_and_no_person(company) -> None:
    view = market_view(company)
    shown = outside_in_words(view)
    assert shown["post"].tolist() == ["Mixer (P1)", "Clerk (P2)", "Guard (P3)"]
    assert shown["range_80_percent"].iloc[-1] == "unknown"
    assert steps_in_days(view)["market_days"].tolist()[:2] == [200, 40]
    for table in (shown, steps_in_days(view), pay_in_words(view)):
        assert not table.isin(["E1"]).any().any()


def test_market_findings_of_the_sample_name_the_planted_vacancy(sample) -> None:
    view = market_view(sample, planted.KEY_POSTS)
    worst = view.fill.iloc[0]
    assert worst["position_id"] == planted.LONG_VACANCY_POST
    assert "own vacancy open 330 days" in worst["why"]
    assert planted.LONG_VACANCY_POST in market_findings(view)[0]
    own = view.evidence.query(
        "position_id == @planted.LONG_VACANCY_POST and step == 'own vacancies'"
    )
    assert own["rows"].tolist() == [f"requisitions: {planted.LONG_VACANCY_REQUISITION}"]


def test_market_view_of_the_sample_grand_titles_are_easy_to_fill(sample) -> None:
    view = market_view(sample, planted.GRAND_TITLE_POSTS)
    assert (view.fill["external_months"] < 3).all()
    assert (view.fill["openings_per_seeker"] < 0.5).all()
