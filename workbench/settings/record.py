"""Write chosen settings back to their file, with the reason and the date of the choice."""

import os
import tempfile
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.util import load_yaml_guess_indent

from workbench.errors import ParameterError
from workbench.settings import Settings, load_settings
from workbench.settings.plain_words import in_words

_WIDTH = 4096


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
    yaml, content = _read(file)
    for name, value in changes.items():
        _put(content, name, value)
    entry = {"on": on, "reason": reason.strip(), "changed": list(words)}
    content.setdefault("decisions", []).append(entry)
    text = StringIO()
    yaml.dump(content, text)
    _check(file, text.getvalue())
    _replace(file, text.getvalue())
    return words


def _read(file: Path) -> tuple[YAML, Any]:
    """Read a file so that it can be written again as it was."""
    text = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, _WIDTH
    _, _, dash = load_yaml_guess_indent(text)
    yaml.indent(mapping=2, sequence=(dash or 0) + 2, offset=dash or 0)
    content = yaml.load(text)
    return yaml, CommentedMap() if content is None else content


def _put(content: Any, name: str, value: object) -> None:
    *parents, last = name.split(".")
    for parent in parents:
        if content.get(parent) is None:
            content[parent] = CommentedMap()
        content = content[parent]
    content[last] = value


def _value(settings: Settings, name: str) -> object:
    value: Any = settings.model_dump()
    for step in name.split("."):
        value = value[step]
    return value


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(part)}" for key, part in value.items()) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _check(file: Path, text: str) -> None:
    try:
        Settings.model_validate(YAML(typ="safe").load(text) or {})
    except ValidationError as problem:
        raise ParameterError(in_words(file.name, problem, Settings)) from None


def _replace(file: Path, text: str) -> None:
    """Write beside the file first, so that it is never half there."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        if file.is_file():
            os.chmod(name, file.stat().st_mode)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise
