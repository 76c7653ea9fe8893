"""The run of a batch: what has changed is made, each report is put in place once, all is noted."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbench.batch.fingerprint import job_fingerprint, method_fingerprint, source_fingerprint
from workbench.batch.jobs import Job, jobs_of
from workbench.batch.lock import only_batch_in
from workbench.batch.partial import partial_folders
from workbench.batch.plan import Plan
from workbench.batch.publish import publish, write_indexes
from workbench.batch.record import (
    FAILED,
    MADE,
    NOT_DONE,
    UNCHANGED,
    Entry,
    clear_drafts,
    read_entry,
    still_stands,
    write_entry,
    write_record,
)
from workbench.batch.together import Together
from workbench.batch.work import Made, make_job
from workbench.company.keeping import keep_sources
from workbench.company.load import source_settings
from workbench.errors import WorkbenchError
from workbench.report.export import failure_html
from workbench.report.problems import without_paths
from workbench.report.publish import ready_folder
from workbench.report.source import data_source

# Waiting behind those that run, so that no worker is idle; finished pages do not pile up.
_AHEAD = 2
# The executor has lost its processes or its cluster: no fault of the job.
_LOST = (BrokenExecutor, CancelledError)
Work = Callable[[Job], Made]


@dataclass(frozen=True)
class BatchResult:
    """What became of a batch.

    Parameters
    ----------
    entries : what became of each report, in the order of the plan
    ended : ``complete`` or ``interrupted``
    message : why it was interrupted; else empty
    record : path of ``run.json``
    partial : what looks partial in the tables, by folder, see ``partial_folders``
    """

    entries: tuple[Entry, ...]
    ended: str
    message: str
    record: Path
    partial: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def count(self, status: str) -> int:
        """How many reports have a status."""
        return sum(entry.status == status for entry in self.entries)


def run_batch(
    plan: Plan,
    executor: Executor,
    *,
    slots: int = 2,
    again: bool = False,
    today: dt.date | None = None,
    work: Work = make_job,
    told: Callable[[Entry], None] = lambda entry: None,
) -> BatchResult:
    """Make the reports of a plan that do not stand yet.

    Parameters
    ----------
    plan : from ``load_plan``
    executor : runs the jobs; any ``concurrent.futures.Executor``, also that of a Dask cluster
    slots : how many jobs the executor runs at the same time
    again : make every report, whether it has changed or not
    today : report date where neither plan nor settings give one; not given: the date of today
    work : makes one job; a function that every process of the executor can import
    told : is called after each report

    Returns
    -------
    BatchResult. Only this process writes among the reports: a report counts as done when it is in
    place and noted, so a run that is killed at any point is resumed by running it again.

    Raises
    ------
    WorkbenchError
        If the plan or the folder is wrong or busy; nothing has run then.
    """
    out = ready_folder(Path(plan.out))
    with only_batch_in(out):
        # What is read for the units is there for the first report, too.
        keep_sources()
        settled = source_settings(plan.data, plan.settings or None)
        jobs = jobs_of(plan, today=today or dt.date.today())
        clear_drafts(out, {job.folder for job in jobs})
        batch = _Batch(out, jobs, _fingerprints(jobs), told, _now())
        todo = [job for job in jobs if again or not batch.stands(job)]
        batch.record("running")
        ended, message = "interrupted", "stopped from outside"
        try:
            for job, future in _finished(executor, work, todo, slots + _AHEAD):
                batch.settle(job, future)
            ended, message = "complete", ""
        except _LOST as problem:
            message = f"the processes that make the reports ended: {type(problem).__name__}"
        finally:
            write_indexes(out, jobs, settled)
            partial = partial_folders(jobs, batch.entries, settled)
            record = batch.record(ended, message=message, partial=partial)
        return BatchResult(batch.entries, ended, message, record, partial)


class _Batch:
    """The state of a run: what is known of each job."""

    def __init__(
        self,
        out: Path,
        jobs: Sequence[Job],
        fingerprints: Mapping[str, str],
        told: Callable[[Entry], None],
        started_at: str,
    ) -> None:
        self.out, self.told, self.started_at = out, told, started_at
        self.together = Together(out, jobs)
        self.earlier = {job.name: read_entry(out, job.name) for job in jobs}
        self.now = {
            job.name: Entry(
                job.name, NOT_DONE, job.unit, job.notebook, dict(job.parameters),
                fingerprints[job.name],
            )
            for job in jobs
        }  # fmt: skip

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self.now.values())

    def stands(self, job: Job) -> bool:
        """Tell whether nothing has changed since a report was made, and take over what is known."""
        earlier = self.earlier[job.name]
        if not still_stands(self.out, earlier, self.now[job.name].fingerprint) or not earlier:
            return False
        self.now[job.name] = replace(earlier, status=UNCHANGED)
        return True

    def settle(self, job: Job, future: "Future[Made]") -> None:
        """Put the files of a job in place and note it.

        A job that broke down, or whose page gives away a small group together with the other pages
        of the plan, is a failure.
        """
        try:
            made = future.result()
            self.together.check(job, made)
        except _LOST:
            raise
        except Exception as problem:
            made = _broken_down(job, problem)
        files = publish(self.out, job, made, self.earlier[job.name])
        entry = replace(
            self.now[job.name],
            status=MADE if made.ok else FAILED,
            files=files,
            message=made.message,
            title=made.title,
            seconds=round(made.seconds, 3),
            finished_at=_now(),
            runs=made.runs,
        )
        write_entry(self.out, entry)
        self.now[job.name] = entry
        self.told(entry)

    def record(
        self,
        ended: str,
        *,
        message: str = "",
        partial: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Path:
        """Write the record of the run as it is now."""
        head: dict[str, Any] = {
            "status": ended,
            "message": message,
            "partial": partial or {},
            "started_at": self.started_at,
            "finished_at": "" if ended == "running" else _now(),
        }
        return write_record(self.out, head, self.entries)


def _finished(
    executor: Executor, work: Work, jobs: Sequence[Job], at_once: int
) -> "Iterator[tuple[Job, Future[Made]]]":
    """Give each job when it is done; a bounded number of them is under way."""
    waiting = iter(jobs)
    running: dict[Future[Made], Job] = {}
    try:
        while True:
            for job in waiting:
                running[executor.submit(work, job)] = job
                if len(running) >= at_once:
                    break
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            # In the order of the plan, so that which of two pages is refused hangs on nothing else.
            for future in [one for one in running if one in done]:
                yield running.pop(future), future
    finally:
        for future in running:
            future.cancel()


def _broken_down(job: Job, problem: Exception) -> Made:
    own = isinstance(problem, WorkbenchError)
    said = str(problem) if own else f"{type(problem).__name__}: {problem}"
    message = data_source(job.data).hidden(without_paths(said))
    page = failure_html(job.notebook, message, name=job.notebook, as_of=job.as_of)
    name = f"{job.notebook}.failed.html"
    return Made(False, message, job.notebook, ((name, page.encode()),), 0.0)


def _fingerprints(jobs: Sequence[Job]) -> dict[str, str]:
    if not jobs:
        return {}
    source = source_fingerprint(jobs[0].data, jobs[0].settings)
    method = method_fingerprint()
    return {job.name: job_fingerprint(job, source=source, method=method) for job in jobs}


def _now() -> str:
    return f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
