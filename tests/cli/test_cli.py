"""The command line passes values on, says what happened, and leaves with the right code."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import main

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "positions.csv").write_text(
        "position_id,title,reports_to\nP1,Head,\nP2,Clerk,P9\n", encoding="utf-8"
    )
    (folder / "employees.csv").write_text("employee_id,position_id\nE1,P2\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    ["check", "report", "explain", "history", "parameters", "sample", "template", "lab"],
)
def test_help_names_every_command_and_explains_it(command: str) -> None:
    assert command in run("--help").output
    text = run(command, "--help")
    assert text.exit_code == 0
    assert len(text.output.split()) > 12


def test_check_of_the_sample_finds_no_fault() -> None:
    result = run("check", SAMPLE)
    assert result.exit_code == 0, result.output
    assert "positions" in result.output


def test_check_names_faults_and_exits_with_1(broken: Path) -> None:
    result = run("check", broken, "--as-of", "2026-06-30")
    assert result.exit_code == 1
    assert "positions.reports_to row 3" in result.output
    assert "P9" in result.output


def test_check_as_json_can_be_read_by_a_program(broken: Path) -> None:
    result = run("check", broken, "--as-of", "2026-06-30", "--json")
    content = json.loads(result.output)
    codes = {fault["code"] for fault in content["faults"] if fault["column"] == "reports_to"}
    assert "unknown_id" in codes
    assert content["exit_code"] == 1
    assert {row["table"] for row in content["account"]} == {"positions", "employees"}


def test_check_of_a_missing_source_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    result = run("check", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.output
    assert "Traceback" not in result.output


def test_report_refuses_unknown_parameters_before_anything_runs(tmp_path: Path) -> None:
    result = run("report", "--data", SAMPLE, "--out", tmp_path, "-p", "horizon=12")
    assert result.exit_code == 2
    assert "horizon" in result.output
    assert "horizon_days" in result.output
    assert not list(tmp_path.iterdir())


def test_report_refuses_unknown_names_and_lists_the_right_ones(tmp_path: Path) -> None:
    result = run("report", "weather", "--data", SAMPLE, "--out", tmp_path)
    assert result.exit_code == 2
    assert "1-key-positions" in result.output


def test_report_refuses_a_parameter_without_value(tmp_path: Path) -> None:
    result = run("report", "--data", SAMPLE, "--out", tmp_path, "-p", "horizon_days")
    assert result.exit_code == 2
    assert "NAME=VALUE" in result.output


def test_report_on_a_missing_source_says_so_once_and_writes_nothing(tmp_path: Path) -> None:
    result = run("report", "--data", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.output.count("nowhere") == 1
    assert not (tmp_path / "out").exists()


def test_report_takes_blanks_around_a_parameter(tmp_path: Path) -> None:
    result = run("report", "--data", SAMPLE, "--out", tmp_path, "-p", " nonsense = 1 ")
    assert result.exit_code == 2
    assert "'nonsense'" in result.output or "nonsense:" in result.output


def test_parameters_lists_every_notebook() -> None:
    output = run("parameters").output
    for name in ("0-data-check", "1-key-positions", "4-executive-brief"):
        assert name in output


def test_sample_writes_a_company_that_checks_clean(tmp_path: Path) -> None:
    folder = tmp_path / "company"
    assert run("sample", folder, "--employees", "200", "--seed", "3").exit_code == 0
    result = run("check", folder, "--as-of", "2026-06-30")
    assert result.exit_code == 0, result.output


def test_template_can_be_read_back_and_asks_for_own_rows(tmp_path: Path) -> None:
    book = tmp_path / "company.xlsx"
    assert run("template", book).exit_code == 0
    result = run("check", book, "--as-of", "2026-06-30")
    assert result.exit_code == 2, result.output
    assert "positions and employees hold no rows of your own yet" in result.output
    assert "Empty DataFrame" not in result.output


def test_check_without_any_date_uses_today(tmp_path: Path) -> None:
    folder = tmp_path / "undated"
    folder.mkdir()
    for name in ("positions", "employees"):
        shutil.copy(SAMPLE / f"{name}.csv", folder)
    assert run("check", folder).exit_code == 0
