"""Reports on two public exports: made without editing the export, and honest about what it lacks.

The data stand beside the repository and are not part of it; without them these tests are skipped.
"""

from pathlib import Path

import pytest

from tests.notebooks.reading import NAMES, ROOT, text_of
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
    assert "posts are key" not in text
    brief = text_of(folder / "4-executive-brief.html")
    assert "No post can be called key on these tables" in brief
    assert "lower bound" in brief
