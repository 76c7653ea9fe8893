import pytest

from workbench.positions.holding import (
    assets_in_few_hands,
    holders_of,
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
