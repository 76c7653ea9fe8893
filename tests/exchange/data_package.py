"""A check of a folder against the Data Package and Table Schema specifications.

Written from the specifications (datapackage.org, version 1 and 2) with the standard library alone,
so that it shares nothing with the writer.
"""

import csv
import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from typing import Any

NAME = re.compile(r"[-a-z0-9._/]+")
TYPES = {"string", "number", "integer", "boolean", "date"}
CONSTRAINTS = {
    "string": {"required", "unique", "enum", "pattern", "minLength", "maxLength"},
    "number": {"required", "unique", "enum", "minimum", "maximum"},
    "integer": {"required", "unique", "enum", "minimum", "maximum"},
    "date": {"required", "unique", "enum", "minimum", "maximum"},
    "boolean": {"required", "enum"},
}


def problems(folder: Path) -> list[str]:
    """List everything in which a package is not as the specifications say."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    found = []
    if not NAME.fullmatch(package["name"]):
        found.append("name of the package")
    if package["profile"] != "tabular-data-package":
        found.append("profile")
    names = [resource["name"] for resource in package["resources"]]
    if not names or len(set(names)) < len(names):
        found.append("names of resources")
    for resource in package["resources"]:
        found += [f"{resource['name']}: {problem}" for problem in _resource(folder, resource)]
    return found


def _resource(folder: Path, resource: dict[str, Any]) -> list[str]:
    found = []
    path = resource["path"]
    if not NAME.fullmatch(resource["name"]):
        found.append("name")
    if path.startswith("/") or ".." in path or "://" in path:
        return [*found, "path"]
    content = (folder / path).read_bytes()
    if resource["bytes"] != len(content):
        found.append("bytes")
    if resource["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}":
        found.append("hash")
    schema = resource["schema"]
    fields = schema["fields"]
    for field in fields:
        if field["type"] not in TYPES:
            found.append(f"type of {field['name']}")
        elif set(field.get("constraints", {})) - CONSTRAINTS[field["type"]]:
            found.append(f"constraints of {field['name']}")
    if set(schema["primaryKey"]) - {field["name"] for field in fields}:
        found.append("primaryKey")
    return found + _rows(content.decode(resource["encoding"]), resource["dialect"], schema)


def _rows(text: str, dialect: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    reader = csv.reader(
        text.splitlines(keepends=True), delimiter=dialect["delimiter"], strict=True,
        quotechar=dialect["quoteChar"], doublequote=dialect["doubleQuote"],
    )  # fmt: skip
    head, *rows = reader
    fields = schema["fields"]
    if head != [field["name"] for field in fields]:
        return ["headings"]
    found = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(fields):
            found.append(f"row {number}: cells")
        for field, cell in zip(fields, row, strict=False):
            if not _allowed(cell, field, schema["missingValues"]):
                found.append(f"row {number}: {field['name']} {cell!r}")
    key = [head.index(name) for name in schema["primaryKey"]]
    keys = [tuple(row[place] for place in key) for row in rows]
    return found if len(set(keys)) == len(keys) else [*found, "keys"]


def _allowed(cell: str, field: dict[str, Any], missing: list[str]) -> bool:
    limits = field.get("constraints", {})
    if cell in missing:
        return not limits.get("required", False)
    if "enum" in limits and cell not in limits["enum"]:
        return False
    if field["type"] == "date":
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", cell)) and bool(dt.date.fromisoformat(cell))
    if field["type"] in ("integer", "number"):
        whole = r"-?\d+" if field["type"] == "integer" else r"-?\d+(\.\d+)?"
        number = float(cell) if re.fullmatch(whole, cell) else float("nan")
        return limits.get("minimum", -1e30) <= number <= limits.get("maximum", 1e30)
    return True
