"""A report in a real browser with the network off; skipped where there is no Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.report.test_clean import ATTACKS
from tests.report.toys import PLOTLY
from workbench.charts.tables import html_table
from workbench.privacy.cells import csv_text
from workbench.report.cards import CARDS
from workbench.report.export import report_html

RUNS = "window.ran = 1; document.title = 'ran'"
WHISKER = "#5B6670"
TRACES: list[dict[str, Any]] = [
    {
        "type": "bar",
        "x": [3, 2],
        "y": ["A post with a rather long title", "b"],
        "orientation": "h",
        "error_x": {"type": "data", "array": [1, 1], "color": WHISKER},
        "showlegend": True,
        "name": "posts",
    },
    {
        "type": "heatmap",
        "z": [[1, 2], [3, 4]],
        "colorscale": [[0, "#F4F1EA"], [1, "#D55E00"]],
    },
    {"type": "violin", "y": [1, 2, 3, 4]},
    {"type": "waterfall", "x": ["a", "b"], "y": [3, -1]},
    {"type": "treemap", "labels": ["a", "b"], "parents": ["", "a"], "values": [1, 2]},
    {
        "type": "sankey",
        "node": {"label": ["a", "b"]},
        "link": {"source": [0], "target": [1], "value": [1]},
    },
    {"type": "scatter", "x": [1, 2], "y": [1, 2], "text": ["<b>t</b>", "u"], "mode": "text"},
    {"type": "scatter", "x": [3, 4], "y": [3, 4], "text": ["wide", "map"], "mode": "text"},
]
# Longer than the first figure is wide on a phone; the legend stands below it.
LONG_AXIS = {
    "height": 420,
    "margin": {"b": 8},
    "xaxis": {"automargin": True, "title": {"text": "score of the post against the market " * 2}},
    "legend": {"orientation": "h", "yref": "container", "y": 0.01, "yanchor": "bottom"},
}
# The last figure must not get narrower than this.
LEAST_WIDTH = 900
# Six columns of 9 characters that never break: three or four fit on a phone, all of them on a desk.
COLUMNS = pd.DataFrame({f"column_{place}": ["x" * 9] for place in range(6)})
# The corpus with a script that leaves a mark instead of one that asks.
MARKUP = [attack.replace("alert(1)", RUNS) for attack in ATTACKS]


def toy_report() -> nbformat.NotebookNode:
    """Show every kind of trace, a table wider than a phone, and markup that wants to run."""
    layout = {"font": {"color": "#1f2933"}, "title": {"text": "A finding " * 12}, "width": 900}
    outputs = [{PLOTLY: {"data": [trace], "layout": layout}} for trace in TRACES]
    outputs[0] = {PLOTLY: {"data": [TRACES[0]], "layout": {**layout, **LONG_AXIS}}}
    wide_layout = {**layout, "meta": {"alt": "A map", "min_width": LEAST_WIDTH}}
    outputs[-1] = {PLOTLY: {"data": [TRACES[-1]], "layout": wide_layout}}
    wide = "".join(f"<td>{'wide' * 5}</td>" for _ in range(12))
    outputs += [{"text/html": f"<table><tr>{wide}</tr></table>"}]
    outputs += [{"text/html": html_table(COLUMNS, caption="Columns")}]
    outputs += [{"text/html": attack} for attack in MARKUP]
    outputs += [{"text/plain": "x" * 500}, {"text/markdown": "word" * 100}]
    text = "# A toy\n\n" + "\n\n".join(f"## Part {n}\n\nText." for n in range(9))
    codes = [new_code_cell("", outputs=[new_output("display_data", data=data)]) for data in outputs]
    return new_notebook(cells=[new_markdown_cell(text), *codes])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("reports") / "toy.html"
    path.write_text(report_html(toy_report(), name="toy"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open the report offline; what it says and asks for is collected on the page object."""
    contexts = []

    def opened(**options: Any) -> Any:
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(address)
        page.wait_for_function(
            "count => document.querySelectorAll('.js-plotly-plot .main-svg').length >= count",
            arg=len(TRACES),
        )
        return page

    yield opened
    for context in contexts:
        context.close()


def test_report_draws_every_figure_as_asked_and_asks_for_nothing(
    open_page: Callable[..., Any], address: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    kinds = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].map(plot => plot._fullData[0].type)"
    )
    assert kinds == [trace["type"] for trace in TRACES]
    assert page.asked == [address]
    assert page.said == []
    assert page.evaluate("window.ran") is None
    assert page.title() == "A toy"
    buttons = page.evaluate(
        "[...document.querySelectorAll('.modebar-btn')].map(button => button.dataset.title)"
    )
    assert buttons
    assert not [words for words in buttons if "hare" in words or "loud" in words]


@pytest.mark.parametrize("width", [390, 768])
def test_report_does_not_scroll_sideways_on_a_small_screen(
    open_page: Callable[..., Any], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for box in (page.locator(".wb-table").first, page.locator(".wb-wide")):
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")
        box.focus()
        assert box.evaluate("box => box === document.activeElement")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figure_that_must_not_shrink_scrolls_in_its_box_by_keyboard(
    open_page: Callable[..., Any], scheme: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    drawn = "[...document.querySelectorAll('.js-plotly-plot')].at(-1)._fullLayout.width"
    assert page.evaluate(drawn) == LEAST_WIDTH
    assert page.locator(".wb-hint").is_visible()
    box = page.locator(".wb-wide")
    box.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    assert box.evaluate("box => box.scrollLeft") > 50
    assert page.evaluate("[document.documentElement.scrollWidth, scrollX]") == [390, 0]


def test_figure_that_must_not_shrink_uses_the_room_of_a_desk_and_fits_on_paper(
    open_page: Callable[..., Any],
) -> None:
    page = open_page(viewport={"width": 1600, "height": 900})
    box = page.locator(".wb-wide")
    assert box.evaluate("box => box.scrollWidth === box.clientWidth && box.clientWidth > 1000")
    assert not page.locator(".wb-hint").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    drawn = page.locator(".wb-wide .main-svg").first.bounding_box()
    # 182 mm of an A4 page inside its margins are 687 px.
    assert 600 < drawn["width"] <= 687
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".wb-wide .main-svg").first.bounding_box()["width"] > 1000


def test_table_says_how_many_columns_are_out_of_sight(open_page: Callable[..., Any]) -> None:
    hint = "[...document.querySelectorAll('.wb-columns')].at(-1)"
    phone = open_page(viewport={"width": 390, "height": 844})
    box = phone.locator(".wb-table").last
    edge = box.evaluate("box => box.getBoundingClientRect().right")
    ends = box.evaluate(
        "box => [...box.querySelectorAll('th')].map(head => head.getBoundingClientRect().right)"
    )
    out = sum(end > edge + 1 for end in ends)
    assert 2 <= out < 6
    assert phone.evaluate(f"{hint}.textContent") == f"Scroll sideways for {out} more columns."
    assert phone.evaluate(f"{hint}.offsetParent !== null")
    # Of a table without headings there are no columns to count.
    first = phone.locator(".wb-columns").first
    assert first.inner_text() == "Scroll sideways for the rest."
    phone.emulate_media(media="print")
    assert phone.evaluate(f"{hint}.offsetParent === null")
    desk = open_page(viewport={"width": 1600, "height": 900})
    assert desk.evaluate(f"{hint}.hidden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whiskers_can_be_seen_on_the_page(open_page: Callable[..., Any], scheme: str) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    ink = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()"
    )
    drawn = page.evaluate("document.querySelector('.js-plotly-plot')._fullData[0].error_x.color")
    assert drawn == (WHISKER if scheme == "light" else ink)


def test_axis_title_of_several_lines_gets_its_room_on_a_phone(
    open_page: Callable[..., Any],
) -> None:
    heights = []
    for width in (390, 1280):
        page = open_page(viewport={"width": width, "height": 844})
        heights.append(
            page.evaluate("document.querySelector('.js-plotly-plot')._fullLayout.height")
        )
        title = page.locator(".js-plotly-plot .xtitle").first
        assert title.evaluate("title => title.querySelectorAll('tspan').length > 1") == (
            width == 390
        )
        legend = page.locator(".js-plotly-plot .legend").first.bounding_box()
        assert title.bounding_box()["y"] + title.bounding_box()["height"] <= legend["y"]
    assert heights[0] > heights[1]


def test_report_folds_its_contents_on_a_phone_only(open_page: Callable[..., Any]) -> None:
    phone = open_page(viewport={"width": 390, "height": 844})
    assert not phone.locator("nav a").first.is_visible()
    phone.locator("nav summary").click()
    assert phone.locator("nav a").first.is_visible()
    desk = open_page(viewport={"width": 1280, "height": 900})
    assert desk.locator("nav a").first.is_visible()


# Contrast after WCAG 2.2, 1.4.3: at least 4.5 for text of this size.
CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
  const light = (colour) => parts(colour)
    .map((s) => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4))
    .reduce((sum, s, place) => sum + s * [0.2126, 0.7152, 0.0722][place], 0);
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const ratio = (colour) => {
    const [low, high] = [light(colour), paper].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const texts = [...document.querySelectorAll(
    "p, li, a[href]:not(.wb-skip), td, th, summary, figcaption, .wb-header span")]
    .map((tag) => getComputedStyle(tag).color);
  const drawn = [...document.querySelectorAll(".xtick text, .ytick text")]
    .map((tag) => getComputedStyle(tag).fill);
  return Math.min(...[...texts, ...drawn].map(ratio));
}"""


def test_heat_map_begins_near_the_page_in_the_dark_and_light_on_paper(
    open_page: Callable[..., Any],
) -> None:
    lowest = """[...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => plot.data)
        .find(trace => trace.type === 'heatmap').colorscale[0][1]"""
    page = open_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    raised = "getComputedStyle(document.documentElement).getPropertyValue('--raised').trim()"
    assert page.evaluate(lowest) == page.evaluate(raised)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(lowest) == "#F4F1EA"


def test_report_can_be_read_in_light_in_dark_and_on_paper(open_page: Callable[..., Any]) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    assert page.evaluate(CONTRAST) >= 4.5
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(500)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert page.evaluate(CONTRAST) >= 4.5
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(CONTRAST) >= 4.5
    assert not page.locator("nav").is_visible()
    widths = page.evaluate(
        "[...document.querySelectorAll('.wb-fig > .js-plotly-plot')]"
        ".map(plot => plot._fullLayout.width)"
    )
    # 182 mm of an A4 page inside its margins are 687 px.
    assert max(widths) <= 687


def test_cards_show_the_one_that_is_chosen_and_draw_it_then(browser: Any, tmp_path: Path) -> None:
    bars = {"data": [TRACES[0]], "layout": {"meta": {"alt": "Bars"}}}
    cards = [
        {"name": name, "parts": [{"html": f"<p>About {name}</p>"}, {"figure": bars}]}
        for name in ("Buyer", "Painter", "Clerk")
    ]
    output = new_output("display_data", data={CARDS: {"choose": "Choose a post", "cards": cards}})
    cells = [new_markdown_cell("# Posts"), new_code_cell("", outputs=[output])]
    path = tmp_path / "cards.html"
    path.write_text(report_html(new_notebook(cells=cells), name="cards"), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert page.locator(".js-plotly-plot").count() == 1
    page.get_by_label("Choose a post").select_option("Clerk")
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot').length === 2")
    assert page.get_by_text("About Clerk").is_visible()
    assert not page.get_by_text("About Buyer").is_visible()
    width = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].pop()._fullLayout.width"
    )
    assert 200 < width <= 390
    page.emulate_media(color_scheme="dark")
    page.get_by_label("Choose a post").select_option("Buyer")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert said == []
    context.close()


def test_table_sorts_filters_and_is_kept_without_a_live_formula_and_a_figure_as_svg(
    browser: Any, tmp_path: Path
) -> None:
    cells = ["=1+1", "@a", "+b", "\uff1dc", "P10", "P9", "-d", "e", "f", "g", "h", "i"]
    frame = pd.DataFrame({"post": cells, "score": [2.5, -3.0, *range(9), None]})
    figure = {PLOTLY: {"data": [TRACES[0]], "layout": {"title": {"text": "A <b>finding</b>"}}}}
    shown = [{"text/html": html_table(frame, caption="Posts")}, figure]
    outputs = [new_output("display_data", data=data) for data in shown]
    page_cells = [new_markdown_cell("# Kept"), new_code_cell("", outputs=outputs)]
    path = tmp_path / "kept.html"
    path.write_text(report_html(new_notebook(cells=page_cells), name="kept"), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save as CSV: Posts").click()
    text = Path(kept.value.path()).read_bytes().decode("utf-8-sig")
    own = [line.rpartition(",")[0] for line in csv_text(frame).splitlines()]
    assert [line.rpartition(",")[0] for line in text.splitlines()[1:]] == own[1:]
    assert text.splitlines()[2] == '"\'@a",-3.00'
    score = page.get_by_role("columnheader", name="Score")
    score.get_by_role("button").focus()
    for key, order, first in (("Enter", "ascending", "@a"), ("Space", "descending", "h")):
        page.keyboard.press(key)
        assert score.get_attribute("aria-sort") == order
        assert page.locator("tbody td").first.inner_text() == first
    # An unknown score comes last either way.
    assert page.locator("tbody tr").last.locator("td").first.inner_text() == "i"
    page.get_by_label("Filter rows").fill("p1")
    assert page.locator("tbody tr:visible").count() == 1
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save the chart as SVG").press("Enter")
    assert "A finding" in Path(kept.value.path()).read_text(encoding="utf-8")
    context.close()
