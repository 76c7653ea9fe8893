"""One report from its notebook: run, exported, published, or its error report in its place."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.errors import ReportError, WorkbenchError
from workbench.report.choose import Chosen
from workbench.report.companion import companion
from workbench.report.export import failure_html, report_html
from workbench.report.guard import Guard
from workbench.report.index import card_of, read_card
from workbench.report.notebook import read_notebook, stated_title
from workbench.report.page_tables import page_tables
from workbench.report.problems import CellError, without_paths
from workbench.report.publish import publish_failure, publish_report
from workbench.report.run import run_notebook
from workbench.report.source import DataSource

_NOT_REPEATED = (
    "It ended with a message that holds people or secrets and is not repeated. Run the notebook in "
    "JupyterLab to read it."
)


@dataclass(frozen=True)
class ReportResult:
    """What became of one report.

    Parameters
    ----------
    name : name of the notebook
    title : title of the report
    path : the page that was written: the report, or the error report
    ok : whether the report was made
    message : what went wrong; empty when it was made
    seconds : time from start of the notebook to the finished page
    """

    name: str
    title: str
    path: Path
    ok: bool
    message: str
    seconds: float

    def to_dict(self) -> dict[str, object]:
        """Plain values, for another program."""
        return {**asdict(self), "path": str(self.path)}

    def to_text(self) -> str:
        """One line, or the message below it."""
        if self.ok:
            return f"made    {self.path.name} ({self.seconds:.1f} s)"
        return f"{self.name} failed: {self.message}\n        see {self.path.name}"


@dataclass(frozen=True)
class Maker:
    """Makes one report after another with the same source, folder and date."""

    source: DataSource
    out: Path
    as_of: str
    notebooks: Path
    guard: Guard
    company: str = ""
    excel: bool = False

    def make(self, chosen: Chosen) -> ReportResult:
        """Run, export and publish one notebook; whatever goes wrong ends in its error report."""
        started = time.perf_counter()
        message = ""
        try:
            page = self._page(chosen)
            book = self._companion(page, chosen) if self.excel else b""
            path = publish_report(self.out, chosen.name, page, companion=book)
        except Exception as problem:
            message = self._sentence(problem)
            page_message = self._sentence(problem, with_cell=True)
            if self.guard.tells(page_message, chosen):
                message = page_message = _NOT_REPEATED
            title = stated_title(read_notebook(chosen.path)) or chosen.name
            page = failure_html(title, page_message, name=chosen.name, **self._stamp)
            path = publish_failure(self.out, chosen.name, page)
        card = read_card(path)
        title = card.title if card else chosen.name
        seconds = time.perf_counter() - started
        return ReportResult(chosen.name, title, path, not message, message, seconds)

    def _page(self, chosen: Chosen) -> str:
        notebook = run_notebook(
            chosen.path, chosen.values, environment=self.source.environment, folders=self._folders
        )
        notebook = self.guard.before(notebook, chosen)
        words = self.guard.words(chosen)
        page = report_html(notebook, name=chosen.name, edition=words, **self._stamp)
        if self.source.seen_in(page):
            raise ReportError("The page would show the address or password of the data source.")
        self.guard.check(page, chosen)
        return page

    def _companion(self, page: str, chosen: Chosen) -> bytes:
        """Write the tables of a page that was let pass; a page without tables has none."""
        tables, card = page_tables(page), card_of(page)
        if not tables or not card:
            return b""
        content = companion(tables, card, edition=self.guard.words(chosen))
        self.guard.check_workbook(content, chosen)
        return content

    def _sentence(self, problem: Exception, *, with_cell: bool = False) -> str:
        """Say what went wrong; the cell is for the page, where the sentence says enough."""
        own = isinstance(problem, WorkbenchError)
        said = str(problem) if own else f"{type(problem).__name__}: {problem}"
        if isinstance(problem, CellError) and problem.for_reader and not with_cell:
            said = problem.sentence
        return self.source.hidden(without_paths(said, folders=self._folders))

    @property
    def _stamp(self) -> dict[str, str]:
        return {"as_of": self.as_of, "company": self.company}

    @property
    def _folders(self) -> list[str]:
        return [str(folder.resolve().parent) for folder in (self.notebooks, self.out)]
