import re
from pathlib import Path

import pytest
import xlsxwriter
from ruamel.yaml import YAML

from tests.company.conftest import POSITIONS, Write, assert_balanced, check, fault
from workbench.company import check_company, load_company
from workbench.company.dictionary import data_dictionary
from workbench.company.examples import MARKER
from workbench.company.source_excel import open_workbook
from workbench.company.template import example_rows, write_template
from workbench.errors import DataError, ParameterError
from workbench.schema import TABLES
from workbench.settings import Settings, load_settings

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


Rows = list[list[object]]


def sheets_of(file: Path) -> dict[str, Rows]:
    """All sheets of a template but the first."""
    names, rows = open_workbook(file)
    return {name: rows(name) for name in names[1:]}


def written(file: Path, sheets: dict[str, Rows]) -> Path:
    """Write sheets back as a person would who filled them in."""
    with xlsxwriter.Workbook(str(file), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file


@pytest.fixture
def template(tmp_path: Path) -> Path:
    write_template(tmp_path / "template.xlsx")
    return tmp_path / "template.xlsx"


def test_template_without_the_marks_is_a_company_without_faults(
    template: Path, tmp_path: Path
) -> None:
    sheets = sheets_of(template)
    for rows in sheets.values():
        for row in rows[1:]:
            assert str(row[0]).startswith(f"{MARKER} ")
            row[0] = str(row[0]).removeprefix(f"{MARKER} ")
    result = check_company(written(tmp_path / "own.xlsx", sheets), as_of="2026-06-30")
    assert_balanced(result)
    assert result.faults == ()
    assert result.company is not None
    assert set(result.company.tables) == set(TABLES)
    for name, table in TABLES.items():
        assert len(result.company.tables[name]) == len(example_rows(table))


def test_template_as_it_stands_asks_for_rows_of_your_own(template: Path) -> None:
    result = check_company(template, as_of="2026-06-30")
    assert result.company is None
    assert [f.code for f in result.faults] == ["only_examples", "example_rows"]
    words = "positions and employees hold no rows of your own yet"
    assert fault(result, "only_examples").found == words
    with pytest.raises(DataError, match=words):
        load_company(template, as_of="2026-06-30")


def test_template_with_two_sheets_filled_in_has_no_other_table(
    template: Path, tmp_path: Path
) -> None:
    sheets = sheets_of(template)
    sheets["positions"].append(["P1", "Head", *[""] * 20])
    place = TABLES["employees"].names.index("position_id")
    sheets["employees"].append(["E1", *[""] * (place - 1), "P1"])
    result = check_company(written(tmp_path / "own.xlsx", sheets), as_of="2026-06-30")
    assert_balanced(result)
    assert [f.code for f in result.faults] == ["example_rows"]
    assert result.exit_code == 0
    assert result.company is not None
    assert set(result.company.tables) == {"positions", "employees"}
    account = result.account.set_index("table")
    assert account[["read", "left_out", "kept"]].to_numpy().tolist() == [[3, 2, 1], [3, 2, 1]]


def test_examples_are_left_out_of_any_source(write: Write) -> None:
    result = check(
        write(
            positions=POSITIONS + "EXAMPLE P9,Head of nothing,P7,1\n",
            assets="asset_id,kind,name\nEXAMPLE A1,secret,Recipe\n",
            goals="Goal no,goal,weight\n EXAMPLE G1,Grow,0.5\nEXAMPLES,Shrink,0.5\n",
        ),
        tables={"goals": {"columns": {"goal_id": "Goal no"}}},
    )
    assert result.company is not None
    assert set(result.company.tables) == {"positions", "employees", "goals"}
    assert result.company.table("goals")["goal_id"].tolist() == ["EXAMPLES"]
    assert "3 rows in positions, goals and assets" in fault(result, "example_rows").found


def test_template_never_overwrites_a_workbook(template: Path) -> None:
    before = template.read_bytes()
    with pytest.raises(ParameterError, match="is there already"):
        write_template(template)
    assert template.read_bytes() == before


@pytest.mark.parametrize("name", ["a.csv", "a", "a.xls"])
def test_template_is_only_written_as_xlsx(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError, match=r"ends in \.xlsx"):
        write_template(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_template_without_a_folder_to_stand_in_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="There is no folder 'nowhere'"):
        write_template(tmp_path / "nowhere" / "a.xlsx")


def test_template_has_a_sheet_a_table_with_the_headings_of_the_schema(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    sheets, rows = open_workbook(tmp_path / "template.xlsx")
    assert sheets == ["Read me", *TABLES]
    for name, table in TABLES.items():
        assert tuple(rows(name)[0]) == table.names


def test_template_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_template(tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_data_dictionary_in_the_docs_is_what_the_schema_says() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == data_dictionary(), (
        "Write it again: python -m workbench.company.dictionary > docs/data-dictionary.md"
    )


def test_data_dictionary_has_a_row_for_every_column() -> None:
    lines = data_dictionary().splitlines()
    for table in TABLES.values():
        start = lines.index(f"## {table.name}")
        body = lines[start : start + len(table.columns) + 6]
        for column in table:
            assert any(line.startswith(f"| `{column.name}` |") for line in body)


def test_settings_in_the_how_to_are_valid() -> None:
    text = (DICTIONARY.parent / "how-to-own-data.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        Settings.model_validate(YAML(typ="safe").load(block))


@pytest.mark.parametrize("name", ["uk-organogram", "huebner"])
def test_settings_of_public_exports_are_valid_and_hold_no_path(name: str) -> None:
    file = DICTIONARY.parent / "settings" / f"{name}.yaml"
    settings = load_settings(file)
    assert {"positions", "employees"} <= set(settings.source.tables)
    assert not re.search(r"(^|\s)[./~]*/\w+/|://", file.read_text(encoding="utf-8"))
