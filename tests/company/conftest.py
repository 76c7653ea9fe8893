from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.company import CheckResult, check_company
from workbench.errors import Fault
from workbench.settings import Settings

POSITIONS = """position_id,title,reports_to,seats
P1,Managing director,,1
P2,Head of coatings,P1,1
P3,Sales manager,P1,2
"""
EMPLOYEES = """employee_id,name,position_id,hired_on,pay_per_year,status
E1,Ann One,P1,2010-01-01,120000,active
E2,Bob Two,P2,2015-04-01,82000,active
E3,Cleo Three,P3,2018-09-15,71000.5,active
E4,Dan Four,P3,2020-02-29,69000,leave
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a small sound company as CSV; name=content adds or replaces a file, None removes it."""

    def write_files(**files: str | bytes | None) -> Path:
        folder = tmp_path / "acme"
        folder.mkdir(exist_ok=True)
        for name, content in {"positions": POSITIONS, "employees": EMPLOYEES, **files}.items():
            if content is not None:
                data = content if isinstance(content, bytes) else content.encode()
                (folder / f"{name}.csv").write_bytes(data)
        return folder

    return write_files


def lenient(**source: object) -> Settings:
    """Settings that let any loss pass."""
    return Settings.model_validate({"source": {"loss_budget_share": 1.0, **source}})


def check(folder: Path, **source: object) -> CheckResult:
    """Check a folder at a fixed date and hold the account to its balance."""
    result = check_company(folder, as_of="2026-06-30", settings=lenient(**source))
    assert_balanced(result)
    return result


def assert_balanced(result: CheckResult) -> None:
    account = result.account
    parts = account[["left_out", "merged", "kept", "set_aside"]].sum(axis=1)
    assert parts.tolist() == account["read"].tolist()
    assert result.losses["rows"].sum() == account["set_aside"].sum()
    assert result.losses["cells"].sum() == account["cells_blanked"].sum()
    if result.company:
        kept = {name: len(table) for name, table in result.company.tables.items()}
        assert kept == dict(zip(account["table"], account["kept"], strict=True))


def fault(result: CheckResult, code: str) -> Fault:
    """The only fault of a kind; it has a sentence for each of the four questions."""
    found = [fault for fault in result.faults if fault.code == code]
    assert len(found) == 1, [str(fault) for fault in result.faults]
    assert found[0].found and found[0].allowed and found[0].action
    return found[0]
