"""A forked kernel is as one that was started on its own, and goes when its parent goes."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.toys import Write
from workbench.report import prefork
from workbench.report.notebook import read_notebook
from workbench.report.problems import CellError
from workbench.report.run import run_notebook

pytestmark = pytest.mark.skipif(not prefork.CAN_FORK, reason="forks on Linux only")
SHOW = (
    "import sys, os\nimport colorsys\n"
    "print(hash('a'), os.environ['TOY'], os.getcwd() == os.path.realpath('.'))\n"
    "print(*sorted(os.environ), sep='\\n')\n"
    "print(sys.path[:1] == [os.getcwd()], os.getsid(0) == os.getpid())"
)


@pytest.fixture
def stopped() -> Iterator[None]:
    """No process with imports before and after."""
    prefork.stop_preimported()
    yield
    prefork.stop_preimported()


def texts(path: Path, **environment: str) -> str:
    executed = run_notebook(path, {}, environment=environment)
    return "".join(
        output.get("text", "") for cell in executed.cells for output in cell.get("outputs", ())
    )


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.1)
    return False


def test_forked_kernel_shows_what_one_on_its_own_shows(
    stopped: None, write_notebook: Write
) -> None:
    path = write_notebook(SHOW)
    alone = texts(path, TOY="given")
    prefork.preimport([read_notebook(path)])
    assert texts(path, TOY="given").splitlines() == alone.splitlines()


def test_forked_kernel_has_the_imports_and_nothing_of_the_one_before(
    stopped: None, write_notebook: Write
) -> None:
    look = (
        "import sys, os, random, numpy\n"
        "print(f'pid {os.getpid()} {os.getppid()} {random.random()} {numpy.random.random()}')\n"
        "print('left' in vars(sys), 'LEFT' in os.environ, 'colorsys' in sys.modules)\n"
        "sys.left = 1\nos.environ['LEFT'] = '1'\n"
    )
    path = write_notebook(look, "from colorsys import rgb_to_hls\nimport nowhere_to_be_found")
    prefork.preimport([read_notebook(path)])
    server = prefork.fork_server()
    assert server is not None
    short = write_notebook(look, name="2-short")
    first, second = texts(short).splitlines(), texts(short).splitlines()
    assert first[1] == second[1] == "False False True"
    assert [first[0].split()[2], second[0].split()[2]] == [str(server._process.pid)] * 2
    assert first[0].split()[3:] != second[0].split()[3:]
    with pytest.raises(CellError, match="No module named 'nowhere_to_be_found'") as caught:
        run_notebook(path, {})
    assert caught.value.cell == 4


def test_modules_taken_out_of_a_package_are_imported_too(
    stopped: None, write_notebook: Write
) -> None:
    path = write_notebook("from concurrent import futures\nfrom xml.dom import pulldom, Node")
    prefork.preimport([read_notebook(path)])
    look = "import sys\nprint('xml.dom.pulldom' in sys.modules, 'xml.dom.Node' in sys.modules)"
    assert texts(write_notebook(look, name="2-look")) == "True False\n"


def test_kernels_start_on_their_own_when_the_process_was_killed(
    stopped: None, write_notebook: Write
) -> None:
    path = write_notebook("import os\nprint('parent', os.getppid())")
    prefork.preimport([read_notebook(path)])
    server = prefork.fork_server()
    assert server is not None
    os.kill(server._process.pid, signal.SIGKILL)
    server._process.wait()
    assert texts(path) == f"parent {os.getpid()}\n"
    with pytest.raises(OSError, match=r"gone|Broken pipe"):
        server.fork([], environment={}, folder="/")


def test_killed_cell_and_what_it_started_are_noticed(
    stopped: None, write_notebook: Write, tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    code = (
        "import os, pathlib, signal, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(mark)!r}).write_text(str(child.pid))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = write_notebook(code)
    prefork.preimport([read_notebook(path)])
    with pytest.raises(CellError, match="its process was ended"):
        run_notebook(path, {})
    assert gone(int(mark.read_text()))


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_kernel_goes_with_the_process_that_forked_it(
    stopped: None, how: str, tmp_path: Path
) -> None:
    server = prefork.ForkServer(["ipykernel.kernelapp"], {**os.environ, **prefork.STEADY})
    file = str(tmp_path / "connection.json")
    pid = server.fork(["-f", file], environment=os.environ, folder=str(tmp_path))
    for _ in range(100):
        if Path(file).exists():
            break
        time.sleep(0.1)
    time.sleep(1.0)
    assert parent_of(pid) == server._process.pid
    if how == "killed":
        os.kill(server._process.pid, signal.SIGKILL)
    server.close()
    assert gone(pid)


def test_forked_kernel_has_the_company_that_was_made_ready_and_sees_a_change(
    stopped: None, write_notebook: Write, tmp_path: Path
) -> None:
    data = tmp_path / "hr"
    data.mkdir()
    (data / "positions.csv").write_text("position_id,title\nP1,Head\nP2,Buyer\n")
    (data / "employees.csv").write_text("employee_id,position_id\nE1,P1\nE2,P2\n")
    path = write_notebook(
        "from workbench.company import keeping, load_company\n"
        "from workbench.positions.ranking.rank import rank_positions\n"
        "ready = len(keeping._kept)\n"
        f"company = load_company({str(data)!r}, as_of='2026-06-30')\n"
        "print(ready, len(keeping._kept), '_worked_out' in vars(company))\n"
        "print(list(company.positions['title']), rank_positions(company).table.to_csv())"
    )
    alone = texts(path).splitlines()
    prefork.preimport([read_notebook(path)])
    prefork.make_ready(data="sqlite:///hr.db", settings="", as_of="2026-06-30")
    prefork.make_ready(data=str(data), settings="", as_of="2026-06-30")
    forked = texts(path).splitlines()
    assert (alone[0], forked[0]) == ("0 0 False", "2 2 True")
    assert forked[1:] == alone[1:]
    (data / "positions.csv").write_text("position_id,title\nP1,Head\nP2,Baker\n")
    assert texts(path).splitlines()[0] == "2 4 False"
    assert "Baker" in texts(path)
