"""What measures save, need and may not do."""

import pytest

from workbench.drain.measures import action_list, avoidable_loss, measure_effects
from workbench.drain.risk import drain_risk

POSTS = ("P1", "P2", "P3")


def test_avoidable_loss_of_the_chance_is_the_whole_loss(risk):
    rows = avoidable_loss(risk).set_index(["acts_on", "position_id"])["avoidable_loss"]
    assert rows["leave_probability"].sum() == pytest.approx(risk.figure("expected_loss"))


def test_avoidable_loss_equals_the_engine_run_again(build, risk, fixed_inputs):
    # A rival share of 0 instead of 0.5 takes away all that acts on it.
    without = drain_risk(build({"inputs": fixed_inputs(rival_share=0.0)}), POSTS)
    saved = risk.figure("expected_loss") - without.figure("expected_loss")
    rows = avoidable_loss(risk)
    found = rows.loc[rows["acts_on"] == "rival_share", "avoidable_loss"].sum()
    assert found == pytest.approx(saved, abs=0.05)


def test_measure_effects_break_even_is_where_saving_meets_cost(company, risk):
    rows = measure_effects(company, risk).by_post
    saving = rows["break_even_effect"] * rows["avoidable_loss"]
    known = rows["avoidable_loss"] > 0
    assert saving[known].to_numpy() == pytest.approx(rows.loc[known, "cost"].to_numpy())
    assert (rows["pays"] == (rows["net"] > 0)).all()
    assert (rows["saving_low"] <= rows["saving"]).all()


def test_measure_effects_keeps_the_deposit_off(company, risk):
    effects = measure_effects(company, risk)
    assert effects.off["measure_id"].tolist() == ["M2"]
    assert "unlawful" in effects.off["reason"].iloc[0]
    assert "M2" not in set(effects.by_post["measure_id"]) | set(effects.measures["measure_id"])


def test_measure_effects_states_the_limits_of_a_ban(company, risk):
    effects = measure_effects(company, risk)
    row = effects.measures.set_index("measure_id").loc["M3"]
    assert "two years at most" in row["limits"]
    assert row["posts_worth_it"] == 0 and row["saving"] == 0


def test_measure_effects_without_measures_is_empty(build, risk):
    effects = measure_effects(build(measures=None), risk)
    assert effects.measures.empty and effects.by_post.empty and effects.off.empty
    assert action_list(effects).empty
    assert "break_even_effect" in effects.by_post


def test_action_list_keeps_what_pays(company, risk):
    actions = action_list(measure_effects(company, risk), most=1)
    assert actions["pays"].all()
    assert actions["position_id"].is_unique
