"""Whether the tables behind the reports of a batch look partial, as the histories say."""

from collections.abc import Sequence
from pathlib import Path

from workbench.batch.jobs import Job
from workbench.batch.record import Entry
from workbench.company.load import source_settings
from workbench.errors import ReportError
from workbench.history.place import history_file
from workbench.history.store import History
from workbench.settings import Settings


def runs_kept(job: Job, settings: Path | None, started: str) -> tuple[str, ...]:
    """List the runs that a job has kept in its history.

    Parameters
    ----------
    job : a job that has ended
    settings : its settings file, which names its unit
    started : when it began, as ``moment`` of ``history.run`` gives it

    Returns
    -------
    Ids of runs; none where the history cannot be read, which ``partial_folders`` says
    """
    settled = source_settings(job.data, settings)
    try:
        runs = History(history_file(settled, job.history)).runs() if job.history else ()
    except ReportError:
        return ()
    own = [run for run in runs if run.settings.get("unit", "") == settled.unit]
    return tuple(run.run_id for run in own if run.made_at >= started)


def partial_folders(
    jobs: Sequence[Job], entries: Sequence[Entry], settled: Settings
) -> dict[str, tuple[str, ...]]:
    """Say what looks partial in the runs of the reports that stand.

    Parameters
    ----------
    jobs : of the plan
    entries : what became of them, in the same order
    settled : settings of the plan, which name the file of a history

    Returns
    -------
    Folder of reports, ``.`` for that of all -> sentences; the reason where a history cannot be
    read. A run that somebody accepted is not among them.
    """
    kept: dict[tuple[str, str], set[str]] = {}
    for job, entry in zip(jobs, entries, strict=True):
        if job.history:
            kept.setdefault((job.folder or ".", job.history), set()).update(entry.runs)
    found = {
        folder: _flags(history_file(settled, history), ids)
        for (folder, history), ids in kept.items()
    }
    return {folder: flags for folder, flags in found.items() if flags}


def _flags(file: Path, ids: set[str]) -> tuple[str, ...]:
    try:
        runs = History(file).runs()
    except ReportError as problem:
        return (f"This run is not kept: {problem}",)
    own = [run for run in runs if run.run_id in ids and not run.sound]
    return tuple(dict.fromkeys(flag for run in own for flag in run.flags))
