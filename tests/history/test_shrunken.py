"""What is missing is flagged before it looks like change; what is right is not."""

import pandas as pd
import pytest

from tests.history.toys import Make, quick_headlines, tables
from workbench.company import Company
from workbench.history.keep import check_inputs, keep_run, what_changed
from workbench.history.store import History
from workbench.history.words import partial_findings


def kept(history: History, company: Company) -> list[str]:
    """Check and keep a company; give what was flagged."""
    checked = check_inputs(company, history, figures=quick_headlines(company))
    keep_run(checked, company, history)
    return checked.flags["sentence"].tolist()


def without(unit: str) -> dict[str, pd.DataFrame]:
    whole = tables()
    posts = whole["positions"][whole["positions"]["unit"] != unit]
    people = whole["employees"]
    here = people["position_id"].isin(posts["position_id"])
    return {"positions": posts, "employees": people[here]}


def test_a_unit_that_is_missing_is_flagged(history: History, make: Make) -> None:
    assert kept(history, make()) == []
    assert kept(history, make(without("sales"), as_of="2026-07-31")) == [
        "Unit sales is missing; the last run had 6 posts in it."
    ]


def test_a_unit_that_has_another_name_is_asked_about(history: History, make: Make) -> None:
    kept(history, make())
    renamed = tables()["positions"].replace({"unit": {"sales": "market"}})
    (words,) = kept(history, make({"positions": renamed}))
    assert words.endswith("New since then: market; was it renamed?")


def test_a_table_half_its_size_is_flagged(history: History, make: Make) -> None:
    kept(history, make())
    half = tables()["employees"].iloc[:7]
    found = kept(history, make({"employees": half}))
    assert found[0] == "Table employees has 7 rows; the last run had 14."


@pytest.mark.parametrize(("share", "flagged"), [(0.6, False), (0.65, True)])
def test_the_share_is_a_setting(history: History, make: Make, share: float, flagged: bool) -> None:
    kept(history, make())
    # Nine of fourteen people: 64 %; five of eight and four of six in the units.
    some = {"employees": tables()["employees"].iloc[[0, 1, 2, 3, 4, 8, 9, 10, 11]]}
    company = make(some, history={"shrunken_table_share": share, "shrunken_unit_share": 0.6})
    assert bool(kept(history, company)) is flagged


def test_a_column_that_is_suddenly_empty_is_flagged(history: History, make: Make) -> None:
    kept(history, make())
    emptied = tables()["employees"].assign(pay_per_year=None)
    assert kept(history, make({"employees": emptied})) == [
        "Column employees.pay_per_year is empty; in the last run it was 100 % filled."
    ]


def test_a_table_that_is_missing_is_flagged_once(history: History, make: Make) -> None:
    goals = pd.DataFrame({"goal_id": [f"G{n}" for n in range(6)], "goal": "grow", "weight": 1})
    kept(history, make({"goals": goals}))
    assert kept(history, make()) == ["Table goals is missing or empty; the last run had 6 rows."]


def test_small_and_growing_things_are_not_flagged(history: History, make: Make) -> None:
    few = {"goals": pd.DataFrame({"goal_id": ["G1", "G2"], "goal": "grow", "weight": 1})}
    kept(history, make({**without("sales"), **few}))
    assert kept(history, make()) == []


def test_a_flagged_run_is_no_measure_for_the_next(history: History, make: Make) -> None:
    kept(history, make())
    assert kept(history, make(without("sales"), as_of="2026-07-31"))
    assert kept(history, make(without("sales"), as_of="2026-08-31"))
    assert kept(history, make(as_of="2026-09-30")) == []
    company = make(as_of="2026-10-31")
    checked = check_inputs(company, history, figures=quick_headlines(company))
    assert checked.previous and checked.previous.as_of == "2026-09-30"


def test_an_accepted_run_is_the_measure_for_the_next(history: History, make: Make) -> None:
    kept(history, make())
    smaller = make(without("sales"), as_of="2026-07-31")
    assert kept(history, smaller)
    history.accept(history.runs()[-1].run_id)
    assert kept(history, make(without("sales"), as_of="2026-08-31")) == []
    again = check_inputs(smaller, history)
    assert again.run.sound and again.flags["sentence"].tolist()


def test_findings_say_first_that_tables_look_partial(history: History, make: Make) -> None:
    kept(history, make())
    company = make(without("sales"), as_of="2026-07-31")
    checked = check_inputs(company, history, figures=quick_headlines(company))
    first, second = partial_findings(checked)
    assert first.startswith("These tables look partial beside the run of 30 June 2026 (1 thing)")
    assert "sales" in second
    assert what_changed(checked, company, history).figures["moved"].any()


def test_people_of_a_small_unit_are_not_told(history: History, make: Make) -> None:
    kept(history, make())
    whole = tables()["employees"]
    gone = whole[~whole["position_id"].isin([f"P{n:02d}" for n in range(2, 8)])]
    found = kept(history, make({"employees": gone}, history={"shrunken_table_share": 0}))
    assert found == ["Unit works has fewer than 5 people; the last run had 8."]
