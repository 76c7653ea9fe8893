"""The script that serves reports and JupyterLab alike: tables sort, charts can be kept."""

from functools import cache
from pathlib import Path


@cache
def live_script() -> str:
    """Read the script; it runs once in a page, however often it stands there.

    Examples
    --------
    >>> "</script" in live_script()
    False
    """
    return Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
