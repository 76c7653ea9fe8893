"""The tables of a matching as files, safe to open in a program for tables."""

from pathlib import Path

from workbench.errors import ReportError
from workbench.exchange.match.result import Matching
from workbench.privacy.cells import csv_text

TABLES = ("pairs", "unfilled", "unasked", "dropped", "occupations", "flows")


def write_matching(matching: Matching, folder: str | Path) -> tuple[str, ...]:
    """Write every table of a matching as CSV; earlier files of these names are replaced.

    Parameters
    ----------
    matching : from ``match_market``
    folder : is made where it is not there

    Returns
    -------
    Names of the files

    Raises
    ------
    ReportError
        If the folder cannot be written.
    """
    texts = {f"{name}.csv": csv_text(getattr(matching, name)) for name in TABLES}
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            fresh = place / f".{name}"
            fresh.write_text(text, encoding="utf-8", newline="")
            fresh.replace(place / name)
    except OSError as problem:
        raise ReportError(
            f"{place.name}: the tables cannot be written ({problem.strerror}). Name another folder."
        ) from None
    return tuple(texts)
