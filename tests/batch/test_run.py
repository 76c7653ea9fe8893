"""A run makes what has changed, notes it, and isolates what fails."""

import json
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.batch.conftest import POSITIONS, WritePlan, write_toy
from workbench.batch.jobs import Job
from workbench.batch.lock import BusyError
from workbench.batch.plan import load_plan
from workbench.batch.run import BatchResult, run_batch
from workbench.batch.work import Made
from workbench.errors import DataError


def cheap(job: Job) -> Made:
    """Stand in for a report; what it gives depends on the job alone."""
    if job.parameters.get("size") == 9:
        raise DataError(f"no {job.notebook} of this size in /srv/hr/people.csv")
    files = ((f"{job.notebook}.html", f"{job.name} {dict(job.parameters)}".encode()),)
    return Made(True, "", job.notebook, files, 0.0)


def run(path: Path, **more: object) -> BatchResult:
    with ThreadPoolExecutor(2) as pool:
        return run_batch(load_plan(path), pool, **{"work": cheap, **more})


def statuses(result: BatchResult) -> dict[str, str]:
    return {entry.name: entry.status for entry in result.entries}


def test_second_run_makes_nothing_and_a_third_only_what_changed(write_plan: WritePlan) -> None:
    path = write_plan(units=["Sales"])
    assert set(statuses(run(path)).values()) == {"made"}
    assert set(statuses(run(path)).values()) == {"unchanged"}
    write_toy(path.parent / "notebooks", "1-size", "print('other')")
    assert statuses(run(path)) == {
        "0-people": "unchanged", "1-size": "made",
        "Sales/0-people": "unchanged", "Sales/1-size": "made",
    }  # fmt: skip
    assert set(statuses(run(path, again=True)).values()) == {"made"}


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "hr" / "positions.csv").write_text(POSITIONS + "P4,More,Sales,P2\n"),
        lambda root: (root / "hr" / "settings.yaml").write_text("as_of: 2026-07-01\n"),
        lambda root: (root / "out" / "0-people.html").write_text("edited"),
        lambda root: (root / "out" / "0-people.html").unlink(),
        lambda root: (root / "out" / ".batch" / "0-people.json").write_text("{"),
    ],
    ids=["data", "settings", "edited", "gone", "note torn"],
)
def test_report_is_made_again_when_what_it_stands_on_changed(write_plan: WritePlan, change) -> None:
    path = write_plan(notebooks=["people"])
    plan = load_plan(path)
    with ThreadPoolExecutor(1) as pool:
        run_batch(plan, pool, work=cheap)
        change(path.parent)
        assert statuses(run_batch(plan, pool, work=cheap)) == {"0-people": "made"}
        assert statuses(run_batch(plan, pool, work=cheap)) == {"0-people": "unchanged"}


def test_failure_leaves_its_report_beside_the_others_and_is_tried_again(
    write_plan: WritePlan,
) -> None:
    path = write_plan(parameter_sets={"big": {"size": 9}, "usual": {}}, notebooks=["size"])
    result = run(path)
    out = path.parent / "out"
    assert statuses(result) == {"big/1-size": "failed", "usual/1-size": "made"}
    assert "no 1-size of this size" in (out / "big" / "1-size.failed.html").read_text()
    record = json.loads((out / "run.json").read_text())
    assert record["counts"] == {"made": 1, "unchanged": 0, "failed": 1, "not_done": 0}
    assert record["status"] == "complete"
    failed = record["reports"][0]
    assert failed["message"] == "no 1-size of this size in people.csv"
    assert failed["parameters"] == {"size": 9}
    assert statuses(run(path)) == {"big/1-size": "failed", "usual/1-size": "unchanged"}


def test_good_report_outlives_a_failure_and_success_clears_the_error(write_plan: WritePlan) -> None:
    path = write_plan(notebooks=["size"])
    out = path.parent / "out"
    run(path)
    good = (out / "1-size.html").read_bytes()

    def broken(job: Job) -> Made:
        return Made(False, "No.", "A", ((f"{job.notebook}.failed.html", b"no"),), 0.0)

    run(path, work=broken, again=True)
    assert (out / "1-size.html").read_bytes() == good
    assert (out / "1-size.failed.html").exists()
    assert statuses(run(path)) == {"1-size": "made"}
    assert not (out / "1-size.failed.html").exists()


def test_companion_file_that_is_no_longer_made_goes(write_plan: WritePlan) -> None:
    path = write_plan(notebooks=["size"])

    def with_companion(job: Job) -> Made:
        made = cheap(job)
        return Made(True, "", "A", (*made.files, (f"{job.notebook}.xlsx", b"tables")), 0.0)

    run(path, work=with_companion)
    assert (path.parent / "out" / "1-size.xlsx").read_bytes() == b"tables"
    run(path, again=True)
    assert not (path.parent / "out" / "1-size.xlsx").exists()


def test_second_batch_in_the_same_folder_is_refused(write_plan: WritePlan, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    plan = write_plan()
    # Record locks are held by processes, so the holder is a process of its own.
    hold = (
        "import sys; from pathlib import Path; from workbench.batch.lock import only_batch_in\n"
        "with only_batch_in(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(BusyError):
            run(plan)
    assert not (tmp_path / "out" / "run.json").exists()


def test_any_executor_will_do(write_plan: WritePlan) -> None:
    path = write_plan(units="all")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        result = run_batch(load_plan(path), pool, work=cheap)
    assert result.count("made") == 8
    assert set(statuses(run(path)).values()) == {"unchanged"}


def test_executor_that_loses_its_processes_interrupts_and_nothing_is_lost(
    write_plan: WritePlan,
) -> None:
    class Lossy(Executor):
        def submit(self, work, job):  # type: ignore[override]
            future: Future[Made] = Future()
            if job.notebook == "1-size":
                future.cancel()
                future.set_running_or_notify_cancel()
            else:
                future.set_result(work(job))
            return future

    path = write_plan(notebooks=["people", "size"])
    result = run_batch(load_plan(path), Lossy(), work=cheap, slots=1)
    assert result.ended == "interrupted"
    assert statuses(result)["1-size"] == "not_done"
    assert not (path.parent / "out" / "1-size.failed.html").exists()
    assert run(path).ended == "complete"


def test_few_jobs_are_under_way_at_a_time(write_plan: WritePlan) -> None:
    class Counting(ThreadPoolExecutor):
        most = now = 0

        def submit(self, work, job):  # type: ignore[override]
            self.now += 1
            self.most = max(self.most, self.now)
            return super().submit(work, job)

    sets = {f"s{number}": {} for number in range(20)}
    with Counting(1) as pool:

        def told(entry: object) -> None:
            pool.now -= 1

        run_batch(load_plan(write_plan(parameter_sets=sets)), pool, work=cheap, slots=1, told=told)
    assert pool.most <= 4


def test_index_leads_to_every_folder(write_plan: WritePlan) -> None:
    path = write_plan(units=["Sales", "Works"], parameter_sets={"usual": {}})
    run(path)
    index = (path.parent / "out" / "index.html").read_text()
    for folder in ("usual", "Sales/usual", "Works/usual"):
        assert f'href="{folder}/index.html"' in index
        assert (path.parent / "out" / folder / "index.html").is_file()
    assert "Whole company (Acme), usual</a>" in index
    assert ">Sales, usual</a>" in index
    assert "0 reports" not in index
