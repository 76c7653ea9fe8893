import pandas as pd
import pytest

from workbench.positions.line.strategy_line import decides_on_much, strategy_line
from workbench.positions.line.words import (
    goals_in_words,
    idle_in_words,
    line_findings,
    stages_in_words,
)
from workbench.sample import planted

GOALS = pd.DataFrame(
    {"goal_id": ["G1", "G2", "G3"], "goal": ["More", "Better", "Greener"], "weight": [3.0, 1.0, 1]}
)
POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3", "P4", "P5", "P6"],
        "title": ["Head", "Plant", "Clerk", "Seller", "Forgotten", "Closed"],
        "status": ["active", "active", "active", "active", "active", "closed"],
        "is_management": [True, True, False, False, True, True],
        "budget_per_year": [10.0, 90.0, 0.0, None, 95.0, 9e9],
        "margin_at_stake_per_year": [90.0, 10.0, 1.0, 95.0, None, 9e9],
    }
)
# P1 carries G1 with half at full strength, P4 with all of it at a third; P2 carries nothing.
AREAS = [
    ("P1", "G1", 0.5, "9"),
    ("P1", None, 0.5, "9"),
    ("P2", None, 0.6, "0"),
    ("P2", "G2", 0.4, "0"),
    ("P4", "G1", 1.0, "3"),
    ("P6", "G3", 1.0, "9"),
]
PLAN = pd.DataFrame(
    [
        ("S1", "G1", "2026-01-01", "2026-12-31", 5.0, 3.0),
        ("S2", "G1", "2026-07-01", "2027-12-31", 2.0, 4.0),
        ("S3", "G2", "2025-01-01", "2026-06-29", 2.0, None),
        ("S4", "G3", "2026-06-30", "2026-06-30", 1.0, 1.0),
        ("S5", "G3", "2026-01-01", None, None, None),
    ],
    columns=["plan_item_id", "goal_id", "starts_on", "due_on", "needed", "at_hand"],
).assign(stage="Stage", resource="people")


def _areas(rows):
    columns = ["position_id", "goal_id", "share", "strength"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(result_area_id=[f"R{n}" for n in range(len(frame))], area="area")


@pytest.fixture
def people():
    return pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})


@pytest.fixture
def line(make_company, people):
    return strategy_line(
        make_company(
            positions=POSTS, employees=people, goals=GOALS, plan_items=PLAN,
            result_areas=_areas(AREAS),
        )
    )  # fmt: skip


def test_strategy_line_goals_by_hand(line) -> None:
    goals = line.goals.set_index("goal_id")
    assert goals["weight"].tolist() == pytest.approx([0.6, 0.2, 0.2])
    # 0.5 x 9/9 of P1 and 1.0 x 3/9 of P4; a closed post carries nothing.
    assert goals["full_posts"].to_dict() == pytest.approx({"G1": 0.5 + 1 / 3, "G2": 0, "G3": 0})
    assert goals["posts"].to_dict() == {"G1": 2, "G2": 0, "G3": 0}
    assert goals["state"].tolist() == ["carried", "carried by nobody", "carried by nobody"]


@pytest.mark.parametrize(
    ("share", "strength", "state"),
    [
        pytest.param(None, "9", "unknown", id="unknown share"),
        pytest.param(0.5, None, "unknown", id="unknown strength"),
        pytest.param(None, "0", "carried by nobody", id="strength 0 settles it"),
        pytest.param(0.0, None, "carried by nobody", id="share 0 settles it"),
    ],
)
def test_strategy_line_unknown_tie_is_not_nobody(make_company, share, strength, state) -> None:
    areas = _areas([("P00", "G1", share, strength), ("P01", "G2", 1.0, "9")])
    goals = strategy_line(make_company(goals=GOALS, result_areas=areas)).goals
    assert goals.set_index("goal_id").loc["G1", "state"] == state


@pytest.mark.parametrize(
    ("post", "state", "counts"),
    [
        pytest.param({"status": "planned", "needed_from": "2026-09-01"}, "carried later", [0, 1],
                     id="planned"),
        pytest.param({"status": "planned"}, "carried later", [0, 1], id="planned without a day"),
        pytest.param({"needed_from": "2026-06-30"}, "carried", [1, 0], id="needed from today"),
        pytest.param({"needed_to": "2026-06-29"}, "carried by nobody", [0, 0], id="needed no more"),
    ],
)  # fmt: skip
def test_strategy_line_goal_of_a_post_that_is_not_needed_now(
    make_company, post, state, counts
) -> None:
    posts = pd.DataFrame([{"position_id": "P1", "title": "New", **post}])
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": [None]})
    company = make_company(
        positions=posts, employees=people, goals=GOALS.head(1),
        result_areas=_areas([("P1", "G1", 1.0, "9")]),
    )  # fmt: skip
    line = strategy_line(company)
    goal = line.goals.iloc[0]
    assert (goal["state"], goal[["posts", "planned_posts"]].tolist()) == (state, counts)
    assert ("by planned posts alone" in line_findings(line)[0]) == (state == "carried later")


def test_strategy_line_stages_by_hand(line) -> None:
    stages = line.stages.set_index("plan_item_id")
    assert stages.index.tolist() == ["S3", "S4", "S1", "S2", "S5"]
    assert stages["gap"].fillna(-1).to_dict() == {"S1": 2, "S2": 0, "S3": -1, "S4": 0, "S5": -1}
    assert stages["state"].to_dict() == {
        "S1": "running", "S2": "planned", "S3": "past its end", "S4": "running", "S5": "undated",
    }  # fmt: skip


def test_stages_in_words_by_hand(line) -> None:
    words = stages_in_words(line.stages).set_index("stage")
    assert words.loc["Stage (S1)"].tolist() == ["G1", "5 people", 2.0, "running, ends 2026-12-31"]
    assert words.loc["Stage (S5)", ["needs", "when"]].tolist() == ["unknown: people", "undated"]


def test_decides_on_much_by_quartile_of_known_amounts() -> None:
    # Upper quartiles by linear interpolation: budget 91.25, margin 91.25 of the five open posts.
    posts = POSTS.head(5).astype({"is_management": "boolean"})
    posts["is_management"] = posts["is_management"].mask(posts["position_id"] == "P2")
    assert decides_on_much(posts).tolist() == [False, False, False, True, True]
    assert not decides_on_much(posts.assign(budget_per_year=1.0, margin_at_stake_per_year=1)).any()


def test_strategy_line_idle_and_not_described(make_company, people) -> None:
    high = POSTS.assign(budget_per_year=[0, 9.0, 0, 0, 0, 0], margin_at_stake_per_year=0.0)
    tables = {"employees": people, "goals": GOALS, "result_areas": _areas(AREAS)}
    line = strategy_line(make_company(positions=high, **tables))
    assert line.idle_posts["position_id"].tolist() == ["P2"]
    assert idle_in_words(line)["post"].tolist() == ["Plant (P2)"]
    assert line.not_described == ()
    high = POSTS.assign(budget_per_year=[0, 0, 0, 0, 9.0, 0], margin_at_stake_per_year=0.0)
    line = strategy_line(make_company(positions=high, **tables))
    assert line.idle_posts.empty
    assert line.not_described == ("P5",)
    assert line_findings(line)[3] == (
        "Of 1 post that decides on much it is not known whether it carries a goal."
    )


@pytest.mark.parametrize(
    ("stages", "sentence"),
    [
        (["S1"], "1 of 1 stage of the plan lacks some of what it needs, and is running."),
        (["S1", "S2"], "1 of 2 stages of the plan lacks some of what it needs, and is running."),
        (
            ["S1", "S3"],
            "1 of 2 stages of the plan lacks some of what it needs, and is running; "
            "for 1 it is not known.",
        ),
    ],
)
def test_line_findings_of_one_stage_that_lacks_something(make_company, stages, sentence) -> None:
    plan = PLAN[PLAN["plan_item_id"].isin(stages)]
    assert line_findings(strategy_line(make_company(goals=GOALS, plan_items=plan)))[4] == sentence


def test_line_findings_of_several_stages_that_lack_something(make_company) -> None:
    plan = PLAN.assign(needed=9.0, at_hand=1.0)
    assert line_findings(strategy_line(make_company(goals=GOALS, plan_items=plan)))[4] == (
        "5 of 5 stages of the plan lack some of what they need, 2 of them already running."
    )


def test_goals_in_words_name_each_goal_once(line) -> None:
    words = goals_in_words(line)
    assert words["goal"].tolist() == ["More (G1)", "Better (G2)", "Greener (G3)"]
    assert words.columns.tolist() == [
        "goal", "weight", "due_on", "carried_by", "full_posts", "planned_posts", "unknown_posts",
        "state",
    ]  # fmt: skip


def test_strategy_line_of_missing_tables_is_empty(make_company) -> None:
    company = make_company()
    line = strategy_line(company)
    assert line.goals.empty and line.stages.empty and line.idle_posts.empty
    assert line.not_described == ()
    assert line_findings(line) == ("",) * 5
    assert goals_in_words(line).empty
    assert stages_in_words(line.stages).empty and idle_in_words(line).empty
    assert "result_areas" in company.lacks("goals", "result_areas")


def test_strategy_line_without_areas_still_gives_the_plan(make_company) -> None:
    line = strategy_line(make_company(goals=GOALS, plan_items=PLAN))
    assert line.goals.empty
    assert len(line.stages) == len(PLAN)


def test_strategy_line_is_the_same_in_any_order(line, make_company, people) -> None:
    turned = strategy_line(
        make_company(
            positions=POSTS[::-1], employees=people, goals=GOALS[::-1], plan_items=PLAN[::-1],
            result_areas=_areas(AREAS)[::-1],
        )
    )  # fmt: skip
    pd.testing.assert_frame_equal(turned.goals, line.goals)
    pd.testing.assert_frame_equal(turned.stages, line.stages)
    pd.testing.assert_frame_equal(turned.idle_posts, line.idle_posts)


def test_strategy_line_finds_the_planted_gaps(sample) -> None:
    line = strategy_line(sample)
    orphans = line.goals.loc[line.goals["state"] == "carried by nobody", "goal_id"]
    assert orphans.tolist() == [planted.ORPHAN_GOAL]
    assert set(planted.IDLE_POSTS) <= set(line.idle_posts["position_id"])
    assert len(line.idle_posts) < 10
    assert not set(planted.GRAND_TITLE_POSTS) & set(line.idle_posts["position_id"])
    assert planted.ORPHAN_GOAL in line_findings(line)[0]
