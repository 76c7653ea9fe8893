"""The analysis finds what is planted in the sample company."""

import numpy as np
import pytest

from workbench.company import load_company
from workbench.drain.measures import action_list, measure_effects
from workbench.drain.plan.build import EXPECTED, SHORTFALL, best_plan
from workbench.drain.risk import compare_scenarios, drain_risk
from workbench.sample import planted


@pytest.fixture(scope="module")
def company():
    return load_company("data/sample")


@pytest.fixture(scope="module")
def risk(company):
    return drain_risk(company, planted.KEY_POSTS)


@pytest.fixture(scope="module")
def scenarios(company):
    return compare_scenarios(company, planted.KEY_POSTS).set_index("scenario")


def test_recipe_in_two_heads_leads_the_channel_of_secrets(risk):
    secrets = risk.channels[risk.channels["channel"] == "secrets"]
    top = secrets.sort_values("expected_loss", ascending=False).iloc[0]
    assert top["position_id"] == planted.RECIPE_POST
    holders = risk.ledger.rows.query("driver == 'secrets a rival uses'").set_index("employee_id")
    assert (holders.loc[list(planted.RECIPE_HOLDERS), "mean"] > 0).all()


def test_tied_customer_leads_the_customers_who_follow(risk):
    followed = risk.channels[risk.channels["driver"] == "customers who follow"]
    top = followed.sort_values("expected_loss", ascending=False).iloc[0]
    assert top["position_id"] == planted.KEY_ACCOUNT_POST
    assert risk.posts["position_id"].iloc[0] == planted.KEY_ACCOUNT_POST


def test_method_in_one_head_leads_the_methods(risk):
    methods = risk.channels[risk.channels["driver"] == "method learnt anew"]
    top = methods.sort_values("expected_loss", ascending=False).iloc[0]
    assert top["position_id"] == planted.LONE_METHOD_POST


def test_lift_out_costs_more_and_through_secrets(risk, scenarios):
    usual, lifted = scenarios.loc["as_usual"], scenarios.loc["lift_out"]
    assert lifted["expected_leavers"] > usual["expected_leavers"] + 3
    assert lifted["secrets"] > 5 * usual["secrets"]
    assert lifted["expected_loss"] > 2 * usual["expected_loss"]


def test_single_exit_adds_the_loss_of_that_post(risk, scenarios):
    row = risk.posts.set_index("position_id").loc[planted.KEY_ACCOUNT_POST]
    added = (
        scenarios.loc["single_exit", "expected_loss"] - scenarios.loc["as_usual", "expected_loss"]
    )
    assert added == pytest.approx(row["loss_if_all_leave"] - row["expected_loss"], rel=1e-6)


def test_retiring_head_is_a_date_within_the_horizon(company):
    risk = drain_risk(company, (planted.RETIRING_HEAD_POST,))
    row = risk.posts.set_index("position_id").loc[planted.RETIRING_HEAD_POST]
    assert f"{row['next_retirement_on']:%Y-%m-%d}" == "2026-11-20"
    assert row["leave_probability"] == 1.0


def test_long_vacancy_is_listed_apart(risk):
    assert planted.LONG_VACANCY_POST in set(risk.vacant["position_id"])
    assert planted.LONG_VACANCY_POST not in set(risk.posts["position_id"])


def test_amounts_of_the_sample_hang_together(risk):
    assert risk.year.probabilities.sum() == pytest.approx(1.0, abs=1e-12)
    assert risk.year.expected == pytest.approx(risk.figure("expected_loss"), rel=1e-5)
    total = risk.figure("expected_shortfall_95")
    assert risk.posts["shortfall"].sum() == pytest.approx(total, rel=1e-9)
    assert (np.diff(risk.curve["exceedance_probability"]) <= 0).all()
    # The grid is fine enough: a step under half a percent of the 99 % quantile.
    assert risk.year.step <= 0.005 * risk.year.value_at_risk(0.99)


def test_actions_for_the_key_account_name_the_second_contact(company, risk):
    actions = action_list(measure_effects(company, risk))
    first = actions[actions["position_id"] == planted.KEY_ACCOUNT_POST]
    assert "customer_loss" in set(first["acts_on"])


def test_best_plan_starts_with_the_customer_who_is_tied_to_one_person(company):
    plan = best_plan(company, planted.KEY_POSTS, budget=30_000.0, correlation=0.0)
    first = plan.items[plan.items["by_expected_loss"]].nlargest(1, "saving").iloc[0]
    assert first["position_id"] == planted.KEY_ACCOUNT_POST
    rows = plan.summary.set_index("plan")
    assert rows.loc[[EXPECTED, SHORTFALL], "cost"].max() <= 30_000.0
    assert rows.loc[EXPECTED, "could_be_better"] < 1e-7
    assert rows.loc[SHORTFALL, "could_be_better"] < 0.02
