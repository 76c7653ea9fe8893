"""The command passes edition and workbook on, and refuses what is none."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.report import reports


@pytest.mark.parametrize(
    ("options", "edition", "excel"),
    [
        ([], "", None),
        (["--edition", "analyst"], "analyst", None),
        (["--edition", "executive", "--excel"], "executive", True),
        (["--no-excel"], "", False),
    ],
)
def test_report_passes_edition_and_excel(
    options: list[str], edition: str, excel: bool | None, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    given: dict[str, Any] = {}
    monkeypatch.setattr(reports, "make_reports", lambda *_, **named: given.update(named) or ())
    command = ["report", "--data", str(tmp_path), "--as-of", "2026-06-30", *options]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert (given["edition"], given["excel"]) == (edition, excel)


def test_report_refuses_an_unknown_edition(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["report", "--data", str(tmp_path), "--edition", "board"])
    assert done.exit_code == 2
    assert "analyst" in done.output
