"""Work for a Dask cluster: cheap, slow enough to be killed in, and it leaves a trace."""

import os
import time
from pathlib import Path

from workbench.batch.jobs import Job
from workbench.batch.work import Made


def traced(job: Job) -> Made:
    """Write who began and who ended a job; the trace stands beside the data."""
    trace = Path(job.data).parent / "trace.txt"
    _append(trace, f"began {job.name} {os.getpid()}\n")
    time.sleep(0.15)
    _append(trace, f"ended {job.name} {os.getpid()}\n")
    content = f"{job.name} {dict(job.parameters)}".encode()
    return Made(True, "", job.notebook, ((f"{job.notebook}.html", content),), 0.15)


def _append(file: Path, line: str) -> None:
    """One write of a short line to a file opened for appending is not torn apart."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)
