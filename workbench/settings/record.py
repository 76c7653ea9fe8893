"""Write chosen settings back to their file, with the reason and the date of the choice."""

import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from workbench.errors import ParameterError
from workbench.settings import Settings, load_settings
from workbench.settings.edit import with_item, with_value
from workbench.settings.plain_words import in_words

_MARK = "\ufeff"


def record_decision(
    path: str | Path, changes: Mapping[str, object], *, reason: str, on: date
) -> tuple[str, ...]:
    """Change some settings in a file and keep the reason beside them.

    Parameters
    ----------
    path : the settings file; made where there is none
    changes : new values by the dotted name of the setting, such as ``positions.key_share``
    reason : why; at least three letters
    on : day of the decision

    Returns
    -------
    What was changed, one text a setting: name, value before, value now. Comments, order and all
    other settings of the file stay as they are.

    Raises
    ------
    ParameterError
        If the reason is missing, if nothing changes, or if the new settings are not valid; the file
        is then left as it was.
    """
    if len(reason.strip()) < 3:
        raise ParameterError("No reason given. Write in a few words why the settings change.")
    file = Path(path)
    before = load_settings(file) if file.is_file() else Settings()
    words = tuple(
        f"{name}: {_plain(_value(before, name))} -> {_plain(value)}"
        for name, value in changes.items()
        if _value(before, name) != value
    )
    if not words:
        raise ParameterError("Nothing to write: these settings are in force already.")
    text, mark, line_end = _read(file)
    given = YAML(typ="safe").load(text) or {}
    entry = {"on": on, "reason": reason.strip(), "changed": list(words)}
    try:
        for name, value in changes.items():
            text = with_value(text, name.split("."), value)
        text = with_item(text, "decisions", entry)
    except (YAMLError, ValueError):
        raise _by_hand(file, changes) from None
    _check(file, text, given, changes)
    _replace(file, mark + text.replace("\n", line_end))
    return words


def _read(file: Path) -> tuple[str, str, str]:
    """Read a file with plain line ends; give its byte order mark, if any, and its line ends."""
    text = file.read_bytes().decode("utf-8") if file.is_file() else ""
    mark = _MARK if text.startswith(_MARK) else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    return text.removeprefix(_MARK).replace("\r\n", "\n"), mark, line_end


def _value(settings: Settings, name: str) -> object:
    value: Any = settings.model_dump()
    for step in name.split("."):
        value = value[step]
    return list(value) if isinstance(value, tuple) else value


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(part)}" for key, part in value.items()) or "none"
    if isinstance(value, list | tuple):
        return "; ".join(_plain(part) for part in value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _check(file: Path, text: str, before: Any, changes: Mapping[str, object]) -> None:
    """Make sure that the new text is valid, says what was decided, and nothing else."""
    try:
        after = YAML(typ="safe").load(text) or {}
        Settings.model_validate(after)
    except ValidationError as problem:
        raise ParameterError(in_words(file.name, problem, Settings)) from None
    except YAMLError:
        raise _by_hand(file, changes) from None
    for name, value in changes.items():
        *parents, last = name.split(".")
        inside = before
        for parent in parents:
            if inside.get(parent) is None:
                inside[parent] = {}
            inside = inside[parent]
        inside[last] = value
    if {**before, "decisions": None} != {**after, "decisions": None}:
        raise _by_hand(file, changes)


def _by_hand(file: Path, changes: Mapping[str, object]) -> ParameterError:
    return ParameterError(
        f"{file.name} is written in a way that cannot be changed here: {', '.join(changes)}. "
        "Change it by hand, or write each setting on a line of its own, without references."
    )


def _replace(file: Path, text: str) -> None:
    """Write beside the file first, so that it is never half there."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        if file.is_file():
            os.chmod(name, file.stat().st_mode)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise
