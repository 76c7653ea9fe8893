"""The workbook beside a report holds its tables as shown, and is there only when complete."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from tests.report.test_editions import NAMED, PEOPLE
from tests.report.toys import COMMON, Executed, Write, figure
from workbench.charts.tables import html_table
from workbench.errors import ReportError
from workbench.report.companion import companion, sheet_names, workbook_pieces
from workbench.report.export import report_html
from workbench.report.index import card_of
from workbench.report.page_tables import PageTable, page_tables
from workbench.report.publish import publish_report
from workbench.report.reports import ReportResult, make_reports

FRAME = pd.DataFrame(
    {
        "post": ["=1+1", "Head"],
        "vacancy_days": [1200.0, None],
        "chance": ["12.5 %", "7 %"],
        "due_on": ["2026-06-30", "2027-01-01"],
        "code": ["007", "12"],
    }
)


@pytest.fixture
def page(executed: Executed) -> str:
    """Give a page: a table behind a figure, a table with folded rows, a table on a card."""
    long = pd.DataFrame({"unit": ["a", "b", "c"], "people": [10, 20, 30]})
    fold = f"<details><summary>1 more row</summary>{html_table(long.tail(1))}</details>"
    return report_html(
        executed(
            "# A toy",
            "## The list",
            figure(title={"text": "Nine posts carry half"}),
            {"text/html": f"<details><summary>By post</summary>{html_table(FRAME)}</details>"},
            {"text/html": html_table(long.head(2), caption="Units")},
            {"text/html": fold},
        ),
        name="toy",
        as_of="2026-06-30",
        company="Acme",
    )


def book(page: str) -> CalamineWorkbook:
    card = card_of(page)
    assert card
    return CalamineWorkbook.from_filelike(io.BytesIO(companion(page_tables(page), card)))


def test_tables_come_with_finding_caption_and_kinds(page: str) -> None:
    first, second = page_tables(page)
    assert (first.finding, first.caption, first.section) == (
        "Nine posts carry half", "By post", "The list",
    )  # fmt: skip
    assert first.heads == ("Post", "Vacancy (days)", "Chance", "Due on", "Code")
    assert first.formats == ("", "#,##0", "0.0 %", "yyyy-mm-dd", "")
    day = dt.date(2026, 6, 30)
    assert first.rows[0] == ("=1+1", 1200.0, 0.125, day, "007")
    assert first.rows[1][1] is None
    assert (second.finding, second.caption) == ("The list", "Units")
    assert [row[1] for row in second.rows] == [10, 20, 30]


@pytest.mark.parametrize(
    ("cells", "values", "form"),
    [
        (["1042", "17"], [1042, 17], "0"),
        (["1,042", "17"], [1042, 17], "#,##0"),
        (["< 0.001", "0.25"], ["< 0.001", 0.25], "#,##0.000"),
        (["–", "3"], [None, 3], "#,##0"),
        (["1234567890123456", "1"], ["1234567890123456", "1"], ""),
        (["0042", "7"], ["0042", "7"], ""),
        (["2026-02-31", "2026-02-01"], ["2026-02-31", dt.date(2026, 2, 1)], "yyyy-mm-dd"),
        (["1,2,3", "4"], ["1,2,3", "4"], ""),
    ],
)
def test_columns_are_numbers_only_where_nothing_is_lost(
    cells: list[str], values: list[Any], form: str
) -> None:
    rows = "".join(f'<tr><td class="num">{cell.replace("<", "&lt;")}</td></tr>' for cell in cells)
    (table,) = page_tables(
        f"<table><thead><tr><th>x</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    assert [row[0] for row in table.rows] == values
    assert table.formats == (form,)


def test_workbook_lists_its_sheets_and_keeps_text_as_text(page: str) -> None:
    made = book(page)
    assert made.sheet_names == ["Contents", "1 By post", "2 Units"]
    contents = made.get_sheet_by_name("Contents").to_python()
    assert contents[0][0] == "A toy"
    assert contents[1][0] == "Acme, as of 2026-06-30"
    assert contents[6] == ["1 By post", "The list", "Nine posts carry half", "By post", 2]
    sheet = made.get_sheet_by_name("1 By post").to_python()
    assert sheet[0][0] == "Nine posts carry half"
    assert sheet[4] == ["Post", "Vacancy (days)", "Chance", "Due on", "Code"]
    assert sheet[5] == ["=1+1", 1200, 0.125, dt.date(2026, 6, 30), "007"]
    assert sheet[6][1] == ""


def test_workbook_is_the_same_byte_for_byte(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    card = card_of(page)
    assert card
    first = companion(page_tables(page), card)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert companion(page_tables(page), card) == first


def test_names_of_sheets_are_allowed_and_different() -> None:
    names = sheet_names(["a/b", "a:b", "'x'", "\x07", "y" * 99, "y" * 99])
    assert len({name.casefold() for name in names}) == 6
    assert not [name for name in names if re.search(r"[\[\]:*?/\\]|^'|'$", name) or len(name) > 31]


def test_a_long_text_is_cut_where_excel_ends(page: str) -> None:
    table = PageTable("s", "f", "c", ("x",), (("z" * 40_000,),), ("",))
    card = card_of(page)
    assert card
    made = CalamineWorkbook.from_filelike(io.BytesIO(companion([table], card)))
    cell = made.get_sheet_by_name("1 c").to_python()[5][0]
    assert (len(cell), cell[-1]) == (32_001, "…")


def test_where_a_cell_stands_is_not_read_as_an_id(page: str) -> None:
    card = card_of(page)
    assert card
    pieces = workbook_pieces(companion(page_tables(page), card))
    said = " ".join(text for piece in pieces for text in piece.texts)
    assert "Head" in said
    assert not re.search(r"\b[A-E]\d+\b", said)


def test_each_cell_is_read_for_itself(page: str) -> None:
    card = card_of(page)
    assert card
    table = PageTable("s", "f", "c", ("x",), (("Ada <b>Lovelace</b>",), ("Byron",)), ("",))
    pieces = workbook_pieces(companion([table], card))
    texts = {text for piece in pieces for text in piece.texts}
    assert {"Ada Lovelace", "Byron"} <= texts


def made(company: Path, notebook: Path, **options: Any) -> ReportResult:
    out = company.parent / "out"
    (result,) = make_reports(data=company, out=out, notebooks_dir=notebook.parent, **options)
    return result


def test_companion_stands_beside_the_report_and_goes_with_the_edition(
    company: Path, write_notebook: Write
) -> None:
    notebook = write_notebook(PEOPLE, parameters=NAMED)
    result = made(company, notebook)
    workbook = result.path.with_suffix(".xlsx")
    first = CalamineWorkbook.from_path(workbook).get_sheet_by_name("1 People").to_python()
    assert first[5:] == [["E0042"], ["E0043"]]
    assert "1-toy.xlsx" in (workbook.parent / "index.html").read_text(encoding="utf-8")
    made(company, notebook, edition="executive")
    # A workbook with ids must not stay beside a page without.
    assert not workbook.exists()
    assert "1-toy.xlsx" not in (workbook.parent / "index.html").read_text(encoding="utf-8")
    made(company, notebook, edition="executive", excel=True)
    second = CalamineWorkbook.from_path(workbook).get_sheet_by_name("1 People").to_python()
    assert second[5:] == [["person 1"], ["person 2"]]
    made(company, notebook, excel=False)
    assert not workbook.exists()


def test_a_page_without_tables_has_no_companion(company: Path, write_notebook: Write) -> None:
    result = made(company, write_notebook("print(1)", parameters=COMMON))
    assert result.ok
    assert not result.path.with_suffix(".xlsx").exists()


def test_a_failure_leaves_page_and_workbook_of_the_last_run(
    company: Path, write_notebook: Write
) -> None:
    result = made(company, write_notebook(PEOPLE, parameters=NAMED))
    workbook = result.path.with_suffix(".xlsx")
    before = (result.path.read_bytes(), workbook.read_bytes())
    assert not made(company, write_notebook(f"{PEOPLE}\n1/0", parameters=NAMED)).ok
    assert (result.path.read_bytes(), workbook.read_bytes()) == before


def test_publishing_that_is_cut_short_leaves_no_page_with_other_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_report(tmp_path, "a", "<p>old</p>", companion=b"old")

    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ReportError, match="No space left"):
        publish_report(tmp_path, "a", "<p>new</p>", companion=b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html"]
    assert (tmp_path / "a.html").read_text() == "<p>old</p>"
