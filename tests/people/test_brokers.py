import pandas as pd
import pytest

from tests.people.test_network import KITE, KITE_BETWEENNESS, KITE_DEGREE
from workbench.company import Company, company_from_tables
from workbench.people.network.brokers import brokers
from workbench.settings import Settings

BOTH_WAYS = [*KITE, *((b, a) for a, b in KITE)]


def _company(pairs: list[tuple[int, int]]) -> Company:
    ids = [f"E{number}" for number in range(12)]
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["a"], "seats": [12]}),
        "employees": pd.DataFrame({"employee_id": ids, "position_id": "P1"}),
    }
    if pairs:
        rows = [(f"E{a}", f"E{b}", "advice") for a, b in pairs]
        tables["ties"] = pd.DataFrame(rows, columns=["from_employee", "to_employee", "kind"])
    return company_from_tables(tables, as_of="2026-06-30", settings=Settings())


def test_brokers_of_krackhardts_kite() -> None:
    found = brokers(_company(BOTH_WAYS), most=12)
    table = found.table.set_index("employee_id")
    assert found.people == 10
    assert table.index[0] == "E7"
    for number, (degree, share) in enumerate(zip(KITE_DEGREE, KITE_BETWEENNESS, strict=True)):
        row = table.loc[f"E{number}"]
        assert row["asked_by"] == degree
        assert row["betweenness"] * 36 == pytest.approx(share, abs=5e-5)
    assert table.loc["E7", "pairs_cut"] == 14
    # Jane has Ike and nobody else.
    assert table["only_contact_of"].sum() == 1
    assert table.loc["E8", "only_contact_ids"] == "E9"


def test_brokers_list_the_first_ones_with_the_measures_of_all() -> None:
    few, all_ = brokers(_company(BOTH_WAYS), most=3), brokers(_company(BOTH_WAYS), most=12)
    pd.testing.assert_frame_equal(few.table, all_.table.head(3))


def test_brokers_are_not_listed_where_few_answered() -> None:
    found = brokers(_company([(0, number) for number in range(1, 10)]))
    assert found.table.empty
    assert found.response_share == pytest.approx(0.1)


def test_brokers_without_ties_are_an_empty_table() -> None:
    found = brokers(_company([]))
    assert found.table.empty
    assert found.people == 0


def test_brokers_do_not_hang_on_the_order_of_ties() -> None:
    one, other = brokers(_company(BOTH_WAYS)), brokers(_company(BOTH_WAYS[::-1]))
    pd.testing.assert_frame_equal(one.table, other.table)
