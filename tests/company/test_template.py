import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.company.conftest import assert_balanced
from workbench.company import check_company
from workbench.company.dictionary import data_dictionary
from workbench.company.source_excel import open_workbook
from workbench.company.template import example_rows, write_template
from workbench.schema import TABLES
from workbench.settings import Settings, load_settings

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_template_read_back_is_a_company_without_faults(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    result = check_company(tmp_path / "template.xlsx", as_of="2026-06-30")
    assert_balanced(result)
    assert result.faults == ()
    assert result.company is not None
    assert set(result.company.tables) == set(TABLES)
    for name, table in TABLES.items():
        assert len(result.company.tables[name]) == len(example_rows(table))


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
