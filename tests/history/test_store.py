"""The file of runs: all or nothing, several at once, a sentence where it is broken, no secrets."""

import dataclasses
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from tests.history.toys import Make, quick_headlines
from workbench.errors import ReportError
from workbench.history import store
from workbench.history.run import Run, run_of
from workbench.history.store import History

SECRET = "s3cr@t-pass"


@pytest.fixture
def run(make: Make) -> Run:
    company = make(company_name="Toy")
    return run_of(company, source="tables", figures=quick_headlines(company))


def test_keep_gives_back_what_was_kept(history: History, run: Run) -> None:
    assert history.runs() == ()
    kept = history.keep(run)
    (again,) = history.runs("Toy")
    for each in (kept, again):
        assert (each.run_id, each.as_of, each.method) == (run.run_id, run.as_of, run.method)
        assert each.inputs == run.inputs
        assert each.settings == run.settings
        pd.testing.assert_frame_equal(each.figures, run.figures)
    assert history.runs("another") == ()


def test_the_same_run_again_takes_its_own_place(history: History, run: Run) -> None:
    history.keep(run)
    later = dataclasses.replace(run, run_id="other")
    history.keep(later)
    without = dataclasses.replace(run, figures=None)
    history.keep(without)
    first, second = history.runs()
    assert (first.run_id, second.run_id) == (run.run_id, "other")
    assert first.amounts["open_posts"] == 14
    assert first.number < second.number


WRITER = """
import dataclasses, pickle, sys
from workbench.history.store import History
run = pickle.loads(open(sys.argv[1], "rb").read())
for number in range(int(sys.argv[4])):
    History(sys.argv[2]).keep(dataclasses.replace(run, run_id=f"{sys.argv[3]}-{number}"))
    History(sys.argv[2]).keep(run)
    print(number, flush=True)
"""


def writer(history: History, run: Run, name: str, times: int) -> subprocess.Popen[str]:
    pickled = history.path.parent.parent / "run.pickle"
    pickled.write_bytes(pickle.dumps(run))
    command = [sys.executable, "-c", WRITER, str(pickled), str(history.path), name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_processes_that_write_at_once_lose_nothing(history: History, run: Run) -> None:
    running = [writer(history, run, name, 12) for name in ("a", "b", "c")]
    for process in running:
        process.communicate(timeout=120)
        assert process.returncode == 0
    kept = history.runs()
    wanted = {f"{name}-{number}" for name in "abc" for number in range(12)} | {run.run_id}
    assert {each.run_id for each in kept} == wanted
    assert len(kept) == len(wanted)
    assert {len(each.figures) for each in kept} == {len(run.figures)}


def test_a_writer_that_is_killed_leaves_whole_runs(history: History, run: Run) -> None:
    process = writer(history, run, "k", 10_000)
    assert process.stdout
    process.stdout.readline()
    time.sleep(0.3)
    process.kill()
    process.communicate()
    kept = history.runs()
    assert len(kept) > 1
    assert {len(each.figures) for each in kept} == {len(run.figures)}
    history.keep(dataclasses.replace(run, run_id="after"))
    assert "after" in {each.run_id for each in history.runs()}


@pytest.mark.parametrize("content", [b"not a database", b"\x00" * 5000, b"SQLite format 3\x00abc"])
def test_a_broken_file_is_one_sentence_and_left_as_it_is(
    history: History, run: Run, content: bytes
) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(content)
    for use in (history.runs, lambda: history.keep(run)):
        with pytest.raises(
            ReportError, match=r"^history\.sqlite cannot be read as a history.*move it away"
        ):
            use()
    assert history.path.read_bytes() == content


def test_pages_that_were_overwritten_are_one_sentence(history: History, run: Run) -> None:
    for number in range(40):
        history.keep(dataclasses.replace(run, run_id=str(number)))
    content = bytearray(history.path.read_bytes())
    content[4096:] = b"\x07" * (len(content) - 4096)
    history.path.write_bytes(content)
    with pytest.raises(ReportError, match=r"cannot be read as a history of runs"):
        history.runs()


def test_what_a_row_holds_must_be_ours(history: History, run: Run) -> None:
    history.keep(run)
    with sqlite3.connect(history.path) as rows:
        rows.execute("UPDATE runs SET inputs = '[]'")
    with pytest.raises(ReportError, match="cannot be read as a history of runs"):
        history.runs()


def test_a_database_of_another_program_is_not_touched(history: History, run: Run) -> None:
    history.path.parent.mkdir()
    with sqlite3.connect(history.path) as rows:
        rows.execute("CREATE TABLE theirs (a)")
    with pytest.raises(ReportError, match="is a database, but no history"):
        history.keep(run)
    with sqlite3.connect(history.path) as rows:
        assert rows.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_a_file_of_a_newer_workbench_says_so(history: History, run: Run) -> None:
    history.keep(run)
    with sqlite3.connect(history.path) as rows:
        rows.execute("PRAGMA user_version = 99")
    with pytest.raises(ReportError, match="newer workbench"):
        history.runs()


def test_a_file_that_stays_locked_is_a_sentence(
    history: History, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.keep(run)
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    other = sqlite3.connect(history.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(ReportError, match="in use by another program"):
            history.keep(run)
    finally:
        other.close()


def test_a_folder_that_cannot_be_is_a_sentence_without_its_path(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportError, match=r"^history\.sqlite cannot be used") as caught:
        History(tmp_path / "file" / "history.sqlite").keep(run)
    assert str(tmp_path) not in str(caught.value)


def test_neither_names_nor_ids_of_people_nor_passwords_are_kept(
    history: History, make: Make
) -> None:
    company = make(
        company_name="Toy",
        decisions=[{"on": "2026-01-01", "reason": "Secret Person 3 asked for it"}],
    )
    address = f"postgresql://hr:{SECRET}@db.example/hr"
    run = run_of(company, source=address, figures=quick_headlines(company))
    kept = history.keep(run)
    assert kept.source == ""
    content = b"".join(path.read_bytes() for path in history.path.parent.iterdir())
    for forbidden in (SECRET, "db.example", "Secret Person", "E00003", "asked for it"):
        assert forbidden.encode() not in content


def test_folder_and_tables_may_be_moved_together(tmp_path: Path, run: Run) -> None:
    (tmp_path / "old" / "june").mkdir(parents=True)
    history = History(tmp_path / "old" / "out" / "history.sqlite")
    history.keep(dataclasses.replace(run, source=str(tmp_path / "old" / "june")))
    shutil.move(tmp_path / "old", tmp_path / "new")
    (kept,) = History(tmp_path / "new" / "out" / "history.sqlite").runs()
    assert Path(kept.source) == tmp_path / "new" / "june"
    assert str(tmp_path).encode() not in (tmp_path / "new/out/history.sqlite").read_bytes()


def test_units_with_few_people_keep_no_count_of_people(make: Make) -> None:
    inputs = run_of(make(min_group_size=7)).inputs
    assert inputs.units["works"].people == 8
    assert inputs.units["sales"].people is None
    assert inputs.units["sales"].posts == 6
