"""The command that opens JupyterLab: on a start page, and without asking anybody outside."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from workbench.commands.guard import FAILED, sentences_not_tracebacks
from workbench.errors import ReportError

START_PAGE = "start.md"
# Settings a person has not chosen: Markdown opens as a page, and news are not asked for.
_CONFIG = Path(__file__).parent / "lab_config"


@click.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--notebooks",
    default="",
    metavar="DIR",
    help="Folder of notebooks. Without it: those that come with the workbench.",
)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@sentences_not_tracebacks
def lab(notebooks: str, options: tuple[str, ...]) -> None:
    """Open JupyterLab on the start page of the notebooks.

    OPTIONS go to JupyterLab, for example: workbench lab --no-browser --port 8899
    """
    from workbench.report.choose import notebooks_folder

    folder = Path(notebooks) if notebooks else notebooks_folder()
    if not folder.is_dir():
        raise ReportError(f"There is no folder {folder.name}. Check the path after --notebooks.")
    if importlib.util.find_spec("jupyterlab") is None:
        click.echo("JupyterLab is not installed here. Set it up with: make lab", err=True)
        sys.exit(FAILED)
    asked = [sys.executable, "-m", "jupyterlab", *lab_options(folder), *options, str(folder)]
    with subprocess.Popen(asked, env=lab_environment(os.environ)) as server:
        sys.exit(_ended(server))


def _ended(server: "subprocess.Popen[bytes]") -> int:
    """Wait for JupyterLab; on Ctrl-C it asks for itself, a stop of this command stops it."""
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda number, frame: server.terminate()),
    }
    try:
        return server.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def lab_options(folder: Path) -> Sequence[str]:
    """Options of JupyterLab for a folder of notebooks.

    Parameters
    ----------
    folder : where the notebooks are; without a start page in it the launcher opens

    Examples
    --------
    >>> lab_options(Path("nowhere"))[0]
    '--LabApp.news_url=None'
    """
    # Neither news nor a look for updates: an HR workbench asks nobody outside.
    quiet = [
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    opens = (folder / START_PAGE).is_file()
    return [*quiet, f"--LabApp.default_url=/lab/tree/{START_PAGE}"] if opens else quiet


def lab_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Environment in which JupyterLab also finds the settings that come with the workbench.

    Parameters
    ----------
    environment : what is set already; folders of settings named there come first

    Examples
    --------
    >>> lab_environment({"JUPYTER_CONFIG_PATH": "own"})["JUPYTER_CONFIG_PATH"].startswith("own")
    True
    """
    given = environment.get("JUPYTER_CONFIG_PATH", "")
    paths = os.pathsep.join(filter(None, [given, str(_CONFIG)]))
    return {**environment, "JUPYTER_CONFIG_PATH": paths}
