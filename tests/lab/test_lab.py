"""JupyterLab as an analyst meets it: start page, run all, tables, charts, sliders, a restart."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.lab.driving import NOTEBOOK, ROOT, jupyterlab, menu, outputs, run_all
from workbench.sample import write_sample

pytestmark = pytest.mark.skipif(
    not importlib.util.find_spec("jupyterlab") and not os.environ.get("WORKBENCH_TEST_ALL"),
    reason="no JupyterLab: make lab installs it",
)
LOAD = """\
from workbench.charts.show import show_table
from workbench.company import load_company
from workbench.positions import rank_positions
from workbench.widgets.drain_panel import drain_panel

company = load_company("../data/sample")
ranking = rank_positions(company, draws=100)"""
TABLE = """show_table(ranking.table[["position_id", "score"]], caption="All posts", most=10)"""
PANEL = "drain_panel(company, ranking.listed_positions[:4])"
WRONG = 'drain_panel(company, ["P9999"])'
CURVE = f"{NOTEBOOK}.node.querySelector('.wb-panel .js-plotly-plot')"


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the notebooks, a small company beside it, and a notebook with a panel."""
    base = tmp_path_factory.mktemp("lab")
    folder = Path(shutil.copytree(ROOT / "notebooks", base / "notebooks"))
    write_sample(base / "data" / "sample", employees=200)
    cells = [new_markdown_cell("# Panel"), *map(new_code_cell, (LOAD, TABLE, PANEL, WRONG))]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = new_notebook(cells=cells, metadata={"kernelspec": spec})
    nbformat.write(book, folder / "panel.ipynb")
    return folder


@pytest.fixture(scope="module")
def page(browser: Any, notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with jupyterlab(notebooks, tmp_path_factory.mktemp("home")) as address:
        opened = browser.new_page(viewport={"width": 1500, "height": 1000})
        opened.set_default_timeout(90_000)
        opened.goto(address)
        yield opened
        opened.close()


def _open(page: Any, name: str) -> None:
    page.locator(f'.jp-DirListing-item:has-text("{name}")').dblclick()
    page.wait_for_function(f"{NOTEBOOK}?.context?.path === '{name}'")


def test_lab_opens_on_a_start_page_from_which_a_notebook_runs_top_to_bottom(page: Any) -> None:
    start = page.locator(".jp-MarkdownViewer")
    start.locator("h1").wait_for()
    assert "Talent workbench" in start.inner_text()
    assert "get notified" not in page.inner_text("body")
    start.get_by_role("link", name="0-data-check").click()
    page.wait_for_function(f"{NOTEBOOK}?.context?.path === '0-data-check.ipynb'")
    run_all(page)
    shown = outputs(page)
    assert not [each for each in shown if each["output_type"] == "error"]
    assert sum("application/vnd.plotly.v1+json" in each.get("data", {}) for each in shown) == 3


def test_panel_answers_to_a_slider_and_again_after_a_restart(page: Any) -> None:
    _open(page, "panel.ipynb")
    run_all(page)
    assert not [each for each in outputs(page) if each["output_type"] == "error"]
    for restarted in (False, True):
        if restarted:
            run_all(page, restart=True)
        page.wait_for_function(f"{CURVE}?.data")
        before = page.evaluate(f"JSON.stringify({CURVE}.data)")
        handle = page.locator(".jp-NotebookPanel:visible .noUi-handle").first
        handle.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.wait_for_function(
            f"was => {CURVE}?.data && JSON.stringify({CURVE}.data) !== was", arg=before
        )
    assert "P9999" in page.locator(".jp-NotebookPanel:visible").inner_text()


def test_table_of_a_cell_sorts_filters_and_is_kept_and_a_chart_is_kept(page: Any) -> None:
    book = page.locator(".jp-NotebookPanel:visible")
    box = book.locator(".wb-rows > .wb-table").first
    box.scroll_into_view_if_needed()
    sort = box.get_by_role("button", name="Position")
    sort.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert box.locator("th").first.get_attribute("aria-sort") == "descending"
    shown = box.locator("tbody tr:visible td:first-child").all_inner_texts()
    assert len(shown) == 10
    assert shown == sorted(shown, reverse=True)
    book.get_by_label("Filter rows").first.fill("p0035")
    assert box.locator("tbody tr:visible").count() == 1
    with page.expect_download() as kept:
        book.get_by_role("button", name="Save as CSV: All posts").click()
    lines = Path(kept.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), lines[1][:8]) == (2, '"P0035",')
    with page.expect_download() as kept:
        book.get_by_role("button", name="Save the chart as SVG").first.click()
    assert "One time in twenty" in Path(kept.value.path()).read_text(encoding="utf-8")


def test_panel_without_its_kernel_says_so_and_keeps_its_figures(page: Any) -> None:
    menu(page, "Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog-button.jp-mod-warn").click()
    said = f"getComputedStyle({NOTEBOOK}.node.querySelector('.wb-panel'), '::before').content"
    page.wait_for_function(f"{said}.includes('kernel of this panel is gone')")
    assert page.evaluate(f"{CURVE}.data.length > 0")
