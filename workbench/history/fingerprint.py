"""What is kept of a run's inputs: sums and counts, never a row, a name or a secret."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pandas as pd

from workbench.company import Company
from workbench.company.account import fingerprint
from workbench.settings import Settings

# No part of how figures are made: how the tables are read counts with the data, the rest is words.
NOT_METHOD = ("source", "as_of", "company_name", "reports", "decisions", "history")
NO_UNIT = "(no unit given)"


@dataclass(frozen=True)
class TablePrint:
    """One table: its rows, the fingerprint of its content, filled cells by column."""

    rows: int
    fingerprint: str
    filled: Mapping[str, int]


@dataclass(frozen=True)
class UnitPrint:
    """One unit: its open posts, and the people in them; None where they are too few to be kept."""

    posts: int
    people: int | None


@dataclass(frozen=True)
class Inputs:
    """The inputs of a run in sums and counts.

    Attributes
    ----------
    fingerprint : of all tables, see ``Company.fingerprint``
    tables, units : by name
    """

    fingerprint: str
    tables: Mapping[str, TablePrint]
    units: Mapping[str, UnitPrint]

    def to_json(self) -> str:
        """Write as JSON, the same for the same inputs."""
        content = {
            "fingerprint": self.fingerprint,
            "tables": {name: vars(each) for name, each in self.tables.items()},
            "units": {name: vars(each) for name, each in self.units.items()},
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Inputs":
        """Read what ``to_json`` wrote."""
        content = json.loads(text)
        return cls(
            content["fingerprint"],
            {name: TablePrint(**each) for name, each in content["tables"].items()},
            {name: UnitPrint(**each) for name, each in content["units"].items()},
        )


def print_inputs(company: Company, *, small_too: bool = False) -> Inputs:
    """Reduce the inputs of a company to what may be kept.

    Parameters
    ----------
    company : the checked company
    small_too : count the people of small units as well; such inputs are not to be kept

    Returns
    -------
    Inputs; the same for the same rows in any order
    """
    tables = {name: _table(name, frame) for name, frame in sorted(company.tables.items())}
    least = 0 if small_too else company.settings.min_group_size
    return Inputs(company.fingerprint, tables, _units(company, least))


def kept_settings(settings: Settings) -> dict[str, Any]:
    """Give the settings as they are kept: in full, but for reasons in free words and paths."""
    return settings.model_dump(mode="json", by_alias=True, exclude={"decisions", "history"})


def settings_digest(settings: Settings) -> str:
    """Sum up the settings that figures depend on.

    Examples
    --------
    >>> same = settings_digest(Settings(company_name="A")) == settings_digest(Settings())
    >>> same, settings_digest(Settings(horizon_days=730)) == settings_digest(Settings())
    (True, False)
    """
    content = settings.model_dump(mode="json", exclude=set(NOT_METHOD))
    return digest(json.dumps(content, sort_keys=True))


def digest(*parts: str) -> str:
    """Sum up texts, order and borders included."""
    return sha256(json.dumps(parts).encode()).hexdigest()


def _table(name: str, frame: pd.DataFrame) -> TablePrint:
    filled = {str(column): int(number) for column, number in frame.notna().sum().items()}
    return TablePrint(len(frame), fingerprint({name: frame}), filled)


def _units(company: Company, least: int) -> dict[str, UnitPrint]:
    posts = company.positions.assign(unit=company.positions["unit"].fillna(NO_UNIT))
    unit_of = posts.set_index("position_id")["unit"]
    people = company.incumbents["position_id"].map(unit_of).value_counts()
    found = {}
    for unit, number in posts["unit"].value_counts().sort_index().items():
        held = int(people.get(unit, 0))
        found[str(unit)] = UnitPrint(int(number), held if held >= least else None)
    return found
