import gzip
import json
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from tests.company.conftest import EMPLOYEES, POSITIONS, Write, check, fault
from workbench.company import check_company, company_from_tables, load_company
from workbench.errors import DataError, ParameterError
from workbench.schema import TABLES
from workbench.settings import Settings

AS_OF = "2026-06-30"


def frames(folder: Path) -> dict[str, pd.DataFrame]:
    return {
        name: pd.read_csv(folder / f"{name}.csv", dtype={"position_id": "str"})
        for name in ("positions", "employees")
    }


def as_folder_of_gz(folder: Path, out: Path) -> Path:
    out.mkdir()
    for name in ("positions", "employees"):
        content = (folder / f"{name}.csv").read_bytes()
        (out / f"{name}.csv.gz").write_bytes(gzip.compress(content))
    return out


def as_parquet(folder: Path, out: Path) -> Path:
    out.mkdir()
    for name, frame in frames(folder).items():
        frame.assign(**{"hired_on": pd.to_datetime(frame.get("hired_on"))}).to_parquet(
            out / f"{name}.parquet"
        )
    return out


def as_tabs(folder: Path, out: Path) -> Path:
    out.mkdir()
    for name, frame in frames(folder).items():
        frame.to_csv(out / f"{name.upper()}.tsv", sep="\t", index=False)
    return out


def as_workbook(folder: Path, out: Path) -> Path:
    path = out.with_suffix(".xlsx")
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        for name, frame in frames(folder).items():
            frame.to_excel(book, sheet_name=name.title(), index=False)
    return path


def as_sqlite(folder: Path, out: Path) -> str:
    with sqlite3.connect(out) as connection:
        for name, frame in frames(folder).items():
            frame.to_sql(name, connection, index=False)
    connection.close()
    return f"sqlite:///{out}"


@pytest.mark.parametrize(
    "turn", [as_folder_of_gz, as_parquet, as_tabs, as_workbook, as_sqlite], ids=lambda f: f.__name__
)
def test_load_company_reads_the_same_from_every_kind_of_source(
    write: Write, tmp_path: Path, turn: object
) -> None:
    folder = write()
    expected = load_company(folder, as_of=AS_OF)
    company = load_company(turn(folder, tmp_path / "other"), as_of=AS_OF)  # type: ignore[operator]
    assert company.fingerprint == expected.fingerprint
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(company.tables[name], table)
    assert company.label.startswith("other")


def test_load_company_reads_a_single_file_that_fills_two_tables(tmp_path: Path) -> None:
    file = tmp_path / "Export 2026.csv"
    file.write_text("Post;Who\nP1;E1\nP1;E2\nP2;E3\n")
    source = {
        "tables": {
            "positions": {
                "columns": {"position_id": "Post", "title": "Post"},
                "one_row_per": "Post",
                "count": "seats",
            },
            "employees": {"columns": {"employee_id": "Who", "position_id": "Post"}},
        }
    }
    settings = Settings.model_validate({"as_of": AS_OF, "source": source})
    company = load_company(file, settings=settings)
    assert company.positions[["position_id", "seats"]].to_numpy().tolist() == [["P1", 2], ["P2", 1]]
    assert company.account[["read", "merged", "kept"]].to_numpy().tolist() == [[3, 1, 2], [3, 0, 3]]
    assert [found.code for found in company.faults] == ["several_roots"]


def test_load_company_takes_the_source_from_the_environment(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_TEST_SOURCE", str(write()))
    assert load_company("env:WORKBENCH_TEST_SOURCE", as_of=AS_OF).label == "acme"


def test_load_company_finds_the_settings_in_the_folder(write: Write) -> None:
    folder = write()
    (folder / "settings.yaml").write_text(f"as_of: {AS_OF}\ncompany_name: Acme\n")
    company = load_company(folder)
    assert company.settings.company_name == "Acme"
    assert company.as_of == pd.Timestamp(AS_OF)
    assert load_company(folder, as_of="2020-01-01").as_of == pd.Timestamp("2020-01-01")


def test_load_company_asks_for_a_report_date(write: Write) -> None:
    with pytest.raises(ParameterError, match="Give as_of"):
        load_company(write())
    with pytest.raises(ParameterError, match=r"'30 June'.*2026-06-30"):
        load_company(write(), as_of="30 June")


def test_checked_tables_have_all_columns_in_order_and_their_types(write: Write) -> None:
    kinds = {
        "flag": "boolean",
        "integer": "float64",
        "number": "float64",
        "date": "datetime64[us]",
    }
    company = load_company(write(goals="goal_id,goal,weight\n"), as_of=AS_OF)
    for name, table in company.tables.items():
        assert tuple(table.columns) == TABLES[name].names
        assert {str(table[c.name].dtype) for c in TABLES[name] if c.kind in kinds} == {
            kinds[c.kind] for c in TABLES[name] if c.kind in kinds
        }
        text = [c.name for c in TABLES[name] if c.kind not in kinds]
        assert {str(dtype) for dtype in table[text].dtypes} == {"str"}
        assert isinstance(table.index, pd.RangeIndex)


def test_leading_zeros_and_long_ids_stay_as_they_are(write: Write) -> None:
    company = load_company(
        write(
            positions="position_id,title\n007,Head\n1E5,Line\n",
            employees="employee_id,position_id\n00000000000000000001,007\n1.0,1E5\n",
        ),
        as_of=AS_OF,
    )
    assert company.employees["employee_id"].tolist() == ["00000000000000000001", "1.0"]
    assert company.incumbents["position_id"].tolist() == ["007", "1E5"]


def test_fingerprint_depends_on_content_only(write: Write, tmp_path: Path) -> None:
    base = load_company(write(), as_of=AS_OF)
    shuffled = {name: frame[::-1][frame.columns[::-1]] for name, frame in base.tables.items()}
    assert company_from_tables(shuffled, as_of=AS_OF).fingerprint == base.fingerprint
    changed = load_company(write(employees=EMPLOYEES.replace("82000", "82001")), as_of=AS_OF)
    assert changed.fingerprint != base.fingerprint


def test_company_from_tables_reads_its_own_tables_back(write: Write) -> None:
    base = load_company(write(), as_of=AS_OF)
    again = company_from_tables(base.tables, as_of=AS_OF)
    for name, table in base.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table)
    assert again.faults == ()


def test_company_from_tables_takes_numbers_as_numbers() -> None:
    positions = pd.DataFrame({"position_id": [1, 2], "title": ["a", "b"]})
    measures = pd.DataFrame({"employee_id": [1.0, 2.0], "position_id": [1, 2], "fte": [0.125, 1]})
    company = company_from_tables({"positions": positions, "employees": measures}, as_of=AS_OF)
    assert company.employees["fte"].tolist() == [0.125, 1]
    assert company.incumbents["position_id"].tolist() == ["1", "2"]


def test_staff_are_those_here_on_the_day(write: Write) -> None:
    people = (
        "employee_id,position_id,hired_on,status,left_on\n"
        f"E1,P1,2020-01-01,,{AS_OF}\n"
        "E2,P2,,,2026-06-29\n"
        "E3,,2026-07-01,,\n"
        "E4,P3,2020-01-01,leave,2026-12-31\n"
        "E5,P3,2020-01-01,left,\n"
    )
    company = load_company(write(employees=people), as_of=AS_OF)
    assert company.staff["employee_id"].tolist() == ["E1", "E4"]
    assert company.staff["fte"].tolist() == [1, 1]


def test_closed_posts_are_no_positions_and_defaults_are_filled(write: Write) -> None:
    posts = "position_id,title,status,seats\nP1,a,,\nP2,b,closed,1\nP3,c,frozen,2\n"
    company = load_company(write(positions=posts), as_of=AS_OF)
    assert company.positions[["position_id", "seats", "status"]].to_numpy().tolist() == [
        ["P1", 1, "active"],
        ["P3", 2, "frozen"],
    ]
    assert company.incumbents["position_id"].tolist() == ["P1", "P3", "P3"]
    assert len(company.tables["positions"]) == 3


def test_table_and_lacks_say_what_is_needed(write: Write) -> None:
    company = load_company(write(), as_of=AS_OF)
    assert company.lacks("positions", "employees") == ""
    assert company.lacks("assets") == "not assessed: needs table assets (asset_id, kind, name)"
    with pytest.raises(DataError, match=r"needs table goals \(goal_id, goal, weight\)"):
        company.table("goals")
    with pytest.raises(KeyError, match="no table 'gaols'"):
        company.lacks("gaols")


def test_to_json_is_the_same_each_time_and_holds_no_path(write: Write) -> None:
    folder = write(positions=POSITIONS + "P9,,,\n")
    first, second = (check(folder).to_json() for _ in range(2))
    assert first == second
    content = json.loads(first)
    assert content["usable"] is True
    assert content["exit_code"] == 1
    assert content["account"][0]["set_aside"] == 1
    assert str(folder.parent) not in first


def test_two_files_of_one_name_are_refused(write: Write) -> None:
    folder = write()
    (folder / "Positions.tsv").write_text("position_id\ttitle\nP1\tHead\n")
    assert fault(check(folder), "same_name").level == "stop"


def test_wrong_settings_are_told_before_anything_is_read(write: Write, tmp_path: Path) -> None:
    settings = tmp_path / "own.yaml"
    settings.write_text("source: {tables: {positions: {columns: {titel: Titel}}}}")
    with pytest.raises(ParameterError, match=r"no column 'titel'.* It has position_id, title"):
        load_company(write(), settings=settings, as_of=AS_OF)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite:////nowhere/hr.db", "there is no such file"),
        ("postgresql://ann:geheim@127.0.0.1:1/hr", "the server cannot be reached"),
        ("mysql://ann:geheim@db/hr", "there is no driver"),
        ("postgresql://:::/geheim", "not one of a database"),
    ],
)
def test_databases_that_cannot_be_opened_say_why_without_the_password(
    address: str, words: str
) -> None:
    result = check_company(address, as_of=AS_OF)
    assert words in fault(result, "database").found
    assert "geheim" not in result.to_json() + str(result)


def test_sqlite_file_is_read_as_a_database_whatever_its_name_ends_in(
    write: Write, tmp_path: Path
) -> None:
    as_sqlite(write(), tmp_path / "hr.data")
    company = load_company(tmp_path / "hr.data", as_of="2026-06-30")
    assert company.fingerprint == load_company(write(), as_of="2026-06-30").fingerprint
    assert company.label == "hr.data"


@pytest.mark.parametrize("name", ["README.md", "staff.docx", "staff.pdf", "settings.yaml"])
def test_file_of_another_kind_is_said_to_be_no_table(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("position_id,title\nP1,Head\n")
    result = check_company(tmp_path / name, as_of="2026-06-30")
    assert [f.code for f in result.faults] == ["no_source"]
    assert f"{name!r} is not a table: its name ends in" in result.faults[0].found
    assert "Empty DataFrame" not in result.to_text()
