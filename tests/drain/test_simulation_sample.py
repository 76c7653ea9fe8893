"""The drawn loss finds what is planted in the sample company."""

import pytest

from workbench.company import load_company
from workbench.drain.simulation.findings import findings
from workbench.drain.simulation.simulate import simulate_year
from workbench.sample import planted


@pytest.fixture(scope="module")
def company():
    return load_company("data/sample")


@pytest.fixture(scope="module")
def year(company):
    return simulate_year(company, planted.KEY_POSTS)


def test_recipe_of_two_holders_leads_what_the_sum_misses(year):
    rows = year.assets.sort_values("extra_once", ascending=False)
    first = rows.iloc[0]
    assert (first["asset_id"], first["channel"]) == (planted.RECIPE, "secrets")
    assert (first["position_ids"], first["holders"]) == (planted.RECIPE_POST, 2)
    # Either of two leaving is nearly twice as likely as the one that the sum counts whole, and a
    # little more as contacts are pulled along.
    drawn = first["added_up"] + first["extra_once"]
    assert 1.8 * first["added_up"] < drawn < 2.1 * first["added_up"]


def test_tied_customer_leads_the_assets_and_hangs_on_one(year):
    first = year.assets.iloc[0]
    assert (first["asset_id"], first["channel"]) == (planted.KEY_ACCOUNT, "reputation")
    assert (first["position_ids"], first["holders"]) == (planted.KEY_ACCOUNT_POST, 1)
    assert first["extra_once"] == 0


def test_findings_name_recipe_and_customer_with_their_channel(year):
    words = findings(year)
    secret = next(sentence for sentence in words if "channel of secrets" in sentence)
    assert f"({planted.RECIPE}), which 2 people know, in the hands of" in secret
    assert f"({planted.RECIPE_POST})" in secret
    customer = next(sentence for sentence in words if "channel of reputation" in sentence)
    assert f"({planted.KEY_ACCOUNT})" in customer and f"({planted.KEY_ACCOUNT_POST})" in customer
    assert not any(person in " ".join(words) for person in planted.RECIPE_HOLDERS)


def test_lifted_team_takes_its_secrets_once(company):
    lifted = simulate_year(company, planted.KEY_POSTS, scenario="lift_out", paths=8192)
    first = lifted.assets.iloc[0]
    assert first["channel"] == "secrets"
    assert set(first["position_ids"].split(", ")) <= set(planted.LIFT_OUT_POSTS)
    # Nearly sure to be out: little is left below the loss if all of its holders leave.
    assert first["expected_loss"] > 0.9 * first["loss_if_all_leave"]
    together = lifted.groups.iloc[0]
    assert set(together["position_ids"].split(", ")) <= set(planted.LIFT_OUT_POSTS)
    assert together["chance_together"] > 0.5


def test_drawn_sum_of_the_sample_equals_the_exact_engine(year):
    assert (year.check["gap_in_se"].dropna().abs() <= 4).all()


def test_followers_of_a_scenario_take_the_place_of_the_setting(company, year):
    followers = simulate_year(company, planted.KEY_POSTS, scenario="followers", paths=8192)
    assert (
        followers.pull_probability
        == company.settings.drain.scenarios["followers"].pulled_along_share
    )
    assert year.pull_probability == company.settings.drain.simulation.pull_probability
    part = followers.parts.set_index("part")["expected_loss"]
    usual = year.parts.set_index("part")["expected_loss"]
    name = next(name for name in part.index if "pull" in name)
    assert part[name] > 1.5 * usual[name]
