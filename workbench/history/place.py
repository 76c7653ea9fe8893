"""Where the history of runs is."""

import os
from pathlib import Path

from workbench.settings import Settings

# Tells a notebook that makes a report where the history of that folder of reports is.
VARIABLE = "WORKBENCH_HISTORY"


def history_file(settings: Settings, folder: str | Path) -> Path:
    """Give the file that keeps the runs of a folder of reports.

    Parameters
    ----------
    settings : ``history.file``; a relative name is one in the folder
    folder : the folder of the reports

    Examples
    --------
    >>> history_file(Settings(), "reports").as_posix()
    'reports/history.sqlite'
    """
    return Path(folder) / settings.history.file


def own_history(settings: Settings) -> Path | None:
    """Give the history a notebook belongs to: that of its report, else the one the settings name.

    Returns
    -------
    None where a notebook is run by hand and the settings name no file by its full path
    """
    told = os.environ.get(VARIABLE, "")
    if told:
        return Path(told)
    named = Path(settings.history.file)
    return named if named.is_absolute() else None
