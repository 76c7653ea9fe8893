"""A file of choices, read into the model that says what may stand in it."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError

from workbench.errors import ParameterError
from workbench.settings.plain_words import in_words
from workbench.settings.ranges import Strict

Model = TypeVar("Model", bound=Strict)


def load_strict(path: str | Path, model: type[Model], *, what: str) -> Model:
    """Read a YAML 1.2 file (``yes`` and ``no`` stay words) and check it against a model.

    Parameters
    ----------
    path : the file; an empty one gives the defaults
    model : which keys and values are allowed
    what : what the file is, for an error

    Raises
    ------
    ParameterError
        If the file is missing, is not YAML, or holds unknown keys or values out of range;
        all of them are named at once.
    """
    file = Path(path)
    if not file.is_file():
        raise ParameterError(f"There is no {what} {file.name}. Check the path.")
    try:
        content = YAML(typ="safe").load(file.read_text(encoding="utf-8-sig"))
    except (YAMLError, ValueError) as problem:
        raise ParameterError(
            f"{file.name} cannot be read as YAML: {_first_line(problem)}"
        ) from None
    if content is not None and not isinstance(content, dict):
        raise ParameterError(f"{file.name} must hold keys such as 'as_of:', found plain text.")
    try:
        return model.model_validate(content or {})
    except ValidationError as problem:
        raise ParameterError(in_words(file.name, problem, model)) from None


def _first_line(problem: Exception) -> str:
    if isinstance(problem, ValueError) and not isinstance(problem, UnicodeDecodeError):
        return f"a date in it cannot be ({problem}). Allowed: a date such as 2026-06-30."
    mark = getattr(problem, "problem_mark", None)
    if isinstance(problem, DuplicateKeyError) and mark:
        key = str(problem.problem).split('"')[1]
        return (
            f"the key {key!r} stands there a second time (line {mark.line + 1}). Allowed: each key "
            "once. Put what stands below the two under one of them."
        )
    where = f" (line {mark.line + 1})" if mark else ""
    return str(getattr(problem, "problem", "") or "not UTF-8 text") + where
