"""Outputs that lie under the same words are folded together, in the order of the notebook."""

from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.report.toys import figure
from workbench.report.export import report_html
from workbench.report.render import UNDER


def _output(data: dict, under: str = ""):  # type: ignore[no-untyped-def]
    return new_output("display_data", data=data, metadata={UNDER: under} if under else {})


def test_outputs_under_the_same_words_share_a_fold() -> None:
    outputs = [
        _output({"text/html": "<p>first</p>"}),
        _output(figure(), "More <b>pictures</b>"),
        _output({"text/html": "<p>second</p>"}, "More <b>pictures</b>"),
        _output({"text/html": "<p>third</p>"}),
        _output({"text/html": "<p>fourth</p>"}, "Other"),
    ]
    notebook = new_notebook(cells=[new_markdown_cell("# A"), new_code_cell("", outputs=outputs)])
    page = BeautifulSoup(report_html(notebook, name="toy"), "html.parser")
    folds = page.select("details.wb-more")
    assert [fold.summary.get_text() for fold in folds] == ["More <b>pictures</b>", "Other"]
    assert len(folds[0].select("figure.wb-fig")) == 1
    assert "second" in folds[0].get_text()
    assert "third" not in folds[0].get_text()
    assert not folds[0].has_attr("open")
