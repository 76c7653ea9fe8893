"""From a source of data to a folder of reports with an index."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tqdm import tqdm

from workbench.company.load import settings_file, source_settings
from workbench.company.sources import is_address
from workbench.errors import ParameterError
from workbench.history.place import VARIABLE as HISTORY
from workbench.history.place import history_file
from workbench.report.choose import (
    Chosen,
    choose,
    notebook_paths,
    notebooks_folder,
    with_parameters,
)
from workbench.report.editions import EDITIONS, EXECUTIVE, for_edition
from workbench.report.guard import Guard
from workbench.report.index import write_index
from workbench.report.maker import Maker, ReportResult
from workbench.report.parameters import describe_parameters
from workbench.report.publish import ready_folder
from workbench.report.source import data_source

__all__ = ["ReportResult", "describe_reports", "make_reports", "notebooks_folder"]


def make_reports(
    names: Sequence[str] = (),
    *,
    data: str | Path,
    out: str | Path,
    as_of: str | None = None,
    settings: str | Path | None = None,
    parameters: Mapping[str, object] | None = None,
    notebooks_dir: str | Path | None = None,
    edition: str = "",
    excel: bool | None = None,
    history: str | Path | None = None,
    workers: int = 2,
    progress: bool = False,
) -> tuple[ReportResult, ...]:
    """Run notebooks and publish a page for each, and an index of the folder.

    Parameters
    ----------
    names : notebooks, with or without their number; none means all
    data : folder, workbook, file, database address or ``env:NAME``
    out : folder that receives the pages
    as_of : report date ``YYYY-MM-DD``; None leaves it to the settings
    settings : settings file; None takes ``settings.yaml`` beside the data if there is one
    parameters : values by name, each for the notebooks that declare it
    notebooks_dir : folder of the notebooks; None takes those of the package
    edition : ``analyst`` (names where a report can show them), ``executive`` (no names, no ids of
        people, detail folded) or empty (names as the parameters say)
    excel : write the tables of each report as an Excel workbook beside it; None does so but for
        the executive edition
    history : folder of the history; None takes ``out``
    workers : notebooks run at the same time
    progress : show a progress bar on standard error

    Returns
    -------
    tuple of ReportResult, in the order of the notebooks. A notebook that failed has left an
    error report and did not stop the others.

    Raises
    ------
    ParameterError
        If a name or a parameter is wrong; nothing has run then.
    ReportError
        If the notebooks or the folder for the pages cannot be used; nothing has run then.
    """
    if edition not in ("", *EDITIONS):
        allowed = " or ".join(EDITIONS)
        raise ParameterError(f"edition: found {edition!r}, allowed is {allowed}.")
    folder = Path(notebooks_dir) if notebooks_dir else notebooks_folder()
    settled = source_settings(data, settings)
    kept_in = history_file(settled, out if history is None else history)
    source = data_source(data).with_environment({HISTORY: str(kept_in.resolve())})
    common = {
        "data": source.value,
        "settings": str(Path(settings).resolve()) if settings else "",
        "as_of": as_of or "",
    }
    chosen = with_parameters(
        choose(names, folder),
        common=common,
        given=parameters or {},
        by_report=settled.reports,
        settings_name=own.name if (own := settings_file(data, settings)) else "settings",
    )
    chosen = tuple(for_edition(one, edition, given=parameters or {}) for one in chosen)
    date = as_of or str(settled.as_of or "")
    guard = Guard(
        data,
        settings=settings,
        as_of=date or None,
        edition=edition,
        notebooks=folder,
        folders=_folders_of(data),
        company_name=settled.company_name,
        out=Path(out),
    )
    with_excel = edition != EXECUTIVE if excel is None else excel
    ready = ready_folder(Path(out))
    maker = Maker(source, ready, date, folder, guard, settled.company_name, with_excel)
    try:
        return _all_made(maker, chosen, workers=workers, progress=progress)
    finally:
        write_index(Path(out))


def describe_reports(notebooks_dir: str | Path | None = None) -> str:
    """List every report with its parameters: type, bounds, default and meaning."""
    folder = Path(notebooks_dir) if notebooks_dir else notebooks_folder()
    parts = []
    for path in notebook_paths(folder):
        lines = [f"  {parameter}" for parameter in describe_parameters(path)]
        parts.append("\n".join([path.stem, *lines]))
    return "\n\n".join(parts)


def _all_made(
    maker: Maker, chosen: Sequence[Chosen], *, workers: int, progress: bool
) -> tuple[ReportResult, ...]:
    pool = ThreadPoolExecutor(max_workers=max(1, workers))
    try:
        running = [pool.submit(maker.make, one) for one in chosen]
        bar = tqdm(as_completed(running), total=len(running), desc="Reports", disable=not progress)
        for future in bar:
            bar.set_postfix_str(future.result().name)
        return tuple(future.result() for future in running)
    finally:
        pool.shutdown(cancel_futures=True)


def _folders_of(data: str | Path) -> tuple[str, ...]:
    """Folder of the source, which no page names."""
    return () if is_address(data) else (str(Path(data).resolve().parent),)
