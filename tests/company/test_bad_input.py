"""Bad input of every kind ends in a clear sentence and a balanced account; nothing is lost."""

import codecs
import gzip
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from tests.company.conftest import EMPLOYEES, POSITIONS, Write, check, fault
from workbench.company import check_company, load_company
from workbench.errors import DataError


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


def test_cycle_is_named_and_cut(write: Write) -> None:
    positions = "position_id,title,reports_to\nP1,Top,\nP2,a,P4\nP3,b,P2\nP4,c,P3\nP5,d,P4\n"
    result = check(write(positions=positions, employees="employee_id,position_id\nE1,P1\n"))
    found = fault(result, "cycle")
    assert found.rows == (3, 4, 5)
    assert found.found.endswith("P2 > P4 > P3")
    assert result.company is not None
    line = result.company.positions.set_index("position_id")["reports_to"]
    assert line["P5"] == "P4"
    assert line[["P2", "P3", "P4"]].isna().all()


def test_self_report_is_blanked(write: Write) -> None:
    found = fault(
        check(write(positions=POSITIONS.replace("director,", "director,P1"))), "self_report"
    )
    assert (found.level, found.rows) == ("blanked", (2,))


def test_several_roots_are_noted(write: Write) -> None:
    result = check(write(positions=POSITIONS.replace("manager,P1", "manager,")))
    found = fault(result, "several_roots")
    assert found.found == "2 posts report to nobody: P1, P3"
    assert result.exit_code == 0


def test_two_people_in_one_seat_are_noted_unless_they_share_it(write: Write) -> None:
    header = "employee_id,position_id,fte\n"
    whole = check(write(employees=header + "E1,P1,1\nE2,P2,1\nE3,P2,\n"))
    assert "P2" in fault(whole, "more_people_than_seats").found
    shared = check(write(employees=header + "E1,P1,1\nE2,P2,0.5\nE3,P2,50%\n"))
    assert shared.faults == ()


def test_person_in_no_seat_and_in_a_closed_post_is_noted(write: Write) -> None:
    result = check(
        write(
            positions="position_id,title,status\nP1,Top,Closed\n",
            employees="employee_id,position_id\nE1,P1\nE2,\n",
        )
    )
    assert fault(result, "person_in_no_post").rows == (3,)
    assert fault(result, "person_in_closed_post").rows == (2,)


def test_dates_in_the_future_are_faults_where_impossible(write: Write) -> None:
    result = check(
        write(
            employees="employee_id,position_id,hired_on,born_on,left_on\n"
            "E1,P1,2027-01-01,2031-05-05,\n"
            "E2,,2027-01-01,,\n"
            "E3,P3,2020-01-01,,2027-01-01\n"
        )
    )
    future = [(f.column, f.rows) for f in result.faults if f.code == "future_date"]
    assert future == [("born_on", (2,)), ("hired_on", (2,))]


def test_open_ends_are_missing_with_a_note(write: Write) -> None:
    result = check(
        write(employees="employee_id,position_id,left_on\nE1,P1,9999-12-31\nE2,P2,31.12.9999\n")
    )
    assert fault(result, "open_end").rows == (2, 3)
    assert result.company is not None
    assert len(result.company.staff) == 2


def test_mixed_date_formats_are_a_fault_that_names_the_setting(write: Write) -> None:
    rows = "E1,P1,13/02/2020\nE2,P2,02/13/2020\nE3,P3,2020-02-13\n"
    result = check(write(employees="employee_id,position_id,hired_on\n" + rows))
    found = fault(result, "mixed_date_formats")
    assert found.rows == (2, 3)
    assert "date_formats" in found.action
    named = check(
        write(employees="employee_id,position_id,hired_on\n" + rows),
        date_formats=["%d/%m/%Y", "%m/%d/%Y"],
    )
    assert named.company is not None
    assert named.company.employees["hired_on"].nunique() == 1


def test_numbers_with_thousands_marks_are_read(write: Write) -> None:
    result = check(
        write(
            employees='employee_id,position_id,pay_per_year\nE1,P1,"£82,000"\nE2,P2,"1,082,000.5"\n'
        )
    )
    assert result.company is not None
    assert result.company.employees["pay_per_year"].tolist() == [82000, 1082000.5]


def test_active_people_with_a_past_last_day_are_named_and_stay(write: Write) -> None:
    result = check(
        write(
            employees="employee_id,position_id,hired_on,status,left_on\n"
            "E1,P1,2020-01-01,active,2024-01-01\n"
            "E2,P2,2024-01-01,left,2020-01-01\n"
            "E3,P3,2020-01-01,left,\n"
        )
    )
    assert fault(result, "active_but_left").rows == (2,)
    assert fault(result, "left_before_hired").rows == (3,)
    assert fault(result, "left_without_date").rows == (4,)
    assert result.company is not None
    assert result.company.staff["employee_id"].tolist() == ["E1"]


def test_leavers_still_nominated_and_entries_after_leaving_are_noted(write: Write) -> None:
    result = check(
        write(
            employees="employee_id,position_id,left_on\nE1,P1,\nE2,P2,2024-03-31\n",
            nominations="position_id,employee_id,readiness,evidence_on\n"
            "P1,E2,Ready Now,2025-01-01\n",
            performance="employee_id,year,rating\nE2,2024,3\nE2,2025,3\n",
        )
    )
    assert fault(result, "nominee_not_here").rows == (2,)
    late = [(f.table, f.rows) for f in result.faults if f.code == "after_leaving"]
    assert late == [("performance", (3,)), ("nominations", (2,))]


def test_shares_of_a_post_that_do_not_add_up_are_noted(write: Write) -> None:
    header = "result_area_id,position_id,area,share\n"
    off = check(write(result_areas=header + "R1,P1,a,0.5\nR2,P1,b,0.4\nR3,P2,c,0.995\n"))
    assert fault(off, "shares_not_one").rows == (2, 3)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("gb18030", "张三，销售"), ("cp1252", "Müller–Lüdenscheidt, André")],
)
def test_other_encodings_are_found_and_noted(write: Write, encoding: str, name: str) -> None:
    content = f'employee_id,name,position_id\nE1,"{name}",P1\n'.encode(encoding)
    result = check(write(employees=content))
    assert encoding in fault(result, "encoding").found
    assert result.company is not None
    assert result.company.employees["name"].tolist() == [name]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_no_part_of_the_first_heading(write: Write, encoding: str) -> None:
    result = check(write(employees=EMPLOYEES.encode(encoding)))
    assert result.company is not None
    assert result.company.employees["employee_id"].tolist() == ["E1", "E2", "E3", "E4"]


def test_text_that_is_not_in_the_encoding_of_the_settings_is_refused(write: Write) -> None:
    result = check(write(employees="employee_id\nMü\n".encode("cp1252")), encoding="utf-8")
    assert fault(result, "unknown_encoding").level == "stop"


def test_empty_file_stops_where_the_table_is_required(write: Write) -> None:
    assert fault(check(write(employees="")), "empty_file").level == "stop"
    optional = check(write(ties=" \n"))
    assert fault(optional, "empty_file").level == "note"
    assert optional.company is not None
    assert "ties" not in optional.company.tables


def test_headings_without_rows_are_an_empty_table(write: Write) -> None:
    result = check(write(employees="employee_id,position_id\n"))
    assert result.company is not None
    assert result.company.staff.empty
    assert result.company.lacks("employees").startswith("not assessed: needs table employees")


@pytest.mark.parametrize(
    "noise",
    [
        np.random.default_rng(1).bytes(50_000_000),
        b"x" * 50_000_000,
        b"a,b,c\n" * 8_000_000,
        codecs.BOM_UTF16_LE + b"\xd8\x00" * 1000,
    ],
    ids=["bytes", "one_line", "other_headings", "broken_utf16"],
)
def test_large_files_that_are_no_table_are_refused_from_their_head(
    write: Write, noise: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(employees=noise)
    opened = []
    original = Path.open

    def counting(self: Path, mode: str = "r") -> object:
        opened.append(self.name)
        return original(self, mode)

    monkeypatch.setattr(Path, "open", counting)
    result = check(folder)
    stops = [f for f in result.faults if f.level == "stop"]
    assert [f.table for f in stops] == ["employees"]
    assert stops[0].code in {"not_a_table", "no_headings"}
    assert opened.count("employees.csv") == 1, "the whole file must not be read"


def test_gz_that_is_none_is_refused(write: Write) -> None:
    folder = write(employees=None)
    (folder / "employees.csv.gz").write_bytes(gzip.compress(EMPLOYEES.encode())[:60])
    assert fault(check(folder), "unreadable_file").level == "stop"


def test_rows_with_a_cell_too_many_are_set_aside_and_named(write: Write) -> None:
    rows = 'E5,Doe, Jane,P1,2020-01-01,1,active\nE6,x\n"E7","a\nb",P1,2020-01-01,1,active,,\n'
    result = check(write(employees=EMPLOYEES + rows))
    found = fault(result, "wrong_cell_count")
    assert (found.level, found.rows) == ("set_aside", (6, 7))
    assert result.company is not None
    assert "E7" in result.company.employees["employee_id"].tolist()


@pytest.mark.parametrize(
    "rows",
    [
        'E5,"Doe,P1,,,\nE6,Roe,P1,,,\nE7,"Poe",P1,,,\n',
        'E5,"Doe,P1,,,\nE6,Roe,P1,,,\n',
        'E5,"Doe,P1,,,\nE6,"Roe",P1',
    ],
    ids=["closed_by_another", "never_closed", "no_last_line_end"],
)
def test_open_quote_that_would_swallow_rows_is_refused(write: Write, rows: str) -> None:
    found = fault(check(write(employees=EMPLOYEES + rows)), "open_quote")
    assert (found.level, found.rows) == ("stop", (6,))


def test_line_breaks_in_quoted_cells_are_kept_and_rows_still_counted(write: Write) -> None:
    rows = 'E5,"Doe\n""Jo"", P1",P1,2020-01-01,1,active\nE6,x,P77,,,\n'
    result = check(write(employees=EMPLOYEES + rows))
    assert result.company is not None
    assert result.company.employees["name"][4] == 'Doe\n"Jo", P1'
    assert fault(result, "unknown_id").rows == (7,)


def test_excel_sheet_with_titles_and_labels_keeps_its_row_numbers(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "hr.xlsx")) as book:
        sheet = book.add_worksheet("Positions")
        sheet.write_row(0, 0, ["Posts of Acme", "", "printed 1 May"])
        sheet.write_row(2, 1, ["position_id", "title", "seats", "grade"])
        sheet.write_row(3, 1, ["Code", "Title", "Number", "Rank"])
        sheet.write_row(4, 1, ["P1", "Top", 1, 3])
        sheet.write_row(6, 1, ["P2", "Head", 1, "7th"])
        people = book.add_worksheet("EMPLOYEES")
        people.write_row(0, 0, ["Employee ID", "Position-ID"])
        people.write_row(1, 0, ["E1", "P1"])
    result = check(tmp_path / "hr.xlsx")
    assert fault(result, "title_lines").rows == (3,)
    assert fault(result, "label_line").rows == (4,)
    assert fault(result, "not_a_number").rows == (7,)
    assert result.account["read"].tolist() == [2, 1]


def test_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hr.xlsx").write_bytes(b"PK\x03\x04 nothing")
    result = check_company(tmp_path / "hr.xlsx", as_of="2026-06-30")
    assert fault(result, "not_a_workbook").level == "stop"


def test_markup_formulas_and_control_characters_stay_text(write: Write) -> None:
    names = ['"<img src=x onerror=alert(1)>"', "=cmd()|x", "a\x07b"]
    rows = "".join(f"E{i},{name},P1\n" for i, name in enumerate(names))
    result = check(write(employees="employee_id,name,position_id\n" + rows))
    assert fault(result, "markup").rows == (2, 3)
    assert fault(result, "control_characters").rows == (4,)
    assert result.company is not None
    assert result.company.employees["name"].tolist() == [
        "<img src=x onerror=alert(1)>",
        "=cmd()|x",
        "ab",
    ]
    assert "onerror" not in result.to_json()


def test_no_personal_value_stands_in_a_fault(write: Write) -> None:
    header = "employee_id,name,position_id,pay_per_year,born_on,gender\n"
    result = check(
        write(employees=header + "E1,Zoe Secret,P1,98765x,Zoe,\x01qq\nE1,Zoe Other,P1,,,\n")
    )
    words = "\n".join(map(str, result.faults)) + result.to_json()
    assert not any(value in words for value in ("Zoe", "98765", "qq"))


def test_loss_budget_stops_the_run_and_can_be_set_by_table(write: Write) -> None:
    folder = write(employees=EMPLOYEES + ",Nobody,P1,,,\n")
    with pytest.raises(DataError, match="1 of 5 rows were set aside"):
        load_company(folder, as_of="2026-06-30")
    (folder / "settings.yaml").write_text(
        "as_of: 2026-06-30\nsource:\n  loss_budget_shares: {employees: 0.2}\n"
    )
    assert len(load_company(folder).employees) == 4


def test_same_heading_twice_is_refused_where_it_is_used(write: Write) -> None:
    used = check(write(employees="employee_id,position_id,position_id\nE1,P1,P2\n"))
    assert fault(used, "duplicate_heading").level == "stop"
    unused = check(write(employees="employee_id,position_id,x,x\nE1,P1,1,2\n"))
    assert fault(unused, "duplicate_heading").level == "note"


def test_unused_columns_and_files_are_noted(write: Write) -> None:
    result = check(write(positions=POSITIONS.replace("seats", "colour"), canteen="dish\nsoup\n"))
    assert "colour" in fault(result, "ignored_columns").found
    assert "canteen" in fault(result, "ignored_tables").found
    assert result.exit_code == 0


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


def test_folder_without_tables_and_missing_paths_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for source in (empty, tmp_path / "nowhere", "env:WORKBENCH_NOT_SET"):
        result = check_company(source, as_of="2026-06-30")
        assert fault(result, "no_source").level == "stop"
        assert str(tmp_path) not in str(result.faults)
