"""Shortages by month and the chance of a vacancy: by hand, bounds, and the sample company."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import load_company
from workbench.people.leaving import leaving
from workbench.pools import build_pools
from workbench.pools.forecast.display import first_table, grade_rows, risk_table, seat_table
from workbench.pools.forecast.findings import forecast_findings
from workbench.pools.forecast.grades import grade_forecast
from workbench.pools.forecast.months_ahead import filled_seats, find_shortage, ready_days
from workbench.pools.forecast.vacancy import chance_of_vacancy, vacancy_risk
from workbench.sample.planted import KEY_POSTS, LONG_VACANCY_POST, RETIRING_HEAD_POST

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
NEVER = np.inf


def shortage_of(company, key=("P1", "P2")):
    pools = build_pools(company, key)
    return find_shortage(company, pools.targets, pools.candidates)


@pytest.mark.parametrize(
    ("day", "filled"),
    [
        pytest.param(0.0, [False, False], id="nobody ready yet"),
        pytest.param(10.0, [True, False], id="one is ready, one seat is free"),
        pytest.param(40.0, [True, True], id="both free and both ready"),
        pytest.param(60.0, [True, False], id="the second has retired"),
    ],
)
def test_filled_seats_by_hand(day, filled):
    # The first person is ready for both seats on day 10, the second for the second on day 30.
    found = filled_seats(
        np.array([0.0, 20.0]), np.array([0, 1, 1]), np.array([10.0, 10.0, 30.0]),
        np.array([NEVER, NEVER, 50.0]), np.array([0, 0, 1]), day=day,
    )  # fmt: skip
    assert found.tolist() == filled


def test_filled_seats_gives_one_person_one_seat():
    found = filled_seats(
        np.zeros(3), np.arange(3), np.zeros(3), np.full(3, NEVER), np.zeros(3, int), day=0.0
    )
    assert found.sum() == 1


@pytest.mark.parametrize("seed", range(6))
def test_filled_seats_equals_trying_every_order(seed):
    rng = np.random.default_rng(seed)
    could = rng.random((4, 4)) < 0.4
    seat, person = np.nonzero(could)
    number = len(seat)
    found = filled_seats(
        np.zeros(4), seat, np.zeros(number), np.full(number, NEVER), person, day=0.0
    )
    best = max(could[np.arange(4), order].sum() for order in map(list, permutations(range(4))))
    assert found.sum() == best


def test_shortage_by_hand(company):
    found = shortage_of(company)
    # E1 reaches 65 on 2026-12-01 and P1 falls free; E3, the only one to pass the gates, is ready.
    seats = found.posts.set_index("position_id")
    assert seats.loc["P1", "free_on"] == pd.Timestamp("2026-12-01")
    months = found.months[found.months["pool"] == "all"].set_index("month")
    assert months["seats"].loc[[0, 5, 6]].tolist() == [0, 0, 1]
    assert (months["filled_worst"] <= months["filled"]).all()
    assert (months["filled"] <= months["filled_best"]).all()


def test_shortage_counts_add_up(company):
    months = shortage_of(company).months
    assert (months["seats"] - months["filled"] == months["short"]).all()
    assert (months["seats"] - months["filled_best"] == months["short_low"]).all()
    parts = months[months["pool"] != "all"].groupby("month")["seats"].sum()
    assert (parts == months[months["pool"] == "all"].set_index("month")["seats"]).all()


@pytest.mark.parametrize("person", ["E2", "E3"])
def test_removing_a_record_widens_the_bounds_and_never_counts_as_zero(tables, make, person):
    before = shortage_of(make(tables)).months
    kept = tables["assessments"]["employee_id"] != person
    tables["assessments"] = tables["assessments"][kept]
    after = shortage_of(make(tables)).months
    assert (after["short_low"] <= before["short_low"]).all()
    assert (after["short_high"] >= before["short_high"]).all()


def test_ready_days_keep_their_order(company):
    pools = build_pools(company, ["P1", "P2"])
    best, likely, worst = ready_days(pools.candidates)
    assert (best <= likely).all()
    assert (likely <= worst).all()


def test_ready_days_as_far_as_known_are_never_where_readiness_is_not_assessed(sample):
    candidates = sample[1].candidates
    best, likely, worst = ready_days(candidates)
    posts = np.arange(len(candidates.position_ids))
    unsure = candidates.readiness.label.grid(posts) == "not_assessed"
    part = unsure & ~np.isnan(candidates.readiness.months.grid(posts)) & candidates.eligible
    assert (part & ~candidates.ready).any()
    assert np.isinf(likely[part & ~candidates.ready]).all()
    assert (likely[unsure & candidates.eligible & candidates.ready] == 0).all()
    assert (best <= likely).all()
    never_known = part & ~candidates.ready
    assert np.isfinite(worst[~never_known & np.isfinite(likely)]).all()


def test_shortage_does_not_depend_on_the_order_of_rows(tables, make):
    before = shortage_of(make(tables))
    mixed = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in tables.items()}
    after = shortage_of(make(mixed))
    pd.testing.assert_frame_equal(before.months, after.months)
    pd.testing.assert_frame_equal(before.posts, after.posts)


def test_chance_of_vacancy_by_hand():
    chances = np.array([0.1, 0.2, np.nan, 1.0, np.nan])
    found = chance_of_vacancy(chances, np.array([0, 0, 1, 2, 2]), posts=4)
    assert found[:1] == pytest.approx([1 - 0.9 * 0.8])
    assert np.isnan(found[1])
    assert found[2:].tolist() == [1.0, 0.0]


def test_vacancy_risk_of_one_person_is_the_chance_of_leaving(company):
    pools = build_pools(company, ["P1", "P2"])
    risk = vacancy_risk(company, pools.targets).posts.set_index("position_id")
    staff = leaving(company).staff.set_index("position_id")
    assert risk.loc["P1", "state"] == "retirement known"
    assert risk.loc["P1", "chance"] == 1.0
    assert risk.loc["P2", "chance"] == pytest.approx(staff.loc["P2", "leave_probability"])
    assert risk.loc["P2", "chance_low"] <= risk.loc["P2", "chance"] <= risk.loc["P2", "chance_high"]


def test_vacancy_risk_without_a_date_of_birth_cannot_rule_out_a_retirement(tables, make):
    tables["employees"].loc[1, "born_on"] = None
    company = make(tables)
    risk = vacancy_risk(company, build_pools(company, ["P1", "P2"]).targets)
    row = risk.posts.set_index("position_id").loc["P2"]
    assert row["chance"] < 0.5
    assert (row["chance_high"], row["born_unknown"]) == (1.0, 1)


@pytest.fixture(scope="module")
def sample():
    company = load_company(SAMPLE)
    pools = build_pools(company, KEY_POSTS)
    return company, pools


def test_sample_has_posts_nobody_will_be_ready_for(sample):
    company, pools = sample
    shortage = find_shortage(company, pools.targets, pools.candidates)
    state = shortage.posts.set_index("position_id")["state"]
    assert state[LONG_VACANCY_POST] == "nobody ready"
    assert state[RETIRING_HEAD_POST] == "nobody ready"
    first = shortage.first.set_index("pool")
    assert first.loc["key", "first_on"] == company.as_of
    risk = vacancy_risk(company, pools.targets)
    forecast = grade_forecast(company, runs=100)
    grades = grade_rows(forecast, min_group_size=5)
    words = forecast_findings(shortage, risk, forecast, grades=grades)
    assert any("Process control programmer (June 2026)" in sentence for sentence in words)
    assert len(seat_table(shortage)) == len(shortage.posts)
    assert first_table(shortage)["pool"].tolist()[0] == "all posts"
    shown = risk_table(risk)
    assert shown["retires_on"].max() <= company.as_of + pd.Timedelta(days=365)


def said(company, risk):
    forecast = grade_forecast(company, runs=20)
    grades = grade_rows(forecast, min_group_size=1)
    return forecast_findings(None, risk, forecast, grades=grades)


def test_vacancy_risk_where_nobody_retires(tables, make):
    people = tables["employees"].drop(columns="born_on", errors="ignore")
    company = make({**tables, "employees": people})
    posts = vacancy_risk(company, build_pools(company, ["P1", "P2"]).targets).posts
    assert posts["retires_on"].isna().all()


def test_a_vacant_post_comes_first_and_an_overdue_retirement_is_said_apart(tables, make):
    tables["employees"].loc[0, "born_on"] = "1955-01-31"
    tables["employees"].loc[1, ["status", "left_on"]] = ["left", "2026-01-31"]
    company = make(tables)
    risk = vacancy_risk(company, build_pools(company, ["P1", "P2"]).targets)
    assert risk.posts["position_id"].tolist() == ["P2", "P1", "P5"]
    assert risk.posts["state"].tolist()[:2] == ["vacant now", "retirement overdue"]
    assert risk.posts["chance"].tolist()[:2] == [1.0, 1.0]
    assert "0 %" not in risk_table(risk)["chance"].tolist()
    words = " ".join(said(company, risk))
    assert "1 is vacant now (" in words
    assert "at 1 a retirement is overdue (" in words
    assert "known day" not in words


def test_a_number_of_posts_under_a_half_is_not_called_zero(company):
    risk = vacancy_risk(company, build_pools(company, ["P1", "P2"]).targets)
    words = said(company, risk)
    assert not any("about 0" in sentence for sentence in words)
    assert any("most likely none will lose somebody" in sentence for sentence in words)
