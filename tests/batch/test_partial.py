"""A batch says that tables look partial, for as long as the reports from them stand."""

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from tests.batch.conftest import EMPLOYEES, POSITIONS, WritePlan, write_toy
from workbench.batch.jobs import jobs_of
from workbench.batch.partial import partial_folders
from workbench.batch.plan import load_plan
from workbench.batch.record import Entry
from workbench.cli import main
from workbench.company.load import source_settings

KEEPING = """\
from workbench.company import load_company
from workbench.history.keep import check_inputs, keep_run
company = load_company(data, settings=settings or None, as_of=as_of or None)
keep_run(check_inputs(company, source=data), company)
"""
# Ten more people in a unit that is missing the next time.
MORE = range(10, 20)


def test_partial_tables_give_code_3_until_the_run_is_accepted(write_plan: WritePlan) -> None:
    path = write_plan(notebooks=["people"])
    write_toy(path.parent / "notebooks", "0-people", KEEPING)
    data, out = path.parent / "hr", path.parent / "out"
    posts = "".join(f"P{number},Driver,Depot,P1\n" for number in MORE)
    people = "".join(f"E{number},P{number}\n" for number in MORE)
    (data / "positions.csv").write_text(POSITIONS + posts)
    (data / "employees.csv").write_text(EMPLOYEES + people)
    first = invoke("batch", path)
    assert first.exit_code == 0, first.output
    assert json.loads((out / "run.json").read_text())["partial"] == {}

    (data / "positions.csv").write_text(POSITIONS)
    (data / "employees.csv").write_text(EMPLOYEES)
    for _ in range(2):
        told = invoke("batch", path)
        assert told.exit_code == 3, told.output
        assert f"{out}: the tables may be partial beside the last run:" in told.output
        record = json.loads((out / "run.json").read_text())
        assert any("Depot is missing" in sentence for sentence in record["partial"]["."])
    (run,) = record["reports"][0]["runs"]
    assert invoke("history", "--out", out, "--accept", run).exit_code == 0
    assert invoke("batch", path).exit_code == 0


def test_history_that_cannot_be_read_is_said(write_plan: WritePlan, tmp_path: Path) -> None:
    plan = load_plan(write_plan(units=["Sales"], notebooks=["people"]))
    jobs = jobs_of(plan, today=plan.as_of)
    entries = [Entry(job.name, "made", job.unit, job.notebook, {}, "") for job in jobs]
    settled = source_settings(plan.data, None)
    assert partial_folders(jobs, entries, settled) == {}
    (tmp_path / "out" / "Sales").mkdir(parents=True)
    (tmp_path / "out" / "Sales" / "history.sqlite").write_text("none")
    ((folder, said),) = partial_folders(jobs, entries, settled).items()
    assert folder == "Sales"
    assert "This run is not kept" in said[0]
    nowhere = [replace(job, history="") for job in jobs]
    assert partial_folders(nowhere, entries, settled) == {}


def invoke(*words: object):
    return CliRunner().invoke(main, list(map(str, words)))
