"""What is printed is what the schedulers read, whatever the plan is called."""

import ast
import shlex
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from tests.batch.conftest import WritePlan
from workbench.batch.schedule import FILES, schedule_text
from workbench.cli import main
from workbench.errors import ParameterError

# Spaces, markup, a variable, a command and a quote that would end a shell word.
ODD = Path("/srv/o'hara & <co> $HOME `id` 部/plan one.yaml")
PYTHON = "/opt/py thon/bin/python"


def text(kind: str, plan: Path = ODD, **more: object) -> str:
    return schedule_text(plan, kind, python=PYTHON, **more)


def test_cron_line_runs_exactly_the_plan() -> None:
    line = text("cron", day=3, at="18:05").splitlines()[-1]
    when, command = line.split(" ", 5)[:5], line.split(" ", 5)[5]
    assert when == ["5", "18", "3", "*", "*"]
    words = shlex.split(command)
    assert words[:5] == [PYTHON, "-m", "workbench.cli", "batch", str(ODD)]
    assert words[5:] == [f">>{ODD.with_suffix('.log')}", "2>&1"]


def test_systemd_units_quote_the_plan_and_go_on_after_an_interruption() -> None:
    lines = text("systemd", at="18:05").splitlines()
    command = next(line for line in lines if line.startswith("ExecStart="))
    plan = str(ODD).replace("$", "$$")
    assert command == f'ExecStart="{PYTHON}" -m workbench.cli batch "{plan}"'
    assert "OnCalendar=*-*-01 18:05:00" in lines
    assert {"SuccessExitStatus=4", "RestartPreventExitStatus=1 2 3", "Persistent=true"} <= set(
        lines
    )


def test_windows_task_is_xml_that_names_the_plan() -> None:
    script = text("windows", day=28)
    task = script.split("@'\n")[1].split("\n'@")[0].replace('encoding="UTF-16"', "")
    root = ET.fromstring(task)
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert root.find(f".//{space}Command").text == PYTHON
    assert root.find(f".//{space}Arguments").text == f'-m workbench.cli batch "{ODD}"'
    assert root.find(f".//{space}Day").text == "28"
    assert [month.tag.removeprefix(space)[:3] for month in root.find(f".//{space}Months")] == [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]  # fmt: skip


def test_github_workflow_is_yaml_with_paths_of_the_checkout(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    plan = tmp_path / "plans" / "month: 1.yaml"
    flow = YAML(typ="safe").load(text("github-actions", plan, out=str(tmp_path / "out")))
    assert flow["on"]["schedule"] == [{"cron": "0 6 1 * *"}]
    steps = flow["jobs"]["reports"]["steps"]
    run = next(step for step in steps if "batch" in step.get("run", ""))
    assert run["env"] == {"PLAN": "plans/month: 1.yaml"}
    assert steps[-1]["with"]["path"] == "out"


def test_airflow_file_is_python_that_runs_exactly_the_plan() -> None:
    tree = ast.parse(text("airflow"))
    command = next(
        node.value for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "COMMAND"
    )  # fmt: skip
    assert ast.literal_eval(command) == [PYTHON, "-m", "workbench.cli", "batch", str(ODD)]


@pytest.mark.parametrize("name", ["100%.yaml", "a\nb.yaml", 'a"b.yaml', "{{ x }}.yaml"])
def test_path_that_a_scheduler_would_misread_is_refused(name: str) -> None:
    with pytest.raises(ParameterError, match="a character that a scheduler would read"):
        text("cron", Path("/srv") / name)


@pytest.mark.parametrize("at", ["6", "24:00", "06:60", "06:00; id"])
def test_time_that_is_none_is_refused(at: str) -> None:
    with pytest.raises(ParameterError, match="a time such as 06:00"):
        text("cron", at=at)


@pytest.mark.parametrize("kind", FILES)
def test_command_prints_what_to_install(write_plan: WritePlan, kind: str) -> None:
    told = CliRunner().invoke(main, ["schedule", str(write_plan()), "--for", kind])
    assert told.exit_code == 0
    assert "nstall" in told.output.splitlines()[0]
    assert "workbench.cli" in told.output


def test_command_refuses_a_plan_that_is_wrong(write_plan: WritePlan) -> None:
    told = CliRunner().invoke(main, ["schedule", str(write_plan(dta=1)), "--for", "cron"])
    assert told.exit_code == 2
    assert "dta: unknown key" in told.output


def test_command_warns_of_a_report_date_that_stands_still(write_plan: WritePlan) -> None:
    told = CliRunner().invoke(
        main, ["schedule", str(write_plan(as_of="2026-06-30")), "--for", "cron"]
    )
    assert told.exit_code == 0
    assert "gives every run the same report date" in told.stderr
    assert not CliRunner().invoke(main, ["schedule", str(write_plan()), "--for", "cron"]).stderr


def test_windows_task_printed_elsewhere_says_whose_paths_it_holds(monkeypatch) -> None:
    assert "is not Windows: run" in text("windows")
    monkeypatch.setattr("sys.platform", "win32")
    assert "is not Windows" not in text("windows")


def test_github_run_fetches_what_the_last_one_left_before_it_starts(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    flow = YAML(typ="safe").load(text("github-actions", tmp_path / "plan.yaml", out="out"))
    steps = flow["jobs"]["reports"]["steps"]
    fetch, run = (
        next(number for number, step in enumerate(steps) if words in step.get("run", ""))
        for words in ("gh run download", "workbench.cli batch")
    )
    assert fetch < run
    assert steps[fetch]["env"]["OUT"] == steps[-1]["with"]["path"] == "out"
    assert flow["permissions"] == {"contents": "read", "actions": "read"}
