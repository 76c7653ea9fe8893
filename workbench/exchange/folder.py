"""Packages on disk: the whole folder at once, or nothing."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from workbench.errors import ReportError
from workbench.exchange.package import DESCRIPTOR, FILES


def write_package(folder: str | Path, files: Mapping[str, bytes]) -> Path:
    """Write a package as a folder; an earlier package in its place is replaced as a whole.

    Parameters
    ----------
    folder : where it is to stand; made where there is none
    files : content by file name, from ``package_files``

    Returns
    -------
    The folder

    Raises
    ------
    ReportError
        If other things are in the folder, or it cannot be written.
    """
    place = Path(folder)
    _refuse_strangers(place)
    fresh = place.with_name(f".{place.name}.{os.getpid()}.new")
    old = place.with_name(f".{place.name}.{os.getpid()}.old")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.mkdir()
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        _swap(place, fresh, old)
    except OSError as problem:
        raise ReportError(
            f"The package cannot be written to {place.name} ({type(problem).__name__}). "
            "Name another folder, or make this one writable."
        ) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return place


def _refuse_strangers(place: Path) -> None:
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise ReportError(f"{place.name} is not a folder. Name another place for the package.")
    own = {DESCRIPTOR, *FILES.values()}
    strangers = [item for item in place.iterdir() if item.name not in own] if place.exists() else []
    if strangers:
        raise ReportError(
            f"The folder {place.name} holds {len(strangers)} other file(s) or folder(s). A package "
            "has a folder of its own: name another one, or empty this one."
        )


def _swap(place: Path, fresh: Path, old: Path) -> None:
    """Put the new folder in place of the old one, and the old one back if that fails."""
    if place.exists():
        place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
