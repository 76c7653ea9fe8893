"""Tables for a page: what waits, what a score is worth, and no small group counted."""

import pandas as pd
import pytest

from tests.occupations.conftest import company_of
from tests.occupations.test_related import PEOPLE, POSTS
from workbench.company import Company
from workbench.occupations.display import band_table, comparison_table, feeder_table, review_table
from workbench.occupations.onet import Onet
from workbench.occupations.related import feeders
from workbench.occupations.titles import OccupationTitles, occupation_titles


@pytest.fixture(scope="module")
def result(company: Company, onet: Onet) -> OccupationTitles:
    return occupation_titles(company, onet, with_own=True)


def test_what_waits_is_shown_with_its_first_candidate(result: OccupationTitles) -> None:
    table = review_table(result).set_index("title")
    assert set(table["status"]) == {"exact", "candidates", "none near enough"}
    assert table.loc["Glim weavers", "first_candidate"] == "Glim Weavers 17-2041.00"
    assert pd.isna(table.loc["Glim weavers", "chance"])
    assert table.loc["Zzyx", "first_candidate"] == "none"
    assert "; " in table.loc["Operator", "other_candidates"]
    assert len(review_table(result, most=2)) == 2


def test_own_codes_stand_beside_what_would_be_proposed(result: OccupationTitles) -> None:
    row = comparison_table(result).iloc[0]
    assert (row["own_code"], row["agrees"]) == ("41-4011", "first")


def test_bands_are_shown_from_the_top(result: OccupationTitles) -> None:
    assert result.held_out
    table = band_table(result.held_out)
    assert table["titles"].sum() == len(result.held_out.titles)
    assert table["first_is_right"].tolist() == result.held_out.bands["right_1"].tolist()[::-1]


def test_without_onet_the_tables_are_there_without_proposals(company: Company) -> None:
    table = review_table(occupation_titles(company))
    assert (table["first_candidate"] == "none").all()
    assert table["chance"].isna().all()


def test_small_groups_of_people_are_not_counted(onet: Onet) -> None:
    found = feeders(company_of(positions=POSTS, employees=PEOPLE), onet, ["K1"])
    shown = feeder_table(found, min_group_size=2).iloc[0]
    assert shown["own_people"] == "Snell Grinders (2)"
    hidden = feeder_table(found, min_group_size=5).iloc[0]
    assert hidden["own_people"] == "Snell Grinders (fewer than 5)"
    assert hidden["same_occupation"] == "fewer than 5"
    assert shown["outside"] == "Trop Callers"
    assert feeder_table(feeders(company_of(), None, ["P1"]), min_group_size=5).empty
