"""A source of any kind, as tables of text: folder, workbook, single file, or database."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from workbench.company import source_excel
from workbench.company.feeds import required_names, wanted_headings
from workbench.company.headings import table_fault, without_label_row
from workbench.company.raw import RawTable, plain_name, raw_table
from workbench.company.source_text import read_text
from workbench.errors import DataError, Fault
from workbench.settings.source import SourceSettings

TEXT_ENDS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
FILE_ENDS = (*TEXT_ENDS, ".parquet")
WORKBOOK_ENDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SETTINGS_FILE = "settings.yaml"
READ_ME = "read_me"
_SQLITE_START = b"SQLite format 3\x00"
_KINDS = (
    "a folder of CSV or Parquet files, an Excel workbook, a CSV file, a database address, "
    "or env:NAME for an address kept in the environment variable NAME"
)

Reader = Callable[[str, frozenset[str]], RawTable]


@dataclass(frozen=True)
class Source:
    """Tables of text by plain name, the faults of reading them, and a label without a path.

    ``available`` has the plain names of all their tables, read or not.
    """

    label: str
    tables: dict[str, RawTable]
    faults: tuple[Fault, ...] = ()
    available: tuple[str, ...] = ()


def is_address(source: str | Path) -> bool:
    """Tell a database address or ``env:NAME`` from a path.

    Examples
    --------
    >>> is_address("sqlite:///hr.db"), is_address("env:HR"), is_address("data/sample")
    (True, True, False)
    """
    return "://" in str(source) or str(source).startswith("env:")


def name_of(source: str | Path) -> str:
    """Name a source without its folder, and without a login where an address was mistyped.

    Examples
    --------
    >>> name_of("data/hr.xlsx"), name_of("postgresql:/ann:s3cret@host/hr"), name_of("ann:pw@host")
    ('hr.xlsx', 'hr', '***@host')
    """
    text = str(source)
    bare = re.sub(r"^.*@", "***@", text) if re.search(r":[^\\/].*@|:/.*@", text) else text
    return Path(bare).name


def resolve(source: str | Path) -> str | Path:
    """Look up ``env:NAME`` in the environment.

    Raises
    ------
    DataError
        If there is no such variable.
    """
    if not str(source).startswith("env:"):
        return source
    name = str(source)[4:]
    value = os.environ.get(name, "")
    if not value:
        raise _no_source(f"the environment variable {name!r} is not set")
    return value


def read_source(source: str | Path, settings: SourceSettings) -> Source:
    """Read every table that the settings or the schema know.

    Parameters
    ----------
    source : as resolved
    settings : which tables, and how they are written

    Returns
    -------
    Source. A table that cannot be read is a fault; the others are still read.

    Raises
    ------
    DataError
        If there is no such source, or it cannot be opened at all.
    """
    if "://" in str(source):
        return _from_database(str(source), settings)
    path = Path(source)
    if path.is_dir():
        return _from_files(path.resolve().name, _table_files(path), settings)
    if not path.is_file():
        raise _no_source(f"there is no file or folder {name_of(source)!r}")
    if _is_sqlite(path):
        return _from_database(f"sqlite:///{path}", settings)
    if path.name.lower().endswith(WORKBOOK_ENDS):
        sheets, rows = source_excel.open_workbook(path)
        return _read_all(
            path.name,
            sheets,
            lambda sheet, wanted: source_excel.read_sheet(plain_name(sheet), rows(sheet), wanted),
            settings,
        )
    if path.suffix and not path.name.lower().endswith(FILE_ENDS):
        found = f"{path.name!r} is not a table: its name ends in {path.suffix}"
        raise _no_source(
            found, "Export the table as CSV or Excel; a text table needs the end .csv."
        )
    return _from_files(path.name, [path], settings)


def _no_source(found: str, action: str = "Check the path.") -> DataError:
    fault = table_fault("stop", "no_source", "source", found, _KINDS, action)
    return DataError("The source cannot be read.", [fault])


def _table_files(folder: Path) -> list[Path]:
    files = [file for file in sorted(folder.iterdir()) if file.is_file()]
    tables = [file for file in files if file.name.lower().endswith(FILE_ENDS)]
    if not tables:
        raise _no_source(f"the folder {folder.resolve().name!r} holds no CSV or Parquet file")
    return tables


def stem(path: Path) -> str:
    """Take all known endings off a file name."""
    end = next(
        (end for end in sorted(FILE_ENDS, key=len)[::-1] if path.name.lower().endswith(end)), ""
    )
    return path.name[: -len(end)] if end else path.stem


def _from_files(label: str, files: list[Path], settings: SourceSettings) -> Source:
    by_stem: dict[str, Path] = {}
    twice: list[Fault] = []
    for file in files:
        name = stem(file)
        if plain_name(name) in {plain_name(other) for other in by_stem}:
            twice.append(_same_name(plain_name(name), file.name))
        by_stem.setdefault(name, file)

    def read(name: str, wanted: frozenset[str]) -> RawTable:
        file = by_stem[name]
        if file.suffix.lower() == ".parquet":
            return _parquet(file, plain_name(name))
        return read_text(file, plain_name(name), wanted, settings)

    found = _read_all(label, by_stem, read, settings)
    return replace(found, faults=(*twice, *found.faults))


def _same_name(name: str, file: str) -> Fault:
    return table_fault(
        "stop", "same_name", name, f"two files have this name, one of them {file!r}",
        "one file a table", "Remove or rename one of them.",
    )  # fmt: skip


def _parquet(file: Path, name: str) -> RawTable:
    try:
        frame = pq.ParquetFile(file).read().to_pandas()
    except (pa.ArrowException, OSError):
        fault = table_fault(
            "stop", "not_a_table", name, "the file is not a Parquet file", "a Parquet file",
            "Export it again.",
        )  # fmt: skip
        raise DataError("", [fault]) from None
    return without_label_row(raw_table(name, frame))


def _is_sqlite(path: Path) -> bool:
    """Say whether a file is a SQLite database, whatever its name ends in."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE_START)) == _SQLITE_START
    except OSError:
        return False


def _from_database(address: str, settings: SourceSettings) -> Source:
    # Only who reads a database waits for what it takes.
    from workbench.company import source_sql

    url = source_sql.database_url(address)
    with source_sql.open_database(url) as (names, connection):
        return _read_all(
            source_sql.database_label(url),
            names,
            lambda name, _: source_sql.read_table(connection, name),
            settings,
        )


def _read_all(label: str, names: Iterable[str], read: Reader, settings: SourceSettings) -> Source:
    """Read the tables that are wanted; note the others; go on after one that fails."""
    theirs = {plain_name(name): name for name in reversed(list(names))}
    wanted = wanted_headings(theirs, settings)
    required = required_names(theirs, settings)
    tables: dict[str, RawTable] = {}
    faults: list[Fault] = []
    for name in sorted(wanted):
        try:
            tables[name] = read(theirs[name], wanted[name])
        except DataError as problem:
            faults += [_milder(fault, name in required) for fault in problem.faults]
    unused = sorted(theirs[name] for name in set(theirs) - set(wanted) - {READ_ME})
    if unused:
        faults.append(_unused(label, unused))
    return Source(label, tables, tuple(faults), tuple(sorted(theirs)))


def _milder(fault: Fault, required: bool) -> Fault:
    """Count an empty table that is not required as not given."""
    if fault.code != "empty_file" or required:
        return fault
    return table_fault("note", fault.code, fault.table, fault.found, fault.allowed, fault.action)


def _unused(label: str, names: list[str]) -> Fault:
    shown = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
    return table_fault(
        "note", "ignored_tables", label, f"not used: {shown}", "any table",
        "Nothing to do, or name them under source.tables in the settings file.",
    )  # fmt: skip
