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
    text, line_end = _read(file)
    for name, value in changes.items():
        text = with_value(text, name.split("."), value)
    entry = {"on": on, "reason": reason.strip(), "changed": list(words)}
    text = with_item(text, "decisions", entry)
    _check(file, text, changes)
    _replace(file, text.replace("\n", line_end))
    return words


def _read(file: Path) -> tuple[str, str]:
    """Read a file with plain line ends, and which ones it has."""
    text = file.read_bytes().decode("utf-8-sig") if file.is_file() else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    return text.replace("\r\n", "\n"), line_end


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


def _check(file: Path, text: str, changes: Mapping[str, object]) -> None:
    """Make sure that the new text is valid and says what was decided."""
    try:
        settings = Settings.model_validate(YAML(typ="safe").load(text) or {})
    except (ValidationError, YAMLError) as problem:
        if isinstance(problem, ValidationError):
            raise ParameterError(in_words(file.name, problem, Settings)) from None
        settings = None
    wrong = [
        name for name, value in changes.items() if not settings or _value(settings, name) != value
    ]
    if wrong:
        raise ParameterError(
            f"{file.name} is written in a way that cannot be changed here: {', '.join(wrong)}. "
            "Change it by hand, or write each setting on a line of its own."
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
