"""The files of a package of the exchange: a Data Package of two tables, as bytes."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.errors import ParameterError
from workbench.exchange.tables import TABLES
from workbench.privacy.cells import csv_text, is_live
from workbench.schema import Column, Table

FORMAT = 1
DESCRIPTOR = "datapackage.json"
FILES = {name: f"{name}.csv" for name in TABLES}
_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    "id": "string", "text": "string", "category": "string", "flag": "boolean",
    "integer": "integer", "number": "number", "date": "date",
}  # fmt: skip
_ORGANISATION = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def package_files(
    organisation: str, as_of: pd.Timestamp, tables: Mapping[str, pd.DataFrame]
) -> dict[str, bytes]:
    """Write the files of a package.

    Parameters
    ----------
    organisation : who publishes, as it is known in the exchange
    as_of : date of what is published
    tables : demands and supplies, with the columns declared in ``exchange.tables``

    Returns
    -------
    dict of content by file name; the same tables in any order of rows give the same bytes

    Raises
    ------
    ParameterError
        If the name of the organisation cannot stand in a package.
    """
    organisation_name(organisation)
    content = {
        FILES[name]: _table_text(table, tables[name]).encode() for name, table in TABLES.items()
    }
    descriptor: dict[str, Any] = {
        "$schema": _SCHEMA,
        "profile": "tabular-data-package",
        "name": f"talent-exchange-{organisation}",
        "title": "Demands and supplies of talent",
        "exchange_format": FORMAT,
        "organisation": organisation,
        "as_of": str(as_of.date()),
        "resources": [_resource(table, content[FILES[name]]) for name, table in TABLES.items()],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: text.encode(), **content}


def organisation_name(given: str) -> str:
    """Check the name of an organisation.

    Raises
    ------
    ParameterError
        If it is not short and plain.

    Examples
    --------
    >>> organisation_name("norrlack")
    'norrlack'
    """
    if not _ORGANISATION.fullmatch(given):
        raise ParameterError(
            f"organisation: found {given[:40]!r}. Allowed: 1 to 64 small letters, digits, points, "
            "hyphens and underscores, such as norrlack. Write the name as the exchange knows it."
        )
    return given


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": FILES[table.name],
        "type": "table",
        "profile": "tabular-data-resource",
        "description": f"A row is {table.row}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [field_of(column) for column in table],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def field_of(column: Column) -> dict[str, Any]:
    """Describe a column as a field of a Table Schema.

    Examples
    --------
    >>> field = field_of(TABLES["demands"]["number"])
    >>> field["type"], field["constraints"]
    ('integer', {'required': True, 'minimum': 1, 'maximum': 10000})
    """
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    for name, limit in (("minimum", column.minimum), ("maximum", column.maximum)):
        if limit is not None:
            constraints[name] = limit
    unit = f" Unit: {column.unit}." if column.unit else ""
    empty = "" if column.required else f" Empty: {column.missing_means}."
    field = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": f"{column.sentence}{unit}{empty}",
        "example": column.example,
    }
    return field | ({"constraints": constraints} if constraints else {})


def _table_text(table: Table, frame: pd.DataFrame) -> str:
    ordered = frame[list(table.names)].sort_values(list(table.key), ignore_index=True)
    columns = {column.name: _cells(ordered[column.name], column) for column in table}
    return csv_text(pd.DataFrame(columns, columns=list(table.names), dtype=object))


def _cells(values: pd.Series, column: Column) -> list[object]:
    if column.kind in ("integer", "number"):
        return [_number(value) for value in values.astype(float)]
    if column.kind == "date":
        return [None if pd.isna(value) else f"{value:%Y-%m-%d}" for value in values]
    return [None if pd.isna(value) else shielded(str(value)) for value in values]


def _number(value: float) -> float | int | None:
    if value != value:
        return None
    return int(value) if value.is_integer() else value


def shielded(text: str) -> str:
    """Put an apostrophe before a text that begins with apostrophes and could then be a formula.

    Without it a reader could not tell the text from one that got its apostrophe when written.

    Examples
    --------
    >>> shielded("'=1"), shielded("=1"), shielded("'tis")
    ("''=1", '=1', "'tis")
    """
    bare = text.lstrip("'")
    return f"'{text}" if bare != text and is_live(bare) else text


def unshielded(text: str) -> str:
    """Take away the apostrophe that writing puts before what could be a formula.

    Examples
    --------
    >>> unshielded("'=1"), unshielded("''=1"), unshielded("'tis")
    ('=1', "'=1", "'tis")
    """
    return text[1:] if text.startswith("'") and is_live(text.lstrip("'")) else text
