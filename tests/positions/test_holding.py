import pandas as pd
import pytest

from workbench.people.knowledge.map import knowledge_map
from workbench.positions.holding.tables import (
    assets_in_few_hands,
    bus_factors_in_words,
    holders_of,
    records_in_order,
    smallest_losing_groups,
)
from workbench.sample import planted


def test_holding_tables_without_assets_have_no_row(make_company) -> None:
    company = make_company()
    assets = assets_in_few_hands(company)
    assert assets.empty
    assert holders_of(company, assets).empty
    assert smallest_losing_groups(company).empty


def test_assets_in_few_hands_start_with_those_of_one_person(sample) -> None:
    assets = assets_in_few_hands(sample)
    assert assets["holders"].is_monotonic_increasing
    assert {planted.LONE_METHOD, planted.KEY_ACCOUNT, planted.RECIPE} <= set(assets["asset_id"])


def test_holders_of_names_both_holders_of_the_recipe(sample) -> None:
    held = holders_of(sample, assets_in_few_hands(sample))
    mine = held[held["asset_id"] == planted.RECIPE]
    assert set(mine["employee_id"]) == set(planted.RECIPE_HOLDERS)


@pytest.mark.parametrize("lost", [planted.LONE_METHOD, planted.KEY_ACCOUNT])
def test_smallest_losing_groups_name_what_one_person_takes_along(sample, lost) -> None:
    groups = smallest_losing_groups(sample)
    alone = groups[groups["people"] == 1]
    assert alone["asset_ids"].str.contains(lost).any()


def test_smallest_losing_groups_count_ids_that_do_not_fit(sample) -> None:
    groups = smallest_losing_groups(sample).set_index("employee_ids")
    row = groups.loc[planted.IMPORT_OWNER]
    assert row["assets"] == planted.IMPORTED_DEALERS
    assert row["asset_ids"].endswith(f"and {planted.IMPORTED_DEALERS - 6} more")


def test_holding_tables_without_an_import_owner_keep_the_others(sample) -> None:
    owners = knowledge_map(sample).register.owners
    assets = assets_in_few_hands(sample, without=owners)
    assert {planted.LONE_METHOD, planted.KEY_ACCOUNT, planted.RECIPE} <= set(assets["asset_id"])
    listed = assets_in_few_hands(sample)
    assert len(listed) - len(assets) == planted.IMPORTED_DEALERS
    held = holders_of(sample, assets, without=owners)
    assert planted.IMPORT_OWNER not in set(held["employee_id"])
    groups = smallest_losing_groups(sample, without=owners)
    assert not groups["employee_ids"].str.contains(planted.IMPORT_OWNER).any()
    assert (groups["people"] == 1).sum() == 4


def test_bus_factors_in_words_show_what_is_not_proven_as_a_range() -> None:
    table = pd.DataFrame(
        {"kind": ["a", "b", "c"], "bus_factor": [1, 2, None],
         "half_people_low": [3.0, 12.0, None], "half_people_high": [3.0, 15.0, None]}
    )  # fmt: skip
    shown = bus_factors_in_words(table)
    assert shown.columns.tolist() == ["kind", "bus_factor", "people_to_lose_half"]
    assert shown["people_to_lose_half"].tolist() == ["3", "12 to 15", "unknown"]


def test_records_in_order_start_with_the_most_valuable_in_heads(sample) -> None:
    table = records_in_order(knowledge_map(sample).assets)
    assert len(table) == len(sample.table("assets"))
    states = table["in_heads"].map({True: 0, False: 2}, na_action="ignore").fillna(1)
    assert states.is_monotonic_increasing
    assert table["asset_id"].iloc[0] == planted.RECIPE
