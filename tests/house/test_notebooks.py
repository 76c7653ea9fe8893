"""Notebooks wire and tell the story: no logic, no outputs, one typed parameter cell."""

import ast
from pathlib import Path

import nbformat
import pytest

from workbench.report.parameters import describe_parameters

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
COMMON = {"data": "str", "settings": "str", "as_of": "str"}
LOGIC = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.BinOp,
    ast.ListComp,
    ast.DictComp,
    ast.Try,
)
MOST_LINES = 20

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def test_the_promised_notebooks_are_there() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "0-data-check",
        "1-key-positions",
        "2-talent-pools",
        "3-brain-drain",
        "4-executive-brief",
        "5-talent-market",
    ]


@every_notebook
def test_notebook_is_stored_without_outputs(path: Path) -> None:
    for cell in code_cells(path):
        assert not cell.outputs
        assert cell.execution_count is None
    assert "papermill" not in nbformat.read(path, as_version=4).metadata


@every_notebook
def test_notebook_holds_no_logic(path: Path) -> None:
    for cell in code_cells(path):
        found = [type(node).__name__ for node in ast.walk(ast.parse(cell.source))
                 if isinstance(node, LOGIC)]  # fmt: skip
        assert not found, f"cell {cell.id} holds {found}: move it into the package"
        assert len(cell.source.splitlines()) <= MOST_LINES, f"cell {cell.id} is long"


@every_notebook
def test_notebook_has_typed_and_described_parameters(path: Path) -> None:
    parameters = {parameter.name: parameter for parameter in describe_parameters(path)}
    assert COMMON.items() <= {name: each.kind for name, each in parameters.items()}.items()
    assert all(each.help for each in parameters.values())


@every_notebook
def test_notebook_starts_with_its_title_and_tags_its_summary(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].source.startswith("# ")
    assert notebook.metadata["title"]
    tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
    assert tags.count("parameters") == 1
    assert tags.count("summary") == 1
