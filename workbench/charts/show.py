"""What a notebook calls to put findings, figures and tables on the page."""

import html
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from IPython import get_ipython
from IPython.display import HTML, display

from workbench.charts.cards import PLOTLY, figure_content
from workbench.charts.live import live_script
from workbench.charts.tables import html_table
from workbench.charts.theme import title_in_words
from workbench.words import count

# Where an output says under which words a report folds it.
UNDER = "workbench_under"


def say(*sentences: str, most: int = 5) -> None:
    """Show findings as a list, the first ``most`` open and the rest folded; they are only text.

    Parameters
    ----------
    sentences : the findings; empty ones are left out, and without any nothing is shown
    most : findings shown before the fold
    """
    sentences = tuple(filter(None, sentences))
    if not sentences:
        return
    display(HTML(_findings_html(sentences[:most])))
    if len(sentences) > most:
        words = count(len(sentences) - most, "more finding")
        rest = _findings_html(sentences[most:])
        display(HTML(f"<details><summary>{words}</summary>{rest}</details>"))


def warn(*sentences: str) -> None:
    """Show what a reader must know before all else, as a list that looks like a warning.

    Parameters
    ----------
    sentences : empty ones are left out, and without any nothing is shown
    """
    if any(sentences):
        display(HTML(_findings_html(tuple(filter(None, sentences)), kind="wb-findings wb-alarm")))


def _findings_html(sentences: tuple[str, ...], *, kind: str = "wb-findings") -> str:
    items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="{kind}">{items}</ul>'


def show(
    figure: go.Figure,
    table: pd.DataFrame,
    *,
    lacks: str = "",
    caption: str = "",
    empty: str = "",
    under: str = "",
    currency: str = "",
) -> None:
    """Show a figure with its table folded behind it; one without a mark shows its title alone.

    Parameters
    ----------
    figure : a finished figure
    table : the rows it draws
    lacks : the sentence to show instead where a table of the input is missing
    caption : caption of the table
    empty : the sentence to show instead where the table has no row
    under : words of a fold that a report puts this under, with what follows under the same words
    currency : of the amounts a year in the table, for their headings
    """
    if _has_rows(table, lacks=lacks, caption=caption, empty=empty, under=under):
        if _is_blank(figure):
            note(f"{title_in_words(figure)}.", under=under)
        else:
            _put(figure, under)
        words = caption or "Table behind this figure"
        fold(table, caption=words, under=under, currency=currency)


def show_table(
    table: pd.DataFrame,
    *,
    caption: str = "",
    lacks: str = "",
    most: int = 25,
    empty: str = "",
    under: str = "",
    currency: str = "",
) -> None:
    """Show a table; rows beyond ``most`` are folded behind it.

    Parameters
    ----------
    table : finished rows
    caption : what the table shows
    lacks : the sentence to show instead where a table of the input is missing
    most : rows shown before the fold
    empty : the sentence to show instead where the table has no row
    under : words of a fold that a report puts this under, as in `show`
    currency : of the amounts a year, for their headings
    """
    if _has_rows(table, lacks=lacks, caption=caption, empty=empty, under=under):
        shown = html_table(table.head(most), caption=caption, currency=currency)
        if len(table) > most:
            words = count(len(table) - most, "more row")
            # In one box, so that a script can sort and find the folded rows with the others.
            rest = _folded(table.iloc[most:], caption=words, currency=currency)
            shown = f'<div class="wb-rows">{shown}{rest}</div>'
        _put(HTML(shown + _live()), under)


def fold(table: pd.DataFrame, *, caption: str, under: str = "", currency: str = "") -> None:
    """Show a table folded behind its caption; one without rows is left out."""
    if not table.empty:
        _put(HTML(_folded(table, caption=caption, currency=currency) + _live()), under)


def _folded(table: pd.DataFrame, *, caption: str, currency: str) -> str:
    words, rows = html.escape(caption), html_table(table, label=caption, currency=currency)
    return f"<details><summary>{words}</summary>{rows}</details>"


def note(text: str, *, under: str = "") -> None:
    """Show small print: how to read what stands above; no text shows nothing."""
    if text:
        _put(HTML(f'<p class="wb-note">{html.escape(text)}</p>'), under)


def missing(sentence: str, *, under: str = "") -> None:
    """Say what a section would need."""
    _put(HTML(f'<p class="wb-missing">{html.escape(sentence)}</p>'), under)


# Number of the cell run that shows the script already.
_live_in: list[int] = []


def _live() -> str:
    """Give the script that makes tables sort and charts be kept, once in each run of a cell.

    A report drops it with every other script and brings its own copy.
    """
    shell = get_ipython()
    if shell is None or _live_in == [shell.execution_count]:
        return ""
    _live_in[:] = [shell.execution_count]
    return f"<script>{live_script()}</script>"


def _put(thing: object, under: str) -> None:
    """Display something; a report folds what lies under the same words, a notebook shows it."""
    if not under:
        display(thing)
    elif isinstance(thing, go.Figure):
        # A figure that displays itself would lose the words.
        display({PLOTLY: figure_content(thing)}, raw=True, metadata={UNDER: under})
    else:
        display(thing, metadata={UNDER: under})


def _has_rows(table: pd.DataFrame, *, lacks: str, caption: str, empty: str, under: str) -> bool:
    """Tell whether there is something to show; if not, say why in its place."""
    if lacks:
        missing(lacks, under=under)
    elif table.empty:
        note(empty or _nothing_in_words(caption), under=under)
    return not lacks and not table.empty


def _is_blank(figure: go.Figure) -> bool:
    """Tell whether nothing is drawn: axes without a mark look like a picture that failed."""
    return not any(_has_marks(trace) for trace in figure.data)


def _has_marks(trace: Any) -> bool:
    """Tell whether a trace holds a value; a kind without coordinates is taken to hold some."""
    parts = [part for name in ("x", "y", "z") if (part := getattr(trace, name, None)) is not None]
    return not hasattr(trace, "x") or any(len(part) > 0 for part in parts)


def _nothing_in_words(caption: str) -> str:
    """Say that there is no row; a caption that ends like a sentence keeps its own end."""
    words = f"Nothing to show: {caption or 'no row'}"
    return words if words.endswith((".", "?", "!")) else f"{words}."
