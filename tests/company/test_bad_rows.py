"""Rows and cells that are wrong are set aside or blanked, named, and booked."""

import pytest

from tests.company.conftest import EMPLOYEES, POSITIONS, Write, check, fault
from workbench.company import check_company, load_company
from workbench.errors import DataError
from workbench.settings import Settings


def test_check_company_of_sound_files_finds_nothing(write: Write) -> None:
    result = check(write())
    assert result.faults == ()
    assert result.exit_code == 0
    assert result.account["kept"].tolist() == [3, 4]


def test_missing_required_table_is_named(write: Write) -> None:
    result = check(write(employees=None))
    found = fault(result, "missing_table")
    assert (found.level, found.table) == ("stop", "employees")
    assert "source.tables.employees.from" in found.action
    assert result.company is None
    assert result.exit_code == 1


def test_missing_required_columns_are_all_named(write: Write) -> None:
    result = check(write(positions="position_id,unit\nP1,Top\n", employees="name\nAnn\n"))
    missing = [(f.table, f.column) for f in result.faults if f.code == "missing_column"]
    assert missing == [("positions", "title"), ("employees", "employee_id")]


def test_load_company_raises_with_all_faults(write: Write) -> None:
    folder = write(positions="position_id,unit\nP1,Top\n", employees=None)
    with pytest.raises(DataError, match="acme cannot be used: 2 fault") as caught:
        load_company(folder, as_of="2026-06-30")
    assert {found.code for found in caught.value.faults} == {"missing_column", "missing_table"}


def test_missing_required_cell_sets_the_row_aside(write: Write) -> None:
    result = check(write(positions=POSITIONS + "P9,N/D,P1,1\n"))
    found = fault(result, "missing_required")
    assert (found.level, found.column, found.rows) == ("set_aside", "title", (5,))


def test_exact_copies_are_set_aside_and_cost_no_budget(write: Write) -> None:
    folder = write(employees=EMPLOYEES + "E1,Ann One,P1,2010-01-01,120000,active\n")
    result = check_company(folder, as_of="2026-06-30")
    assert fault(result, "duplicate_row").rows == (6,)
    assert result.company is not None


def test_conflicting_duplicates_keep_the_first(write: Write) -> None:
    result = check(write(employees=EMPLOYEES + "E1,Ann One,P2,2010-01-01,120000,active\n"))
    found = fault(result, "duplicate_key")
    assert (found.level, found.rows) == ("set_aside", (6,))
    assert "The first row is kept" in found.action
    assert result.company is not None
    people = result.company.employees.set_index("employee_id")
    assert people.loc["E1", "position_id"] == "P1"


def test_unknown_ids_are_blanked_where_they_may_be_missing(write: Write) -> None:
    result = check(write(employees=EMPLOYEES.replace("E2,Bob Two,P2", "E2,Bob Two,P77")))
    found = fault(result, "unknown_id")
    assert (found.level, found.column, found.rows) == ("blanked", "position_id", (3,))
    assert "'P77'" in found.found


def test_unknown_ids_hint_at_lost_zeros(write: Write) -> None:
    result = check(
        write(
            positions="position_id,title\n007,Head\n",
            employees="employee_id,position_id\nE1,7\n",
        )
    )
    assert "Leading zeros" in fault(result, "unknown_id").action


def test_references_cascade_until_nothing_is_left_to_set_aside(write: Write) -> None:
    result = check(
        write(
            goals="goal_id,goal,weight\nG1,Grow,heavy\n",
            plan_items="plan_item_id,goal_id,stage\nS1,G1,Pilot\n",
            result_areas="result_area_id,position_id,area,goal_id\nR1,P2,Recipes,G1\n",
        )
    )
    assert fault(result, "not_a_number").level == "set_aside"
    fell = [(f.table, f.level) for f in result.faults if f.code == "row_set_aside"]
    assert fell == [("plan_items", "set_aside"), ("result_areas", "blanked")]


def test_table_that_refers_to_a_table_not_given_is_set_aside(write: Write) -> None:
    result = check(write(requirements="position_id,competency_id,level\nP1,C1,3\n"))
    found = fault(result, "missing_table")
    assert (found.table, found.level) == ("requirements", "set_aside")
    assert "Give table competencies" in found.action


def test_numbers_with_thousands_marks_are_read(write: Write) -> None:
    result = check(
        write(
            employees='employee_id,position_id,pay_per_year\nE1,P1,"£82,000"\nE2,P2,"1,082,000.5"\n'
        )
    )
    assert result.company is not None
    assert result.company.employees["pay_per_year"].tolist() == [82000, 1082000.5]


def test_loss_budget_stops_the_run_and_can_be_set_by_table(write: Write) -> None:
    folder = write(employees=EMPLOYEES + 2 * ",Nobody,P1,,,\n")
    with pytest.raises(DataError, match="2 of 6 rows were set aside"):
        load_company(folder, as_of="2026-06-30")
    (folder / "settings.yaml").write_text(
        "as_of: 2026-06-30\nsource:\n  loss_budget_shares: {employees: 0.34}\n"
    )
    assert len(load_company(folder).employees) == 4


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("P1,Top,101", "out_of_range"),
        ("P1,Top,1.5", "not_whole"),
        ("P1,Top,inf", "not_a_number"),
        ("P1,Top,-2", "out_of_range"),
    ],
)
def test_bad_optional_cells_are_blanked(write: Write, cells: str, code: str) -> None:
    result = check(write(positions=f"position_id,title,grade\n{cells}\nP2,Head,7\nP3,Sales,6\n"))
    assert (fault(result, code).level, fault(result, code).rows) == ("blanked", (2,))


def test_labels_not_allowed_are_blanked_and_any_case_is_read(write: Write) -> None:
    result = check(
        write(
            positions="position_id,title,status,required_degree,is_management\n"
            "P1,a,ACTIVE,Master,ja\nP2,b,sleeping,BACHELOR ,maybe\nP3,c,Planned,,是\n"
        )
    )
    bad = [(f.column, f.rows) for f in result.faults if f.code == "not_allowed"]
    assert bad == [("is_management", (3,)), ("status", (3,))]
    assert result.company is not None
    assert result.company.positions["is_management"].fillna(False).tolist() == [True, False, True]


def test_one_row_may_always_be_set_aside_unless_the_settings_say_none(write: Write) -> None:
    folder = write(employees=EMPLOYEES + "E2,Someone else,P1,,,\n")
    assert len(load_company(folder, as_of="2026-06-30").employees) == 4
    strict = Settings.model_validate({"source": {"loss_budget_share": 0}})
    with pytest.raises(DataError, match=r"1 of 5 rows were set aside\. Allowed: at most 0\.0% of"):
        load_company(folder, as_of="2026-06-30", settings=strict)


def test_only_row_of_a_table_may_not_be_set_aside(write: Write) -> None:
    folder = write(employees="employee_id,position_id\n?,P1\n")
    with pytest.raises(DataError, match="1 of 1 rows were set aside"):
        load_company(folder, as_of="2026-06-30")


def test_causes_stand_before_their_consequences(write: Write) -> None:
    areas = "result_area_id,position_id,area\n" + "".join(f"R{i},P2,a\n" for i in range(5))
    posts = POSITIONS.replace("Head of coatings", "")
    folder = write(positions=posts, result_areas=areas)
    wanted = ["missing_required", "row_set_aside", "loss_budget"]
    with pytest.raises(DataError) as raised:
        load_company(folder, as_of="2026-06-30")
    found = [f.code for f in raised.value.faults if f.level != "blanked"]
    assert found == wanted
    text = check_company(folder, as_of="2026-06-30").to_text()
    places = [text.index(words) for words in ("the cell is empty", "refers to a row", "5 of 5")]
    assert places == sorted(places)


def test_same_key_says_where_the_first_row_stands(write: Write) -> None:
    result = check(write(employees=EMPLOYEES + "E2,Someone else,P1,,,\nE1,Ann One,P1,,,\n"))
    assert fault(result, "duplicate_key").found.endswith(
        "'E2', 'E1'; the first stands in rows 2, 3"
    )
    result = check(write(employees=EMPLOYEES + "E4,Dan Four,P3,2020-02-29,69000,leave\n"))
    assert fault(result, "duplicate_row").found.endswith("earlier row; the first stands in row 5")
