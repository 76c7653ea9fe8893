"""What is hidden in the sample company, and the rules that must hold on real sizes."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from workbench.company import load_company
from workbench.pools import build_pools, findings
from workbench.pools.bench import named_bench
from workbench.pools.selection import score_nominations
from workbench.pools.tables import conflict_table, proposal_table, waterfall_table
from workbench.sample.planted import (
    FIVE_NAMES,
    FIVE_NAMES_POSTS,
    KEY_POSTS,
    LONG_VACANCY_POST,
    PAPER_BACKUP,
    PAPER_BACKUP_POSTS,
    RETIRING_HEAD_POST,
    STALE_NOMINEES,
)

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def company():
    return load_company(SAMPLE)


@pytest.fixture(scope="module")
def pools(company):
    return build_pools(company, KEY_POSTS)


def test_the_five_names_fill_five_posts_and_no_more(company):
    bench = named_bench(company, FIVE_NAMES_POSTS)
    steps = bench.waterfall.set_index("step")["posts"]
    assert steps["named"] == len(FIVE_NAMES_POSTS)
    assert steps["not double-booked"] <= 5
    assert bench.measures["distinct_people"] == 5


def test_the_five_names_are_the_largest_conflict(pools):
    worst = pools.bench.conflicts.iloc[0]
    assert set(worst["employee_ids"]) == set(FIVE_NAMES)
    assert set(worst["position_ids"]) >= set(FIVE_NAMES_POSTS) - {RETIRING_HEAD_POST}
    assert worst["short"] == worst["posts"] - 5
    assert any(
        f"{worst['short']} of the posts cannot be filled" in text for text in findings(pools)
    )


def test_the_five_names_stand_on_the_most_lists(pools):
    assert set(pools.bench.people.head(5)["employee_id"]) == set(FIVE_NAMES)


def test_the_paper_backup_covers_one_of_three_posts(pools):
    conflicts = pools.bench.conflicts
    own = conflicts[conflicts["employee_ids"].map(lambda ids: ids == (PAPER_BACKUP,))]
    assert own["position_ids"].map(set).tolist() == [set(PAPER_BACKUP_POSTS)]


def test_the_bench_of_the_retiring_head_is_stale(company, pools):
    posts = pools.bench.posts.set_index("position_id")
    assert posts.loc[RETIRING_HEAD_POST, "lost_at"] == "evidence is fresh"
    named = company.table("nominations")
    names = named.loc[named["position_id"] == RETIRING_HEAD_POST, "employee_id"]
    assert set(names) == set(STALE_NOMINEES)


def test_the_retirement_is_a_gap_in_time(pools):
    time = pools.gaps.time.set_index("position_id")
    assert time.loc[RETIRING_HEAD_POST, "state"] != "in time"
    assert time.loc[RETIRING_HEAD_POST, "vacant_on"] <= pd.Timestamp("2027-06-30")


def test_the_long_vacancy_counts_as_vacant_now(company, pools):
    posts = pools.targets.set_index("position_id")
    assert posts.loc[LONG_VACANCY_POST, "vacant_seats"] >= 1
    assert posts.loc[LONG_VACANCY_POST, "vacant_on"] == company.as_of


def test_the_ledger_of_the_sample_closes(pools):
    assert (pools.ledger.years["difference"] == 0).all()
    assert pools.ledger.faults.empty


def test_pools_of_the_sample_keep_their_rules(company, pools):
    proposals, targets = pools.proposals, pools.targets
    assert (proposals["gate"] == "pass").all()
    assert proposals["employee_id"].value_counts().max() <= 2
    assert not proposals.duplicated(["position_id", "employee_id"]).any()
    assert (targets["proposed"] <= targets["capacity"]).all()
    assert proposals["employee_id"].isin(company.staff["employee_id"]).all()
    assert (proposals["fit_low"] <= proposals["fit"] + 1e-12).all()
    assert (proposals["fit"] <= proposals["fit_high"] + 1e-12).all()
    assert not set(pools.reserve["employee_id"]) & set(proposals["employee_id"])


def test_tables_of_the_sample_name_every_key_post(company, pools):
    key = proposal_table(pools, pool="key")
    assert set(key["post"].str.extract(r"\((P\d+)\)$")[0]) == set(KEY_POSTS)
    assert key["because"].notna().all()
    lost = waterfall_table(pools.bench, company)
    assert (lost["lost"] != "").equals(lost["posts_lost"] > 0)
    assert conflict_table(pools.bench, company)["the_people"].str.len().gt(0).all()


def test_the_choice_of_the_sample_is_proved(pools):
    assert pools.choice.gap == 0
    assert (pools.passed_over["because"] != "").all()


def test_removing_a_record_widens_bounds_and_never_counts_as_zero(company, pools):
    # The record of everybody proposed for a post, in one competency the post asks for.
    before = pools.proposals[pools.proposals["known_share"] == 1].iloc[0]
    asked = company.table("requirements")
    own = asked[asked["position_id"] == before["position_id"]]
    competency = own.sort_values("level")["competency_id"].iloc[-1]
    seen = company.table("assessments")
    gone = (seen["employee_id"] == before["employee_id"]) & (seen["competency_id"] == competency)
    assert gone.any()
    thinner = replace(company, tables={**company.tables, "assessments": seen[~gone]})
    after = build_pools(thinner, KEY_POSTS).candidates
    pair = (
        after.employee_ids.index(before["employee_id"]),
        after.position_ids.index(before["position_id"]),
    )
    fit = after.fit.overall
    assert fit.low[pair] < before["fit_low"]
    assert before["fit"] <= fit.high[pair] + 1e-12
    assert fit.known_share[pair] < 1
    # Were the missing level read as 0, the point would fall onto the low bound.
    assert fit.point[pair] > fit.low[pair] + 0.01


def test_no_proposal_of_the_sample_depends_on_the_order_of_rows(company, pools):
    turned = replace(
        company, tables={name: table.iloc[::-1] for name, table in company.tables.items()}
    )
    pd.testing.assert_frame_equal(build_pools(turned, KEY_POSTS).proposals, pools.proposals)


def test_the_nominations_of_the_sample_lose_much_against_the_best_choice(company, pools):
    found = score_nominations(company, pools.candidates, pools.task, pools.choice)
    aims = found.aims.set_index("aim")
    assert (aims["the_list"] < aims["best"]).all()
    assert aims.loc["places filled", "best"] == len(pools.proposals)
    assert found.steps["places filled"].is_monotonic_increasing
