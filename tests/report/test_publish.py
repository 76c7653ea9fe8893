"""A page is there completely or not at all; the index tells what is there."""

from pathlib import Path

import pytest

from tests.report.toys import Executed
from workbench.errors import ReportError
from workbench.report import publish
from workbench.report.export import failure_html, report_html
from workbench.report.index import read_card, read_entries, write_index
from workbench.report.publish import publish_failure, publish_report, write_whole


def test_publish_report_replaces_the_old_one_and_its_error_report(tmp_path: Path) -> None:
    publish_failure(tmp_path / "new", "1-toy", "failed")
    publish_report(tmp_path / "new", "1-toy", "old")
    publish_report(tmp_path / "new", "1-toy", "page é")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"1-toy.html"}
    assert (tmp_path / "new" / "1-toy.html").read_text(encoding="utf-8") == "page é"


def test_publish_failure_leaves_the_good_report(tmp_path: Path) -> None:
    publish_report(tmp_path, "1-toy", "good")
    publish_failure(tmp_path, "1-toy", "failed")
    assert (tmp_path / "1-toy.html").read_text() == "good"
    assert (tmp_path / "1-toy.failed.html").read_text() == "failed"


def test_write_whole_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = write_whole(tmp_path / "a.html", "old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish.os, "fsync", full_disk)
    with pytest.raises(ReportError, match=r"a.html could not be written: No space left"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_write_whole_says_when_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="could not be written"):
        write_whole(tmp_path / "file" / "a.html", "text")


def test_read_card_gives_back_what_the_page_says(tmp_path: Path, executed: Executed) -> None:
    title = 'Posts & "people" <1>'
    page = report_html(executed("# X", title=title), name="toy", as_of="2026-06-30")
    write_whole(tmp_path / "a.html", failure_html(title, "<b> & 'c'", name="toy"))
    write_whole(tmp_path / "b.html", page)
    write_whole(tmp_path / "c.html", "<title>Somebody else's page</title>")
    card = read_card(tmp_path / "a.html")
    assert (card.title, card.summary, card.status, card.as_of) == (title, "<b> & 'c'", "failed", "")
    assert read_card(tmp_path / "b.html").as_of == "2026-06-30"
    assert read_card(tmp_path / "c.html") is None


def test_write_index_lists_good_and_failed_reports_in_order(
    tmp_path: Path, executed: Executed
) -> None:
    good = report_html(executed("# One\n\nNine posts."), name="1-a", as_of="2026-06-30")
    publish_report(tmp_path, "1-a", good)
    publish_report(tmp_path, "2-b", good)
    publish_failure(tmp_path, "2-b", failure_html("Two", "It <broke>.", name="2-b"))
    publish_failure(tmp_path, "3-c", failure_html("Three", "It broke too.", name="3-c"))
    index = write_index(tmp_path).read_text(encoding="utf-8")
    assert [entry.name for entry in read_entries(tmp_path)] == ["1-a", "2-b", "3-c"]
    assert "3 reports, 2 of them could not be made." in index
    for link in ("1-a.html", "2-b.failed.html", "2-b.html", "3-c.failed.html"):
        assert f'<a href="{link}">' in index
    assert "It &lt;broke&gt;." in index
    assert "Nine posts." in index
    assert "<script" not in index
    assert write_index(tmp_path).read_text(encoding="utf-8") == index
