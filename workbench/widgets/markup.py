"""Pieces every panel is made of: its box, buttons, and text in which nothing is markup."""

import html
import logging
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec

import ipywidgets as widgets

from workbench.errors import WorkbenchError

_P = ParamSpec("_P")
_LOG = logging.getLogger(__name__)
# JupyterLab marks what has lost its kernel with a class, and else leaves it as it was.
_GONE = """<style>
.wb-panel.jupyter-widgets-disconnected::before {
  content: "The kernel of this panel is gone: it shows what it showed last. Choose Run > Run All "
    "Cells to move it again.";
  flex: 1 0 100%; padding: .5rem .8rem; margin-bottom: .6rem; border-left: 4px solid #b36b00;
  color: inherit; font: 600 1em/1.35 system-ui, sans-serif;
}
.wb-panel .jupyter-widgets-disconnected::before { content: none; }
.wb-panel.jupyter-widgets-disconnected :is(.widget-inline-hbox:not(.widget-html), button) {
  pointer-events: none; opacity: .6;
}
</style>"""
WIDE = widgets.Layout(width="27rem", max_width="100%")


def panel(*parts: widgets.Widget) -> widgets.Widget:
    """Put parts side by side, on a narrow screen below each other.

    The box says when its kernel is gone; what it shows stays.
    """
    told = widgets.HTML(_GONE, layout=widgets.Layout(display="none"))
    box = widgets.HBox([*parts, told], layout=widgets.Layout(flex_flow="row wrap"))
    box.add_class("wb-panel")
    return box


def sentence_not_traceback(
    make: Callable[_P, widgets.Widget],
) -> Callable[_P, widgets.Widget]:
    """Let a function that makes a panel show what is wrong as a sentence in its place."""

    @wraps(make)
    def guarded(*args: _P.args, **options: _P.kwargs) -> widgets.Widget:
        try:
            return make(*args, **options)
        except WorkbenchError as problem:
            return widgets.HTML(close(paragraph(str(problem))))

    return guarded


def answer(work: Callable[[], None], say: Callable[[str], None]) -> None:
    """Work out an answer of a panel; what is wrong is said in words in its place.

    Parameters
    ----------
    work : works the answer out and shows it
    say : shows a sentence in place of the answer

    Examples
    --------
    >>> answer(lambda: None, print)
    >>> def refused():
    ...     raise WorkbenchError("No post is left.")
    >>> answer(refused, print)
    No post is left.
    """
    try:
        work()
    except WorkbenchError as problem:
        say(str(problem))
    except Exception as problem:
        # A fault of the workbench: the log of JupyterLab holds the rest.
        _LOG.exception("A panel could not answer.")
        kind = type(problem).__name__
        say(f"This could not be worked out ({kind}). Take back the last move, or restart.")


def button(words: str, icon: str) -> widgets.Button:
    """Make a button as wide as its words."""
    return widgets.Button(description=words, icon=icon, layout=widgets.Layout(width="auto"))


def close(markup: str) -> str:
    """Give text the spacing of text; that of sliders is wider."""
    return f'<div style="line-height: 1.35">{markup}</div>'


def paragraph(words: str) -> str:
    r"""Write text as a paragraph; lines stay lines.

    Examples
    --------
    >>> paragraph("a < b\nc")
    '<p>a &lt; b<br>c</p>'
    """
    return f"<p>{html.escape(words).replace(chr(10), '<br>')}</p>"


def items(words: Sequence[str]) -> str:
    """Write texts as a list."""
    return f"<ul>{''.join(f'<li>{html.escape(each)}</li>' for each in words)}</ul>"


def titled(title: str, markup: str) -> str:
    """Put a heading above markup."""
    return f"<p><b>{html.escape(title)}</b></p>{markup}"
