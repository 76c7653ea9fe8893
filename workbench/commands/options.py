"""Options that several commands have."""

from datetime import date

import click

DATA = click.option(
    "--data",
    required=True,
    metavar="SOURCE",
    help="A folder of CSV or Parquet files, an Excel workbook, or a database address.",
)
SETTINGS = click.option(
    "--settings",
    metavar="FILE",
    help="Settings file (YAML). Without it, settings.yaml beside the data is used if there is one.",
)
AS_OF = click.option(
    "--as-of",
    metavar="DATE",
    help="Date of the report, such as 2026-06-30. Without it: the date in the settings, else today",
)


def date_of(source: str, settings: str | None, as_of: str | None) -> str | None:
    """Give the date given, else None where the settings carry one, else today."""
    from workbench.company.load import source_settings

    if as_of or source_settings(source, settings).as_of:
        return as_of
    return date.today().isoformat()
