"""Reasons of the selection: each one is a swap that fails, tried out."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.pools.selection.explain import explain_choice, passed_over, passed_over_table
from workbench.pools.selection.task import Task


def task_of(fit, *, ready=None, places=None, most=1, locked=()):
    """Make a task from a table of fits, posts down and people across; a dash is no pair."""
    fit = np.array(fit, dtype=float)
    posts, people = fit.shape
    post, person = np.nonzero(~np.isnan(fit))
    marks = np.zeros_like(fit, dtype=bool)
    for pair in ready or ():
        marks[pair] = True
    held = np.zeros_like(fit, dtype=bool)
    for pair in locked:
        held[pair] = True
    return Task(
        tuple(f"P{number}" for number in range(posts)),
        tuple(f"E{number}" for number in range(people)),
        post, person, fit[post, person], marks[post, person],
        np.where(marks[post, person], "ready_now", "not_assessed"),
        np.ones(posts) if places is None else np.array(places, dtype=float),
        np.ones(posts), most, held[post, person], (np.zeros(0, np.intp), np.zeros(0, np.intp)),
    )  # fmt: skip


def aims(choice):
    return choice.stages[0], choice.stages[1], -choice.stages[2]


def reasons(task):
    table = passed_over_table(task, task.solve())
    return {
        (row.position_id, row.employee_id): (row.reason, row.because) for row in table.itertuples()
    }


def test_passed_over_names_who_has_the_last_place():
    told = reasons(task_of([[0.9, 0.7, 0.8]], places=[2]))
    assert told == {
        ("P0", "E1"): ("lower_fit", "fit 0.70, the last place goes to E2 with 0.80"),
    }


def test_passed_over_names_the_one_ready_now_who_goes_first():
    told = reasons(task_of([[0.9, 0.7]], ready=[(0, 1)]))
    assert told[("P0", "E0")] == (
        "ready_first", "a place goes first to somebody ready now, E1 (fit 0.70)",
    )  # fmt: skip


def test_passed_over_names_the_posts_that_use_up_the_limit():
    told = reasons(task_of([[0.9, 0.6], [0.9, np.nan]]))
    assert told[("P0", "E0")] == (
        "limit", "stands by for P1, as many posts as allowed; best for all together",
    )  # fmt: skip


def test_passed_over_names_places_taken_by_hand_and_people_left_out():
    task = task_of([[0.9, 0.6]], locked=[(0, 1)])
    told = reasons(replace(task, left_out=(np.array([0]), np.array([0]))))
    assert told[("P0", "E0")][0] == "left_out"
    assert reasons(task)[("P0", "E0")] == (
        "locked", "the place is taken by hand for E1 (fit 0.60)",
    )  # fmt: skip


def test_passed_over_says_where_a_post_has_no_place():
    assert reasons(task_of([[0.9]], places=[0])) == {
        ("P0", "E0"): ("no_place", "the post has no place")
    }


def test_passed_over_does_not_claim_a_lower_fit_between_equals():
    told = reasons(task_of([[0.8, 0.8]]))
    assert told[("P0", "E1")] == (
        "lower_fit",
        "fit equal to that of E0 (0.80), who has the last place",
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_every_reason_holds_when_the_pair_is_forced_in(seed):
    rng = np.random.default_rng(seed)
    posts, people = int(rng.integers(1, 5)), int(rng.integers(2, 7))
    fit = np.where(
        rng.random((posts, people)) < 0.8, rng.integers(0, 10, (posts, people)) / 10, np.nan
    )
    task = task_of(
        fit, ready=list(zip(*np.nonzero(rng.random(fit.shape) < 0.3), strict=True)),
        places=rng.integers(0, 3, posts), most=int(rng.integers(1, 3)),
    )  # fmt: skip
    best = task.solve()
    told = passed_over(task, best)
    load = np.bincount(task.person[best.chosen], minlength=people)
    for pair, reason, rival in zip(told.pairs, told.reason, told.rival, strict=True):
        person, post = task.person[pair], task.post[pair]
        if reason == "no_place":
            assert task.capacity[post] == 0
            continue
        # Whatever the reason, taking the pair in by force gains nothing.
        forced = replace(task, locked=np.arange(len(task.post)) == pair).solve()
        assert aims(forced) >= tuple(value - 1e-9 for value in aims(best))
        if reason == "limit":
            assert load[person] == task.most_per_person
            continue
        # The swap with the rival alone: nobody else moves.
        swapped = best.chosen.copy()
        swapped[pair], swapped[rival] = True, False
        assert best.chosen[rival]
        assert task.post[rival] == post
        if reason == "lower_fit":
            assert task.fit[pair] <= task.fit[rival] + 1e-9
        if reason == "ready_first":
            assert not (swapped & task.ready & (task.post == post)).any()


def test_explain_choice_names_the_next_best():
    told = explain_choice(*both(task_of([[0.82, 0.74, np.nan], [0.9, np.nan, 0.7]])))
    assert told[["position_id", "employee_id", "because"]].to_numpy().tolist() == [
        ["P0", "E1", "E0 (fit 0.82) already stands by for as many posts as allowed (P1)"],
        ["P1", "E0", "fit 0.90 against 0.70 of E2"],
    ]
    assert told["choice"].tolist() == [1, 1]


def test_explain_choice_says_where_nobody_is_left_or_a_hand_decided():
    told = explain_choice(*both(task_of([[0.8]])))
    assert told["because"].tolist() == ["everybody who passes the gates and fits is in"]
    assert told["next_fit"].isna().all()
    by_hand = explain_choice(*both(task_of([[0.8, 0.9]], locked=[(0, 0)])))
    assert by_hand["because"].tolist() == ["taken by hand"]


def test_explain_choice_says_that_readiness_goes_first():
    told = explain_choice(*both(task_of([[0.9, 0.7]], ready=[(0, 1)])))
    assert told["because"].tolist() == ["ready now, although E0 has a fit of 0.90"]


def both(task):
    return task, task.solve()


def test_close_fits_are_written_with_the_decimals_that_tell_them_apart():
    told = reasons(task_of([[0.85342, 0.85341]]))
    assert told[("P0", "E1")][1] == "fit 0.85341, the last place goes to E0 with 0.85342"
    task = task_of([[0.85342, 0.85341]])
    chosen = explain_choice(task, task.solve())
    assert chosen["because"].tolist() == ["fit 0.85342 against 0.85341 of E1"]
    same = task_of([[0.8, 0.8]])
    assert explain_choice(same, same.solve())["because"].tolist() == [
        "fit equal to that of E1 (0.80)"
    ]
