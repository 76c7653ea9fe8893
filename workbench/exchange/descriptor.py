"""The descriptor of a package: what it says of itself, and whether its files are what it says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from workbench.errors import Fault, ParameterError
from workbench.exchange.package import DESCRIPTOR, FORMAT, organisation_name
from workbench.exchange.tables import TABLES

_MOST_BYTES = 1 << 20
_AGAIN = "Ask who published the package for it once more."


@dataclass(frozen=True)
class Described:
    """A package before its tables are read; ``paths`` are its files by table."""

    label: str
    organisation: str = ""
    as_of: pd.Timestamp = field(default_factory=lambda: pd.Timestamp("1970-01-01"))
    paths: Mapping[str, Path] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether the package cannot be used."""
        return any(fault.level == "stop" for fault in self.faults)


def describe(folder: Path) -> Described:
    """Read the descriptor of a package and hold its files against it; nothing is raised."""
    label = folder.name or str(folder)
    file = folder / DESCRIPTOR
    if not file.is_file():
        found = "there is no folder of this name" if not folder.is_dir() else "it is not there"
        return _refused(
            label,
            "no_descriptor",
            found,
            f"a folder with the file {DESCRIPTOR}",
            "Name the folder of the package.",
        )
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise ValueError
        content = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise ValueError
    except (OSError, ValueError, RecursionError):
        return _refused(
            label,
            "no_descriptor",
            "it cannot be read as JSON",
            f"a Data Package ({DESCRIPTOR})",
            _AGAIN,
        )
    version = content.get("exchange_format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return _refused(
            label,
            "not_an_exchange",
            "it does not say that it is an exchange package",
            f"exchange_format, a whole number up to {FORMAT}",
            "Name the folder of a package made by 'workbench publish'.",
        )
    if version > FORMAT:
        return _refused(
            label,
            "newer_format",
            f"the package is of format {version}",
            f"formats up to {FORMAT}",
            "Update the workbench, or ask for the package in an older format.",
        )
    return _held_against(folder, label, content)


def _held_against(folder: Path, label: str, content: dict[str, Any]) -> Described:
    faults: list[Fault] = []
    organisation = str(content.get("organisation", ""))
    try:
        organisation_name(organisation)
    except ParameterError:
        faults.append(
            _fault(
                label,
                "organisation",
                f"found {organisation[:40]!r}",
                "1 to 64 small letters, digits, points, hyphens, underscores",
                _AGAIN,
            )
        )
    day = pd.to_datetime(str(content.get("as_of", "")), format="%Y-%m-%d", errors="coerce")
    if pd.isna(day):
        found = f"found {str(content.get('as_of', ''))[:40]!r}"
        faults.append(_fault(label, "as_of", found, "a date such as 2026-06-30", _AGAIN))
    given = content.get("resources")
    resources = {
        str(one.get("name")): one
        for one in (given if isinstance(given, list) else [])
        if isinstance(one, dict)
    }
    paths = {}
    for name in TABLES:
        faults_here, path = _file(folder, label, name, resources.get(name))
        faults += faults_here
        if path is not None:
            paths[name] = path
    known = pd.Timestamp("1970-01-01") if pd.isna(day) else day
    return Described(label, organisation, known, paths, tuple(faults))


def _file(
    folder: Path, label: str, name: str, resource: dict[str, Any] | None
) -> tuple[list[Fault], Path | None]:
    """Find the file of a table; only a plain name beside the descriptor is followed."""
    where = f"{label}/{name}"
    if resource is None:
        return [
            _fault(
                where,
                "missing_table",
                "the package has no such table",
                f"a resource {name}",
                _AGAIN,
            )
        ], None
    path = resource.get("path")
    if not isinstance(path, str) or Path(path).name != path or path in ("", ".", ".."):
        return [
            _fault(
                where,
                "path",
                f"the path is {str(path)[:40]!r}",
                "the name of a file beside the descriptor",
                _AGAIN,
            )
        ], None
    file = folder / path
    if file.is_symlink() or not file.is_file():
        return [
            _fault(
                where,
                "missing_table",
                f"there is no file {path[:40]!r}",
                "the file that the descriptor names",
                _AGAIN,
            )
        ], None
    stated = resource.get("hash")
    if isinstance(stated, str) and stated.startswith("sha256:"):
        own = hashlib.sha256(file.read_bytes()).hexdigest()
        if stated != f"sha256:{own}":
            return [
                _fault(
                    where,
                    "changed",
                    "the file is not the one that was published",
                    "the content whose SHA-256 stands in the descriptor",
                    _AGAIN,
                )
            ], None
    return [], file


def _refused(label: str, code: str, found: str, allowed: str, action: str) -> Described:
    return Described(label, faults=(_fault(f"{label}/{DESCRIPTOR}", code, found, allowed, action),))


def _fault(where: str, code: str, found: str, allowed: str, action: str) -> Fault:
    return Fault("stop", code, where, "", (), found, allowed, action)
