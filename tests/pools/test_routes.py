"""Make, buy or borrow on a company small enough to follow by hand, and its rules on the sample."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company import load_company
from workbench.errors import ParameterError
from workbench.pools import build_pools
from workbench.pools.routes import make_buy_or_borrow, route_findings
from workbench.pools.routes.buy import channel_ranges, orders_needed, usual_days_per_hire
from workbench.pools.routes.display import gap_table, mix_table, one_gap, route_table
from workbench.pools.routes.make import fit_when_closed
from workbench.pools.routes.places import places_to_fill
from workbench.pools.routes.train import train_by
from workbench.pools.training.catalogue import Catalogue
from workbench.sample.planted import KEY_POSTS, LONG_VACANCY_POST

KEY = ["P2"]
SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture
def late(trained):
    """P1 falls free on 2026-12-01 and only E2 could step in, who is late without courses."""
    trained["nominations"] = trained["nominations"].iloc[:1]
    trained["assessments"] = trained["assessments"].query("employee_id != 'E3'")
    return trained


def routes_of(company, **options):
    return make_buy_or_borrow(company, build_pools(company, KEY), **options)


def route(routes, by):
    return routes.routes.set_index("by").loc[by]


def test_the_gap_is_the_post_that_falls_free_with_nobody_in_time(late, make):
    company = make(late)
    gaps = places_to_fill(company, build_pools(company, KEY), horizon_days=365)
    known = gaps.set_index("position_id")
    # E1 retires on 2026-12-01, 154 days after 2026-06-30.
    assert known.loc["P1", ["kind", "places", "needed_days"]].tolist() == ["vacancy", 1, 154]
    assert known.loc["P2", ["kind", "needed_days"]].tolist() == ["no successor", 365]


def test_routes_of_the_small_company(late, make):
    routes = routes_of(make(late))
    mine = routes.routes[routes.routes["position_id"] == "P1"].set_index("by")
    assert mine["route"].to_dict() == {
        "E2": "train", "hunter": "recruit", "lender": "share", "page": "recruit",
    }  # fmt: skip
    # An order of the hunter is filled in 8 of 10 cases: one for a half, two for nine in ten. One
    # of the page in 5 of 10: one for a half, four for nine in ten. Nothing is known of the post.
    assert mine.loc["hunter", ["days_low", "days", "days_high"]].tolist() == [120, 120, 240]
    assert mine.loc["page", ["days_low", "days", "days_high"]].tolist() == [60, 60, 240]
    assert mine.loc["lender", ["days_low", "days", "days_high"]].tolist() == [20, 20, 20]
    assert mine.loc["page", "from"] == "channel alone; cost: table"
    assert mine["late_days"].drop("E2").to_dict() == {"hunter": 86, "page": 86, "lender": 0}


def test_the_mix_takes_what_is_in_time_and_then_what_is_cheap(late, make):
    company = make(late)
    routes = routes_of(company)
    taken = routes.routes[routes.routes["taken"] > 0].set_index("position_id")["by"]
    assert taken.to_dict() == {"P1": "lender", "P2": "page"}
    likely = routes_of(company, chance="likely")
    taken = likely.routes[likely.routes["taken"] > 0].set_index("position_id")["by"]
    assert taken.to_dict() == {"P1": "page", "P2": "page"}


def test_a_person_is_trained_by_the_cheapest_courses_that_are_in_time(late, make):
    # By day 154 the pace of 0.08 a month closes 0.405 of the level that E2 lacks, so half a level
    # has to come from K1 (100) and 0.095 from another course: K3 is cheaper than K2. But 30 + 20
    # hours take 228 days at 80 a year. K2 alone ends on day 182. With half a level from K1 the rest
    # is done on the job by 0.5 / 0.08 = 6.25 months, day 191. So K2 is first, on day 183.
    company = make(late)
    mine = route(routes_of(company, chance="likely"), "E2")
    assert mine["course_ids"] == ("K2",)
    assert mine[["days", "cost", "late_days"]].tolist() == [183, 300, 29]
    # By day 200 K1 would do; by day 400 nothing is needed, as 12.5 months are 381 days.
    gaps = np.array([[1.0], [1.0], [1.0]])
    courses = catalogue(
        [[0.5], [1.0], [0.5]], cost=[100, 300, 150], hours=[20, 40, 30], seats=[9, 9, 9]
    )
    found = train_by(
        gaps, np.array([154.0, 200.0, 400.0]), courses, levels_per_day=0.08 / 30.4375,
        hours_per_year=80.0,
    )  # fmt: skip
    assert found.days.tolist() == [183, 200, 400]
    assert found.cost.tolist() == [300, 100, 0]


def catalogue(gain, *, cost, hours, seats):
    number, levels = np.shape(gain)
    return Catalogue(
        tuple(f"K{one}" for one in range(number)), tuple(f"K{one}" for one in range(number)),
        tuple(f"C{one}" for one in range(levels)), np.array(gain, dtype=float),
        np.array(cost, dtype=float), np.array(hours, dtype=float), np.array(seats, dtype=float), (),
        ("",) * number,
    )  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000))
def test_train_by_equals_trying_every_set_of_courses(seed):
    rng = np.random.default_rng(seed)
    gap, needed = rng.integers(0, 5, (1, 2)) / 2, float(rng.integers(0, 500))
    courses = catalogue(
        rng.integers(0, 3, (3, 2)) / 2, cost=rng.integers(1, 9, 3) * 100,
        hours=rng.integers(1, 6, 3) * 10, seats=np.ones(3),
    )  # fmt: skip
    tried = []
    for picks in range(8):
        chosen = [one for one in range(3) if picks >> one & 1]
        left = np.maximum(gap[0] - courses.gain[chosen].sum(axis=0), 0).max()
        least = max(left / 0.002, courses.hours[chosen].sum() * 365.25 / 80)
        tried.append((max(needed, np.ceil(least - 1e-9)), courses.cost[chosen].sum()))
    found = train_by(gap, np.array([needed]), courses, levels_per_day=0.002, hours_per_year=80.0)
    assert (found.days[0], found.cost[0]) == min(tried)


def test_orders_needed_against_counting_them():
    for fill in (0.2, 0.45, 0.5, 0.8):
        number = int(orders_needed(0.9, np.array([fill]))[0])
        assert 1 - (1 - fill) ** number >= 0.9 - 1e-12 > 1 - (1 - fill) ** (number - 1)
    assert np.isnan(orders_needed(0.9, np.array([np.nan]))[0])


def test_channel_ranges_take_the_cost_of_own_hires_where_there_are_five(trained, make, rows):
    trained["requisitions"] = rows(
        "requisition_id position_id opened_on filled_on channel cost",
        *(f"Q{place} P3 2025-01-0{place} 2025-03-01 page {place}00" for place in range(1, 6)),
        "Q6 P3 2025-01-01 2025-03-01 hunter 9",
    )
    ranges = channel_ranges(make(trained)).set_index("channel")
    assert ranges.loc["page", ["cost_low", "cost", "cost_high"]].tolist() == [140, 300, 460]
    assert ranges["cost_from"].to_dict() == {
        "page": "own hires", "hunter": "table", "lender": "table",
    }  # fmt: skip


def test_usual_days_per_hire_weighs_channels_as_they_were_used(trained, make, rows):
    trained["requisitions"] = rows(
        "requisition_id position_id opened_on filled_on channel cost",
        *(f"Q{place} P3 2025-01-01 2025-03-01 page 100" for place in range(1, 5)),
        "Q5 P3 2025-01-01 2025-03-01 hunter 100",
    )
    company = make(trained)
    channels = pd.DataFrame({"channel": ["page", "hunter"], "days_per_hire": [100.0, 150.0]})
    # Family Craft used the page four times and the hunter once; Desk never recruited.
    found = usual_days_per_hire(company, channels, pd.Series(["Craft", "Desk"]))
    assert found.tolist() == [110.0, 110.0]
    no_record = make({name: part for name, part in trained.items() if name != "requisitions"})
    assert usual_days_per_hire(no_record, channels, pd.Series(["Craft"])).tolist() == [125.0]


def test_a_faster_channel_fills_a_post_in_less_of_its_own_time(late, make):
    # The post takes 300 days on its own estimate. Without own vacancies the usual channel is the
    # mean of hunter (120 / 0.8 = 150 days a hire) and page (60 / 0.5 = 120): 135.
    late["positions"] = late["positions"].assign(time_to_fill_days=["300", None, None, None, None])
    routes = routes_of(make(late))
    mine = routes.routes[routes.routes["position_id"] == "P1"].set_index("by")["days"]
    assert mine[["hunter", "page", "lender"]].tolist() == [
        np.ceil(300 * 150 / 135), np.ceil(300 * 120 / 135), 20,
    ]  # fmt: skip


def test_what_is_unknown_of_a_channel_is_asked_for_and_never_zero(late, make, rows):
    late["channels"] = rows(
        "channel kind days cost fill_rate", "a own . 100 0.5", "b own 60 . 0.5", "c own 60 100 .",
        "d own 60 100 0",
    )  # fmt: skip
    routes = routes_of(make(late))
    assert routes.asks.to_dict("records") == [
        {"what": "channel", "id": "a", "ask": "days unknown"},
        {"what": "channel", "id": "b", "ask": "cost unknown"},
        {"what": "channel", "id": "c", "ask": "fill_rate unknown"},
        {"what": "channel", "id": "d", "ask": "no order is ever filled (fill_rate is 0)"},
    ]
    assert not routes.routes.set_index("by").loc[["a", "b", "c", "d"], "taken"].any()
    assert routes.gaps.set_index("position_id").loc["P2", "state"] == "no route"
    words = route_findings(routes, currency="EUR")
    assert any(text.startswith("No route with known days and cost leads to 1 post: Chemist")
               for text in words)  # fmt: skip
    assert words[-1].startswith("Left out until it is known: a (days unknown), b (cost unknown)")


def test_fit_when_closed_is_the_fit_where_nothing_is_missing(trained_company):
    pools = build_pools(trained_company, KEY)
    closed = fit_when_closed(trained_company, pools)
    fit = pools.candidates.fit
    full = (fit.competency.point.of_pairs == 1) & ~np.isnan(closed)
    assert full.any()
    assert closed[full] == pytest.approx(fit.overall.point.of_pairs[full])
    # E2 at P1: competencies 9 of 11, performance 0.75, no wish about traits.
    pairs = pools.candidates.pairs
    person = pairs.person == pools.candidates.employee_ids.index("E2")
    pair = person & (pairs.post == pools.candidates.position_ids.index("P1"))
    assert closed[pair] == pytest.approx((0.6 + 0.25 * 0.75) / 0.85)


def test_routes_do_not_depend_on_the_order_of_rows(late, make):
    one = routes_of(make(late))
    other = routes_of(make({name: frame.iloc[::-1] for name, frame in late.items()}))
    pd.testing.assert_frame_equal(one.gaps, other.gaps)
    pd.testing.assert_frame_equal(one.routes, other.routes)


def test_routes_without_channels_courses_and_levels(late, make):
    for name in ("channels", "courses", "assessments"):
        del late[name]
    routes = routes_of(make(late))
    assert routes.routes.empty
    assert set(routes.gaps["state"]) == {"no route"}
    assert route_findings(routes, currency="EUR")


@pytest.mark.parametrize("options", [{"chance": "sure"}, {"budget": -1.0}, {"hours_per_year": 0.0}])
def test_routes_refuse_options_that_cannot_be(trained_company, options):
    with pytest.raises(ParameterError, match=f"{next(iter(options))}: found .*Allowed"):
        routes_of(trained_company, **options)


@pytest.fixture(scope="module")
def sample():
    company = load_company(SAMPLE)
    pools = build_pools(company, KEY_POSTS)
    return company, pools, make_buy_or_borrow(company, pools)


def test_routes_of_the_sample_keep_their_rules(sample):
    company, _, routes = sample
    rows = routes.routes
    assert (rows["days_low"] <= rows["days"]).all()
    assert (rows["days"] <= rows["days_high"]).all()
    assert (rows["cost_low"] <= rows["cost_high"]).all()
    assert (routes.gaps["filled"] <= routes.gaps["places"]).all()
    people = rows[(rows["route"] == "train") & (rows["taken"] > 0)]
    assert not people["by"].duplicated().any()
    assert people["by"].isin(company.staff["employee_id"]).all()
    sums = routes.measures
    assert sums[["train_cost", "recruit_cost", "share_cost"]].sum() == pytest.approx(sums["cost"])


def test_the_long_vacancy_of_the_sample_is_late_whatever_is_done(sample):
    gaps = sample[2].gaps.set_index("position_id")
    assert gaps.loc[LONG_VACANCY_POST, "state"] == "late"
    assert gaps.loc[LONG_VACANCY_POST, "least_late_days"] > 0


@pytest.mark.parametrize("chance", ["likely", "nine in ten"])
def test_more_money_never_closes_fewer_gaps_of_the_sample(sample, chance):
    company, pools, _ = sample
    found = [
        make_buy_or_borrow(company, pools, chance=chance, budget=budget).measures
        for budget in (0.0, 10_000.0, 40_000.0)
    ]
    in_time = [sums["in_time"] for sums in found]
    assert in_time == sorted(in_time)
    assert [sums["cost"] <= budget for sums, budget in zip(found, (0, 10_000, 40_000),
                                                           strict=True)] == [True] * 3  # fmt: skip


def test_tables_and_sentences_of_the_sample(sample):
    company, _, routes = sample
    gaps, rows, mix = (
        gap_table(routes, currency="EUR"), route_table(routes, company), mix_table(routes, company),
    )  # fmt: skip
    assert len(gaps) == len(routes.gaps)
    assert set(rows["route"]) <= {"make", "buy", "borrow"}
    assert set(mix["post"]) == set(gaps["post"])
    assert (rows["employee_id"].isna() == (rows["route"] != "make")).all()
    named = set(company.employees["name"].dropna())
    for sentence in route_findings(routes, currency="EUR"):
        assert sentence.endswith(".")
        assert not any(name in sentence for name in named)


def test_one_gap_is_the_latest_unless_a_post_is_named(sample):
    company, _, routes = sample
    latest = one_gap(routes, company)
    assert set(latest["post"].str.extract(r"\((P\d+)\)$")[0]) == {LONG_VACANCY_POST}
    assert set(latest["needed_days"]) == {0}
    other = routes.gaps["position_id"].iloc[-1]
    assert one_gap(routes, company, position_id=other)["post"].str.contains(other).all()
    with pytest.raises(ParameterError, match="'P9999' has no gap to close"):
        one_gap(routes, company, position_id="P9999")


def test_nobody_is_lent_as_a_successor(late, make):
    routes = routes_of(make(late)).routes
    assert set(routes.loc[routes["route"] == "share", "position_id"]) == {"P1"}
