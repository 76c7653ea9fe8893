"""A post that is key only because of who sits there, and one that is key whoever does."""

import pandas as pd
import pytest

from workbench.positions.ranking.rank import rank_positions
from workbench.positions.why.seat_or_person import (
    person_facts,
    person_findings,
    person_in_words,
    seat_or_person,
)

DRAWS = 300
# Post 18 asks for a skill that one person has; the holder of post 19 alone knows a method.
SEAT, PERSON = "P18", "P19"


@pytest.fixture
def company(make_company):
    numbers = range(20)
    ids = [f"P{n:02d}" for n in numbers]
    posts = pd.DataFrame({"position_id": ids, "title": [f"Post {n}" for n in numbers],
                          "margin_at_stake_per_year": [6e4] * 18 + [5e6, 5e6],
                          "time_to_fill_days": 60.0})  # fmt: skip
    asked = pd.DataFrame({"position_id": ids, "competency_id": ["C1"] * 18 + ["C2", "C1"],
                          "level": 3.0})  # fmt: skip
    seen = pd.DataFrame(
        {"employee_id": [f"E{n:02d}" for n in numbers], "competency_id": "C1", "level": 4.0,
         "assessed_on": pd.Timestamp("2026-01-01")}
    )  # fmt: skip
    rare = seen.head(1).assign(competency_id="C2")
    return make_company(
        positions=posts, requirements=asked, assessments=pd.concat([seen, rare]),
        competencies=pd.DataFrame(
            {"competency_id": ["C1", "C2"], "name": ["Mixing", "Lasers"], "element": "knowledge"}
        ),
        assets=pd.DataFrame({"asset_id": ["A1"], "kind": ["method"], "name": ["Hand mixing"]}),
        holdings=pd.DataFrame({"asset_id": ["A1"], "employee_id": ["E19"]}),
    )  # fmt: skip


def test_seat_or_person_tells_the_two_apart(company) -> None:
    ranking = rank_positions(company, draws=DRAWS)
    assert set(ranking.key_positions) == {SEAT, PERSON}
    table = seat_or_person(company, ranking).set_index("position_id")
    assert table.loc[SEAT, "reading"] == "the seat"
    assert table.loc[PERSON, "reading"] == "made by the person"
    assert table.loc[PERSON, "verdict_of_seat"] == "ordinary"
    assert table.loc[PERSON, "brought_along"] == "skill scarcity"
    assert table.loc[SEAT, "brought_along"] == ""


def test_person_findings_name_the_post_and_what_the_person_brings(company) -> None:
    table = seat_or_person(company, rank_positions(company, draws=DRAWS))
    sentence = "1 of 2 posts on the list is there only because of who sits in it"
    assert person_findings(table) == (f"{sentence}: Post 19 ({PERSON}: skill scarcity).",)
    alone = table[table["position_id"] != PERSON]
    assert person_findings(alone) == ("No post is on the list only because of who sits in it.",)
    assert person_findings(table.head(0)) == ()
    assert person_facts(table).index.tolist() == [PERSON]
    shown = person_in_words(table).set_index("post")
    assert shown.index[0] == f"Post 19 ({PERSON})"
    assert shown.loc[f"Post 18 ({SEAT})", "chance"] == "100 %"


@pytest.mark.parametrize("people", [{"E18"}, {"E18", "E19"}])
def test_seat_or_person_of_a_vacant_post_is_never_the_person(company, make_company, people) -> None:
    # The holder of the method moved to another post, or left: nobody sits in the post any more.
    tables = dict(company.tables)
    staff = tables["employees"]
    tables["employees"] = staff[~staff["employee_id"].isin(people)]
    tables["holdings"] = tables["holdings"].assign(employee_id="E00")
    tables["assessments"] = tables["assessments"][
        ~tables["assessments"]["employee_id"].isin(people)
    ]
    emptied = make_company(**tables)
    table = seat_or_person(emptied, rank_positions(emptied, draws=DRAWS)).set_index("position_id")
    empty = table.loc[
        [post for post, person in ((SEAT, "E18"), (PERSON, "E19")) if person in people]
    ]
    assert (empty["brought_along"] == "").all()
    assert not empty["reading"].str.endswith("by the person").any()
    for sentence in person_findings(table.reset_index()):
        assert ": )" not in sentence


def test_seat_or_person_says_when_others_rise_and_nobody_brings_anything(sample) -> None:
    # Seven places: two posts fall when the others gain without their people, one of them is empty.
    ranking = rank_positions(sample, key_share=0.02, draws=1000)
    table = seat_or_person(sample, ranking).set_index("position_id")
    vacant = table.loc[~table.index.isin(sample.incumbents["position_id"])]
    fell = vacant[vacant["reading"] == "other posts rise"]
    assert len(fell) > 0
    made = table[table["reading"].str.endswith("by the person")]
    assert len(made) and (made["brought_along"] != "").all()
    assert not set(made.index) & set(vacant.index)


def test_seat_or_person_ignores_a_method_that_is_written_down(company, make_company) -> None:
    tables = dict(company.tables)
    tables["assets"] = tables["assets"].assign(reproducible=True)
    written = make_company(**tables)
    assert rank_positions(written, draws=DRAWS).key_positions == [SEAT]


def test_seat_or_person_without_any_measure_of_people_changes_nothing(make_company) -> None:
    posts = pd.DataFrame({"position_id": [f"P{n:02d}" for n in range(20)], "title": "Post",
                          "margin_at_stake_per_year": [1e5 * 1.25**n for n in range(20)],
                          "time_to_fill_days": [60.0 + 15 * n for n in range(20)]})  # fmt: skip
    company = make_company(positions=posts)
    table = seat_or_person(company, rank_positions(company, draws=DRAWS))
    assert (table["chance"] == table["chance_of_seat"]).all()
    assert (table["rank"] == table["rank_of_seat"]).all()
    assert set(table["reading"]) == {"not assessed"}
    assert "is not assessed: nothing that people bring along" in person_findings(table)[0]
