"""What a table and a column are: the words in which the schema is declared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "category", "flag", "integer", "number", "date"]


@dataclass(frozen=True)
class Column:
    """One column: what it holds, in which unit, and which values are allowed.

    ``refers_to`` names the ``table.column`` whose values an id must be one of. ``missing_means`` is
    printed in the data dictionary; an empty cell is unknown unless it says else.
    """

    name: str
    kind: Kind
    sentence: str
    required: bool = False
    unit: str = ""
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    refers_to: str = ""
    missing_means: str = "unknown"
    example: str = ""
    personal: bool = False

    def allowed_words(self) -> str:
        """Say in words what may stand in this column.

        Examples
        --------
        >>> Column("share", "number", "Part of the post.", minimum=0, maximum=1).allowed_words()
        'a number from 0 to 1'
        >>> Column("goal_id", "id", "The goal.", refers_to="goals.goal_id").allowed_words()
        'an id that stands in goals.goal_id'
        """
        if self.allowed:
            return "one of " + ", ".join(self.allowed)
        if self.refers_to:
            return f"an id that stands in {self.refers_to}"
        return _KIND_WORDS[self.kind] + self._range_words()

    def _range_words(self) -> str:
        if self.minimum is not None and self.maximum is not None:
            return f" from {self.minimum:g} to {self.maximum:g}"
        if self.minimum is not None:
            return f" of at least {self.minimum:g}"
        return ""


_KIND_WORDS: dict[Kind, str] = {
    "id": "an id",
    "text": "text",
    "category": "a word from the list",
    "flag": "yes or no",
    "integer": "a whole number",
    "number": "a number",
    "date": "a date such as 2026-06-30",
}


@dataclass(frozen=True)
class Table:
    """One table: what a row is, which columns make a row unique, and what the table is good for."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False
    switches_on: str = ""

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)
