"""The one sentence that the index says about a report."""

import html
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from workbench.report.clean import classes, parsed, tags_in
from workbench.report.notebook import SUMMARY_TAG, tags

MOST_CHARACTERS = 280


def summary_sentence(notebook: NotebookNode, body: str) -> str:
    """Take the first finding of a report.

    Parameters
    ----------
    notebook : an executed notebook; the output of its cell tagged ``summary`` comes first
    body : HTML of the page, whose first paragraph stands in where no cell is tagged

    Returns
    -------
    Plain text of one paragraph or list item, cut to length at a word.
    """
    outputs = [
        output
        for cell in notebook.cells
        if SUMMARY_TAG in tags(cell)
        for output in cell.get("outputs", ())
    ]
    found = (_first_sentence(_markup(output)) for output in outputs)
    return shortened(next(filter(None, found), "") or _first_sentence(body))


def shortened(text: str, *, most: int = MOST_CHARACTERS) -> str:
    """Cut a text at a word.

    Examples
    --------
    >>> shortened("Nine posts carry half of the money at stake", most=20)
    'Nine posts carry…'
    """
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def _markup(output: Mapping[str, Any]) -> str:
    data = output.get("data", {})
    if "text/html" in data:
        return str(data["text/html"])
    plain = data.get("text/markdown") or data.get("text/plain") or _stdout(output)
    return f"<p>{html.escape(plain)}</p>"


def _stdout(output: Mapping[str, Any]) -> str:
    return str(output.get("text", "")) if output.get("name") == "stdout" else ""


def _first_sentence(markup: str) -> str:
    for tag in tags_in(parsed(markup), "p", "li"):
        text = tag.get_text(" ").strip()
        if text and "wb-alt" not in classes(tag):
            return text
    return ""
