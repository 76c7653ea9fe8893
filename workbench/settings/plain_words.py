"""What is wrong in a settings file, in words that need no programmer."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError

from workbench.settings.ranges import Strict
from workbench.words import count

_ALLOWED = ". Allowed: "
_MOST_VALUE = 40
_KINDS = (
    ("date", "a date such as 2026-06-30"),
    ("int", "a whole number"),
    ("float", "a number"),
    ("bool", "true or false"),
    ("string", "text, in quotes if it looks like a number or a date"),
    ("tuple", "a list such as [a, b]"),
    ("list", "a list such as [a, b]"),
    ("dict", "lines of the form 'name: value' below it"),
    ("model", "lines of the form 'name: value' below it"),
)
_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
}
_LENGTHS = {
    "string_too_short": "at least {min_length} letters",
    "string_too_long": "at most {max_length} letters",
    "too_short": "at least {min_length} items",
    "too_long": "at most {max_length} items",
}


def in_words(file: str, problem: ValidationError, model: type[Strict]) -> str:
    """Write every fault of a settings file as a line: where, what was found, what is allowed.

    Parameters
    ----------
    file : name of the file
    problem : what the check of the settings raised
    model : the settings

    Returns
    -------
    Text with a heading and a line for each fault.
    """
    found: dict[str, str] = {}
    for error in problem.errors():
        path = _plain_path(error["loc"], model)
        place, words = ".".join(path), _fault_words(path, error, model)
        if place in found and _ALLOWED in words:  # one value, tried as several kinds
            words = f"{found[place].removesuffix('.')}, or {words.split(_ALLOWED)[1]}"
        found[place] = words
    lines = [f"- {place}: {words}" for place, words in found.items()]
    return "\n".join([f"{file} has {count(len(lines), 'fault')} in it:", *lines])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that is closest; empty if none is close.

    Examples
    --------
    >>> did_you_mean("colums", ["columns", "values"])
    " Did you mean 'columns'?"
    """
    close = get_close_matches(word.casefold(), list(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


def _fault_words(path: Sequence[str], error: Mapping[str, Any], model: type[Strict]) -> str:
    kind, limits = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys(_at(model, path[:-1]))
        return f"unknown key.{did_you_mean(path[-1], known)} Known here: {', '.join(known)}."
    if kind == "missing":
        return _missing(error["loc"])
    if kind == "value_error":
        return f"{limits['error']}."
    found = f"found {_shown(error['input'])}{_ALLOWED}"
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return f"{found}{words} {limits[name]:g}."
    if kind in _LENGTHS:
        return f"{found}{_LENGTHS[kind].format(**limits)}."
    if kind == "literal_error":
        return f"{found}one of {limits['expected']}."
    allowed = next((words for start, words in _KINDS if kind.startswith(start)), "another value")
    return f"{found}{allowed}."


def _missing(place: Sequence[int | str]) -> str:
    """Say which line is missing, and in which entry of a list."""
    if isinstance(place[-1], int):
        return "an item is missing. Write it."
    entry = f" in entry {place[-2] + 1}" if len(place) > 1 and isinstance(place[-2], int) else ""
    return f"missing{entry}. Write a line '{place[-1]}: ...' there."


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "lines below it" if value else "nothing"
    if value is None:
        return "nothing"
    return repr(value[:_MOST_VALUE]) if isinstance(value, str) else str(value)[:_MOST_VALUE]


def _plain_path(place: Iterable[int | str], model: type[Strict]) -> list[str]:
    """Leave out what the file does not show: the place of an only item, the kind that was tried."""
    path: list[str] = []
    kind: Any = model
    for step in place:
        below = _below(kind, step)
        if isinstance(step, int):
            if step:
                path[-1] += f" (item {step + 1})"
        elif below is not None or _keys(kind) or not path:
            path.append(step)
        kind = below
    return path


def _at(model: type[Strict], path: Sequence[str]) -> Any:
    kind: Any = model
    for step in path:
        kind = _below(kind, step.split(" (item")[0])
        if get_origin(kind) is tuple:
            kind = get_args(kind)[0]
    return kind


def _below(kind: Any, step: int | str) -> Any:
    """Give the type of what stands under a key of a type; None if that is not known."""
    if isinstance(kind, type) and issubclass(kind, Strict):
        field = _fields(kind).get(str(step))
        return _bare(field) if field is not None else None
    values = get_args(kind)
    if get_origin(kind) is dict:
        return _bare(values[1])
    if get_origin(kind) is tuple and isinstance(step, int):
        return _bare(values[min(step, len(values) - 1) if values[-1] is not Ellipsis else 0])
    return None


def _bare(kind: Any) -> Any:
    """Take off what is around a type: notes, and "or nothing"."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        some = [part for part in get_args(kind) if part is not type(None)]
        return _bare(some[0]) if len(some) == 1 else kind
    return kind


def _fields(kind: type[Strict]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _keys(kind: Any) -> list[str]:
    is_part = isinstance(kind, type) and issubclass(kind, Strict)
    return sorted(_fields(kind)) if is_part else []
