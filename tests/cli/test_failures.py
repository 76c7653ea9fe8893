"""What the command line says of reports that could not be made."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.report.maker import ReportResult

BAD = ReportResult("2-pools", "Pools", Path("2-pools.failed.html"), False, "No lock.", 1.0)
GOOD = ReportResult("1-key", "Key", Path("1-key.html"), True, "", 1.0)


@pytest.mark.parametrize(("results", "opens"), [((BAD,), False), ((GOOD, BAD), True)])
def test_report_says_what_failed_before_what_to_open(monkeypatch, tmp_path, results, opens):
    monkeypatch.setattr("workbench.report.reports.make_reports", lambda *_, **__: results)
    data = str(tmp_path)
    told = CliRunner().invoke(
        main, ["report", "--data", data, "--out", data, "--as-of", "2026-06-30"]
    )
    lines = told.output.splitlines()
    assert told.exit_code == 1
    place = lines.index("2-pools failed: No lock.")
    assert any(line.startswith("Open") for line in lines) == opens
    assert not any(line.startswith("Open") for line in lines[:place])
