"""Finished files of a job in their place among the reports, and the pages that join them."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from workbench.batch.jobs import Job
from workbench.batch.record import Entry
from workbench.batch.work import Made
from workbench.report.index import INDEX, write_index
from workbench.report.publish import write_whole
from workbench.settings import Settings


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


def write_indexes(out: Path, jobs: Sequence[Job], settled: Settings) -> None:
    """Write an index for every folder of the jobs, and one above them that leads to all.

    Parameters
    ----------
    out : folder of all reports
    jobs : of the plan
    settled : settings of the plan, which name the company
    """
    folders = {job.folder: job for job in jobs if job.folder}
    for folder in folders:
        if (out / folder).is_dir():
            write_index(out / folder)
    below = {
        folder_words(job, settled): f"{folder}/{INDEX}"
        for folder, job in folders.items()
        if (out / folder / INDEX).is_file()
    }
    write_index(out, below=below)


def folder_words(job: Job, settled: Settings) -> str:
    """Say what the reports in the folder of a job are about.

    Examples
    --------
    >>> job = Job(folder="usual", notebook="1-brief", notebooks_dir="", data="hr")
    >>> folder_words(job, Settings(company_name="Acme"))
    'Whole company (Acme), usual'
    >>> folder_words(Job("Sales/usual", "1-brief", "", "hr", unit="Sales"), Settings())
    'Sales, usual'
    """
    if job.unit:
        return job.folder.replace("/", ", ")
    company = f" ({settled.company_name})" if settled.company_name else ""
    return f"{settled.unit or 'Whole company'}{company}, {job.folder}"
