"""Keep a run, and find the earlier one it is to be held against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.company import Company
from workbench.errors import ReportError
from workbench.history.explain import Change, explain_change, no_change
from workbench.history.place import own_history
from workbench.history.run import Run, run_of
from workbench.history.shrunken import COLUMNS, shrunken_inputs
from workbench.history.store import History


@dataclass(frozen=True)
class Checked:
    """The inputs of a run beside those of an earlier one.

    Attributes
    ----------
    run : this run, kept already if it was
    previous : the last sound run of the series with an earlier place; None where there is none
    measured : the last such run with headline figures
    flags : see ``shrunken_inputs``; without rows where nothing looks partial
    lacks : why nothing could be compared; empty where it was
    """

    run: Run
    previous: Run | None
    measured: Run | None
    flags: pd.DataFrame
    lacks: str


def earlier_run(runs: Sequence[Run], run: Run) -> Run | None:
    """Find the sound run that a run is held against.

    Parameters
    ----------
    runs : of the same series, in the order in which they were first kept
    run : the run itself, kept already or not

    Returns
    -------
    The latest by report date, and of one date the last kept, that comes before the run; so that a
    run that is made again is held against the same one
    """
    place = (run.as_of, run.number or float("inf"))
    before = [each for each in runs if each.sound and (each.as_of, each.number) < place]
    before = [each for each in before if each.run_id != run.run_id]
    return max(before, key=lambda each: (each.as_of, each.number), default=None)


def check_inputs(
    company: Company,
    history: History | None = None,
    *,
    source: str = "",
    figures: pd.DataFrame | None = None,
) -> Checked:
    """Hold the inputs of a company against the last run.

    Parameters
    ----------
    company : the checked company
    history : where runs are kept; None takes the history of the report that is being made
    source : where the tables are: a path or ``env:NAME``
    figures : headline figures, where they were measured

    Returns
    -------
    Checked. A history that cannot be read is said in ``lacks``; the report goes on.
    """
    run = run_of(company, source=source, figures=figures)
    nothing = pd.DataFrame(columns=COLUMNS)
    history = history or _own(company)
    if history is None:
        return Checked(run, None, None, nothing, _NO_HISTORY)
    try:
        runs = history.runs(run.series)
    except ReportError as problem:
        return Checked(run, None, None, nothing, f"not assessed: {problem}")
    number = next((each.number for each in runs if each.run_id == run.run_id), 0)
    run = replace(run, number=number)
    previous = earlier_run(runs, run)
    if previous is None:
        return Checked(run, None, None, nothing, _FIRST)
    settings = company.settings
    flags = shrunken_inputs(
        previous.inputs, run.inputs, settings.history, min_group_size=settings.min_group_size
    )
    measured = earlier_run([each for each in runs if each.figures is not None], run)
    return Checked(replace(run, flags=tuple(flags["sentence"])), previous, measured, flags, "")


def what_changed(checked: Checked, company: Company, history: History | None = None) -> Change:
    """Split what changed since the last sound run that has headline figures.

    Parameters
    ----------
    checked : from ``check_inputs`` with figures
    company : the same company
    history : as in ``check_inputs``

    Returns
    -------
    Change; without rows, and with ``lacks``, where there is no such run
    """
    if checked.measured is None:
        return no_change(checked.lacks or _FIRST)
    history = history or _own(company)
    return explain_change(checked.measured, checked.run, history=history, company=company)


def keep_run(checked: Checked, company: Company, history: History | None = None) -> str:
    """Keep a run with its flags and figures.

    Parameters
    ----------
    checked : from ``check_inputs``
    company : the same company
    history : as in ``check_inputs``

    Returns
    -------
    A sentence for the small print; it says so where the run could not be kept
    """
    history = history or _own(company)
    if history is None:
        return "This run is not kept: it was not made by 'workbench report'."
    try:
        kept = history.keep(checked.run)
    except ReportError as problem:
        return f"This run is not kept: {problem}"
    return f"Kept as run {kept.run_id} in {history.path.name}."


def _own(company: Company) -> History | None:
    file = own_history(company.settings)
    return History(file) if file else None


_NO_HISTORY = (
    "not assessed: runs are compared in reports that 'workbench report' makes, and in JupyterLab "
    "where history.file in the settings names a file by its full path"
)
_FIRST = "not assessed: this is the first run that is kept, so there is nothing to compare it with"
