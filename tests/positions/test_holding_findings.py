import pandas as pd
import pytest

from workbench.people.knowledge.map import knowledge_map, without_import_owners
from workbench.people.network.brokers import Brokers, brokers
from workbench.positions.holding.findings import broker_findings, holding_findings
from workbench.sample import planted


def _register(holdings: list[tuple[str, str, float | None]], **assets: object) -> dict:
    ids = sorted({asset for asset, _, _ in holdings})
    return {
        "assets": pd.DataFrame({"asset_id": ids, "kind": "method", "name": ids}).assign(**assets),
        "holdings": pd.DataFrame(holdings, columns=["asset_id", "employee_id", "share"]),
    }


def test_holding_findings_of_the_sample_name_the_trap_and_what_is_real(sample) -> None:
    found = holding_findings(sample, knowledge_map(sample))
    # 4 planted assets hang on one person; the 60 dealers of the import owner are no such thing.
    assert found[0].startswith(
        "4 of 148 assets hang on one person without the entries of 1 import owner: 3 methods and 1 "
        "customer, "
    )
    assert found[1].startswith(f"{planted.IMPORT_OWNER} is listed for 60 of 101 customers")
    assert found[2].startswith(
        f"Without {planted.IMPORT_OWNER}, 1 of 41 customers held hangs on one person, not 61 of 101"
    )
    assert "60 have no known holder" in found[2]
    assert planted.KEY_ACCOUNT_HOLDER in found[3]
    assert f"{planted.KEY_ACCOUNT_HOLDER} in Account manager, rail vehicles (P0063)" in found[3]
    assert not any(planted.IMPORT_OWNER in sentence for sentence in (found[0], *found[3:5]))
    known = knowledge_map(sample)
    assert holding_findings(sample, known, bare=without_import_owners(sample, known)) == found
    assert f"Rail vehicle group ({planted.KEY_ACCOUNT})" in found[4]


def test_holding_findings_without_a_register_are_none(make_company) -> None:
    company = make_company()
    assert holding_findings(company, knowledge_map(company)) == ()


def test_holding_findings_leave_money_out_where_no_value_is_known(make_company) -> None:
    held = [("A1", "E01", None), ("A2", "E01", None), ("A2", "E02", None)]
    company = make_company(**_register(held))
    found = holding_findings(company, knowledge_map(company))
    assert found[0] == "1 of 2 assets hangs on one person: 1 method."
    assert found[1] == (
        "2 people leaving together can take along 2 assets at most, 100 % of what is held: "
        "E01 in Post 1 (P01) and E02 in Post 2 (P02)."
    )
    assert not any("EUR" in sentence or "nan" in sentence for sentence in found)


def test_holding_findings_say_when_nothing_hangs_on_one_person(make_company) -> None:
    company = make_company(**_register([("A1", "E01", None), ("A1", "E02", None)]))
    found = holding_findings(company, knowledge_map(company))
    assert found[0] == "Of 1 asset none hangs on one person; the fewest holders of one are 2."


def test_holding_findings_of_one_asset_of_one_person_are_in_the_singular(make_company) -> None:
    company = make_company(**_register([("A1", "E01", None)]))
    found = holding_findings(company, knowledge_map(company))
    assert found[0] == "1 of 1 asset hangs on one person: 1 method."
    assert found[1] == (
        "1 person leaving can take along 1 asset at most, 100 % of what is held: "
        "E01 in Post 1 (P01)."
    )
    assert found[2].startswith("1 of 1 asset is only in heads, without a record that is enough")


def test_holding_findings_of_somebody_in_no_open_post_say_so(make_company) -> None:
    people = pd.DataFrame({"employee_id": ["E01"], "position_id": [None]})
    company = make_company(employees=people, **_register([("A1", "E01", None)]))
    found = holding_findings(company, knowledge_map(company))
    assert found[1].endswith(": E01 in no open post.")


def test_holding_findings_of_an_import_alone_call_nobody_key(make_company) -> None:
    # E01 is listed for all 20 methods without a share; A00 has E02 as well.
    held = [(f"A{n:02d}", "E01", None) for n in range(20)] + [("A00", "E02", 0.4)]
    company = make_company(**_register(held))
    found = holding_findings(company, knowledge_map(company))
    assert (
        found[0]
        == "1 of 20 assets hangs on one person without the entries of 1 import owner: 1 method."
    )
    assert "1 of 1 method held hangs on one person, not 19 of 20 methods" in found[2]
    assert "19 have no known holder" in found[2]
    assert found[3].startswith("1 person leaving can take along 1 asset at most, 100 %")
    assert found[3].endswith(": E02 in Post 2 (P02).")


@pytest.mark.parametrize("gone", ["E01", "E02"])
def test_holding_findings_name_no_person_by_name(make_company, gone) -> None:
    people = pd.DataFrame(
        {"employee_id": ["E01", "E02"], "position_id": "P01", "name": ["Zoe Quill", "Zoe Quill"],
         "status": ["left" if one == gone else "active" for one in ("E01", "E02")]}
    )  # fmt: skip
    company = make_company(employees=people, **_register([("A1", "E01", 1.0), ("A2", "E02", 1.0)]))
    found = holding_findings(company, knowledge_map(company))
    assert "Without a holder here: 1 asset" in " ".join(found)
    assert "Quill" not in " ".join(found)


def test_broker_findings_of_the_sample_name_the_first(sample) -> None:
    found = brokers(sample)
    assert found.table["employee_id"].iloc[0] in broker_findings(found)[0]


def test_broker_findings_say_when_too_few_answered() -> None:
    few = Brokers(pd.DataFrame(columns=["employee_id"]), 20, 0.7999, 0.8)
    assert broker_findings(few) == (
        "Only 79.99 % of the 20 people in a tie name somebody (80 % are needed): who stands "
        "between the others is unknown.",
    )


def test_broker_findings_name_who_has_nobody_else_and_who_cuts_others_off() -> None:
    table = pd.DataFrame(
        {"employee_id": ["E1", "E2"], "betweenness": [0.25, 0.1], "asked_by": [1, 4],
         "only_contact_of": [2, 0], "pairs_cut": [0, 1200]}
    )  # fmt: skip
    assert broker_findings(Brokers(table, 9, 1.0, 0.8)) == (
        "Of 9 people in a tie, E1 stands on the most shortest ways between two others (25 %); "
        "1 person goes to this one.",
        "2 people go to nobody but E1.",
        "Only link between others: 1 of the 2 people most ways lead through; without E2, 1,200 "
        "pairs of people have no way to each other.",
    )


def test_broker_findings_without_ties_are_none(make_company) -> None:
    assert broker_findings(brokers(make_company())) == ()
