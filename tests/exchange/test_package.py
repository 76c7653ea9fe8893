"""Packages: as the specification says, the same for the same content, and read as written."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.data_package import problems
from workbench.errors import DataError, ParameterError, ReportError
from workbench.exchange.folder import write_package
from workbench.exchange.package import package_files, shielded, unshielded
from workbench.exchange.read import read_exchange
from workbench.exchange.tables import TABLES
from workbench.privacy.cells import is_live

DAY = pd.Timestamp("2026-06-30")
HOSTILE = "=cmd|'/c calc'!A1;<script>alert(1)</script>;a\"b,c"


def demand(place: int = 1, **more: object) -> dict[str, object]:
    return {
        "demand_id": f"d-{place}", "organisation": "norrlack", "occupation_code": "17-2041",
        "code_system": "onet_soc", "level": "senior", "skills": HOSTILE, "region": "'=North",
        "number": 2.0, "by_when": pd.Timestamp("2026-12-31"), "pay_low_per_year": 52_000.0,
        "pay_high_per_year": 68_000.5, "currency": "EUR", "channel_wanted": None, **more,
    }  # fmt: skip


def supply(place: int = 1, **more: object) -> dict[str, object]:
    return {
        "supply_id": f"s-{place}", "organisation": "norrlack", "occupation_code": "2145",
        "code_system": "isco_08", "level": None, "skills": None, "region": "North",
        "available_on": None, "pay_least_per_year": None, "currency": None,
        "consent_until": pd.Timestamp("2026-12-31"), **more,
    }  # fmt: skip


def frames(
    demands: list[dict[str, object]], supplies: list[dict[str, object]]
) -> dict[str, pd.DataFrame]:
    rows = {"demands": demands, "supplies": supplies}
    return {name: pd.DataFrame(rows[name], columns=list(TABLES[name].names)) for name in TABLES}


def packed(
    folder: Path,
    demands: list[dict[str, object]],
    supplies: list[dict[str, object]],
    organisation: str = "norrlack",
) -> Path:
    files = package_files(organisation, DAY, frames(demands, supplies))
    return write_package(folder / organisation, files)


def test_package_is_as_the_specification_says(tmp_path: Path) -> None:
    assert problems(packed(tmp_path, [demand(1), demand(2, level=None)], [supply()])) == []
    assert problems(packed(tmp_path, [], [])) == []


def test_check_of_the_specification_sees_what_is_wrong(tmp_path: Path) -> None:
    folder = packed(tmp_path, [demand()], [supply()])
    content = (folder / "demands.csv").read_bytes()
    (folder / "demands.csv").write_bytes(content.replace(b",2,", b",2.5,"))
    assert {"demands: bytes", "demands: hash"} < set(problems(folder))
    assert "demands: row 2: number '2.5'" in problems(folder)


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    read = read_exchange([packed(tmp_path, [demand(2), demand(1)], [supply()])])
    assert read.demands["demand_id"].tolist() == ["d-1", "d-2"]
    first = read.demands.iloc[0]
    assert {name: first[name] for name in ("skills", "region", "number", "pay_high_per_year")} == {
        "skills": HOSTILE, "region": "'=North", "number": 2.0, "pay_high_per_year": 68_000.5
    }  # fmt: skip
    assert first["by_when"] == pd.Timestamp("2026-12-31")
    assert pd.isna(read.demands["channel_wanted"]).all()
    assert read.supplies["available_on"].isna().all()
    assert str(read.supplies["consent_until"].dtype) == "datetime64[us]"
    assert {fault.level for fault in read.faults} == {"note"}


def test_empty_tables_keep_their_types(tmp_path: Path) -> None:
    full = read_exchange([packed(tmp_path, [demand()], [supply()])])
    none = read_exchange([packed(tmp_path, [], [], "other")])
    assert none.demands.empty
    assert none.demands.dtypes.to_dict() == full.demands.dtypes.to_dict()
    assert none.supplies.dtypes.to_dict() == full.supplies.dtypes.to_dict()


def test_same_rows_in_any_order_give_the_same_bytes() -> None:
    rows = [demand(1), demand(2), demand(3)]
    one, two = (package_files("a", DAY, frames(some, [])) for some in (rows, rows[::-1]))
    assert one == two


@given(st.text(alphabet="'=+-@ a\t1", max_size=6))
@settings(max_examples=200, deadline=None)
def test_shield_of_formulas_is_undone(text: str) -> None:
    cell = shielded(text)
    written = f"'{cell}" if is_live(cell) else cell
    assert not is_live(written)
    assert unshielded(written) == text


def test_no_cell_of_a_file_is_a_formula(tmp_path: Path) -> None:
    folder = packed(tmp_path, [demand(region=start + "1+1") for start in "=+-@|%"], [])
    text = (folder / "demands.csv").read_text(encoding="utf-8")
    assert not [cell for cell in text.split('","') if is_live(cell)]


@pytest.mark.parametrize("name", ["", "Norrlack", "../x", "a b", "a" * 65])
def test_name_of_the_organisation_is_plain(name: str) -> None:
    with pytest.raises(ParameterError, match="organisation: found"):
        package_files(name, DAY, frames([], []))


def test_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ReportError, match="holds 1 other file"):
        write_package(place, {"datapackage.json": b"{}"})
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_failed_writing_leaves_the_earlier_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = packed(tmp_path, [demand()], [])
    before = {item.name: item.read_bytes() for item in folder.iterdir()}
    real, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise OSError
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(ReportError, match="cannot be written"):
        write_package(folder, {"datapackage.json": b"{}"})
    assert {item.name: item.read_bytes() for item in folder.iterdir()} == before
    assert [item.name for item in tmp_path.iterdir()] == ["norrlack"]


def faults_of(*folders: Path) -> dict[str, str]:
    with pytest.raises(DataError) as problem:
        read_exchange(folders)
    return {fault.code: str(fault) for fault in problem.value.faults}


def edited(folder: Path, **changes: object) -> Path:
    file = folder / "datapackage.json"
    content = json.loads(file.read_text(encoding="utf-8")) | changes
    file.write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_newer_format_is_refused_with_a_sentence(tmp_path: Path) -> None:
    found = faults_of(edited(packed(tmp_path, [demand()], []), exchange_format=2))
    assert (
        "the package is of format 2. Allowed: formats up to 1. Update the workbench"
        in (found["newer_format"])
    )


def test_two_packages_of_one_organisation_are_refused(tmp_path: Path) -> None:
    one, two = packed(tmp_path / "a", [demand()], []), packed(tmp_path / "b", [], [])
    assert "'norrlack' is that of norrlack" in faults_of(one, two)["same_organisation"]


def test_faults_of_all_packages_come_at_once(tmp_path: Path) -> None:
    changed = packed(tmp_path, [demand()], [], "changed")
    with (changed / "demands.csv").open("a", encoding="utf-8") as file:
        file.write("more\n")
    escaping = packed(tmp_path, [], [], "escaping")
    resources = json.loads((escaping / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    edited(escaping, resources=[resources[0] | {"path": "../changed/demands.csv"}])
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "datapackage.json").write_text("[" * 5000, encoding="utf-8")
    found = faults_of(changed, escaping, broken, tmp_path / "nowhere")
    assert set(found) == {"changed", "path", "missing_table", "no_descriptor"}
    assert "escaping/demands: the path is '../changed/demands.csv'" in found["path"]


def test_no_package_at_all_is_a_sentence() -> None:
    with pytest.raises(DataError, match="No package given"):
        read_exchange([])


def test_rows_that_cannot_be_used_are_set_aside_and_named(tmp_path: Path) -> None:
    folder = packed(
        tmp_path,
        [demand(1), demand(2, number=0.0), demand(3, organisation="other"),
         demand(4, occupation_code="2145"), demand(5, pay_low_per_year=90_000.0),
         demand(6, region=None), demand(7, level="boss")],
        [supply(1), supply(2, consent_until=pd.Timestamp("2026-06-29"))],
    )  # fmt: skip
    read = read_exchange([folder])
    assert read.demands["demand_id"].tolist() == ["d-1", "d-5", "d-7"]
    assert read.demands["pay_low_per_year"].isna().tolist() == [False, True, False]
    assert read.supplies["supply_id"].tolist() == ["s-1"]
    assert read.packages.loc[0, ["demands", "supplies", "set_aside"]].tolist() == [3, 1, 5]
    found = {fault.code: fault for fault in read.faults if fault.level != "note"}
    assert found["out_of_range"].table == "norrlack/demands"
    assert {code: fault.rows for code, fault in found.items()} == {
        "out_of_range": (3,), "not_of_the_system": (4,), "pay_out_of_order": (5,),
        "missing_required": (6,), "not_allowed": (7,), "other_organisation": (8,),
        "consent_ended": (3,),
    }  # fmt: skip
