"""What the command line asks of a history: runs by name, explained and listed, as text or JSON."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

from workbench.company import CheckResult
from workbench.company.load import source_settings
from workbench.errors import ParameterError, ReportError
from workbench.history.display import change_table, run_table, table_changes, trend, trend_in_words
from workbench.history.explain import Change, explain_change
from workbench.history.keep import FIRST, KEY_FIGURES, Checked, check_inputs
from workbench.history.place import history_file
from workbench.history.run import Run
from workbench.history.store import History
from workbench.history.words import change_findings, partial_findings, sentence_lines
from workbench.settings import Settings

_HOW_TO_KEEP = (
    "Make the executive brief with 'workbench report' again, in the same folder, when the tables, "
    "the settings or the report date are other ones; then run this again."
)


def find_history(place: str | Path, settings: Settings | None = None) -> History:
    """Find the history of a folder of reports, or the file itself.

    Raises
    ------
    ParameterError
        If there is none.
    """
    path = Path(place)
    if not path.is_file():
        path = history_file(settings or Settings(), path)
    if not path.is_file():
        raise ParameterError(
            f"There is no {path.name} in {Path(place).name or 'this folder'}. It is begun by "
            "'workbench report'; name its folder, or the file itself, with --out."
        )
    return History(path)


def find_run(runs: Sequence[Run], name: str) -> Run:
    """Find a run by the beginning of its id, its report date, or as last or previous.

    Parameters
    ----------
    runs : in the order in which they were first kept
    name : such as ``3f9a``, ``2026-06-30`` (the last kept of that date), ``last``, ``previous``
        (the one before the last, by report date)

    Raises
    ------
    ParameterError
        If no run or several fit.
    """
    by_date = sorted(runs, key=lambda run: (run.as_of, run.number))
    places = {"last": -1, "previous": -2}
    if name in places and len(by_date) >= -places[name]:
        return by_date[places[name]]
    dated = [run for run in by_date if run.as_of == name]
    found = dated[-1:] or [run for run in runs if name and run.run_id.startswith(name)]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(f"{run.run_id} ({run.as_of})" for run in by_date[-8:]) or "none"
    raise ParameterError(
        f"{name!r} fits {'several runs' if found else 'no run'}. Allowed: last, previous, a report "
        f"date, or the beginning of an id. The last runs are: {shown}."
    )


def explain_runs(
    history: History,
    old: str,
    new: str,
    *,
    series: str = "",
    old_data: str = "",
    new_data: str = "",
) -> Change:
    """Explain what changed between two runs, named as in ``find_run``.

    Parameters
    ----------
    history : where they are kept
    old, new : the runs; only those with headline figures are looked at
    series : of the runs; not given: that of the run that ``new`` names
    old_data, new_data : where their tables are now, if not where they were

    Raises
    ------
    ParameterError
        If the runs cannot be told, have no figures, or are of different series.
    """
    runs = [run for run in history.runs(series) if run.figures is not None]
    if not runs:
        raise ParameterError(f"No run can be explained yet. {_HOW_TO_KEEP}")
    last = find_run(runs, new)
    own = [run for run in runs if run.series == last.series]
    if len(own) == 1 and old == "previous":
        raise ParameterError(
            f"There is only one run of {last.series!r} with key figures yet, {last.run_id} "
            f"({last.as_of}), so nothing to compare it with. {_HOW_TO_KEEP}"
        )
    first = find_run(own, old)
    return explain_change(first, last, history=history, old_source=old_data, new_source=new_data)


def change_text(change: Change) -> str:
    """Write a change for a reader: findings, then the figures with their parts, then the inputs."""
    if change.new is None or change.old is None:
        return change.lacks
    currency, least = _choices(change.new)
    findings = change_findings(change, currency=currency, min_group_size=least)
    parts = [
        *_looks_partial(change),
        f"From run {change.old.run_id} ({change.old.as_of}) to {change.new.run_id} "
        f"({change.new.as_of}):",
        sentence_lines(findings),
        change_table(change, currency=currency).to_string(index=False),
    ]
    tables = table_changes(change, min_group_size=least)
    if len(tables):
        parts.append("Tables, the most changed first:\n" + tables.to_string(index=False))
    if len(change.settings):
        parts.append("Settings:\n" + change.settings.to_string(index=False))
    return "\n\n".join(parts)


def _looks_partial(change: Change) -> list[str]:
    """Warn where the tables of one of the runs look partial and nobody said that they are right."""
    return [
        f"Run {run.run_id} ({run.as_of}) looks partial; what follows may be what is missing, not "
        f"what happened: {' '.join(run.flags)}"
        for run in (change.old, change.new)
        if run is not None and run.flags and not run.accepted
    ]


def change_json(change: Change) -> str:
    """Write a change as JSON, for another program; amounts are not rounded."""
    if change.new is None or change.old is None:
        return json.dumps({"lacks": change.lacks})
    _, least = _choices(change.new)
    content = {
        "old": {"run": change.old.run_id, "as_of": change.old.as_of, "method": change.old.method},
        "new": {"run": change.new.run_id, "as_of": change.new.as_of, "method": change.new.method},
        "partial": _looks_partial(change),
        "figures": json.loads(change.figures.to_json(orient="records")),
        "parts": json.loads(change.parts.to_json(orient="records", double_precision=15)),
        "by_time": {name: _known(amount) for name, amount in change.by_time.items()},
        "tables": table_changes(change, min_group_size=least).to_dict("records"),
        "settings": change.settings.to_dict("records"),
        "notes": list(change.notes),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def history_text(history: History, *, series: str = "", figures: Sequence[str] = ()) -> str:
    """List the runs of a history, and the trend of each series."""
    runs = history.runs(series)
    if not runs:
        return "No run is kept yet."
    parts = [run_table(runs).to_string(index=False)]
    for name in dict.fromkeys(run.series for run in runs):
        own = [run for run in runs if run.series == name]
        rows = trend(own, figures=figures or KEY_FIGURES)
        if len(rows):
            words = trend_in_words(rows, currency=_choices(own[-1])[0])
            parts.append(f"{name}:\n" + words.to_string(index=False))
    return "\n\n".join(parts)


def checked_against(result: CheckResult, place: str | Path) -> Checked | None:
    """Hold a check against the last run of a folder of reports; None where none is kept there."""
    if result.company is None:
        return None
    path = history_file(result.company.settings, place)
    return check_inputs(result.company, History(path)) if path.is_file() else None


def partial_words(checked: Checked | None) -> tuple[str, ...]:
    """Say what looks partial, or why the history could not be asked; empty where all is well."""
    if checked is None or checked.lacks == FIRST:
        return ()
    return (checked.lacks,) if checked.lacks else partial_findings(checked)


def flagged_since(
    data: str, settings: str | None, folder: str | Path, started: str
) -> tuple[str, ...]:
    """Say what looks partial in the runs that were kept in a folder of reports from a moment on.

    Parameters
    ----------
    data, settings : what the reports were made from
    folder : where they are
    started : the moment, UTC, as ``Run.made_at``

    Returns
    -------
    Sentences; the reason alone where the history cannot be read
    """
    path = history_file(source_settings(data, settings), folder)
    try:
        runs = History(path).runs()
    except ReportError as problem:
        return (f"This run is not kept: {problem}",)
    made = [run for run in runs if run.made_at >= started and not run.sound]
    flags = tuple(dict.fromkeys(flag for run in made for flag in run.flags))
    return ("The tables look partial beside the last run:", *flags) if flags else ()


def _known(amount: float) -> float | None:
    return amount if math.isfinite(amount) else None


def _choices(run: Run) -> tuple[str, int]:
    return str(run.settings["currency"]), int(str(run.settings["min_group_size"]))
