"""Finished pages under their final names: complete, or not there at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from workbench.errors import ReportError


def ready_folder(out: Path) -> Path:
    """Make a folder for reports if it is not there.

    Raises
    ------
    ReportError
        If it cannot be used as one.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise ReportError(f"The folder {out.name} cannot be used: {reason}.") from None
    return out


def publish_report(folder: Path, name: str, page: str, *, companion: bytes = b"") -> Path:
    """Put a finished report in place and remove the error report of an earlier run.

    Parameters
    ----------
    folder : where reports live; made if it is not there
    name : name of the notebook
    page : HTML text
    companion : Excel workbook of its tables, ``<name>.xlsx``; empty for none. One of an earlier
        run goes first, so that a page never stands beside the tables of another.

    Returns
    -------
    Path of the report, ``<name>.html``.
    """
    workbook = folder / f"{name}.xlsx"
    _removed(workbook)
    path = write_whole(folder / f"{name}.html", page)
    if companion:
        write_whole(workbook, companion)
    (folder / f"{name}.failed.html").unlink(missing_ok=True)
    return path


def publish_failure(folder: Path, name: str, page: str) -> Path:
    """Put an error report beside the reports; an earlier good report stays as it is.

    Returns
    -------
    Path of the error report, ``<name>.failed.html``.
    """
    return write_whole(folder / f"{name}.failed.html", page)


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file in one step: readers see the old content or the new, never a part.

    Raises
    ------
    ReportError
        If the folder cannot be written to.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise ReportError(f"{path.name} could not be written: {reason}. Check --out.") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return path


def _removed(path: Path) -> None:
    """Remove the workbook of an earlier run.

    Raises
    ------
    ReportError
        If it stays, for example because it is open in Excel on Windows.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise ReportError(
            f"{path.name} of an earlier run could not be removed: {reason}. Close it, if it is "
            "open, and make the report again."
        ) from None
