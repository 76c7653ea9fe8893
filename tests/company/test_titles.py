"""Decisions about titles reach the posts, and everything that asks for their occupation."""

import pandas as pd

from tests.company.conftest import Write, check, fault, lenient
from workbench.company import check_company, company_from_tables
from workbench.market.fill import external_fill
from workbench.market.latest import latest_market
from workbench.market.tightness import tightness

POSITIONS = """position_id,title,occupation_code,region
P1,Managing director,,North
P2,Head of coatings,,North
P3,head of  Coatings,,South
P4,Sales manager,11-2022,North
P5,Colour ambassador,,North
"""
TITLES = """title,occupation_code,decided_on,decided_by
Head of Coatings,11-9041.00,2026-05-04,E1
Sales manager,11-2022.00,2026-05-04,
Colour ambassador,,2026-05-04,
"""
MARKET = """occupation_code,region,as_of,openings,seekers,median_pay_per_year
11-9041,North,2026-03-31,30,10,90000
11-2022,North,2026-03-31,10,10,70000
"""


def codes(write: Write, **files: str) -> list[str]:
    result = check(write(positions=POSITIONS, **files))
    assert result.company
    return result.company.positions["occupation_code"].fillna("").tolist()


def test_posts_without_a_code_take_the_decided_one_with_the_digits_of_the_market(
    write: Write,
) -> None:
    found = codes(write, occupation_titles=TITLES, market=MARKET)
    assert found == ["", "11-9041", "11-9041", "11-2022", ""]


def test_without_a_market_the_decided_code_stays_as_it_was_decided(write: Write) -> None:
    found = codes(write, occupation_titles=TITLES)
    assert found == ["", "11-9041.00", "11-9041.00", "11-2022", ""]


def test_a_note_counts_the_posts_and_nothing_is_booked_as_lost(write: Write) -> None:
    result = check(write(positions=POSITIONS, occupation_titles=TITLES, market=MARKET))
    note = fault(result, "occupation_by_title")
    assert note.level == "note"
    assert note.found == "2 posts have their occupation from occupation_titles (1 title)"
    assert result.exit_code == 0
    assert result.losses.empty


def test_own_code_wins_and_a_contradiction_is_a_note(write: Write) -> None:
    titles = TITLES.replace("Sales manager,11-2022.00", "Sales manager,41-1012.00")
    result = check(write(positions=POSITIONS, occupation_titles=titles))
    assert result.company
    assert result.company.positions["occupation_code"].iloc[3] == "11-2022"
    note = fault(result, "occupation_against_title")
    assert note.level == "note"
    assert note.rows == (5,)
    assert "'11-2022'" in note.found


def test_own_code_against_the_decision_that_none_fits_is_a_note(write: Write) -> None:
    titles = TITLES.replace("Sales manager,11-2022.00", "Sales manager,")
    result = check(write(positions=POSITIONS, occupation_titles=titles))
    assert fault(result, "occupation_against_title").rows == (5,)


def test_a_title_decided_in_two_ways_counts_as_not_decided(write: Write) -> None:
    titles = TITLES + "HEAD OF COATINGS,11-1021.00,2026-05-05,\n"
    result = check(write(positions=POSITIONS, occupation_titles=titles))
    assert result.company
    assert result.company.positions["occupation_code"].isna().sum() == 4
    note = fault(result, "title_decided_twice")
    assert note.rows == (2, 5)
    # The same decision in two spellings is no contradiction.
    assert codes(write, occupation_titles=titles.replace("11-1021.00", "11-9041.00"))[1]


def test_market_sees_the_decision_without_knowing_of_it(write: Write) -> None:
    folder = write(positions=POSITIONS, occupation_titles=TITLES, market=MARKET)
    company = check_company(folder, as_of="2026-06-30", settings=lenient()).company
    assert company
    head = latest_market(company).iloc[1]
    assert (head["openings"], head["median_pay_per_year"]) == (30, 90000)
    cells = tightness(company).set_index("occupation_code")
    assert cells.loc["11-9041", "openings_per_seeker"] == 3.0
    without = write(positions=POSITIONS, occupation_titles=None, market=MARKET)
    (without / "occupation_titles.csv").unlink()
    company = check_company(without, as_of="2026-06-30", settings=lenient()).company
    assert company
    assert latest_market(company)["openings"].isna().sum() == 4


def test_time_to_fill_of_key_posts_and_gaps_rests_on_the_decision(write: Write) -> None:
    """External_fill is what the ranking of posts and the gaps of pools ask for."""
    market = MARKET.replace("median_pay_per_year", "median_pay_per_year,days_to_fill")
    market = market.replace("90000", "90000,210").replace("70000", "70000,80")
    files = {"positions": POSITIONS, "occupation_titles": TITLES, "market": market}
    company = check_company(write(**files), as_of="2026-06-30", settings=lenient()).company
    assert company
    days = external_fill(company).set_index("position_id")["market_days"]
    assert days["P2"] == 210
    assert days["P4"] == 80
    assert days[["P1", "P5"]].isna().all()


def test_tables_in_memory_take_the_same_way() -> None:
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Weaver"]}),
        "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
        "occupation_titles": pd.DataFrame(
            {"title": ["weaver"], "occupation_code": ["7318"], "decided_on": ["2026-05-04"]}
        ),
    }
    company = company_from_tables(tables, as_of="2026-06-30")
    assert company.positions["occupation_code"].tolist() == ["7318"]
    assert [fault.code for fault in company.faults] == ["occupation_by_title"]
