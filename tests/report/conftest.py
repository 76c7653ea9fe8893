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
def company(tmp_path: Path) -> Path:
    """Write a post and the two people in it."""
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "positions.csv").write_text("position_id,title\nP1,Head\n")
    (folder / "employees.csv").write_text(
        "employee_id,name,position_id\nE0042,Ada Example,P1\nE0043,Bela Sample,P1\n"
    )
    (folder / "settings.yaml").write_text("as_of: 2026-06-30\n")
    return folder


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
