"""Recovery over time: by hand, by integral against the ledger, and closed over the horizon."""

import numpy as np
import pandas as pd
import pytest

from workbench.drain.channels import CHANNELS, DRIVERS
from workbench.drain.ground import lay_ground
from workbench.drain.measures import avoidable_loss
from workbench.drain.recovery import display
from workbench.drain.recovery.course import Course, lost_days, output_lost, recovery_days
from workbench.drain.recovery.departures import fallen_due, read_departures
from workbench.drain.recovery.findings import findings
from workbench.drain.recovery.people import read_leavers
from workbench.drain.recovery.recover import recovery
from workbench.drain.recovery.timing import CUSTOMERS, SECRETS, TIMING, Clock, due_share
from workbench.drain.risk import drain_risk

POSTS = ("P1", "P2", "P3")
WIDE = ("cover_share", "ramp_days", "notice_days", "defect_cost_share", "handover_share",
        "deferred_work_share", "start_productivity_share", "coordination_loss_share")  # fmt: skip


@pytest.fixture(scope="module")
def wide_inputs(fixed_inputs):
    """Ranges with some width, so that draws differ."""
    inputs = fixed_inputs()
    for name in WIDE:
        inputs[name] |= {"p10": inputs[name]["p50"] * 0.6, "p90": inputs[name]["p50"] * 1.5}
    return inputs


@pytest.fixture(scope="module")
def retiring(base_tables):
    """Employees of whom E1 reaches the retirement age in half a year."""
    return base_tables()["employees"].assign(born_on=["1961-12-31", "1985-01-01", "1990-01-01"])


@pytest.fixture(scope="module")
def wide(build, wide_inputs, retiring):
    return build({"inputs": wide_inputs, "discount_rate_per_year": 0.06}, employees=retiring)


@pytest.fixture(scope="module")
def found(build):
    return recovery(build(), POSTS, horizon_days=365)


def test_seller_is_back_by_hand(found):
    # Vacant 96.525 - 60 = 36.525 days; ramp 146.1 days. Lost: 0.6 x 0.5 while vacant, 0.6 x 0.5 x
    # 0.8 on the first day, 0.05 defects. 90 %: (0.1 - 0.05) / 0.24 of the ramp is left.
    row = found.posts.set_index("position_id").loc["P2"]
    assert row["vacant_months"] == pytest.approx(1.2)
    assert row["lowest_output"] == pytest.approx(0.7)
    assert row["months_90"] == pytest.approx(1.2 + 4.8 * (1 - 0.05 / 0.24))
    assert row["months_full"] == row["months_full_p90"] == pytest.approx(6.0)
    assert row["months_half"] == 0
    # 600,000 x (0.3 x 0.1 + 0.24 x 0.4 / 2 + 0.05 x 0.4), and 350 for standing in.
    assert row["lost_operations"] == pytest.approx(18_000 + 28_800 + 12_000 + 350)
    curve = found.curves[found.curves["position_id"] == "P2"].set_index("month")
    assert curve.loc[[0.0, 1.0], "output"].tolist() == pytest.approx([0.7, 0.7])
    assert curve.loc[3.5, "output"] == pytest.approx(1 - 0.05 - 0.24 * (1 - 2.3 / 4.8))
    assert curve.loc[6.5, "output"] == 1
    assert curve.loc[1.0, "lost_operations"] == pytest.approx(18_350 / 1.2)


def test_leader_who_holds_a_method_loses_more_by_hand(found):
    # E1: 300,000 of work (0.6 x 0.5 undone, 0.4 x 0.1 under several heads) and a method of 100,000
    # (0.5 undone); E2: 400,000 of work. One of the two leaves.
    curve = found.curves[found.curves["position_id"] == "P1"].set_index("month")
    one, other = (300 * 0.34 + 100 * 0.5) / 400, 0.34
    assert curve.loc[0.0, "output"] == pytest.approx(1 - (one + other) / 2)
    assert curve.loc[0.0, "output_p10"] == pytest.approx(1 - one)
    assert curve.loc[0.0, "output_p90"] == pytest.approx(1 - other)


def test_output_curve_adds_up_to_the_operations_of_the_ledger(wide):
    ground = lay_ground(wide, POSTS, scenarios=("as_usual",))
    exits = ground.all_exits("as_usual")
    leavers, amounts = read_leavers(ground, exits), ground.amounts(exits)
    names = [each.name for each in DRIVERS if each.channel == "operations"]
    names.remove("pay for standing in")
    course = leavers.course
    flat = Course(*(getattr(course, name).reshape(-1) for name in Course.__dataclass_fields__))
    whole = lost_days(flat, np.array([np.inf]))[0].reshape(course.vacant_days.shape)
    by_way = (whole * leavers.weight[:, :, None]).sum(axis=0)
    lost = by_way * leavers.full_output[:, None] / 365.25
    ledger = np.sum([amounts[name] for name in names], axis=0)
    assert np.abs(lost - ledger).max() < 1e-9 * ledger.max()
    # The closed form is the integral of the curve: the middles of steps of a tenth of a day.
    middles = np.arange(0.05, 500, 0.1)
    few = Course(*(getattr(flat, name)[:40] for name in Course.__dataclass_fields__))
    numeric = output_lost(few, middles).sum(axis=0) * 0.1
    assert numeric == pytest.approx(lost_days(few, np.array([500.0]))[0], rel=2e-3)


def test_recovery_days_is_where_the_curve_crosses(wide):
    ground = lay_ground(wide, POSTS, scenarios=("as_usual",))
    course = read_leavers(ground, ground.all_exits("as_usual")).course
    flat = Course(*(getattr(course, name).reshape(-1) for name in Course.__dataclass_fields__))
    days = np.arange(0.0, 600.0, 0.25)
    lost = output_lost(flat, days)
    for level in (0.5, 0.7, 0.9, 1.0):
        below = lost > 1 - level + 1e-9
        last = np.where(below.any(axis=0), days[::-1][below[::-1].argmax(axis=0)], -0.25)
        crossed = recovery_days(flat, level=level)
        assert (crossed > last - 1e-9).all() and (crossed <= last + 0.25 + 1e-9).all()


def test_every_amount_falls_due_once_whatever_the_way_to_leave(wide):
    ground = lay_ground(wide, POSTS, scenarios=("as_usual",))
    exits = ground.all_exits("as_usual")
    amounts = ground.amounts(exits)
    assert 0 < exits.retires_share[0] < 1
    endless = np.array([[-1.0], [1e6]])
    for place, departure in enumerate(read_departures(ground, exits, read_leavers(ground, exits))):
        due = fallen_due(departure, (endless, endless))
        for name, amount in amounts.items():
            assert not due[name][0].any()
            assert due[name][1] == pytest.approx(amount[place], rel=1e-12)


def test_path_closes_to_the_cent_in_every_channel(wide):
    risk, path = drain_risk(wide, POSTS), recovery(wide, POSTS).path
    expected = risk.channels.groupby("channel")["expected_loss"].sum()
    for channel in CHANNELS:
        assert path[channel].sum() == pytest.approx(expected[channel], abs=0.005)
        assert (path[channel] >= -1e-9).all()
    assert path["so_far"].iloc[-1] == pytest.approx(risk.figure("expected_loss"), abs=0.005)
    assert path["so_far"].is_monotonic_increasing


def test_path_of_a_retirement_by_hand(build, base_tables, fixed_inputs):
    # The seller retires on 2026-12-31, 184 days on, and nobody resigns. Known so long ahead the
    # successor is there at once: 28,800 by the triangle and 12,000 evenly over 146.1 days.
    employees = base_tables()["employees"].assign(born_on=[None, None, "1961-12-31"])
    company = build({"inputs": fixed_inputs(leave_rate_per_year=0.0)}, employees=employees)
    path = recovery(company, ("P2",), horizon_days=365).path
    assert path["until_on"].dt.strftime("%Y-%m-%d").iloc[:2].tolist() == [
        "2026-09-30", "2026-12-31"
    ]  # fmt: skip
    assert path["expected_loss"].iloc[0] == 0
    # The search (70,000 x 0.2) is paid on arrival.
    assert path["reputation"].iloc[1] == pytest.approx(14_000)
    gone = 90 / 146.1
    by_hand = 28_800 * gone * (2 - gone) + 12_000 * gone
    assert path["operations"].iloc[:3].tolist() == pytest.approx([0, 0, by_hand])
    # After a retirement nobody follows and nothing goes to a rival.
    assert path[["secrets", "competitiveness"]].to_numpy().sum() == 0


def test_present_values_fall_due_over_the_life_of_the_asset():
    lives = (np.array([365.25, 730.5]), np.array([0.5, 0.5]))
    clock = Clock(np.zeros(1), np.zeros(1), np.zeros(1), lives, lives, 0.06)
    one = due_share(SECRETS, np.array([365.25]), clock)[0, 0]
    assert one == pytest.approx(0.5 + 0.5 * (1 - 1 / 1.06) / (1 - 1 / 1.06**2))
    assert due_share(CUSTOMERS, np.array([-0.1, 0.0, 9999.0]), clock)[:, 0].tolist() == [0, 0, 1]


def test_lengths_of_nothing_fall_due_at_once():
    zero = (np.zeros(1), np.ones(1))
    clock = Clock(np.zeros(1), np.zeros(1), np.zeros(1), zero, zero, 0.06)
    for timing in set(TIMING.values()) - {"over a year"}:
        due = due_share(timing, np.array([-1.0, 0.0]), clock)[:, 0]
        assert due.tolist() == [0, 1], timing
    still = Course(*(np.zeros(1) for _ in range(5)))
    assert recovery_days(still, level=1.0).tolist() == [0]


def test_every_driver_has_one_timing():
    assert set(TIMING) == {driver.name for driver in DRIVERS}


def test_longer_search_and_ramp_come_back_later(build, fixed_inputs, found):
    slow = recovery(build({"inputs": fixed_inputs(ramp_days=292.2)}), POSTS)
    known = found.posts.set_index("position_id")
    later = slow.posts.set_index("position_id").loc[known.index]
    assert (later["months_full"] - known["months_full"]).tolist() == pytest.approx([4.8, 4.8])
    assert (later["months_90"] > known["months_90"]).all()


def test_range_widens_with_the_inputs(wide):
    rows = recovery(wide, POSTS).posts
    for name in ("half", "90", "full"):
        low, middle, high = (rows[f"months_{name}{end}"] for end in ("_p10", "", "_p90"))
        assert (low <= middle).all() and (middle <= high).all()
    assert (rows["months_90_p10"] < rows["months_90_p90"]).all()
    assert (rows["months_half"] <= rows["months_90"]).all()
    assert (rows["months_90"] <= rows["months_full"]).all()


def test_b_saves_what_the_measure_says(build, base_tables):
    roles = base_tables()["measures"].assign(
        kind="ab_roles", acts_on="cover_share", effect_p10=0.1, effect_p50=0.4, effect_p90=0.8
    )
    company = build(measures=roles)
    found, risk = recovery(company, POSTS), drain_risk(company, POSTS)
    row = found.posts.set_index("position_id").loc["P2"]
    chance = risk.posts.set_index("position_id").loc["P2", "leave_probability"]
    avoidable = avoidable_loss(risk).set_index(["position_id", "acts_on"])["avoidable_loss"]
    saved = 0.4 * avoidable["P2", "cover_share"]
    assert chance * (row["lost_operations"] - row["lost_with_b"]) == pytest.approx(saved, abs=0.01)
    curve = found.curves[found.curves["position_id"] == "P2"].set_index("month")
    assert curve.loc[0.0, "output_with_b"] == pytest.approx(1 - 0.6 * 0.3)
    assert "lost_with_b" in display.posts(found)
    assert any("With A and B roles that take 40 %" in words for words in findings(found))


def test_order_of_rows_and_posts_changes_nothing(build, base_tables, found):
    turned = {name: table.iloc[::-1] for name, table in base_tables().items()}
    other = recovery(build(**turned), POSTS[::-1], horizon_days=365)
    for name in ("posts", "curves", "path"):
        pd.testing.assert_frame_equal(getattr(other, name), getattr(found, name), rtol=1e-9)


def test_post_without_a_margin_is_named_and_not_followed(build, base_tables):
    positions = base_tables()["positions"]
    positions.loc[1, "margin_at_stake_per_year"] = np.nan
    partly = recovery(build(positions=positions), POSTS)
    assert partly.posts["position_id"].tolist() == ["P1"]
    assert partly.not_assessed.iloc[0].tolist() == [
        "P2", "Seller", "positions.margin_at_stake_per_year above 0"
    ]  # fmt: skip
    assert any("1 post cannot be followed" in words for words in findings(partly))
    none = recovery(build(positions=positions.drop(columns="margin_at_stake_per_year")), POSTS)
    assert none.posts.empty and none.curves.empty and "not assessed" in none.lacks
    assert display.posts(none).empty and display.curves(none).empty


def test_unknown_methods_take_all_work_as_covered(build):
    bare = recovery(build(assets=None, holdings=None), POSTS)
    curve = bare.curves[bare.curves["position_id"] == "P1"].set_index("month")
    assert curve.loc[0.0, "output"] == pytest.approx(1 - 0.34)


def test_nobody_in_the_posts_leaves_nothing_to_follow(build):
    empty = recovery(build(), ("P3",))
    assert empty.posts.empty and empty.path.empty and empty.lacks
    assert findings(empty) == ()


def test_findings_and_tables_name_posts_and_no_person(found):
    words = " ".join(findings(found))
    assert words.startswith("Slowest to come back after a departure is Chemist (P1): 90 % of its")
    assert "falls due in the first year" in words
    for table in (display.posts(found), display.curves(found), display.path(found)):
        assert not table.astype("str").isin(["E1", "E2", "E3"]).any().any()
    assert not any(person in words for person in ("E1", "E2", "E3"))
