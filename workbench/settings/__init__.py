"""One typed settings file: the company's own words, and every number that is a choice."""

from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError

from workbench.errors import ParameterError
from workbench.settings.drain import DrainSettings
from workbench.settings.history import HistorySettings
from workbench.settings.plain_words import in_words
from workbench.settings.pools import PoolSettings
from workbench.settings.positions import PositionSettings
from workbench.settings.ranges import Range, Strict
from workbench.settings.source import SourceSettings

__all__ = ["Decision", "Range", "Settings", "load_settings"]

ParameterValue = bool | int | float | str


class Decision(Strict):
    """A change of the settings that somebody decided on, with its reason."""

    on: date
    reason: str = Field(min_length=3)
    changed: tuple[str, ...] = ()


class Settings(Strict):
    """Everything a company may choose; each part has defaults that a report prints.

    ``reports`` holds parameters by notebook name, for example
    ``{"1-key-positions": {"horizon_days": 730}}``. ``decisions`` keeps the reasons of changes.
    """

    company_name: str = ""
    currency: str = "EUR"
    as_of: date | None = None
    horizon_days: int = Field(default=365, ge=30, le=3650)
    retirement_age_years: float = Field(default=65.0, ge=50, le=80)
    min_group_size: int = Field(default=5, ge=1, le=100)
    source: SourceSettings = Field(default_factory=SourceSettings)
    positions: PositionSettings = Field(default_factory=PositionSettings)
    pools: PoolSettings = Field(default_factory=PoolSettings)
    drain: DrainSettings = Field(default_factory=DrainSettings)
    history: HistorySettings = Field(default_factory=HistorySettings)
    reports: dict[str, dict[str, ParameterValue]] = Field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()


def load_settings(path: str | Path) -> Settings:
    """Read a settings file (YAML 1.2: ``yes`` and ``no`` stay words).

    Parameters
    ----------
    path : a YAML file; an empty file gives the defaults

    Returns
    -------
    Settings

    Raises
    ------
    ParameterError
        If the file is missing, is not YAML, or holds unknown keys or values out of range;
        all of them are named at once.
    """
    file = Path(path)
    if not file.is_file():
        raise ParameterError(f"There is no settings file {file.name}. Check the path.")
    try:
        content = YAML(typ="safe").load(file.read_text(encoding="utf-8-sig"))
    except (YAMLError, ValueError) as problem:
        raise ParameterError(
            f"{file.name} cannot be read as YAML: {_first_line(problem)}"
        ) from None
    if content is not None and not isinstance(content, dict):
        raise ParameterError(f"{file.name} must hold keys such as 'as_of:', found plain text.")
    try:
        return Settings.model_validate(content or {})
    except ValidationError as problem:
        raise ParameterError(in_words(file.name, problem, Settings)) from None


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
