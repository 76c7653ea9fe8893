"""A notebook either completes every cell or fails with the cell's number and a sentence."""

import os
import re
import sys
import time
from pathlib import Path

import pytest

from tests.report.toys import COMMON, Write
from workbench.report.problems import CellError, without_paths
from workbench.report.run import run_notebook


def test_run_notebook_gives_parameters_and_environment_to_this_interpreter(
    write_notebook: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "kernels" / "python3"
    elsewhere.mkdir(parents=True)
    (elsewhere / "kernel.json").write_text('{"argv": ["false"], "display_name": "other"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    path = write_notebook(
        "import os, sys\nprint(site, sys.executable, os.environ['TOY'])",
        "import warnings\nwarnings.warn('careful')\nprint(os.listdir())",
        parameters=f'{COMMON}site: str = "02"  # Site',
    )
    before = path.read_bytes()
    executed = run_notebook(path, {"site": "01"}, environment={"TOY": "given"})
    texts = [output.text for cell in executed.cells for output in cell.get("outputs", ())]
    assert texts[0] == f"01 {sys.executable} given\n"
    assert "[]\n" in texts
    assert "papermill" not in executed.metadata
    assert all("papermill" not in cell.metadata for cell in executed.cells)
    assert path.read_bytes() == before
    assert "TOY" not in os.environ


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1 / 0", r"Cell 3: ZeroDivisionError: division by zero \(line 1 of the cell\)"),
        ("import sys\nsys.exit(0)", r"Cell 3: it ended the run with sys.exit\(0\)"),
        (
            "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
            "Cell 3: its process was ended",
        ),
        (
            "from workbench.errors import DataError\n"
            "raise DataError('positions: 3 rows in /srv/hr/p.csv')",
            "^Cell 3: positions: 3 rows in p.csv$",
        ),
    ],
    ids=["error", "exit", "killed", "own"],
)
def test_run_notebook_fails_where_a_cell_does_not_complete(
    write_notebook: Write, code: str, words: str
) -> None:
    with pytest.raises(CellError, match=words) as caught:
        run_notebook(write_notebook(code, "print('never')"), {})
    assert caught.value.cell == 3
    assert re.search(r"[\\/]\w+[\\/]", str(caught.value)) is None


def test_run_notebook_stops_a_cell_that_takes_too_long_and_what_it_started(
    write_notebook: Write, tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    code = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(mark)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)"
    )
    with pytest.raises(CellError, match="ran for more than 2 seconds"):
        run_notebook(write_notebook(code), {}, cell_timeout_seconds=2)
    assert _gone(int(mark.read_text()))


def test_what_a_compiled_library_prints_is_on_no_page(
    write_notebook: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write_notebook("import os\nprint('said')\n_ = os.write(1, b'raw words\\n')")
    executed = run_notebook(path, {})
    outputs = [output for cell in executed.cells for output in cell.get("outputs", ())]
    assert [output.text for output in outputs] == ["said\n"]
    assert "raw words" not in "".join(capfd.readouterr())


def _gone(pid: int) -> bool:
    """A killed process is gone, or a zombie until its new parent has noticed."""
    for _ in range(50):
        state = Path(f"/proc/{pid}/stat")
        try:
            if state.parent.parent.is_dir() and state.read_text().split(")")[-1].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False


def test_without_paths_leaves_addresses_dates_and_words_alone() -> None:
    text = "https://host/a/b, 30/06/2026, and/or, 3/4, </td></tr>"
    assert without_paths(text) == text
