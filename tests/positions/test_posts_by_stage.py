import pandas as pd
import pytest

from workbench.positions.line.posts_by_stage import posts_by_stage
from workbench.positions.line.stage_words import (
    empty_in_words,
    stage_findings,
    stage_posts_in_words,
)
from workbench.positions.line.stages import lacks_stage_posts, plan_stages
from workbench.positions.line.strategy_line import strategy_line
from workbench.positions.line.words import line_findings
from workbench.sample import planted

POSTS = pd.DataFrame(
    [
        ("P1", "Head", "active", 1, None, None, None),
        ("P2", "Mixer", "active", 3, None, None, 60.0),
        ("P3", "Coder", "active", 1, None, None, 90.0),
        ("P4", "Starter", "planned", 2, "2026-08-01", None, 40.0),
        ("P5", "Lone", "planned", 1, "2026-12-01", None, 30.0),
        ("P6", "Vague", "planned", 1, None, None, None),
        ("P7", "Over", "active", 1, None, "2026-01-31", None),
    ],
    columns=[
        "position_id", "title", "status", "seats", "needed_from", "needed_to", "time_to_fill_days",
    ],
)  # fmt: skip
PEOPLE = pd.DataFrame({"employee_id": ["E1", "E2", "E3"], "position_id": ["P1", "P2", "P2"]})
GOALS = pd.DataFrame({"goal_id": ["G1"], "goal": ["Grow"], "weight": [1.0]})
STAGES = pd.DataFrame(
    [
        ("S1", "Pilot", "2026-01-01", "2026-12-31", 5.0, 3.0),
        ("S2", "Line", "2026-07-30", "2027-12-31", 2.0, 2.0),
        ("S3", "Pause", "2026-09-01", "2028-01-31", None, None),
        ("S4", "Past", "2024-01-01", "2025-01-31", 1.0, 1.0),
    ],
    columns=["plan_item_id", "stage", "starts_on", "due_on", "needed", "at_hand"],
).assign(goal_id="G1", resource="people")
# Each post works on these stages; P2 names S1 twice.
WORK = [("P1", "S2"), ("P1", "S1"), ("P2", "S1"), ("P2", "S1"), ("P3", "S2"), ("P4", "S2"),
        ("P7", "S1"), ("P5", None)]  # fmt: skip
AREAS = pd.DataFrame(WORK, columns=["position_id", "plan_item_id"]).assign(
    result_area_id=[f"R{n}" for n in range(len(WORK))], area="area", goal_id="G1"
)
REQUIREMENTS = pd.DataFrame(
    [
        ("P1", "C1", 3.0, 2.0),
        ("P2", "C1", 4.0, None),
        ("P2", "C2", 2.0, 5.0),
        ("P5", "C3", 1.0, 1.0),
    ],
    columns=["position_id", "competency_id", "level", "weight"],
)  # fmt: skip
COMPETENCIES = pd.DataFrame(
    {"competency_id": ["C1", "C2", "C3"], "name": ["Mixing", "Leading", "Coding"]}
).assign(element="professionalism")
ASSESSMENTS = pd.DataFrame(
    [
        ("E1", "C1", 3.0, "2026-01-01"), ("E2", "C1", 4.0, "2026-01-01"),
        ("E2", "C1", 5.0, "2024-01-01"), ("E3", "C2", 1.0, "2026-01-01"),
    ],
    columns=["employee_id", "competency_id", "level", "assessed_on"],
)  # fmt: skip
TABLES = {
    "positions": POSTS, "employees": PEOPLE, "goals": GOALS, "plan_items": STAGES,
    "result_areas": AREAS, "requirements": REQUIREMENTS, "competencies": COMPETENCIES,
    "assessments": ASSESSMENTS,
    "required_qualifications": pd.DataFrame({"position_id": ["P1"], "qualification": ["Permit"]}),
    "requisitions": pd.DataFrame(
        {
            "requisition_id": ["Q1", "Q2", "Q3"],
            "position_id": ["P3", "P3", "P2"],
            "opened_on": ["2026-05-10", "2026-04-10", "2026-01-10"],
            "filled_on": [None, None, "2026-03-01"],
        }
    ),
}  # fmt: skip


@pytest.fixture
def company(make_company):
    return make_company(**TABLES)


@pytest.fixture
def result(company):
    return posts_by_stage(company)


def test_plan_stages_count_posts_by_hand(company) -> None:
    stages = plan_stages(company).set_index("plan_item_id")
    # S1: P1 and P2, whose third seat is empty; P7 is over. S2: P1, P3 (empty) and P4, for later.
    columns = ["posts", "held_posts", "vacant_seats", "planned_posts"]
    assert {stage: row.tolist() for stage, row in stages[columns].iterrows()} == {
        "S4": [0, 0, 0, 0], "S1": [2, 2, 1, 0], "S2": [2, 1, 1, 1], "S3": [0, 0, 0, 0],
    }  # fmt: skip


def test_posts_by_stage_needed_by_hand(result) -> None:
    needed = result.needed.set_index("position_id")
    assert needed.index.tolist() == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert needed["plan_item_id"].fillna("").tolist() == ["S1", "S1", "S2", "S2", "", ""]
    days = needed["needed_on"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    assert days == ["2026-01-01", "2026-01-01", "2026-07-30", "2026-08-01", "2026-12-01", ""]
    assert needed["why"].tolist() == [
        *["start of the stage"] * 3, *["needed_from"] * 2, "not known",
    ]  # fmt: skip
    assert needed["empty"].tolist() == [0, 1, 1, 2, 1, 1]
    # P4: 40 days before 2026-08-01 is 2026-06-22, 8 days before the report date.
    assert needed.loc["P4", ["fill_days", "late_days", "days_left"]].tolist() == [40, 8, 32]
    assert f"{needed.loc['P4', 'open_by']:%Y-%m-%d}" == "2026-06-22"
    assert needed.loc["P5", "late_days"] == -124
    assert pd.isna(needed.loc["P1", "open_by"]) and pd.isna(needed.loc["P6", "open_by"])
    opened = needed["opened_on"].dropna()
    assert {post: f"{day:%Y-%m-%d}" for post, day in opened.items()} == {"P3": "2026-04-10"}


def test_posts_by_stage_skills_by_hand(result) -> None:
    mine = result.skills[result.skills["plan_item_id"] == "S1"]
    # C2 weighs 5; C1 weighs 2 and 1 where none is given; E2 alone reaches 4, by the latest record.
    columns = ["competency_id", "level", "weight", "posts", "people"]
    assert mine[columns].to_numpy().tolist() == [["C2", 2, 5, 1, 0], ["C1", 4, 3, 2, 1]]
    lone = result.post_skills.set_index("position_id").loc["P5"]
    assert lone["name"] == "Coding"
    assert pd.isna(lone["people"])
    assert result.qualifications.to_numpy().tolist() == [["S1", "Permit", 1], ["S2", "Permit", 1]]


def test_stage_posts_in_words_by_hand(result) -> None:
    words = stage_posts_in_words(result).set_index("stage")
    row = words.loc["Line (S2)"]
    assert (f"{row['starts_on']:%Y-%m-%d}", row["state"]) == ("2026-07-30", "planned")
    assert row["posts"] == "2 (1 held)"
    assert row["planned"] == "Starter (P4) from 2026-08-01"
    assert words.loc["Pilot (S1)", ["skills", "scarcest", "qualifications"]].tolist() == [
        "Leading 2; Mixing 4", "Leading 2: 0 people", "Permit",
    ]  # fmt: skip
    assert words.loc["Pause (S3)", ["needs", "posts", "skills"]].tolist() == [
        "unknown: people", "0", "",
    ]  # fmt: skip


def test_empty_in_words_by_hand(result) -> None:
    words = empty_in_words(result)
    # P3: two own vacancies open for 51 and 81 days, none filled, and an estimate of 90 days worth
    # two fills make (2 x 90 + 132) / 2 = 156 days before 2026-07-30. P2: one fill in 50 days and an
    # estimate of 60 worth two make (2 x 60 + 50) / 3 = 57.
    assert words.drop(columns="skills").to_numpy().tolist() == [
        ["Mixer (P2)", 1,
         "since 2026-01-01, Pilot (S1); not opened, to open at once (takes 57 days)"],
        ["Coder (P3)", 1,
         "from 2026-07-30, Line (S2); opened 2026-04-10, to open by 2026-02-24 (takes 156 days)"],
        ["Starter (P4)", 2,
         "from 2026-08-01, Line (S2); not opened, to open by 2026-06-22 (takes 40 days)"],
        ["Lone (P5)", 1,
         "from 2026-12-01, no stage named; not opened, to open by 2026-11-01 (takes 30 days)"],
        ["Vague (P6)", 1,
         "not known, no stage named; not opened, by when not known (days to fill not known)"],
    ]  # fmt: skip
    assert words.columns.tolist() == ["post", "empty_seats", "needed", "skills"]


def test_stage_findings_by_hand(result) -> None:
    late, loose, thin = stage_findings(result)
    assert late.startswith("1 post needed later can hardly be filled from outside in time: Starter")
    # P6 is planned without a day: the map and the stages call it planned too.
    assert loose == "2 planned posts work on no stage of the plan: Lone (P5) and Vague (P6)."
    assert thin.startswith("1 of 3 open stages asks for a skill that at most one person here has")


def test_line_findings_order_and_words(company) -> None:
    sentences = line_findings(strategy_line(company))
    assert sentences[1] == "1 running stage with 1 vacant seat: Pilot (S1)."
    assert sentences[2] == "1 of 4 stages is worked on by no post: Pause (S3)."


def test_posts_by_stage_is_the_same_in_any_order(result, make_company) -> None:
    turned = posts_by_stage(make_company(**{name: t[::-1] for name, t in TABLES.items()}))
    for part in ("stages", "pairs", "skills", "post_skills", "qualifications", "needed"):
        pd.testing.assert_frame_equal(getattr(turned, part), getattr(result, part))


def test_posts_by_stage_of_old_data_says_that_posts_are_not_known(make_company) -> None:
    old = AREAS.drop(columns="plan_item_id")
    company = make_company(**TABLES | {"result_areas": old})
    result = posts_by_stage(company)
    assert "no result area names the stage it works on" in lacks_stage_posts(company)
    assert result.lacks["posts"] == lacks_stage_posts(company)
    assert result.stages["posts"].isna().all() and result.pairs.empty and result.skills.empty
    assert stage_posts_in_words(result)["posts"].eq("not known").all()
    assert result.needed["position_id"].tolist() == ["P4", "P5", "P6"]
    assert line_findings(strategy_line(company))[2].startswith("Which posts work on which stage")


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ({"plan_items"}, "table plan_items"),
        ({"result_areas"}, "table result_areas"),
        ({"requirements"}, "table requirements"),
        ({"assessments"}, "table assessments"),
        ({"competencies", "requirements", "assessments"}, "tables requirements"),
        ({"required_qualifications"}, "table required_qualifications"),
        ({"requisitions"}, "table requisitions"),
    ],
)
def test_posts_by_stage_without_a_table_says_so(make_company, gone, says) -> None:
    kept = {name: t for name, t in TABLES.items() if name not in gone}
    if "plan_items" in gone:
        kept["result_areas"] = AREAS.drop(columns="plan_item_id")
    result = posts_by_stage(make_company(**kept))
    words = " ".join(result.lacks.values())
    assert says in words
    assert len(stage_posts_in_words(result)) == len(result.stages)
    assert len(empty_in_words(result)) == (result.needed["empty"] > 0).sum()
    assert isinstance(stage_findings(result), tuple)
    opened = "not opened" if "requisitions" not in gone else "not known whether opened"
    assert empty_in_words(result)["needed"].iloc[-1].split("; ")[1].startswith(f"{opened},")


def test_posts_by_stage_of_two_tables_is_empty(make_company) -> None:
    result = posts_by_stage(make_company())
    assert result.stages.empty and result.needed.empty
    assert stage_posts_in_words(result).empty and empty_in_words(result).empty
    assert stage_findings(result) == ()


def test_posts_by_stage_finds_the_planted_posts(sample) -> None:
    result = posts_by_stage(sample)
    mine = result.pairs[result.pairs["plan_item_id"] == planted.SECOND_LINE_STAGE]
    later = set(mine.loc[mine["use"] == "later", "position_id"])
    assert later == set(planted.PLANNED_POSTS) - {planted.UNEXPLAINED_POST}
    needed = result.needed.set_index("position_id")
    assert (needed.loc[list(planted.PLANNED_POSTS), "days_left"] > 0).all()
    assert planted.UNEXPLAINED_POST in stage_findings(result)[1]
    running = result.stages.set_index("plan_item_id").loc["S08"]
    assert (running["posts"], running["held_posts"]) == (2, 0)
    assert planted.LONG_VACANCY_POST in set(
        empty_in_words(result)["post"].str.extract(r"\((P\d+)\)")[0]
    )
