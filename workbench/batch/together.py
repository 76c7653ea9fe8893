"""All pages of a plan looked at together, since whoever reads two of them may subtract."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from workbench.batch.jobs import Job
from workbench.batch.work import Made
from workbench.company import Company, load_company
from workbench.company.load import source_settings
from workbench.privacy.labels import WITHIN, staff_labels
from workbench.report.counts import Census, Shown, shown_on
from workbench.report.page import shell_scripts
from workbench.report.pieces import page_pieces
from workbench.report.recovered import counts_known, means_known, refuse
from workbench.settings import Settings


class Together:
    """What the pages of a plan show of groups of people, and what they give away together.

    The pages of a unit are read as parts of the whole company: people of grade 7 on a page of the
    unit Sales are people of grade 7 within Sales.

    Parameters
    ----------
    out : folder of all reports
    jobs : all reports of the plan
    """

    def __init__(self, out: Path, jobs: Sequence[Job]) -> None:
        self._out, self._jobs = out, jobs
        self._shown: dict[str, Shown] = {}

    def check(self, job: Job, made: Made) -> None:
        """Refuse a report that is about to be put among the others, or let it pass.

        Raises
        ------
        WorkbenchError
            If a small group can be worked out from it and the others, or if the people cannot be
            read, so that nobody can tell.
        """
        page = dict(made.files).get(f"{job.notebook}.html")
        if made.ok and page is not None:
            try:
                self._check(job, self._read(job, page.decode()))
            except BaseException:
                self._shown.pop(job.name, None)
                raise

    def _check(self, job: Job, shown: Shown) -> None:
        self._shown[job.name] = shown
        if not shown.cells and not shown.means:
            return
        for other in self._jobs:
            if other.name not in self._shown:
                file = self._out / other.folder / f"{other.notebook}.html"
                there = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
                self._shown[other.name] = self._read(other, there)
        known = self._shown.values()
        unit = self._unit_of(job)
        beside = [self._shown[one.name] for one in self._jobs if self._unit_of(one) == unit]
        least = self._company.settings.min_group_size
        cells = {cell for page in known for cell in page.cells}
        found = counts_known(self._census, cells, least=least)
        found += means_known(self._census_of(unit), beside, least=least)
        refuse(found, least=least)

    def _read(self, job: Job, page: str) -> Shown:
        """Read a page; what that of a unit counts is counted within the unit."""
        least = self._company.settings.min_group_size
        unit = self._unit_of(job)
        pieces = page_pieces(page, own_scripts=shell_scripts())
        shown = shown_on(pieces, self._census_of(unit), least=least)
        inside = {(f"{WITHIN}{unit}", "yes")} if unit else set()
        return replace(shown, cells=frozenset(cell | inside for cell in shown.cells))

    def _unit_of(self, job: Job) -> str:
        return job.unit or self._settings.unit

    def _census_of(self, unit: str) -> Census:
        if unit not in self._censuses:
            people = self._census.people
            inside = people[people[f"{WITHIN}{unit}"] == "yes"] if unit else people
            own = [by for by in people if not str(by).startswith(WITHIN)]
            self._censuses[unit] = Census(inside[own].reset_index(drop=True))
        return self._censuses[unit]

    @cached_property
    def _settings(self) -> Settings:
        return source_settings(self._jobs[0].data, self._jobs[0].settings or None)

    @cached_property
    def _company(self) -> Company:
        whole = self._settings.model_copy(update={"unit": ""})
        return load_company(self._jobs[0].data, settings=whole, as_of=self._jobs[0].as_of or None)

    @cached_property
    def _census(self) -> Census:
        units = dict.fromkeys(map(self._unit_of, self._jobs))
        return Census(staff_labels(self._company, units=filter(None, units)))

    @cached_property
    def _censuses(self) -> dict[str, Census]:
        return {}
