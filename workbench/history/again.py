"""Measure a past run again: its tables where they are still there, its settings, this method."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from workbench.company import Company, load_company
from workbench.errors import ReportError, WorkbenchError
from workbench.history.fingerprint import digest, settings_digest
from workbench.history.headlines import measure_headlines
from workbench.history.method import method_version
from workbench.history.run import Run
from workbench.history.store import History
from workbench.settings import Settings

Values = Mapping[str, float]


@dataclass(frozen=True)
class Found:
    """Something that was looked for: the thing, or why it is not to be had."""

    thing: Any = None
    why_not: str = ""


def settings_of(run: Run) -> Found:
    """Give the settings of a run, if this version still understands them."""
    try:
        return Found(Settings.model_validate(dict(run.settings)))
    except ValidationError:
        return Found(why_not=f"the settings of run {run.run_id} are written for another version")


def company_of(run: Run, *, source: str = "") -> Found:
    """Read the tables of a run again and make sure that they are the same.

    Parameters
    ----------
    run : the run
    source : where its tables are now; not given: where they were

    Returns
    -------
    Found with a Company, under the settings of the run
    """
    settings, where = settings_of(run), source or run.source
    if settings.thing is None:
        return settings
    gone = f"the tables of run {run.run_id} ({run.as_of})"
    if not where:
        return Found(why_not=f"{gone} came from a database whose address is not kept")
    try:
        company = load_company(where, settings=settings.thing, as_of=run.as_of)
    except (WorkbenchError, OSError):
        there = f"cannot be read from {where} now" if where.startswith("env:") else _GONE
        return Found(why_not=f"{gone} {there}")
    if company.fingerprint != run.inputs.fingerprint:
        return Found(why_not=f"{gone} have been written over since")
    return Found(company)


_GONE = "are no longer where they were"


def under(company: Company, settings: Settings) -> Company:
    """Give the same tables under other settings; how tables are read stays with the tables."""
    mixed = settings.model_copy(
        update={"source": company.settings.source, "as_of": company.settings.as_of}
    )
    return replace(company, settings=mixed)


def measured_under(company: Company, settings: Settings, history: History | None) -> Found:
    """Measure the headline figures of tables under settings, or take them from the history.

    Returns
    -------
    Found with figures by name; not to be had where the settings do not fit the tables
    """
    day, chosen = f"{company.as_of:%Y-%m-%d}", settings_digest(settings)
    key = digest(company.fingerprint, day, chosen, method_version())
    if history and (known := history.measured(key)):
        return Found(known)
    try:
        table = measure_headlines(under(company, settings))
    except WorkbenchError:
        return Found(why_not="the settings of one run do not fit the tables of the other")
    values = dict(zip(table["figure"], table["value"], strict=True))
    if history:
        # Kept only to be quick next time; a folder that cannot be written is no fault here.
        with suppress(ReportError):
            history.keep_measured(key, values)
    return Found(values)
