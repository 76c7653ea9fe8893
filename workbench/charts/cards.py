"""Cards of which a reader opens one at a time, such as one for each post."""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio
from IPython.display import display

CARDS = "application/vnd.workbench.cards+json"
PLOTLY = "application/vnd.plotly.v1+json"


@dataclass(frozen=True)
class Card:
    """A card: its name in the list, and HTML texts and figures in their order."""

    name: str
    parts: tuple[str | go.Figure, ...]


def show_cards(cards: Sequence[Card], *, choose: str) -> None:
    """Show cards behind a list to choose from, the first one open.

    Parameters
    ----------
    cards : what to choose from; without any nothing is shown
    choose : what the list asks for, such as "Choose a post"

    Notes
    -----
    A report draws the list and the figures. JupyterLab, which knows no such output, shows the texts
    and tables of each card, folded.
    """
    if not cards:
        return
    content = {"choose": choose, "cards": [_content(card) for card in cards]}
    display({CARDS: content, "text/html": "".join(map(_folded, cards))}, raw=True)


def card_outputs(card: Card) -> tuple[dict[str, Any], ...]:
    """Give the parts of a card as outputs that a widget of JupyterLab can show."""
    return tuple(
        {
            "output_type": "display_data",
            "data": {"text/html": part}
            if isinstance(part, str)
            else {PLOTLY: figure_content(part)},
            "metadata": {},
        }
        for part in card.parts
    )


def figure_content(figure: go.Figure) -> dict[str, Any]:
    """Give a figure as what a notebook keeps of it, without plotly's offer to send it away."""
    return {**json.loads(figure.to_json()), "config": pio.renderers["plotly_mimetype"].config}


def _content(card: Card) -> dict[str, Any]:
    parts = [
        {"html": part} if isinstance(part, str) else {"figure": json.loads(part.to_json())}
        for part in card.parts
    ]
    return {"name": card.name, "parts": parts}


def _folded(card: Card) -> str:
    texts = "".join(part for part in card.parts if isinstance(part, str))
    return f"<details><summary>{html.escape(card.name)}</summary>{texts}</details>"
