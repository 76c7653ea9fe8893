"""A drawing without axes: a place in pixels, and words and lines put on it.

One unit of the vertical axis is a pixel; one of the horizontal axis is a pixel at the least width
of the figure, and more on a wider screen. Text is folded for the least width.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from workbench.charts.theme import COLOURS, new_figure

LINE = 16
_WARN_GROUND = "rgba(230,159,0,0.18)"


@dataclass
class Canvas:
    """A figure, and the words on it.

    Each word that is put on a figure makes plotly check all that are there, so they are collected.
    """

    figure: go.Figure
    words: list[dict[str, Any]] = field(default_factory=list)

    def finished(self) -> go.Figure:
        """Give the figure with its words."""
        return self.figure.update_layout(annotations=self.words)


def new_canvas(title: str, *, alt: str, width: float, low: float, high: float) -> Canvas:
    """Start a drawing that never gets narrower than its width.

    Parameters
    ----------
    title, alt : as in ``new_figure``
    width : pixels, from 0 at the left
    low, high : ends of the vertical axis, pixels

    Returns
    -------
    Canvas, of a figure with ``meta["min_width"]``
    """
    figure = new_figure(title, alt=alt)
    room = figure.layout.margin.t + figure.layout.margin.b
    figure.update_layout(
        meta={**figure.layout.meta, "min_width": round(width)}, height=round(high - low + room),
        margin={"l": 0, "r": 0}, showlegend=False, dragmode=False,
    )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, width])
    figure.update_yaxes(visible=False, fixedrange=True, range=[low, high])
    return Canvas(figure)


def write(
    canvas: Canvas, x: float, y: float, lines: Sequence[str],
    *, anchor: str = "middle", side: str = "left",
) -> None:  # fmt: skip
    """Write lines that are safe already; ``anchor`` and ``side`` name the edges at the point."""
    canvas.words.append(
        {
            "x": x, "y": y, "text": "<br>".join(lines), "showarrow": False, "align": side,
            "xanchor": side, "yanchor": anchor, "font": {"size": 12}, "borderpad": 0,
        }
    )  # fmt: skip


def box(
    canvas: Canvas, x: float, y: float, lines: Sequence[str],
    *, anchor: str = "middle", side: str = "left", warn: bool = True,
) -> None:  # fmt: skip
    """Write lines with a border; what is missing has the colour of a warning around it."""
    write(canvas, x, y, lines, anchor=anchor, side=side)
    canvas.words[-1] |= {
        "borderpad": 3, "borderwidth": 1.5, "bordercolor": COLOURS["warn" if warn else "neutral"],
        "bgcolor": _WARN_GROUND if warn else "rgba(0,0,0,0)",
    }  # fmt: skip


def line(
    canvas: Canvas, x: Sequence[float], y: Sequence[float], *, colour: str, width: float,
    dash: str = "solid", hover: str = "",
) -> None:  # fmt: skip
    """Draw a line; one with words has a point at its end to hover over."""
    canvas.figure.add_scatter(
        x=list(x), y=list(y), mode="lines+markers" if hover else "lines",
        line={"color": colour, "width": width, "dash": dash},
        marker={"size": [1] * (len(x) - 1) + [7], "color": colour},
        text=[hover] * len(x), hoverinfo="text" if hover else "skip",
    )  # fmt: skip


def patch(
    canvas: Canvas, x: Sequence[float], y: Sequence[float], *, colour: str, hover: str
) -> None:
    """Fill an outline; hovering over it says the words."""
    canvas.figure.add_scatter(
        x=list(x), y=list(y), mode="lines", fill="toself", fillcolor=colour, hoveron="fills",
        line={"width": 0, "color": colour}, text=hover, hoverinfo="text",
    )  # fmt: skip
