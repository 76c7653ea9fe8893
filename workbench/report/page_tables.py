"""The tables of a finished page, each with the finding it stands behind."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bs4 import Tag

from workbench.report.clean import cells_in, classes, parsed, tags_in
from workbench.report.pieces import number_of

_MORE = re.compile(r"[\d,]+ more rows?")
UNKNOWN = "–"
Cell = str | float | dt.date | None


@dataclass(frozen=True)
class PageTable:
    """A table as a page shows it.

    Parameters
    ----------
    section : heading above it
    finding : title of the figure it stands behind, else the heading
    caption : what the table shows
    heads : headings of the columns, with their units in brackets
    rows : cells as text, number, date, or None for unknown
    formats : how Excel shows the numbers or dates of each column; empty for a column of text
    """

    section: str
    finding: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formats: tuple[str, ...]


def page_tables(page: str) -> tuple[PageTable, ...]:
    """Read every table of a page, in its order.

    Parameters
    ----------
    page : HTML text of a report

    Returns
    -------
    tuple of PageTable. Rows that the page folds behind a table ("12 more rows") are with it.
    Numbers are those that are shown, not more exact ones.
    """
    soup = parsed(re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL))
    tables: list[PageTable] = []
    section = finding = ""
    for tag in tags_in(soup, "h1", "h2", "h3", "figcaption", "table"):
        if tag.name == "figcaption":
            finding = _words(tag)
        elif tag.name != "table":
            section, finding = _words(tag), ""
        elif not tag.find_parent("table"):
            fold = tag.find_parent("details")
            folded = _words(fold.find("summary")) if fold else ""
            table = _read(tag, section, finding)
            if tables and _MORE.fullmatch(folded) and table.heads == tables[-1].heads:
                tables[-1] = _longer(tables[-1], table)
                continue
            tables.append(replace(table, caption=_caption(tag, fold, table.caption or folded)))
            finding = ""
    return tuple(tables)


def _caption(tag: Tag, fold: Tag | None, own: str) -> str:
    """Caption of a table; one on a card says whose card it is."""
    card = fold if fold and "wb-option" in classes(fold) else tag.find_parent(class_="wb-option")
    name = _words(card.find("summary")) if card else ""
    return f"{name}: {own}" if name and own != name else own or name or "Table"


def _read(table: Tag, section: str, finding: str) -> PageTable:
    head = cells_in(table, "thead", "th", "td")
    rows = cells_in(table, "tbody", "tr") or ([] if head else tags_in(table, "tr"))
    cells = [tags_in(row, "td", "th") for row in rows]
    width = max([len(head), *map(len, cells)])
    columns = [
        _column([row[place] if place < len(row) else None for row in cells])
        for place in range(width)
    ]
    caption = table.find("caption")
    return PageTable(
        section,
        finding or section,
        _words(caption) if caption else "",
        (*map(_words, head), *[""] * (width - len(head))),
        tuple(zip(*(values for values, _ in columns), strict=True)),
        tuple(form for _, form in columns),
    )


def _column(cells: list[Tag | None]) -> tuple[list[Cell], str]:
    """Make numbers, parts of a hundred or dates of a column whose known cells all are such."""
    texts = [_words(cell) for cell in cells]
    known = {text for text in texts if text not in ("", UNKNOWN)}
    aligned = all("num" in classes(cell) for cell in cells if cell)
    for fits, made, form in _KINDS:
        if known and (aligned or made is not _number) and all(map(fits.fullmatch, known)):
            values = {text: made(text) for text in known}
            places = max(len(text.strip(" %").partition(".")[2]) for text in known)
            if any(re.search(r"\d{4}", text.partition(".")[0]) for text in known):
                # Years and ids are written without a comma.
                form = form.replace("#,##0", "0")
            return [values.get(text) for text in texts], form.format(
                f".{'0' * places}" if places else ""
            )
    return [None if text == UNKNOWN else text for text in texts], ""


def _longer(first: PageTable, rest: PageTable) -> PageTable:
    """Put folded rows behind the rows before the fold."""
    forms = tuple(
        max(one, two, key=len) for one, two in zip(first.formats, rest.formats, strict=True)
    )
    return replace(first, rows=(*first.rows, *rest.rows), formats=forms)


def _number(text: str) -> Cell:
    # A bound such as "< 0.001" stays as it is written.
    return text if text.startswith("<") else number_of(text)


def _share(text: str) -> Cell:
    number = number_of(text.removesuffix("%"))
    return None if number is None else number / 100


def _day(text: str) -> Cell:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


# Digits beyond what Excel keeps, or after a zero, belong to an id.
_NUMBER = r"-?(0|[1-9]\d{0,2}(,\d{3}){1,4}|[1-9]\d{0,14})(\.\d{1,14})?"
_KINDS: tuple[tuple[re.Pattern[str], Callable[[str], Cell], str], ...] = (
    (re.compile(rf"(< )?{_NUMBER}"), _number, "#,##0{}"),
    (re.compile(rf"{_NUMBER} ?%"), _share, "0{} %"),
    (re.compile(r"(19|20)\d\d-[01]\d-[0-3]\d"), _day, "yyyy-mm-dd"),
)
