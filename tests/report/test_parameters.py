"""Parameters are read without running anything, and checked before anything runs."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.report.toys import Write
from workbench.errors import ParameterError, ReportError
from workbench.report.parameters import check_parameters, describe_parameters

CELL = """\
site: str = "01"  # Site

horizon_days: int = 365  # Days ahead [30 to 3650]
key_share: float = 0.2  # Share of posts called key [0.01 to 0.5]
edition: str = "analyst"  # Who reads it [one of analyst | executive]
show_names: bool = False  # Show names
offset: int = -3  # Negative and with a # in its help
"""


@pytest.fixture
def path(write_notebook: Write) -> Path:
    return write_notebook(parameters=CELL)


def test_describe_parameters_reads_name_type_default_help_and_bounds(path: Path) -> None:
    found = {each.name: each for each in describe_parameters(path)}
    assert list(found) == [
        "site", "horizon_days", "key_share", "edition", "show_names", "offset",
    ]  # fmt: skip
    horizon = found["horizon_days"]
    assert (horizon.kind, horizon.default, horizon.help) == ("int", 365, "Days ahead")
    assert (horizon.low, horizon.high) == (30, 3650)
    assert found["edition"].choices == ("analyst", "executive")
    assert found["offset"].default == -3
    assert found["offset"].help == "Negative and with a # in its help"
    assert str(horizon) == (
        "horizon_days (a whole number from 30 to 3650; 365 if not given): Days ahead"
    )


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("site", "01", "01"),
        ("site", "", ""),
        ("site", '"; import os', '"; import os'),
        ("horizon_days", "730", 730),
        ("horizon_days", 30, 30),
        ("key_share", "2e-1", 0.2),
        ("key_share", ".5", 0.5),
        ("edition", "executive", "executive"),
        ("show_names", "yes", True),
        ("show_names", "False", False),
        ("show_names", True, True),
    ],
)
def test_check_parameters_gives_the_declared_type(
    path: Path, name: str, given: object, value: object
) -> None:
    found = check_parameters(path, {name: given})
    assert found == {name: value}
    assert type(found[name]) is type(value)


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("site", 1, "found 1, allowed is text .put it in quotes"),
        ("site", "a\nb", "one line of plain characters"),
        ("site", "\udc80", "one line of plain characters"),
        ("horizon_days", "1e3", "allowed is a whole number"),
        ("horizon_days", "365.0", "allowed is a whole number"),
        ("horizon_days", " 365", "allowed is a whole number"),
        ("horizon_days", "٣٦٥", "allowed is a whole number"),
        ("horizon_days", True, "allowed is a whole number"),
        ("horizon_days", "9" * 5000, "allowed is a whole number"),
        ("horizon_days", "29", "from 30 to 3650"),
        ("key_share", "nan", "allowed is a number"),
        ("key_share", "1e999", "allowed is a number"),
        ("key_share", 10**400, "allowed is a number"),
        ("key_share", "0,2", "allowed is a number"),
        ("key_share", "0.51", "from 0.01 to 0.5"),
        ("edition", "Executive", "one of analyst, executive"),
        ("show_names", "1", "allowed is yes or no"),
        ("show_names", 1, "allowed is yes or no"),
    ],
)
def test_check_parameters_refuses_what_does_not_fit(
    path: Path, name: str, given: object, words: str
) -> None:
    with pytest.raises(ParameterError, match=f"(?s){name}.*{words}"):
        check_parameters(path, {name: given})


def test_check_parameters_names_all_faults_and_the_right_names(path: Path) -> None:
    given = {"horizon": "365", "horizon_days": "soon", "key_share": "2"}
    with pytest.raises(ParameterError) as caught:
        check_parameters(path, given)
    message = str(caught.value)
    assert "'horizon' is no parameter" in message
    assert "horizon_days: found 'soon'" in message
    assert "key_share: found '2'" in message
    assert "  show_names (yes or no; False if not given): Show names" in message


def test_check_parameters_refuses_code_in_a_name(path: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    name = f"x=1; open({str(mark)!r}, 'w'); y"
    with pytest.raises(ParameterError, match="is no parameter of this notebook"):
        check_parameters(path, {name: "3"})
    assert not mark.exists()


@pytest.mark.parametrize(
    "line",
    [
        "x: str | None = None  # Union",
        "x: list = []  # List",
        "x = 3  # No type",
        "x: int = 3",
        "x: int = 3; y = 4  # Two statements",
        "import os  # Code",
        "x: int = open('f')  # Call",
        "x: int = '3'  # Text for a number",
        "x: bool = 1  # Number for a flag",
        "x: int = 3.0  # Fraction",
        "x: int = 3  # Default out of bounds [5 to 9]",
        "x: int = 3  # Bounds that are none [small]",
        "x: str = 'a'  # Default not allowed [one of b | c]",
        'x: str = """a',
        "os.x: int = 3  # Attribute",
    ],
)
def test_describe_parameters_says_which_line_does_not_fit(write_notebook: Write, line: str) -> None:
    path = write_notebook(parameters=f"ok: int = 1  # Fine\n{line}")
    with pytest.raises(ReportError, match=r"1-toy.ipynb: the parameters cell needs mending:\n- l"):
        describe_parameters(path)


def test_describe_parameters_names_every_line_at_once(write_notebook: Write) -> None:
    path = write_notebook(parameters="a = 1\nb: int = 2  # Fine\nb: int = 3  # Again\nc: set = 4")
    with pytest.raises(ReportError, match=r"(?s)line 1:.*line 3: b is declared twice.*line 4:"):
        describe_parameters(path)


@pytest.mark.parametrize("count", [0, 2])
def test_describe_parameters_wants_exactly_one_tagged_cell(tmp_path: Path, count: int) -> None:
    cells = [new_code_cell("", metadata={"tags": ["parameters"]}) for _ in range(count)]
    path = tmp_path / "toy.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    with pytest.raises(ReportError, match=r"exactly one code cell. Set the tag in JupyterLab"):
        describe_parameters(path)


@pytest.mark.parametrize("content", ["", "{}", '{"cells": 3}', "not json", "\x00"])
def test_describe_parameters_refuses_a_file_that_is_no_notebook(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "toy.ipynb"
    path.write_text(content)
    with pytest.raises(ReportError, match=r"toy\.ipynb is not a notebook"):
        describe_parameters(path)
    with pytest.raises(ReportError, match=r"There is no notebook gone.ipynb"):
        describe_parameters(tmp_path / "gone.ipynb")


def test_a_path_counts_from_the_folder_the_command_runs_in(
    write_notebook: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = write_notebook(parameters='folder: str = ""  # Where packages are [path]')
    monkeypatch.chdir(tmp_path)
    assert check_parameters(notebook, {"folder": "packages"}) == {
        "folder": str(tmp_path / "packages")
    }
    assert check_parameters(notebook, {"folder": ""}) == {"folder": ""}
    (parameter,) = describe_parameters(notebook)
    assert str(parameter) == "folder (a path; '' if not given): Where packages are"
