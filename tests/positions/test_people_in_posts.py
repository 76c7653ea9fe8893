"""The matrix of posts and people: every class by hand, several holders, sums, what is missing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import load_company
from workbench.people.seats import vacant_seats
from workbench.positions.people.display import (
    elsewhere_in_words,
    held_counts,
    holders_in_words,
    matrix_in_words,
    posts_in_words,
)
from workbench.positions.people.findings import people_findings, scope
from workbench.positions.people.in_posts import middle_class, people_in_posts
from workbench.positions.ranking.rank import rank_positions
from workbench.positions.why.flags import flag_posts
from workbench.privacy import hide_small_groups
from workbench.sample import planted

ROOT = Path(__file__).parents[2]
# A title says how the post is meant to be held.
POSTS = pd.DataFrame(
    [
        ("P1", "Strong", "key", 1, 8),
        ("P2", "Gap", "key", 1, 8),
        ("P3", "Empty", "key", 1, 8),
        ("P4", "Two holders", "borderline", 2, 8),
        ("P5", "Adequate", "ordinary", 1, 8),
        ("P6", "Strength held elsewhere", "ordinary", 2, 7),
        ("P7", "Open", "ordinary", 1, 7),
        ("P8", "Undescribed", "ordinary", 1, 7),
        ("P9", "No seat", "ordinary", 0, 7),
    ],
    columns=["position_id", "title", "verdict", "seats", "grade"],
)
# Post, level of C1 (every post but P8 asks for 4), rating of each of two years.
PEOPLE = pd.DataFrame(
    [
        ("E1", "P1", 4.0, 4.0),
        ("E2", "P2", 1.0, 5.0),
        ("E4", "P4", 4.0, 4.0),
        ("E5", "P4", 1.0, 4.0),
        ("E6", "P5", 3.5, 3.0),
        ("E7", "P6", 4.0, 5.0),
        ("E8", "P6", 4.0, 3.0),
        ("E9", "P7", None, 4.0),
        ("E10", "P8", 4.0, 4.0),
    ],
    columns=["employee_id", "position_id", "level", "rating"],
)
HELD = {
    "P1": "strong", "P2": "gap", "P3": "vacant", "P4": "gap", "P5": "adequate", "P6": "adequate",
    "P7": "not assessed", "P8": "not assessed",
}  # fmt: skip


def tables(posts=POSTS, people=PEOPLE) -> dict[str, pd.DataFrame]:
    asked = posts.loc[posts["title"] != "Undescribed", ["position_id"]]
    seen = people.dropna(subset=["level"])[["employee_id", "level"]]
    years = [people[["employee_id", "rating"]].assign(year=year) for year in (2024, 2025)]
    return {
        "positions": posts.drop(columns="verdict"),
        "employees": people[["employee_id", "position_id"]],
        "competencies": pd.DataFrame(
            {"competency_id": ["C1"], "name": ["Mixing"], "element": ["knowledge"]}
        ),
        "requirements": asked.assign(competency_id="C1", level=4.0),
        "assessments": seen.assign(competency_id="C1"),
        "performance": pd.concat(years),
    }


@pytest.fixture
def held(make_company):
    """Give the result for tables, with the verdicts as they are written above."""

    def make(posts=POSTS, *, leave_out=(), **given):
        company = make_company(**(tables(posts) | given))
        kept = {name: table for name, table in company.tables.items() if name not in leave_out}
        company = replace(company, tables=kept)
        ranking = rank_positions(company, draws=100)
        verdicts = dict(zip(posts["position_id"], posts["verdict"], strict=True))
        table = ranking.table.assign(verdict=ranking.table["position_id"].map(verdicts))
        return people_in_posts(company, replace(ranking, table=table))

    return make


def test_people_in_posts_by_hand(held) -> None:
    posts = held().posts.set_index("position_id")
    assert posts["held"].to_dict() == HELD
    assert posts["holders"].to_dict() == {
        "P1": 1, "P2": 1, "P3": 0, "P4": 2, "P5": 1, "P6": 2, "P7": 1, "P8": 1,
    }  # fmt: skip
    assert posts["action"].to_dict() == {
        "P1": "keep and protect",
        "P2": "develop or support",
        "P3": "fill",
        "P4": "develop or support",
        "P5": "keep",
        "P6": "offer a holder a key post",
        "P7": "assess",
        "P8": "write down the skills it asks for",
    }
    assert posts.loc["P2", "why"] == "Mixing (C1) level 1 of 4; rated 5 and 5"
    assert posts.loc["P4", "why"] == "2 holders: 1 strong, 1 gap"
    assert posts["undescribed"].to_dict() == {post: post == "P8" for post in HELD}
    # Half of the two holders are strong; of a holder who is not assessed nothing is known.
    shares = posts.loc[["P1", "P2", "P4", "P6", "P7"], "strong_share"]
    assert shares.fillna(-1).tolist() == [1, 0, 0.5, 0.5, -1]
    assert np.isnan(posts.loc["P3", "strong_share"])


def test_people_in_posts_match_is_the_mean_over_the_holders(held) -> None:
    posts = held().posts.set_index("position_id")
    columns = ["match", "match_low", "match_high"]
    # P4: 4 of 4 and 1 of 4; P7: never assessed, so anything from 0 to 1.
    assert posts.loc["P4", columns].tolist() == pytest.approx([0.625, 0.625, 0.625])
    assert posts.loc["P7", columns].fillna(-1).tolist() == [-1, 0, 1]
    assert posts.loc["P3", columns].isna().all()


def test_people_in_posts_matrix_adds_up_and_names_its_posts(held) -> None:
    result = held()
    matrix = result.matrix
    assert matrix["posts"].sum() == len(result.posts) == 8
    assert matrix["holders"].sum() == len(result.people) == 9
    assert result.left_out == 1
    assert (
        scope(result) == "8 posts, 7 with people; 1 post without a seat today or a person left out"
    )
    assert matrix["posts"].tolist() == [len(ids) for ids in matrix["position_ids"]]
    named = [post for ids in matrix["position_ids"] for post in ids]
    assert sorted(named) == sorted(result.posts["position_id"])
    cells = matrix.set_index(["verdict", "held"])["position_ids"]
    assert cells["key", "gap"] == ("P2",)
    assert cells["borderline", "strong"] == ()
    wide = matrix_in_words(result).set_index("importance")
    assert wide.loc["key"].tolist() == [1, 0, 1, 0, 1, 3]
    assert wide.loc["all"].tolist() == [1, 2, 2, 2, 1, 8]


@pytest.mark.parametrize(
    ("classes", "middle"),
    [
        (["strong"], "strong"),
        (["strong", "adequate"], "adequate"),
        (["strong", "gap"], "gap"),
        (["strong", "strong", "gap"], "strong"),
        (["strong", "adequate", "gap"], "adequate"),
        (["strong", "strong", "gap", "gap"], "gap"),
        (["strong", "strong", "strong", "gap"], "strong"),
        (["strong", "strong", "adequate", "adequate"], "adequate"),
    ],
)
def test_middle_class_is_the_weaker_of_two_in_the_middle(classes, middle) -> None:
    for order in (classes, classes[::-1]):
        found = middle_class(pd.Series(order), pd.Series(["P1"] * len(order)))
        assert found.to_dict() == {"P1": middle}
    half = len(classes) / 2
    assert (middle == "gap") == (classes.count("gap") >= half)
    assert (middle == "strong") == (classes.count("strong") > half)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param([4.0, 4.0, None], "strong", id="two of three decide"),
        pytest.param([4.0, None, None], "not assessed", id="one of three does not"),
        pytest.param([1.0, None], "gap", id="half with a gap decides"),
        pytest.param([4.0, None], "not assessed", id="half strong does not"),
        pytest.param([1.0, 4.0, 4.0, None], "not assessed", id="the open one decides"),
    ],
)
def test_people_in_posts_open_holders_leave_it_open_only_where_they_decide(
    make_company, levels, expected
) -> None:
    people = pd.DataFrame(
        {"employee_id": [f"E{n}" for n in range(len(levels))], "position_id": "P1"}
    ).assign(level=levels, rating=4.0)
    posts = POSTS.head(1).assign(seats=4)
    company = make_company(**tables(posts, people))
    result = people_in_posts(company, rank_positions(company, draws=100))
    assert result.posts["held"].tolist() == [expected]


def test_strength_elsewhere_by_hand(held) -> None:
    found = held().strength_elsewhere
    # E7 alone is strong in an ordinary post; all three key posts and P4 ask for what E7 holds.
    assert found["employee_id"].unique().tolist() == ["E7"]
    assert found["key_position_id"].tolist() == ["P1", "P2", "P3", "P4"]
    assert found["key_held"].tolist() == ["strong", "gap", "vacant", "gap"]
    assert found["meets"].unique().tolist() == ["yes"]
    assert found["match"].tolist() == [1.0] * 4
    assert found["title"].unique().tolist() == ["Strength held elsewhere"]
    assert found["named"].isna().all()


@pytest.mark.parametrize(
    ("grade", "rows"), [(7, 4), (8, 4), (5, 4), (4, 0), (9, 0), (None, 4)]
)  # a reach of three grades up, none down; unknown excludes nobody
def test_strength_elsewhere_looks_within_reach(held, grade, rows) -> None:
    posts = POSTS.assign(grade=POSTS["grade"].where(POSTS["position_id"] != "P6", grade))
    assert len(held(posts).strength_elsewhere) == rows


def test_strength_elsewhere_says_who_is_named_already(held) -> None:
    named = pd.DataFrame(
        {
            "position_id": ["P1", "P2"],
            "employee_id": ["E7", "E7"],
            "readiness": "ready_now",
            "evidence_on": pd.to_datetime(["2026-03-01", "2023-03-01"]),
        }
    )
    found = held(nominations=named).strength_elsewhere.set_index("key_position_id")
    assert found["named"].to_dict() == {
        "P1": "yes", "P2": "on evidence that does not count", "P3": "no", "P4": "no",
    }  # fmt: skip


def test_strength_elsewhere_tells_who_meets_a_post_from_who_might(held) -> None:
    asked = tables()["requirements"]
    more = pd.DataFrame({"position_id": ["P1"], "competency_id": ["C2"], "level": [4.0]})
    names = pd.DataFrame(
        {"competency_id": ["C1", "C2"], "name": ["Mixing", "Law"], "element": "knowledge"}
    )
    result = held(requirements=pd.concat([asked, more]), competencies=names)
    found = result.strength_elsewhere
    assert found["key_position_id"].tolist() == ["P2", "P3", "P4", "P1"]
    assert found["meets"].tolist() == ["yes", "yes", "yes", "not assessed"]
    assert found["reason"].iloc[-1] == "never assessed: Law (C2); rated 5 and 5"
    words = elsewhere_in_words(result)
    assert words["meets"].iloc[0] == "yes, 100 %"
    assert words["meets"].iloc[-1] == "not assessed, 50 % to 100 %"


def test_strength_elsewhere_is_none_for_who_is_strong_in_a_key_post(held) -> None:
    posts = POSTS.assign(verdict=POSTS["verdict"].replace("ordinary", "borderline"))
    assert held(posts).strength_elsewhere.empty


def test_people_findings_by_hand(held) -> None:
    assert people_findings(held()) == (
        "1 of 3 key posts is held with a gap: Gap (P2).",
        "1 of 3 key posts is vacant: Empty (P3).",
        "Of 3 key posts 1 is held strongly and none adequately.",
        "1 strong person sits in an ordinary post and meets what a key or borderline post asks "
        "for: E7 for Strong (P1).",
        "Nobody can tell how 2 of 8 posts are held: 1 without requirements written down and 1 "
        "for want of levels, ratings or records of their holders.",
        "Which qualifications are missing is not assessed: needs tables required_qualifications "
        "(position_id, qualification) and held_qualifications (employee_id, qualification).",
    )


@pytest.mark.parametrize(
    ("post", "sentence"),
    [
        ("P1", "The only key post is held strongly."),
        ("P2", "The only key post is held with a gap: Gap (P2)."),
        ("P3", "The only key post is vacant: Empty (P3)."),
        ("P5", "The only key post is held adequately."),
        ("P7", "Nobody can tell how the only key post is held."),
        ("", "No post is known to be key; posts are shown by the verdict they have."),
    ],
)
def test_people_findings_of_one_key_post_or_none_say_one_thing_of_it(held, post, sentence) -> None:
    key = POSTS["position_id"] == post
    found = people_findings(held(POSTS.assign(verdict=key.map({True: "key", False: "ordinary"}))))
    assert [words for words in found if "key post is" in words or "to be key" in words] == [
        sentence
    ]


def test_people_findings_of_posts_without_a_verdict_speak_of_no_key_post(held) -> None:
    found = people_findings(held(POSTS.assign(verdict="no cut")))
    alike = "How posts are held is shown for all of them alike, since none has a verdict."
    assert found[0] == alike
    assert not any("key" in words for words in found)


def test_vacant_key_posts_are_those_the_flags_call_vacant(sample) -> None:
    ranking = rank_positions(sample)
    posts = people_in_posts(sample, ranking).posts
    flags = flag_posts(sample)
    vacant = set(flags.loc[flags["flag"] == "vacant", "position_id"])
    assert set(posts.loc[posts["held"] == "vacant", "position_id"]) == vacant
    seats = vacant_seats(sample)
    filled = set(sample.incumbents["position_id"])
    assert {post for post in seats.index[seats > 0] if post not in filled} == vacant


@pytest.mark.parametrize(
    ("table", "held_posts", "sentence"),
    [
        # Without ratings nobody is known to be strong; three levels short stay a gap, and half a
        # level short (0.875) stays adequate.
        (
            "performance",
            {"P1": "not assessed", "P2": "gap", "P4": "gap", "P5": "adequate"},
            "Performance is not assessed: needs table performance (employee_id, year, rating).",
        ),
        (
            "requirements",
            {"P2": "not assessed", "P3": "vacant", "P4": "not assessed", "P5": "not assessed"},
            "How people match their posts is not assessed: needs table requirements "
            "(position_id, competency_id, level).",
        ),
        (
            "assessments",
            {"P2": "not assessed", "P3": "vacant", "P4": "not assessed", "P5": "not assessed"},
            "How people match their posts is not assessed: needs table assessments "
            "(employee_id, competency_id, level).",
        ),
    ],
)
def test_people_in_posts_says_what_a_missing_table_would_tell(
    held, table, held_posts, sentence
) -> None:
    result = held(leave_out=(table,))
    posts = result.posts.set_index("position_id")
    assert not (posts["held"] == "strong").any()
    assert posts.loc[list(held_posts), "held"].to_dict() == held_posts
    assert sentence in people_findings(result)
    assert result.matrix["posts"].sum() == 8


def test_people_in_posts_of_two_bare_tables(make_company) -> None:
    company = make_company()
    result = people_in_posts(company, rank_positions(company))
    assert set(result.posts["held"]) == {"not assessed"}
    assert result.people["match"].isna().all() and result.people["performance"].isna().all()
    assert set(result.posts["why"]) == {"nothing recorded"}
    assert result.strength_elsewhere.empty
    assert people_findings(result)[:2] == (
        "No post is known to be key; posts are shown by the verdict they have.",
        "Nobody can tell how 20 of 20 posts are held, and nobody can be called strong.",
    )
    assert matrix_in_words(result).iloc[-1].tolist() == ["all", 0, 0, 0, 20, 0, 20]
    assert set(posts_in_words(result.posts)["match"]) == {"unknown"}


def test_people_in_posts_without_anybody_is_empty_posts(make_company) -> None:
    gone = tables()["employees"].assign(left_on=pd.Timestamp("2026-01-31"))
    company = make_company(**(tables() | {"employees": gone}))
    result = people_in_posts(company, rank_positions(company, draws=100))
    assert result.people.empty
    assert set(result.posts["held"]) == {"vacant"}
    assert scope(result).startswith("8 posts, 0 with people")


def test_people_in_posts_is_the_same_in_any_order(held) -> None:
    turned = {name: table[::-1] for name, table in tables().items()}
    one, other = held(), held(**turned)
    pd.testing.assert_frame_equal(other.people, one.people)
    pd.testing.assert_frame_equal(other.matrix, one.matrix)
    pd.testing.assert_frame_equal(other.strength_elsewhere, one.strength_elsewhere)
    pd.testing.assert_frame_equal(
        other.posts.sort_values("position_id", ignore_index=True),
        one.posts.sort_values("position_id", ignore_index=True),
    )


def test_people_in_posts_does_not_hang_on_what_people_are_called(held) -> None:
    new = {one: f"X{99 - at}" for at, one in enumerate(PEOPLE["employee_id"])}
    renamed = {
        name: table.assign(employee_id=table["employee_id"].map(new))
        if "employee_id" in table
        else table
        for name, table in tables().items()
    }
    one, other = held(), held(**renamed)
    pd.testing.assert_frame_equal(other.posts, one.posts)
    classes = other.people.set_index("employee_id")["held"]
    assert (
        one.people.set_index("employee_id")["held"]
        .rename(index=new)
        .sort_index()
        .equals(classes.sort_index())
    )


def test_people_in_posts_reads_neither_birth_nor_audit_attributes(held) -> None:
    people = tables()["employees"].assign(
        born_on=pd.Timestamp("1961-07-01"), gender="f", audit_group="B"
    )
    pd.testing.assert_frame_equal(held(employees=people).people, held().people)


def test_holders_in_words_lists_the_people_of_posts_that_matter(held) -> None:
    words = holders_in_words(held())
    assert words["employee_id"].tolist() == ["E1", "E2", "E4", "E5"]
    assert words["match"].tolist() == ["100 %", "25 %", "100 %", "25 %"]


def test_held_counts_can_be_hidden_without_giving_a_small_group_away(held) -> None:
    counts = held_counts(held())
    assert counts.set_index("held")["holders"].to_dict() == {
        "strong": 1, "adequate": 3, "gap": 3, "not assessed": 2,
    }  # fmt: skip
    shown = hide_small_groups(
        counts, people="holders", values=["posts", "holders"], min_group_size=2
    )
    # One group of one person, and the next smallest beside it.
    assert shown.loc[shown["hidden"], "held"].tolist() == ["strong", "not assessed"]


@pytest.fixture(scope="module")
def sample_result(sample):
    return people_in_posts(sample, rank_positions(sample))


def test_people_in_posts_of_the_sample_adds_up(sample, sample_result) -> None:
    posts = sample_result.posts
    planned = sample.positions["status"].eq("planned").sum()
    assert sample_result.left_out == planned > 0
    assert len(posts) == sample_result.matrix["posts"].sum() == len(sample.positions) - planned
    assert len(sample_result.people) == posts["holders"].sum() == len(sample.incumbents)
    classes = posts[["strong", "adequate", "gap", "not_assessed"]].sum(axis=1)
    assert classes.equals(posts["holders"])
    assert scope(sample_result).startswith(
        "329 posts, 319 with people; 4 posts without a seat today"
    )
    by_class = matrix_in_words(sample_result).set_index("importance").loc["all"]
    assert (by_class > 0).all()


def test_people_in_posts_finds_the_planted_gap_and_vacancy(sample_result) -> None:
    posts = sample_result.posts.set_index("position_id")
    assert posts.loc[planted.GAP_POST, "held"] == "gap"
    assert f"({planted.GAP_COMPETENCY}) level 1 of 3" in posts.loc[planted.GAP_POST, "why"]
    assert posts.loc[planted.LONG_VACANCY_POST, ["held", "action"]].tolist() == ["vacant", "fill"]
    undescribed = posts.loc[list(planted.UNDESCRIBED_POSTS)]
    assert set(undescribed["held"]) == {"not assessed"}
    assert undescribed["undescribed"].all()
    findings = people_findings(sample_result)
    assert planted.GAP_POST in findings[0]
    assert planted.LONG_VACANCY_POST in findings[1]


def test_strength_elsewhere_finds_the_planted_person(sample_result) -> None:
    found = sample_result.strength_elsewhere
    sure = found[found["meets"] == "yes"]
    columns = ["employee_id", "position_id", "key_position_id", "named"]
    rows = sure[columns].to_dict("split")["data"]
    assert [planted.STRENGTH, planted.STRENGTH_POST, planted.STRENGTH_KEY_POST, "no"] in rows
    # Beside the planted one only a post that is key because of its holder can be met.
    others = {row[2] for row in rows} - {planted.STRENGTH_KEY_POST}
    assert others <= {planted.PERSON_MADE_POST}


def test_people_in_posts_of_a_public_export_says_what_it_cannot_tell() -> None:
    export = ROOT.parent / "shared" / "data" / "huebner_hris" / "HRDataset_v13.csv"
    if not export.exists():
        pytest.skip("needs the data sets beside the repository")
    company = load_company(export, settings=ROOT / "docs" / "settings" / "huebner.yaml")
    result = people_in_posts(company, rank_positions(company))
    assert len(result.people) == len(company.incumbents)
    assert len(result.posts) + result.left_out == len(company.positions)
    # Reviews are of 2019: nobody has a rating of both years asked for, nobody a known match.
    assert result.people[["match", "performance"]].isna().all().all()
    assert set(result.posts["held"]) == {"not assessed", "gap"}
    words = " ".join(people_findings(result))
    assert "nobody can be called strong" in words
    assert "needs tables requirements" in words
