"""What a notebook calls to put findings, figures and tables on the page."""

import html

import pandas as pd
import plotly.graph_objects as go
from IPython.display import HTML, display

from workbench.charts.tables import html_table


def say(*sentences: str) -> None:
    """Show findings as a list; they are text, whatever they contain."""
    items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences)
    display(HTML(f'<ul class="wb-findings">{items}</ul>'))


def note(text: str) -> None:
    """Show small print: how to read what stands above."""
    display(HTML(f'<p class="wb-note">{html.escape(text)}</p>'))


def missing(sentence: str) -> None:
    """Say what a section would need."""
    display(HTML(f'<p class="wb-missing">{html.escape(sentence)}</p>'))


def show(figure: go.Figure, table: pd.DataFrame, *, lacks: str = "", caption: str = "") -> None:
    """Show a figure with its table folded behind it.

    Parameters
    ----------
    figure : a finished figure
    table : the rows it draws; an empty table shows a sentence in place of an empty figure
    lacks : the sentence to show instead where a table of the input is missing
    caption : caption of the table
    """
    if lacks or table.empty:
        missing(lacks or f"Nothing to show: {caption or 'no row'} fits.")
        return
    display(figure)
    words = html.escape(caption or "Table behind this figure")
    display(HTML(f"<details><summary>{words}</summary>{html_table(table)}</details>"))


def show_table(table: pd.DataFrame, *, caption: str = "", lacks: str = "", most: int = 25) -> None:
    """Show a table; rows beyond ``most`` are folded behind it.

    Parameters
    ----------
    table : finished rows
    caption : what the table shows
    lacks : the sentence to show instead where a table of the input is missing
    most : rows shown before the fold
    """
    if lacks or table.empty:
        missing(lacks or f"Nothing to show: {caption or 'no row'} fits.")
        return
    display(HTML(html_table(table.head(most), caption=caption)))
    if len(table) > most:
        rest = html_table(table.iloc[most:])
        words = f"{len(table) - most:,} more rows"
        display(HTML(f"<details><summary>{words}</summary>{rest}</details>"))
