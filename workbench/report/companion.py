"""The Excel companion of a report: its tables, a sheet each, nothing that computes."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.privacy.cells import is_live, plain_cell
from workbench.report.page import Card
from workbench.report.page_tables import Cell, PageTable
from workbench.report.pieces import Piece, unwrapped

# Excel holds no longer text in a cell, and no longer name of a sheet.
MOST_CHARACTERS = 32_000
MOST_IN_NAME = 31
# Where a cell stands, "E10", may look like the id of a person.
_PLACES = re.compile(
    r'\s(?:(?:r|ref|sqref|activeCell|topLeftCell)="[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?"'
    r'|location="[^"]*![A-Z]{1,3}\d+")'
)
_CREATED = dt.datetime(2020, 1, 1)
_WIDEST, _NARROWEST = 60, 9
_HEAD_ROW = 4
_OPTIONS = {
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def companion(tables: Sequence[PageTable], card: Card, *, edition: str = "") -> bytes:
    """Write the tables of a report as an Excel workbook.

    Parameters
    ----------
    tables : tables of the finished page
    card : title, summary, date and company of the page
    edition : which edition the page is, in words

    Returns
    -------
    Content of an ``.xlsx`` file: a sheet of contents, then a sheet a table with the finding as
    heading, the caption, and the columns with their units. Every text is text, never a formula or
    a link to outside; numbers are those of the page. The same tables give the same bytes.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": plain_cell(card.title), "created": _CREATED})
        styles = _Styles(book)
        names = sheet_names([table.caption for table in tables])
        _contents(book.add_worksheet("Contents"), tables, names, card, edition, styles)
        for name, table in zip(names, tables, strict=True):
            _sheet(book.add_worksheet(name), table, styles)
    return file.getvalue()


def workbook_pieces(content: bytes) -> tuple[Piece, ...]:
    """Take a workbook apart into the texts of all its parts; places of cells are none."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        texts = {name: parts.read(name).decode("utf-8") for name in parts.namelist()}
    return tuple(
        _piece(ElementTree.fromstring(_PLACES.sub("", text)))
        for name, text in texts.items()
        if not name.startswith("xl/theme/")
    )


def _piece(part: ElementTree.Element) -> Piece:
    """Read a part of a workbook: what its elements say, each for itself and all in one."""
    said = [words for words in part.itertext() if words.strip()]
    given = [value for element in part.iter() for value in element.attrib.values()]
    texts = [text for words in dict.fromkeys((*given, *said)) for text in unwrapped(words)]
    return Piece("the Excel companion", tuple(texts), "".join(said))


def sheet_names(captions: Sequence[str]) -> tuple[str, ...]:
    """Name the sheets: number and caption, as Excel allows it.

    Examples
    --------
    >>> sheet_names(["Chances: [by unit]", "", "x" * 40])
    ('1 Chances by unit', '2 Table', '3 xxxxxxxxxxxxxxxxxxxxxxxxxxxxx')
    """
    words = [re.sub(r"[\[\]:*?/\\]", " ", plain_cell(caption)) for caption in captions]
    return tuple(
        f"{place} {' '.join(text.split()) or 'Table'}"[:MOST_IN_NAME].strip("' ")
        for place, text in enumerate(words, start=1)
    )


class _Styles:
    """Formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.title = self.of(bold=True, font_size=14)
        self.head = self.of(bold=True, bottom=1, text_wrap=True, valign="top")
        self.quiet = self.of(font_color="#595959")
        self.link = self.of(font_color="#005A9C", underline=1)

    def of(self, **options: object) -> Format:
        key = tuple(sorted(options.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(options))
        return self._made[key]

    def text(self, words: str) -> Format:
        # A text that could be a formula stays one when somebody edits the cell.
        live = {"quote_prefix": True} if is_live(words) else {}
        return self.of(text_wrap=True, valign="top", **live)

    def number(self, form: str = "#,##0") -> Format:
        return self.of(num_format=form, valign="top")


def _contents(
    sheet: Worksheet, tables: Sequence[PageTable], names: Sequence[str], card: Card, edition: str,
    styles: _Styles,
) -> None:  # fmt: skip
    about = ", ".join(filter(None, [card.company, f"as of {card.as_of}" if card.as_of else ""]))
    note = (
        "Numbers are those of the report, rounded as there. An empty cell is unknown, not zero. "
        "Units stand in brackets where a heading has one; money is in the currency of the report."
    )
    for row, (words, style) in enumerate(
        [(card.title, styles.title), (about, styles.quiet), (edition, styles.quiet)]
    ):
        _write_text(sheet, row, 0, words, style)
    _write_text(sheet, 3, 0, note, styles.quiet)
    for place, words in enumerate(("Sheet", "Section", "Finding", "Table", "Rows")):
        sheet.write_string(5, place, words, styles.head)
    for row, (name, table) in enumerate(zip(names, tables, strict=True), start=6):
        target = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{target}'!A1", styles.link, string=name)
        for place, words in enumerate((table.section, table.finding, table.caption), start=1):
            _write_text(sheet, row, place, words, styles.text(words))
        sheet.write_number(row, 4, len(table.rows), styles.number())
    for place, width in enumerate((32, 30, 50, 50, 8)):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(6, 1)


def _sheet(sheet: Worksheet, table: PageTable, styles: _Styles) -> None:
    _write_text(sheet, 0, 0, table.finding, styles.title)
    _write_text(sheet, 1, 0, table.caption, styles.quiet)
    sheet.write_url(2, 0, "internal:'Contents'!A1", styles.link, string="Contents")
    for place, words in enumerate(table.heads):
        _write_text(sheet, _HEAD_ROW, place, words, styles.head)
    for row, cells in enumerate(table.rows, start=_HEAD_ROW + 1):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                _write_text(sheet, row, place, cell, styles.text(cell))
            elif isinstance(cell, dt.date):
                sheet.write_datetime(row, place, cell, styles.number(table.formats[place]))
            elif cell is not None:
                sheet.write_number(row, place, cell, styles.number(table.formats[place]))
    for place, words in enumerate(table.heads):
        longest = max([len(words), *(_length(row[place]) for row in table.rows)])
        sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, longest + 2)))
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    if table.rows and table.heads:
        last = _HEAD_ROW + len(table.rows)
        sheet.autofilter(_HEAD_ROW, 0, last, len(table.heads) - 1)


def _write_text(sheet: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    words = plain_cell(text)
    if words:
        short = words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS]}…"
        sheet.write_string(row, place, short, style)


def _length(cell: Cell) -> int:
    if cell is None or isinstance(cell, str):
        return len(cell or "")
    return len(f"{cell:,.2f}") if isinstance(cell, float) else len("2026-06-30")
