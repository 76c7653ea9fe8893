"""A plan over toy notebooks, and cheap work that leaves a trace of every run."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from ruamel.yaml import YAML

COMMON = """\
data: str = "../data/sample"  # Source of the data
settings: str = ""  # Settings file
as_of: str = ""  # Report date
size: int = 1  # Size [1 to 9]
"""
POSITIONS = """position_id,title,unit,reports_to
P1,Managing director,Top,
P2,Head of sales,Sales,P1
P3,Head of works,Works,P1
"""
EMPLOYEES = "employee_id,position_id\nE1,P1\nE2,P2\nE3,P3\n"

WritePlan = Callable[..., Path]


def write_toy(folder: Path, name: str, code: str) -> Path:
    """Write a notebook of one code cell."""
    tagged = new_code_cell(COMMON, metadata={"tags": ["parameters"]})
    notebook = new_notebook(cells=[new_markdown_cell(f"# {name}"), tagged, new_code_cell(code)])
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    folder.mkdir(exist_ok=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


@pytest.fixture
def write_plan(tmp_path: Path) -> WritePlan:
    """Write a plan with its data and two toy notebooks beside it; keys replace or add."""

    def write(**keys: object) -> Path:
        data = tmp_path / "hr"
        data.mkdir(exist_ok=True)
        for name, content in {"positions": POSITIONS, "employees": EMPLOYEES}.items():
            (data / f"{name}.csv").write_text(content)
        (data / "settings.yaml").write_text("company_name: Acme\nas_of: 2026-06-30\n")
        show = (
            "from workbench.company import load_company\n"
            "company = load_company(data, settings=settings or None, as_of=as_of or None)\n"
            "print(company.label, len(company.staff), size)"
        )
        write_toy(tmp_path / "notebooks", "0-people", show)
        write_toy(tmp_path / "notebooks", "1-size", "print('size', size)")
        plan = {"data": "hr", "out": "out", "notebooks_dir": "notebooks", **keys}
        with (tmp_path / "plan.yaml").open("w") as file:
            YAML(typ="safe").dump(plan, file)
        return tmp_path / "plan.yaml"

    return write
