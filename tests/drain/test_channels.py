"""Drivers told apart: who leads on, who asks for more, whose trust, and the rival counted once."""

import numpy as np
import pandas as pd
import pytest

from workbench.drain.asked import asked_for, asked_in_words
from workbench.drain.channels import DRIVERS
from workbench.drain.display import rival_memo
from workbench.drain.findings import findings
from workbench.drain.risk import drain_risk
from workbench.drain.simulation import assets, model
from workbench.settings.drain import LossInputs

POSTS = ("P1", "P2", "P3")


def amount(risk, employee_id: str, driver: str) -> float:
    rows = risk.ledger.rows.set_index(["employee_id", "driver"])["mean"]
    return float(rows[employee_id, driver])


def needs(risk, driver: str) -> set[str]:
    missing = risk.ledger.not_assessed
    return set(missing.loc[missing["driver"] == driver, "needs"])


@pytest.mark.parametrize(
    ("stand_in", "loss"),
    # E3 is elsewhere and takes over alone; E1 holds the post, E9 has left: no B.
    [("E3", 0.0), ("E1", 2_400.0), ("E9", 2_400.0), (None, 2_400.0)],
)
def test_one_named_b_leads_alone(build, base_tables, stand_in, loss):
    tables = base_tables()
    gone = {"employee_id": "E9", "hired_on": "2015-01-01", "left_on": "2026-01-31",
            "status": "left"}  # fmt: skip
    employees = pd.concat([tables["employees"], pd.DataFrame([gone])], ignore_index=True)
    positions = tables["positions"].assign(stand_in_employee_id=[stand_in, None, None])
    risk = drain_risk(build(employees=employees, positions=positions), POSTS)
    assert amount(risk, "E1", "several in command") == pytest.approx(loss)


def test_lines_of_reporting_say_who_leads(build, base_tables):
    positions = base_tables()["positions"].drop(columns="is_management")
    unknown = drain_risk(build(positions=positions), POSTS)
    assert needs(unknown, "several in command") == {
        "positions.reports_to, or positions.is_management"
    }
    lines = positions.assign(reports_to=[None, None, "P2"])
    risk = drain_risk(build(positions=lines), POSTS)
    # P3 reports to the seller, nobody to the chemists: 600,000 x 0.4 x 0.1 x 0.1 years vacant.
    assert amount(risk, "E3", "several in command") == pytest.approx(2_400)
    assert amount(risk, "E1", "several in command") == 0


def test_colleagues_of_an_unknown_grade_are_asked_for(build, base_tables):
    positions = base_tables()["positions"].drop(columns="grade")
    risk = drain_risk(build(positions=positions), POSTS)
    assert needs(risk, "colleagues ask for the same") == {"positions.job_family and grade"}


def test_pay_stays_dearer_for_its_years(build, fixed_inputs):
    longer = drain_risk(build({"inputs": fixed_inputs(pay_precedent_years=3.0)}), POSTS)
    assert amount(longer, "E1", "dearer pay afterwards") == pytest.approx(3 * 8_000)
    assert amount(longer, "E1", "colleagues ask for the same") == pytest.approx(3 * 4_000)


def test_suppliers_lose_trust_by_their_own_margin(build, base_tables):
    assets_table = base_tables()["assets"].assign(kind=["secret", "supplier", "method"])
    risk = drain_risk(build(assets=assets_table), POSTS)
    upstream, downstream = "trust of suppliers and authorities", "trust of customers"
    assert amount(risk, "E3", upstream) == pytest.approx(500_000 * 0.02)
    assert amount(risk, "E3", downstream) == pytest.approx(600_000 * 0.01)
    assert amount(risk, "E3", "customers who follow") == 0


def test_nobody_recruits_dearer_after_a_retirement(build, base_tables):
    employees = base_tables()["employees"].assign(born_on=["1961-07-02", None, None])
    risk = drain_risk(build(employees=employees), ("P1",))
    resigns = 1 - np.exp(-0.1 * 2 / 365.25)
    assert amount(risk, "E1", "dearer recruiting") == pytest.approx(4_000 * resigns, abs=0.01)
    assert amount(risk, "E1", "finding a successor") == pytest.approx(16_000)


@pytest.mark.parametrize("overlap", [0.0, 0.4, 1.0])
@pytest.mark.parametrize(("fall", "gain"), [(0.005, 0.02), (0.03, 0.02), (0.0, 0.0)])
def test_fall_and_rise_count_the_larger_once_and_never_less_than_nothing(
    build, fixed_inputs, overlap, fall, gain
):
    changed = fixed_inputs(market_fall_share=fall, rival_gain_share=gain, overlap_share=overlap)
    risk = drain_risk(build({"inputs": changed}), POSTS)
    both = [amount(risk, "E1", name) for name in ("our position falls", "rival grows stronger")]
    assert min(both) >= 0
    assert sum(both) == pytest.approx(400_000 * 0.5 * max(fall, gain) * (1 - overlap))


def test_names_of_drivers_agree_between_the_ledger_and_the_drawn_loss():
    names = {driver.name for driver in DRIVERS}
    assert {assets._VACANT, assets._ANEW, *assets._SHARED_WORK, *model._WHILE_VACANT} <= names
    assert len(names) == len(DRIVERS)
    # The register's own rule stands in the channel in which the ledger has the same amounts.
    channels = {driver.name: driver.channel for driver in DRIVERS}
    assert channels[assets._VACANT] == assets.CHANNEL["stops when all go"] == "operations"
    assert channels["secrets a rival uses"] == assets.CHANNEL["leaks once"]
    assert channels["customers who follow"] == assets.CHANNEL["follows once"]


def test_every_range_of_a_driver_is_an_input_and_every_input_is_used():
    used = {name for driver in DRIVERS for name in driver.ranges}
    assert used == set(LossInputs.model_fields) - {"leave_rate_per_year"}


def test_rival_memo_says_what_is_contained_and_what_is_in_no_amount(build, fixed_inputs):
    # E3: chance p, margin 600,000, half go to a rival: it gains 0.02, all taken as contained. The
    # customer (600,000 if the seller goes) can hold it; nothing hangs on E2 without the register.
    company = build({"inputs": fixed_inputs(overlap_share=1.0)})
    risk = drain_risk(company, POSTS)
    chance = risk.posts.set_index("position_id").loc["P2", "leave_probability"]
    row = risk.rival.set_index("position_id").loc["P2"]
    assert row["rival_gain"] == pytest.approx(chance * 600_000 * 0.5 * 0.02)
    assert row["our_fall"] == pytest.approx(chance * 600_000 * 0.5 * 0.005)
    assert row["taken_as_contained"] == row["larger_of_both"] == row["rival_gain"]
    assert row["in_the_sum"] == row["in_no_amount"] == 0
    bare = drain_risk(build({"inputs": fixed_inputs(overlap_share=1.0)}, assets=None,
                            holdings=None), POSTS)  # fmt: skip
    row = bare.rival.set_index("position_id").loc["P2"]
    assert row["in_no_amount"] == pytest.approx(row["rival_gain"])
    words = " ".join(findings(bare))
    assert "counted once" in words and "At 2 posts these hold less" in words


def test_rival_memo_agrees_with_the_ledger_and_has_a_sum(build):
    risk = drain_risk(build(), POSTS)
    counted = risk.channels.query("channel == 'competitiveness'")["expected_loss"].sum()
    assert risk.rival["in_the_sum"].sum() == pytest.approx(counted, abs=0.05)
    memo = rival_memo(risk)
    assert memo["title"].iloc[-1] == "All posts"
    assert memo["rival_gain"].iloc[-1] == pytest.approx(memo["rival_gain"].iloc[:-1].sum())
    assert not memo.astype("str").isin(["E1", "E2", "E3"]).any().any()


def test_every_input_without_evidence_is_asked_for_in_its_channel(build):
    risk = drain_risk(build({"inputs": {}}, holdings=None), POSTS)
    table = asked_for(risk)
    placeholders = risk.inputs[risk.inputs["placeholder"]].set_index("quantity")["sentence"]
    for name, sentence in placeholders.items():
        channels = {driver.channel for driver in DRIVERS if name in driver.ranges}
        if name == "leave_rate_per_year":
            channels = {"all channels"}
        assert set(table.loc[table["asked_for"] == sentence, "channel"]) == channels, name
    missing = risk.ledger.not_assessed
    assert set(missing["channel"]) == set(table.loc[table["expected_loss"].isna(), "channel"])
    assert table["channel"].unique()[0] == "all channels"
    assert asked_in_words(risk).startswith("Asked for, as there is no evidence yet: 1 for all")


def test_nothing_is_asked_for_where_all_has_a_source(build):
    risk = drain_risk(build(), POSTS)
    assert asked_for(risk).empty and asked_in_words(risk) == ""
