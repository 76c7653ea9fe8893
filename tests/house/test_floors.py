"""The house stands: imports run downwards only, rooms stay small, plotly has one room."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "workbench"

# From the ground up; a line is a floor, rooms on one floor do not know each other.
FLOORS = (
    {"errors", "words"},
    {"schema", "mcda"},
    {"settings", "sample"},
    {"company"},
    {"market", "people", "occupations", "value_chain"},
    {"positions"},
    {"pools"},
    {"drain"},
    {"history"},
    {"brief"},
    {"privacy"},
    {"exchange", "rollup"},
    {"charts"},
    {"report", "widgets"},
    {"batch"},
    {"commands"},
    {"cli"},
)
FLOOR_OF = {room: height for height, floor in enumerate(FLOORS) for room in floor}
# The same inside the largest room.
POSITIONS = (
    {"criteria", "holding"},
    {"ranking", "line", "profile"},
    {"robustness", "why", "people"},
    {"display", "findings"},
)
FILES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 300


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> list[str]:
    """Full names of what a file imports; relative imports are refused by the linter."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
            if node.module == "workbench":
                names += [f"workbench.{alias.name}" for alias in node.names]
    return names


def rooms_imported(path: Path) -> set[str]:
    parts = [name.split(".") for name in imported(path)]
    return {part[1] for part in parts if part[0] == "workbench" and len(part) > 1} & FLOOR_OF.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_file_imports_only_from_floors_below(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert not rooms_imported(path)
        return
    assert room in FLOOR_OF, f"{room} has no floor yet: give it one in this test and in the docs"
    wrong = {other for other in rooms_imported(path) - {room} if FLOOR_OF[other] >= FLOOR_OF[room]}
    assert not wrong, f"{room} imports {sorted(wrong)} from beside or above"


def test_rooms_of_positions_import_only_from_floors_below() -> None:
    floor_of = {room: height for height, floor in enumerate(POSITIONS) for room in floor}
    inside = PACKAGE / "positions"
    assert {path.stem for path in inside.iterdir()} - {"__init__", "__pycache__"} == set(floor_of)
    for path in inside.rglob("*.py"):
        own = path.relative_to(inside).parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        parts = [name.split(".") for name in imported(path)]
        others = {part[2] for part in parts if part[:2] == ["workbench", "positions"] and part[2:]}
        wrong = {room for room in others - {own} if floor_of[room] >= floor_of[own]}
        assert not wrong, f"{path.name} of {own} imports {sorted(wrong)} from beside or above"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_charts_import_plotly(path: Path) -> None:
    if room_of(path) in {"charts", "report"}:
        return
    assert not [name for name in imported(path) if name.split(".")[0] == "plotly"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_stay_small(path: Path) -> None:
    declarations = {"organisation.py", "talent.py", "exposure.py"}
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= (450 if path.name in declarations else MOST_LINES)


def test_rooms_on_disk_are_the_rooms_drawn_in_the_docs() -> None:
    drawing = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    missing = {room for room in rooms if f"{room}" not in drawing}
    assert not missing, f"docs/architecture.md does not draw {sorted(missing)}"
