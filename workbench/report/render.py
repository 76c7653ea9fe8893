"""The cells of an executed notebook as HTML: text, tables and figures, no code."""

import base64
import html
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

from workbench.errors import ReportError
from workbench.report.cards import CARDS, cards_html, figures_in
from workbench.report.clean import classes, cleaned, tags_in
from workbench.report.figures import PLOTLY, figure_html
from workbench.report.notebook import CLOSED_TAG, HIDDEN_TAGS, tags
from workbench.report.outline import Outline
from workbench.report.sections import Sections
from workbench.report.tables import dress_tables

# Where an output says under which words the page folds it.
UNDER = "workbench_under"
WIDGET = "application/vnd.jupyter.widget-view+json"
IMAGES = ("image/svg+xml", "image/png", "image/jpeg")


def render_cells(notebook: NotebookNode, outline: Outline) -> str:
    """Write what the cells of a notebook show, in their order.

    Parameters
    ----------
    notebook : an executed notebook; cells tagged ``parameters``, ``injected-parameters`` or
        ``remove-cell`` are left out; a text cell tagged ``closed`` begins a section that is
        folded under its heading and what it says first
    outline : collects the headings

    Returns
    -------
    HTML text. Warnings that a cell printed are left out.

    Raises
    ------
    ReportError
        If an output can only be drawn by a running notebook, or a figure cannot be drawn.
    """
    sections = Sections()
    for cell in notebook.cells:
        if HIDDEN_TAGS & tags(cell):
            continue
        if cell.cell_type == "markdown":
            text = _dressed(markdown2html_mistune(cell.source), outline)
            sections.text(text, closed=CLOSED_TAG in tags(cell))
        for under, outputs in groupby(cell.get("outputs", ()), key=_under):
            shown = "\n".join(_output(output, outline) for output in outputs)
            sections.shown(_folded(under, shown) if under and shown.strip() else shown)
    return sections.page()


def plotly_outputs(notebook: NotebookNode) -> int:
    """Count the figures that the cells of a page hold."""
    shown = [cell for cell in notebook.cells if not HIDDEN_TAGS & tags(cell)]
    outputs = [output.get("data", {}) for cell in shown for output in cell.get("outputs", ())]
    on_cards = sum(figures_in(data[CARDS]) for data in outputs if CARDS in data)
    return on_cards + sum(PLOTLY in data for data in outputs)


def _under(output: NotebookNode) -> str:
    """Words of the fold that an output lies under; empty for most."""
    return str(output.get("metadata", {}).get(UNDER, ""))


def _folded(words: str, shown: str) -> str:
    summary = f"<summary>{html.escape(words)}</summary>"
    return f'<details class="wb-more">{summary}{shown}</details>'


def _output(output: NotebookNode, outline: Outline) -> str:
    if output.output_type == "stream":
        return _text(output.text) if output.name == "stdout" else ""
    return _data(output.get("data", {}), outline)


def _data(data: Mapping[str, Any], outline: Outline) -> str:
    """Take the richest form that needs no running notebook."""
    if PLOTLY in data:
        return figure_html(data[PLOTLY])
    if CARDS in data:
        return cards_html(data[CARDS], lambda markup: _dressed(markup, outline))
    if "text/html" in data:
        return _dressed(data["text/html"], outline)
    for kind in IMAGES:
        if kind in data:
            return _image(kind, data[kind])
    if "text/markdown" in data:
        return _dressed(markdown2html_mistune(data["text/markdown"]), outline)
    if WIDGET in data:
        raise ReportError(
            "A cell shows a control that works only in a running notebook. Show a figure or a "
            "table beside it, or tag the cell 'remove-cell'."
        )
    if "application/javascript" in data:
        return ""
    return _text(data.get("text/plain", ""))


def _dressed(markup: str, outline: Outline) -> str:
    soup = cleaned(markup)
    for anchor in tags_in(soup, "a"):
        if "anchor-link" in classes(anchor):
            anchor.decompose()
    outline.number(soup)
    dress_tables(soup)
    return _written(soup)


def _written(soup: BeautifulSoup) -> str:
    return soup.decode(formatter="minimal")


def _text(text: str) -> str:
    words = html.escape(strip_ansi(text), quote=False).rstrip()
    return f"<pre>{words}</pre>" if words.strip() else ""


def _image(kind: str, content: str) -> str:
    # Inside an img element an SVG cannot run scripts or load anything.
    encoded = content
    if kind == "image/svg+xml":
        encoded = base64.b64encode(content.encode()).decode()
    return f'<p><img src="data:{kind};base64,{"".join(encoded.split())}" alt=""></p>'
