"""All reports of the sample company, made once the way a user makes them."""

import os
import pickle
from pathlib import Path

import pytest
from filelock import FileLock

from tests.notebooks.reading import ROOT
from workbench.report.reports import ReportResult, make_reports

SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def sample_reports(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, tuple[ReportResult, ...]]:
    """Make the reports once for all processes of a run; the first that asks makes them."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out, told = shared / "sample-reports", shared / "sample-reports.pickle"
    with FileLock(shared / "sample-reports.lock"):
        if not told.exists():
            results = make_reports(
                (), data=str(SAMPLE), out=out, as_of=None, settings=None, parameters={}, workers=2
            )
            told.write_bytes(pickle.dumps(results))
    return out, pickle.loads(told.read_bytes())


@pytest.fixture(scope="session")
def folder(sample_reports: tuple[Path, tuple[ReportResult, ...]]) -> Path:
    return sample_reports[0]
