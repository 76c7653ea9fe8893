"""The three ways a run can end badly, each with a sentence a person can act on."""

from collections.abc import Sequence
from dataclasses import dataclass


class WorkbenchError(Exception):
    """Base of every error that is meant to be read by the user."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in the input, where it is, and what to do about it.

    Parameters
    ----------
    level : ``stop`` (nothing can be computed), ``set_aside`` (the row is left out),
        ``blanked`` (the cell counts as unknown) or ``note`` (kept as it is, worth knowing)
    code : short stable name of the kind of fault, e.g. ``unknown_id``
    table, column : where; ``column`` is empty when the whole table or row is meant
    rows : row numbers as a spreadsheet shows them (headings are row 1); may be empty
    found : what was found; never a personal name
    allowed : what would have been right
    action : what to do
    """

    level: str
    code: str
    table: str
    column: str
    rows: tuple[int, ...]
    found: str
    allowed: str
    action: str

    def __str__(self) -> str:
        """One line: where, what, what is allowed, what to do."""
        where = f"{self.table}.{self.column}" if self.column else self.table
        return (
            f"{where}{row_words(self.rows)}: {self.found}. Allowed: {self.allowed}. {self.action}"
        )


def row_words(rows: Sequence[int], *, most: int = 5) -> str:
    """Name up to ``most`` rows and count the rest.

    Examples
    --------
    >>> row_words([])
    ''
    >>> row_words([4])
    ' row 4'
    >>> row_words([4, 9, 17, 20, 21, 30])
    ' rows 4, 9, 17, 20, 21 and 1 more'
    """
    if not rows:
        return ""
    shown = ", ".join(str(row) for row in rows[:most])
    rest = f" and {len(rows) - most} more" if len(rows) > most else ""
    return f" row{'s' if len(rows) > 1 else ''} {shown}{rest}"


class DataError(WorkbenchError):
    """The input cannot be used; ``faults`` holds everything that was found, not only the first."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        self.message = message
        self.faults = tuple(faults)
        super().__init__("\n".join([message, *(f"- {fault}" for fault in self.faults)]))


class ParameterError(WorkbenchError):
    """A setting or parameter is unknown or out of range; the message lists what is allowed."""


class ReportError(WorkbenchError):
    """A report could not be made or may not be published."""
