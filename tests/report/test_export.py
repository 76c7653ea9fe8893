"""One page that needs nothing, lets nothing run and loses nothing."""

import base64
import hashlib
import html
import json
import re

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_output

from tests.report.test_clean import ATTACKS
from tests.report.toys import COMMON, PLOTLY, Executed, figure
from workbench.errors import ReportError
from workbench.report.export import failure_html, report_html


def without_scripts(page: str) -> str:
    return re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


def parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(without_scripts(page), "html.parser")


@pytest.fixture
def page(executed: Executed) -> str:
    notebook = executed(
        "# Key positions\n\nWhich posts?\n\n## How sure?\n\n### Über 3 < 4",
        figure(title={"text": "Two <b>bars</b>"}, meta={"alt": "Bars & more"}),
        "## How sure?\n\n[see](#how-sure) and [the book](https://example.org/book)",
        {"text/html": "<table><tr><td>1</td></tr></table>", "text/plain": "table"},
        {"text/plain": "<Figure size 1 & 2>"},
        {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'></svg>"},
    )
    return report_html(notebook, name="1-key-positions", as_of="2026-06-30")


def test_report_html_names_the_hash_of_every_script_and_forbids_the_rest(page: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts}
    policy = parsed(page).select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    rules = str(policy["content"])
    assert len(scripts) == 2
    assert set(re.findall(r"'sha256-([^']+)'", rules)) == hashes
    assert rules.startswith("default-src 'none';")
    assert "connect-src 'none'" in rules
    assert "unsafe-eval" not in rules


def test_report_html_asks_for_nothing_outside(page: str) -> None:
    rest = re.sub(r"<a [^>]*>", "", without_scripts(page))
    assert not re.search(r"(src|href|url\(|action)\s*=?\s*[\"'(]?\s*https?:", rest)
    assert '<a href="https://example.org/book">the book</a>' in page
    assert page.count("<script") == 3


def test_report_html_has_a_table_of_contents_whose_places_exist_once(page: str) -> None:
    soup = parsed(page)
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    targets = [str(link["href"])[1:] for link in soup.select("nav a")]
    assert targets == ["key-positions", "how-sure", "über-3-4", "how-sure-2"]
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))
    assert [link.get_text() for link in soup.select("nav a")][2] == "Über 3 < 4"


def test_report_html_has_title_language_landmarks_and_maker(page: str) -> None:
    soup = parsed(page)
    assert soup.title is not None
    assert soup.title.get_text() == "Key positions"
    assert soup.select_one('html[lang="en"]')
    assert all(soup.select_one(name) for name in ("header", "nav", "main#content", "footer"))
    assert soup.select_one("a.wb-skip")["href"] == "#content"
    assert "Made from the notebook 1-key-positions by Talent workbench" in soup.footer.get_text()
    assert soup.select_one('meta[name="description"]')["content"] == "Which posts?"
    assert soup.select_one('meta[name="workbench-as-of"]')["content"] == "2026-06-30"


def test_report_html_draws_each_figure_with_words_and_data(page: str) -> None:
    figures = parsed(page).select(".wb-fig")
    assert len(figures) == 1
    plot = figures[0].select_one(".wb-plot")
    assert plot.get_text() == "Bars & more"
    assert figures[0].figcaption.get_text() == "Two bars"
    drawn = json.loads(figures[0].select_one("script").get_text())
    assert drawn["data"][0]["y"] == [1, 2]
    assert "title" not in drawn["layout"]


def test_report_html_boxes_a_figure_that_must_not_shrink(executed: Executed) -> None:
    wide = figure(title={"text": "A <b>map</b>"}, meta={"alt": "Flows", "min_width": 720})
    soup = parsed(report_html(executed(wide, figure(title="Narrow")), name="toy"))
    (box,) = soup.select(".wb-wide")
    assert (box["tabindex"], box["role"]) == ("0", "group")
    assert box["aria-label"] == "A map (scrolls sideways)"
    plot = box.select_one(".wb-plot")
    assert plot.get_text() == "Flows"
    assert "min-width:720px" in plot["style"]
    assert len(soup.select(".wb-fig > .wb-plot")) == 1
    assert len(soup.select(".wb-fig")) == 2


@pytest.mark.parametrize("width", ["720px;background:url(//x)", -5, 1e9, None, True, [720]])
def test_report_html_takes_no_least_width_that_is_not_a_number(
    executed: Executed, width: object
) -> None:
    soup = parsed(report_html(executed(figure(meta={"min_width": width})), name="toy"))
    assert not soup.select(".wb-wide")
    assert "min-width" not in soup.select_one(".wb-plot")["style"]


def test_report_html_shows_no_code_no_prompt_and_no_cell_id(executed: Executed) -> None:
    notebook = executed("# T", {"text/plain": "shown"})
    given = new_code_cell(COMMON, metadata={"tags": ["injected-parameters"]})
    given.outputs = [new_output("stream", name="stdout", text="secret_output")]
    warned = new_code_cell("x", outputs=[new_output("stream", name="stderr", text="careful")])
    notebook.cells += [given, warned]
    page = report_html(notebook, name="toy")
    assert "<pre>shown</pre>" in page
    for word in ("secret", "In&nbsp;[", "careful", *(cell.id for cell in notebook.cells)):
        assert word not in page


def test_report_html_is_the_same_for_the_same_notebook(executed: Executed) -> None:
    parts = ("# T", figure(title="A"), {"text/html": "<h2>A</h2>"})
    first, second = (report_html(executed(*parts), name="toy") for _ in range(2))
    assert first == second


def test_report_html_without_figures_holds_no_plotly(executed: Executed) -> None:
    assert len(report_html(executed("# T\n\nText"), name="toy")) < 60_000


@pytest.mark.parametrize("attack", ATTACKS)
def test_report_html_lets_no_data_act(executed: Executed, attack: str) -> None:
    escaped = html.escape(attack, quote=False)
    notebook = executed(
        f"# T\n\n{attack}",
        {"text/html": attack},
        {"text/plain": attack},
        {"text/markdown": attack},
        {"application/javascript": attack},
        {"image/svg+xml": attack},
        figure(title={"text": attack}, meta={"alt": attack}),
        title=attack,
    )
    page = report_html(notebook, name="toy")
    soup = parsed(page)
    assert len(soup.select(".wb-fig")) == 1
    assert page.count("<script") == 3
    assert f"<pre>{escaped}</pre>" in page
    assert not soup.select("iframe, svg, form, object, embed, link, base, video")
    assert len(soup.select("meta")) == len(
        parsed(report_html(executed("# T"), name="t")).select("meta")
    )
    assert not [tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]


@pytest.mark.parametrize("kind", ["scattergl", "parcoords", "splom", "choropleth", "scattermap"])
def test_report_html_refuses_figures_it_cannot_draw(executed: Executed, kind: str) -> None:
    plain = {"data": [{"type": "bar"}], "layout": {}}
    framed = {**plain, "frames": [{"data": [{"type": kind}]}]}
    for broken in ({"data": [{"type": kind}], "layout": {}}, framed):
        with pytest.raises(ReportError, match=f"trace of type {kind}"):
            report_html(executed({PLOTLY: broken}), name="toy")


def test_report_html_refuses_an_image_from_the_network(executed: Executed) -> None:
    with pytest.raises(ReportError, match="Embed it as data"):
        report_html(executed(figure(images=[{"source": "https://example.org/x.png"}])), name="toy")


def test_report_html_refuses_a_control_without_a_still_picture(executed: Executed) -> None:
    widget = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider()"}
    with pytest.raises(ReportError, match="works only in a running notebook"):
        report_html(executed(widget), name="toy")
    assert "<b>still</b>" in report_html(
        executed({**widget, "text/html": "<b>still</b>"}), name="t"
    )


def test_report_html_takes_its_summary_from_the_tagged_cell(executed: Executed) -> None:
    notebook = executed(
        "# T\n\nFirst paragraph.", {"text/html": "<ul><li>Nine &lt; ten.</li></ul>"}
    )
    notebook.cells[1].metadata["tags"] = ["summary"]
    assert '<meta name="description" content="Nine &lt; ten.">' in report_html(notebook, name="t")


def test_report_html_boxes_tables_and_aligns_their_numbers(executed: Executed) -> None:
    rows = "<tr><th>0</th><td>a</td><td>1,200</td></tr><tr><th>1</th><td>7</td><td>–</td></tr>"
    table = (
        f"<table><thead><tr><th></th><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    soup = parsed(report_html(executed({"text/html": table}), name="toy"))
    box = soup.select_one("div.wb-table")
    assert (box["tabindex"], box["role"], box["aria-label"]) == ("0", "group", "Table")
    assert [cell.get_text() for cell in box.select("td.num")] == ["1,200", "–"]
    assert [cell.get_text() for cell in box.select('thead th[scope="col"].num')] == ["", "B"]


def test_report_html_lets_tall_tables_scroll_and_sentences_have_room(executed: Executed) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{'words ' * 11}</td></tr>" for n in range(41))
    table = f'<div class="wb-table"><table><tbody>{rows}</tbody></table></div>'
    soup = parsed(report_html(executed({"text/html": table}), name="toy"))
    assert len(soup.select(".wb-table")) == 1
    assert soup.select_one(".wb-table.wb-tall")
    assert len(soup.select("td.wb-long")) == 41


def test_failure_html_shows_the_sentence_as_text() -> None:
    page = failure_html("Pools", "Cell 3: <script>alert(1)</script>", name="2-pools")
    soup = parsed(page)
    assert soup.select_one(".wb-failed").get_text() == "Cell 3: <script>alert(1)</script>"
    assert "<script" not in page
    assert "script-src 'none'" in html.unescape(page)
