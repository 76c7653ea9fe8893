"""Closed sections: folded under their heading and what they say first."""

from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.report.toys import figure
from workbench.errors import ReportError
from workbench.report.export import report_html
from workbench.report.sections import first_said


def _closed(text: str) -> NotebookNode:
    return new_markdown_cell(text, metadata={"tags": ["closed"]})


def _shows(*data: Mapping[str, object]) -> NotebookNode:
    return new_code_cell("", outputs=[new_output("display_data", data=each) for each in data])


def _sections(*cells: NotebookNode) -> list[Tag]:
    page = report_html(new_notebook(cells=[new_markdown_cell("# A"), *cells]), name="toy")
    return list(BeautifulSoup(page, "html.parser").select("details.wb-section"))


def test_a_closed_section_ends_at_the_next_heading() -> None:
    (section,) = _sections(
        _closed("### Small print\nWhy it is here."),
        _shows({"text/html": '<p class="wb-note">inside</p>'}),
        new_markdown_cell("More words."),
        new_markdown_cell("### Open again"),
        _shows({"text/html": "<p>outside</p>"}),
    )
    assert section.summary is not None
    assert section.summary.h3 is not None
    assert section.summary.h3["id"] == "small-print"
    words = section.get_text()
    assert "Why it is here." in words
    assert "inside" in words
    assert "More words." in words
    assert "outside" not in words
    assert not section.has_attr("open")


def test_deeper_headings_stay_inside() -> None:
    first, second = _sections(
        _closed("## One"),
        new_markdown_cell("### Part of one"),
        _closed("### Closed part of one"),
        _closed("## Two"),
    )
    assert [tag.get_text() for tag in first.select("h2, h3")] == [
        "One", "Part of one", "Closed part of one",
    ]  # fmt: skip
    assert "Two" in second.get_text()


@pytest.mark.parametrize(
    ("outputs", "gist"),
    [
        ([{"text/html": '<ul class="wb-findings"><li>Half &lt; all</li></ul>'}, figure()],
         "Half < all"),
        ([{"text/html": '<p class="wb-missing">not assessed: no table</p>'}],
         "not assessed: no table"),
        ([{"text/html": "<p>only words</p>"}], None),
    ],
)  # fmt: skip
def test_the_fold_says_what_the_section_says_first(
    outputs: list[Mapping[str, object]], gist: str | None
) -> None:
    (section,) = _sections(_closed("## One\nWords."), _shows(*outputs))
    shown = section.select_one("summary > .wb-gist")
    assert (shown and shown.get_text()) == gist


def test_title_of_a_figure_is_said() -> None:
    assert first_said("<p>a</p><figure><figcaption>Nine &lt;b&gt; posts</figcaption>") == (
        "Nine <b> posts"
    )


def test_markup_in_what_is_said_stays_text() -> None:
    hostile = "<script>alert(1)</script>"
    shown = {"text/html": f'<p class="wb-missing">{hostile.replace("<", "&lt;")}</p>'}
    (section,) = _sections(_closed("## One"), _shows(shown))
    assert not section.find_all("script")
    assert hostile in section.get_text()


def test_a_closed_cell_without_a_heading_is_refused() -> None:
    with pytest.raises(ReportError, match="tagged 'closed'"):
        _sections(_closed("only words"))
