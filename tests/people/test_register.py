"""Traps in a register of holdings: each is found, and what is real is left in peace."""

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.people.knowledge.register import RegisterCheck, check_register
from workbench.settings import Settings

REAL = ["E1", "E2", "E3", "E4"]


def _company(assets: pd.DataFrame, holdings: pd.DataFrame, **people: object) -> Company:
    ids = [*REAL, "E9"]
    employees = pd.DataFrame({"employee_id": ids, "position_id": "P1"}).assign(**people)
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["a"], "seats": [9]}),
        "employees": employees, "assets": assets, "holdings": holdings,
    }  # fmt: skip
    return company_from_tables(tables, as_of="2026-06-30", settings=Settings())


def _assets(number: int, *, kind: str = "customer", document_on: object = None) -> pd.DataFrame:
    ids = [f"A{place:03d}" for place in range(number)]
    return pd.DataFrame({"asset_id": ids, "kind": kind, "name": ids, "document_on": document_on})


def _held(*rows: tuple[int, str, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["asset_id", "employee_id", "share"])
    return frame.assign(asset_id=frame["asset_id"].map("A{:03d}".format))


def _customers(owned: int, share: float | None = None) -> RegisterCheck:
    """Check 40 customers of four sellers, ten each, the first of them held by E9 too."""
    sellers = [(place, REAL[place % 4], 0.8) for place in range(40)]
    extra = [(place, "E9", share) for place in range(owned)]
    return check_register(_company(_assets(40), _held(*sellers, *extra)))


def _count(found: RegisterCheck, check: str) -> int:
    return dict(zip(found.warnings["check"], found.warnings["rows"], strict=True)).get(check, 0)


def test_an_owner_of_everything_hides_that_customers_hang_on_one_person() -> None:
    # E9 stands beside the only holder of 24 customers; the others hold six each.
    sellers = [(place, REAL[place % 4], 0.8) for place in range(24)]
    extra = [(place, "E9", None) for place in range(40)]
    found = check_register(_company(_assets(40), _held(*sellers, *extra)))
    owners = found.owners.iloc[0]
    assert owners[["employee_id", "kind", "assets", "kind_assets"]].tolist() == [
        "E9", "customer", 40, 40
    ]  # fmt: skip
    assert owners["others_median"] == 6
    assert pd.isna(owners["same_share"])
    rows = found.without.set_index("register")
    assert rows["held_by_one"].to_dict() == {"as listed": 16, "without": 24}
    assert rows["held_by_nobody"].to_dict() == {"as listed": 0, "without": 16}
    assert _count(found, "import owner") == 40


def test_an_owner_of_the_rest_is_no_key_person() -> None:
    rows = [(place, REAL[place % 4], 0.5) for place in range(8)]
    rows += [(place, REAL[(place + 1) % 4], 0.5) for place in range(8)]
    rows += [(place, "E9", 1.0) for place in range(8, 40)]
    found = check_register(_company(_assets(40), _held(*rows)))
    assert found.owners["same_share"].tolist() == [1.0]
    table = found.without.set_index("register")
    # As listed, one person takes 32 of 40 along. Without E9 the other 8 lie on a ring of four
    # people, two on each side of it: three neighbours take two sides, 4 of 8.
    assert table["bus_factor"].to_dict() == {"as listed": 1, "without": 2}
    assert table["half_people_high"].to_dict() == {"as listed": 1, "without": 3}
    assert "E9 is listed for 32 of 40 customers with the share 1" in found.warnings["sentence"][0]


def test_a_key_person_with_three_sole_assets_is_left_in_peace() -> None:
    rows = [(place, "E9", 1.0) for place in range(3)]
    rows += [(place, REAL[place % 4], 1.0) for place in range(3, 12)]
    assert check_register(_company(_assets(12), _held(*rows))).owners.empty


@pytest.mark.parametrize(
    ("owned", "reason"),
    [(19, "fewer than 20"), (40, "only four times the median of the others")],
)
def test_many_customers_are_not_enough_for_an_import_owner(owned, reason) -> None:
    assert _customers(owned).owners.empty, reason


def test_shares_that_differ_speak_for_knowledge() -> None:
    rows = [(place, REAL[place % 4], 0.1) for place in range(8)]
    graded = [(place, "E9", round(0.3 + place / 100, 2)) for place in range(8, 40)]
    assert check_register(_company(_assets(40), _held(*rows, *graded))).owners.empty


def test_two_import_owners_do_not_hide_each_other() -> None:
    rows = [(place, REAL[place % 3], 0.5) for place in range(6)]
    rows += [(place, who, None) for place in range(6, 56) for who in ("E4", "E9")]
    found = check_register(_company(_assets(56), _held(*rows)))
    assert set(found.owners["employee_id"]) == {"E4", "E9"}
    assert found.without.set_index("register").loc["without", "held_by_nobody"] == 50


def test_the_only_holder_of_a_large_kind_is_asked_about() -> None:
    found = check_register(_company(_assets(30), _held(*[(n, "E9", None) for n in range(30)])))
    assert found.owners["employee_id"].tolist() == ["E9"]
    assert "others" not in found.warnings["sentence"][0]


def test_checks_do_not_hang_on_order() -> None:
    rows = [(place, REAL[place % 4], 0.5) for place in range(8)]
    rows += [(place, "E9", None) for place in range(8, 40)]
    assets, holdings = _assets(40, document_on="2024-01-01"), _held(*rows)
    one = check_register(_company(assets, holdings))
    other = check_register(_company(assets[::-1], holdings.sample(frac=1, random_state=1)))
    for name in ("warnings", "rows", "owners", "without"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize(("same", "found"), [(10, 10), (9, 0)])
def test_many_records_of_one_day_are_an_import(same, found) -> None:
    days = ["2024-03-05"] * same + [f"2025-05-{day:02d}" for day in range(1, 11)]
    assets = _assets(len(days), document_on=days)
    checked = check_register(_company(assets, _held((0, "E1", 1.0))))
    assert _count(checked, "records of one day") == found


def test_a_busy_day_of_a_large_register_is_no_import() -> None:
    days = ["2024-03-05"] * 10 + [
        f"{year}-{month:02d}-{day:02d}"
        for year in (2024, 2025) for month in range(2, 12) for day in range(6, 11)
    ]  # fmt: skip
    checked = check_register(_company(_assets(110, document_on=days), _held((0, "E1", 1.0))))
    assert _count(checked, "records of one day") == 0


def test_default_dates_and_old_records_are_named() -> None:
    days = ["1970-01-01", "1900-01-01", "2026-01-01", "2026-01-02", "2016-06-30", "2016-06-28"]
    checked = check_register(_company(_assets(6, document_on=days), _held((0, "E1", 1.0))))
    rows = checked.rows.groupby("check")["asset_id"].agg(list)
    assert rows["default date"] == ["A000", "A001", "A002"]
    # Ten years of 365.25 days before 2026-06-30 is 2016-06-29 at noon.
    assert rows["old record"] == ["A000", "A001", "A005"]


def test_holders_who_left_are_listed_and_do_not_count() -> None:
    left = [None, None, None, "2025-03-31", "2025-05-31"]
    days = ["2025-06-01", "2025-05-31", "2026-01-01", None]
    holdings = _held(
        (0, "E4", 1.0), (0, "E9", None), (1, "E9", 1.0), (2, "E9", 0.5), (2, "E1", 0.5)
    )
    checked = check_register(_company(_assets(4, document_on=days), holdings, left_on=left))
    rows = checked.rows.groupby("check")
    assert rows.get_group("holder gone")["asset_id"].tolist() == ["A000", "A000", "A001", "A002"]
    assert rows.get_group("nobody here")["detail"].tolist() == [
        "all listed holders are gone", "all listed holders are gone", "no holder was ever listed"
    ]  # fmt: skip
    # Only the record of A000 is of the day after its last holder's last day.
    assert rows.get_group("record after holders")["asset_id"].tolist() == ["A000"]


def test_an_asset_under_two_ids_is_named() -> None:
    assets = _assets(4).assign(name=["Wind  energy", "wind energy", "Steel", "Wind energy"])
    assets.loc[3, "kind"] = "supplier"
    checked = check_register(_company(assets, _held((0, "E1", 1.0))))
    assert checked.rows.query("check == 'asset twice'")["asset_id"].tolist() == ["A000", "A001"]


def test_a_person_under_two_ids_is_named_by_ids_only() -> None:
    names = ["Ann Lee", "ann  lee", "Ann Lee", "Bo", None]
    born = ["1980-01-01", None, "1990-01-01", None, None]
    holdings = _held((0, "E1", 0.5), (0, "E2", 0.5))
    checked = check_register(_company(_assets(1), holdings, name=names, born_on=born))
    rows = checked.rows.query("check == 'person twice'")
    # E1 and E3 were born on two days; E2 could be either.
    assert rows[["employee_id", "detail"]].to_numpy().tolist() == [
        ["E1", "same name as E2"], ["E2", "same name as E3"]
    ]  # fmt: skip
    sentence = checked.warnings.set_index("check")["sentence"]["person twice"]
    assert "1 asset would have a holder fewer" in sentence
    assert "ann" not in checked.rows.to_string().lower()


def test_a_clean_register_has_no_warning() -> None:
    days = ["2026-02-01", "2026-02-02"]
    checked = check_register(
        _company(_assets(2, document_on=days), _held((0, "E1", 1.0), (1, "E2", 1.0)))
    )
    assert checked.warnings.empty
    assert checked.rows.empty
    assert checked.without.empty
