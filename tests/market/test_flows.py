"""Flows and tightness as one result: the planted truths of the sample, and markets by hand."""

import pandas as pd
import pytest
from scipy import stats

from workbench.company import company_from_tables
from workbench.errors import ParameterError
from workbench.market.flows import MarketFlows, flow_findings, market_flows, posts_in_flows
from workbench.market.flows.display import (
    flows_in_words,
    nets_in_words,
    pay_beside_others,
    tightness_table,
)
from workbench.market.flows.words import (
    DEFINITION,
    DRAIN,
    EASIER,
    GAINED,
    NO_CHANGE,
    NOISE,
    SEASON,
    TIGHTER,
    UNKNOWN,
)
from workbench.sample import planted

POSTS = pd.DataFrame(
    [
        ("P1", "17-2041", "North", "Chemist"),
        ("P2", "43-3031", "North", "Clerk"),
        ("P3", None, "North", "Guard"),
        ("P4", "17-2041", None, "Tester"),
    ],
    columns=["position_id", "occupation_code", "region", "title"],
)
PEOPLE = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
MARKET = pd.DataFrame(
    [
        ("17-2041", "North", "2025-03-31", 100, 400, 80.0, 100),
        ("17-2041", "North", "2025-12-31", 150, 300, 80.0, 110),
        ("17-2041", "North", "2026-03-31", 200, 200, 90.0, 130),
        ("17-2041", "South", "2025-03-31", 20, 10, 100.0, 50),
        ("17-2041", "South", "2026-03-31", 30, 14, 110.0, 40),
        ("17-2041", "West", "2025-03-31", 300, 100, 100.0, None),
        ("17-2041", "West", "2026-03-31", 90, 100, 100.0, 60),
        ("17-2041", "East", "2026-03-31", 40, 0, None, 60),
        ("43-3031", "North", "2026-03-31", 10, 5, 50.0, 60),
    ],
    columns=["occupation_code", "region", "as_of", "openings", "seekers", "median_pay_per_year",
             "days_to_fill"],
)  # fmt: skip


@pytest.fixture(scope="module")
def flows(sample) -> MarketFlows:
    return market_flows(sample, planted.KEY_POSTS)


@pytest.fixture(scope="module")
def by_hand() -> MarketFlows:
    return market_flows(
        company_from_tables({"positions": POSTS, "employees": PEOPLE, "market": MARKET},
                            as_of="2026-06-30")
    )  # fmt: skip


def test_sample_tells_drain_definition_and_season_apart(flows: MarketFlows) -> None:
    found = flows.verdicts.set_index(["occupation_code", "region"])["verdict"]
    told = {
        (planted.DRAINED_OCCUPATION, "North"): DRAIN,
        (planted.DRAINED_OCCUPATION, "South"): GAINED,
        (planted.RECOUNTED_OCCUPATION, "North"): DEFINITION,
        (planted.RECOUNTED_OCCUPATION, "South"): DEFINITION,
        (planted.SEASONAL_OCCUPATION, "North"): SEASON,
        (planted.SEASONAL_OCCUPATION, "South"): SEASON,
    }
    assert {key: found[key] for key in told} == told
    assert set(found.drop(list(told))) == {NO_CHANGE}


def test_sample_bounds_its_hidden_cell(flows: MarketFlows) -> None:
    nets = flows.nets.query("occupation_code == '19-2031' and hidden > 0").set_index("region")
    # 5 went to each of two regions, 5 came from one, 0 to 4 from the other.
    assert nets.loc["North", ["net_low", "net_high"]].tolist() == [-5, -1]
    assert nets.loc["South", ["net_low", "net_high"]].tolist() == [1, 5]


def test_nets_in_words_write_the_range_of_a_hidden_cell(flows: MarketFlows) -> None:
    shown = nets_in_words(flows)
    assert len(shown) == len(flows.nets)
    row = shown[(shown["market"] == "19-2031 in North") & (shown["period_end"] == "2025-03-31")]
    assert row[["came", "went", "net"]].to_numpy().tolist() == [["5 to 9", "10", "-5 to -1"]]


def test_findings_begin_with_listed_posts_and_name_the_drain(flows: MarketFlows) -> None:
    sentences = flow_findings(flows)
    assert sentences[0].startswith(
        "1 of 2 listed posts whose market can be judged lies in a market"
    )
    assert planted.RECIPE_POST in sentences[0]
    assert sentences[1] == (
        "1 of 15 markets drains: 17-2041 in North, as Formulation engineer, primer (-230 a year, "
        "-95 the year before; 318 a year "
        "left to competitors)."
    )
    assert sentences[2] == (
        "Not called a drain or a gain: only a definition change: 17-2112 in North and South; only "
        "a season: 51-9023 in North and South."
    )


def test_display_tables_begin_with_listed_posts(flows: MarketFlows) -> None:
    shown = flows_in_words(flows)
    assert shown["market"].tolist()[:2] == ["17-2041 in North", "17-2041 in West"]
    assert shown["net_per_year"].iloc[0] == "-230"
    assert "other definition" in set(shown["before_per_year"])
    assert len(tightness_table(flows)) == len(pay_beside_others(flows)) == 188
    assert (tightness_table(flows)["posts"].head(118) > 0).all()


def test_own_posts_say_whether_their_market_drains(sample) -> None:
    found = posts_in_flows(sample, [planted.RECIPE_POST, planted.GAP_POST])
    assert found["verdict"].tolist()[0] == DRAIN
    assert found["drains"].iloc[0]
    assert pd.isna(found["drains"].iloc[1])  # no flows of buyers: not known, and not a no
    assert found["why"].iloc[1] == "no flow of the occupation from or to the region"
    with pytest.raises(ParameterError, match="Not among the open posts: P9"):
        posts_in_flows(sample, ["P9"])


def test_own_posts_without_flows_say_what_is_missing(by_hand: MarketFlows) -> None:
    assert by_hand.posts["why"].tolist() == [
        "no flow of the occupation from or to the region",
        "no flow of the occupation from or to the region", "no occupation", "no region",
    ]  # fmt: skip
    assert by_hand.verdicts.empty
    assert by_hand.lacks


def test_tightness_now_by_hand(by_hand: MarketFlows) -> None:
    now = by_hand.tightness.query("occupation_code == '17-2041'").set_index("region")
    assert now["state"].to_dict() == {
        "North": TIGHTER, "South": NOISE, "West": EASIER, "East": UNKNOWN
    }  # fmt: skip
    north = now.loc["North"]
    assert north["compared_with"] == pd.Timestamp("2025-03-31")
    assert (north["ratio_of_ratios"], north["days_change"]) == (4.0, 30)
    south = now.loc["South"]
    tails = [
        stats.fisher_exact([[30, 14], [20, 10]], alternative=way).pvalue
        for way in ("less", "greater")
    ]
    assert south["p_value"] == pytest.approx(min(1, 2 * min(tails)))
    assert pd.isna(now.loc["West", "days_change"])
    assert (north["posts"], south["posts"]) == (1, 0)


def test_tightness_by_date_gives_the_change_over_the_date_before(by_hand: MarketFlows) -> None:
    north = by_hand.tightness_dates.query("region == 'North' and occupation_code == '17-2041'")
    assert north["openings_per_seeker"].tolist() == [0.25, 0.5, 1.0]
    assert north["change_ratio"].tolist()[1:] == [2.0, 2.0]
    assert pd.isna(north["change_ratio"].iloc[0])
    inside = (north["ratio_low"] < north["openings_per_seeker"]) & (
        north["openings_per_seeker"] < north["ratio_high"]
    )
    assert inside.all()


def test_pay_of_the_others_is_weighted_by_their_openings(by_hand: MarketFlows) -> None:
    now = by_hand.tightness.set_index(["occupation_code", "region"])
    north = now.loc[("17-2041", "North")]
    # South 30 x 110 and West 90 x 100; of the East the pay is not known.
    assert north["others_pay_per_year"] == pytest.approx((30 * 110 + 90 * 100) / 120)
    assert north["other_regions"] == 2
    alone = now.loc[("43-3031", "North")]
    assert pd.isna(alone["pay_ratio"])
    assert alone["other_regions"] == 0


def test_findings_of_markets_by_hand(by_hand: MarketFlows) -> None:
    assert flow_findings(by_hand) == (
        "1 of 3 markets, 1 of them with own posts, became tighter since 2025-03-31 beyond the "
        "noise of counting: 17-2041 in North, as Chemist (0.2 to 1.0 openings per seeker). 1 "
        "became easier.",
        "1 of 1 market with own posts pays 5 % or more below the other regions: 17-2041 in North "
        "(by 12 %).",
    )


def test_without_the_tables_there_is_nothing_to_say() -> None:
    bare = market_flows(
        company_from_tables({"positions": POSTS, "employees": PEOPLE}, as_of="2026-06-30")
    )
    for table in (bare.verdicts, bare.nets, bare.tightness, bare.tightness_dates):
        assert table.empty
    assert flow_findings(bare) == ()
    assert flows_in_words(bare).empty
    assert nets_in_words(bare).empty
    assert tightness_table(bare).empty
    assert pay_beside_others(bare).empty
    assert "region_flows" in bare.lacks
