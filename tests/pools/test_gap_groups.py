"""Gaps by pool, unit and family with what was never assessed, and the reserve of steps up."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, load_company
from workbench.pools import Pools, build_pools
from workbench.pools.findings import pool_words, reserve_words
from workbench.pools.forecast.months_ahead import Shortage, find_shortage
from workbench.pools.gap_groups import gap_group_table, gaps_by
from workbench.pools.gaps import quality_gap, quantity_gap
from workbench.pools.tables import demand_table, reserve_families

KEY = ("P0005", "P0021", "P0035")


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company("data/sample", as_of="2026-06-30")


@pytest.fixture(scope="module")
def pools(company: Company) -> Pools:
    return build_pools(company, KEY)


@pytest.fixture(scope="module")
def shortage(company: Company, pools: Pools) -> Shortage:
    return find_shortage(company, pools.targets, pools.candidates)


def test_groups_add_up_to_the_pools(pools: Pools) -> None:
    whole = pools.targets[["capacity", "proposed", "shortage"]].sum()
    for by in ("pool", "unit", "job_family"):
        parts = quantity_gap(pools.targets, by=(by,))[["capacity", "proposed", "shortage"]].sum()
        assert parts.tolist() == whole.tolist()


def test_ranges_hold_what_is_known(company: Company, pools: Pools, shortage: Shortage) -> None:
    for by in ("pool", "unit", "job_family"):
        rows = gaps_by(company, pools, shortage, by=by)
        for name in ("shortage", "uncovered"):
            assert (rows[f"{name}_low"] <= rows[name]).all()
            assert (rows[name] <= rows[f"{name}_high"]).all()


def test_with_everything_assessed_the_ranges_close() -> None:
    targets = pd.DataFrame(
        {
            "pool": ["key", "key"], "unit": ["A", None], "seats": [1, 1], "demand": [1.0, 1.0],
            "capacity": [3.0, 3.0], "proposed": [1.0, 3.0], "shortage": [2.0, 0.0],
            "shortage_best": [2.0, 0.0], "shortage_worst": [2.0, 0.0],
            "ready_proposed": [0.0, 1.0], "ready_best": [0.0, 1.0], "ready_worst": [0.0, 1.0],
        }
    )  # fmt: skip
    row = quantity_gap(targets, by=("pool",)).iloc[0]
    assert row[["shortage", "shortage_low", "shortage_high"]].tolist() == [2, 2, 2]
    assert row[["uncovered", "uncovered_low", "uncovered_high"]].tolist() == [1, 1, 1]
    assert quantity_gap(targets, by=("unit",))["unit"].tolist() == ["A", "unknown"]


def test_unknown_places_stay_unknown() -> None:
    targets = pd.DataFrame(
        {name: [np.nan] for name in ("proposed", "shortage", "shortage_best", "shortage_worst",
                                     "ready_proposed", "ready_best", "ready_worst")}
        | {"pool": ["key"], "unit": ["A"], "seats": [1], "demand": [1.0], "capacity": [3.0]}
    )  # fmt: skip
    row = quantity_gap(targets).iloc[0]
    assert row[["shortage", "shortage_low", "uncovered", "uncovered_high"]].isna().all()
    assert row["capacity"] == 3


def test_taking_assessments_away_widens_the_range_and_counts_nobody_as_zero(
    pools: Pools, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("less")
    assessments = pd.read_csv("data/sample/assessments.csv", dtype=str)
    sales = pools.targets.loc[pools.targets["unit"] == "Sales", "position_id"]
    chosen = pools.proposals.loc[pools.proposals["position_id"].isin(sales), "employee_id"]
    for path in Path("data/sample").iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    assessments[~assessments["employee_id"].isin(chosen)].to_csv(
        folder / "assessments.csv", index=False
    )
    less = build_pools(load_company(folder, as_of="2026-06-30"), KEY)
    before, after = (
        quantity_gap(each.targets, by=("unit",)).set_index("unit").loc["Sales"]
        for each in (pools, less)
    )
    assert after["shortage"] > before["shortage"]
    assert after["shortage_low"] <= before["shortage"] <= after["shortage_high"]
    assert (after["shortage_high"] - after["shortage_low"]) > (
        before["shortage_high"] - before["shortage_low"]
    )


def test_first_shortage_of_one_group_is_that_of_its_seats_alone(
    company: Company, pools: Pools, shortage: Shortage
) -> None:
    units = shortage.groups[shortage.groups["by"] == "unit"].set_index("group")
    assert units["seats"].sum() == shortage.first.set_index("pool").loc["all", "seats"]
    targets = pools.targets.assign(unit=pools.targets["pool"])
    same = find_shortage(company, targets, pools.candidates).groups
    by_pool = same[same["by"] == "unit"].drop(columns="by").set_index("group")
    first = shortage.first.set_index("pool").drop(index="all")
    assert by_pool.to_dict() == first.to_dict()


def test_without_a_post_there_is_no_group(company: Company, pools: Pools) -> None:
    none = find_shortage(company, pools.targets.iloc[:0], pools.candidates)
    assert none.groups.empty
    assert none.first["seats"].tolist() == [0]


def test_quality_by_family_is_the_mean_over_its_people(company: Company, pools: Pools) -> None:
    by = {
        name: quality_gap(company, pools.targets, pools.candidates, pools.proposals, by=name)
        for name in ("unit", "job_family")
    }
    total = {
        name: float((rows["gap"] * rows["assessed_share"] * rows["pairs"]).sum())
        for name, rows in by.items()
    }
    assert total["unit"] == pytest.approx(total["job_family"])


def test_words_of_the_groups(company: Company, pools: Pools, shortage: Shortage) -> None:
    table = gap_group_table(gaps_by(company, pools, shortage, by="pool"))
    assert set(table["group"]) == {"key", "management"}
    assert table["empty"].str.contains(r"\(\d+ to \d+\)").any()
    assert pool_words(pools, pool="key").startswith(tuple("123456789"))


def test_reserve_steps_up_by_family(company: Company, pools: Pools) -> None:
    reserve = pools.reserve
    assert not reserve["employee_id"].duplicated().any()
    assert set(reserve["kind"]) == {"management", "specialist"}
    other = reserve[~reserve["position_id"].isin(pools.targets["position_id"])]
    assert len(other)
    grade = company.positions.set_index("position_id")["grade"]
    own = company.staff.set_index("employee_id")["position_id"].map(grade)
    rises = other["position_id"].map(grade) > other["employee_id"].map(own)
    assert rises.all()
    families = reserve_families(pools)
    assert families["people"].sum() == len(reserve)
    assert f"{len(reserve)} people with potential" in reserve_words(pools)


def test_demand_is_what_is_replaced_and_what_grows(pools: Pools) -> None:
    demand = demand_table(pools).set_index("pool")
    parts = demand[["empty_now", "growth", "retiring", "other_departures"]]
    assert parts.sum(axis=1).tolist() == pytest.approx(demand["to_replace_or_fill"].tolist())
    assert (parts >= 0).all(axis=None)
    assert demand["places"].sum() == pools.targets["capacity"].sum()
