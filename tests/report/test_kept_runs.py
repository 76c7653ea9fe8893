"""A report keeps its run in the folder of the reports, without the address of its data."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.toys import tables
from tests.report.toys import Write
from workbench.history.commands import flagged_since
from workbench.history.store import History
from workbench.report.reports import make_reports

KEEPING = """\
from workbench.charts.show import note
from workbench.company import load_company
from workbench.history.keep import check_inputs, keep_run

company = load_company(data, settings=settings or None, as_of=as_of or None)
against = check_inputs(company, source=data)
note(keep_run(against, company))"""


@pytest.fixture
def report(write_notebook: Write, tmp_path: Path) -> Callable[..., None]:
    folder = write_notebook(KEEPING, name="0-check").parent
    write_notebook(KEEPING, name="1-brief")

    def make(data: str, as_of: str, *names: str) -> None:
        out = tmp_path / "out"
        results = make_reports(names, data=data, out=out, as_of=as_of, notebooks_dir=folder)
        assert all(result.ok for result in results), [result.message for result in results]

    return make


def written(folder: Path, posts: int) -> str:
    folder.mkdir()
    for name, frame in tables().items():
        frame.iloc[:posts].to_csv(folder / f"{name}.csv", index=False)
    return str(folder)


def test_reports_made_at_once_keep_one_run(report: Callable[..., None], tmp_path: Path) -> None:
    june = written(tmp_path / "june", 14)
    report(june, "2026-06-30")
    report(june, "2026-06-30", "1-brief")
    (run,) = History(tmp_path / "out" / "history.sqlite").runs()
    assert run.as_of == "2026-06-30"
    assert run.source == june
    page = (tmp_path / "out" / "0-check.html").read_text(encoding="utf-8")
    assert f"Kept as run {run.run_id} in history.sqlite." in page
    assert str(tmp_path) not in page


def test_partial_tables_are_said_after_the_reports(
    report: Callable[..., None], tmp_path: Path
) -> None:
    report(written(tmp_path / "june", 14), "2026-06-30", "0-check")
    started = "2000-01-01T00:00:00Z"
    july = written(tmp_path / "july", 8)
    assert flagged_since(july, None, tmp_path / "out", started) == ()
    report(july, "2026-07-31", "0-check")
    said = flagged_since(july, None, tmp_path / "out", started)
    assert said[0] == "The tables look partial beside the last run:"
    assert "Unit sales is missing; the last run had 6 posts in it." in said
    assert flagged_since(july, None, tmp_path / "out", "2999-01-01T00:00:00Z") == ()


def test_the_address_of_a_database_is_not_kept(report: Callable[..., None], tmp_path: Path) -> None:
    file = tmp_path / "people.db"
    with sqlite3.connect(file) as database:
        for name, frame in tables().items():
            frame.to_sql(name, database, index=False)
    report(f"sqlite:///{file}?password=s3cr3t-pass", "2026-06-30", "0-check")
    (run,) = History(tmp_path / "out" / "history.sqlite").runs()
    assert run.source == "env:WORKBENCH_DATA"
    content = (tmp_path / "out" / "history.sqlite").read_bytes()
    assert b"s3cr3t-pass" not in content
    assert str(file).encode() not in content
    assert run.inputs.tables["employees"].rows == 14
