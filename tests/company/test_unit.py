"""A company cut down to a unit: posts below it, people in them, and nothing that dangles."""

from pathlib import Path

import pandas as pd
import pytest

from tests.company.conftest import Write, assert_balanced
from workbench.company import Company, check_company, load_company
from workbench.company.unit import cut_to_unit
from workbench.errors import ParameterError
from workbench.sample import write_sample
from workbench.schema import TABLES
from workbench.settings import Settings

POSITIONS = """position_id,title,unit,reports_to,stand_in_employee_id
P1,Managing director,Top,,
P2,Head of sales,Sales,P1,E1
P3,Seller,,P2,E3
P4,Head of works,Works,P1,
P5,Foreman,Works,P4,
"""
EMPLOYEES = """employee_id,position_id,hired_on,status,left_on
E1,P1,2010-01-01,active,
E2,P2,2010-01-01,active,
E3,P3,2010-01-01,active,
E4,P4,2010-01-01,active,
E5,P3,2010-01-01,left,2025-01-01
E6,,2010-01-01,left,2025-02-01
"""
TABLES_OF_ACME = {
    "positions": POSITIONS,
    "employees": EMPLOYEES,
    "post_history": "employee_id,position_id,starts_on\nE6,P5,2011-01-01\nE6,P3,2012-01-01\n",
    "nominations": "position_id,employee_id,evidence_on,readiness\n"
    "P2,E3,2026-01-01,ready_now\nP2,E4,2026-01-01,ready_now\nP4,E4,2026-01-01,ready_now\n",
    "absences": "employee_id,starts_on,ends_on,acting_employee_id\n"
    "E2,2025-01-01,2025-01-09,E3\nE3,2025-02-01,2025-02-09,E4\n",
    "goals": "goal_id,goal,weight\nG1,Sell,1\nG2,Make,1\nG3,Nobody yet,1\n",
    "plan_items": "plan_item_id,goal_id,stage\nS1,G1,Call\nS2,G2,Mix\n",
    "result_areas": "result_area_id,position_id,area,plan_item_id\n"
    "A1,P3,Orders,S1\nA2,P5,Batches,S2\n",
    "assets": "asset_id,kind,name\nX1,customer,Rail\nX2,secret,Mix\nX3,secret,Lost\n",
    "holdings": "asset_id,employee_id\nX1,E3\nX1,E4\nX2,E4\n",
}


def of_unit(folder: Path, unit: str, **more: object) -> Company:
    settings = Settings.model_validate({"unit": unit, **more})
    result = check_company(folder, as_of="2026-06-30", settings=settings)
    assert_balanced(result)
    assert result.company is not None
    return result.company


def ids(company: Company, table: str, column: str) -> list[str]:
    return company.table(table)[column].tolist()


@pytest.fixture
def acme(write: Write) -> Path:
    return write(**TABLES_OF_ACME)


def test_unit_keeps_posts_below_it_and_whoever_held_them_last(acme: Path) -> None:
    sales = of_unit(acme, "Sales")
    assert ids(sales, "positions", "position_id") == ["P2", "P3"]
    assert ids(sales, "employees", "employee_id") == ["E2", "E3", "E5", "E6"]
    assert sales.positions["reports_to"].isna().tolist() == [True, False]
    assert sales.label == "acme, Sales"


def test_unit_keeps_what_its_people_serve_and_hold_and_what_nobody_ever_did(acme: Path) -> None:
    sales = of_unit(acme, "Sales")
    assert ids(sales, "result_areas", "result_area_id") == ["A1"]
    assert ids(sales, "plan_items", "plan_item_id") == ["S1"]
    assert ids(sales, "goals", "goal_id") == ["G1", "G3"]
    assert ids(sales, "assets", "asset_id") == ["X1", "X3"]
    assert sales.table("holdings").to_dict("list")["employee_id"] == ["E3"]


def test_unit_says_what_crosses_its_border_and_never_claims_nobody_acted(acme: Path) -> None:
    sales = of_unit(acme, "Sales")
    assert ids(sales, "nominations", "employee_id") == ["E3"]
    assert ids(sales, "absences", "employee_id") == ["E2"]
    said = {f.table: f.found for f in sales.faults if f.code == "outside_unit" and not f.column}
    assert said["nominations"] == "1 row about the unit and somebody outside it left out"
    assert said["absences"].startswith("1 row about")
    blank = {f.column: f.found for f in sales.faults if f.code == "outside_unit" and f.column}
    assert blank["stand_in_employee_id"].startswith("1 id of posts or people outside")
    account = sales.account.set_index("table")
    assert account.loc["nominations", ["read", "left_out", "kept"]].tolist() == [3, 2, 1]


def test_unit_leaves_out_what_was_decided_by_hand_elsewhere(acme: Path) -> None:
    locked = [
        {"position_id": "P2", "employee_id": "E3"},
        {"position_id": "P4", "employee_id": "E3"},
    ]
    pools = {"locked": locked, "excluded": [{"employee_id": "E3"}, {"employee_id": "E4"}]}
    sales = of_unit(acme, "Sales", pools=pools)
    assert sales.settings.pools.pairs("locked") == (("P2", "E3"),)
    assert sales.settings.pools.pairs("excluded") == (("", "E3"),)


def test_unit_cuts_scenarios_and_leaves_ids_that_are_nowhere_to_be_refused(acme: Path) -> None:
    scenarios = {
        "elsewhere": {"sentence": "The works close.", "leaving_positions": ["P4", "P5"]},
        "partly": {"sentence": "A rival asks.", "team_positions": ["P3", "P5"]},
        "mistyped": {"sentence": "Nobody knows.", "leaving_positions": ["P33"]},
        "all": {"sentence": "At once.", "together": ["elsewhere", "partly"]},
    }
    sales = of_unit(acme, "Sales", drain={"scenarios": scenarios})
    cut = sales.settings.drain.scenarios
    assert "elsewhere" not in cut
    assert cut["partly"].team_positions == ("P3",)
    assert cut["mistyped"].leaving_positions == ("P33",)
    assert cut["all"].together == ("partly",)
    (said,) = [fault.found for fault in sales.faults if fault.table == "settings"]
    assert said == "elsewhere and partly without posts outside the unit"


def test_unit_that_is_unknown_is_refused_with_the_units(acme: Path) -> None:
    with pytest.raises(ParameterError, match=r"unit 'Sale'. Did you mean 'Sales'.*Top, Works"):
        of_unit(acme, "Sale")
    nowhere = load_company(acme, as_of="2026-06-30").positions.assign(unit=None)
    with pytest.raises(ParameterError, match=r"positions.unit is empty"):
        cut_to_unit({"positions": nowhere}, "Sales")


def test_the_top_unit_is_the_whole_company(acme: Path) -> None:
    whole = load_company(acme, as_of="2026-06-30", settings=Settings())
    assert of_unit(acme, "Top").fingerprint == whole.fingerprint


@pytest.mark.parametrize("unit", ["Technology", "Sales"])
def test_unit_of_the_sample_leaves_no_id_that_leads_nowhere(tmp_path: Path, unit: str) -> None:
    write_sample(tmp_path, employees=200)
    part = of_unit(tmp_path, unit)
    whole = load_company(tmp_path, as_of="2026-06-30")
    assert 0 < len(part.staff) < len(whole.staff)
    assert part.fingerprint != whole.fingerprint
    for name, table in part.tables.items():
        pd.testing.assert_index_equal(table.columns, whole.tables[name].columns)
        assert table.dtypes.tolist() == whole.tables[name].dtypes.tolist()
        assert not table.duplicated(list(TABLES[name].key)).any()
        for column in TABLES[name]:
            target, _, key = column.refers_to.partition(".")
            if target in part.tables:
                assert table[column.name].dropna().isin(part.tables[target][key]).all()
