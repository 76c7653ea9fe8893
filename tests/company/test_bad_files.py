"""Files that are no table, or a strange one, end in a clear sentence; nothing is lost."""

import codecs
import gzip
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from tests.company.conftest import EMPLOYEES, POSITIONS, Write, check, fault
from workbench.company import check_company


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


def test_folder_without_tables_and_missing_paths_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for source in (empty, tmp_path / "nowhere", "env:WORKBENCH_NOT_SET"):
        result = check_company(source, as_of="2026-06-30")
        assert fault(result, "no_source").level == "stop"
        assert str(tmp_path) not in str(result.faults)
