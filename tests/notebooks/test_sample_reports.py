"""All reports of the sample company, made once the way a user makes them, and read as a reader."""

import re
from pathlib import Path

import pytest

from tests.notebooks.reading import NAMES, ROOT, text_of
from workbench.company import load_company
from workbench.positions import rank_positions
from workbench.privacy.labels import staff_labels
from workbench.report.companion import workbook_pieces
from workbench.report.counts import Census, shown_on
from workbench.report.pieces import page_pieces
from workbench.report.recovered import refuse_recovered
from workbench.report.reports import ReportResult, make_reports
from workbench.sample import planted

SAMPLE = ROOT / "data" / "sample"
MOST_BYTES = 6_000_000


def test_all_reports_are_made(sample_reports: tuple[Path, tuple[ReportResult, ...]]) -> None:
    folder, results = sample_reports
    assert [result.message for result in results if not result.ok] == []
    files = {f"{name}.{end}" for name in NAMES for end in ("html", "xlsx")}
    assert {path.name for path in folder.iterdir()} == {"index.html", "history.sqlite"} | files


@pytest.mark.parametrize("name", NAMES)
def test_report_is_one_file_of_bearable_size_that_loads_nothing(folder: Path, name: str) -> None:
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    assert len(page.encode()) < MOST_BYTES
    outside = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?https?:|url\(\s*["']?https?:""", outside)


@pytest.mark.parametrize("name", NAMES)
def test_report_shows_no_code_path_or_traceback(folder: Path, name: str) -> None:
    text = text_of(folder / f"{name}.html")
    for trace in ("from workbench", "import pandas", "Traceback", str(ROOT), "nan ", "NaT", "<NA>"):
        assert trace not in text, trace
    assert "As of" in text


def test_reports_carry_no_names_unless_asked(folder: Path) -> None:
    names = "|".join(map(re.escape, load_company(SAMPLE).employees["name"].dropna().unique()))
    for name in NAMES:
        page = (folder / f"{name}.html").read_text(encoding="utf-8")
        assert not re.findall(names, page), name


def test_every_page_names_the_company(folder: Path) -> None:
    for path in folder.glob("*.html"):
        assert "Norrlack Coatings" in text_of(path), path.name


def test_brief_carries_no_ids_of_people(folder: Path) -> None:
    page = (folder / "4-executive-brief.html").read_text(encoding="utf-8")
    outside = re.sub(r"<script(?! type=\"application/json\").*?</script>", "", page, flags=re.S)
    ids = set(load_company(SAMPLE).employees["employee_id"])
    assert not ids & set(re.findall(r"\bE\d{5}\b", outside))


def test_reports_show_the_numbers_of_the_package(folder: Path) -> None:
    company = load_company(SAMPLE)
    ranking = rank_positions(company)
    text = text_of(folder / "1-key-positions.html")
    assert f"{len(ranking.key_positions)} of {len(ranking.table)} posts are key" in text
    for position_id in planted.KEY_POSTS:
        assert position_id in text
    people = f"{len(company.staff):,} people"
    assert people in text_of(folder / "0-data-check.html")


def test_changed_parameter_shows_in_the_report(tmp_path: Path) -> None:
    results = make_reports(
        ["executive-brief"],
        data=str(SAMPLE),
        out=tmp_path,
        as_of="2026-07-31",
        settings=None,
        parameters={"posts_shown": "3"},
    )
    assert results[0].ok, results[0].message
    text = text_of(tmp_path / "4-executive-brief.html")
    assert "2026-07-31" in text
    assert "Parameter posts_shown 3" in text


def test_a_second_run_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    make_reports(
        ["talent-market"], data=str(SAMPLE), out=tmp_path, as_of=None, settings=None, parameters={}
    )
    # Its pseudonyms are other ones each time.
    for file in ("5-talent-market.html", "5-talent-market.xlsx"):
        assert (tmp_path / file).read_bytes() == (folder / file).read_bytes()


def test_executive_edition_holds_no_id_of_a_person(tmp_path: Path) -> None:
    (result,) = make_reports(
        ["data-check"], data=str(SAMPLE), out=tmp_path, edition="executive", excel=True
    )
    assert result.ok, result.message
    page = result.path.read_text(encoding="utf-8")
    book = workbook_pieces(result.path.with_suffix(".xlsx").read_bytes())
    words = " ".join([page, *(piece.running for piece in book)])
    ids = set(load_company(SAMPLE).employees["employee_id"])
    assert not ids & set(re.findall(r"\bE\d{5}\b", words))
    assert "person 1" in words


def test_small_groups_cannot_be_worked_out_from_all_reports_together(folder: Path) -> None:
    census = Census(staff_labels(load_company(SAMPLE)))
    shown = [
        shown_on(
            page_pieces((folder / f"{name}.html").read_text(encoding="utf-8")), census, least=5
        )
        for name in NAMES
    ]
    # The attack sees what the reports show: without that it would prove nothing.
    read = {by for page in shown for cell in page.cells for by, _ in cell}
    assert read >= {"unit", "job family", "grade", "tenure", "level"}
    assert any(page.means for page in shown)
    refuse_recovered(census, shown, least=5)
