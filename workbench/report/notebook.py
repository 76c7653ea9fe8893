"""What a notebook file says about itself: its cells, its tags, its title."""

import json
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from workbench.errors import ReportError

PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"
SUMMARY_TAG = "summary"
CLOSED_TAG = "closed"
HIDDEN_TAGS = frozenset({PARAMETERS_TAG, INJECTED_TAG, "remove-cell"})
# A cell that a report does not even run; nothing below may need what it sets.
LAB_ONLY_TAG = "lab-only"
# A heading whose section judges single people: no executive edition has it.
ANALYST_ONLY_TAG = "analyst-only"


def read_notebook(path: str | Path) -> NotebookNode:
    """Read and check a notebook file.

    Parameters
    ----------
    path : an ``.ipynb`` file

    Returns
    -------
    NotebookNode, format 4

    Raises
    ------
    ReportError
        If there is no such file or it is not a notebook.
    """
    file = Path(path)
    if not file.is_file():
        raise ReportError(f"There is no notebook {file.name}. Check the name and the folder.")
    try:
        text = file.read_text(encoding="utf-8")
        content = json.loads(text)
        if not isinstance(content, dict) or content.get("nbformat") != 4:
            raise ValueError
        nbformat.validate(content)
    except (ValueError, nbformat.ValidationError):
        raise ReportError(
            f"{file.name} is not a notebook of format 4. Open it in JupyterLab and save it again."
        ) from None
    return nbformat.reads(text, as_version=4)


def tags(cell: NotebookNode) -> frozenset[str]:
    """Tags of a cell; a cell without tags has none.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell
    >>> sorted(tags(new_code_cell("", metadata={"tags": ["summary"]})))
    ['summary']
    """
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def stated_title(notebook: NotebookNode) -> str:
    """Title that the notebook states before it runs; empty when it states none.

    The metadata field ``title`` comes first, then the first heading of level 1.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> stated_title(new_notebook(cells=[new_markdown_cell("# Key positions #")]))
    'Key positions'
    """
    title = str(notebook.get("metadata", {}).get("title", "")).strip()
    if title:
        return title
    for cell in notebook.cells:
        found = re.search(r"^# +(.+?)[ #]*$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and found:
            return found[1]
    return ""
