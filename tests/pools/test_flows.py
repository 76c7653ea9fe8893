"""In and out of the pools: stays, yield, readiness that came true, and the intake needed."""

import numpy as np
import pandas as pd
import pytest

from workbench.market.survival import open_share
from workbench.pools import build_pools
from workbench.pools.flows.calibration import readiness_calibration, readiness_outcomes
from workbench.pools.flows.display import (
    calibration_table,
    flow_findings,
    intake_table,
    large_pools,
    stay_table,
    yield_table,
)
from workbench.pools.flows.replenish import intake_needed, replenishment
from workbench.pools.flows.stays import pool_stays, pool_yield, share_with_range
from workbench.pools.ledger import pool_ledger


def test_pool_stays_by_hand(company):
    stays = pool_stays(company).set_index("employee_id")
    assert stays["out"].to_dict() == {
        "E2": "still in", "E3": "eliminated", "E4": "promoted", "E9": "left",
    }  # fmt: skip
    # E9 left the company on 2025-06-30 and was never taken off the list.
    assert stays["off_books"].to_dict() == {"E2": False, "E3": False, "E4": False, "E9": True}
    assert stays.loc["E9", "days"] == (pd.Timestamp("2025-06-30") - pd.Timestamp("2024-05-01")).days
    assert stays.loc["E2", "days"] == (pd.Timestamp("2026-06-30") - pd.Timestamp("2024-03-01")).days


def test_pool_stays_agree_with_the_ledger(company):
    years = pool_ledger(company).years
    stays = pool_stays(company)
    for out in ("promoted", "eliminated"):
        assert (stays["out"] == out).sum() == years[out].sum()
    members = (stays["out"] == "still in") | stays["off_books"]
    assert members.sum() == years[years["year"] == 2026]["closing"].sum()


def test_pool_stays_leave_out_entries_that_cannot_be(tables, make, rows):
    tables["pool_moves"] = rows(
        "pool employee_id moved_on move",
        "key E2 2025-01-01 in", "key E2 2025-06-01 in", "key E2 2025-09-01 promoted",
        "key E3 2025-06-01 promoted", "key E4 2025-01-01 in", "key E4 2025-03-01 eliminated",
        "key E4 2025-03-01 in",
    )  # fmt: skip
    stays = pool_stays(make(tables))
    assert stays["employee_id"].tolist() == ["E2", "E4", "E4"]
    assert stays["out"].tolist() == ["promoted", "eliminated", "still in"]
    assert stays["days"].iloc[0] == 243


def test_pool_yield_bounds_hold_those_still_in(company):
    key = pool_yield(company).pools.set_index("pool").loc["key"]
    assert key[["entered", "promoted", "eliminated", "left", "still_in"]].tolist() == [
        4,
        1,
        1,
        1,
        1,
    ]
    assert key["promoted_share"] == pytest.approx(1 / 3)
    assert key[["at_least", "at_most"]].tolist() == [0.25, 0.5]


def test_pool_yield_counts_every_entry_once(company):
    pools = pool_yield(company).pools
    outs = pools[["promoted", "eliminated", "left", "still_in"]].sum(axis=1)
    assert (outs == pools["entered"]).all()
    alone = pools[pools["pool"] != "all pools"]
    assert alone["entered"].sum() == pools["entered"].iloc[-1]


def test_time_in_the_pool_counts_those_still_in_as_not_yet_out(company):
    found = pool_yield(company)
    stays = pool_stays(company)
    out = (stays["out"] != "still in").to_numpy()
    curve = open_share(stays["days"].to_numpy(), out)
    own = found.time[found.time["pool"] == "key"]
    assert own["still_in_share"].tolist() == curve["open_share"].tolist()
    # Three of four are out, at 245, 396 and 425 days; the fourth is seen for longer.
    assert own["still_in_share"].round(2).tolist() == [1.0, 0.75, 0.5, 0.25, 0.25]


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3, 95 %.
        pytest.param(81, 263, 0.2553, 0.3662, id="81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id="15 of 148"),
        pytest.param(0, 20, 0.0, 0.1611, id="0 of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id="1 of 29"),
    ],
)
def test_share_with_range_gives_the_published_wilson_intervals(successes, trials, low, high):
    found = share_with_range(successes, trials, level=0.95)
    assert found == pytest.approx((successes / trials, low, high), abs=6e-5)


def test_share_with_range_knows_nothing_without_a_trial():
    share, low, high = share_with_range(0, 0)
    assert np.isnan(share)
    assert (low, high) == (0.0, 1.0)


@pytest.fixture
def labelled(tables, rows):
    tables["nominations"] = rows(
        "position_id employee_id readiness evidence_on",
        "P1 E2 ready_now 2023-01-10",  # took P2 (grade 6) in time: below the grade named
        "P2 E3 ready_now 2023-01-10",  # took P3 in time: no such post
        "P5 E8 ready_now 2023-01-10",  # took P5 in time
        "P1 E9 ready_now 2025-01-10",  # left within the year
        "P1 E4 ready_now 2025-12-10",  # too young
        "P1 E6 ready_1_2_years 2024-01-10",  # stayed
        "P1 E7 ready_now .",  # undated
    )
    since = {"E2": "2023-06-01", "E3": "2023-06-01", "E8": "2023-12-01"}
    people = tables["employees"]
    tables["employees"] = people.assign(position_since=people["employee_id"].map(since))
    del tables["pool_moves"]
    return tables


def test_readiness_outcomes_by_hand(labelled, make):
    outcomes = readiness_outcomes(make(labelled)).set_index("employee_id")["outcome"]
    assert outcomes.to_dict() == {
        "E2": "stayed", "E3": "stayed", "E4": "too young", "E6": "stayed", "E8": "moved",
        "E9": "left",
    }  # fmt: skip


def test_readiness_calibration_leaves_young_and_undated_labels_out(labelled, make):
    table = readiness_calibration(make(labelled)).set_index("readiness")
    now = table.loc["ready_now"]
    assert now[["moved", "left", "stayed", "too_young", "undated"]].tolist() == [1, 1, 2, 1, 1]
    assert now["moved_share"] == 0.25
    assert np.isnan(table.loc["ready_3_5_years", "moved_share"])


def test_an_early_success_of_a_young_label_does_not_count_yet(labelled, make):
    moved = labelled["employees"]["employee_id"] == "E4"
    labelled["employees"].loc[moved, ["position_id", "position_since"]] = ["P1", "2026-03-01"]
    outcomes = readiness_outcomes(make(labelled)).set_index("employee_id")["outcome"]
    assert outcomes["E4"] == "too young"


def test_an_earlier_move_is_found_in_post_history(labelled, make, rows):
    labelled["post_history"] = rows(
        "employee_id position_id grade starts_on", "E6 P2 . 2020-01-01", "E6 P1 8 2024-09-01"
    )
    since = labelled["employees"]["employee_id"] == "E6"
    labelled["employees"].loc[since, "position_since"] = "2026-03-01"
    outcomes = readiness_outcomes(make(labelled)).set_index("employee_id")["outcome"]
    assert outcomes["E6"] == "moved"


def test_a_promotion_out_of_a_pool_counts_as_a_move(labelled, make, rows):
    labelled["pool_moves"] = rows(
        "pool employee_id moved_on move", "key E6 2023-03-01 in", "key E6 2025-03-01 promoted"
    )
    outcomes = readiness_outcomes(make(labelled)).set_index("employee_id")["outcome"]
    assert outcomes["E6"] == "moved"


@pytest.mark.parametrize(
    ("demand", "shares", "needed"),
    [
        pytest.param(0.0, (np.nan, 0.0, 1.0), (0.0, 0.0, 0.0), id="no demand"),
        pytest.param(2.0, (0.0, 0.0, 0.2), (np.inf, 10.0, np.inf), id="nobody promoted yet"),
    ],
)
def test_intake_needed_at_the_ends(demand, shares, needed):
    assert intake_needed(demand, *shares) == pytest.approx(needed)


def test_intake_needed_is_unknown_without_a_share():
    needed, least, most = intake_needed(2.0, np.nan, 0.0, 1.0)
    assert np.isnan(needed)
    assert (least, most) == (2.0, np.inf)


def test_replenishment_in_balance_keeps_the_pool_full(company):
    targets = build_pools(company, ["P1", "P2"]).targets
    table = replenishment(company, targets).set_index("pool")
    row = table.loc["key"]
    assert row["needed"] * row["promoted_share"] == pytest.approx(row["demand_per_year"])
    twice = replenishment(company, targets.assign(vacancies=2 * targets["vacancies"]))
    assert twice.set_index("pool").loc["key", "needed"] == pytest.approx(2 * row["needed"])
    assert row["needed_low"] <= row["needed"] <= row["needed_high"]
    # Nobody ever entered the management pool: nothing is known of it.
    assert np.isnan(table.loc["management", "needed"])


def test_words_and_tables_hide_small_groups(company):
    found, labels = pool_yield(company), readiness_calibration(company)
    needs = replenishment(company, build_pools(company, ["P1", "P2"]).targets)
    assert yield_table(found, min_group_size=5).empty
    assert stay_table(found, min_group_size=5).empty
    shown = calibration_table(labels, min_group_size=5).set_index("readiness")
    assert shown.loc["ready now", "moved_share"] == "fewer than 5 people"
    assert intake_table(needs, min_group_size=5)["pool"].tolist() == ["management"]
    assert len(intake_table(needs, min_group_size=1)) == 2
    words = flow_findings(found, labels, needs, min_group_size=5)
    assert all(word.endswith(".") for word in words)
    assert "1 stay ended with the last day" in words[-1]


def test_a_small_pool_takes_the_sum_of_all_pools_with_it(tables, make, rows):
    entries = [f"key E{place} 2025-01-0{place} in" for place in range(1, 7)]
    tables["pool_moves"] = rows(
        "pool employee_id moved_on move", *entries, "reserve E7 2025-01-01 in"
    )
    shown = large_pools(pool_yield(make(tables)), min_group_size=5)
    assert [frame["pool"].unique().tolist() for frame in (shown.pools, shown.time)] == [["key"]] * 2


def test_flows_do_not_depend_on_the_order_of_rows(tables, make):
    before = pool_yield(make(tables)).pools
    tables["pool_moves"] = tables["pool_moves"].iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(before, pool_yield(make(tables)).pools)
