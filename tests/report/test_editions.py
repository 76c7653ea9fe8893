"""An executive reads no name and no id unless this run asks for them; the analyst reads names."""

import re
from pathlib import Path

import pandas as pd
import pytest

from tests.report.toys import COMMON, PLOTLY, Executed, Write, figure
from workbench.charts.tables import html_table
from workbench.company import company_from_tables
from workbench.errors import ParameterError
from workbench.privacy.watch import watch_for
from workbench.report.choose import Chosen
from workbench.report.editions import folded, for_edition, numbered, promise_of
from workbench.report.export import report_html
from workbench.report.leaks import Promise, find_leaks
from workbench.report.pieces import page_pieces
from workbench.report.reports import ReportResult, make_reports
from workbench.report.withheld import LEFT_OUT, birthdays, withheld, without_sections

NAMED = f"{COMMON}show_names: bool = False  # Show names instead of ids"
PEOPLE = """\
from workbench.charts.show import say, show_table
from workbench.company import load_company
from workbench.privacy import name_people

company = load_company(data)
people = company.employees[["employee_id"]]
show_table(name_people(people, company, show_names=show_names), caption="People")
say("E0042 retires first.")"""
BROKEN = PEOPLE.replace("show_names=show_names", "show_names=True")


def made(company: Path, notebook: Path, edition: str = "", **given: object) -> ReportResult:
    out = company.parent / f"out-{edition}-{len(given)}"
    (result,) = make_reports(
        data=company, out=out, notebooks_dir=notebook.parent, edition=edition, parameters=given
    )
    return result


@pytest.mark.parametrize(
    ("edition", "given", "seen", "unseen"),
    [
        ("", {}, ["E0042"], ["Ada", "person 1"]),
        ("", {"show_names": "yes"}, ["Ada Example (E0042)"], ["person 1"]),
        ("analyst", {}, ["Ada Example (E0042)"], ["person 1"]),
        ("analyst", {"show_names": "no"}, ["E0042"], ["Ada"]),
        ("executive", {}, ["person 1", "person 1 retires first", "person 2"], ["Ada", "E004"]),
        ("executive", {"show_names": "yes"}, ["Ada Example (E0042)"], ["person 1"]),
    ],
)
def test_edition_decides_on_names_and_ids(
    edition: str, given: dict[str, str], seen: list[str], unseen: list[str],
    company: Path, write_notebook: Write,
) -> None:  # fmt: skip
    notebook = write_notebook(PEOPLE, parameters=NAMED)
    result = made(company, notebook, edition, **given)
    assert result.ok, result.message
    page = result.path.read_text(encoding="utf-8")
    assert all(words in page for words in seen)
    assert not any(words in page for words in unseen)
    assert (f"{edition.capitalize()} edition" in page) == bool(edition)


@pytest.mark.parametrize("edition", ["", "executive"])
def test_a_notebook_that_breaks_the_promise_is_not_published(
    edition: str, company: Path, write_notebook: Write
) -> None:
    result = made(company, write_notebook(BROKEN, parameters=NAMED), edition)
    assert not result.ok
    assert result.message.startswith("The report is not published. It holds:\n- names of 2 people")
    files = sorted(path.name for path in result.path.parent.iterdir())
    assert files == ["1-toy.failed.html", "index.html"]
    said = result.path.read_text(encoding="utf-8")
    assert "Ada" not in said and "E0042" not in said


def test_a_refused_report_leaves_the_last_good_one(company: Path, write_notebook: Write) -> None:
    good = made(company, write_notebook(PEOPLE, parameters=NAMED))
    before = good.path.read_bytes()
    bad = made(company, write_notebook(BROKEN, parameters=NAMED))
    assert (good.ok, bad.ok) == (True, False)
    assert good.path.read_bytes() == before


def test_a_name_in_the_name_of_the_file_is_refused(company: Path, write_notebook: Write) -> None:
    notebook = write_notebook("print(1)", name="2-ada-example", parameters=NAMED)
    result = made(company, notebook)
    assert "names of 1 person in the name of the file" in result.message


def test_an_unknown_edition_is_refused_before_anything_runs(
    company: Path, write_notebook: Write
) -> None:
    with pytest.raises(ParameterError, match="edition: found 'board', allowed is analyst or exec"):
        made(company, write_notebook(PEOPLE, parameters=NAMED), "board")


def test_settings_may_ask_for_names_but_not_in_the_executive_edition() -> None:
    settled = Chosen(Path("1-a.ipynb"), {"show_names": True}, {"show_names": False})
    assert promise_of(for_edition(settled, "", given={}), "") == Promise(no_names=False)
    kept = for_edition(settled, "executive", given={})
    assert promise_of(kept, "executive") == Promise(no_names=True, no_ids=True)
    plain = Chosen(Path("0-b.ipynb"), {}, {})
    assert for_edition(plain, "analyst", given={}) == plain
    assert promise_of(plain, "") == Promise(no_names=True)
    assert promise_of(plain, "executive") == Promise(no_names=True, no_ids=True)
    # Its readers may see names, also those that stand in a title.
    assert promise_of(plain, "analyst") == Promise(no_names=False)


def test_people_keep_their_number_through_tables_figures_and_words(executed: Executed) -> None:
    ids = ["E1", "HR-7", "204", "a b"]
    bars = figure()
    bars[PLOTLY]["data"][0]["y"] = ["E1", "HR-7"]  # type: ignore[index]
    bars[PLOTLY]["data"][0]["customdata"] = ["204", "204"]  # type: ignore[index]
    table = html_table(pd.DataFrame({"employee_id": ["HR-7", "204"], "fit": [204.0, 1.0]}))
    notebook = executed(bars, {"text/html": f"<p>E1, E12, e1/HR-7 and a b</p>{table}"})
    shown = numbered(notebook, ids)
    data = shown.cells[0].outputs[0].data[PLOTLY]["data"][0]
    assert data["y"] == ["person 1", "person 2"]
    assert data["customdata"] == ["person 3", "person 3"]
    words = shown.cells[1].outputs[0].data["text/html"]
    assert "<p>person 1, E12, person 1/person 2 and person 4</p>" in words
    assert ">person 2</td>" in words and ">person 3</td>" in words and ">204</td>" in words
    assert "E1, E12" in notebook.cells[1].outputs[0].data["text/html"]


def test_settings_and_faults_about_somebody_show_no_id(executed: Executed) -> None:
    chosen = pd.DataFrame(
        {
            "setting": ["pools.locked.1.employee_id", "pools.locked.1.position_id", "horizon_days"],
            "value": ["204", "204", "204"],
        }
    )
    faults = pd.DataFrame({"level": ["note"], "fault": ["rows 204: '204' is no post of '17'"]})
    parts = [{"text/html": html_table(frame)} for frame in (chosen, faults)]
    shown = [
        cell.outputs[0].data["text/html"] for cell in numbered(executed(*parts), ["204"]).cells
    ]
    assert re.findall(r">(person \d|204)</td>", shown[0]) == ["person 1", "204", "204"]
    assert "rows 204: person 1 is no post of '17'" in shown[1]
    people = {"employees": pd.DataFrame({"employee_id": ["204"], "name": ["Ada Example"]})}
    posts = {"positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})}
    watch = watch_for(company_from_tables({**people, **posts}, as_of="2026-06-30"))
    promise = Promise(no_ids=True)
    found = find_leaks(page_pieces(html_table(chosen)), watch, promise)
    assert [leak.kind for leak in found] == ["id"]
    assert find_leaks(page_pieces(shown[0]), watch, promise) == ()


def test_sections_for_analysts_leave_a_sentence_in_their_place(executed: Executed) -> None:
    part = {"text/html": "<p>Gap</p>"}
    notebook = executed("# A", "## B\nHow posts are held.", part, "### More", part, "## C", part)
    assert len(without_sections(notebook).cells) == len(notebook.cells)
    notebook.cells[1].metadata["tags"] = ["analyst-only", "closed"]
    left = without_sections(notebook).cells
    assert [cell.source for cell in left] == ["# A", f"## B\n\n{LEFT_OUT}", "## C", "secret_source"]
    assert "closed" in left[1].metadata["tags"]


def test_birthdays_and_ratings_of_one_person_are_withheld(executed: Executed) -> None:
    people = {"employees": pd.DataFrame({"employee_id": ["E1"], "born_on": ["1961-11-20"]})}
    posts = {"positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})}
    days = birthdays(company_from_tables({**people, **posts}, as_of="2026-06-30"))
    assert days == {"1961-11-20", "2026-11-20"}
    dots = figure()
    dots[PLOTLY]["data"][0]["x"] = [  # a figure also writes the time
        "2026-11-20",
        "2026-11-20T00:00:00.000",
        "2026-11-21T00:00",
    ]  # type: ignore[index]
    table = pd.DataFrame({"employee_id": ["E1"], "performance": [3.5], "reason": ["rated 3 and 4"]})
    words = "<p>retires 2026-11-20; a post rated 4.7 of 5</p>"
    shown = withheld(executed(dots, {"text/html": f"{html_table(table)}{words}"}), days)
    assert shown.cells[0].outputs[0].data[PLOTLY]["data"][0]["x"] == [
        "2026-11",
        "2026-11",
        "2026-11-21T00:00",
    ]
    said = shown.cells[1].outputs[0].data["text/html"]
    assert "3.5" not in said and "rated 3" not in said and ">rated</td>" in said
    assert "<p>retires 2026-11; a post rated 4.7 of 5</p>" in said


def test_a_long_report_is_folded_and_a_short_one_is_not(executed: Executed) -> None:
    long = executed("# A toy", *(f"## Part {place}" for place in range(7)))
    short = executed("# A toy", *(f"## Part {place}" for place in range(6)))
    assert report_html(folded(long), name="t").count('<details class="wb-section">') == 7
    assert '<details class="wb-section">' not in report_html(folded(short), name="t")
    assert '<details class="wb-section">' not in report_html(long, name="t")


@pytest.mark.parametrize("edition", ["", "executive"])
def test_a_message_that_names_somebody_is_not_repeated(
    edition: str, company: Path, write_notebook: Write
) -> None:
    wrong = write_notebook("raise ValueError('no post for Ada Example')", parameters=NAMED)
    result = made(company, wrong, edition)
    said = f"{result.message} {result.path.read_text(encoding='utf-8')}"
    assert "not repeated" in result.message
    assert "Ada" not in said
    other = made(company, write_notebook("raise ValueError('no post')", parameters=NAMED), edition)
    assert "ValueError: no post" in other.message
