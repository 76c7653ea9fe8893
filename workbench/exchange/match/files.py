"""The tables of a matching as texts of files, safe to open in a program for tables."""

from workbench.exchange.match.result import Matching
from workbench.privacy.cells import csv_text

TABLES = ("pairs", "unfilled", "unasked", "dropped", "occupations", "flows")


def matching_files(matching: Matching) -> dict[str, str]:
    """Give every table of a matching as CSV, by name of file.

    Parameters
    ----------
    matching : from ``match_market``
    """
    return {f"{name}.csv": csv_text(getattr(matching, name)) for name in TABLES}
