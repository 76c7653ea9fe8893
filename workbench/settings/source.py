"""How a company's own export is laid out: its names, labels, formats and what to leave out."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from workbench.schema import TABLES
from workbench.settings.plain_words import did_you_mean
from workbench.settings.ranges import Strict


def _as_text(value: Any) -> Any:
    """YAML reads 0 as a number and 2011-09-30 as a date; a table holds text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return format(value, "g") if isinstance(value, float) else str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _as_tuple(value: Any) -> Any:
    """One item may be written without a list around it."""
    return value if isinstance(value, list | tuple) else (value,)


Cell = Annotated[str, BeforeValidator(_as_text)]
Cells = Annotated[tuple[Cell, ...], BeforeValidator(_as_tuple)]
Headings = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
Share = Annotated[float, Field(ge=0, le=1)]


class Expectations(Strict):
    """What should hold between the export's own columns; a breach is noted, nothing is changed.

    Attributes
    ----------
    one_to_one : pairs of headings, a label and its code, that should always go together
    in_order : pairs of headings of dates of which the first must not be later than the second
    """

    one_to_one: tuple[tuple[str, str], ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()


class Feed(Strict):
    """How one of our tables is filled from one table of the export.

    Attributes
    ----------
    from_ : written ``from``; name of their file, sheet or table; may be left out if there is one
    columns : our column -> their heading; an empty one leaves our column out
    key_from : our column -> several of their headings, joined by ``separator`` to make an id
    constants : our column -> one value for all rows
    labels : written ``values``; our column -> their label -> our value; null means unknown,
        ``"*"`` any other label
    scale : our column -> a factor its numbers are multiplied with
    year_of : our columns that take the year of a date
    round_up : our columns whose fractions are rounded up to whole numbers
    keep, drop : their heading -> labels of the rows to use, to leave out (case does not matter)
    one_row_per : their headings; rows that agree in them become one of our rows
    count : our column that takes the number of rows that became one
    total : our columns that are added up over the rows that became one
    date_formats : our column -> formats such as ``%m/%d/%Y``, tried in order
    decimal_marks : our column -> ``.`` or ``,``
    expect : what should hold between their own columns
    """

    from_: str = Field(default="", alias="from")
    columns: dict[str, str] = Field(default_factory=dict)
    key_from: dict[str, Headings] = Field(default_factory=dict)
    separator: str = "-"
    constants: dict[str, Cell] = Field(default_factory=dict)
    labels: dict[str, dict[Cell, Cell | None]] = Field(default_factory=dict, alias="values")
    scale: dict[str, float] = Field(default_factory=dict)
    year_of: Headings = ()
    round_up: Headings = ()
    keep: dict[str, Cells] = Field(default_factory=dict)
    drop: dict[str, Cells] = Field(default_factory=dict)
    one_row_per: Headings = ()
    count: str = ""
    total: Headings = ()
    date_formats: dict[str, Headings] = Field(default_factory=dict)
    decimal_marks: dict[str, Literal[".", ","]] = Field(default_factory=dict)
    expect: Expectations = Field(default_factory=Expectations)

    def our_columns(self) -> set[str]:
        """Every column of ours that is named anywhere in the feed."""
        return {
            *self.columns, *self.key_from, *self.constants, *self.labels, *self.scale,
            *self.year_of, *self.round_up, *self.total, *self.date_formats, *self.decimal_marks,
            *([self.count] if self.count else []),
        }  # fmt: skip

    def their_headings(self) -> set[str]:
        """Every heading of theirs that the feed needs."""
        several = (*self.key_from.values(), *self.expect.one_to_one, *self.expect.in_order)
        return {
            *self.columns.values(), *self.keep, *self.drop, *self.one_row_per,
            *(heading for group in several for heading in group),
        }  # fmt: skip

    @model_validator(mode="after")
    def _grouped(self) -> "Feed":
        if (self.count or self.total) and not self.one_row_per:
            raise ValueError("count and total need one_row_per: the headings that make rows one")
        return self


class SourceSettings(Strict):
    """Everything needed to read an export as it stands.

    Attributes
    ----------
    tables : our table -> how it is filled; a list where several of their tables fill one of ours
    unknown_words : words that mean unknown, beside those that always do (see how-to-own-data)
    date_formats : formats such as ``%d/%m/%Y``, tried in order after year-month-day
    two_digit_year_pivot : the last two-digit year of this century; 30: 30 is 2030 and 31 is 1931.
        Not given: the latest year that is not in the future, for dates that cannot be
    encoding : name of the encoding, if it is not found by itself
    delimiter : what stands between cells of a text file, if it is not found by itself
    decimal_mark : ``.`` or ``,``, if it is not found by itself
    loss_budget_share : part of a table's rows that may be set aside before the run stops
    loss_budget_shares : the same for single tables
    """

    tables: dict[str, tuple[Feed, ...]] = Field(default_factory=dict)
    unknown_words: Cells = ()
    date_formats: Headings = ()
    two_digit_year_pivot: int | None = Field(default=None, ge=0, le=99)
    encoding: str = ""
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    decimal_mark: Literal["", ".", ","] = ""
    loss_budget_share: Share = 0.02
    loss_budget_shares: dict[str, Share] = Field(default_factory=dict)

    @field_validator("tables", mode="before")
    @classmethod
    def _one_feed_or_more(cls, tables: Any) -> Any:
        if not isinstance(tables, dict):
            return tables
        return {name: _as_tuple(feeds) for name, feeds in tables.items()}

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, encoding: str) -> str:
        try:
            "".encode(encoding or "utf-8")
        except LookupError:
            raise ValueError("no such encoding; for example utf-8, gb18030, cp1252") from None
        return encoding

    @model_validator(mode="after")
    def _known_names(self) -> "SourceSettings":
        for name in (*self.tables, *self.loss_budget_shares):
            if name not in TABLES:
                hint = did_you_mean(name, TABLES)
                raise ValueError(f"no table {name!r}.{hint} The tables are {', '.join(TABLES)}")
        for name, feeds in self.tables.items():
            for column in sorted(set().union(*(feed.our_columns() for feed in feeds))):
                if column not in TABLES[name].names:
                    known = TABLES[name].names
                    hint = did_you_mean(column, known)
                    raise ValueError(
                        f"table {name} has no column {column!r}.{hint} It has {', '.join(known)}"
                    )
        return self

    def budget_share(self, table: str) -> float:
        """Part of the rows of ``table`` that may be set aside.

        Examples
        --------
        >>> SourceSettings(loss_budget_shares={"ties": 0.1}).budget_share("ties")
        0.1
        """
        return self.loss_budget_shares.get(table, self.loss_budget_share)
