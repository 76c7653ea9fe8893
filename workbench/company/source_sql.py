"""Databases: a table or view is a table. No password ever stands in what is said about them."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from workbench.company.headings import table_fault
from workbench.company.raw import RawTable, plain_name, raw_table
from workbench.errors import DataError

_DRIVERS = {"postgresql": "postgresql+pg8000", "postgres": "postgresql+pg8000"}
_EXAMPLE = "sqlite:///hr.db or postgresql://user:password@host/database"


def database_url(text: str) -> URL:
    """Read a database address; PostgreSQL gets the driver that is installed.

    Raises
    ------
    DataError
        If it is no address; the message does not repeat it, for it may hold a password.

    Examples
    --------
    >>> database_url("postgresql://ann:secret@db/hr")
    postgresql+pg8000://ann:***@db/hr
    """
    try:
        url = sa.make_url(text)
    except (ArgumentError, ValueError):
        raise _failed("the database", "the address is not one of a database") from None
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def database_label(url: URL) -> str:
    """Name the database without host, user, password or path.

    Examples
    --------
    >>> database_label(database_url("sqlite:////home/ann/hr.db"))
    'hr.db'
    """
    name = url.database or url.get_backend_name()
    return name.replace("\\", "/").rsplit("/", 1)[-1]


@contextmanager
def open_database(url: URL) -> Iterator[tuple[list[str], sa.Connection]]:
    """Connect, list tables and views, and close again.

    Raises
    ------
    DataError
        If there is no such database, driver or host, or it refuses; without the password.
    """
    label = database_label(url)
    if url.get_backend_name() == "sqlite":
        _must_exist(url, label)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            engine = sa.create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError, ArgumentError):
        kind = url.drivername.split("+")[0]
        found = f"there is no driver for databases of the kind {kind!r}"
        raise _failed(label, found, action="Use SQLite or PostgreSQL, or export to CSV.") from None
    try:
        with warnings.catch_warnings(), _connected(engine, label) as connection:
            warnings.simplefilter("ignore")
            look = sa.inspect(connection)
            names = sorted({*look.get_table_names(), *look.get_view_names()})
            yield names, connection
    except DataError:
        raise
    except (SQLAlchemyError, OSError) as problem:
        raise _failed(label, _in_words(problem)) from None
    finally:
        engine.dispose()


def read_table(connection: sa.Connection, table: str) -> RawTable:
    """Read a whole table; row numbers are those it would have in a sheet."""
    quoted = sa.table(table)
    rows = connection.execute(sa.select(sa.text("*")).select_from(quoted))
    frame = pd.DataFrame(rows.fetchall(), columns=list(rows.keys()), dtype=object)
    return raw_table(plain_name(table), frame)


def _connected(engine: sa.Engine, label: str) -> sa.Connection:
    """Connect; whatever else than a database answers at the address is named as such."""
    try:
        return engine.connect()
    except (SQLAlchemyError, OSError) as problem:
        raise _failed(label, _in_words(problem)) from None
    except Exception:
        # A driver that reads the answer of, say, a web server fails in ways of its own.
        found = "what answers at the address is no database of this kind"
        raise _failed(label, found, action="Check host and port.") from None


def _must_exist(url: URL, label: str) -> None:
    """SQLite would make an empty database where there is none."""
    if url.database and url.database != ":memory:" and not Path(url.database).is_file():
        raise _failed(label, "there is no such file")


def _in_words(problem: Exception) -> str:
    """Say what went wrong in words of our own: those of a driver may hold the address."""
    text = str(problem).lower()
    if "password" in text or "authentication" in text or "28p01" in text:
        return "the database refuses user or password"
    if "does not exist" in text or "3d000" in text:
        return "the server has no such database"
    if "not a database" in text:
        return "the file is not a database"
    if any(word in text for word in ("connect", "network", "refused", "timed out", "name or")):
        return "the server cannot be reached"
    return f"the database cannot be read ({type(problem).__name__})"


def _failed(
    label: str, found: str, *, action: str = "Check address, user and password."
) -> DataError:
    fault = table_fault("stop", "database", label, found, f"an address such as {_EXAMPLE}", action)
    return DataError(f"{label} cannot be read.", [fault])
