"""An Excel template: a sheet a table, with headings, explanations, lists to choose from, a row."""

import datetime as dt
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.company.examples import marked
from workbench.errors import ParameterError
from workbench.schema import TABLES, Column, Table

_ROWS = 2000
_CREATED = dt.datetime(2020, 1, 1)
_READ_ME = (
    ("Template for the talent workbench", "title"),
    (
        "Fill in the sheets positions and employees; the list below says what each other sheet "
        "switches on.",
        "",
    ),
    (
        "Headings with a grey ground must be filled in; point at a heading to read what it means.",
        "",
    ),
    ("Leave a cell empty if you do not know: empty is unknown, not zero.", ""),
    (
        "The rows in grey italics that begin with EXAMPLE are examples. They are never read: write "
        "your rows below them, or delete them.",
        "",
    ),
    ("Delete the sheets you do not need. Do not rename sheets or headings.", ""),
    ("Then run: workbench check FILE.xlsx --as-of 2026-06-30", ""),
)

# The top post and its holder, whom the examples of other tables refer to.
_BEFORE = {
    "positions": [{"position_id": "P0001", "title": "Managing director", "is_management": "yes"}],
    "employees": [{"employee_id": "E0043", "name": "B. Example", "position_id": "P0001"}],
}
_CHANGED = {"result_areas": {"share": "1"}, "nominations": {"position_id": "P0001"}}


def write_template(path: str | Path) -> None:
    """Write the template, byte for byte the same each time.

    Parameters
    ----------
    path : where to write the .xlsx file, which must not be there yet

    Raises
    ------
    ParameterError
        If the name does not end in .xlsx, the file is there already, or it cannot be written.

    Notes
    -----
    The first key cell of an example row is marked, and marked rows are never read. Without the
    marks they are a small company without faults.
    """
    file = _new_workbook(Path(path))
    try:
        _write(file)
    except (OSError, FileCreateError):
        raise ParameterError(
            f"{file.name} cannot be written. Allowed: a folder you may write to. "
            "Name another file, or check the rights on the folder."
        ) from None


def _new_workbook(file: Path) -> Path:
    if file.suffix.lower() != ".xlsx":
        raise ParameterError(
            f"The template is an Excel workbook, found the name {file.name!r}. "
            "Allowed: a name that ends in .xlsx."
        )
    if file.exists():
        raise ParameterError(
            f"{file.name} is there already and may be filled in. Name another file, or remove it."
        )
    if not file.parent.is_dir():
        raise ParameterError(
            f"There is no folder {file.parent.name!r} to write {file.name} into. "
            "Make the folder, or name another file."
        )
    return file


def _write(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": "Talent workbench template", "created": _CREATED})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "heading": book.add_format({"bold": True, "bottom": 1}),
            "required": book.add_format({"bold": True, "bottom": 1, "bg_color": "#D9D9D9"}),
            "example": book.add_format({"italic": True, "font_color": "#595959"}),
            "example_date": book.add_format(
                {"italic": True, "font_color": "#595959", "num_format": "yyyy-mm-dd"}
            ),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"num_format": "@"}),
        }
        _read_me(book.add_worksheet("Read me"), formats)
        for table in TABLES.values():
            _sheet(book.add_worksheet(table.name), table, formats)


def _read_me(sheet: Worksheet, formats: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 60)
    for row, (line, style) in enumerate(_READ_ME):
        sheet.write_string(row, 0, line, formats.get(style))
    start = len(_READ_ME) + 1
    sheet.write_row(start, 0, ["Sheet", "One row is", "Switches on"], formats["heading"])
    for row, table in enumerate(TABLES.values(), start + 1):
        sheet.write_row(row, 0, [table.name, table.row, table.switches_on])


def _sheet(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(table):
        style = formats["required" if column.required else "heading"]
        sheet.write_string(0, place, column.name, style)
        sheet.write_comment(0, place, _comment(column), {"x_scale": 2, "y_scale": 1.5})
        width = max(16, len(column.name) + 2, min(len(column.example) + 2, 40))
        sheet.set_column(place, place, width, _column_format(column, formats))
        _drop_down(sheet, place, column)
        for row, example in enumerate(example_rows(table), 1):
            cell = example.get(column.name, "")
            cell = marked(cell) if column.name == table.key[0] else cell
            _write_cell(sheet, row, place, cell, column, formats)


def _column_format(column: Column, formats: dict[str, Format]) -> Format | None:
    """Dates look alike everywhere, and ids stay text so that they keep their zeros."""
    if column.kind == "date":
        return formats["date"]
    return formats["text"] if column.kind in ("id", "text", "category") else None


def _comment(column: Column) -> str:
    """Say what the column holds, in which unit, what is allowed and what an empty cell means."""
    need = "Must be filled in." if column.required else f"Empty means: {column.missing_means}."
    unit = f" Unit: {column.unit}." if column.unit else ""
    return f"{column.sentence}{unit} Allowed: {column.allowed_words()}. {need}"


def _drop_down(sheet: Worksheet, place: int, column: Column) -> None:
    words = ("yes", "no") if column.kind == "flag" else column.allowed
    if not words or len(",".join(words)) > 255:
        return
    sheet.data_validation(
        1,
        place,
        _ROWS,
        place,
        {
            "validate": "list",
            "source": list(words),
            "error_title": column.name,
            "error_message": "Choose a word from the list.",
            "error_type": "warning",
        },
    )


def example_rows(table: Table) -> list[dict[str, str]]:
    """Give the example rows of a table; those of all tables together are a sound small company.

    Examples
    --------
    >>> [row["position_id"] for row in example_rows(TABLES["positions"])]
    ['P0001', 'P0007']
    """
    row = {column.name: column.example for column in table} | _CHANGED.get(table.name, {})
    return [*_BEFORE.get(table.name, []), row]


def _write_cell(
    sheet: Worksheet, row: int, place: int, cell: str, column: Column, formats: dict[str, Format]
) -> None:
    if not cell:
        return
    if column.kind == "date":
        day = dt.datetime.fromisoformat(cell)
        sheet.write_datetime(row, place, day, formats["example_date"])
    elif column.kind in ("number", "integer"):
        sheet.write_number(row, place, float(cell), formats["example"])
    else:
        sheet.write_string(row, place, cell, formats["example"])
