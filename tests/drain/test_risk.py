"""The ledger, the engine and the scenarios together, on a company that can be followed by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.drain.channels import CHANNELS, DRIVERS
from workbench.drain.findings import findings
from workbench.drain.risk import compare_scenarios, drain_risk
from workbench.drain.ties import tie_table
from workbench.errors import ParameterError

POSTS = ("P1", "P2", "P3")


@pytest.fixture(scope="module")
def risk(build):
    return drain_risk(build(), POSTS, horizon_days=365)


def amounts(risk, employee_id):
    rows = risk.ledger.rows
    return rows[rows["employee_id"] == employee_id].set_index("driver")["mean"]


def test_ledger_matches_amounts_by_hand(risk):
    # E1 holds half of the chemists' margin (400,000), 0.6 of a recipe worth 2 x 1,000,000, and a
    # method of 100,000 a year. Vacant (133.05 - 60) / 365.25 = 0.2 years, ramp 146.1 days = 0.4.
    found = amounts(risk, "E1")
    assert found["secrets a rival uses"] == pytest.approx(1_200_000 * 0.5 * 0.4 * 0.75)
    assert found["work undone while vacant"] == pytest.approx(300_000 * 0.6 * 0.5 * 0.2)
    assert found["method without its holder"] == pytest.approx(100_000 * 0.5 * 0.2)
    assert found["newcomer still learning"] == pytest.approx(300_000 * 0.6 * 0.5 * 0.8 * 0.2)
    assert found["method learnt anew"] == pytest.approx(100_000 * 0.5 * 0.8 * 0.2)
    assert found["defects while learning"] == pytest.approx(400_000 * 0.05 * 0.4)
    assert found["finding a successor"] == pytest.approx(80_000 * 0.2)
    assert found["dearer pay afterwards"] == pytest.approx(80_000 * 0.1)
    # One colleague of the same family and grade; a part of the covered work is lost, as P1 leads.
    assert found["colleagues ask for the same"] == pytest.approx(1 * 80_000 * 0.1 * 0.5)
    assert found["dearer recruiting"] == pytest.approx(80_000 * 0.2 * 0.25)
    assert found["several in command"] == pytest.approx(300_000 * 0.4 * 0.1 * 0.2)
    assert found["pay for standing in"] == pytest.approx(80_000 * 0.05 * 0.2)
    assert found["trust of customers"] == pytest.approx(400_000 * 0.01)
    assert found["trust of suppliers and authorities"] == 0
    # The rival gains 0.02 and we lose 0.005 of it: each part of the gain stands once.
    assert found["our position falls"] == pytest.approx(400_000 * 0.5 * 0.005 * 0.5)
    assert found["rival grows stronger"] == pytest.approx(400_000 * 0.5 * 0.015 * 0.5)
    seller = amounts(risk, "E3")
    assert seller["customers who follow"] == pytest.approx(4 * 500_000 * 0.3)
    # Tied customers can follow; only the rest of the margin loses trust. P2 leads nobody.
    assert seller["trust of customers"] == pytest.approx(100_000 * 0.01)
    assert seller["several in command"] == 0 and seller["colleagues ask for the same"] == 0


def test_ledger_closes_to_the_cent(build, fixed_inputs):
    inputs = fixed_inputs()
    for name in ("cover_share", "secret_use_share", "ramp_days"):
        middle = inputs[name]["p50"]
        inputs[name] |= {"p10": middle * 0.7, "p90": middle * 1.37}
    risk = drain_risk(build({"inputs": inputs}), POSTS)
    rows, severity = risk.ledger.rows, risk.ledger.severity
    cents = (rows["mean"] * 100).round().astype("int64")
    assert (cents / 100).tolist() == rows["mean"].tolist()
    by_person = cents.groupby(rows["employee_id"]).sum()
    assert by_person.tolist() == (severity["mean"] * 100).round().astype("int64").tolist()
    by_channel = cents.groupby(rows["channel"]).sum()
    by_post = (risk.posts["loss_if_all_leave"] * 100).round().astype("int64")
    assert by_channel.sum() == by_post.sum() == cents.sum()


def test_every_driver_has_one_channel_and_stands_once_a_person(risk):
    rows = risk.ledger.rows
    assert not rows.duplicated(["employee_id", "driver"]).any()
    assert rows.groupby("driver")["channel"].nunique().max() == 1
    assert set(rows["channel"]) == set(CHANNELS)
    assert len(rows) == 3 * len(DRIVERS)


def test_expected_loss_is_chance_times_ledger(risk):
    chance = 1 - np.exp(-0.1 * 365 / 365.25)
    expected = chance * risk.ledger.rows["mean"].sum()
    assert risk.figure("expected_loss") == pytest.approx(expected, rel=1e-12)
    assert risk.year.expected == pytest.approx(expected, rel=1e-9)
    assert risk.posts["expected_loss"].sum() == pytest.approx(expected, rel=1e-12)


def test_shortfall_of_posts_sums_to_the_shortfall(risk):
    total = risk.figure("expected_shortfall_95")
    assert risk.posts["shortfall"].sum() == pytest.approx(total, rel=1e-9)
    assert risk.posts["shortfall_share"].sum() == pytest.approx(1.0, rel=1e-12)


def test_range_of_a_post_is_that_of_its_people_together(build, fixed_inputs):
    # What E1 costs moves with both ranges, what E2 costs with one of them only, so the percentiles
    # of the sum lie nearer to the middle than the sums of the percentiles.
    inputs = fixed_inputs()
    for name in ("secret_use_share", "defect_cost_share"):
        inputs[name] |= {"p10": inputs[name]["p50"] * 0.2, "p90": inputs[name]["p50"] * 1.8}
    holdings = pd.DataFrame({"asset_id": ["A1"], "employee_id": ["E1"], "share": [1.0]})
    company = build({"inputs": inputs}, holdings=holdings)
    risk = drain_risk(company, ("P1",))
    row, people = risk.posts.iloc[0], risk.ledger.severity
    together = risk.ledger.draws.sum(axis=0)
    assert row["loss_p10"] == pytest.approx(np.percentile(together, 10))
    assert row["loss_p90"] == pytest.approx(np.percentile(together, 90))
    assert people["p10"].sum() < row["loss_p10"] < row["loss_p90"] < people["p90"].sum()


def test_drain_risk_lists_the_empty_post_apart(risk):
    assert "P3" not in set(risk.posts["position_id"])
    # 240,000 a year, of which 0.6 is not covered and 0.5 of that not done later.
    assert risk.vacant.set_index("position_id")["cost_per_month"].to_dict() == pytest.approx(
        {"P3": 20_000 * 0.3}
    )


def test_drain_risk_without_register_is_not_assessed_and_never_zero(build):
    risk = drain_risk(build(assets=None, holdings=None), POSTS)
    missing = risk.ledger.not_assessed
    assert set(missing["driver"]) == {
        "secrets a rival uses", "method without its holder", "method learnt anew",
        "customers who follow", "trust of customers", "trust of suppliers and authorities",
    }  # fmt: skip
    assert missing["needs"].str.contains("tables assets").all()
    assert "secrets" not in set(risk.ledger.rows["channel"])
    assert any("lower bound" in sentence for sentence in findings(risk))


def test_drain_risk_names_the_missing_margin(build, base_tables):
    positions = base_tables()["positions"].drop(columns="margin_at_stake_per_year")
    risk = drain_risk(build(positions=positions), POSTS)
    missing = risk.ledger.not_assessed.set_index(["employee_id", "driver"])["needs"]
    assert missing["E3", "work undone while vacant"] == "positions.margin_at_stake_per_year"
    known = risk.ledger.rows.query("channel == 'operations' and employee_id == 'E3'")
    assert set(known["driver"]) == {
        "method without its holder", "method learnt anew", "pay for standing in"
    }  # fmt: skip
    assert risk.vacant["cost_per_month"].isna().all()


def test_drain_risk_names_the_asset_without_a_value(build, base_tables):
    assets = base_tables()["assets"]
    assets.loc[0, "value_per_year"] = np.nan
    risk = drain_risk(build(assets=assets), POSTS)
    needs = risk.ledger.not_assessed.set_index(["employee_id", "driver"])["needs"]
    assert "A1" in needs["E1", "secrets a rival uses"]
    assert set(risk.ledger.not_assessed["driver"]) == {"secrets a rival uses"}


def test_drain_risk_ignores_the_order_of_rows(build, risk, base_tables):
    turned = {name: table.iloc[::-1] for name, table in base_tables().items()}
    other = drain_risk(build(**turned), POSTS[::-1], horizon_days=365)
    pd.testing.assert_frame_equal(other.posts, risk.posts)
    pd.testing.assert_frame_equal(other.ledger.rows, risk.ledger.rows)
    assert other.summary["amount"].tolist() == pytest.approx(risk.summary["amount"].tolist())


def test_drain_risk_of_nobody_is_empty(build):
    risk = drain_risk(build(), ("P3",))
    assert risk.posts.empty and risk.ledger.rows.empty
    assert math.isnan(risk.figure("expected_loss"))
    assert "not assessed" in risk.lacks
    assert risk.leavers["probability"].tolist() == pytest.approx([1.0])
    assert findings(risk) == ("Nobody holds one of these posts, so no departure can be priced.",)


def test_drain_risk_treats_a_due_retirement_as_certain(build, base_tables):
    born_on = ["1961-12-31", "1985-01-01", "1990-01-01"]
    employees = base_tables()["employees"].assign(born_on=born_on)
    risk = drain_risk(build(employees=employees), ("P1", "P2"), horizon_days=365)
    row = risk.posts.set_index("position_id").loc["P1"]
    assert row["leave_probability"] == 1.0
    assert row["next_retirement_on"] == pd.Timestamp("2026-12-31")
    # Known 184 days ahead, the successor (133 days to find) starts in time, and only somebody
    # who resigns before takes the recipe to a rival.
    found = amounts(risk, "E1")
    resigns = 1 - np.exp(-0.1 * 184 / 365.25)
    assert found["work undone while vacant"] == pytest.approx(9_000 * 2 * resigns, abs=0.01)
    assert found["secrets a rival uses"] == pytest.approx(180_000 * resigns, abs=0.01)


def test_scenario_with_factor_one_changes_nothing(build, risk):
    drain = {"scenarios": {"same": {"sentence": "As usual.", "leave_factor": 1.0}}}
    same = drain_risk(build(drain), POSTS, scenario="same", horizon_days=365)
    assert same.summary.equals(risk.summary)
    assert same.posts.equals(risk.posts)


def test_scenario_multiplies_the_rate(build, risk):
    drain = {"scenarios": {"double": {"sentence": "Twice.", "leave_factor": 2.0}}}
    double = drain_risk(build(drain), POSTS, scenario="double", horizon_days=365)
    assert double.figure("expected_leavers") == pytest.approx(3 * (1 - np.exp(-0.2 * 365 / 365.25)))


def test_scenario_of_a_lift_out_takes_the_team_to_the_rival(build):
    scenario = {
        "sentence": "The lab goes.", "team_positions": ["P1"], "team_probability": 1.0,
        "team_follow_probability": 1.0,
    }  # fmt: skip
    risk = drain_risk(build({"scenarios": {"lift_out": scenario}}), POSTS, scenario="lift_out")
    assert risk.posts.set_index("position_id").loc["P1", "leave_probability"] == 1.0
    # Everybody lifted out goes to the rival: 1,200,000 x 0.4 x 0.75.
    assert amounts(risk, "E1")["secrets a rival uses"] == pytest.approx(360_000)
    assert risk.leavers["probability_at_least"].iloc[2] == pytest.approx(1.0)


def test_scenario_of_a_lift_out_takes_also_who_would_have_left_anyway(build, base_tables):
    # Approached with 0.5 and followed with 0.8: each member goes to the rival with a chance of
    # 0.4, whatever the member would have done. In the other 0.6 all is as usual: E1 resigns or
    # retires, E2 resigns or stays.
    scenario = {
        "sentence": "The lab may go.", "team_positions": ["P1"], "team_probability": 0.5,
        "team_follow_probability": 0.8,
    }  # fmt: skip
    employees = base_tables()["employees"].assign(born_on=["1961-12-31", "1985-01-01", None])
    company = build({"scenarios": {"lift_out": scenario}}, employees=employees)
    risk = drain_risk(company, ("P1",), scenario="lift_out", horizon_days=365)
    resigns = 1 - np.exp(-0.1 * 365 / 365.25)
    leaves = 0.4 + 0.6 * resigns
    assert risk.figure("expected_leavers") == pytest.approx(1 + leaves)
    # Of those who resign one in two goes to a rival, of those who retire nobody.
    secrets, to_rival = "secrets a rival uses", (0.4 + 0.6 * resigns * 0.5) / leaves
    assert amounts(risk, "E2")[secrets] == pytest.approx(800_000 * 0.3 * to_rival, abs=0.01)
    to_rival = 0.4 + 0.6 * (1 - np.exp(-0.1 * 184 / 365.25)) * 0.5
    assert amounts(risk, "E1")[secrets] == pytest.approx(1_200_000 * 0.3 * to_rival, abs=0.01)


EXIT = {"scenarios": {"exit": {"sentence": "One goes.", "leaving_positions": ["P2"]}}}


def test_scenario_adds_its_posts_to_the_watched_ones(build):
    risk = drain_risk(build(EXIT), ("P1",), scenario="exit")
    assert risk.posts.set_index("position_id").loc["P2", "leave_probability"] == 1.0


def test_drain_risk_does_not_depend_on_which_other_scenarios_are_written(build):
    with_exit, without = (drain_risk(build(drain), ("P1",)) for drain in (EXIT, {}))
    assert with_exit.posts["position_id"].tolist() == ["P1"]
    pd.testing.assert_frame_equal(with_exit.summary, without.summary)
    pd.testing.assert_frame_equal(with_exit.posts, without.posts)
    ties = [tie_table(build(drain), ("P1",)) for drain in (EXIT, {})]
    pd.testing.assert_frame_equal(*ties)


def test_compare_scenarios_prices_the_same_posts_in_every_scenario(build):
    table = compare_scenarios(build(EXIT), ("P1",)).set_index("scenario")
    listed_and_named = drain_risk(build(), ("P1", "P2"))
    usual = table.loc["as_usual", "expected_loss"]
    assert usual == pytest.approx(listed_and_named.figure("expected_loss"))
    assert table.loc["as_usual", "expected_leavers"] == pytest.approx(
        listed_and_named.figure("expected_leavers")
    )


def test_compare_scenarios_has_a_row_each_and_keeps_the_built_in_ones(build):
    drain = {"scenarios": {"exit": {"sentence": "One goes.", "leaving_positions": ["P2"]}}}
    table = compare_scenarios(build(drain), POSTS)
    assert table["scenario"].tolist() == [
        "as_usual", "market_shock", "retirement_wave", "rival_next_door", "pay_freeze",
        "followers", "several_at_once", "exit",
    ]  # fmt: skip
    channels = table[list(CHANNELS)].sum(axis=1)
    assert channels.to_numpy() == pytest.approx(table["expected_loss"].to_numpy(), rel=1e-9)
    usual, shock = table["expected_loss"].iloc[:2]
    assert usual < shock
    assert (table["expected_loss_low"] <= table["expected_loss_high"]).all()


@pytest.mark.parametrize(
    ("posts", "scenario", "words"),
    [(("P9",), "as_usual", "Not among the open posts: P9"), (POSTS, "flood", "Known: as_usual")],
)
def test_drain_risk_refuses_what_is_unknown(build, posts, scenario, words):
    with pytest.raises(ParameterError, match=words):
        drain_risk(build(), posts, scenario=scenario)


def test_tie_table_moves_the_tail_and_agrees_with_the_risk(build, risk):
    table = tie_table(build(), POSTS, horizon_days=365)
    assert table["correlation"].tolist() == [0.0, 0.05, 0.15, 0.30]
    assert table["expected_shortfall_95"].is_monotonic_increasing
    usual = table.set_index("correlation").loc[0.15, "expected_shortfall_95"]
    assert usual == pytest.approx(risk.figure("expected_shortfall_95"))


def test_findings_say_early_how_far_the_amount_can_be_trusted(build):
    company = build({"inputs": {}}, assets=None, holdings=None)
    sentences = findings(drain_risk(company, POSTS))
    assert "range" in sentences[0]
    assert "lower bound" in sentences[1]
    assert "placeholders" in sentences[2]
    assert all("E1" not in sentence for sentence in sentences)


def test_input_table_marks_placeholders(build):
    placeholders = drain_risk(build({"inputs": {}}), POSTS).inputs
    assert placeholders["placeholder"].sum() > 10
    assert not drain_risk(build(), POSTS).inputs["placeholder"].any()
    assert placeholders["sentence"].str.len().min() > 20


def test_drain_risk_without_any_amount_is_unknown_and_not_zero(build, base_tables):
    tables = {name: base_tables()[name] for name in ("positions", "employees")}
    bare = tables["positions"][["position_id", "title", "seats"]]
    people = tables["employees"].drop(columns="pay_per_year")
    risk = drain_risk(company_from_tables({"positions": bare, "employees": people},
                                          as_of="2026-06-30"), POSTS)  # fmt: skip
    assert risk.ledger.rows.empty
    assert len(risk.posts)
    assert risk.posts["expected_loss"].isna().all()
    assert math.isnan(risk.figure("expected_loss"))
    assert math.isnan(risk.figure("value_at_risk_95"))
    assert risk.curve.empty
    assert "not assessed" in findings(risk)[0]


def test_vacant_posts_do_not_count_a_part_time_seat(build, base_tables):
    tables = base_tables()
    employees = tables["employees"].assign(fte=[1.0, 1.0, 0.5])
    vacant = drain_risk(build(employees=employees), POSTS).vacant
    assert "P2" not in vacant["position_id"].tolist()


def test_drain_risk_takes_no_money_for_a_post_that_is_needed_later(build, base_tables):
    positions = base_tables()["positions"]
    empty = positions["position_id"] == "P3"
    later = positions.assign(needed_from=np.where(empty, "2027-01-01", None))
    assert drain_risk(build(positions=later), POSTS).vacant.empty
    over = positions.assign(needed_to=np.where(empty, "2026-01-01", None))
    assert drain_risk(build(positions=over), POSTS).vacant.empty
