"""Keep a run, and find the earlier one it is to be held against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.company import Company
from workbench.errors import ReportError
from workbench.history.display import trend
from workbench.history.explain import Change, explain_change, no_change
from workbench.history.fingerprint import print_inputs
from workbench.history.place import own_history
from workbench.history.run import Run, run_of
from workbench.history.shrunken import COLUMNS, shrunken_inputs
from workbench.history.store import History
from workbench.settings.options import option

# What the trend of a page shows.
KEY_FIGURES = (
    "expected_loss", "value_at_risk_95", "key_posts", "key_posts_without_ready", "covered_at_once",
    "plan_saving",
)  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """The inputs of a run beside those of an earlier one.

    Attributes
    ----------
    run : this run, kept already if it was
    earlier : the sound runs of the series that come before it, see ``earlier_runs``
    flags : see ``shrunken_inputs``; without rows where nothing looks partial
    lacks : why nothing could be compared; empty where it was
    """

    run: Run
    earlier: tuple[Run, ...]
    flags: pd.DataFrame
    lacks: str

    @property
    def previous(self) -> Run | None:
        """The run that the inputs are held against; None where there is none."""
        return self.earlier[-1] if self.earlier else None

    @property
    def measured(self) -> Run | None:
        """The last run with headline figures; None where there is none."""
        return next((run for run in reversed(self.earlier) if run.figures is not None), None)

    @property
    def trend(self) -> pd.DataFrame:
        """Key figures over report dates up to this run, see ``trend``; none for one date alone."""
        rows = trend((*self.earlier, self.run), figures=KEY_FIGURES)
        return rows if len(rows["as_of"].unique()) > 1 else rows.head(0)


def earlier_runs(runs: Sequence[Run], run: Run) -> tuple[Run, ...]:
    """Find the sound runs that come before a run.

    Parameters
    ----------
    runs : of the same series, in the order in which they were first kept
    run : the run itself, kept already or not

    Returns
    -------
    By report date, and of one date in the order in which they were first kept; so that a run that
    is made again is held against the same one
    """
    place = (run.as_of, run.number or float("inf"))
    before = [each for each in runs if each.sound and (each.as_of, each.number) < place]
    others = [each for each in before if each.run_id != run.run_id]
    return tuple(sorted(others, key=lambda each: (each.as_of, each.number)))


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
        return Checked(run, (), nothing, _NO_HISTORY)
    try:
        runs = history.runs(run.series)
    except ReportError as problem:
        return Checked(run, (), nothing, f"not assessed: {problem}")
    for kept in runs:
        if kept.run_id == run.run_id:
            run = replace(run, number=kept.number, accepted=kept.accepted)
    earlier = earlier_runs(runs, run)
    if not earlier:
        return Checked(run, (), nothing, FIRST)
    settings = company.settings
    flags = shrunken_inputs(
        earlier[-1].inputs, print_inputs(company, small_too=True), settings.history,
        min_group_size=settings.min_group_size,
    )  # fmt: skip
    return Checked(replace(run, flags=tuple(flags["sentence"])), earlier, flags, "")


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
        return no_change(checked.lacks or FIRST)
    history = history or _own(company)
    return explain_change(checked.measured, checked.run, history=history, company=company)


def with_choices(company: Company, *, horizon_days: int | None = None) -> Company:
    """Give a company whose settings hold what a report was asked for, so that it is kept with it.

    Parameters
    ----------
    company : the checked company
    horizon_days : None leaves it to the settings
    """
    if horizon_days is None:
        return company
    chosen = option(company.settings, "horizon_days", horizon_days)
    settings = company.settings.model_copy(update={"horizon_days": chosen})
    return replace(company, settings=settings)


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
FIRST = "not assessed: this is the first run that is kept, so there is nothing to compare it with"
