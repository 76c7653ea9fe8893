"""One look for every figure: colours, margins, fonts, and text that is only ever text."""

import html
import re
import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

# Plotly's own button would send the figure's data to its makers.
pio.renderers["plotly_mimetype"].config = {"showSendToCloud": False, "plotlyServerURL": ""}

# The hues of Okabe and Ito (2008), which people with any colour vision tell apart, as dark as a
# white page and as light as a dark one asks for (3 to 1, WCAG 2.2, 1.4.11).
SEQUENCE = ("#0072B2", "#D08000", "#00A06A", "#C678A8", "#1F96F2", "#BE4F0E", "#786436", "#66707C")
# Lines that also differ in print and for colour-blind readers.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
COLOURS: Mapping[str, str] = {
    "key": "#BE4F0E",
    "borderline": "#D08000",
    "ordinary": "#66707C",
    "good": "#00A06A",
    "warn": "#D08000",
    "bad": "#BE4F0E",
    "accent": "#0072B2",
    "neutral": "#66707C",
    "secrets": "#C678A8",
    "operations": "#0072B2",
    "reputation": "#D08000",
    "competitiveness": "#00A06A",
}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def plain(text: object, *, most: int = 0) -> str:
    """Make text from data safe for a figure, which renders a few tags, and cut it to length.

    ``most`` is the number of characters kept; 0 keeps all.

    Examples
    --------
    >>> plain("<b>R&D</b>")
    '&lt;b&gt;R&amp;D&lt;/b&gt;'
    >>> plain("Head of surface technology", most=12)
    'Head of sur…'
    """
    words = str(text)
    if most and len(words) > most:
        words = words[: most - 1].rstrip() + "…"
    return html.escape(words, quote=False)


def wrapped(text: object, *, width: int = 60, hyphens: bool = True) -> str:
    """Break text into lines for a title or a label; tags in it stay text.

    ``hyphens`` allows a break after a hyphen.

    Examples
    --------
    >>> wrapped("Nine posts carry half of the money at stake", width=24)
    'Nine posts carry half of<br>the money at stake'
    """
    lines = textwrap.wrap(str(text), width, break_on_hyphens=hyphens)
    return "<br>".join(plain(line) for line in lines or [""])


def label(title: object, position_id: object = "", *, width: int = 22) -> str:
    """Fold a title and the id behind it into two lines; only a longer title is cut.

    The id is the one given, else one in brackets at the end of the title; it is never cut, nor
    broken at its hyphens.

    Examples
    --------
    >>> label("Colour laboratory technician", "P0042")
    'Colour laboratory<br>technician P0042'
    >>> label("Head of the laboratory for surface technology", "P0042")
    'Head of the laboratory<br>for surface tec… P0042'
    >>> label("Deputy director of economic policy and planning (S1-01-02)")
    'Deputy director of<br>economic p… (S1-01-02)'
    """
    words, tail = str(title), f" {position_id}" if position_id else ""
    if not tail and (found := re.search(r"\s(\(\S*\d\S*\))$", words)):
        words, tail = words[: found.start()], f" {found[1]}"
    # A cell may hold a text of any length: no more than two lines of letters are ever kept.
    words = words[: 4 * width]
    folded = wrapped((words + tail).strip(), width=width, hyphens=False)
    for kept in range(min(len(words) - 1, 2 * width), 0, -1):
        if folded.count("<br>") < 2:
            break
        folded = wrapped(words[:kept].rstrip(" ,-") + "…" + tail, width=width, hyphens=False)
    return folded


def row_height(labels: Sequence[str], *, least: int = 24) -> int:
    """Give the pixels a row of bars needs for its label; a label of two lines needs 40.

    Examples
    --------
    >>> row_height(["Buyer P1", "Painter P2"]), row_height(["Head of<br>sales"])
    (24, 40)
    """
    return max(least, 40) if any("<br>" in text for text in labels) else least


def new_figure(
    title: str,
    *,
    alt: str,
    height: int = 420,
    x_title: str = "",
    y_title: str = "",
    title_width: int = 56,
) -> go.Figure:
    """Start a figure: a title that states the finding, an alternative text, room for labels.

    Parameters
    ----------
    title : the finding, as text; wrapped and escaped here
    alt : what a person who cannot see the figure should know
    height : pixels
    x_title, y_title : axis titles with units
    title_width : characters of a line of the title, fewer where figures stand side by side

    Returns
    -------
    An empty figure with the house layout.

    Examples
    --------
    >>> new_figure("Two posts are key", alt="Bars of scores").layout.meta["alt"]
    'Bars of scores'
    """
    lines = wrapped(title, width=title_width)
    # Plotly places the first line by the height of a single one: each further line needs its room.
    further = 20 * lines.count("<br>")
    axis = {
        "automargin": True, "gridcolor": "rgba(128,138,150,0.25)", "zerolinecolor": "#8A94A0",
        "linecolor": "#8A94A0", "ticks": "outside", "tickcolor": "rgba(0,0,0,0)",
    }  # fmt: skip
    layout = {
        "template": "none",
        "title": {
            "text": lines, "pad": {"l": 8, "t": 10 + further},
            "x": 0, "xref": "container", "xanchor": "left",
            "y": 1, "yref": "container", "yanchor": "top", "font": {"size": 15, "weight": 600},
        },
        "meta": {"alt": alt},
        "height": height,
        "colorway": list(SEQUENCE),
        "font": {"family": FONT, "size": 13, "color": "#1f2933"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 54 + further, "b": 8},
        # At the lower edge of the whole, plotly makes room for as many lines as it takes.
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "traceorder": "normal",
                   "yref": "container", "y": 0.01, "yanchor": "bottom"},
        "hoverlabel": {"align": "left"},
        "bargap": 0.25,
        "xaxis": {**axis, "title": {"standoff": 8, "text": plain(x_title)}},
        "yaxis": {**axis, "title": {"standoff": 8, "text": plain(y_title)}},
    }  # fmt: skip
    # Given whole, a layout is checked once; update_layout takes ten times as long.
    return go.Figure(layout=layout)


def title_in_words(figure: go.Figure) -> str:
    """Give the title of a figure as plain text.

    Examples
    --------
    >>> title_in_words(new_figure("Nine R&D posts " + "and more " * 6, alt=""))
    'Nine R&D posts and more and more and more and more and more and more'
    """
    return html.unescape((figure.layout.title.text or "").replace("<br>", " "))


def legend_below(figure: go.Figure, *, entries: int) -> None:
    """Make a figure taller by its legend, which takes a line an entry on a narrow page."""
    figure.update_layout(height=figure.layout.height + 12 * entries)


def ranged(
    rows: pd.DataFrame, middle: str, low: str = "low", high: str = "high"
) -> dict[str, object]:
    """Describe error bars from the middle of each row to its low and high."""
    return {
        "type": "data", "symmetric": False, "thickness": 1.5, "color": COLOURS["accent"],
        "array": (rows[high] - rows[middle]).tolist(),
        "arrayminus": (rows[middle] - rows[low]).tolist(),
    }  # fmt: skip
