"""Everybody judged for a post with where they stand, and sets of posts that fight over people."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from workbench.pools.evaluation import evaluate, weighed
from workbench.pools.evaluation.standing import STANDINGS, judged_people
from workbench.pools.not_together import not_together, set_rows
from workbench.pools.what_if import bench_figures, pools_with, prepare_pools


@pytest.fixture(scope="module")
def what_if(company):
    return prepare_pools(company, ["P2"])


@pytest.fixture(scope="module")
def start(what_if):
    return pools_with(what_if, what_if.in_force)


def told(selected, post="P1"):
    rows = judged_people(selected, post)
    return dict(zip(rows["employee_id"], rows["words"], strict=True))


def test_everybody_judged_is_listed_and_the_people_proposed_come_first(start):
    # Of the plant: E2 and E3 pass and fit, E4 has no degree on record; E1 holds P1.
    rows = judged_people(start, "P1")
    assert told(start) == {
        "E3": "proposed, place 1", "E2": "proposed, place 2", "E4": "record open: degree",
    }  # fmt: skip
    post = start.candidates.position_ids.index("P1")
    assert len(rows) == start.candidates.considered[:, post].sum()
    ranks = [STANDINGS.index(one) for one in rows["standing"]]
    assert ranks == sorted(ranks)


def test_who_failed_a_gate_is_listed_with_the_gate(start):
    # E4's permit ran out the day before; E1 is at a higher grade and not near.
    assert told(start, "P2")["E4"] == "fails qualification"


def test_standing_follows_locks_exclusions_and_the_least_fit(what_if):
    options = replace(what_if.in_force, locked=(("P1", "E2"),), excluded=(("", "E3"),))
    assert told(pools_with(what_if, options))["E2"] == "locked in"
    assert told(pools_with(what_if, options))["E3"] == "left out by hand"
    one = replace(what_if.in_force, candidates_per_seat=1)
    assert told(pools_with(what_if, one))["E2"] == "could stand by"
    none = replace(what_if.in_force, least_fit=0.999)
    assert told(pools_with(what_if, none))["E2"].startswith("fits too little")


def test_other_weights_change_fit_and_parts_and_no_gate(company, what_if, start):
    settings = company.settings.pools.fit_weights
    other = settings.model_validate({"competency": 0.1, "performance": 0.9, "match": 0.0})
    was, now = (evaluate(company, start, "P1", ["E2"], weights=one) for one in (None, other))
    assert was.gates.equals(now.gates)
    anew = weighed(company, was, other)
    for part in ("posts", "people", "gates", "levels", "parts"):
        pd.testing.assert_frame_equal(getattr(anew, part), getattr(now, part), check_exact=True)
    assert was.people["months"].equals(now.people["months"])
    # Competency of E2 is 9/11 and two ratings of 4 are 3/4, by hand.
    assert now.people["fit"].item() == pytest.approx(0.1 * 9 / 11 + 0.9 * 0.75)
    again = pools_with(what_if, replace(what_if.in_force, fit_weights=other.model_dump()))
    fit = again.candidates.fit.overall.point
    person, post = (
        again.candidates.employee_ids.index("E2"),
        again.candidates.position_ids.index("P1"),
    )
    assert now.people["fit"].item() == pytest.approx(float(fit[person, post]))


def fighting(start, *pairs, ready=True):
    """Put pairs of numbers of post and person in the place of the choice."""
    post, person = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    task = replace(start.task, post=post, person=person, ready=np.full(len(pairs), ready))
    choice = replace(start.choice, chosen=np.ones(len(pairs), dtype=bool))
    return replace(start, task=task, choice=choice)


def test_two_posts_with_one_person_ready_cannot_be_filled_together(start):
    # Posts 0 and 1 have person 2 alone; post 2 has person 3.
    case = fighting(start, (0, 2), (1, 2), (2, 3))
    ids, people = start.task.position_ids, start.task.employee_ids
    (row,) = not_together(case).to_dict("records")
    assert row["position_ids"] == ids[:2]
    assert row["employee_ids"] == (people[2],)
    assert (row["posts"], row["people"], row["short"]) == (2, 1, 1)
    figures = bench_figures(case)
    assert figures["ready"] - figures["at_once"] == row["short"]
    assert not_together(fighting(start, (0, 2), (1, 3))).empty
    assert not_together(fighting(start, (0, 2), (1, 2), ready=False)).empty


def test_sets_are_told_as_new_solved_or_as_before(start):
    ids = start.task.position_ids
    first, second = fighting(start, (0, 2), (1, 2)), fighting(start, (0, 2), (2, 2))
    assert set_rows(first, not_together(first), ids[0])["change"].tolist() == [""]
    rows = set_rows(second, not_together(first), ids[1])
    # The set of the post looked at comes first, though it is solved.
    assert rows["change"].tolist() == ["solved", "new"]
    assert rows["short"].tolist() == [0, 1]
    assert f"({ids[1]})" in rows["posts"].iloc[0]
