"""What is kept of a source is given for the very same source, settings and date only."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from workbench.company import Company, keeping, load_company
from workbench.company.once import once
from workbench.settings import Settings

POSTS = "position_id,title,unit\nP1,Head,Works\nP2,Buyer,Sales\n"
PEOPLE = "employee_id,position_id\nE1,P1\nE2,P2\n"


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Path]:
    """A source of two posts, while sources are kept."""
    (tmp_path / "positions.csv").write_text(POSTS)
    (tmp_path / "employees.csv").write_text(PEOPLE)
    keeping.keep_sources()
    yield tmp_path
    keeping.forget_sources()


def load(source: Path, **settings: object) -> Company:
    return load_company(source, settings=Settings(**settings), as_of="2026-06-30")


def test_same_source_is_read_once_and_nothing_is_kept_unless_asked(source: Path) -> None:
    first = load(source)
    assert load(source) is first and load(source.parent / source.name) is first
    keeping.forget_sources()
    other = load(source)
    assert other is not first and load(source) is not other
    assert other.fingerprint == first.fingerprint and other.faults == first.faults


def test_units_and_settings_are_not_mixed_up(source: Path) -> None:
    sales, works, whole = load(source, unit="Sales"), load(source, unit="Works"), load(source)
    assert [list(each.positions["position_id"]) for each in (sales, works, whole)] == [
        ["P2"], ["P1"], ["P1", "P2"],
    ]  # fmt: skip
    assert load(source, unit="Sales") is sales
    assert load(source, unit="Sales", currency="CHF").settings.currency == "CHF"
    later = load_company(source, settings=Settings(), as_of="2026-07-01")
    assert later.as_of == pd.Timestamp("2026-07-01")


def test_any_change_of_the_files_is_seen(source: Path) -> None:
    first = load(source)
    (source / "positions.csv").write_text(POSTS.replace("Buyer", "Baker"))
    assert list(load(source).positions["title"]) == ["Head", "Baker"]
    (source / "positions.csv").write_text(POSTS)
    assert load(source).fingerprint == first.fingerprint
    (source / "assets.csv").write_text("asset_id,kind,name\nA1,secret,Recipe\n")
    assert load(source).has("assets")


def test_source_that_changes_while_it_is_read_is_not_kept(source: Path) -> None:
    def read() -> str:
        (source / "positions.csv").write_text(f"{POSTS}P3,Clerk,Sales\n")
        return "read"

    day = pd.Timestamp("2026-06-30")
    assert keeping.kept(source, Settings(), day, read) == "read"
    assert keeping.kept(source, Settings(), day, lambda: "again") == "again"


def test_only_the_last_few_are_kept_and_no_database(source: Path) -> None:
    names = [f"company {number}" for number in range(12)]
    for name in names:
        load(source, company_name=name)
    assert len(keeping._kept) == keeping._MOST
    day = pd.Timestamp("2026-06-30")
    assert keeping.kept("sqlite:///hr.db", Settings(), day, lambda: "one") == "one"
    assert keeping.kept("sqlite:///hr.db", Settings(), day, lambda: "two") == "two"


def test_nobody_can_change_what_the_next_one_gets(source: Path) -> None:
    asked = []

    @once
    def titles(company: Company, *, most: int = 9) -> pd.DataFrame:
        asked.append(most)
        return company.positions[["title"]].head(most)

    company = load(source)
    first = titles(company)
    first["title"] = "changed"
    first.insert(0, "more", 1)
    assert titles(company).to_dict("list") == {"title": ["Head", "Buyer"]}
    assert len(titles(company, most=1)) == 1 and asked == [9, 1]
    assert len(titles(company, most=9)) == 2 and asked == [9, 1]
    assert len(titles(load(source, unit="Sales"))) == 1
