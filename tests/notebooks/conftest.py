"""All reports of the sample company, made once the way a user makes them."""

from pathlib import Path

import pytest

from tests.notebooks.reading import ROOT
from workbench.report.reports import ReportResult, make_reports

SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def sample_reports(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, tuple[ReportResult, ...]]:
    out = tmp_path_factory.mktemp("sample-reports")
    results = make_reports(
        (), data=str(SAMPLE), out=out, as_of=None, settings=None, parameters={}, workers=2
    )
    return out, results


@pytest.fixture(scope="session")
def folder(sample_reports: tuple[Path, tuple[ReportResult, ...]]) -> Path:
    return sample_reports[0]
