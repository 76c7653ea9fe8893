"""CSV and other text tables: a look at the head first, then the whole at once."""

import gzip
import zlib
from pathlib import Path

from workbench.company.headings import no_headings, table_fault, title_note, without_label_row
from workbench.company.raw import RawTable
from workbench.company.text_bytes import detect_encoding, looks_binary
from workbench.company.text_cells import cut_cells
from workbench.company.text_head import find_head
from workbench.errors import DataError, Fault
from workbench.settings.source import SourceSettings

_HEAD_BYTES = 1 << 18
_NEEDED = "a table as text (CSV), with a row of headings"
_CHECK = "Check the file; export it again as CSV UTF-8."


def read_text(path: Path, name: str, wanted: frozenset[str], source: SourceSettings) -> RawTable:
    """Read a text file as a table of text.

    Parameters
    ----------
    path : a file, plain or ``.gz``
    name : name of the table, for faults
    wanted : plain names of the headings to look for
    source : encoding and delimiter, if the settings name them

    Returns
    -------
    RawTable. Rows with too few or too many cells are not in it; a fault names them.

    Raises
    ------
    DataError
        If the file is empty, is no text, or holds none of the headings; found out from its head.
    """
    start = _read_bytes(path, name, _HEAD_BYTES)
    if not start.strip():
        raise _refused(name, "empty_file", "the file is empty")
    if looks_binary(start):
        raise _refused(name, "not_a_table", "the file is not text")
    provisional = source.encoding or detect_encoding(start[:-4] if len(start) > 8 else start)
    head = find_head(
        start.decode(provisional or "latin-1", errors="ignore"), wanted, source.delimiter
    )
    if not head.score:
        raise DataError("", [no_headings(name, head.rows, wanted)])
    content = _read_bytes(path, name, -1)
    encoding = source.encoding or detect_encoding(content)
    text = _decoded(content, encoding, name)
    faults = [] if encoding.startswith("utf-8") else [_encoding_note(name, encoding)]
    if head.heading_row:
        faults.append(title_note(name, head.heading_row))
    return without_label_row(cut_cells(name, text, head, faults))


def _read_bytes(path: Path, name: str, size: int) -> bytes:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(size)
    except (OSError, EOFError, zlib.error) as problem:
        found = f"the file cannot be read ({type(problem).__name__})"
        raise _refused(name, "unreadable_file", found) from None


def _refused(name: str, code: str, found: str) -> DataError:
    return DataError("", [table_fault("stop", code, name, found, _NEEDED, _CHECK)])


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding) if encoding else content.decode("utf-8")
    except (UnicodeDecodeError, LookupError):
        found = f"the text is not {encoding or 'utf-8, gb18030 or cp1252'}"
        raise _refused(name, "unknown_encoding", found) from None


def _encoding_note(name: str, encoding: str) -> Fault:
    return table_fault(
        "note", "encoding", name, f"the text is read as {encoding}", "any encoding",
        "Check a name with special letters; set source.encoding in the settings if it is wrong.",
    )  # fmt: skip
