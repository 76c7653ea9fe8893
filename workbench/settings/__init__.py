"""One typed settings file: the company's own words, and every number that is a choice."""

from datetime import date
from pathlib import Path

from pydantic import Field

from workbench.settings.drain import DrainSettings
from workbench.settings.exchange import ExchangeSettings
from workbench.settings.flows import FlowSettings
from workbench.settings.history import HistorySettings
from workbench.settings.matching import MatchSettings
from workbench.settings.occupations import OccupationSettings
from workbench.settings.pools import PoolSettings
from workbench.settings.positions import PositionSettings
from workbench.settings.ranges import Range, Strict
from workbench.settings.source import SourceSettings
from workbench.settings.value_chain import ValueChainSettings
from workbench.settings.yaml_file import load_strict

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
    ``unit`` cuts the company down to one unit and what reports to it; empty: the whole company.
    """

    company_name: str = ""
    currency: str = "EUR"
    as_of: date | None = None
    unit: str = ""
    horizon_days: int = Field(default=365, ge=30, le=3650)
    retirement_age_years: float = Field(default=65.0, ge=50, le=80)
    min_group_size: int = Field(default=5, ge=1, le=100)
    source: SourceSettings = Field(default_factory=SourceSettings)
    positions: PositionSettings = Field(default_factory=PositionSettings)
    pools: PoolSettings = Field(default_factory=PoolSettings)
    drain: DrainSettings = Field(default_factory=DrainSettings)
    history: HistorySettings = Field(default_factory=HistorySettings)
    value_chain: ValueChainSettings = Field(default_factory=ValueChainSettings)
    matching: MatchSettings = Field(default_factory=MatchSettings)
    exchange: ExchangeSettings = Field(default_factory=ExchangeSettings)
    occupations: OccupationSettings = Field(default_factory=OccupationSettings)
    flows: FlowSettings = Field(default_factory=FlowSettings)
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
    return load_strict(path, Settings, what="settings file")
