"""Whatever rows are given, a company that comes out is sound and its account balances."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company.conftest import assert_balanced, lenient
from workbench.company.load import check_tables
from workbench.company.orgchart import circles
from workbench.company.raw import raw_table
from workbench.schema import TABLES

ID = st.sampled_from(["1", "2", "3", "4", "01", "", "x y", "N/D"])
WORD = st.sampled_from(["a", ""])
DAY = st.sampled_from(["", "2020-01-01", "31/31/2020"])
ROWS = {
    "positions": st.tuples(ID, WORD, ID, st.sampled_from(["", "2", "-1", "b"])),
    "employees": st.tuples(ID, ID, st.sampled_from(["", "active", "left", "?"]), DAY),
    "nominations": st.tuples(ID, ID, st.sampled_from(["ready_now", "soon"])),
    "goals": st.tuples(ID, st.just("g"), st.sampled_from(["1", "", "1,5"])),
    "plan_items": st.tuples(ID, ID, st.just("stage")),
    "result_areas": st.tuples(ID, ID, ID, ID, st.just("area")),
    "duties": st.tuples(ID, ID, ID, st.just("duty")),
}
COLUMNS = {
    "positions": ["position_id", "title", "reports_to", "seats"],
    "employees": ["employee_id", "position_id", "status", "left_on"],
    "nominations": ["position_id", "employee_id", "readiness"],
    "goals": ["goal_id", "goal", "weight"],
    "plan_items": ["plan_item_id", "goal_id", "stage"],
    "result_areas": ["result_area_id", "position_id", "goal_id", "plan_item_id", "area"],
    "duties": ["duty_id", "position_id", "result_area_id", "duty"],
}


@settings(max_examples=30, deadline=None)
@given(st.fixed_dictionaries({name: st.lists(row, max_size=7) for name, row in ROWS.items()}))
def test_check_tables_always_gives_sound_tables_and_a_balanced_account(
    rows: dict[str, list[tuple[str, ...]]],
) -> None:
    raws = {
        name: raw_table(name, pd.DataFrame(cells, columns=COLUMNS[name], dtype="str"))
        for name, cells in rows.items()
    }
    result = check_tables(raws, "any", as_of="2026-06-30", settings=lenient())
    assert_balanced(result)
    company = result.company
    assert company is not None
    for name, table in company.tables.items():
        assert not table.duplicated(list(TABLES[name].key)).any()
        for column in TABLES[name]:
            cells = table[column.name]
            assert not (column.required and cells.isna().any())
            if column.refers_to:
                target, key = column.refers_to.split(".")
                assert set(cells.dropna()) <= set(company.tables[target][key])
    above = company.tables["positions"].set_index("position_id")["reports_to"]
    for post in above.index:
        seen = set()
        while isinstance(post, str):
            assert post not in seen
            seen.add(post)
            post = above[post]


def test_circles_finds_each_once() -> None:
    above = np.array([-1, 2, 3, 1, 3, 5, 7, 6])
    assert circles(above) == [[1, 2, 3], [5], [6, 7]]


def test_circles_finds_none_in_a_line() -> None:
    assert circles(np.arange(-1, 50)) == []
