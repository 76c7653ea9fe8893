"""A small company whose rows can be changed, and a history beside it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.history.toys import DAY, Make, Tables, tables
from workbench.company import Company, company_from_tables
from workbench.history.store import History
from workbench.settings import Settings


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "out" / "history.sqlite")


@pytest.fixture
def make() -> Make:
    """Make a company from changed tables and settings."""

    def company(changed: Tables | None = None, as_of: str = DAY, **settings: object) -> Company:
        content: dict[str, pd.DataFrame] = {**tables(), **(changed or {})}
        return company_from_tables(content, as_of=as_of, settings=Settings.model_validate(settings))

    return company


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write tables as a folder of CSV files."""

    def write(name: str, changed: Tables | None = None) -> Path:
        path = tmp_path / name
        path.mkdir(exist_ok=True)
        for table, frame in {**tables(), **(changed or {})}.items():
            frame.to_csv(path / f"{table}.csv", index=False)
        return path

    return write
