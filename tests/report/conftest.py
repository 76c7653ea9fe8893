"""Toy notebooks for the report floor."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.report.toys import COMMON, Executed, Write


@pytest.fixture
def write_notebook(tmp_path: Path) -> Write:
    """Write a notebook: a title, a parameters cell, then code cells."""

    def write(
        *codes: str, name: str = "1-toy", parameters: str = COMMON, title: str = "A toy"
    ) -> Path:
        tagged = new_code_cell(parameters, metadata={"tags": ["parameters"]})
        cells = [new_markdown_cell(f"# {title}"), tagged, *map(new_code_cell, codes)]
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return write


@pytest.fixture
def executed() -> Executed:
    """Make a notebook that has run: texts are markdown cells, mappings are outputs of cells."""

    def make(*parts: str | dict[str, object], title: str = "") -> nbformat.NotebookNode:
        cells = [
            new_markdown_cell(part)
            if isinstance(part, str)
            else new_code_cell("secret_source", outputs=[new_output("display_data", data=part)])
            for part in parts
        ]
        return new_notebook(cells=cells, metadata={"title": title} if title else {})

    return make
