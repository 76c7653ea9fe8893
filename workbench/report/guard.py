"""The guard at the door: who is in the data, and whether a finished page may go out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import RLock

import pandas as pd
from nbformat import NotebookNode

from workbench.company import Company, load_company
from workbench.errors import ReportError, WorkbenchError
from workbench.privacy.labels import staff_labels
from workbench.privacy.watch import Watch, watch_for
from workbench.report.choose import Chosen
from workbench.report.companion import workbook_pieces
from workbench.report.counts import Census, Shown, shown_on
from workbench.report.editions import (
    EXECUTIVE,
    edition_words,
    folded,
    numbered,
    promise_of,
)
from workbench.report.leaks import Promise, find_leaks, machine_folders, refuse_leaks
from workbench.report.notebook import read_notebook
from workbench.report.page import shell_scripts
from workbench.report.pieces import Piece, page_pieces
from workbench.report.recovered import Folder, refuse_recovered
from workbench.report.withheld import birthdays, withheld, without_sections

# A source that is not there holds nobody.
_NOBODY = "no_source"


@dataclass
class Guard:
    """Knows the people of a source and lets no page pass that breaks its promise.

    Parameters
    ----------
    data, settings, as_of : the source as the reports read it
    edition : ``analyst``, ``executive`` or empty
    notebooks : folder whose notebooks' own words are no names
    folders : folders of this machine beyond the usual ones
    company_name : may stand anywhere, also where somebody is called like it
    out : folder of the pages that a reader has together with this one
    """

    data: str | Path
    settings: str | Path | None = None
    as_of: str | None = None
    edition: str = ""
    notebooks: Path | None = None
    folders: tuple[str, ...] = ()
    company_name: str = ""
    out: Path | None = None
    _lock: RLock = field(default_factory=RLock, repr=False)
    _shown: dict[str, Shown] = field(default_factory=dict, repr=False)

    def before(self, notebook: NotebookNode, chosen: Chosen) -> NotebookNode:
        """Make an executed notebook what its edition promises."""
        promise = promise_of(chosen, self.edition)
        if self.edition == EXECUTIVE:
            notebook = folded(without_sections(notebook))
        if promise.no_ids and self.company:
            ids = self.company.employees["employee_id"].dropna().astype(str).tolist()
            notebook = withheld(numbered(notebook, ids), birthdays(self.company))
        return notebook

    def words(self, chosen: Chosen) -> str:
        """Say which edition a page is."""
        return edition_words(self.edition, promise_of(chosen, self.edition))

    def check(self, page: str, chosen: Chosen) -> None:
        """Let a page pass, or refuse it.

        Raises
        ------
        ReportError
            If the page, or the name of its file, holds what it must not, if a small group can be
            worked out from it and the other pages of its folder, or if the source cannot be read,
            so that nobody can tell.
        """
        file = Piece("the name of the file", (chosen.name,), chosen.name)
        pieces = (file, *page_pieces(page, own_scripts=shell_scripts()))
        self.check_pieces(pieces, promise_of(chosen, self.edition))
        self._check_groups(pieces, f"{chosen.name}.html")

    def _check_groups(self, pieces: Sequence[Piece], name: str) -> None:
        """Refuse a page that gives a small group away, together with the pages beside it."""
        company = self.company
        if not company:
            return
        census, least = self._census, company.settings.min_group_size
        with self._lock:
            self._shown[name] = shown_on(pieces, census, least=least)
            made = [shown for other, shown in self._shown.items() if other != name]
            pages = [self._shown[name], *made, *self._beside.beside(name)]
        try:
            refuse_recovered(census, pages, least=least)
        except ReportError:
            with self._lock:
                del self._shown[name]
            raise

    def tells(self, message: str, chosen: Chosen) -> bool:
        """Tell whether a message of a failed report says what its page may not."""
        piece = Piece("the message", (message,), message)
        try:
            watch = self.watch
        except ReportError:
            # Where nobody could be read, the message is the package's own about the source.
            watch = Watch()
        return bool(find_leaks((piece,), watch, promise_of(chosen, self.edition)))

    def check_workbook(self, content: bytes, chosen: Chosen) -> None:
        """Let the Excel companion of a page pass, or refuse both; see ``check``."""
        self.check_pieces(workbook_pieces(content), promise_of(chosen, self.edition))

    def check_pieces(self, pieces: tuple[Piece, ...], promise: Promise) -> None:
        """Refuse what breaks a promise; see ``find_leaks``."""
        folders = (*machine_folders(), *self.folders)
        ignore = (self.company_name,)
        leaks = find_leaks(pieces, self.watch, promise, ignore=ignore, folders=folders)
        refuse_leaks(leaks)

    @property
    def company(self) -> Company | None:
        """The company as the reports read it; None where there is no source."""
        with self._lock:
            return self._loaded

    @property
    def watch(self) -> Watch:
        """What pages must not hold about its people."""
        with self._lock:
            return self._watched

    @cached_property
    def _census(self) -> Census:
        company = self.company
        return Census(staff_labels(company) if company else pd.DataFrame())

    @cached_property
    def _beside(self) -> Folder:
        company = self.company
        least = company.settings.min_group_size if company else 0
        return Folder(self.out, self._census, least=least)

    @cached_property
    def _loaded(self) -> Company | None:
        try:
            return load_company(self.data, settings=self.settings, as_of=self.as_of)
        except WorkbenchError as problem:
            if {fault.code for fault in getattr(problem, "faults", ())} == {_NOBODY}:
                return None
            words = "Nobody can tell whether the page holds a name, since the people are unknown."
            raise ReportError(f"{words} {problem}") from None

    @cached_property
    def _watched(self) -> Watch:
        if self._loaded is None:
            return Watch()
        return watch_for(self._loaded, ordinary=_ordinary(self.notebooks))


def _ordinary(folder: Path | None) -> frozenset[str]:
    """Words that the notebooks themselves are written in."""
    paths = sorted(folder.glob("*.ipynb")) if folder else []
    cells = (cell for path in paths for cell in read_notebook(path).cells)
    found: Callable[[str], list[str]] = re.compile(r"[^\W_]+").findall
    return frozenset(word.casefold() for cell in cells for word in found(cell.source))
