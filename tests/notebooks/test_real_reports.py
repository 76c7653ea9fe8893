"""Reports on two public exports: made without editing the export, and honest about what it lacks.

The data stand beside the repository and are not part of it; without them these tests are skipped.
"""

import gzip
import re
from pathlib import Path

import pytest

from tests.notebooks.reading import NAMES, ROOT, text_of
from workbench.company import load_company
from workbench.market.fill import external_fill
from workbench.positions import rank_positions
from workbench.positions.findings import doubts
from workbench.report.reports import make_reports

DATA = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="needs the data sets beside the repository"
)
EXPORTS = {
    "huebner": "huebner_hris/HRDataset_v13.csv",
    "uk-organogram": "uk_organogram/dev_handout_30bodies_senior.csv.gz",
}


@pytest.fixture(scope="module", params=sorted(EXPORTS))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp(request.param)
    results = make_reports(
        (),
        data=str(DATA / EXPORTS[request.param]),
        out=out,
        settings=str(ROOT / "docs" / "settings" / f"{request.param}.yaml"),
    )
    assert [result.message for result in results if not result.ok] == []
    return out


def test_every_report_is_made(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.html")} == {*NAMES, "index"}


def test_reports_say_what_the_export_lacks(folder: Path) -> None:
    for name in ("1-key-positions", "2-talent-pools", "3-brain-drain"):
        assert "not assessed" in text_of(folder / f"{name}.html"), name
    assert "not given" in text_of(folder / "0-data-check.html")


def test_no_post_is_called_key_on_what_two_tables_know(folder: Path) -> None:
    text = text_of(folder / "1-key-positions.html")
    assert re.search(r"None of [0-9,]+ posts are key|no order is given", text)
    assert re.search(r"[1-9][0-9,]* of [0-9,]+ posts (is|are) key", text) is None
    brief = text_of(folder / "4-executive-brief.html")
    assert "No post can be called key on these tables" in brief
    assert "lower bound" in brief


@pytest.fixture(scope="module")
def organogram(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the body of the settings as a folder, its professional group tied to a market."""
    folder = tmp_path_factory.mktemp("organogram")
    with gzip.open(DATA / EXPORTS["uk-organogram"], "rt", encoding="utf-8") as text:
        export = text.read()
    for table in ("positions", "employees"):
        (folder / f"{table}.csv").write_text(export, encoding="utf-8")
    group = "job_family: Professional/Occupational Group\n"
    settings = (ROOT / "docs" / "settings" / "uk-organogram.yaml").read_text(encoding="utf-8")
    tied = f"{group}        occupation_code: Professional/Occupational Group\n"
    tied += "        region: Parent Department\n"
    (folder / "settings.yaml").write_text(settings.replace(group, tied), encoding="utf-8")
    return folder


def test_organogram_is_ranked_by_structure_pay_span_and_vacancies(organogram: Path) -> None:
    company = load_company(organogram)
    ranking = rank_positions(company)
    coverage = ranking.measured.coverage.set_index("criterion")
    known = coverage[coverage["posts_known"] > 0]["measured_by"].to_dict()
    assert known == {
        "responsibility": "seats below",
        "complexity": "usual pay per year",
        "resources": "budget per year",
        "replaceability": "hardness to replace",
    }
    assert set(external_fill(company)["source"]) == {"empty seats"}
    # Nothing measures the gate of strategic value: no post is called key, and the bounds are wide.
    assert ranking.key_positions == []
    assert ranking.table["verdict"].eq("provisional").any()
    assert any(
        doubt.startswith("Not measured for any post: strategic contribution, ")
        for doubt in doubts(ranking)
    )
    table = ranking.table
    assert ((table["score_low"] < table["score"]) & (table["score"] < table["score_high"])).all()
    assert table["known_share"].max() < 0.3
    assert table.sort_values("rank")["title"].iloc[0] == "Permanent Secretary"


def test_organogram_takes_a_market_where_one_is_given(organogram: Path) -> None:
    market = organogram / "market.csv"
    department = load_company(organogram).positions["region"].mode()[0]
    market.write_text(
        "occupation_code,region,as_of,openings,seekers,days_to_fill\n"
        f'Policy,"{department}",2011-06-30,30,20,140\n',
        encoding="utf-8",
    )
    fill = external_fill(load_company(organogram))
    market.unlink()
    assert (fill["source"] == "market").mean() > 0.9
    assert fill.loc[fill["source"] == "market", "fill_days"].to_numpy() == pytest.approx(140)
