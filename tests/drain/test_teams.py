"""Teams that a rival could take: who is one, what it costs, and what is planted in the sample."""

import itertools

import pandas as pd
import pytest

from workbench.company import load_company
from workbench.drain.leads import channel_leads, lead_findings
from workbench.drain.risk import drain_risk
from workbench.drain.simulation.simulate import simulate_year
from workbench.drain.team_words import team_findings, team_table
from workbench.drain.teams import exposed_teams
from workbench.sample import planted

POSTS = ("P1", "P2", "P3")


def ties_among(*people: str) -> pd.DataFrame:
    pairs = list(itertools.permutations(people, 2))
    return pd.DataFrame(pairs, columns=["from_employee", "to_employee"]).assign(kind="advice")


@pytest.fixture(scope="module")
def team(build):
    return exposed_teams(build(ties=ties_among("E1", "E2", "E3")), POSTS)


def test_loss_of_a_team_is_what_all_cost_when_a_rival_has_them(team, build):
    lifted = {
        "scenarios": {
            "all": {
                "sentence": "All go.",
                "team_positions": ["P1", "P2"],
                "team_probability": 1.0,
                "team_follow_probability": 1.0,
            }
        }
    }
    rows = drain_risk(build(lifted), POSTS, scenario="all").ledger.rows
    by_person = rows.groupby("employee_id")["mean"].sum()
    row = team.teams.iloc[0]
    assert (row["people"], row["position_ids"]) == (3, "P1, P2")
    assert row["loss_if_taken"] == pytest.approx(by_person.sum())
    assert row["dearest_alone"] == pytest.approx(by_person.max())
    assert row["adds"] == pytest.approx(by_person.sum() - by_person.max())
    by_channel = rows.groupby("channel")["mean"].sum()
    assert (row["channel"], row["channel_loss"]) == (by_channel.idxmax(), by_channel.max())


def test_pay_of_three_people_is_not_told(team):
    assert pd.isna(team.teams.iloc[0]["pay_ratio"])


def test_one_sided_ties_make_no_team_and_it_is_said(build):
    ring = pd.DataFrame(
        {"from_employee": ["E1", "E2", "E3"], "to_employee": ["E2", "E3", "E1"], "kind": "advice"}
    )
    found = exposed_teams(build(ties=ring), POSTS)
    assert found.teams.empty and not found.lacks
    assert team_findings(found) == (
        "No three people of whom one is in these posts all go to each other.",
    )


def test_without_ties_it_says_what_it_needs(build):
    found = exposed_teams(build(), POSTS)
    assert found.teams.empty and "ties" in found.lacks
    assert team_findings(found) == () and team_table(found).empty


def test_order_of_the_rows_changes_nothing(team, build):
    turned = ties_among("E3", "E1", "E2").iloc[::-1].reset_index(drop=True)
    again = exposed_teams(build(ties=turned), POSTS)
    pd.testing.assert_frame_equal(again.teams, team.teams)


@pytest.fixture(scope="module")
def sample():
    return load_company("data/sample")


def test_planted_team_leads_in_the_channel_of_secrets(sample):
    found = exposed_teams(sample, planted.KEY_POSTS)
    first = found.teams.iloc[0]
    assert first["position_ids"].split(", ") == list(planted.LIFT_OUT_POSTS)
    assert (first["people"], first["channel"]) == (len(planted.LIFT_OUT_TEAM), "secrets")
    gone = sum(len(dates) for dates in planted.LIFT_OUT_DEPARTURES.values())
    assert (first["job_family"], first["family_to_rivals"]) == (planted.LIFT_OUT_FAMILY, gone)
    assert first["pay_ratio"] < 0.95
    whole, signs = team_findings(found)
    assert "channel of secrets" in whole and "below" not in whole
    assert f"{gone} colleagues of the family {planted.LIFT_OUT_FAMILY} went to rivals" in signs
    assert not any(person in whole + signs for person in planted.LIFT_OUT_TEAM)


def test_planted_recipe_and_customer_lead_their_channels(sample):
    risk = drain_risk(sample, planted.KEY_POSTS)
    year = simulate_year(sample, planted.KEY_POSTS)
    leads = channel_leads(risk, year).set_index("channel")
    assert f"({planted.RECIPE})" in leads.loc["secrets", "first"]
    assert leads.loc["secrets", "people"] == len(planted.RECIPE_HOLDERS)
    assert f"({planted.KEY_ACCOUNT})" in leads.loc["reputation", "first"]
    assert leads.loc["reputation", "position_ids"] == planted.KEY_ACCOUNT_POST
    assert leads["expected_loss"].sum() == pytest.approx(risk.channels["expected_loss"].sum())
    sentence = lead_findings(leads.reset_index(), currency="EUR")[0]
    assert f"({planted.RECIPE})" in sentence and f"({planted.KEY_ACCOUNT})" in sentence


def test_without_assets_the_dearest_post_leads(build):
    company = build(assets=None, holdings=None)
    risk, year = drain_risk(company, POSTS), simulate_year(company, POSTS, paths=8192)
    leads = channel_leads(risk, year).set_index("channel")
    operations = risk.channels[risk.channels["channel"] == "operations"]
    dearest = operations.groupby("position_id")["expected_loss"].sum()
    assert leads.loc["operations", "position_ids"] == dearest.idxmax()
    assert leads.loc["operations", "through_first"] == dearest.max()
    assert "secrets" not in leads.index
