from dataclasses import replace

import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.people.knowledge.map import KnowledgeMap, knowledge_map, without_import_owners
from workbench.sample import make_sample, planted
from workbench.settings import Settings


@pytest.fixture(scope="module")
def sample():
    return company_from_tables(make_sample(), as_of="2026-06-30", settings=Settings())


@pytest.fixture(scope="module")
def found(sample) -> KnowledgeMap:
    return knowledge_map(sample)


def test_knowledge_map_without_a_register_is_empty() -> None:
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["a"]}),
        "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
    }
    found = knowledge_map(company_from_tables(tables, as_of="2026-06-30", settings=Settings()))
    for name in ("assets", "bus_factors", "losses", "second_holders", "sole_holders", "records"):
        assert getattr(found, name).empty, name
        assert len(getattr(found, name).columns), name
    for name in ("warnings", "rows", "owners", "without"):
        assert getattr(found.register, name).empty, name


def test_knowledge_map_finds_the_import_owner_and_the_real_key_people(found) -> None:
    assert found.register.owners["employee_id"].tolist() == [planted.IMPORT_OWNER]
    assert found.second_holders["asset_id"].iloc[0] == planted.KEY_ACCOUNT
    real = {planted.KEY_ACCOUNT_HOLDER, planted.LONE_METHOD_HOLDER}
    assert real <= set(found.sole_holders["employee_id"].head(3))
    assert set(found.register.rows.query("check == 'old record'")["asset_id"]) == {
        planted.RECIPE, planted.LONE_METHOD
    }  # fmt: skip


def test_knowledge_map_without_the_import_owner_tells_another_story(sample, found) -> None:
    bare = without_import_owners(sample, found)
    first = {
        name: each.losses.query("kind == 'customer' and counted == 'assets' and people == 1").iloc[
            0
        ]
        for name, each in (("listed", found), ("bare", bare))
    }
    assert first["listed"]["employee_ids"] == planted.IMPORT_OWNER
    assert first["bare"]["employee_ids"] == planted.KEY_ACCOUNT_HOLDER
    assert (first["listed"]["lost"], first["bare"]["lost"]) == (planted.IMPORTED_DEALERS, 1)
    # The warnings stay about the register as listed.
    assert bare.register.owners["employee_id"].tolist() == [planted.IMPORT_OWNER]


def test_without_import_owners_keeps_a_map_without_any(sample, found) -> None:
    bare = without_import_owners(sample, found)
    assert bare.losses["people"].max() == found.losses["people"].max()
    clean = replace(found, register=replace(found.register, owners=found.register.owners.head(0)))
    assert without_import_owners(sample, clean) is clean


def test_knowledge_map_gives_one_recipe_to_two_people(found) -> None:
    pair = found.losses.query("kind == 'secret' and counted == 'value' and people == 2").iloc[0]
    assert pair["employee_ids"] == ", ".join(sorted(planted.RECIPE_HOLDERS))
