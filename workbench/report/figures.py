"""Plotly figures of a page: what is drawn, the words that stand for it, and what is refused."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.errors import ReportError

PLOTLY = "application/vnd.plotly.v1+json"
# Pixels; plotly's own defaults, and what is left above a drawing for menus and labels.
DEFAULT_HEIGHT = 450
DEFAULT_TOP = 100
TOP = 30
WIDEST = 4000
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
    HTML text of one ``figure`` element. One that asks for a least width (``meta["min_width"]``,
    pixels) is boxed: where the page is narrower, the box scrolls and the page does not.

    Raises
    ------
    ReportError
        If the figure cannot be drawn in a page that loads nothing and compiles no code.
    """
    _refuse_undrawable(figure)
    layout = dict(figure.get("layout") or {})
    words = html.escape(alternative_text(layout))
    title = title_text(layout)
    caption = f"<figcaption>{html.escape(title)}</figcaption>" if title else ""
    layout = _without_title(layout) if title else layout
    drawn = _spaced({**_given(figure, "data", "frames"), "layout": layout})
    height, width = float(layout.get("height") or DEFAULT_HEIGHT), least_width(layout)
    style = f"min-height:{height:.0f}px" + (f";min-width:{width}px" if width else "")
    plot = f'<div class="wb-plot" style="{style}"><p class="wb-alt">{words}</p></div>'
    box = _scrolling(plot, title) if width else plot
    data = f'<script type="application/json">{script_json(drawn)}</script>'
    return f'<figure class="wb-fig">{caption}{box}{data}</figure>'


def title_text(layout: Mapping[str, Any]) -> str:
    """Title of a figure as plain text; empty when it has none.

    Examples
    --------
    >>> title_text({"title": {"text": "Nine posts carry<br><b>half</b> of it &amp; more"}})
    'Nine posts carry half of it & more'
    """
    title = layout.get("title") or ""
    text = str((title.get("text") or "") if isinstance(title, Mapping) else title)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def alternative_text(layout: Mapping[str, Any]) -> str:
    """Text for who cannot see the figure: ``meta["alt"]``, else its title, else "Figure".

    Examples
    --------
    >>> alternative_text({"meta": {"alt": "Bars of scores"}, "title": {"text": "Scores"}})
    'Bars of scores'
    >>> alternative_text({"title": {"text": "Scores"}}), alternative_text({})
    ('Scores', 'Figure')
    """
    meta = layout.get("meta")
    stated = meta.get("alt") if isinstance(meta, Mapping) else None
    return " ".join(str(stated or "").split()) or title_text(layout) or "Figure"


def least_width(layout: Mapping[str, Any]) -> int:
    """Pixels below which a figure must not shrink, from ``meta["min_width"]``; 0 for no limit.

    Examples
    --------
    >>> least_width({"meta": {"min_width": 720}}), least_width({"meta": {"min_width": "wide"}})
    (720, 0)
    """
    meta = layout.get("meta")
    stated = meta.get("min_width") if isinstance(meta, Mapping) else None
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        return 0
    return round(stated) if 0 < stated < WIDEST else 0


def _scrolling(plot: str, title: str) -> str:
    """Box a wide drawing, so that a finger or the arrow keys reach all of it."""
    words = html.escape(f"{title or 'Figure'} (scrolls sideways)")
    hint = '<p class="wb-note wb-hint">Wider than this screen: scroll it sideways.</p>'
    return f'{hint}<div class="wb-wide" tabindex="0" role="group" aria-label="{words}">{plot}</div>'


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


def _spaced(value: Any) -> Any:
    """Keep a space before every break of a line, so that words read out do not run together.

    Examples
    --------
    >>> _spaced({"y": ["Plant South<br>1", "Plant <br>2"]})
    {'y': ['Plant South <br>1', 'Plant <br>2']}
    """
    if isinstance(value, str):
        return re.sub("(?<! )<br>", " <br>", value)
    if isinstance(value, Mapping):
        return {name: _spaced(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_spaced(part) for part in value]
    return value


def _without_title(layout: Mapping[str, Any]) -> dict[str, Any]:
    """Take the title out of the drawing, where it cannot wrap, and the room it took."""
    margin = dict(layout.get("margin") or {})
    freed = max(0.0, float(margin.get("t", DEFAULT_TOP)) - TOP)
    height = float(layout.get("height") or DEFAULT_HEIGHT) - freed
    kept = {name: value for name, value in layout.items() if name != "title"}
    return {**kept, "margin": {**margin, "t": TOP}, "height": height}


def _given(figure: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: figure[name] for name in names if figure.get(name)}


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
    images = (figure.get("layout") or {}).get("images") or ()
    if any(not str(image.get("source", "")).startswith("data:") for image in images):
        raise ReportError("A figure has an image that is not inside the figure. Embed it as data.")


def _traces(figure: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from figure.get("data") or ()
    for frame in figure.get("frames") or ():
        yield from frame.get("data") or ()
