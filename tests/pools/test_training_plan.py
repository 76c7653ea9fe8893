"""The plan of training on a company small enough to follow by hand, and its rules on the sample."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company import load_company
from workbench.errors import DataError, ParameterError
from workbench.pools import build_pools
from workbench.pools.training import (
    plan_training,
    training_findings,
    unlock_findings,
    unlock_note,
    unlock_posts,
)
from workbench.pools.training.catalogue import course_catalogue
from workbench.pools.training.display import (
    course_table,
    need_table,
    open_table,
    personal_table,
    ready_table,
    single_table,
    together_table,
)
from workbench.pools.training.needs import training_needs
from workbench.pools.training.schedule import course_order, months_with_courses
from workbench.sample.planted import KEY_POSTS
from workbench.words import percent

KEY = ["P2"]
IN_TIME = {"in time", "on the edge"}
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
HEAD = "course_id title competency_id gain hours cost seats"


@pytest.fixture(scope="module")
def small(trained_company):
    return trained_company, build_pools(trained_company, KEY)


@pytest.fixture(scope="module")
def training(small):
    return plan_training(*small, frontier_steps=3)


def plan(company, **limits):
    return plan_training(company, build_pools(company, KEY), frontier_steps=3, **limits)


def test_plan_training_takes_the_two_cheap_courses_in_place_of_the_dear_one(training):
    # P1 asks for level 4 of C2, E2 holds 3: K1 and K3 close it for 250, K2 alone for 300.
    mine = training.personal.set_index("employee_id").loc["E2"]
    assert mine["course_ids"] == ("K1", "K3")
    assert mine[["hours", "cost", "gap_levels", "open_levels"]].tolist() == [50, 250, 1, 0]
    assert training.courses["course_id"].tolist() == ["K3", "K1"]
    assert training.courses["levels"].tolist() == [0.5, 0.5]
    sums = training.measures
    assert sums[["need_levels", "closed_levels", "cost", "planned_people"]].tolist() == [
        1, 1, 250, 1,
    ]  # fmt: skip


def test_plan_training_says_when_the_person_is_ready(small, training):
    # On the job one level takes 1 / 0.08 = 12.5 months. K1 ends after 20 / 80 of a year, 3 months;
    # the other half level is then done on the job by month 6.25, before K3 ends at month 7.5.
    company = small[0]
    ready = training.ready.set_index(["position_id", "employee_id"]).loc[("P1", "E2")]
    assert ready[["months", "months_after"]].tolist() == [12.5, 6.25]
    assert ready["ready_on_after"] == company.as_of + pd.Timedelta(days=190)
    # P1 is vacant on 2026-12-01, when E1 retires at 65.
    assert ready["needed_on"] == pd.Timestamp("2026-12-01")
    assert ready[["state", "state_after"]].tolist() == ["late", "late"]


@pytest.mark.parametrize(
    ("limits", "open_levels", "because"),
    [
        ({"budget": 120.0}, 0.5, "no money left"),
        ({"budget": 0.0}, 1.0, "no money left"),
        ({"hours_per_year": 30.0}, 0.5, "no hours left in the year"),
        ({"hours_per_year": 10.0}, 1.0, "no hours left in the year"),
    ],
)
def test_plan_training_says_what_stays_open_and_why(small, limits, open_levels, because):
    training = plan_training(*small, frontier_steps=2, **limits)
    assert training.open[["employee_id", "open_levels", "because"]].to_dict("records") == [
        {"employee_id": "E2", "open_levels": open_levels, "because": because}
    ]


@pytest.mark.parametrize(
    ("courses", "because"),
    [
        (("K9 Mixing C1 1 1 1 9",), "no course raises it"),
        (("K9 Leading C2 1 40 300 0",), "no seat left"),
        (("K9 Leading C2 0.5 40 300 9",), "the courses do not raise it enough"),
        (("K9 Leading C2 1 40 . 9",), "the course cannot be planned yet"),
    ],
)
def test_plan_training_names_the_lack_in_the_catalogue(trained, make, rows, courses, because):
    trained["courses"] = rows(HEAD, *courses)
    assert plan(make(trained)).open["because"].tolist() == [because]


def test_plan_training_asks_for_a_cost_and_bounds_what_it_could_close(trained, make, rows):
    trained["courses"] = rows(HEAD, "K1 Talking C2 1 20 . 2")
    training = plan(make(trained))
    assert training.asks.to_dict("records") == [
        {"course_id": "K1", "title": "Talking", "ask": "cost unknown", "levels": 1.0}
    ]
    assert training.measures[["open_levels_low", "open_levels"]].tolist() == [0, 1]
    assert any("Talking (cost unknown)" in text for text in training_findings(
        training, currency="EUR"))  # fmt: skip


def test_removing_an_assessment_widens_the_bounds_and_is_never_zero(trained, make, training):
    full = training.measures
    seen = trained["assessments"]
    trained["assessments"] = seen[
        ~((seen["employee_id"] == "E2") & (seen["competency_id"] == "C1"))
    ]
    less = plan(make(trained)).measures
    assert less["unassessed"] == full["unassessed"] + 1
    assert less["need_levels"] == full["need_levels"]
    # P1 asks for level 3 of what is no longer assessed of E2.
    assert less["open_levels_high"] == full["open_levels_high"] + 3


def test_needs_come_from_post_organisation_and_person(training):
    needs = training.needs
    found = {
        (row["source"], row["employee_id"], row["position_id"], row["competency_id"]): row["gap"]
        for row in needs.to_dict("records")
    }
    assert found[("post", "E2", "P1", "C2")] == 1
    # E1 and E8 hold a post that asks for something and were never assessed.
    assert np.isnan(found[("organisation", "E1", "P1", "C2")])
    # E6 wants P1 and holds level 3 of 4; E3 named the family Desk, whose post P5 asks for no more
    # than E3 holds; E4 lacks nothing for P2.
    assert found[("person", "E6", "P1", "C2")] == 1
    assert {key[1] for key in found if key[0] == "person"} == {"E6"}


def test_needs_of_key_posts_weigh_more(small):
    company, pools = small
    targets = pools.targets.assign(pool=["key", "key", "management"])
    needs = training_needs(company, targets, pools.proposals)
    weight = dict(zip(needs["position_id"], needs["weight"], strict=True))
    assert weight == {"P1": 2.0, "P5": 1.0}


def test_plan_training_does_not_depend_on_the_order_of_rows(trained, make, training):
    one = training
    other = plan(make({name: frame.iloc[::-1] for name, frame in trained.items()}))
    for part in ("needs", "competencies", "courses", "personal", "ready", "open", "frontier"):
        pd.testing.assert_frame_equal(getattr(one, part), getattr(other, part))


def test_plan_training_follows_a_relabelling_of_courses(trained, make, training):
    new = {"K1": "Z3", "K2": "Z2", "K3": "Z1"}
    trained["courses"] = trained["courses"].assign(
        course_id=trained["courses"]["course_id"].map(new)
    )
    pd.testing.assert_series_equal(plan(make(trained)).measures, training.measures)


def test_plan_training_without_courses_says_what_it_needs(tables, make):
    with pytest.raises(DataError, match="needs table courses"):
        plan(make(tables))


@pytest.mark.parametrize("limits", [{"budget": -1.0}, {"budget": "100"}, {"hours_per_year": 0.0}])
def test_plan_training_refuses_limits_that_cannot_be(small, limits):
    with pytest.raises(ParameterError, match=r"Allowed: a number (at least|more than) 0"):
        plan_training(*small, **limits)


def catalogue(make, tables, rows, *lines):
    head = "course_id title competency_id gain hours cost seats requires_course_id"
    tables["courses"] = rows(head, *lines)
    return course_catalogue(make(tables), ["C1", "C2"])


def test_catalogue_joins_the_rows_of_a_course(tables, make, rows):
    found = catalogue(
        make,
        tables,
        rows,
        "K1 Both C1 1 20 100 2 .",
        "K1 Both C2 0.5 . . . K2",
        "K2 . C2 1 8 9 3 .",
    )
    assert found.gain.tolist() == [[1, 0.5], [0, 1]]
    assert found.cost.tolist() == [100, 9]
    assert found.titles == ("Both", "K2")
    assert found.needs_first == ((0, 1),)
    assert found.asks == ("", "")


def test_catalogue_does_not_choose_between_rows_that_disagree(tables, make, rows):
    found = catalogue(make, tables, rows, "K1 Both C1 1 20 100 2 .", "K1 Both C2 1 20 120 2 .")
    assert np.isnan(found.cost[0])
    assert found.asks == ("cost unknown",)


def test_catalogue_leaves_out_courses_that_come_before_themselves(tables, make, rows):
    found = catalogue(
        make, tables, rows, "K1 A C1 1 1 1 1 K2", "K2 B C1 1 1 1 1 K1", "K3 C C2 1 1 1 1 K1",
        "K4 D C2 1 1 1 1 .",
    )  # fmt: skip
    assert found.asks == (
        "comes before itself", "comes before itself",
        "needs K1 first, which cannot be planned", "",
    )  # fmt: skip
    assert found.usable.tolist() == [False, False, False, True]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 100_000))
def test_months_with_courses_equal_walking_through_the_months(seed):
    rng = np.random.default_rng(seed)
    gap, gains = rng.integers(0, 4, 3) / 2, rng.integers(0, 3, (2, 3)) / 2
    ends = np.sort(rng.integers(0, 12, 2)).astype(float)
    found = months_with_courses(gap, gains, ends, pace_levels_per_month=0.125)
    steps = np.arange(0, 40, 1.0)
    closed = [
        (gap <= 0.125 * month + gains[ends <= month].sum(axis=0) + 1e-9).all() for month in steps
    ]
    assert np.ceil(found - 1e-9) == steps[closed][0]
    assert found <= gap.max() / 0.125


def test_course_order_opens_the_way_to_the_widest_gap_first():
    gain = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.5]])
    order = course_order([0, 1, 2], np.array([1.0, 2.0, 0.5]), gain, [(1, 2)])
    assert order == (2, 1, 0)


def test_unlock_posts_of_the_small_company(small):
    # Ready now are E3 for P1 and P2, and E6 for P5: three posts, three places but E3 fills one. E2
    # lacks one level for P1; with it all three can be filled.
    company, pools = small
    unlocked = unlock_posts(company, pools.candidates, most=2)
    assert unlocked.single.to_dict("records") == [
        {"employee_id": "E2", "competency_id": "C2", "competency": "Leading", "levels": 1.0,
         "position_ids": ("P1",), "more_filled": 1}
    ]  # fmt: skip
    assert unlocked.competencies["more_filled"].tolist() == [1]
    assert unlocked.together["filled"].tolist() == [2, 3, 3]
    assert unlocked.measures[["posts", "filled", "filled_all"]].tolist() == [3, 2, 3]
    assert unlock_findings(unlocked)[0] == (
        "Of 3 posts, 2 can be filled at once with people who are ready; with every known gap "
        "closed it would be 3."
    )
    assert unlock_findings(unlocked)[1:] == (
        "Closing one competency with everybody helps most in Leading: 1 post more (1 person, "
        "1 level).",
        "The best gap to close (1 level) lets 1 more post be filled at once, 3 in all; taking the "
        "best single gap again and again does as well.",
    )


def test_unlock_posts_without_levels_has_nothing_to_close(tables, make):
    del tables["assessments"]
    company = make(tables)
    unlocked = unlock_posts(company, build_pools(company, KEY).candidates)
    assert unlocked.single.empty
    assert set(unlocked.together["filled"]) == {0}


@pytest.fixture(scope="module")
def sample():
    company = load_company(SAMPLE)
    pools = build_pools(company, KEY_POSTS)
    return company, pools, plan_training(company, pools, budget=60_000.0)


def test_plan_of_the_sample_keeps_its_limits(sample):
    company, _, training = sample
    assert training.measures["cost"] <= 60_000
    assert training.personal["cost"].sum() == pytest.approx(training.measures["cost"])
    assert training.courses["cost"].sum() == pytest.approx(training.measures["cost"])
    assert (training.courses["people"] <= training.courses["seats"]).all()
    assert training.personal["hours"].max() <= training.hours_per_year
    assert training.open["open_levels"].sum() == pytest.approx(training.measures["open_levels"])
    assert training.courses["levels"].sum() <= training.measures["closed_levels"] + 1e-9
    assert training.personal["employee_id"].isin(company.staff["employee_id"]).all()


def test_plan_of_the_sample_never_makes_anybody_later(sample):
    ready = sample[2].ready.dropna(subset=["months"])
    assert (ready["months_after"] <= ready["months"] + 1e-9).all()
    assert (ready["months_after"] <= ready["months_after_p90"] + 1e-9).all()


def test_ready_dates_without_courses_are_those_of_readiness(sample):
    _, pools, training = sample
    keys = ["position_id", "employee_id"]
    both = training.ready.merge(pools.proposals, on=keys, suffixes=("", "_before"))
    known = both[both["readiness"] != "not_assessed"]
    for name in ("months", "months_p10", "months_p90"):
        assert known[name].to_numpy() == pytest.approx(known[f"{name}_before"].to_numpy())


def test_more_budget_never_closes_less(sample):
    frontier = sample[2].frontier
    assert (frontier["closed_share"].diff().dropna() >= -1e-9).all()
    assert frontier["closed_share"].iloc[0] == 0


def test_tables_and_sentences_of_the_sample(sample):
    company, pools, training = sample
    unlocked = unlock_posts(company, pools.candidates, most=1)
    tables = [
        need_table(training), course_table(training), personal_table(training, company),
        ready_table(training, company), open_table(training), single_table(unlocked, company),
        together_table(unlocked, company),
    ]  # fmt: skip
    assert all(len(table) for table in tables)
    named = set(company.employees["name"].dropna())
    for sentence in (*training_findings(training, currency="EUR"), *unlock_findings(unlocked)):
        assert sentence.endswith(".")
        assert not any(name in sentence for name in named)


def test_findings_say_their_basis_and_where_nobody_else_was_in_time(sample):
    training = sample[2]
    words = " ".join(training_findings(training, currency="EUR"))
    sums = training.measures
    weighted = 1 - sums["open_weighted"] / sums["need_weighted"]
    assert f"; {percent(weighted)} with key posts counting more" in words
    ready = training.ready
    sooner = ready[ready["months_after"] < ready["months"]]
    days = (sooner["ready_on"] - sooner["ready_on_after"]).dt.days.median()
    assert f"half of them by {round(days)} days or more" in words
    turned = ready[(ready["state"] == "late") & (ready["state_after"] != "late")]
    served = ready.groupby("position_id")["state"].agg(lambda states: {*states} & IN_TIME)
    alone = [post for post in turned["position_id"].unique() if not served[post]]
    assert f"at {len(alone)} of them where nobody else was" in words or turned.empty


def test_unlock_note_says_nothing_where_there_is_nothing_to_close(tables, make, small):
    assert "proven" in unlock_note(unlock_posts(small[0], small[1].candidates, most=1))
    del tables["assessments"]
    company = make(tables)
    assert unlock_note(unlock_posts(company, build_pools(company, KEY).candidates)) == ""


def test_findings_of_nothing_to_learn(trained, make):
    trained["requirements"] = trained["requirements"].assign(level="1")
    training = plan(make(trained))
    assert training_findings(training, currency="EUR")[0] == (
        "The people proposed lack no level that is known."
    )


def test_findings_keep_one_level_and_one_person_singular(small):
    training = plan_training(*small, budget=0.0, frontier_steps=2)
    first, second = training_findings(training, currency="EUR")[:2]
    assert "closes 0 levels of the 1 that 1 person proposed is known to lack" in first
    assert second == "One level stays open: 1 (no money left)."
