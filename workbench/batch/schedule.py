"""What to install so that a plan runs by itself: text to be copied, nothing is installed."""

import json
import re
import shlex
import sys
from pathlib import Path
from xml.sax.saxutils import escape as xml_escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workbench.errors import ParameterError

TEMPLATES = Path(__file__).parent / "template"
FILES = {
    "cron": "cron.txt",
    "systemd": "systemd.txt",
    "windows": "windows.ps1",
    "github-actions": "github-actions.yml",
    "airflow": "airflow.txt",
}
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
# Read by the schedulers themselves, whatever quotes stand around them; a backslash is Windows'.
_UNSAFE = re.compile(r"[\x00-\x1f%\"{}]")


def schedule_text(
    plan: Path,
    kind: str,
    *,
    out: str = "reports",
    day: int = 1,
    at: str = "06:00",
    python: str = sys.executable,
) -> str:
    """Write what starts a plan every month.

    Parameters
    ----------
    plan : the plan file
    kind : ``cron``, ``systemd``, ``windows``, ``github-actions`` or ``airflow``
    out : folder of the reports
    day : day of the month, 1 to 28
    at : time of the day, ``HH:MM``
    python : interpreter that has the workbench

    Returns
    -------
    Text to be installed as its first lines say

    Raises
    ------
    ParameterError
        If the time is no time, or a path has a character that such a file cannot hold.

    Examples
    --------
    >>> lines = schedule_text(Path("/srv/hr/plan.yaml"), "cron", python="/srv/python").splitlines()
    >>> print(lines[-1])
    0 6 1 * * /srv/python -m workbench.cli batch /srv/hr/plan.yaml >>/srv/hr/plan.log 2>&1
    """
    found = _TIME.fullmatch(at)
    if not found:
        raise ParameterError(f"--time: found {at!r}. Allowed: a time such as 06:00. Correct it.")
    file = plan.resolve() if not plan.is_absolute() else plan
    if _UNSAFE.search(f"{file}{python}"):
        raise ParameterError(
            "The path of the plan or of Python has a character that a scheduler would read "
            'as its own. Allowed: no control character and none of % " { }. Rename the folder.'
        )
    shown = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    shown.filters["sh"] = shlex.quote
    shown.filters["xml"] = xml_escape
    shown.filters["yaml"] = json.dumps
    shown.filters["unit"] = _for_systemd
    shown.filters["py"] = repr
    name = re.sub(r"[^A-Za-z0-9]+", "-", file.stem).strip("-").lower() or "plan"
    return shown.get_template(FILES[kind]).render(
        plan=str(file),
        folder=str(file.parent),
        log=str(file.with_suffix(".log")),
        plan_here=_from_here(file),
        out_here=_from_here(Path(out)),
        python=python,
        name=name,
        day=day,
        hour=int(found[1]),
        minute=int(found[2]),
        on_windows=sys.platform == "win32",
    )


def _from_here(path: Path) -> str:
    """Name a path from the working folder, as in a checkout elsewhere."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def _for_systemd(text: str) -> str:
    """Quote a word of a command line in a unit file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{escaped}"'
