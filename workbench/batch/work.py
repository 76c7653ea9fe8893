"""One job made into files, wherever it runs; only the history is written beside the reports."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.batch.jobs import Job
from workbench.batch.partial import runs_kept
from workbench.company.keeping import keep_sources
from workbench.company.load import load_company, source_settings
from workbench.errors import WorkbenchError
from workbench.history.run import moment
from workbench.report.choose import notebook_paths
from workbench.report.index import INDEX
from workbench.report.notebook import read_notebook
from workbench.report.prefork import make_ready, preimport
from workbench.report.reports import make_reports
from workbench.settings.edit import with_value


@dataclass(frozen=True)
class Made:
    """What became of a job.

    Parameters
    ----------
    ok : whether the report was made; if not, ``files`` holds its error report
    message : what went wrong; empty when it was made
    title : title of the report
    files : name and content of each file
    seconds : time it took
    runs : ids of the runs it kept in its history
    """

    ok: bool
    message: str
    title: str
    files: tuple[tuple[str, bytes], ...]
    seconds: float
    runs: tuple[str, ...] = ()


def make_job(job: Job) -> Made:
    """Make one report and give its files; an executor may run this in any process.

    Parameters
    ----------
    job : what is to be made

    Returns
    -------
    Made. A notebook that fails is no error here: its error report is among the files.

    Raises
    ------
    WorkbenchError
        If the report could not even be started, for example because a file is gone.
    """
    started, since = time.perf_counter(), moment()
    folder = Path(job.notebooks_dir)
    keep_sources()
    if job.preimported:
        preimport(read_notebook(path) for path in notebook_paths(folder))
    with tempfile.TemporaryDirectory(prefix="workbench-") as place, _settings(job) as settings:
        out = Path(place) / "reports"
        if job.preimported:
            # Here the guard will ask for it; meanwhile the process of the kernels still imports.
            with suppress(WorkbenchError):
                load_company(job.data, settings=settings, as_of=job.as_of or None)
            make_ready(data=job.data, settings=str(settings or ""), as_of=job.as_of)
        (result,) = make_reports(
            [job.notebook],
            data=job.data,
            out=out,
            as_of=job.as_of or None,
            settings=settings,
            parameters=job.parameters,
            notebooks_dir=folder,
            edition=job.edition,
            excel=job.excel,
            history=job.history or None,
            workers=1,
        )
        made = sorted(file for file in out.iterdir() if file.name != INDEX)
        files = tuple((file.name, file.read_bytes()) for file in made if file.is_file())
        runs = runs_kept(job, settings, since)
    seconds = time.perf_counter() - started
    return Made(result.ok, result.message, result.title, files, seconds, runs)


@contextmanager
def _settings(job: Job) -> Iterator[Path | None]:
    """Give the settings file of a job; for a unit, a copy that names the unit."""
    if not job.unit:
        yield Path(job.settings) if job.settings else None
        return
    text = Path(job.settings).read_text(encoding="utf-8-sig") if job.settings else ""
    settled = source_settings(job.data, job.settings or None)
    company = ", ".join(filter(None, [settled.company_name, job.unit]))
    text = with_value(text.replace("\r\n", "\n"), ["unit"], job.unit)
    text = with_value(text, ["company_name"], company)
    with tempfile.TemporaryDirectory(prefix="workbench-") as place:
        file = Path(place) / (Path(job.settings).name if job.settings else "settings.yaml")
        file.write_text(text, encoding="utf-8", newline="\n")
        yield file
