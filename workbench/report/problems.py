"""What went wrong in a notebook, in words, without a path of this machine in them."""

import re
from collections.abc import Sequence
from pathlib import PureWindowsPath

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.filters.ansi import strip_ansi
from nbformat import NotebookNode

from workbench.errors import ReportError
from workbench.report.notebook import INJECTED_TAG, tags

# These are written for the reader; a type name or a traceback would only be in the way.
READABLE = ("DataError", "ParameterError", "ReportError")

_PATH = re.compile(r"(?<![\w:/.<])(?:~|[A-Za-z]:)?(?:[\\/][\w.+@%-]+)+[\\/]([\w.+@%-]+)")
_FRAME = re.compile(r"(?:File\s+)?([^\s:]+\.py):(\d+),? in (\w+)|Cell In\[\d+\], line (\d+)")


class CellError(ReportError):
    """A notebook stopped before its end.

    Parameters
    ----------
    cell : number of the cell as the notebook's author counts, from 1; 0 before the first
    sentence : what went wrong
    for_reader : whether the sentence is one of this package and says enough without the cell
    """

    def __init__(self, cell: int, sentence: str, *, for_reader: bool = False) -> None:
        self.cell = cell
        self.sentence = sentence
        self.for_reader = for_reader
        place = f"Cell {cell}" if cell else "The notebook did not start"
        super().__init__(f"{place}: {sentence}")


def cell_number(notebook: NotebookNode, index: int) -> int:
    """Count as the author does, without the cell that holds the given parameters."""
    before = notebook.cells[: index + 1]
    return sum(INJECTED_TAG not in tags(cell) for cell in before)


def without_paths(text: str, *, folders: Sequence[str] = ()) -> str:
    r"""Cut folders off every absolute path in a text, so that a name is left.

    Parameters
    ----------
    text : a message
    folders : known folders, cut off first since their names may hold spaces

    Returns
    -------
    The text; addresses such as ``https://host/page`` stay as they are.

    Examples
    --------
    >>> without_paths("No file '/home/anna/data/positions.csv' and/or C:\\hr\\a.xlsx, 3/4 read.")
    "No file 'positions.csv' and/or a.xlsx, 3/4 read."
    >>> without_paths("See /srv/my files/a.csv", folders=["/srv/my files"])
    'See a.csv'
    """
    known = {folder.rstrip("\\/") for folder in folders} - {""}
    for folder in sorted(known, key=len, reverse=True):
        text = re.sub(re.escape(folder) + r"[\\/]+", "/_/", text)
    return _PATH.sub(r"\1", text)


def error_sentence(name: str, value: str, traceback: Sequence[str]) -> str:
    """Say what a cell's error means; errors of this package speak for themselves.

    Parameters
    ----------
    name, value : type and message of the error
    traceback : lines as the kernel sent them, with colour codes

    Returns
    -------
    The message alone for an error of this package, else type, message and the last places.

    Examples
    --------
    >>> error_sentence("DataError", "positions.csv is empty.", [])
    'positions.csv is empty.'
    >>> lines = ["Cell In[3], line 2", "File a/b/pay.py:9, in median(frame)"]
    >>> error_sentence("KeyError", "'pay'", lines)
    "KeyError: 'pay' (line 2 of the cell, then pay.py line 9 in median)"
    """
    if name in READABLE:
        return value
    if name == "SystemExit":
        return f"it ended the run with sys.exit({value}), so the cells after it did not run"
    lines = strip_ansi("\n".join(traceback)).splitlines()
    places = [_place(found) for line in lines if (found := _FRAME.search(line))]
    where = ", then ".join(places[:1] + places[1:][-2:])
    said = f"{name}: {value}" if value else name
    return f"{said} ({where})" if where else said


def stop_sentence(problem: BaseException, *, cell_timeout_seconds: int) -> str:
    """Say why a run ended other than by an error in a cell."""
    if isinstance(problem, DeadKernelError):
        return "its process was ended from outside, for example because memory ran out"
    if isinstance(problem, CellTimeoutError):
        return f"it ran for more than {cell_timeout_seconds} seconds and was stopped"
    return f"{type(problem).__name__}: {problem}"


def _place(found: re.Match[str]) -> str:
    file, line, function, cell_line = found.groups()
    if cell_line:
        return f"line {cell_line} of the cell"
    return f"{PureWindowsPath(file).name} line {line} in {function}"
