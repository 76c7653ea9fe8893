"""The command says what happened, and its exit code means it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.batch.conftest import WritePlan, write_toy
from workbench.batch.lock import BusyError
from workbench.cli import main


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, ["batch", *words])


def test_one_report_that_fails_gives_code_1_and_the_others_stand(write_plan: WritePlan) -> None:
    path = write_plan(notebooks=["size", "bad"], preimported=False)
    bad = "from workbench.errors import DataError\nraise DataError('positions is empty.')"
    write_toy(path.parent / "notebooks", "2-bad", bad)
    told = invoke(str(path))
    assert told.exit_code == 1
    assert "1 made, 0 unchanged, 1 failed, 0 not done" in told.output
    assert "positions is empty." in told.output
    assert (path.parent / "out" / "2-bad.failed.html").is_file()
    write_toy(path.parent / "notebooks", "2-bad", "print('mended')")
    told = invoke(str(path), "--json")
    assert told.exit_code == 0
    assert json.loads(told.output)["counts"] == {
        "made": 1, "unchanged": 1, "failed": 0, "not_done": 0,
    }  # fmt: skip
    assert not (path.parent / "out" / "2-bad.failed.html").exists()


@pytest.mark.parametrize("words", [["batch"], ["schedule", "--for", "cron"]])
def test_units_that_are_unknown_are_refused_at_once(
    write_plan: WritePlan, words: list[str]
) -> None:
    path = write_plan(units=["Sale", "Works", "Depot"], notebooks=["people"], preimported=False)
    told = CliRunner().invoke(main, [*words, str(path)])
    assert told.exit_code == 2
    assert "units: no post is in a unit 'Sale'. Did you mean 'Sales'?" in told.output
    assert "No post is in a unit 'Depot'." in told.output
    assert "positions.unit: Sales, Top, Works." in told.output
    assert not (path.parent / "out" / "0-people.html").exists()
    (path.parent / "hr" / "positions.csv").write_text("title\nDriver\n")
    unread = CliRunner().invoke(main, ["schedule", "--for", "cron", str(path)])
    assert unread.exit_code == 0


def test_plan_that_cannot_be_started_gives_code_2_and_writes_nothing(write_plan: WritePlan) -> None:
    path = write_plan(parameter_sets={"big": {"bulk": 1}})
    told = invoke(str(path))
    assert told.exit_code == 2
    assert "parameter_sets.big: 'bulk' is no parameter" in told.output
    assert not (path.parent / "out" / "run.json").exists()
    assert invoke(str(path.parent / "other.yaml")).exit_code == 2


@pytest.mark.parametrize(("problem", "code"), [(BusyError("Busy."), 4), (KeyboardInterrupt(), 130)])
def test_busy_folder_and_interruption_have_codes_of_their_own(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch, problem: BaseException, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr("workbench.batch.run.run_batch", refuse)
    assert invoke(str(write_plan())).exit_code == code


def test_password_in_the_variable_of_a_source_is_in_no_file(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = "s3cr3t-enough"
    monkeypatch.setenv("HR", f"postgresql://hr:{secret}@127.0.0.1:1/hr")
    told = invoke(str(write_plan(data="env:HR", as_of="2026-06-30")))
    assert told.exit_code == 2
    written = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert secret not in told.output
    assert not any(secret.encode() in content for content in written)
