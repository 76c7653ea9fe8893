"""Sentences and tables about the selection."""

import numpy as np
import pandas as pd
import pytest

from workbench.pools import build_pools
from workbench.pools.selection import score_nominations
from workbench.pools.selection.choose import Choice
from workbench.pools.selection.display import (
    change_view,
    name_view,
    nomination_findings,
    passed_over_view,
    proof_words,
)
from workbench.pools.selection.nominated import STATES, Nominated
from workbench.pools.tables import WORDS


@pytest.fixture(scope="module")
def pools(company):
    return build_pools(company, ["P2"], candidates_per_seat=1, pools_per_person=1)


@pytest.fixture(scope="module")
def scored(company, pools):
    return score_nominations(company, pools.candidates, pools.task, pools.choice)


def test_passed_over_view_names_post_and_reason(pools):
    view = passed_over_view(pools.passed_over, pools.targets, pool="management")
    row = view.iloc[0]
    assert row["post"] == "Head Plant (P1)" or row["post"].endswith("(P1)")
    assert row["because"] == "stands by for P2, as many posts as allowed; best for all together"


def test_name_view_lists_only_names_that_do_not_count(scored, pools):
    view = name_view(scored, pools.targets)
    assert set(view["state"]) <= set(STATES[1:])
    assert len(view) == (scored.names["state"] != "counts").sum()
    assert view["post"].str.contains(r"\(P\d\)").all()


def test_change_view_says_who_comes_in(scored, pools):
    view = change_view(scored, pools.targets)
    assert view["employee_id"].notna().sum() == scored.steps["changes"].iloc[-1]


def nominated_of(states, *, steps, aims):
    names = pd.DataFrame({"position_id": "P1", "employee_id": "E1", "state": states, "why": ""})
    frame = pd.DataFrame(aims, columns=["aim", "the_list", "best", "lost"])
    columns = ["changes", *frame["aim"]]
    return Nominated(names, frame, frame, pd.DataFrame(), pd.DataFrame(steps, columns=columns))


AIMS = [("posts", 1.0, 2.0, 1.0), ("places", 1.0, 4.0, 3.0), ("fit", 0.7, 3.1, 2.4)]


def test_nomination_findings_read_well_in_singular():
    found = nominated_of(["counts", "fails a gate"], aims=AIMS,
                         steps=[(0, 1, 1, 0.7), (1, 2, 2, 1.5), (3, 2, 4, 3.1)])  # fmt: skip
    assert nomination_findings(found) == [
        "The names on the lists carry 1 place and somebody ready now at 1 post; the best choice "
        "carries 4 and 2.",
        "Of 2 names for these posts 1 counts; 1 fails a gate.",
        "The fewest changes that reach the best choice: 3; with 1 change alone the lists "
        "carry 1 more place and somebody ready now at 1 more post.",
    ]


@pytest.mark.parametrize("state", STATES[1:])
def test_nomination_findings_have_words_for_every_state(state):
    one = nominated_of([state], aims=AIMS, steps=[(0, 1, 1, 0.7)])
    many = nominated_of([state, state], aims=AIMS, steps=[(0, 1, 1, 0.7)])
    assert nomination_findings(one)[1].split("; ")[1].startswith("1 ")
    assert nomination_findings(one)[1] != nomination_findings(many)[1]
    assert nomination_findings(one)[-1] == "No change would make the lists better."


def test_nomination_findings_without_names_are_silent():
    assert nomination_findings(nominated_of([], aims=AIMS, steps=[(0, 0, 0, 0.0)])) == []


def test_passed_over_view_uses_the_words_of_readiness(pools):
    passed = pd.DataFrame(
        {"position_id": ["P1"] * 4, "employee_id": ["E2", "E3", "E4", "E8"], "fit": 0.8,
         "ready_now": [False, True, False, False], "because": "",
         "readiness": ["not_assessed", "not_assessed", "ready_1_2_years", None]}
    )  # fmt: skip
    view = passed_over_view(passed, pools.targets, pool="management", most=9)
    assert view["ready"].tolist() == ["not assessed", "ready now", "in 1-2 years", ""]
    assert set(pools.passed_over["readiness"].dropna()) <= set(WORDS)


def test_proof_words_say_nothing_where_nobody_could_be_chosen():
    none = Choice(np.zeros(0, bool), np.zeros(0), np.zeros(0, bool), (0.0, 0.0, 0.0), 0.0)
    assert proof_words(none) == ""


def test_proof_words_name_the_gap():
    proved = Choice(np.zeros(1, bool), np.zeros(0), np.zeros(0, bool), (0.0, 0.0, 0.0), 0.0)
    assert proof_words(proved).startswith("Proved")
    assert "within 1.0e-06" in proof_words(
        Choice(proved.chosen, proved.shortage, proved.uncovered, proved.stages, 1e-6)
    )
