import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.positions.profile.gaps import profile_gaps
from workbench.positions.profile.profile import (
    position_profile,
    post_to_show,
)
from workbench.positions.profile.purpose import Purpose, purpose_parts
from workbench.positions.profile.words import profile_in_words, profile_sentences
from workbench.sample import planted

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3"],
        "title": ["Head", "Mixer", "Closed"],
        "purpose": ["On the plan, leads the unit so that goals are reached", None, "Is over"],
        "status": ["active", "active", "closed"],
    }
)
PEOPLE = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
AREAS = pd.DataFrame(
    [
        ("R1", "P1", "Plan", "On time", 0.3, "9", "G1", None),
        ("R2", "P1", "Budget", None, 0.5, "3", None, "S1"),
        ("R3", "P1", "People", "All", None, None, None, None),
        ("R4", "P2", "Mixing", "Pure", 1.0, "1", None, None),
    ],
    columns=[
        "result_area_id", "position_id", "area", "target", "share", "strength", "goal_id",
        "plan_item_id",
    ],
)  # fmt: skip
DUTIES = pd.DataFrame(
    [
        ("D3", "P1", "R1", "Plans", "SOP-1"),
        ("D2", "P1", "R2", "Spends", None),
        ("D1", "P1", None, "Joins a circle", None),
        ("D4", "P1", "R4", "Mixes", None),
    ],
    columns=["duty_id", "position_id", "result_area_id", "duty", "procedure_id"],
)
GOALS = pd.DataFrame({"goal_id": ["G1", "G2"], "goal": ["Grow", "Heal"], "weight": [1.0, 1.0]})
STAGES = pd.DataFrame({"plan_item_id": ["S1"], "goal_id": ["G2"], "stage": ["Pilot"]})
TABLES = {
    "positions": POSTS, "employees": PEOPLE, "result_areas": AREAS, "duties": DUTIES,
    "goals": GOALS, "plan_items": STAGES,
}  # fmt: skip


@pytest.fixture
def profile(make_company):
    return position_profile(make_company(**TABLES), "P1")


def test_position_profile_areas_by_hand(profile) -> None:
    # The largest share first, an unknown one last; R2 has the goal of its stage.
    columns = ["result_area_id", "goal_id", "goal", "stage", "gaps"]
    assert profile.areas[columns].fillna("").to_numpy().tolist() == [
        ["R2", "G2", "Heal", "Pilot", "no target, no procedure"],
        ["R1", "G1", "Grow", "", ""],
        ["R3", "", "", "", "no duty"],
    ]


def test_position_profile_duties_by_hand(profile) -> None:
    # In the order of the areas; D1 names none, D4 one of another post.
    assert profile.duties[["duty_id", "area"]].fillna("").to_numpy().tolist() == [
        ["D2", "Budget"], ["D3", "Plan"], ["D1", ""], ["D4", ""],
    ]  # fmt: skip


def test_position_profile_gaps_are_those_of_profile_gaps_in_sentences(
    profile, make_company
) -> None:
    gaps = profile_gaps(make_company(**TABLES), ["P1"])
    pd.testing.assert_frame_equal(profile.gaps[["gap", "what"]], gaps[["gap", "what"]])
    assert profile.gaps["sentence"].tolist() == [
        "The area Budget (R2) has no target.",
        "The duty Joins a circle (D1) belongs to no area of the post.",
        "The duty Mixes (D4) belongs to no area of the post.",
        "The area People (R3) has no duties.",
        "No duty of the area Budget (R2) has a written procedure.",
    ]


def test_position_profile_of_a_post_without_purpose_and_duties(make_company) -> None:
    profile = position_profile(make_company(**TABLES), "P2")
    assert profile.purpose == Purpose("")
    assert profile.gaps["sentence"].tolist() == [
        "The post has no purpose.", "The post has no duties.",
    ]  # fmt: skip
    assert profile.areas["gaps"].tolist() == [""]


@pytest.mark.parametrize("position_id", ["P9", "P3", ""])
def test_position_profile_refuses_what_is_no_open_post(make_company, position_id) -> None:
    with pytest.raises(ParameterError, match=r"is no open post\. Allowed: .*\(P1 and P2\)"):
        position_profile(make_company(**TABLES), position_id)


def test_position_profile_without_tables_says_what_is_not_assessed(make_company) -> None:
    profile = position_profile(make_company(positions=POSTS, employees=PEOPLE), "P1")
    assert profile.areas.empty and profile.duties.empty and profile.gaps.empty
    assert profile.not_assessed == (
        "Result areas and their gaps: not assessed: needs table result_areas (result_area_id, "
        "position_id, area).",
        "Duties and their gaps: not assessed: needs table duties (duty_id, position_id, duty).",
    )
    assert profile_in_words(profile).empty


def test_position_profile_without_areas_calls_no_duty_loose(make_company) -> None:
    tables = {"positions": POSTS, "employees": PEOPLE, "duties": DUTIES}
    profile = position_profile(make_company(**tables), "P1")
    assert profile.gaps.empty
    assert len(profile.duties) == 4


def test_position_profile_is_the_same_in_any_order(profile, make_company) -> None:
    turned = position_profile(make_company(**{name: t[::-1] for name, t in TABLES.items()}), "P1")
    for part in ("areas", "duties", "gaps"):
        pd.testing.assert_frame_equal(getattr(turned, part), getattr(profile, part))


def test_profile_in_words_has_a_row_for_each_duty_and_each_area_without(profile) -> None:
    words = profile_in_words(profile)
    assert words[["area", "supports", "duty", "procedure", "gaps"]].to_numpy().tolist() == [
        ["Budget (50 %)", "Heal (G2), Pilot (S1)", "Spends", "", "no target, no procedure"],
        ["Plan (30 %)", "Grow (G1)", "Plans", "SOP-1", ""],
        ["People", "", "", "", "no duty"],
        ["", "", "Joins a circle", "", "no area"],
        ["", "", "Mixes", "", "no area"],
    ]


def test_position_profile_of_every_planted_post(sample) -> None:
    for post in (*planted.KEY_POSTS, *planted.UNDESCRIBED_POSTS, *planted.PLANNED_POSTS):
        profile = position_profile(sample, post)
        assert profile.purpose.result
        described = post not in (*planted.UNDESCRIBED_POSTS, planted.UNEXPLAINED_POST)
        assert len(profile.areas) == 3 * described


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("On the plan, leads the unit so that goals are reached.",
         ("On the plan", "leads the unit", "goals are reached")),
        ("  Based on  law, keeps files in order to pass audits",
         ("Based on law", "keeps files", "pass audits")),
        ("Leads the unit so that goals are reached", ("", "Leads the unit", "goals are reached")),
        ("On needs, mixes paint so that it sells",
         ("On needs", "mixes paint", "mixes paint so that it sells")),
        ("Leads Sales in order that its goals are reached",
         ("", "Leads Sales", "Leads Sales in order that its goals are reached")),
        ("Mixes paint so that items sell", ("", "Mixes paint", "items sell")),
        ("Keeps recipes so plants run", ("", "", "")),
        ("On law, needs and plans, acts so that it works", ("", "", "")),
        ("On law acts so that it works", ("", "", "")),
        ("On law, acts so that a so that b", ("", "", "")),
        ("On law, acts so that it works. On need, rests so that it lasts", ("", "", "")),
        ("On law, acts; so that it works", ("", "", "")),
        ("", ("", "", "")),
    ],
)  # fmt: skip
def test_purpose_parts_are_told_apart_only_where_that_is_safe(sentence, parts) -> None:
    purpose = purpose_parts(sentence)
    assert (purpose.basis, purpose.doing, purpose.result) == parts
    assert purpose.sentence == " ".join(sentence.split())


@pytest.mark.parametrize(
    ("wanted", "listed", "shown"),
    [("P2", ["P1"], "P2"), ("", ["P9", "P2", "P1"], "P2"), ("", ["P9"], "P9"), ("", [], "P1")],
)
def test_post_to_show_takes_the_first_that_is_described(
    make_company, wanted, listed, shown
) -> None:
    assert post_to_show(make_company(**TABLES), wanted, listed) == shown


def test_profile_sentences_say_the_purpose_and_then_the_gaps(profile, make_company) -> None:
    assert profile_sentences(profile)[:4] == (
        "On what basis: On the plan.", "Doing what: leads the unit.",
        "To what result: goals are reached.", "The area Budget (R2) has no target.",
    )  # fmt: skip
    posts = POSTS.assign(purpose="Keeps things going")
    whole = position_profile(make_company(positions=posts, employees=PEOPLE), "P1")
    assert profile_sentences(whole)[0] == "Purpose: Keeps things going."
    assert profile_sentences(whole)[1:] == whole.not_assessed
