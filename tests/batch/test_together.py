"""Pages of a plan are looked at together, those of its units as parts of the whole company."""

from concurrent.futures import Executor, Future
from pathlib import Path

import pandas as pd
import pytest

from tests.batch.conftest import WritePlan
from workbench.batch.jobs import Job
from workbench.batch.plan import load_plan
from workbench.batch.run import BatchResult, run_batch
from workbench.batch.work import Made
from workbench.charts.tables import html_table

# Grades 1, 2 and 3 of those in each unit: 2 of Works on grade 2 and 3 of Top on grade 3 are few.
STAFF = {"Top": (6, 7, 3), "Sales": (8, 6, 0), "Works": (9, 2, 9)}
WHOLE = {"1": 23, "2": 15, "3": 12}
SAFE = {"": ("1", "2"), "Sales": ("1",)}


class Here(Executor):
    """Does the work at once, in the order of the plan."""

    def submit(self, work, job):  # type: ignore[no-untyped-def,override]
        done: Future[Made] = Future()
        done.set_result(work(job))
        return done


class Showing:
    """Makes pages with a table of people by grade, for each unit the grades that are given."""

    def __init__(self, grades: dict[str, tuple[str, ...]]) -> None:
        self.grades = grades

    def __call__(self, job: Job) -> Made:
        counts = dict(zip("123", STAFF[job.unit], strict=True)) if job.unit else WHOLE
        grades = self.grades.get(job.unit if job.notebook == "0-people" else job.name, ())
        frame = pd.DataFrame({"grade": grades, "people": [counts[grade] for grade in grades]})
        page = html_table(frame) if grades else f"<p>{job.name}</p>"
        return Made(True, "", job.notebook, ((f"{job.notebook}.html", page.encode()),), 0.0)


@pytest.fixture
def plan(write_plan: WritePlan, tmp_path: Path) -> Path:
    path = write_plan(units=["Sales", "Works"])
    posts, people = [], []
    for unit, counts in STAFF.items():
        for grade, count in enumerate(counts, start=1):
            post = f"{unit}-{grade}"
            above = "" if (unit, grade) == ("Top", 1) else "Top-1"
            posts.append(f"{post},Post,{unit},{above},{grade},{count}")
            people += [f"E-{post}-{one},{post}" for one in range(count)]
    head = "position_id,title,unit,reports_to,grade,seats"
    (tmp_path / "hr" / "positions.csv").write_text("\n".join([head, *posts]))
    (tmp_path / "hr" / "employees.csv").write_text("\n".join(["employee_id,position_id", *people]))
    return path


def run(plan: Path, grades: dict[str, tuple[str, ...]]) -> BatchResult:
    return run_batch(load_plan(plan), Here(), work=Showing(grades), again=True)


def failed(result: BatchResult) -> dict[str, str]:
    return {entry.name: entry.message for entry in result.entries if entry.status == "failed"}


def test_pages_that_leave_enough_open_are_published(plan: Path) -> None:
    assert failed(run(plan, {"": ("1", "2", "3")})) == {}
    assert failed(run(plan, SAFE)) == {}


def test_a_page_that_gives_a_group_away_with_that_of_another_unit_is_a_failure(
    plan: Path, tmp_path: Path
) -> None:
    # Alone, 9 of 20 leave 11 for two grades of Works.
    alone = {"Works": ("1", "3")}
    assert list(failed(run(plan, alone))) == ["Works/0-people"]
    assert failed(run(plan, {"Works": ("1",)})) == {}
    result = run(plan, {**SAFE, "Works": ("1", "3")})
    assert list(failed(result)) == ["Works/0-people"]
    (message,) = failed(result).values()
    assert "by grade within a unit (1)" in message
    assert "fewer than 5 people" in (tmp_path / "out" / "run.json").read_text()
    assert (tmp_path / "out" / "Works" / "0-people.failed.html").is_file()
    assert (tmp_path / "out" / "Works" / "1-size.html").is_file()


def test_a_page_of_an_earlier_run_counts_until_it_is_replaced(plan: Path) -> None:
    assert failed(run(plan, {"Works/1-size": ("3",)})) == {}
    # 20 less 9 of grade 3, in the way of this page when it is made, and 9 of grade 1.
    assert list(failed(run(plan, {"Works": ("1",)}))) == ["Works/0-people"]
    assert failed(run(plan, {"Works": ("1",)})) == {}
