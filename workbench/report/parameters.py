"""The parameters a notebook declares, and the check of what a user gives for them."""

import ast
import io
import re
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from workbench.errors import ParameterError, ReportError
from workbench.report.coerce import TYPES, Value, coerced
from workbench.report.notebook import PARAMETERS_TAG, read_notebook, tags

_PATH = "[path]"
LINE_SHAPE = "'name: type = value  # help', type one of " + ", ".join(TYPES)


@dataclass(frozen=True)
class Parameter:
    """One declared parameter of a notebook.

    Parameters
    ----------
    name : an identifier
    kind : ``str``, ``int``, ``float`` or ``bool``
    default : the value in the notebook
    help : one sentence, without the bounds
    low, high : inclusive bounds of a number; None where there are none
    choices : allowed texts; empty where any text will do
    is_path : whether a text is a path, which counts from the folder the command runs in
    """

    name: str
    kind: str
    default: Value
    help: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    is_path: bool = False

    @property
    def allowed(self) -> str:
        """What a value may be, in words."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if self.is_path:
            return "a path"
        if self.low is not None:
            return f"{TYPES[self.kind]} from {self.low:g} to {self.high:g}"
        return TYPES[self.kind]

    def __str__(self) -> str:
        """One line of help: name, type, default, sentence."""
        return f"{self.name} ({self.allowed}; {self.default!r} if not given): {self.help}"

    def accept(self, given: object) -> Value:
        """Turn what was typed into a value of the right type within bounds.

        Raises
        ------
        ValueError
            If it cannot be; the message says what was found and what is allowed.
        """
        found = f"{self.name}: found {given!r}, allowed is {self.allowed}"
        try:
            value = coerced(given, self.kind)
        except ValueError as problem:
            raise ValueError(f"{found}{_because(problem)}") from None
        if self.choices and value not in self.choices:
            raise ValueError(found)
        if not _within(value, self.low, self.high):
            raise ValueError(found)
        return str(Path(str(value)).resolve()) if self.is_path and value else value


def describe_parameters(path: str | Path) -> tuple[Parameter, ...]:
    """Parameters that a notebook declares, in its order.

    Every line of the cell tagged ``parameters`` reads ``name: type = value  # help``. Bounds
    stand in brackets in the help: ``[30 to 3650]`` for a number, ``[one of a | b]`` or ``[path]``
    for text.
    The cell is parsed, never run.

    Parameters
    ----------
    path : an ``.ipynb`` file

    Returns
    -------
    tuple of Parameter

    Raises
    ------
    ReportError
        If the notebook has no tagged cell or several, or if lines do not fit; all are named.
    """
    name = Path(path).name
    lines = _tagged_cell(read_notebook(path), name).source.splitlines()
    found: dict[str, Parameter] = {}
    faults = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            parameter = _declared(line)
            if parameter.name in found:
                raise ValueError(f"{parameter.name} is declared twice")
            found[parameter.name] = parameter
        except ValueError as problem:
            faults.append(f"- line {number}: {problem}")
    if faults:
        raise ReportError("\n".join([f"{name}: the parameters cell needs mending:", *faults]))
    return tuple(found.values())


def check_parameters(path: str | Path, given: Mapping[str, object]) -> dict[str, Value]:
    """Check values for a notebook's parameters before anything runs.

    Parameters
    ----------
    path : an ``.ipynb`` file
    given : values by name, as typed on a command line (text) or read from a settings file

    Returns
    -------
    dict of the given names only, with values of the declared types

    Raises
    ------
    ParameterError
        If names are unknown, or values of a wrong type or out of bounds; all are named at once.
    ReportError
        If the notebook's parameters cell does not fit.
    """
    declared = describe_parameters(path)
    values, faults = accept_all(declared, given)
    if faults:
        raise ParameterError(refusal(Path(path).stem, faults, declared))
    return values


def accept_all(
    declared: Sequence[Parameter], given: Mapping[str, object]
) -> tuple[dict[str, Value], list[str]]:
    """Split what was given into accepted values and faults in words."""
    known = {parameter.name: parameter for parameter in declared}
    values: dict[str, Value] = {}
    faults = []
    for name, value in given.items():
        try:
            if name not in known:
                raise ValueError(f"{name!r} is no parameter of this notebook")
            values[name] = known[name].accept(value)
        except ValueError as problem:
            faults.append(str(problem))
    return values, faults


def refusal(name: str, faults: Sequence[str], declared: Sequence[Parameter]) -> str:
    """Write all faults of one notebook and the parameters that it has."""
    wrong = [f"- {fault}" for fault in faults]
    right = [f"  {parameter}" for parameter in declared] or ["  none"]
    return "\n".join([f"{name}:", *wrong, "Its parameters are:", *right])


def _within(value: Value, low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= float(value) <= high


def _because(problem: ValueError) -> str:
    return f" ({problem})" if str(problem) else ""


def _tagged_cell(notebook: NotebookNode, name: str) -> NotebookNode:
    cells = [cell for cell in notebook.cells if PARAMETERS_TAG in tags(cell)]
    if len(cells) == 1 and cells[0].cell_type == "code":
        return cells[0]
    found = "a text cell" if len(cells) == 1 else f"{len(cells)} cells" if cells else "no cell"
    raise ReportError(
        f"{name} has {found} tagged '{PARAMETERS_TAG}', allowed is exactly one code cell. "
        "Set the tag in JupyterLab: property inspector, cell tags."
    )


def _declared(line: str) -> Parameter:
    """Parse one line of the parameters cell."""
    try:
        body = ast.parse(line).body
        comment = _comment(line)
    except (SyntaxError, ValueError, tokenize.TokenError):
        raise ValueError(f"found {line.strip()!r}, allowed is {LINE_SHAPE}") from None
    match body:
        case [ast.AnnAssign(ast.Name(name), ast.Name(kind), ast.expr() as literal)] if (
            kind in TYPES and comment
        ):
            return _parameter(name, kind, literal, comment)
    raise ValueError(f"found {line.strip()!r}, allowed is {LINE_SHAPE}")


def _parameter(name: str, kind: str, literal: ast.expr, comment: str) -> Parameter:
    try:
        raw = ast.literal_eval(literal)
    except ValueError:
        raise ValueError(f"the value of {name} must be written out") from None
    if isinstance(raw, str) and kind != "str":
        raise ValueError(f"{name} is declared {kind} but its value is text")
    help_text, low, high, choices = _bounds(comment, kind)
    parameter = Parameter(name, kind, "", help_text, low, high, choices, _PATH in comment)
    return replace(parameter, default=parameter.accept(raw))


def _comment(line: str) -> str:
    tokens = tokenize.generate_tokens(io.StringIO(line).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return comments[0].lstrip("# ").strip() if comments else ""


def _bounds(comment: str, kind: str) -> tuple[str, float | None, float | None, tuple[str, ...]]:
    """Split a help comment into its sentence and its bounds."""
    found = re.search(r"\s*\[([^\]]*)\]", comment)
    if not found:
        return comment, None, None, ()
    rest = (comment[: found.start()] + comment[found.end() :]).strip()
    bounds = re.fullmatch(r"(-?[\d.]+) to (-?[\d.]+)", found[1].strip())
    if bounds and kind in ("int", "float"):
        return rest, float(bounds[1]), float(bounds[2]), ()
    if found[0].strip() == _PATH and kind == "str":
        return rest, None, None, ()
    if found[1].startswith("one of ") and kind == "str":
        texts = found[1].removeprefix("one of ").split("|")
        return rest, None, None, tuple(text.strip() for text in texts)
    raise ValueError(
        f"bounds [{found[1]}] of {kind}: allowed is [low to high] for numbers "
        "and [one of a | b] or [path] for text"
    )
