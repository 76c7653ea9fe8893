"""One run as it is kept, and how runs are told apart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import pandas as pd

from workbench.company import Company
from workbench.history.fingerprint import (
    Inputs,
    digest,
    kept_settings,
    print_inputs,
    settings_digest,
)
from workbench.history.method import method_version

ID_LENGTH = 10


def moment() -> str:
    """Give this moment as ``Run.made_at`` is written."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, eq=False)
class Run:
    """What is kept of a run.

    Attributes
    ----------
    run_id : the same for the same series, inputs, report date, settings and method
    series : runs of one series are compared with each other
    as_of : report date, ``YYYY-MM-DD``
    method : see ``method_version``
    label : name of the source without its path
    source : where the tables may still be found: a path, ``env:NAME``, or empty
    settings : the settings in full, without reasons of decisions
    settings_digest : of those that figures depend on
    inputs : sums and counts
    flags : what looks partial, in sentences; empty where nothing does
    accepted : whether somebody said that a flagged run is right as it is
    figures : see ``headline_figures``; without rows where none was measured
    number : place in the order in which runs were first kept; 0 before it is kept
    made_at : when it was last made, UTC; empty before it is kept
    """

    run_id: str
    series: str
    as_of: str
    method: str
    label: str
    source: str
    settings: Mapping[str, object]
    settings_digest: str
    inputs: Inputs
    flags: tuple[str, ...] = ()
    accepted: bool = False
    figures: pd.DataFrame | None = None
    number: int = 0
    made_at: str = ""

    @property
    def sound(self) -> bool:
        """Whether later runs may be compared with it."""
        return self.accepted or not self.flags

    @cached_property
    def amounts(self) -> dict[str, float]:
        """Headline figures by name; missing ones are NaN."""
        if self.figures is None:
            return {}
        return dict(zip(self.figures["figure"], self.figures["value"], strict=True))

    @property
    def settings_json(self) -> str:
        """Write the settings as JSON, the same for the same settings."""
        return json.dumps(self.settings, ensure_ascii=False, sort_keys=True)


def run_of(company: Company, *, source: str = "", figures: pd.DataFrame | None = None) -> Run:
    """Describe the run of a company, before it is kept.

    Parameters
    ----------
    company : the checked company
    source : where its tables are: a path or ``env:NAME``; an address is not kept, since it may
        hold a password
    figures : see ``headline_figures``; none where none was measured
    """
    settings, day = company.settings, f"{company.as_of:%Y-%m-%d}"
    series = settings.history.series or settings.company_name or "company"
    inputs, method, chosen = print_inputs(company), method_version(), settings_digest(settings)
    run_id = digest(series, inputs.fingerprint, day, chosen, method)[:ID_LENGTH]
    return Run(
        run_id, series, day, method, company.label, "" if "://" in source else source,
        kept_settings(settings), chosen, inputs, figures=figures,
    )  # fmt: skip
