"""All reports of the sample company, made once the way a user makes them."""

import fcntl
import os
import pickle
from pathlib import Path

import pytest

from tests.notebooks.reading import ROOT
from workbench.report.reports import ReportResult, make_reports

SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[ReportResult, ...]]:
    """Make the reports once a run, whichever of its processes needs them first."""
    base = tmp_path_factory.getbasetemp()
    # The folders of the processes of a run stand side by side.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out, done = shared / "sample-reports", shared / "sample-reports.pickle"
    with (shared / "sample-reports.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            results = make_reports(
                (), data=str(SAMPLE), out=out, as_of=None, settings=None, parameters={}, workers=2
            )
            done.write_bytes(pickle.dumps(results))
    return out, pickle.loads(done.read_bytes())


@pytest.fixture(scope="session")
def folder(made: tuple[Path, tuple[ReportResult, ...]]) -> Path:
    return made[0]
