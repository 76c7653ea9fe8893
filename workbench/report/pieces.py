"""A finished page taken apart: every text that it holds, wherever it hides."""

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import numpy as np

_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,}={0,2}")
_TAG = re.compile(r"<[^<>]*>")
_BLOCK = frozenset(
    {"br", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "li", "option", "p", "pre", "section", "summary"}
    | {"table", "td", "th", "tr", "ul"}
)


@dataclass(frozen=True)
class Grid:
    """Columns of a table or a figure: a heading and one value a row each.

    ``drawn`` says that it is a figure, whose columns are all headed by everything that it says;
    ``name`` is what its legend calls the series.
    """

    heads: tuple[str, ...]
    columns: tuple[tuple[object, ...], ...]
    drawn: bool = False
    name: str = ""


@dataclass(frozen=True)
class Piece:
    """Part of a file: where it stands, its texts, and its tables.

    Parameters
    ----------
    place : the heading above it, or what it is
    texts : what is read at once: a cell, a paragraph, an attribute, a text of a figure
    running : all of it as one text
    grids : tables, and the series of figures
    """

    place: str
    texts: tuple[str, ...]
    running: str
    grids: tuple[Grid, ...] = ()


def page_pieces(page: str, *, own_scripts: frozenset[str] = frozenset()) -> tuple[Piece, ...]:
    """Take an HTML file apart, section by section.

    Parameters
    ----------
    page : HTML text
    own_scripts : scripts of the page's shell, which hold no data

    Returns
    -------
    tuple of Piece. Texts are given as a reader sees them: entities resolved, tags taken out. Also
    attributes, comments, figure data with typed arrays decoded, and what base64 hides.
    """
    reader = _Reader(own_scripts)
    reader.feed(page)
    reader.close()
    return reader.finished()


def json_texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys too; markup taken out, base64 and typed arrays decoded."""
    if isinstance(value, str):
        yield from unwrapped(value)
    elif isinstance(value, dict):
        if isinstance(value.get("bdata"), str):
            yield from _bytes_texts(value["bdata"])
        for key, part in value.items():
            yield key
            if key != "bdata":
                yield from json_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from json_texts(part)
        if len(value) > 1 and all(isinstance(part, str) for part in value):
            yield " ".join(value)


def unwrapped(text: str) -> Iterator[str]:
    """Give a text as it is, without its markup, and decoded where it is base64."""
    yield text
    if "<" in text or "&" in text:
        bare = html.unescape(html.unescape(text))
        yield _TAG.sub("", bare)
        yield _TAG.sub(" ", bare)
    for part in _BASE64.findall(text) if len(text) >= 8 else ():
        yield from _bytes_texts(part)


def figure_grids(figure: Any) -> Iterator[Grid]:
    """Series of a figure as columns: labels, values and custom data that run along each other."""
    if not isinstance(figure, dict):
        return
    title = json.dumps(figure.get("layout") or {}, ensure_ascii=False)
    frames = [figure, *(figure.get("frames") or ())]
    for trace in (trace for frame in frames for trace in frame.get("data") or ()):
        if not isinstance(trace, dict):
            continue
        name = trace.get("name") or ""
        words = f"{name} {trace.get('hovertemplate', '')} {title}"
        arrays = list(_arrays(trace))
        for length in sorted({len(array) for array in arrays if array}):
            columns = tuple(tuple(array) for array in arrays if len(array) == length)
            if len(columns) > 1:
                yield Grid((words,) * len(columns), columns, drawn=True, name=str(name))
        if len(table := _field(trace, words)) > 2:
            yield Grid(tuple(head for head, _ in table), tuple(cells for _, cells in table), True)


def _field(trace: dict[str, Any], words: str) -> list[tuple[str, tuple[object, ...]]]:
    """Read a field of colours as a table: the rows, then a column for each label across."""
    across, down, field = trace.get("x"), trace.get("y"), trace.get("z")
    if isinstance(field, dict):
        columns = list(_decoded(field))
    elif isinstance(field, list) and field and all(isinstance(row, list) for row in field):
        columns = [list(column) for column in zip(*field, strict=False)]
    else:
        return []
    if not isinstance(across, list) or not isinstance(down, list) or len(across) != len(columns):
        return []
    table = [(words, tuple(down))]
    return table + [(str(one), tuple(cells)) for one, cells in zip(across, columns, strict=True)]


def number_of(cell: object) -> float | None:
    """Read a number as tables write it; None for anything else.

    Examples
    --------
    >>> number_of("71,000"), number_of("€ 1 200.50"), number_of(3), number_of("P7"), number_of(None)
    (71000.0, 1200.5, 3.0, None, None)
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float | np.number):
        return float(cell) if np.isfinite(cell) else None
    text = re.sub(r"[\s,'$€£¥]", "", str(cell))
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


@dataclass
class _Section:
    place: str
    texts: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, own_scripts: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.own_scripts = own_scripts
        self.sections = [_Section("the head of the page")]
        self.block: list[str] = []
        self.raw: str = ""
        self.script: list[str] = []
        self.row: list[str] = []
        self.rows: list[list[str]] = []

    @property
    def section(self) -> _Section:
        return self.sections[-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for _, value in attrs:
            self.section.texts += unwrapped(value or "")
        if tag in _BLOCK:
            self._end_block()
        if tag in ("h1", "h2", "h3"):
            self.sections.append(_Section(""))
        if tag in ("script", "style"):
            self.raw, self.script = tag, []
        elif tag == "tr":
            self.row = []
        elif tag == "table":
            self.rows = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.row.append(" ".join("".join(self.block).split()))
        if tag in _BLOCK:
            self._end_block()
        if tag == "tr":
            self.rows.append(self.row)
        elif tag == "table":
            self._end_table()
        elif tag == self.raw:
            self._end_raw()

    def handle_data(self, data: str) -> None:
        if self.raw:
            self.script.append(data)
            return
        self.block.append(html.unescape(data))

    def handle_comment(self, data: str) -> None:
        self.section.texts += unwrapped(data)

    def handle_decl(self, decl: str) -> None:
        self.section.texts.append(decl)

    def handle_pi(self, data: str) -> None:
        self.section.texts += unwrapped(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def finished(self) -> tuple[Piece, ...]:
        self._end_block()
        return tuple(
            Piece(part.place, tuple(part.texts), " ".join(part.joined), tuple(part.grids))
            for part in self.sections
        )

    def _end_block(self) -> None:
        text, self.block = "".join(self.block), []
        if not text.strip():
            return
        words = " ".join(text.split())
        if not self.section.place:
            self.section.place = f"the section {words!r}"
        self.section.texts += unwrapped(words)
        self.section.joined.append(words)

    def _end_raw(self) -> None:
        kind, text, self.raw = self.raw, "".join(self.script), ""
        if kind == "style" or text in self.own_scripts:
            self.section.texts += () if text in self.own_scripts else (text,)
            return
        try:
            value = json.loads(text)
        except ValueError:
            self.section.texts += unwrapped(text)
            return
        self.section.texts += json_texts(value)
        self.section.grids += figure_grids(value)

    def _end_table(self) -> None:
        rows = [row for row in self.rows if row]
        if rows:
            width = max(map(len, rows))
            filled = [row + [""] * (width - len(row)) for row in rows]
            columns = tuple(zip(*filled[1:], strict=True)) or ((),) * width
            self.section.grids.append(Grid(tuple(filled[0]), columns))
        self.rows = []


def _bytes_texts(encoded: str) -> Iterator[str]:
    """Texts that base64 may stand for, in the usual encodings."""
    try:
        content = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return
    for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
        try:
            text = content.decode(encoding).replace("\x00", " ")
        except UnicodeDecodeError:
            continue
        yield text
        yield _TAG.sub("", html.unescape(text))
    yield content.decode("latin-1")


def _arrays(trace: dict[str, Any]) -> Iterator[list[Any]]:
    """Give the lists of a trace, those of lists turned into columns, typed arrays decoded."""
    for value in trace.values():
        if isinstance(value, dict) and "bdata" in value:
            yield from _decoded(value)
        elif isinstance(value, dict):
            yield from _arrays(value)
        elif isinstance(value, list) and value and all(isinstance(row, list) for row in value):
            yield from map(list, zip(*value, strict=False))
        elif isinstance(value, list):
            yield value


def _decoded(value: dict[str, Any]) -> Iterator[list[Any]]:
    try:
        content = base64.b64decode(value["bdata"], validate=True)
        numbers = np.frombuffer(content, dtype=np.dtype(f"<{value.get('dtype', 'f8')}"))
        sizes = [int(size) for size in str(value.get("shape", "")).split(",") if size.strip()]
        table = numbers.reshape(sizes or (-1,))
    except (TypeError, ValueError, binascii.Error):
        return
    yield from [table.tolist()] if table.ndim == 1 else table.reshape(len(table), -1).T.tolist()
