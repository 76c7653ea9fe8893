"""Words about candidates side by side."""

from dataclasses import replace

import pandas as pd
import pytest

from workbench.pools import build_pools
from workbench.pools.evaluation import evaluate, evaluate_posts
from workbench.pools.evaluation.display import (
    comparison,
    evaluation_findings,
    gate_view,
    level_view,
    post_view,
)


@pytest.fixture(scope="module")
def pools(company):
    return build_pools(company, ["P2"])


@pytest.fixture(scope="module")
def found(company, pools):
    return evaluate(company, pools, "P1", ["E2", "E3", "E4", "E5"])


def told(table, person):
    return table[table["employee_id"] == person].set_index("item")["words"].to_dict()


def test_comparison_says_every_item_in_words(found):
    # By hand: competency 9/11, two ratings of 4 are 0.75, weights 0.60 and 0.25 of 0.85.
    # One level at 0.08 a month is 12.5 months; P90 12.5 x exp(1.2816 x 0.3853) = 20.48 or 623 days.
    assert told(comparison(found), "E2") == {
        "gates": "passes all 5",
        "fit": "0.798",
        "competencies": "71 % x 0.818 = 0.578",
        "performance": "29 % x 0.750 = 0.221",
        "readiness": "in 1-2 years",
        "months to ready": "12 (P10 8, P90 20)",
        "ready on": "2027-07-15 (P90 2028-03-14)",
        "nomination": "ready now, 2026-01-10",
        "widest gap": "1 level short in Leading",
        "never assessed": "0 of 2 levels",
    }


def test_comparison_marks_what_is_stale_open_failed_and_unknown(found):
    words = comparison(found)
    assert told(words, "E3")["nomination"] == "ready now, 2024-01-10; stale evidence"
    assert told(words, "E3")["widest gap"] == "none"
    assert told(words, "E4")["gates"] == "open: degree (not recorded (asked: bachelor))"
    assert told(words, "E4")["nomination"] == "not named"
    assert told(words, "E4")["widest gap"] == "none in what was assessed"
    assert told(words, "E4")["never assessed"] == "1 of 2 levels"
    unsure = told(words, "E4")
    assert unsure["readiness"] == "not assessed, too few levels known"
    assert unsure["ready on"] == "unknown"
    assert unsure["months to ready"].startswith("at best now, at worst ")
    assert "27 % known" in told(words, "E4")["competencies"]
    assert told(words, "E5")["gates"].startswith("failed: degree (none (asked: bachelor)); years")


def test_comparison_of_people_at_one_post_has_the_same_items(company, pools, found):
    strangers = evaluate(company, pools, "P2", ["E3", "E5"])
    for table in (comparison(found), comparison(strangers)):
        items = table.groupby("employee_id", sort=False)["item"].agg(list).tolist()
        assert all(one == items[0] for one in items)
    assert told(comparison(strangers), "E5")["widest gap"] == "unknown"
    assert told(comparison(strangers), "E5")["never assessed"] == "1 of 1 level"


def test_level_and_gate_views_are_words(found):
    assert told(level_view(found), "E2") == {
        "Leading: asked for 4": "3, 1 level short",
        "Mixing: asked for 3": "5, met",
    }
    assert told(level_view(found), "E4")["Leading: asked for 4"] == "never assessed"
    assert told(gate_view(found), "E2")["years"] == "passed: 12 (asked: 5)"


def test_post_view_says_how_many_are_proposed(found):
    posts = pd.DataFrame(
        [("P1", "Head", 6.0, 1.0, 0, 4), ("P2", "Aide", 0.0, 0.0, 1, 0),
         ("P3", "Cook", 0.0, 0.0, 0, 0), ("P4", "Baker", 2.0, 0.0, 0, 2),
         ("P5", "Clerk", float("nan"), float("nan"), 3, 0)],
        columns=["position_id", "title", "proposed", "ready_proposed", "undecided", "shown"],
    )  # fmt: skip
    view = post_view(replace(found, posts=posts))
    assert view[["verdict", "words"]].to_numpy().tolist() == [
        ["6 proposed, 1 ready now", "Shown: the first 4 of 6 proposed."],
        ["nobody proposed",
         "Nobody passes the gates and fits; 1 person could, were the record complete."],
        ["nobody proposed", "Nobody passes the gates and fits."],
        ["2 proposed, nobody ready now", ""],
        ["not assessed", "Nobody can be proposed without required levels and assessments."],
    ]  # fmt: skip


def test_findings_count_the_orders_that_could_turn_over(company, pools):
    found = evaluate_posts(company, pools, ["P1", "P2", "P5"])
    people = pd.DataFrame(
        [("P1", "A", 1, 0.8, 0.9), ("P1", "B", 2, 0.6, 0.7),
         ("P2", "A", 1, 0.6, 0.9), ("P2", "B", 2, 0.5, 0.7), ("P5", "A", 1, 0.5, 0.9)],
        columns=["position_id", "employee_id", "place", "fit_low", "fit_high"],
    )  # fmt: skip
    levels = pd.DataFrame({"held": [1.0, None, 2.0, 3.0]})
    assert evaluation_findings(replace(found, people=people, levels=levels)) == [
        "At 1 of 2 posts with two people or more, what was never assessed could put the second "
        "before the first.",
        "Of the levels that posts ask of the people shown, 25 % were never assessed.",
    ]
    assert evaluation_findings(replace(found, people=people.head(0), levels=levels.head(0))) == []
