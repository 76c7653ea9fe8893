"""Result areas, goals and stages that do not fit together are named, and what counts is told."""

import pytest

from tests.company.conftest import Write, check, fault

GOALS = "goal_id,goal,weight\nG1,Grow,1\nG2,Heal,1\n"
STAGES = "plan_item_id,goal_id,stage\nS1,G1,Pilot\nS2,G2,Line\n"
HEADER = "result_area_id,position_id,area,goal_id,plan_item_id\n"


def test_goal_that_is_not_that_of_the_stage_is_noted_with_its_rows(write: Write) -> None:
    areas = HEADER + "R1,P1,a,G1,S1\nR2,P1,b,G1,S2\nR3,P2,c,,S2\nR4,P2,d,G2,\nR5,P3,e,G2,S1\n"
    result = check(write(goals=GOALS, plan_items=STAGES, result_areas=areas))
    found = fault(result, "goal_not_of_stage")
    assert (found.level, found.table, found.column) == ("note", "result_areas", "goal_id")
    assert found.rows == (3, 6)
    assert "R2 (G1, but S2 belongs to G2) and R5 (G2, but S1 belongs to G1)" in found.found
    assert result.exit_code == 0
    assert result.company is not None
    kept = result.company.table("result_areas")
    assert kept["goal_id"].fillna("").tolist() == ["G1", "G1", "", "G2", "G2"]
    assert kept["plan_item_id"].fillna("").tolist() == ["S1", "S2", "S2", "", "S1"]


def test_goal_of_a_stage_that_was_set_aside_is_not_compared(write: Write) -> None:
    stages = STAGES.replace("S2,G2", "S2,G9")
    areas = HEADER + "R1,P1,a,G1,S2\n"
    result = check(write(goals=GOALS, plan_items=stages, result_areas=areas))
    assert fault(result, "row_set_aside").column == "plan_item_id"
    assert "goal_not_of_stage" not in {found.code for found in result.faults}


@pytest.mark.parametrize(
    ("plan", "code"), [(STAGES, "unknown_id"), (None, "missing_table")], ids=["unknown", "no table"]
)
def test_stage_that_stands_nowhere_is_blanked(write: Write, plan: str | None, code: str) -> None:
    areas = HEADER + "R1,P1,a,G1,S9\n"
    result = check(write(goals=GOALS, plan_items=plan, result_areas=areas))
    found = fault(result, code)
    assert (found.level, found.column, found.rows) == ("blanked", "plan_item_id", (2,))
    assert result.company is not None
    assert result.company.table("result_areas")["plan_item_id"].isna().all()
