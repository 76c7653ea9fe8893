"""The named bench, rung by rung."""

import numpy as np
import pandas as pd
import pytest

from workbench.errors import DataError
from workbench.pools import build_pools, findings
from workbench.pools.bench import STEPS, filled_after_leaving, named_bench
from workbench.pools.tables import LAST_STEP, waterfall_table

SCOPE = ("P1", "P2", "P5")


def test_named_bench_loses_posts_rung_by_rung(tables, make, rows):
    tables["nominations"] = rows(
        "position_id employee_id readiness evidence_on",
        "P2 E9 ready_now 2025-06-01",
        "P3 E2 ready_now 2024-06-01",
        "P4 E2 ready_1_2_years 2026-06-01",
        "P5 E3 ready_now 2026-06-01",
        "P1 E3 ready_now 2026-06-01",
    )
    bench = named_bench(make(tables), ("P1", "P2", "P3", "P4", "P5"))
    waterfall = bench.waterfall.set_index("step")
    assert tuple(waterfall.index) == STEPS
    assert waterfall["posts"].tolist() == [5, 5, 4, 3, 2, 1]
    assert waterfall["lost_position_ids"].tolist()[2:5] == [("P2",), ("P3",), ("P4",)]
    assert waterfall["posts_lost"].sum() == 4
    assert bench.conflicts[["position_ids", "employee_ids", "short"]].to_dict("records") == [
        {"position_ids": ("P1", "P5"), "employee_ids": ("E3",), "short": 1}
    ]


def test_named_bench_counts_names_people_and_shares(company):
    bench = named_bench(company, SCOPE)
    measures = bench.measures
    assert measures["nominal_names"] == 5
    assert measures["distinct_people"] == 3
    assert measures["phantom_share"] == pytest.approx(0.4)
    assert measures["simultaneous_share"] == pytest.approx(2 / 3)
    people = bench.people.set_index("employee_id")
    assert people.loc["E3", ["lists", "ready_lists"]].tolist() == [3, 2]


def test_named_bench_does_not_count_the_holder_of_the_post(company):
    bench = named_bench(company, ("P5",))
    assert bench.posts["names"].tolist() == [1]


def test_named_bench_takes_the_latest_nomination(company):
    posts = named_bench(company, ("P2",)).posts
    assert posts["names_ready"].tolist() == [1]


def test_named_bench_treats_undated_evidence_as_stale(tables, make, rows):
    tables["nominations"] = rows(
        "position_id employee_id readiness evidence_on", "P1 E2 ready_now ."
    )
    bench = named_bench(make(tables), ("P1",))
    assert bench.posts["lost_at"].tolist() == ["evidence is fresh"]


def test_named_bench_of_no_posts_is_empty(company):
    bench = named_bench(company, ())
    assert bench.waterfall["posts"].tolist() == [0] * 6
    assert bench.conflicts.empty


def test_named_bench_does_not_depend_on_the_order_of_rows(tables, company, make):
    turned = make({name: frame.iloc[::-1] for name, frame in tables.items()})
    one, other = named_bench(company, SCOPE), named_bench(turned, SCOPE)
    pd.testing.assert_frame_equal(one.posts, other.posts)
    pd.testing.assert_frame_equal(one.people, other.people)


def test_named_bench_without_nominations_says_what_it_needs(tables, make):
    del tables["nominations"]
    with pytest.raises(DataError, match=r"needs table nominations \(position_id, employee_id"):
        named_bench(make(tables), SCOPE)


def published_case(make, rows):
    """Make a company of four posts in which A is named 1, 2 and 3, B 1, C 1, and D 1 and 2."""
    names = {"A": "123", "B": "1", "C": "1", "D": "12"}
    return make(
        {
            "positions": rows(
                "position_id title is_management", *(f"{post} Post yes" for post in names)
            ),
            "employees": rows("employee_id status", *(f"{person} active" for person in "123")),
            "nominations": rows(
                "position_id employee_id readiness evidence_on",
                *(f"{post} {person} ready_now 2026-06-01"
                  for post, people in names.items() for person in people),
            ),
        }
    )  # fmt: skip


def test_named_bench_of_four_named_posts_of_which_three_can_be_filled(make, rows):
    # Worked example of Hall's theorem: named cover 4 of 4, at once 3, deficient set {B, C}.
    bench = named_bench(published_case(make, rows), ("A", "B", "C", "D"))
    steps = bench.waterfall.set_index("step")["posts"]
    assert (steps["named"], steps["ready now"], steps["not double-booked"]) == (4, 4, 3)
    assert bench.conflicts[["position_ids", "employee_ids", "short"]].to_dict("records") == [
        {"position_ids": ("B", "C"), "employee_ids": ("1",), "short": 1}
    ]
    assert bench.measures["simultaneous_share"] == pytest.approx(3 / 4)


def test_findings_name_the_posts_that_fight_over_one_person(make, rows):
    pools = build_pools(published_case(make, rows), [])
    text = " ".join(findings(pools))
    assert "4 of 4 posts have a name on the bench and 4 have one" in text
    assert "only 3 can be filled at once" in text
    assert "2 posts have only 1 ready person between them (1)" in text


def test_who_retires_by_the_horizon_fills_no_post_then(tables, make, rows):
    tables["nominations"] = rows(
        "position_id employee_id readiness evidence_on",
        "P1 E3 ready_now 2026-06-01",
        "P5 E2 ready_now 2026-06-01",
    )
    staff = tables["employees"]
    staff.loc[staff["employee_id"] == "E3", "born_on"] = "1961-09-01"
    later = filled_after_leaving(make(tables), ("P1", "P5"), horizon_days=365, runs=50)
    assert later.max() == 1
    assert (np.diff(later) >= 0).all()
    sooner = filled_after_leaving(make(tables), ("P1", "P5"), horizon_days=1, runs=50)
    assert sooner.max() == 2


def test_last_step_of_the_waterfall_is_the_middle_of_the_runs(company):
    steps = waterfall_table(named_bench(company, SCOPE), company, later=np.array([0, 1, 1, 1, 2]))
    last = steps.iloc[-1]
    assert last["step"] == LAST_STEP
    assert last["posts"] == 1
    assert last["posts_lost"] == steps["posts"].iloc[-2] - 1
    assert "0 to 2 filled" in last["lost"]
