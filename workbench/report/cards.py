"""Cards of a page: folded without a script, behind a list to choose from with one."""

import html
from collections.abc import Callable, Mapping
from typing import Any

from workbench.report.figures import figure_html

CARDS = "application/vnd.workbench.cards+json"


def cards_html(content: Mapping[str, Any], dressed: Callable[[str], str]) -> str:
    """Write cards as HTML; the script of the page puts them behind a list.

    Parameters
    ----------
    content : ``choose`` (the words before the list) and ``cards``, each with a ``name`` and
        ``parts``, which hold either ``html`` or a ``figure``
    dressed : cleans HTML and makes its tables ready for the page

    Returns
    -------
    HTML text of one ``div``; the first card is open

    Raises
    ------
    ReportError
        If a figure cannot be drawn.
    """
    cards = [
        f'<details class="wb-option"{" open" if place == 0 else ""}>'
        f"<summary>{html.escape(str(card['name']))}</summary>"
        f"{''.join(_part(part, dressed) for part in card['parts'])}</details>"
        for place, card in enumerate(content["cards"])
    ]
    words = html.escape(str(content["choose"]))
    return f'<div class="wb-choice" data-choose="{words}">{"".join(cards)}</div>'


def figures_in(content: Mapping[str, Any]) -> int:
    """Count the figures on these cards."""
    return sum("figure" in part for card in content["cards"] for part in card["parts"])


def _part(part: Mapping[str, Any], dressed: Callable[[str], str]) -> str:
    return figure_html(part["figure"]) if "figure" in part else dressed(str(part["html"]))
