"""Plotly figures of a page: what is drawn, the words that stand for it, and what is refused."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.errors import ReportError

PLOTLY = "application/vnd.plotly.v1+json"
DEFAULT_HEIGHT = 450
# Drawn by code that is compiled in the browser, which the page's policy forbids.
COMPILES = frozenset({"scattergl", "scatterpolargl", "splom", "parcoords"})
LOADS_MAP = frozenset(
    {"choropleth", "choroplethmap", "choroplethmapbox", "densitymap", "densitymapbox"}
    | {"scattergeo", "scattermap", "scattermapbox"}
)


def figure_html(figure: Mapping[str, Any]) -> str:
    """Write one figure as HTML: its words, which a script replaces by the drawing, and its data.

    Parameters
    ----------
    figure : ``data``, ``layout`` and perhaps ``frames``, as plotly puts them into a notebook

    Returns
    -------
    HTML text of one ``figure`` element

    Raises
    ------
    ReportError
        If the figure cannot be drawn in a page that loads nothing and compiles no code.
    """
    _refuse_undrawable(figure)
    layout = figure.get("layout", {})
    words = html.escape(alternative_text(layout), quote=True)
    height = layout.get("height") or DEFAULT_HEIGHT
    drawn = {name: figure[name] for name in ("data", "layout", "frames") if figure.get(name)}
    return (
        f'<figure class="wb-fig"><div class="wb-plot" role="img" aria-label="{words}" '
        f'style="min-height:{float(height):.0f}px"><p class="wb-alt">{words}</p></div>'
        f'<script type="application/json">{script_json(drawn)}</script></figure>'
    )


def alternative_text(layout: Mapping[str, Any]) -> str:
    """Text for who cannot see the figure: ``meta["alt"]``, else its title, else "Figure".

    Examples
    --------
    >>> alternative_text({"meta": {"alt": "Bars of scores"}, "title": {"text": "Scores"}})
    'Bars of scores'
    >>> alternative_text({"title": {"text": "Nine posts carry<br><b>half</b> of it"}})
    'Nine posts carry half of it'
    """
    meta = layout.get("meta")
    stated = meta.get("alt") if isinstance(meta, Mapping) else None
    title = layout.get("title") or ""
    text = stated or (title.get("text", "") if isinstance(title, Mapping) else title) or ""
    plain = text if stated else html.unescape(re.sub(r"<[^>]*>", " ", str(text)))
    return " ".join(str(plain).split()) or "Figure"


def script_json(value: object) -> str:
    r"""Write JSON that cannot end the script element around it.

    Examples
    --------
    >>> script_json({"name": "</script><b>"})
    '{"name":"\\u003c/script\\u003e\\u003cb\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _refuse_undrawable(figure: Mapping[str, Any]) -> None:
    for trace in _traces(figure):
        kind = trace.get("type", "scatter")
        if kind in COMPILES:
            raise ReportError(
                f"A figure has a trace of type {kind}, which does not draw in a page that "
                "compiles no code. Use an SVG type, for example with render_mode='svg'."
            )
        if kind in LOADS_MAP:
            raise ReportError(
                f"A figure has a trace of type {kind}, which loads a map from the network. "
                "Show regions as bars or as a heat map."
            )
    images = figure.get("layout", {}).get("images") or ()
    if any(not str(image.get("source", "")).startswith("data:") for image in images):
        raise ReportError("A figure has an image that is not inside the figure. Embed it as data.")


def _traces(figure: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from figure.get("data") or ()
    for frame in figure.get("frames") or ():
        yield from frame.get("data") or ()
