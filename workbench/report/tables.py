"""Tables of a page: they scroll in their own box, are read out well, and align their numbers."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, PageElement, Tag

from workbench.report.clean import cells_in, classes, tags_in

# Longer than what a page shows of a table before it folds the rest.
TALL_ROWS = 40
LONG_CHARACTERS = 40
_NUMBER = re.compile(
    r"[-+−–±]?\s?[$€£¥]?\s?\d[\d,.\s\u00a0\u2009\u202f']*\s?(%|‰|k|M|bn|days|months|years)?"
)
_UNKNOWN = frozenset({"", "-", "–", "—", "nan", "NaN", "NaT", "None", "<NA>", "n/a", "unknown"})


def dress_tables(soup: BeautifulSoup) -> None:
    """Give every table a focusable box of its own, scopes for its headings, aligned numbers.

    Parameters
    ----------
    soup : cleaned HTML; changed in place. A table that stands in a ``wb-table`` box stays there.
    """
    for table in tags_in(soup, "table"):
        if table.find_parent("table"):
            continue
        head = cells_in(table, "thead", "tr", "th")
        body = cells_in(table, "tbody", "tr", "th", "td")
        _scope_headings(head, body)
        _align_numbers(table, head, body)
        _widen_prose(body)
        box = table.parent if table.parent and _is_box(table.parent) else _boxed(soup, table)
        if sum(tag.name == "tr" for tag in body) > TALL_ROWS:
            _add_class(box, "wb-tall")


def _is_box(tag: Tag) -> bool:
    return "wb-table" in classes(tag)


def _add_class(tag: Tag, name: str) -> None:
    tag["class"] = " ".join([*classes(tag), name])


def _boxed(soup: BeautifulSoup, table: Tag) -> Tag:
    caption = table.find("caption")
    words = " ".join(caption.get_text().split()) if caption else ""
    box = soup.new_tag("div", attrs={"class": "wb-table", "tabindex": "0", "role": "group"})
    box["aria-label"] = words or "Table"
    table.wrap(box)
    return box


def _scope_headings(head: Sequence[Tag], body: Sequence[Tag]) -> None:
    for tags, scope in ((head, "col"), (body, "row")):
        for cell in tags:
            if cell.name == "th":
                cell.attrs.setdefault("scope", scope)


def _align_numbers(table: Tag, head: Sequence[Tag], body: Sequence[Tag]) -> None:
    """Mark columns whose every known cell is a number; tables with joined cells are left alone."""
    if any(map(_is_set, table.descendants)):
        return
    rows = [_own_cells(row) for row in body if row.name == "tr"]
    heads = [_own_cells(row) for row in head if row.name == "tr"]
    for place in range(max(map(len, rows), default=0)):
        column = [row[place] for row in rows if place < len(row)]
        texts = {cell.get_text().strip() for cell in column} - _UNKNOWN
        if texts and all(_NUMBER.fullmatch(text) for text in texts):
            headings = [row[place] for row in heads if place < len(row)]
            for cell in [*column, *headings]:
                _add_class(cell, "num")


def _is_set(node: PageElement) -> bool:
    """Tell whether a tag is aligned already, or joins cells."""
    return isinstance(node, Tag) and (
        "colspan" in node.attrs or "rowspan" in node.attrs or "num" in classes(node)
    )


def _own_cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.children if isinstance(cell, Tag) and cell.name in ("td", "th")]


def _widen_prose(body: Sequence[Tag]) -> None:
    """Mark cells that hold a sentence; squeezed to a word a line they would make rows tall."""
    for cell in body:
        if cell.name == "td" and len(cell.get_text()) > LONG_CHARACTERS:
            _add_class(cell, "wb-long")
