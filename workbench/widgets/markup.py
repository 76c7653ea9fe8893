"""Pieces every panel is made of: buttons, and text as markup in which nothing is markup."""

import html
from collections.abc import Sequence

import ipywidgets as widgets

WIDE = widgets.Layout(width="27rem", max_width="100%")


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
