"""What measures save, need and may not do."""

import pandas as pd
import pytest

from workbench.drain import display
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


def test_pays_if_weak_is_where_the_weak_effect_reaches_the_break_even(company, risk):
    rows = measure_effects(company, risk).by_post
    measures = company.table("measures").set_index("measure_id")
    weak = measures.loc[rows["measure_id"], "effect_p10"].to_numpy()
    assert (rows["pays_if_weak"] == (weak > rows["break_even_effect"])).all()
    assert not (rows["pays_if_weak"] & ~rows["pays"]).any()
    shown = display.actions(measure_effects(company, risk), risk)
    assert set(shown["pays_if_weak"]) <= {"yes", "no"}


@pytest.fixture(scope="module")
def agreed():
    """Locks at P1 are done; care at P2 is due and not done; the deposit is never counted."""
    return pd.DataFrame(
        {
            "position_id": ["P1", "P2", "P1"], "measure_id": ["M1", "M4", "M2"],
            "done_on": ["2026-03-01", None, "2026-03-01"],
        }
    )  # fmt: skip


def test_measure_in_place_is_not_offered_again(build, risk, agreed):
    usual, effects = (measure_effects(build(**t), risk) for t in ({}, {"post_measures": agreed}))
    pairs, before = (
        set(zip(e.by_post["position_id"], e.by_post["measure_id"], strict=True))
        for e in (effects, usual)
    )
    assert before - pairs == {("P1", "M1")}
    assert ("P1", "M1") not in set(
        zip(action_list(effects)["position_id"], action_list(effects)["measure_id"], strict=True)
    )
    totals = [e.measures.set_index("measure_id").loc["M1"] for e in (usual, effects)]
    assert totals[1]["saving"] < totals[0]["saving"]


def test_what_a_measure_in_place_keeps_off_by_hand(build, risk, agreed):
    # What is left of the secrets of P1 is the half that locks of 50 % leave, so as much is kept
    # off; with 20 % a quarter of it, with 80 % four times as much.
    effects = measure_effects(build(post_measures=agreed), risk)
    rows = avoidable_loss(risk).set_index(["position_id", "acts_on"])["avoidable_loss"]
    left = rows["P1", "secret_loss"]
    (row,) = effects.in_place.to_dict("records")
    assert (row["position_id"], row["measure_id"]) == ("P1", "M1")
    found = [row[name] for name in ("kept_off_low", "kept_off", "kept_off_high")]
    assert found == pytest.approx([left / 4, left, 4 * left])
    assert row["cost"] == pytest.approx(1000 * 365 / 365.25)
    shown = display.in_place(effects, risk)
    assert shown["title"].tolist() == ["Chemist"]
    assert display.in_place(measure_effects(build(), risk), risk).empty


def test_whole_effect_in_place_leaves_nothing_to_reckon_from(build, risk, agreed, base_tables):
    measures = base_tables()["measures"].assign(effect_p90=1.0)
    effects = measure_effects(build(post_measures=agreed, measures=measures), risk)
    assert effects.in_place["kept_off_high"].isna().all()
    assert effects.in_place["kept_off"].notna().all()
