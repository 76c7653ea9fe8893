"""The same plan on a Dask cluster of processes on this machine; one of them is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.batch.conftest import WritePlan
from tests.batch.dask_work import traced
from tests.batch.test_kill import ROOT
from workbench.batch.executors import dask_executor
from workbench.batch.plan import load_plan
from workbench.batch.record import Entry
from workbench.batch.run import run_batch
from workbench.errors import ReportError

if not os.environ.get("WORKBENCH_TEST_ALL"):
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")
# The library warns on its own account; what it does is what is tested.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


class Cluster:
    """A scheduler and its workers, each a process; only this machine reaches them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        for _ in range(300):
            if self.file.exists() and self.file.read_text().strip():
                break
            time.sleep(0.1)
        self.workers = [self._start("worker", "--host", "127.0.0.1", "--nthreads", "1",
                                    "--no-nanny", "--local-directory", str(folder / str(number)))
                        for number in range(3)]  # fmt: skip

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text())["address"])

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, kind: str, *words: str) -> "subprocess.Popen[bytes]":
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard",
                   "--scheduler-file", str(self.file), *words]  # fmt: skip
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.folder, env={**os.environ, "PYTHONPATH": path},
                stdout=log, stderr=log,
            )  # fmt: skip


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    running = Cluster(folder)
    yield running
    running.stop()


def test_worker_killed_in_mid_run_loses_nothing_and_doubles_nothing(
    cluster: Cluster, write_plan: WritePlan
) -> None:
    sets = {f"s{number:02d}": {} for number in range(20)}
    path = write_plan(parameter_sets=sets)
    told: list[str] = []
    killed = cluster.workers[0]

    def kill_one(entry: Entry) -> None:
        told.append(entry.name)
        if len(told) == 8:
            killed.send_signal(signal.SIGKILL)

    with dask_executor(cluster.address) as (executor, slots):
        executor_client = executor._client
        executor_client.wait_for_workers(3, timeout=60)
        result = run_batch(
            load_plan(path), executor, slots=max(slots, 3), work=traced, told=kill_one
        )
    assert killed.poll() == -signal.SIGKILL
    assert result.ended == "complete"
    assert result.count("made") == len(result.entries) == 40
    # Nothing lost: every page is there. Nothing twice: each was put in place and noted once.
    assert sorted(told) == sorted(entry.name for entry in result.entries)
    for entry in result.entries:
        (file,) = entry.files
        assert (path.parent / "out" / file).read_text() == f"{entry.name} {{}}"
    lines = [line.split() for line in (path.parent / "trace.txt").read_text().splitlines()]
    ended = Counter(name for what, name, _ in lines if what == "ended")
    began = Counter(name for what, name, _ in lines if what == "began")
    assert set(ended) == set(began) == {entry.name for entry in result.entries}
    # What began twice was in the hands of the one that was killed.
    hands = {name for what, name, pid in lines if what == "began" and int(pid) == killed.pid}
    assert {name for name, times in began.items() if times > 1} <= hands
    assert len({pid for _, _, pid in lines}) == 3


def test_real_reports_of_a_cluster_are_those_of_this_machine(
    cluster: Cluster, write_plan: WritePlan
) -> None:
    path = write_plan(units=["Sales"], notebooks=["people"])
    with dask_executor(cluster.address) as (executor, slots):
        assert run_batch(load_plan(path), executor, slots=slots).count("made") == 2
    out = path.parent / "out"
    wanted = {file.name: file.read_bytes() for file in out.rglob("0-people.html")}
    with ThreadPoolExecutor(1) as pool:
        assert run_batch(load_plan(path), pool, again=True).count("made") == 2
    assert {file.name: file.read_bytes() for file in out.rglob("0-people.html")} == wanted


def test_address_without_a_scheduler_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.batch.executors._CONNECT_SECONDS", 1)
    with (
        pytest.raises(ReportError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"),
        dask_executor("tcp://127.0.0.1:9"),
    ):
        pass
