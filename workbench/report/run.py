"""Run one notebook from top to bottom, or say which cell failed and why."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import papermill
from nbformat import NotebookNode
from papermill.engines import papermill_engines

from workbench.report.coerce import Value
from workbench.report.kernel import ENGINE
from workbench.report.notebook import LAB_ONLY_TAG, read_notebook, tags
from workbench.report.problems import CellError, without_paths


def run_notebook(
    path: str | Path,
    parameters: Mapping[str, Value],
    *,
    environment: Mapping[str, str] | None = None,
    cell_timeout_seconds: int = 600,
    folders: Sequence[str] = (),
) -> NotebookNode:
    """Run a notebook in a fresh kernel of this interpreter, in an empty temporary folder.

    Parameters
    ----------
    path : an ``.ipynb`` file; it is not changed. Cells tagged ``lab-only`` are not run.
    parameters : checked values by name, see ``check_parameters``
    environment : variables for the kernel alone; they are never written into the notebook
    cell_timeout_seconds : longest time of one cell
    folders : folders that are not named in an error

    Returns
    -------
    NotebookNode
        The executed notebook, every cell completed, without paths, parameters and timings in
        its metadata.

    Raises
    ------
    CellError
        A ReportError with the number of the cell: if a cell fails, ends the run early, runs too
        long or takes its process down.
    """
    notebook = read_notebook(path)
    for cell in notebook.cells:
        if LAB_ONLY_TAG in tags(cell):
            cell.source = ""
    with tempfile.TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as folder:
        try:
            prepared = papermill.execute_notebook(
                notebook,
                None,
                parameters=dict(parameters),
                engine_name=ENGINE,
                kernel_name="python3",
                language="python",
                prepare_only=True,
            )
            # By ourselves: papermill would write the notebook out at the end, for no file.
            executed = papermill_engines.execute_notebook_with_engine(
                ENGINE,
                prepared,
                kernel_name="python3",
                progress_bar=False,
                autosave_cell_every=0,
                folder=folder,
                environment=environment,
                cell_timeout_seconds=cell_timeout_seconds,
            )
        except CellError as problem:
            known = [*folders, folder, os.getcwd(), str(Path.home())]
            sentence = without_paths(problem.sentence, folders=known)
            raise CellError(problem.cell, sentence, for_reader=problem.for_reader) from None
    return _scrubbed(executed)


def _scrubbed(notebook: NotebookNode) -> NotebookNode:
    """Drop what papermill wrote about the run: paths, parameters, times."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
    return notebook
