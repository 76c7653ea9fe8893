"""An executed notebook as one HTML file, or a failed one as a readable error report."""

import html

from nbformat import NotebookNode

from workbench.errors import ReportError
from workbench.report.notebook import stated_title
from workbench.report.outline import Outline
from workbench.report.page import Card, page_html
from workbench.report.render import plotly_outputs, render_cells
from workbench.report.summary import shortened, summary_sentence


def report_html(
    notebook: NotebookNode, *, name: str, as_of: str = "", company: str = "", edition: str = ""
) -> str:
    """Write an executed notebook as one page that needs nothing outside itself.

    Parameters
    ----------
    notebook : an executed notebook, see ``run_notebook``
    name : name of the notebook, without folder
    as_of : date of the data, ``YYYY-MM-DD``; empty when unknown
    company : name of the company; empty when the settings give none
    edition : which edition the page is, in words for its foot

    Returns
    -------
    HTML text: code hidden, one copy of plotly.js, scripts and requests forbidden but for the two
    scripts of the page. The same notebook gives the same text.

    Raises
    ------
    ReportError
        If an output cannot be shown in such a page, or figures got lost on the way.
    """
    outline = Outline()
    body = render_cells(notebook, outline)
    _check_figures(body, plotly_outputs(notebook))
    title = outline.title or stated_title(notebook) or name
    if not outline.title:
        body = f"<h1>{html.escape(title)}</h1>\n{body}"
    card = Card(title, summary_sentence(notebook, body), "ok", as_of, company, edition)
    return page_html(
        card,
        body,
        headings=outline.headings,
        made_by=" ".join(filter(None, [edition, f"Made from the notebook {name} by"])),
        figures='<figure class="wb-fig">' in body,
    )


def failure_html(
    title: str, sentence: str, *, name: str, as_of: str = "", company: str = ""
) -> str:
    """Write the page that stands beside the reports when a notebook failed.

    Parameters
    ----------
    title : title of the report that could not be made
    sentence : what went wrong; shown as text
    name : name of the notebook, without folder
    as_of : date of the data, ``YYYY-MM-DD``; empty when unknown
    company : name of the company; empty when the settings give none

    Returns
    -------
    HTML text. Nothing of the unfinished report is in it.
    """
    body = (
        f"<h1>{html.escape(title)}</h1>\n"
        "<p>This report could not be made. Nothing unfinished is shown; an earlier report of "
        "this name, if there is one, was left as it is.</p>\n"
        f'<p class="wb-failed">{html.escape(sentence)}</p>\n'
        "<p>Mend what the sentence names and make the reports again. "
        "<code>workbench check</code> lists every fault of the data.</p>"
    )
    card = Card(title, shortened(sentence), "failed", as_of, company)
    return page_html(card, body, made_by=f"Made for the notebook {name} by")


def _check_figures(body: str, wanted: int) -> None:
    drawn = body.count('<figure class="wb-fig">')
    if drawn != wanted:
        raise ReportError(f"The notebook shows {wanted} figures, the page would show {drawn}.")
