"""The Company: checked tables at a date, with the account of what reading them cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import DataError, Fault
from workbench.schema import TABLES
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.company.headcount import Headcount


@dataclass(frozen=True, eq=False)
class Company:
    """Checked tables of one company on one date.

    Every table has all its declared columns in declared order: id, text and category as ``str``
    (missing NaN), flag as ``boolean``, integer and number as ``float64``, date as
    ``datetime64[us]``. Keys are unique and every id that refers to another table is found there.

    Attributes
    ----------
    tables : the tables that were given, by name
    as_of : the report date
    settings : the settings the tables were read with
    faults : everything that was found, in the order of the tables
    account : one row a table: rows read, left out by the settings, merged, kept, set aside; cells
        blanked. read = left out + merged + kept + set aside
    losses : rows set aside and cells blanked by table, column and reason; a row counts once
    label : name of the folder, file or database, without its path
    fingerprint : SHA-256 of the checked content, whatever the order of rows and columns was
    around : numbers of people of the whole company, where this is a unit of it
    """

    tables: Mapping[str, pd.DataFrame]
    as_of: pd.Timestamp
    settings: Settings
    faults: tuple[Fault, ...]
    account: pd.DataFrame
    losses: pd.DataFrame
    label: str
    fingerprint: str
    around: "Headcount | None" = None

    def table(self, name: str) -> pd.DataFrame:
        """Give a table.

        Raises
        ------
        DataError
            If the company has no such table; the message names its required columns.
        """
        if not self.has(name):
            raise DataError(_need_words((name,)))
        return self.tables[name]

    def has(self, *names: str) -> bool:
        """Say whether all these tables are there and hold at least one row."""
        return all(name in self.tables and len(self.tables[name]) for name in names)

    def lacks(self, *names: str) -> str:
        """Say in a sentence which of these tables are missing; empty if none is."""
        missing = tuple(name for name in names if not self.has(name))
        return f"not assessed: {_need_words(missing)}" if missing else ""

    @cached_property
    def positions(self) -> pd.DataFrame:
        """Posts that are not closed; seats not given are 1, status not given is active."""
        positions = self.tables["positions"]
        filled = positions.assign(
            seats=positions["seats"].fillna(1.0), status=positions["status"].fillna("active")
        )
        return filled[filled["status"] != "closed"].reset_index(drop=True)

    @property
    def employees(self) -> pd.DataFrame:
        """Everybody in the table of employees, whether still here or not."""
        return self.tables["employees"]

    @cached_property
    def staff(self) -> pd.DataFrame:
        """People here on the report date: hired by then and not left; fte not given is 1."""
        here = self.employees[is_here(self.employees, self.as_of)]
        return here.assign(fte=here["fte"].fillna(1.0)).reset_index(drop=True)

    @cached_property
    def incumbents(self) -> pd.DataFrame:
        """Who holds which open post: position_id and employee_id of staff."""
        holders = self.staff.loc[
            self.staff["position_id"].isin(self.positions["position_id"]),
            ["position_id", "employee_id"],
        ]
        return holders.reset_index(drop=True)


def is_here(employees: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """Whether each person is here on the date; the last day still counts."""
    started = employees["hired_on"].isna() | (employees["hired_on"] <= as_of)
    gone = (employees["status"] == "left") | (employees["left_on"] < as_of)
    return started & ~gone


def is_needed(positions: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Whether each open post is to be filled on a day; the last day still counts.

    Parameters
    ----------
    positions : status, needed_from and needed_to, as in ``Company.positions``
    day : the day to look at

    Returns
    -------
    boolean Series with the index of ``positions``. A post without needed_from is needed since
    ever, but a planned one not before a day is named; a post without needed_to is needed for good.

    Examples
    --------
    >>> posts = pd.DataFrame({"status": ["active", "planned", "planned"]}).assign(
    ...     needed_from=pd.to_datetime([None, None, "2026-06-30"]), needed_to=pd.NaT
    ... )
    >>> is_needed(posts, pd.Timestamp("2026-06-30")).tolist()
    [True, False, True]
    """
    undated = positions["needed_from"].isna() & (positions["status"] != "planned")
    return (undated | (positions["needed_from"] <= day)) & ~(positions["needed_to"] < day)


def _need_words(names: tuple[str, ...]) -> str:
    """Name the tables that are needed, each with the columns it must have."""
    tables = []
    for name in names:
        if name not in TABLES:
            raise KeyError(f"no table {name!r}; the tables are {', '.join(TABLES)}")
        required = ", ".join(column.name for column in TABLES[name] if column.required)
        tables.append(f"{name} ({required})")
    return f"needs table{'s' if len(tables) > 1 else ''} {' and '.join(tables)}"
