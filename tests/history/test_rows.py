"""Rows added, removed and changed are counted by the key of their table."""

import pandas as pd

from tests.history.toys import Make, tables
from workbench.history.rows import changed_rows, joined_and_left


def test_rows_are_told_apart_by_their_key(make: Make) -> None:
    people = tables()["employees"]
    later = people.iloc[3:].assign(pay_per_year=lambda t: t["pay_per_year"] + (t.index < 6) * 100)
    new = pd.DataFrame({"employee_id": ["E90000"], "position_id": ["P00"]})
    rows = changed_rows(make(), make({"employees": pd.concat([later, new])}))
    assert rows.to_dict("records") == [
        {"table": "employees", "rows_before": 14, "rows_now": 12, "added": 1, "removed": 3,
         "changed": 3, "columns": "pay_per_year"}
    ]  # fmt: skip
    both = joined_and_left(make(), make({"employees": pd.concat([later, new])}))
    assert both == (1, 3)


def test_unknown_before_and_now_is_no_change_and_unknown_now_is_one(make: Make) -> None:
    people = tables()["employees"]
    some = people.assign(pay_per_year=people["pay_per_year"].where(people.index != 2))
    lost = some.assign(pay_per_year=some["pay_per_year"].where(people.index != 5))
    rows = changed_rows(make({"employees": some}), make({"employees": lost}))
    assert rows[["added", "removed", "changed"]].to_numpy().tolist() == [[0, 0, 1]]


def test_every_kind_of_cell_is_compared(make: Make) -> None:
    posts = tables()["positions"].assign(
        is_management=["yes", None] * 7, needed_from="2026-01-01", budget_per_year=5.0
    )
    other = posts.assign(is_management=["no", None] * 7)
    assert changed_rows(make({"positions": posts}), make({"positions": posts})).empty
    (row,) = changed_rows(make({"positions": posts}), make({"positions": other})).to_dict("records")
    assert (row["changed"], row["columns"]) == (7, "is_management")
    later = posts.assign(needed_from=["2026-02-01"] + ["2026-01-01"] * 13)
    (row,) = changed_rows(make({"positions": posts}), make({"positions": later})).to_dict("records")
    assert (row["changed"], row["columns"]) == (1, "needed_from")


def test_a_table_that_is_new_has_all_rows_added_and_one_with_two_keys_counts(make: Make) -> None:
    ratings = pd.DataFrame(
        {
            "rater": ["R1", "R2"],
            "position_id": ["P01", "P01"],
            "criterion": "complexity",
            "rating": 3,
        }
    )
    (row,) = changed_rows(make(), make({"ratings": ratings})).to_dict("records")
    assert (row["table"], row["rows_before"], row["added"]) == ("ratings", 0, 2)
    dearer = ratings.assign(rating=[3, 4])
    (row,) = changed_rows(make({"ratings": ratings}), make({"ratings": dearer})).to_dict("records")
    assert (row["added"], row["removed"], row["changed"]) == (0, 0, 1)
