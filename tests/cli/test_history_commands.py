"""The commands about runs, and what a check and a report say of the last one."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from tests.history.toys import Tables, quick_headlines, tables
from workbench.cli import main
from workbench.company import load_company
from workbench.history import again
from workbench.history.keep import check_inputs, keep_run
from workbench.history.store import History
from workbench.report.maker import ReportResult
from workbench.settings import Settings

Write = Callable[..., Path]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, changed: Tables | None = None) -> Path:
        path = tmp_path / name
        path.mkdir()
        for table, frame in {**tables(), **(changed or {})}.items():
            frame.to_csv(path / f"{table}.csv", index=False)
        return path

    return written


def keep(folder: Path, as_of: str, **settings: object) -> str:
    """Keep a run as the brief of a report would."""
    company = load_company(folder, as_of=as_of, settings=Settings.model_validate(settings))
    history = History(folder.parent / "reports" / "history.sqlite")
    figures = quick_headlines(company)
    checked = check_inputs(company, history, source=str(folder), figures=figures)
    keep_run(checked, company, history)
    return checked.run.run_id


@pytest.fixture
def out(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two runs: four people fewer, and twice the horizon."""
    monkeypatch.setattr(again, "measure_headlines", quick_headlines)
    june = write("june")
    july = write("july", {"employees": tables()["employees"].iloc[:-4]})
    keep(june, "2026-06-30")
    keep(july, "2026-07-31", horizon_days=730)
    return june.parent / "reports"


def test_explain_says_what_moved_and_why(out: Path) -> None:
    result = run("explain", "--out", out)
    assert result.exit_code == 0, result.output
    assert "Since 30 June 2026 expected loss rose from EUR 5.11 k to EUR 7.30 k" in result.output
    assert "(data -EUR 2.19 k, settings +EUR 4.38 k)" in result.output
    assert "horizon_days" in result.output
    assert "E0000" not in result.output


@pytest.mark.parametrize("pair", [("previous", "last"), ("2026-06-30", "2026-07-31")])
def test_explain_as_json_adds_up(out: Path, pair: tuple[str, str]) -> None:
    content = json.loads(run("explain", *pair, "--out", out, "--json").output)
    parts = pd.DataFrame(content["parts"])
    sums = parts.groupby("figure")["amount"].sum()
    for row in content["figures"]:
        if row["figure"] in sums:
            assert sums[row["figure"]] == row["now"] - row["before"]
    assert content["settings"] == [{"setting": "horizon_days", "before": "365", "now": "730"}]


def test_explain_takes_the_beginning_of_an_id(out: Path) -> None:
    first, second = (each.run_id for each in History(out / "history.sqlite").runs())
    assert run("explain", first[:6], second[:6], "--out", out / "history.sqlite").exit_code == 0


def test_runs_of_another_series_are_not_compared(out: Path) -> None:
    other = keep(out.parent / "june", "2026-12-31", company_name="Another")
    alone = run("explain", "--out", out)
    assert alone.exit_code == 2
    assert "There is only one run of 'Another' with key figures yet" in alone.output
    assert "Make the executive brief with 'workbench report' again" in alone.output
    assert "previous" not in alone.output
    assert run("explain", "--out", out, "--series", "company").exit_code == 0
    assert other in run("history", "--out", out, "--series", "Another").output
    assert other not in run("history", "--out", out, "--series", "company").output


@pytest.mark.parametrize("name", ["2020-01-01", "zzz", ""])
def test_a_run_that_is_not_there_is_a_sentence_with_the_ones_that_are(out: Path, name: str) -> None:
    result = run("explain", name, "last", "--out", out)
    assert result.exit_code == 2
    assert f"{name!r} fits no run" in result.output
    assert "2026-06-30" in result.output


def test_without_a_history_the_commands_say_how_to_begin_one(tmp_path: Path) -> None:
    for command in ("explain", "history"):
        result = run(command, "--out", tmp_path)
        assert result.exit_code == 2
        assert "begun by 'workbench report'" in result.output


def test_a_broken_history_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite").write_bytes(b"broken")
    for command in ("explain", "history"):
        result = run(command, "--out", tmp_path)
        assert result.exit_code == 2
        assert "Error: history.sqlite cannot be read as a history of runs" in result.output


def test_history_lists_runs_and_the_trend(out: Path) -> None:
    text = run("history", "--out", out).output
    assert "2026-06-30" in text and "sound" in text
    assert "EUR 5.11 k" in text
    rows = json.loads(run("history", "--out", out, "--json").output)
    assert [row["as_of"] for row in rows] == ["2026-07-31", "2026-06-30"]
    assert str(out.parent) not in text


def smaller(write: Write) -> Path:
    posts = tables()["positions"].iloc[:8]
    people = tables()["employees"].iloc[:8]
    return write("august", {"positions": posts, "employees": people})


def test_check_says_what_looks_partial_and_exits_with_1(out: Path, write: Write) -> None:
    august = smaller(write)
    result = run("check", august, "--as-of", "2026-08-31", "--out", out)
    assert result.exit_code == 1
    assert "Unit sales is missing; the last run had 6 posts in it." in result.output
    alone = run("check", august, "--as-of", "2026-08-31", "--out", out / "nowhere")
    assert alone.exit_code == 0
    content = json.loads(
        run("check", august, "--as-of", "2026-08-31", "--out", out, "--json").output
    )
    assert any("sales" in sentence for sentence in content["partial"])


def test_check_of_whole_tables_says_nothing(out: Path) -> None:
    result = run("check", out.parent / "june", "--as-of", "2026-08-31", "--out", out)
    assert result.exit_code == 0
    assert "partial" not in result.output


def test_check_goes_on_beside_a_broken_history(out: Path) -> None:
    (out / "history.sqlite").write_bytes(b"broken")
    result = run("check", out.parent / "june", "--as-of", "2026-08-31", "--out", out)
    assert result.exit_code == 1
    verdict = "No fault: the tables can be used as they are, but look at this first:"
    assert verdict in result.output
    assert "cannot be read as a history of runs" in result.output.partition(verdict)[2]


def test_check_says_where_no_earlier_run_was_found(out: Path, tmp_path: Path) -> None:
    asked = ("check", out.parent / "june", "--as-of", "2026-08-31", "--out")
    assert "Not held against an earlier run" in run(*asked, tmp_path / "none").output
    assert "Not held" not in run(*asked, out).output


def test_explain_warns_of_a_partial_run_until_it_is_accepted(out: Path) -> None:
    asked = ("explain", "2026-06-30", "2026-07-31", "--out", out)
    assert "(2026-07-31) looks partial" in run(*asked).output.splitlines()[0]
    assert len(json.loads(run(*asked, "--json").output)["partial"]) == 1
    run("history", "--out", out, "--accept", "last")
    assert "looks partial" not in run(*asked).output


def test_accept_makes_a_partial_run_the_measure(out: Path, write: Write) -> None:
    august = smaller(write)
    keep(august, "2026-08-31")
    assert "partial" in run("history", "--out", out).output
    assert "accepted" in run("history", "--out", out, "--accept", "last").output
    assert run("check", august, "--as-of", "2026-09-30", "--out", out).exit_code == 0


def test_a_report_on_partial_tables_leaves_with_3(
    out: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    august = smaller(write)

    def made(*names: object, **options: object) -> tuple[ReportResult, ...]:
        keep(august, "2026-08-31")
        return (ReportResult("0-data-check", "Data check", out / "0.html", True, "", 1.0),)

    monkeypatch.setattr("workbench.report.reports.make_reports", made)
    result = run("report", "--data", august, "--out", out, "--as-of", "2026-08-31")
    assert result.exit_code == 3
    assert "Unit sales is missing" in result.output
    run("history", "--out", out, "--accept", "last")
    assert run("report", "--data", august, "--out", out, "--as-of", "2026-08-31").exit_code == 0
