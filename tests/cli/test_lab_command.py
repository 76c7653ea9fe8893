"""What the command hands to JupyterLab; JupyterLab itself is started in tests/lab."""

import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from time import monotonic, sleep

import nbformat
import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.commands import lab

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Collect the words that would start JupyterLab."""
    commands: list[list[str]] = []

    class Server(nullcontext):
        def __init__(self, command: list[str], **_: object) -> None:
            super().__init__(self)
            commands.append(command)

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(lab.subprocess, "Popen", Server)
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: name)
    return commands


def test_lab_opens_the_start_page_of_its_notebooks_and_passes_options_on(started) -> None:
    assert CliRunner().invoke(main, ["lab", "--no-browser", "--port=8899"]).exit_code == 0
    assert "--LabApp.default_url=/lab/tree/start.md" in started[0]
    assert started[0][-3:] == ["--no-browser", "--port=8899", str(NOTEBOOKS)]


def test_lab_on_a_folder_without_a_start_page_opens_no_page(started, tmp_path) -> None:
    assert CliRunner().invoke(main, ["lab", "--notebooks", str(tmp_path)]).exit_code == 0
    assert not [word for word in started[0] if "default_url" in word]
    ended = CliRunner().invoke(main, ["lab", "--notebooks", str(tmp_path / "none")])
    assert (ended.exit_code, ended.stderr) == (
        2, "Error: There is no folder none. Check the path after --notebooks.\n",
    )  # fmt: skip


def test_lab_that_is_not_installed_says_how_to_set_it_up(started, monkeypatch) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)
    ended = CliRunner().invoke(main, ["lab"])
    assert (ended.exit_code, started) == (2, [])
    assert "Set it up with: make lab" in ended.stderr


def test_lab_that_is_stopped_stops_jupyterlab(tmp_path: Path) -> None:
    (tmp_path / "jupyterlab.py").write_text(
        "import pathlib, signal, sys, time\n"
        "here = pathlib.Path(__file__).parent\n"
        "def stop(*_):\n"
        "    (here / 'stopped').write_text('')\n"
        "    sys.exit(7)\n"
        "signal.signal(signal.SIGTERM, stop)\n"
        "(here / 'started').write_text('')\n"
        "time.sleep(60)\n"
    )
    paths = os.pathsep.join([str(tmp_path), str(NOTEBOOKS.parent)])
    command = [sys.executable, "-m", "workbench.cli", "lab"]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}) as process:
        until = monotonic() + 60
        while not (tmp_path / "started").exists() and monotonic() < until:
            sleep(0.1)
        process.terminate()
        assert process.wait(30) == 7
    assert (tmp_path / "stopped").exists()


def test_lab_settings_open_markdown_as_a_page_and_ask_nobody_for_news() -> None:
    folder = Path(lab.lab_environment({})["JUPYTER_CONFIG_PATH"])
    text = (folder / "labconfig" / "default_setting_overrides.json").read_text(encoding="utf-8")
    settings = json.loads(text)
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    viewers = settings["@jupyterlab/docmanager-extension:plugin"]["defaultViewers"]
    assert viewers == {"markdown": "Markdown Preview"}


def test_start_page_leads_to_every_notebook_and_names_its_parameter() -> None:
    page = (NOTEBOOKS / lab.START_PAGE).read_text(encoding="utf-8")
    for path in NOTEBOOKS.glob("*.ipynb"):
        assert f"({path.name})" in page
        cells = nbformat.read(path, as_version=4).cells
        # "In the second cell of a notebook set data"
        assert cells[1].source.startswith('data: str = "')
