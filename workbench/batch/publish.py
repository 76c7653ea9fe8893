"""Finished files of a job in their place among the reports, and the pages that join them."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from workbench.batch.jobs import Job
from workbench.batch.record import Entry
from workbench.batch.work import Made
from workbench.report.index import INDEX, write_index
from workbench.report.publish import write_whole


def publish(out: Path, job: Job, made: Made, earlier: Entry | None) -> dict[str, str]:
    """Put the files of a job in place; an earlier good report outlives a failure.

    Parameters
    ----------
    out : folder of all reports
    job, made : what was asked for and what it gave
    earlier : what is known of the same job from before

    Returns
    -------
    Name below ``out`` -> SHA-256 of each file
    """
    folder = out / job.folder
    placed = {}
    for name, content in made.files:
        write_whole(folder / name, content)
        placed[(Path(job.folder) / name).as_posix()] = sha256(content).hexdigest()
    if made.ok:
        (folder / f"{job.notebook}.failed.html").unlink(missing_ok=True)
        for name in set(earlier.files if earlier else ()) - set(placed):
            (out / name).unlink(missing_ok=True)
    return placed


def write_indexes(out: Path, jobs: Sequence[Job]) -> None:
    """Write an index for every folder of the jobs, and one above them that leads to all."""
    folders = list(dict.fromkeys(job.folder for job in jobs))
    for folder in folders:
        if folder and (out / folder).is_dir():
            write_index(out / folder)
    below = {
        folder.replace("/", ", "): f"{folder}/{INDEX}"
        for folder in folders
        if folder and (out / folder / INDEX).is_file()
    }
    write_index(out, below=below)
