"""Cards of a page: every figure counted, markup cleaned, readable without a script."""

from bs4 import BeautifulSoup

from tests.report.test_clean import ATTACKS
from tests.report.toys import PLOTLY, Executed, figure
from workbench.report.cards import CARDS
from workbench.report.export import report_html


def _page(executed: Executed, name: str, markup: str) -> BeautifulSoup:
    parts = [{"html": markup}, {"figure": figure(meta={"alt": "Bars"})[PLOTLY]}]
    cards = [{"name": name, "parts": parts}, {"name": "Other", "parts": parts[:1]}]
    content = {"choose": "Choose a post", "cards": cards}
    notebook = executed("# Posts", {CARDS: content, "text/html": "folded"}, figure())
    return BeautifulSoup(report_html(notebook, name="1-key-positions"), "html.parser")


def test_cards_are_folded_with_their_figures(executed: Executed) -> None:
    page = _page(executed, "Buyer & Co", "<p>Facts</p><table><tr><td>1</td></tr></table>")
    options = page.select("div.wb-choice > details.wb-option")
    assert [option.summary.get_text() for option in options] == ["Buyer & Co", "Other"]
    assert [option.has_attr("open") for option in options] == [True, False]
    assert page.select_one("div.wb-choice")["data-choose"] == "Choose a post"
    assert len(page.select(".wb-option figure.wb-fig")) == 1
    assert len(page.select("figure.wb-fig")) == 2
    assert page.select_one(".wb-option .wb-table[tabindex]")
    assert "folded" not in page.get_text()


def test_cards_carry_no_markup_that_runs(executed: Executed) -> None:
    for attack in ATTACKS:
        page = _page(executed, attack, attack)
        choice = page.select_one("div.wb-choice")
        assert not choice.select("script:not([type]), iframe, object, form, input")
        assert not [
            tag for tag in choice.find_all(True) if any(a.startswith("on") for a in tag.attrs)
        ]
